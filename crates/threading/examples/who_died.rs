//! Three threads end: by a panic, by `exit`, and by a panic while the hook panics, too.
//!
//! Run it with `cargo run -q -p threading --example who_died`, and `book/python/who_died.py` beside it.

use std::sync::Arc;
use threading::{ExceptHookArgs, RuntimeError, SystemExit, Thread, exit, set_excepthook};

fn run(name: &str, target: impl FnOnce() + Send + 'static) -> Result<(), RuntimeError> {
    let thread = Thread::named(name, target);
    thread.start()?;
    thread.join()?;
    println!("main: joined {name}, and go on");
    Ok(())
}

// ANCHOR: hook
fn unlucky() {
    panic!("no luck");
}

fn hook(args: &ExceptHookArgs<'_>) {
    let why = if args.payload.is::<SystemExit>() { "left" } else { args.message().unwrap_or("no words") };
    println!("hook: {}: {why}", args.thread.name());
}

fn main() -> Result<(), RuntimeError> {
    // Rust's own hook would print first; Python has one only.
    std::panic::set_hook(Box::new(|_| ()));
    set_excepthook(Some(Arc::new(hook)));
    run("unlucky", unlucky)?;
    run("leaver", || exit())?;
    // ANCHOR_END: hook
    set_excepthook(Some(Arc::new(|_| panic!("the hook has no luck either"))));
    run("another", unlucky)
}
