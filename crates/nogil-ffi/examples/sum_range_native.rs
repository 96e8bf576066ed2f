//! The document's sum_range, in C that can neither overflow in silence nor keep others out.
//!
//! Run it with `cargo run -q -p nogil-ffi --example sum_range_native`, and `book/python/sum_range.py` beside it.

use nogil_ffi::{Error, Interpreter, sum_range, sum_range_holding};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() -> Result<(), Error> {
    let python = Interpreter::new();
    // Relaxed: the GIL orders them.
    let ticks = AtomicU32::new(0);
    thread::scope(|scope| {
        python.attach(|py| {
            println!("{}", sum_range(py, 0..65_537)?);
            println!("{}", sum_range(py, i64::MAX - 3..i64::MAX).unwrap_err());

            // ANCHOR: ticks
            // Another thread wants the GIL a thousand times, then has enough.
            scope.spawn(|| {
                for _ in 0..1_000 {
                    python.attach(|_| ticks.fetch_add(1, Relaxed)).expect("this thread is inside, so it has not ended");
                }
                python.interrupt();
            });
            sum_range_holding(py, 0..20_000_000)?;
            println!("with the GIL held: {} ticks", ticks.load(Relaxed));
            let answer = sum_range(py, 0..i64::MAX); // for some hundred years
            println!("with the GIL let go: {} ticks, then {}", ticks.load(Relaxed), answer.unwrap_err());
            // ANCHOR_END: ticks
            Ok(())
        })?
    })
}
