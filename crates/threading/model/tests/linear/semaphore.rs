//! `Semaphore` and `BoundedSemaphore`.
//!
//! That there are never more holders than permits needs no property of its own: the number beside which they are held is never below
//! zero, and never over the bound.

use crate::explain::{Simple, Step};
use crate::run::{Object, Program, all_schedules, holds, programs_of};
use interleave::proptest::prelude::{Just, Strategy, prop_oneof};
use threading_model::{BoundedSemaphore, Semaphore};

#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    Acquire,
    TryAcquire,
    Release(usize),
}
use Call::{Acquire, Release, TryAcquire};

#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Done,
    Nothing,
    TooMany,
}

/// A number.
#[derive(Clone, Debug)]
pub struct Number {
    pub value: usize,
    pub bound: usize,
}

impl Simple for Number {
    type Call = Call;
    type Answer = Answer;
    fn step(&mut self, _: usize, call: &Call) -> Step<Answer> {
        Step::Returns(match *call {
            Acquire if self.value == 0 => return Step::Sleeps,
            TryAcquire if self.value == 0 => Answer::Nothing,
            Acquire | TryAcquire => {
                self.value -= 1;
                Answer::Done
            }
            Release(n) if self.value + n > self.bound => Answer::TooMany,
            Release(n) => {
                self.value += n;
                Answer::Done
            }
        })
    }
}

impl Object for Semaphore {
    type Simple = Number;
    fn call(&self, call: &Call) -> Answer {
        match *call {
            Acquire => self.acquire(),
            TryAcquire if !self.try_acquire() => return Answer::Nothing,
            TryAcquire => (),
            Release(n) => self.release(n).expect("it has no bound"),
        }
        Answer::Done
    }
}

impl Object for BoundedSemaphore {
    type Simple = Number;
    fn call(&self, call: &Call) -> Answer {
        match *call {
            Acquire => self.acquire(),
            TryAcquire if !self.try_acquire() => return Answer::Nothing,
            Release(n) if self.release(n).is_err() => return Answer::TooMany,
            TryAcquire | Release(_) => (),
        }
        Answer::Done
    }
}

/// How many permits there are at first, and a program.
pub fn programs() -> impl Strategy<Value = (usize, Program<Call>)> {
    let call = prop_oneof![3 => Just(Acquire), 1 => Just(TryAcquire), 3 => Just(Release(1)), 2 => Just(Release(2))];
    (0..=2_usize, programs_of(call))
}

#[test]
fn a_semaphore_is_a_number() {
    holds(50, programs(), |(value, program)| {
        all_schedules(&program, &Number { value, bound: usize::MAX }, move || Semaphore::new(value))
    });
}

#[test]
fn a_bounded_semaphore_is_a_number_between_two() {
    holds(50, programs(), |(value, program)| {
        all_schedules(&program, &Number { value, bound: value }, move || BoundedSemaphore::new(value))
    });
}
