//! Is there an order of the calls that explains what they returned?
//!
//! # Keeps true
//!
//! A call takes effect after it began and before it returned. So an order found here keeps the order of each thread, and of any two
//! calls of which one had returned before the other began.

use crate::history::Event;
use std::fmt::Debug;

/// The simple thing beside which another is held: it does one step of one call after the other, and has no threads.
pub trait Simple: Clone {
    type Call: Clone + Debug + PartialEq;
    type Answer: Clone + Debug + PartialEq;
    /// What `thread`, which has made this call, can do now.
    fn step(&mut self, thread: usize, call: &Self::Call) -> Step<Self::Answer>;
}

/// One step of a call.
#[derive(Debug, PartialEq)]
pub enum Step<A> {
    /// Nothing, as long as the others do nothing. It has changed nothing.
    Sleeps,
    /// Its first half. Most calls have one step only.
    GoesOn,
    /// It has taken effect, and returns this.
    Returns(A),
}

/// Where a thread is.
#[derive(Clone)]
enum Place<C, A> {
    Outside,
    Called(C),
    /// It has taken effect; that it returned is still to come.
    TookEffect(A),
}

/// Whether some order explains `events`. Calls that have not returned at their end have blocked for ever, and must sleep then.
pub fn explains<S: Simple>(simple: &S, threads: usize, events: &[Event<S::Call, S::Answer>]) -> bool {
    Order { simple: simple.clone(), places: vec![Place::Outside; threads] }.leads_through(events)
}

/// What has been done by an order that is not complete yet.
#[derive(Clone)]
struct Order<S: Simple> {
    simple: S,
    places: Vec<Place<S::Call, S::Answer>>,
}

impl<S: Simple> Order<S> {
    fn leads_through(mut self, mut events: &[Event<S::Call, S::Answer>]) -> bool {
        // Nothing is lost by taking effect as late as possible: just before somebody returns.
        while let [Event::Called(thread, call), rest @ ..] = events {
            self.places[*thread] = Place::Called(call.clone());
            events = rest;
        }
        let [Event::Returned(thread, answer), rest @ ..] = events else { return self.ends() };
        if let Place::TookEffect(found) = &self.places[*thread] {
            let same = found == answer;
            self.places[*thread] = Place::Outside;
            return same && self.leads_through(rest);
        }
        self.one_step_further().any(|order| order.leads_through(events))
    }

    /// Nobody returns any more: all who are inside sleep, perhaps after the first half of a call.
    fn ends(self) -> bool {
        let nobody_is_awake = self.places.iter().enumerate().all(|(thread, place)| match place {
            Place::Outside => true,
            Place::Called(call) => self.simple.clone().step(thread, call) == Step::Sleeps,
            Place::TookEffect(_) => false,
        });
        nobody_is_awake || self.one_step_further().any(Order::ends)
    }

    /// Each way to go on with one step of one thread.
    fn one_step_further(&self) -> impl Iterator<Item = Self> {
        self.places.iter().enumerate().filter_map(|(thread, place)| {
            let Place::Called(call) = place else { return None };
            let mut order = self.clone();
            match order.simple.step(thread, call) {
                Step::Sleeps => return None,
                Step::GoesOn => (),
                Step::Returns(answer) => order.places[thread] = Place::TookEffect(answer),
            }
            Some(order)
        })
    }
}

/// A register that holds a number; to wait for a number is to sleep until it is there.
#[cfg(test)]
mod tests {
    use super::Event::{Called, Returned};
    use super::{Event, Simple, Step, explains};

    #[derive(Clone, Debug, PartialEq)]
    enum Call {
        Write(u8),
        Read,
        WaitFor(u8),
    }
    use Call::{Read, WaitFor, Write};

    #[derive(Clone, Default)]
    struct Register(u8);

    impl Simple for Register {
        type Call = Call;
        type Answer = u8;
        fn step(&mut self, _: usize, call: &Call) -> Step<u8> {
            match *call {
                Write(number) => self.0 = number,
                WaitFor(number) if number != self.0 => return Step::Sleeps,
                Read | WaitFor(_) => (),
            }
            Step::Returns(self.0)
        }
    }

    fn explained(events: &[Event<Call, u8>]) -> bool {
        explains(&Register::default(), 3, events)
    }

    #[test]
    fn of_two_calls_at_once_either_may_be_the_first() {
        let read_at_once = |seen| explained(&[Called(0, Write(1)), Called(1, Read), Returned(1, seen), Returned(0, 1)]);
        assert!(read_at_once(0) && read_at_once(1));
        assert!(!read_at_once(2), "nobody has written 2");
    }

    #[test]
    fn an_old_answer_to_a_call_that_came_later_is_refused() {
        assert!(!explained(&[Called(0, Write(1)), Returned(0, 1), Called(1, Read), Returned(1, 0)]));
    }

    #[test]
    fn two_threads_that_see_two_writes_in_opposite_orders_are_refused() {
        let writes = [Called(0, Write(1)), Called(1, Read), Returned(1, 1), Called(1, Read)];
        assert!(explained(&[&writes[..], &[Called(2, Read), Returned(2, 1), Returned(1, 1), Returned(0, 1)]].concat()));
        assert!(!explained(
            &[&writes[..], &[Called(2, Read), Returned(2, 0), Returned(1, 1), Returned(0, 1)]].concat()
        ));
    }

    #[test]
    fn who_blocks_for_ever_must_have_a_reason() {
        assert!(explained(&[Called(0, WaitFor(2)), Called(1, Write(1)), Returned(1, 1)]));
        assert!(!explained(&[Called(0, WaitFor(1)), Called(1, Write(1)), Returned(1, 1)]), "a lost wake-up");
        assert!(!explained(&[Called(0, Write(1))]), "a write never sleeps");
        // 0 has slept through the moment in which it could have gone on; that may be.
        let (come, gone) = ([Called(1, Write(1)), Returned(1, 1)], [Called(1, Write(2)), Returned(1, 2)]);
        assert!(explained(&[&[Called(0, WaitFor(1))][..], &come, &gone].concat()));
    }

    #[test]
    fn who_waits_returns_only_after_what_it_waited_for() {
        let wait = [Called(0, WaitFor(1)), Called(1, Write(1))];
        assert!(explained(&[&wait[..], &[Returned(0, 1), Returned(1, 1)]].concat()));
        assert!(!explained(&[Called(0, WaitFor(1)), Returned(0, 1), Called(1, Write(1)), Returned(1, 1)]));
    }
}
