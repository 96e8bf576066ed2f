//! `Once` and `OnceLock`: done by one thread, and seen by all who were told.

use crate::shared::{Plain, crowd, together};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::sync::{Mutex, Once, OnceLock};
use std::{hint, thread};

rejected! {
    once_inside_itself: Deadlock, 0,
    cell_inside_itself: Deadlock, 0,
    two_cells_that_need_each_other: Deadlock, 1,
    waited_for_and_never_set: Deadlock, 0,
    lock_held_while_it_is_made: Deadlock, 1,
    beside_a_relaxed_flag: Panic, 1 old,
    one_must_see_the_other: Assertion, 0 old,
    flag_instead_of_once: DataRace, 0 => || guarded_by(|flag, work| if !flag.swap(true, Relaxed) { work() }),
    asked_before_it_is_done: Panic, 0,
    set_twice: Panic, 1,
    used_after_poison: ChildPanic, 0,
    completed_without_the_answer: DataRace, 0 => || reads_if(|_| true),
}

accepted! {
    called_once,
    everybody_waits_for_it,
    completed_is_seen => || reads_if(Once::is_completed),
    first_come_first_kept,
    made_by_whoever_comes_first,
    waited_for,
    polled_until_it_is_there,
    fails_and_is_tried_again,
    forced_after_poison,
    static_cell,
    taken_and_set_anew,
    clones_keep_the_value,
}

/// "It is not done yet, so I do it": it waits for itself.
fn once_inside_itself() {
    let once = Once::new();
    together(|| once.call_once(|| once.call_once(|| ())), || once.is_completed());
}

fn cell_inside_itself() {
    let cell = OnceLock::new();
    together(|| *cell.get_or_init(|| *cell.get_or_init(|| 1)), || cell.get().is_some());
}

/// Each is made from the other.
fn two_cells_that_need_each_other() {
    let (a, b) = (OnceLock::new(), OnceLock::new());
    together(|| *a.get_or_init(|| *b.get_or_init(|| 1)), || *b.get_or_init(|| *a.get_or_init(|| 2)));
}

/// "Somebody will set it."
fn waited_for_and_never_set() {
    let cell = OnceLock::<u8>::new();
    together(|| *cell.wait(), || cell.get().is_some());
}

/// The one who makes it needs the lock that the one who waits for it holds.
fn lock_held_while_it_is_made() {
    let (lock, cell) = (Mutex::new(1), OnceLock::new());
    together(
        || *cell.get_or_init(|| *lock.lock().unwrap()),
        || {
            let _held = lock.lock().unwrap();
            *cell.get_or_init(|| 2)
        },
    );
}

/// "The flag is up, so the cell is set": Relaxed does not say so.
fn beside_a_relaxed_flag() {
    let (cell, flag) = (OnceLock::new(), AtomicBool::new(false));
    together(
        || {
            cell.set(1).unwrap();
            flag.store(true, Relaxed);
        },
        || {
            if flag.load(Relaxed) {
                assert_eq!(cell.get().copied().unwrap(), 1);
            }
        },
    );
}

/// "Whoever comes second sees the first": each may be told an old answer.
fn one_must_see_the_other() {
    let (a, b) = (OnceLock::new(), OnceLock::new());
    let (child, parent) = together(
        || {
            a.set(1).unwrap();
            b.get().is_some()
        },
        || {
            b.set(1).unwrap();
            a.get().is_some()
        },
    );
    assert!(child || parent);
}

fn guarded_by(once: fn(&AtomicBool, &dyn Fn())) {
    let (flag, value) = (AtomicBool::new(false), Plain::new(0));
    crowd(2, |_| {
        once(&flag, &|| value.set(1));
        value.get();
    });
}

/// "It runs once, so it has run."
fn asked_before_it_is_done() {
    let cell = OnceLock::new();
    together(|| cell.set(1).unwrap(), || assert_eq!(*cell.get().unwrap(), 1));
}

/// "I am the first."
fn set_twice() {
    let cell = OnceLock::new();
    together(|| cell.set(0).ok(), || cell.set(1).unwrap());
}

