//! The document's spam.system, which lets others run, and returns the exit code.
//!
//! Run it with `cargo run -q -p nogil-ffi --example spam_system`, and `book/python/spam_system.py` beside it. On Windows the commands
//! are for another shell, and `sleep` may be missing.

use nogil_ffi::{Attached, Error, Interpreter, system, system_holding};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

/// Runs a command that waits, beside a thread that runs Python code every millisecond. Returns how often that one did meanwhile.
fn ticks_while(system: fn(Attached<'_>, &str) -> Result<i32, Error>) -> Result<u32, Error> {
    let python = Interpreter::new();
    // Relaxed, both: notes for one another, which order nothing else.
    let (ticks, over) = (AtomicU32::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        python.attach(|py| {
            scope.spawn(|| {
                while !over.load(Relaxed) {
                    python.attach(|_| ticks.fetch_add(1, Relaxed)).expect("nobody ends the interpreter");
                    thread::sleep(Duration::from_millis(1));
                }
            });
            let answer = system(py, "sleep 0.5");
            over.store(true, Relaxed);
            answer.map(|_| ticks.load(Relaxed))
        })?
    })
}

fn main() -> Result<(), Error> {
    println!("with the GIL held: {} ticks", ticks_while(system_holding)?);
    println!("with the GIL let go: {} ticks", ticks_while(system)?);
    Interpreter::new().attach(|py| {
        println!("exit 3 returns {}", system(py, "exit 3")?);
        println!("exit 3 with a NUL in it: {}", system(py, "exit\0 3").unwrap_err());
        Ok(())
    })?
}
