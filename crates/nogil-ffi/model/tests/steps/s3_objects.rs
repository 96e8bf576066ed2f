//! Step 3, and two ways to get it wrong.

use super::program::{Plain, caught, start};
use interleave::failure::Kind;
use nogil_ffi_model::{Interpreter, Py};
use std::sync::Arc;
use std::thread;

/// A writes and counts → A leaves → B writes and counts. Two threads, up to 3 forced switches.
#[test]
fn no_count_and_no_value_is_lost() {
    interleave::model(|| {
        let python = Interpreter::new();
        let object = python.attach(|py| py.object(0).unbind()).unwrap();
        let shared = Arc::new((python, object));
        let add = |(python, object): &(Interpreter, Py)| {
            python
                .attach(|py| {
                    let one_more = object.borrow(py).to_bound();
                    one_more.set(one_more.get() + 1);
                })
                .unwrap();
        };
        let other = start(&shared, add);
        add(&shared);
        other.join().unwrap();
        let (python, object) = &*shared;
        python.attach(|py| assert_eq!((object.borrow(py).get(), object.borrow(py).references()), (2, 1))).unwrap();
    });
}

/// B drops its reference while detached → A comes in, or is in → the next to come in gives it back. Two threads, up to 3 forced
/// switches.
#[test]
fn what_is_dropped_while_detached_is_given_back_by_the_next_who_comes_in() {
    interleave::model(|| {
        let python = Interpreter::new();
        let (mine, yours) = python
            .attach(|py| {
                let object = py.object(7);
                (object.clone().unbind(), object.unbind())
            })
            .unwrap();
        let other = thread::spawn(move || drop(yours));
        python.attach(|py| assert!(mine.borrow(py).references() <= 2)).unwrap();
        other.join().unwrap();
        python.attach(|py| assert_eq!(mine.borrow(py).references(), 1)).unwrap();
    });
}

/// A is detached and counts → B is attached and counts.
#[test]
fn counting_while_detached_is_caught() {
    caught(Kind::DataRace, || {
        let shared = Arc::new((Interpreter::new(), Plain::default()));
        let other = start(&shared, |(python, count)| python.attach(|_| count.add()).unwrap());
        shared.0.attach(|py| py.detach(|| shared.1.add())).unwrap();
        other.join().unwrap();
    });
}

/// A has taken a reference's value → A lets others in → B counts → A counts on with what it had.
#[test]
fn counting_over_a_release_is_caught() {
    caught(Kind::Assertion, || {
        let shared = Arc::new((Interpreter::new(), Plain::default(), Plain::default()));
        let add = |(python, count, seen): &(Interpreter, Plain, Plain)| {
            python
                .attach(|py| {
                    let before = count.read();
                    py.detach(|| ());
                    assert!(count.read() == before, "somebody counted in between");
                    count.add();
                    seen.add();
                })
                .unwrap();
        };
        let other = start(&shared, add);
        add(&shared);
        other.join().unwrap();
    });
}