/// "Another one will do it": nobody can, any more.
fn used_after_poison() {
    let once = Once::new();
    let _ = catch_unwind(AssertUnwindSafe(|| once.call_once(|| panic!("no"))));
    thread::scope(|scope| {
        scope.spawn(|| once.call_once(|| ()));
    });
}

/// What was done is read by one who saw that it is, or who only hopes.
fn reads_if(done: fn(&Once) -> bool) {
    let (once, value) = (Once::new(), Plain::new(0));
    together(
        || once.call_once(|| value.set(1)),
        || {
            if done(&once) {
                assert_eq!(value.get(), 1);
            }
        },
    );
}

fn called_once() {
    let (once, calls) = (Once::new(), AtomicUsize::new(0));
    crowd(3, |_| {
        once.call_once(|| {
            calls.fetch_add(1, Relaxed);
        });
    });
    assert_eq!(calls.into_inner(), 1);
}

/// Who comes second goes on only when it is done, and sees what was done.
fn everybody_waits_for_it() {
    let (once, value) = (Once::new(), Plain::new(0));
    crowd(3, |_| {
        once.call_once(|| value.increment());
        assert_eq!(value.get(), 1);
    });
}

/// The second `set` gets its value back.
fn first_come_first_kept() {
    let (cell, kept) = (OnceLock::new(), AtomicUsize::new(0));
    crowd(2, |me| match cell.set(me) {
        Ok(()) => drop(kept.fetch_add(1, Relaxed)),
        Err(mine) => assert_eq!((mine, *cell.get().unwrap()), (me, 1 - me)),
    });
    assert_eq!(kept.into_inner(), 1);
}

fn made_by_whoever_comes_first() {
    let (cell, value) = (OnceLock::new(), Plain::new(0));
    crowd(2, |me| {
        let maker = *cell.get_or_init(|| {
            value.set(me + 1);
            me
        });
        assert_eq!(value.get(), maker + 1);
    });
}

fn waited_for() {
    let (cell, value) = (OnceLock::new(), Plain::new(0));
    together(
        || {
            value.set(1);
            cell.set(7).unwrap();
        },
        || assert_eq!((*cell.wait(), value.get()), (7, 1)),
    );
}

fn polled_until_it_is_there() {
    let cell = OnceLock::new();
    together(
        || cell.set(7).unwrap(),
        || {
            while cell.get().is_none() {
                hint::spin_loop();
            }
            assert_eq!(cell.get(), Some(&7));
        },
    );
}

/// An initialiser that panics leaves the cell as it was.
fn fails_and_is_tried_again() {
    let (cell, tries) = (OnceLock::new(), AtomicUsize::new(0));
    let make = || cell.get_or_init(|| if tries.fetch_add(1, Relaxed) == 0 { panic!("no") } else { 7 });
    let (child, parent) = together(
        || catch_unwind(AssertUnwindSafe(|| *make())).is_err(),
        || catch_unwind(AssertUnwindSafe(|| *make())).is_err(),
    );
    assert!(child != parent);
    assert_eq!(cell.into_inner(), Some(7));
}

fn forced_after_poison() {
    let (once, value) = (Once::new(), Plain::new(0));
    together(
        || catch_unwind(AssertUnwindSafe(|| once.call_once(|| panic!("no")))).is_err(),
        || once.call_once_force(|_| value.set(1)),
    );
    assert_eq!(value.get(), 1);
}

/// Each schedule begins without the value.
fn static_cell() {
    static CELL: OnceLock<Vec<usize>> = OnceLock::new();

    crowd(2, |me| assert_eq!(CELL.get_or_init(|| vec![me]).len(), 1));
}

fn taken_and_set_anew() {
    let mut cell = OnceLock::new();
    crowd(2, |me| drop(cell.set(Box::new(me))));
    assert!(*cell.take().unwrap() < 2);
    crowd(2, |me| drop(cell.set(Box::new(me + 2))));
    assert!(**cell.get_mut().unwrap() >= 2);
}

fn clones_keep_the_value() {
    let cell = OnceLock::from(String::from("spam"));
    let (child, parent) = together(|| cell.clone(), || cell.clone());
    assert_eq!(child, parent);
    assert_eq!(child.get().unwrap(), "spam");
}
