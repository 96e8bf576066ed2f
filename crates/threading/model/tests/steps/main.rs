//! Every step of crate threading, in every schedule up to a bound.
//!
//! Each test is titled by the chain of events that it is about, and names its bound: how many threads, and how often
//! a thread may be stopped while it could go on. Beside each promise stands a broken copy that the same test must
//! reject, with the kind of failure that it must find; that is how you know that the test looks at all.
//!
//! What no test here can see, for any bound:
//!
//! - *Fairness.* A search says what can happen, not how often.
//! - *Time.* A time-out is a choice, at once or later, so that one comes at all, and how soon, goes unchecked.
//! - *More than five threads.*
//! - *A panic that unwinds over one of these locks.* Locking while a thread unwinds is beyond the model: see `tests/` of crate
//!   threading.

extern crate interleave as alloc;
extern crate interleave as core;
#[macro_use]
extern crate interleave as std;

mod program;

mod s1_lock;

mod s2_rlock;

mod s3_condition;

mod s4_semaphore;

mod s5_event;

mod s6_barrier;

mod s7_queue;

mod s7_done;

mod s7_shutdown;

mod s8_orders;

mod s9_simple_queue;

mod s10_thread;

mod s10_running;

mod s11_local;

mod s12_timer;

mod s13_parking;

mod s14_mutex;

mod s15_recursive;

mod account;

/// Without this, a wrong root would run all of the above on the real std and find nothing.
#[test]
fn these_tests_run_on_the_shadow_std() {
    assert!(std::any::type_name::<std::sync::Mutex<u8>>().starts_with("interleave::"));
}
