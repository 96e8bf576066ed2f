//! Macros, derives and thread locals mean what they always mean.

use crate::shared::together;
use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::sync::{Arc, Mutex};
use std::{hint, real};

accepted! {
    each_thread_has_its_own_locals,
    locals_are_dropped_once,
    hints_change_nothing,
}

thread_local! {
    static CONSTANT: Cell<u32> = const { Cell::new(7) };
    static LIST: RefCell<Vec<u32>> = RefCell::new(vec![1]);
}

std::thread_local! {
    static BY_ITS_PATH: Cell<u8> = const { Cell::new(1) };
}

/// Each thread of a model starts with the values that the locals were declared with.
fn each_thread_has_its_own_locals() {
    let count = AtomicUsize::new(0);
    let work = || {
        count.fetch_add(1, Relaxed); // so that the order of the two matters
        let before = (CONSTANT.get(), LIST.take(), BY_ITS_PATH.get());
        CONSTANT.set(9);
        LIST.with_borrow_mut(|list| list.push(2));
        BY_ITS_PATH.set(3);
        (before, (CONSTANT.get(), LIST.with(|list| list.borrow().len()), BY_ITS_PATH.get()))
    };
    let (child, parent) = together(work, work);
    assert_eq!(child, ((7, vec![1], 1), (9, 1, 3)));
    assert_eq!(parent, child);
}

/// What a lock holds is dropped with it: used or not, moved or not, once in every schedule.
fn locals_are_dropped_once() {
    struct Dropped(Arc<real::sync::atomic::AtomicUsize>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.fetch_add(1, Relaxed);
        }
    }

    let dropped = Arc::default();
    let value = || Dropped(Arc::clone(&dropped));
    let (used, unused, moved) = (Mutex::new(vec![value()]), Mutex::new(value()), Mutex::new(value()));
    let look = || used.lock().unwrap().len();
    assert_eq!(together(look, look), (1, 1));
    drop(moved.lock().unwrap());
    let moved_again = moved;
    drop(moved_again.into_inner().unwrap());
    assert_eq!(dropped.load(Relaxed), 1);
    drop((used, unused));
    assert_eq!(dropped.load(Relaxed), 3);
}

/// `black_box` and an unreachable branch are no operations.
fn hints_change_nothing() {
    let count = AtomicUsize::new(0);
    together(|| hint::black_box(count.fetch_add(1, Relaxed)), || hint::black_box(count.fetch_add(1, Relaxed)));
    assert_eq!(hint::black_box(count.into_inner()), 2);
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Derived {
    number: u8,
    names: Vec<String>,
}

#[test]
fn macros_and_derives_work() {
    let derived = Derived::default();
    assert_eq!(format!("{derived:?} {:?}", vec![1, 2]), "Derived { number: 0, names: [] } [1, 2]");
    assert_ne!(derived, Derived { number: 1, ..derived.clone() });
    assert!(matches!(Some(&derived), Some(Derived { number: 0, .. })));
    core::assert!(line!() > 0 && !concat!("a", 1).is_empty());
}

mod properties {
    use interleave::proptest::prelude::*;

    proptest! {
        #[test]
        fn proptest_works(number in 0u8..9, list in proptest::collection::vec(0u8..3, 0..4)) {
            prop_assert!(number < 9 && list.len() < 4);
        }
    }
}
