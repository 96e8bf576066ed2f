//! The loop of crate asyncio beside other threads, in every schedule up to a bound.
//!
//! Each test is titled by the chain of events that it is about, and names its bound: how many threads, and how often
//! a thread may be stopped while it could go on. Beside each promise stands a broken copy of the loop that the same
//! program must reject, with the kind of failure that it must find; that is how you know that the test looks at all.
//!
//! What no test here can see, for any bound:
//!
//! - *Sockets.* In a model the loop sleeps in a `Bell` (step 4). Of `polling` the tests assume what its documentation
//!   promises: a `notify` that comes before the `wait` makes it return at once.
//! - *Time.* A deadline is "at some moment after". That timers keep their order is tested in virtual time, in `tests/`
//!   of crate asyncio.
//! - *Fairness*, more than five threads, and loads that see a store which comes later in the other thread.
//! - *`Arc` and `Weak`*, which are std's own here: a leak is found where something of the model's is in it.

extern crate interleave as alloc;
extern crate interleave as core;
#[macro_use]
extern crate interleave as std;

mod broken;
mod programs;

mod s2_tasks;

mod s4_thread_safe;

mod s6_event_loop;

/// Without this, a wrong root would run all of the above on the real std and find nothing.
#[test]
fn these_tests_run_on_the_shadow_std() {
    assert!(std::any::type_name::<std::sync::Mutex<u8>>().starts_with("interleave::"));
}
