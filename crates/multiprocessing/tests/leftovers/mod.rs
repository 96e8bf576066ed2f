//! Whether something is left: threads, descriptors and children of this process. Crate futures asks the same of its executors.

use rustix::io::Errno;
use rustix::process::{WaitOptions, wait};

/// Does `round` fifty times, after once that does not count, and checks that nothing is left. The process must do nothing else.
pub fn leaves_nothing(round: impl Fn(usize)) {
    let entries = |folder: &str| std::fs::read_dir(folder).unwrap().count();
    let threads = entries("/proc/self/task");
    // A descriptor that is made once, for the whole process, is no leak.
    round(0);
    let descriptors = entries("/proc/self/fd");
    (0..50).for_each(round);
    // A thread that has said its last word may still be on its way out.
    let mut looks = 0;
    while entries("/proc/self/task") > threads && looks < 100_000 {
        std::thread::yield_now();
        looks += 1;
    }
    assert_eq!(entries("/proc/self/task"), threads, "a thread is left");
    assert_eq!(entries("/proc/self/fd"), descriptors, "a descriptor is left");
    assert_eq!(wait(WaitOptions::NOHANG).map(drop), Err(Errno::CHILD), "a child is left");
}
