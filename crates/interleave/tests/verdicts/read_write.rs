//! Read-write locks: readers together, a writer alone, and no way from one to the other.

use crate::shared::{Plain, crowd, together};
use std::hint;
use std::sync::atomic::{AtomicU32, Ordering::*};
use std::sync::{RwLock, RwLockWriteGuard, TryLockError};

rejected! {
    writing_under_a_read_lock: DataRace, 0,
    written_after_it_became_a_reader: DataRace, 1,
    updating_under_a_read_lock: Assertion, 1,
    read_outside_write_inside: Assertion, 1,
    read_lock_upgraded: Deadlock, 0,
    read_twice_beside_a_writer: Deadlock, 1,
    write_lock_taken_twice: Deadlock, 0,
    try_write_cannot_fail: Panic, 2,
    try_read_cannot_fail: Panic, 2,
    opposite_order: Deadlock, 1 => || in_order([0, 1], [1, 0]),
}

accepted! {
    a_writer_becomes_a_reader,
    writing_under_the_write_lock,
    two_readers_at_once,
    a_writer_is_alone,
    read_lock_given_back_before_the_write,
    same_order => || in_order([0, 1], [0, 1]),
    try_write_or_go_without,
}

/// "I hold the lock": many may hold it for reading, and a cell inside lets them write.
fn writing_under_a_read_lock() {
    let lock = RwLock::new(Plain::new(0));
    crowd(2, |_| lock.read().unwrap().increment());
}

/// "What is inside is atomic": each access is, the two together are not.
fn updating_under_a_read_lock() {
    let lock = RwLock::new(AtomicU32::new(0));
    crowd(2, |_| {
        let count = lock.read().unwrap();
        count.store(count.load(SeqCst) + 1, SeqCst);
    });
    assert_eq!(lock.read().unwrap().load(SeqCst), 2, "an update was lost");
}

/// The same under the write lock.
fn writing_under_the_write_lock() {
    let lock = RwLock::new(Plain::new(0));
    crowd(3, |_| lock.write().unwrap().increment());
    assert_eq!(lock.read().unwrap().get(), 3);
}

/// "Read under the read lock, written under the write lock": others wrote in between.
fn read_outside_write_inside() {
    let count = RwLock::new(0);
    crowd(2, |_| {
        let seen = *count.read().unwrap();
        *count.write().unwrap() = seen + 1;
    });
    assert_eq!(*count.read().unwrap(), 2, "an update was lost");
}

/// "I read already, now let me write as well": the writer waits for all readers, itself among them.
fn read_lock_upgraded() {
    let count = RwLock::new(0);
    let seen = count.read().unwrap();
    *count.write().unwrap() += *seen;
}

/// Let go, take the write lock, and look again.
fn read_lock_given_back_before_the_write() {
    let names = RwLock::new(Vec::new());
    crowd(2, |_| {
        let known = names.read().unwrap().contains(&"spam");
        if known {
            return;
        }
        let mut names = names.write().unwrap();
        if !names.contains(&"spam") {
            names.push("spam");
        }
    });
    assert_eq!(*names.read().unwrap(), ["spam"]);
}

/// "Reading never blocks a reader": a writer that waits may hold up new readers, so the second read waits for it.
fn read_twice_beside_a_writer() {
    let count = RwLock::new(0);
    together(
        || *count.write().unwrap() += 1,
        || {
            let outer = count.read().unwrap();
            let inner = count.read().unwrap();
            assert_eq!(*outer, *inner);
        },
    );
}

/// "It is mine already, so I may take it again."
fn write_lock_taken_twice() {
    let count = RwLock::new(0);
    let _outer = count.write().unwrap();
    let _inner = count.write().unwrap();
}

/// "The order does not matter": one writes what the other reads.
fn in_order(child: [usize; 2], parent: [usize; 2]) {
    let locks = [RwLock::new(0), RwLock::new(0)];
    let copy = |order: [usize; 2]| {
        let from = locks[order[0]].write().unwrap();
        let mut to = locks[order[1]].write().unwrap();
        *to = *from;
    };
    together(|| copy(child), || copy(parent));
}

/// Each reader waits inside for the other: they can only end if both may be inside.
fn two_readers_at_once() {
    let (lock, inside) = (RwLock::new(7), AtomicU32::new(0));
    crowd(2, |_| {
        let value = lock.read().unwrap();
        // Relaxed: only the count matters, and nothing is passed on by it.
        inside.fetch_add(1, Relaxed);
        while inside.load(Relaxed) < 2 {
            hint::spin_loop();
        }
        assert_eq!(*value, 7);
    });
}

/// No reader sees a half-done write.
fn a_writer_is_alone() {
    let pair = RwLock::new((Plain::new(0), Plain::new(0)));
    crowd(3, |me| {
        if me == 0 {
            let pair = pair.write().unwrap();
            pair.0.set(1);
            pair.1.set(1);
        } else {
            let pair = pair.read().unwrap();
            assert_eq!(pair.0.get(), pair.1.get());
        }
    });
}

/// "Nobody is that quick."
fn try_write_cannot_fail() {
    let count = RwLock::new(0);
    together(|| *count.read().unwrap(), || *count.try_write().unwrap() += 1);
}

/// The same the other way round.
fn try_read_cannot_fail() {
    let count = RwLock::new(0);
    together(|| *count.write().unwrap() += 1, || *count.try_read().unwrap());
}

/// A busy lock is an answer, and no failure.
fn try_write_or_go_without() {
    let count = RwLock::new(0);
    let (seen, added) = together(
        || *count.read().unwrap(),
        || match count.try_write() {
            Ok(mut count) => {
                *count += 1;
                1
            }
            Err(TryLockError::WouldBlock) => 0,
            Err(TryLockError::Poisoned(_)) => unreachable!("nobody panics"),
        },
    );
    assert!(seen <= added);
    assert_eq!(*count.read().unwrap(), added);
}

/// What it wrote is what it reads, and what those read who come beside it; who wants to write waits for its end.
fn a_writer_becomes_a_reader() {
    let lock = RwLock::new(Plain::new(0));
    crowd(3, |me| {
        if me == 2 {
            lock.read().unwrap().get();
            return;
        }
        let writer = lock.write().unwrap();
        let before = writer.get();
        writer.set(before + 1);
        let reader = RwLockWriteGuard::downgrade(writer);
        assert_eq!(reader.get(), before + 1);
    });
    assert_eq!(lock.read().unwrap().get(), 2);
}

/// "It is still my write lock": others read, too.
fn written_after_it_became_a_reader() {
    let lock = RwLock::new(Plain::new(0));
    together(|| RwLockWriteGuard::downgrade(lock.write().unwrap()).set(1), || lock.read().unwrap().get());
}
