//! Panics: whose they are, what they leave behind, and what may be done while one is on its way.

use crate::shared::{Flag, Plain, together};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::sync::{Arc, Mutex};
use std::thread;

rejected! {
    assertion_in_a_scope: Assertion, 0,
    index_out_of_bounds: Panic, 0,
    todo_in_the_parent: Unfinished, 0,
    todo_in_a_child: Unfinished, 0,
    child_panic_unwrapped: ChildPanic, 0,
    child_panic_nobody_joins: ChildPanic, 0,
    /// "A scope takes care of its threads": it joins all, and passes a panic on.
    child_panic_in_a_scope: ChildPanic, 0,
    lock_in_a_drop_while_unwinding: Undecided, 0,
    assertion_with_a_lock_in_a_drop: Assertion, 0,
}

accepted! {
    child_panic_looked_at,
    caught_in_the_parent,
    caught_in_a_child,
    notify_while_unwinding,
    store_while_unwinding,
    thread_that_outlives_the_closure,
}

/// The assertion fails while a child still runs: it is still the assertion that failed.
fn assertion_in_a_scope() {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| done.store(true, SeqCst));
        assert!(done.load(SeqCst));
    });
}

/// "The child has put one there."
fn index_out_of_bounds() {
    let items = Mutex::new(Vec::new());
    let (_, _first) = together(|| items.lock().unwrap().push(1), || items.lock().unwrap()[0]);
}

/// The stub as it came.
fn todo_in_the_parent() {
    fn wait_for(done: &AtomicBool) {
        todo!("wait until {done:?} is true")
    }

    let done = AtomicBool::new(false);
    together(|| done.store(true, SeqCst), || wait_for(&done));
}

/// The same, called by a child: still not begun, whoever calls it.
fn todo_in_a_child() {
    let child = thread::spawn(|| todo!("say that you are done"));
    child.join().unwrap();
}

/// "A child that has ended has done its work."
fn child_panic_unwrapped() {
    thread::spawn(|| panic!("the child gave up")).join().unwrap();
}

/// "What a thread does is its own business."
fn child_panic_nobody_joins() {
    thread::spawn(|| panic!("the child gave up"));
}

/// A scope joins all, and passes a panic on.
fn child_panic_in_a_scope() {
    thread::scope(|scope| {
        scope.spawn(|| panic!("the child gave up"));
    });
}

struct Unlocks(Arc<Mutex<u32>>);

impl Drop for Unlocks {
    fn drop(&mut self) {
        *self.0.lock().unwrap() += 1;
    }
}

/// To wait for a lock while a panic is on its way is beyond what a model can follow.
fn lock_in_a_drop_while_unwinding() {
    let unlocks = Unlocks(Arc::default());
    let child = thread::spawn(move || {
        let _unlocks = unlocks;
        panic!("the child gave up");
    });
    assert!(child.join().is_err());
}

/// The model cannot follow the destructor, but the assertion has failed before it.
fn assertion_with_a_lock_in_a_drop() {
    let unlocks = Unlocks(Arc::default());
    let child = thread::spawn(move || {
        let unlocks = unlocks;
        assert!(Arc::strong_count(&unlocks.0) > 1, "nobody else has it");
    });
    child.join().unwrap();
}

/// `join` says what the child panicked with.
fn child_panic_looked_at() {
    let count = Arc::new(Mutex::new(0));
    let child = thread::spawn({
        let count = Arc::clone(&count);
        move || {
            *count.lock().unwrap() += 1;
            panic!("the child gave up");
        }
    });
    *count.lock().unwrap() += 1;
    let panic = child.join().unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"the child gave up"));
}

/// A panic that is caught is no failure, and poisons all the same.
fn caught_in_the_parent() {
    let count = Mutex::new(0);
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let _guard = count.lock().unwrap();
        panic!("no more");
    }));
    assert!(caught.is_err());
    let poisoned = together(|| count.lock().is_err(), || count.lock().is_err());
    assert_eq!(poisoned, (true, true));
}

/// The same in a child, which then goes on.
fn caught_in_a_child() {
    let count = Mutex::new(0);
    together(
        || {
            let caught = catch_unwind(|| panic!("no more"));
            assert!(caught.is_err());
            *count.lock().unwrap() += 1;
        },
        || *count.lock().unwrap() += 1,
    );
    assert_eq!(count.into_inner().unwrap(), 2);
}

/// Whoever waits is woken on every way out, a panic included.
fn notify_while_unwinding() {
    struct Rings(Arc<Flag>);
    impl Drop for Rings {
        fn drop(&mut self) {
            self.0.bell.notify_one();
        }
    }

    let flag = Arc::new(Flag::new());
    let rings = Rings(Arc::clone(&flag));
    let child = thread::spawn(move || {
        *rings.0.up.lock().unwrap() = true;
        panic!("the child gave up");
    });
    drop(flag.wait());
    assert!(child.join().is_err());
}

/// The same with an atomic, which publishes what was done before the panic.
fn store_while_unwinding() {
    struct Ends(Arc<(AtomicBool, Plain<u32>)>);
    impl Drop for Ends {
        fn drop(&mut self) {
            self.0.0.store(true, Release); // pairs with the load
        }
    }

    let shared = Arc::new((AtomicBool::new(false), Plain::new(0)));
    let ends = Ends(Arc::clone(&shared));
    let child = thread::spawn(move || {
        ends.0.1.set(1);
        panic!("the child gave up");
    });
    // Acquire: pairs with the store.
    if shared.0.load(Acquire) {
        assert_eq!(shared.1.get(), 1);
    }
    assert!(child.join().is_err());
    assert!(shared.0.load(Relaxed)); // the child was joined
}

/// Nobody has to join a thread that ends well.
fn thread_that_outlives_the_closure() {
    let flag = Arc::new(Flag::new());
    thread::spawn({
        let flag = Arc::clone(&flag);
        move || flag.raise()
    });
    drop(flag.wait());
}
