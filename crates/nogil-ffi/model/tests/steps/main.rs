//! The steps of crate nogil-ffi that need no C, in every schedule up to a bound.
//!
//! Each test is titled by the chain of events that it is about, and names its bound: how many threads, and how often
//! a thread may be stopped while it could go on. Beside each promise stands a broken copy that the same test must
//! reject, with the kind of failure that it must find; that is how you know that the test looks at all.
//!
//! What no test here can see, for any bound:
//!
//! - *Fairness* and *time*: as for crate gil, on whose model build all of this runs.
//! - *More than five threads.* With three, the time-outs of the GIL multiply the schedules, so the bound is 1 there.
//! - *A panic that unwinds over an `attach` or a `detach`*, and the C API: see `tests/` of crate nogil-ffi.

extern crate interleave as alloc;
extern crate interleave as core;
#[macro_use]
extern crate interleave as std;

mod program;

mod s1_attach;

mod s2_detach;

mod s3_objects;

mod s7_mutex;

/// Without this, a wrong root would run all of the above on the real std and find nothing.
#[test]
fn these_tests_run_on_the_shadow_std() {
    assert!(std::any::type_name::<std::sync::Mutex<u8>>().starts_with("interleave::"));
}
