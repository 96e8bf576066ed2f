//! Every step of crate gil, in every schedule up to a bound.
//!
//! Each test is titled by the chain of events that it is about, and names its bound: how many threads, and how often
//! a thread may be stopped while it could go on. Beside each promise stands a broken copy that the same test must
//! reject, with the kind of failure that it must find; that is how you know that the test looks at all.
//!
//! What no test here can see, for any bound:
//!
//! - *Fairness.* A search says what can happen, not how often. That nobody is passed over for ever goes unchecked.
//! - *Time.* A time-out is a choice, at once or later, so "after the switch interval" becomes "at any moment". Nothing
//!   here would notice if a switch did not start a waiter's clock again, or if a release in step 3 or 4 told nobody.
//! - *More than five threads*, and loads that see a store which comes later in the other thread (load buffering).
//! - *A panic while the GIL is held.* Locking while a thread unwinds is beyond the model: see `tests/` of crate gil.

extern crate interleave as alloc;
extern crate interleave as core;
#[macro_use]
extern crate interleave as std;

mod broken;
mod lock;
mod python;

mod s1_flag;

mod s2_guard;

mod s3_drop_request;

mod s4_forced_switching;

mod s5_allow_threads;

mod s6_statistics;

mod impact;

mod two_writes;

mod vm_run;

/// Without this, a wrong root would run all of the above on the real std and find nothing.
#[test]
fn these_tests_run_on_the_shadow_std() {
    assert!(std::any::type_name::<std::sync::Mutex<u8>>().starts_with("interleave::"));
}
