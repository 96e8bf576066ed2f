//! A small semaphore, right as it stands, and with one mistake each.

use crate::run::{Object, Verdict, all_schedules, is_rejected};
use crate::semaphore::Call::{self, Acquire, Release, TryAcquire};
use crate::semaphore::{Answer, Number, programs};
use std::sync::{Condvar, Mutex};

/// What somebody got wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mistake {
    None,
    /// Two permits come back, and one sleeper is woken.
    TwoWakeOne,
    /// Whoever is woken does not look again.
    LooksOnce,
    /// The bound is looked at, the lock let go, and then the permits come back.
    BoundIsOldNews,
    /// `try_acquire` looks, lets go of the lock, and then takes.
    TryLooksFirst,
    /// A release that is one too many is refused after it was done.
    RefusesTooLate,
}

struct Copy {
    mistake: Mistake,
    value: Mutex<usize>,
    bound: usize,
    available: Condvar,
}

impl Copy {
    fn new(mistake: Mistake, value: usize, bound: usize) -> Self {
        Copy { mistake, value: Mutex::new(value), bound, available: Condvar::new() }
    }
}

impl Object for Copy {
    type Simple = Number;
    fn call(&self, call: &Call) -> Answer {
        let mut value = self.value.lock().unwrap();
        match *call {
            Acquire if self.mistake == Mistake::LooksOnce => {
                if *value == 0 {
                    value = self.available.wait(value).unwrap();
                }
                *value = value.saturating_sub(1);
            }
            Acquire => *self.available.wait_while(value, |value| *value == 0).unwrap() -= 1,
            TryAcquire if *value == 0 => return Answer::Nothing,
            TryAcquire => {
                if self.mistake == Mistake::TryLooksFirst {
                    drop(value);
                    value = self.value.lock().unwrap();
                }
                *value = value.saturating_sub(1);
            }
            Release(n) if *value + n > self.bound => {
                if self.mistake == Mistake::RefusesTooLate {
                    *value += n;
                }
                return Answer::TooMany;
            }
            Release(n) => {
                if self.mistake == Mistake::BoundIsOldNews {
                    drop(value);
                    value = self.value.lock().unwrap();
                }
                *value += n;
                if self.mistake == Mistake::TwoWakeOne {
                    self.available.notify_one();
                } else {
                    self.available.notify_all();
                }
            }
        }
        Answer::Done
    }
}

/// With a bound, or without.
fn rejected(most: usize, bounded: bool, mistake: Mistake) -> bool {
    is_rejected(most, programs(), |(value, program)| {
        let bound = if bounded { value } else { usize::MAX };
        all_schedules(&program, &Number { value, bound }, move || Copy::new(mistake, value, bound))
    })
}

#[test]
fn the_copy_without_a_mistake_passes() {
    assert!(!rejected(30, true, Mistake::None) && !rejected(30, false, Mistake::None));
}

/// Two sleep → two permits come back at once. Random programs of this size are rarely this one.
#[test]
fn two_permits_that_wake_one_are_rejected() {
    let program = vec![vec![Acquire], vec![Acquire], vec![Release(2)]];
    let verdict = all_schedules(&program, &Number { value: 0, bound: usize::MAX }, || {
        Copy::new(Mistake::TwoWakeOne, 0, usize::MAX)
    });
    assert!(matches!(verdict, Verdict::Not(_)), "{verdict:?}");
}

#[test]
fn to_look_once_is_rejected() {
    assert!(rejected(150, false, Mistake::LooksOnce));
}

#[test]
fn to_look_and_then_take_is_rejected() {
    assert!(rejected(150, false, Mistake::TryLooksFirst));
}

#[test]
fn to_look_at_the_bound_and_then_give_back_is_rejected() {
    assert!(rejected(150, true, Mistake::BoundIsOldNews));
}

#[test]
fn to_refuse_what_is_done_is_rejected() {
    assert!(rejected(150, true, Mistake::RefusesTooLate));
}
