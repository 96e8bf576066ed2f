// Fences and hints.

use std::hint;
use std::sync::atomic::{Ordering::*, compiler_fence, fence};
use std::thread;

#[allow(deprecated)]
pub fn calls() -> Vec<String> {
    for order in [Acquire, Release, AcqRel, SeqCst] {
        fence(order);
        compiler_fence(order);
    }
    hint::spin_loop();
    std::sync::atomic::spin_loop_hint();
    thread::yield_now();
    thread::sleep(std::time::Duration::ZERO);
    thread::sleep_ms(0);
    vec![format!("{}", hint::black_box(1))]
}
