//! Every step of crate futures, in every schedule up to a bound.
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
//! - *A task that panics.* The checker takes a panic in a thread that nobody joins for a mistake, even if the thread has caught
//!   it. That is what makes an assertion in a task count; `tests/` of crate futures have the panics.
//! - *A pool that is dropped while its owner panics.* Waiting while a thread unwinds is beyond the model.

extern crate interleave as alloc;
extern crate interleave as core;
#[macro_use]
extern crate interleave as std;

mod program;

mod s2_future;

mod s3_callback;

mod s4_pool;

mod s5_shutdown;

mod s7_wait;

mod s8_all_wait;

/// Without this, a wrong root would run all of the above on the real std and find nothing.
#[test]
fn these_tests_run_on_the_shadow_std() {
    assert!(std::any::type_name::<std::sync::Mutex<u8>>().starts_with("interleave::"));
}
