//! Step 2, and two ways to get it wrong.

use super::program::{Plain, Room, caught, start};
use gil::{Gil, s2_guard};
use interleave::Model;
use interleave::failure::Kind;
use nogil_ffi_model::{Error, Interpreter};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, mpsc};
use std::thread;

/// A detaches and waits for B → B attaches, touches, and tells A → A attaches again, and touches.
///
/// Two threads, up to 3 forced switches.
#[test]
fn who_is_detached_may_wait_for_who_wants_to_attach() {
    interleave::model(|| {
        let shared = Arc::new((Interpreter::new(), Plain::default()));
        let (tell, told) = mpsc::channel();
        shared
            .0
            .attach(|py| {
                shared.1.add();
                let other = start(&shared, move |(python, number)| {
                    python.attach(|_| number.add()).unwrap();
                    tell.send(()).unwrap();
                });
                py.detach(move || told.recv().unwrap());
                shared.1.add();
                py.detach(move || other.join().unwrap());
            })
            .unwrap();
        shared.0.attach(|_| assert_eq!(shared.1.read(), 3)).unwrap();
    });
}

/// A detaches → A attaches inside → A leaves that → A is detached → A attaches again. B comes in between, at any of these.
///
/// Two threads, up to 3 forced switches; with three threads up to 1.
#[test]
fn one_thread_at_a_time_is_attached_whatever_is_nested() {
    fn program(threads: usize) {
        let shared = Arc::new((Interpreter::new(), Room::default()));
        let others: Vec<_> =
            (1..threads).map(|_| start(&shared, |(python, room)| python.attach(|_| room.visit()).unwrap())).collect();
        let (python, room) = &*shared;
        python
            .attach(|py| {
                py.detach(|| python.attach(|_| room.visit()).unwrap());
                room.visit();
            })
            .unwrap();
        others.into_iter().for_each(|other| other.join().unwrap());
    }
    interleave::model(|| program(2));
    Model::new().preemptions(1).run(|| program(3));
}

/// A interrupts → B polls, and polls → B was told once. Two threads, up to 3 forced switches.
#[test]
fn an_interrupt_is_seen_once() {
    interleave::model(|| {
        let shared = Arc::new((Interpreter::new(), AtomicUsize::new(0)));
        let other = start(&shared, |(python, _)| python.interrupt());
        let look = || {
            let told = shared.0.attach(|py| py.poll()).unwrap() == Err(Error::Interrupted);
            // Relaxed: one thread counts.
            shared.1.fetch_add(usize::from(told), Relaxed);
        };
        look();
        other.join().unwrap();
        look();
        look();
        assert_eq!(shared.1.load(Relaxed), 1);
    });
}

/// A keeps the GIL, and waits for B → B waits for the GIL. On step 2 of crate gil, whose waiters sleep without a clock: one that wakes
/// again and again to ask is no deadlock to the model.
#[test]
fn waiting_without_letting_go_is_caught() {
    caught(Kind::Deadlock, || {
        let gil = Arc::new(s2_guard::Gil::default());
        let held = gil.take();
        let other = start(&gil, |gil| drop(gil.take()));
        other.join().unwrap();
        drop(held);
    });
}

/// A lets go, and does not take again → B is in → A touches.
#[test]
fn not_taking_again_is_caught() {
    caught(Kind::DataRace, || {
        let shared = Arc::new((Gil::default(), Plain::default()));
        let other = start(&shared, |(gil, number)| {
            let _held = gil.take();
            number.add();
        });
        drop(shared.0.take());
        shared.1.add();
        other.join().unwrap();
    });
}

/// A thread that ends inside of nothing leaves nothing: B's state is made anew. Two threads, up to 3 forced switches.
#[test]
fn a_thread_may_come_and_leave_and_come_again() {
    interleave::model(|| {
        let python = Interpreter::new();
        let theirs = python.clone();
        let other = thread::spawn(move || (0..2).for_each(|_| theirs.attach(|_| ()).unwrap()));
        python.attach(|py| py.detach(|| ())).unwrap();
        other.join().unwrap();
        python.finalize().unwrap();
    });
}
