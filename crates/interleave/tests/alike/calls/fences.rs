// Fences and hints.

use std::hint;
use std::sync::atomic::{Ordering::*, compiler_fence, fence};
use std::thread;

pub fn calls() -> Vec<String> {
    for order in [Acquire, Release, AcqRel, SeqCst] {
        fence(order);
        compiler_fence(order);
    }
    hint::spin_loop();
    thread::yield_now();
    thread::sleep(std::time::Duration::ZERO);
    vec![format!("{}", hint::black_box(1))]
}
