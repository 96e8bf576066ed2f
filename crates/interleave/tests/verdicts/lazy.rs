//! `LazyLock`: made by whoever asks first.

use crate::shared::{Plain, crowd, together};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::*};
use std::sync::{LazyLock, Mutex};
use std::thread;

rejected! {
    made_from_itself: Deadlock, 0,
    two_that_need_each_other: Deadlock, 0,
    asked_under_the_lock_that_it_takes: Deadlock, 0,
    a_value_changed_through_it: DataRace, 0,
    used_after_its_maker_panicked: ChildPanic, 0,
    looked_at_and_not_forced: Panic, 0,
}

accepted! {
    made_once,
    static_value,
    static_lock_inside,
    never_asked,
    its_maker_is_dropped,
    poison_is_for_all,
    owned_by_one,
    made_before_they_start,
}

/// "It is only a function": it waits for itself.
fn made_from_itself() {
    static LAZY: LazyLock<u32> = LazyLock::new(|| *LAZY + 1);

    together(|| *LAZY, || ());
}

fn two_that_need_each_other() {
    static A: LazyLock<u32> = LazyLock::new(|| *B + 1);
    static B: LazyLock<u32> = LazyLock::new(|| *A + 1);

    together(|| *A, || ());
}

/// "Making it takes no time": its maker takes the lock that the asking one holds.
fn asked_under_the_lock_that_it_takes() {
    static LOCK: Mutex<u32> = Mutex::new(1);
    static LAZY: LazyLock<u32> = LazyLock::new(|| *LOCK.lock().unwrap());

    together(
        || *LAZY,
        || {
            let _held = LOCK.lock().unwrap();
            *LAZY
        },
    );
}

/// "It is made once, so it is safe to change": to make it orders nothing later.
fn a_value_changed_through_it() {
    let lazy = LazyLock::new(|| Plain::new(0));
    crowd(2, |_| lazy.increment());
}

fn used_after_its_maker_panicked() {
    let lazy = LazyLock::<u8>::new(|| panic!("no"));
    let _ = catch_unwind(AssertUnwindSafe(|| *lazy));
    thread::scope(|scope| {
        scope.spawn(|| *lazy);
    });
}

/// "Somebody has asked before me."
fn looked_at_and_not_forced() {
    let lazy = LazyLock::new(|| 1);
    together(|| *lazy, || *LazyLock::get(&lazy).unwrap());
}

fn made_once() {
    let (makes, lazy) = (AtomicUsize::new(0), Plain::new(0));
    let value = LazyLock::new(|| {
        lazy.set(1);
        makes.fetch_add(1, Relaxed)
    });
    crowd(3, |_| assert_eq!((*value, lazy.get()), (0, 1)));
    assert_eq!(makes.load(Relaxed), 1);
}

/// Each schedule begins without the value.
fn static_value() {
    static MAKES: AtomicUsize = AtomicUsize::new(0);
    static LAZY: LazyLock<String> = LazyLock::new(|| format!("{}", MAKES.fetch_add(1, Relaxed)));

    crowd(2, |_| assert_eq!(*LAZY, "0"));
}

fn static_lock_inside() {
    static LIST: LazyLock<Mutex<Vec<usize>>> = LazyLock::new(Mutex::default);

    crowd(2, |me| LIST.lock().unwrap().push(me));
    assert_eq!(LIST.lock().unwrap().len(), 2);
}

/// What would make it is dropped with it.
fn never_asked() {
    let word = String::from("spam");
    let lazy = LazyLock::new(move || word);
    together(|| LazyLock::get(&lazy).is_none(), || LazyLock::get(&lazy).is_none());
}

fn its_maker_is_dropped() {
    let word = Mutex::new(String::from("spam"));
    let lazy = LazyLock::new(move || word.into_inner().unwrap());
    let (child, parent) = together(|| lazy.len(), || lazy.len());
    assert_eq!(child, parent);
}

fn poison_is_for_all() {
    let lazy = LazyLock::<u8>::new(|| panic!("no"));
    let ask = || catch_unwind(AssertUnwindSafe(|| *lazy)).is_err();
    assert_eq!(together(ask, ask), (true, true));
}

fn owned_by_one() {
    let mut lazy = LazyLock::new(|| vec![1]);
    crowd(2, |_| assert_eq!(lazy.len(), 1));
    lazy.push(2);
    assert_eq!(LazyLock::force_mut(&mut lazy).len(), 2);
}

/// Then nobody waits.
fn made_before_they_start() {
    let lazy = LazyLock::new(|| Plain::new(1));
    LazyLock::force(&lazy);
    let (child, parent) = together(|| lazy.get(), || lazy.get());
    assert_eq!(child, parent);
}
