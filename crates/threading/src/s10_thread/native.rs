//! What the operating system calls the running thread.
//!
//! Linux says it in a link of its `/proc`, which safe Rust can read: `/proc/thread-self` leads to `1234/task/1237`. That costs more than
//! the system call `gettid`, and needs no `unsafe` and no other crate.
//!
//! # Not covered
//!
//! macOS and Windows tell it only to C (`pthread_threadid_np`, `GetCurrentThreadId`), and std has no safe call for it. There it is
//! `None`, as it is where no `/proc` is mounted, and in a model, whose threads are none of the system's.

/// The number that `top -H` and `py-spy` show. Python: `threading.get_native_id()`.
pub(super) fn id() -> Option<u64> {
    if cfg!(all(target_os = "linux", not(feature = "model"))) {
        std::fs::read_link("/proc/thread-self").ok()?.file_name()?.to_str()?.parse().ok()
    } else {
        None
    }
}
