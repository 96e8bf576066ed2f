//! Step 1, and four ways to get it wrong.

use super::program::{Plain, Room, caught, start};
use gil::Gil;
use interleave::Model;
use interleave::failure::Kind;
use nogil_ffi_model::{Error, Interpreter};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex};

/// A attaches, and again inside → A leaves the inner one → B gets in only when A has left the outer one.
///
/// Two threads, up to 3 forced switches; with three threads up to 1.
#[test]
fn one_thread_at_a_time_is_attached_however_deep() {
    fn program(threads: usize) {
        let shared = Arc::new((Interpreter::new(), Room::default(), Plain::default()));
        let visit = |(python, room, number): &(Interpreter, Room, Plain)| {
            python
                .attach(|_| {
                    python.attach(|_| number.add()).unwrap();
                    room.visit();
                    number.add();
                })
                .unwrap();
        };
        let others: Vec<_> = (1..threads).map(|_| start(&shared, visit)).collect();
        visit(&shared);
        others.into_iter().for_each(|other| other.join().unwrap());
    }
    interleave::model(|| program(2));
    Model::new().preemptions(1).run(|| program(3));
}

/// How many are inside, as the test counts them. Relaxed: what orders them is under test.
#[derive(Default)]
struct Seen {
    inside: AtomicUsize,
    ended: AtomicUsize,
}

impl Seen {
    fn visit(&self) {
        self.inside.fetch_add(1, Relaxed);
        assert_eq!(self.ended.load(Relaxed), 0, "somebody is inside after the end");
        self.inside.fetch_sub(1, Relaxed);
    }

    fn end(&self) {
        assert_eq!(self.inside.load(Relaxed), 0, "the end did not wait for who was inside");
        self.ended.store(1, Relaxed);
    }
}

/// A is inside → B ends → A leaves → B goes on; or B ends first, and A is told. Two threads, up to 3 forced switches.
#[test]
fn the_end_waits_for_who_is_inside_and_nobody_gets_in_after_it() {
    interleave::model(|| {
        let shared = Arc::new((Interpreter::new(), Seen::default()));
        let guest = start(&shared, |(python, seen)| {
            let answer = python.attach(|_| seen.visit());
            assert!(matches!(answer, Ok(()) | Err(Error::Ended)));
        });
        shared.0.finalize().unwrap();
        shared.1.end();
        assert_eq!(shared.0.attach(|_| ()), Err(Error::Ended));
        guest.join().unwrap();
    });
}

/// A is inside → B and C end → A leaves → both go on. Three threads, up to 1 forced switch.
#[test]
fn two_may_wait_for_the_end() {
    Model::new().preemptions(1).run(|| two_ends(&Arc::new(Interpreter::new())));
}

/// What crate nogil-ffi's interpreter and its broken copies have in common.
trait Ends: Send + Sync + 'static {
    fn visit(&self, body: impl FnOnce()) -> bool;
    fn end(&self);
}

impl Ends for Interpreter {
    fn visit(&self, body: impl FnOnce()) -> bool {
        self.attach(|_| body()).is_ok()
    }

    fn end(&self) {
        self.finalize().unwrap();
    }
}

fn two_ends(python: &Arc<impl Ends>) {
    let other = start(python, |python| python.end());
    let guest = start(python, |python| {
        python.visit(|| ());
    });
    python.end();
    other.join().unwrap();
    guest.join().unwrap();
}

fn one_end(python: impl Ends) {
    let shared = Arc::new((python, Seen::default()));
    let guest = start(&shared, |(python, seen)| {
        python.visit(|| seen.visit());
    });
    shared.0.end();
    shared.1.end();
    guest.join().unwrap();
}

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// This copy is right, so whatever is found in another is found because of its fault.
    None,
    /// Who comes in is counted once it has the GIL.
    CountsLate,
    /// The end is noted, and nobody is waited for.
    DoesNotWait,
    /// The last guest wakes one of those who wait for the end.
    WakesOne,
    /// The end is noted, and nobody looks.
    LetsIn,
}

struct Broken {
    fault: Fault,
    gil: Gil,
    guests: Mutex<(usize, bool)>,
    all_out: Condvar,
}

impl Broken {
    fn new(fault: Fault) -> Self {
        Broken { fault, gil: Gil::default(), guests: Mutex::default(), all_out: Condvar::new() }
    }
}

impl Ends for Broken {
    fn visit(&self, body: impl FnOnce()) -> bool {
        let mut guests = self.guests.lock().unwrap();
        if guests.1 && self.fault != Fault::LetsIn {
            return false;
        }
        let late = usize::from(self.fault == Fault::CountsLate);
        guests.0 += 1 - late;
        drop(guests);
        let held = self.gil.take();
        self.guests.lock().unwrap().0 += late;
        body();
        drop(held);
        let mut guests = self.guests.lock().unwrap();
        guests.0 -= 1;
        if guests.1 && guests.0 == 0 {
            if self.fault == Fault::WakesOne { self.all_out.notify_one() } else { self.all_out.notify_all() }
        }
        true
    }

    fn end(&self) {
        let mut guests = self.guests.lock().unwrap();
        guests.1 = true;
        if self.fault != Fault::DoesNotWait {
            drop(self.all_out.wait_while(guests, |guests| guests.0 > 0).unwrap());
        }
    }
}

/// The copy that the tests below break is itself right: what they find, they find because of the fault.
#[test]
fn the_copy_without_a_fault_passes() {
    interleave::model(|| one_end(Broken::new(Fault::None)));
    Model::new().preemptions(1).run(|| two_ends(&Arc::new(Broken::new(Fault::None))));
}

/// A waits for the GIL → B ends, and A is not counted yet → A gets in.
#[test]
fn counting_who_has_the_gil_is_caught() {
    caught(Kind::Assertion, || one_end(Broken::new(Fault::CountsLate)));
}

/// A is inside → B ends and goes on.
#[test]
fn an_end_that_does_not_wait_is_caught() {
    caught(Kind::Assertion, || one_end(Broken::new(Fault::DoesNotWait)));
}

/// B and C wait for the end → A leaves and wakes B.
#[test]
fn waking_only_one_of_those_who_wait_for_the_end_is_caught() {
    caught(Kind::Deadlock, || two_ends(&Arc::new(Broken::new(Fault::WakesOne))));
}

/// B ends → A gets in.
#[test]
fn an_end_that_keeps_nobody_out_is_caught() {
    caught(Kind::Assertion, || one_end(Broken::new(Fault::LetsIn)));
}
