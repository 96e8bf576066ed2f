//! `excepthook`: who is told that a thread has died of a panic.
//!
//! # Keeps true
//!
//! It is called in the dying thread, before anybody who joins it goes on. A panic of the hook itself is reported, and ends nothing else.
//!
//! # Unlike Python
//!
//! There the hook is what prints. Rust's panic hook has printed already, in the moment of the panic and with the thread's name, so by
//! default there is nothing left to do. To print something else, set that one, too: `std::panic::set_hook`.

use super::Thread;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard};

/// What the hook is told. Python: `threading.ExceptHookArgs`.
pub struct ExceptHookArgs<'a> {
    /// What it died of, as `catch_unwind` hands it over. Python: `exc_value`.
    pub payload: &'a (dyn Any + Send),
    /// Who dies.
    pub thread: &'a Thread,
}

impl ExceptHookArgs<'_> {
    /// The words of `panic!("…")`. None if it died of something else, such as [`SystemExit`].
    pub fn message(&self) -> Option<&str> {
        let text = self.payload.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| self.payload.downcast_ref::<&str>().copied())
    }
}

/// A hook. Python: `threading.excepthook`.
pub type ExceptHook = Arc<dyn Fn(&ExceptHookArgs<'_>) + Send + Sync>;

/// One for the whole process.
static HOOK: Mutex<Option<ExceptHook>> = Mutex::new(None);

/// From now on `hook` is told of each panic that ends a [`Thread`]; returns who was told before. Python: `threading.excepthook = hook`.
///
/// As in Python the hook hears of [`exit`], too, and should ignore it.
pub fn set_excepthook(hook: Option<ExceptHook>) -> Option<ExceptHook> {
    std::mem::replace(&mut *slot(), hook)
}

/// Tells the hook; returns what it panicked with.
pub(super) fn call(payload: &(dyn Any + Send), thread: &Thread) -> Option<Box<dyn Any + Send>> {
    // It runs when the mutex is free again, so it may set another hook.
    let hook = slot().clone()?;
    let panic = catch_unwind(AssertUnwindSafe(|| hook(&ExceptHookArgs { payload, thread }))).err()?;
    // The panic hook has said what happened. If the terminal is gone, there is nobody to tell.
    let _ = catch_unwind(|| eprintln!("That was a panic in threading.excepthook, told of thread '{}'.", thread.name()));
    Some(panic)
}

fn slot() -> MutexGuard<'static, Option<ExceptHook>> {
    HOOK.lock().expect("nothing panics while this mutex is held")
}

/// What [`exit`] panics with. Python: `SystemExit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SystemExit;

/// Ends the running thread, without a word. Python: `sys.exit()` in a thread; an exception that is not printed.
///
/// Here it is a panic that Rust's panic hook is not told of. In the main thread it ends the program as any panic does.
pub fn exit() -> ! {
    resume_unwind(Box::new(SystemExit))
}
