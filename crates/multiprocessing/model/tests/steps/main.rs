//! The ring of crate multiprocessing, in every schedule up to a bound.
//!
//! Each test is titled by the chain of events that it is about, and names its bound: how often one of the two sides may be stopped
//! while it could go on. Beside each promise stands a broken copy that the same test must reject, with the kind of
//! failure that it must find; that is how you know that the test looks at all.
//!
//! Two threads stand for the two processes, and cells for the words of a part: what two processes may do to them is what the rules of
//! a data race say of two threads. The bell is a channel of std's: a socket, too, hands over each ring once, and says when the
//! other end is gone.
//!
//! What no test here can see, for any bound:
//!
//! - *A process that breaks the rules,* or that is killed between any two instructions: see `tests/` of crate multiprocessing.
//! - *Time,* and how soon a bell is heard.
//! - *Load buffering:* a load never returns what is stored later in the schedule.

extern crate interleave as alloc;
extern crate interleave as core;
#[macro_use]
extern crate interleave as std;

mod shared;

mod s10_ring;

mod doorbell;

/// Without this, a wrong root would run all of the above on the real std and find nothing.
#[test]
fn these_tests_run_on_the_shadow_std() {
    assert!(std::any::type_name::<std::sync::Mutex<u8>>().starts_with("interleave::"));
}
