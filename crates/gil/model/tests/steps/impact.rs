//! The waits of `impact`: whoever waits has let go.

use gil_model::impact::wait;
use gil_model::{Gil, s2_guard};
use interleave::Model;
use interleave::failure::Kind;
use std::sync::{Arc, Barrier};
use std::thread;

/// Has two threads wait once, each until the other one waits, too.
fn two_threads_meet<L: Default + Send + Sync + 'static>(wait_once: fn(&L, &Barrier)) {
    let shared = Arc::new((L::default(), Barrier::new(2)));
    let other = thread::spawn({
        let shared = Arc::clone(&shared);
        move || wait_once(&shared.0, &shared.1)
    });
    wait_once(&shared.0, &shared.1);
    other.join().expect("no thread panics");
}

/// A lets go → A waits for B → B takes and lets go → B waits, too → both take again.
///
/// Two threads, up to 3 forced switches.
#[test]
fn two_threads_wait_at_the_same_time() {
    interleave::model(|| {
        two_threads_meet(|gil: &Gil, both| {
            let done = wait(gil, 1, || {
                both.wait();
            });
            assert_eq!(done, 1);
        });
    });
}

/// A takes and waits for B → B waits for the GIL.
///
/// With the GIL of step 2: there B sleeps without a limit. In step 4 it would wake and ask for ever, which the search
/// calls undecided.
#[test]
fn waiting_with_the_gil_is_caught() {
    let keeps_it = || {
        two_threads_meet(|gil: &s2_guard::Gil, both| {
            let _held = gil.take();
            both.wait();
        });
    };
    let found = Model::new().check(keeps_it).unwrap_err();
    assert_eq!(found.kind, Kind::Deadlock);
}
