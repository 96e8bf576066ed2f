//! The lock inside `RwLock`: many readers, or one writer.
//!
//! loom has one. Its readers see what readers before them did, which no real lock promises, and it never lets two of
//! them overlap unless they do something else inside; both hide races. So this one is built from loom's atomics.
//!
//! # Keeps true
//!
//! - A writer's end is seen by whoever takes the lock next; a reader's end by the next writer only.
//! - Letting go is a step of the schedule, so that others can find the lock held (`try_read`, `try_write`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::Ordering::{Relaxed, Release};

use loom::sync::atomic::AtomicUsize;

use super::crowd::{at_once, see};
use super::guard::Poison;
use super::sleeper::Sleeper;
use crate::choice;
use crate::pool::{Half, LoomHalf};
use crate::record::Mode;

pub(super) struct ReadWrite {
    readers: Cell<usize>,
    writer: Cell<bool>,
    waiting: RefCell<Vec<(Mode, Rc<Sleeper>)>>,
    /// Touched by every operation, so that loom knows that they depend on each other. Relaxed: it orders nothing.
    touched: AtomicUsize,
    /// Counts writers who let go: what they wrote is published here.
    written: AtomicUsize,
    /// Counts readers who let go: that they have read is published here.
    read: AtomicUsize,
    poisoned: Cell<bool>,
}

impl LoomHalf for ReadWrite {
    fn make() -> Self {
        ReadWrite {
            readers: Cell::new(0),
            writer: Cell::new(false),
            waiting: RefCell::default(),
            touched: AtomicUsize::new(0),
            written: AtomicUsize::new(0),
            read: AtomicUsize::new(0),
            poisoned: Cell::new(false),
        }
    }
}

impl Poison for ReadWrite {
    fn poisoned(&self) -> &Cell<bool> {
        &self.poisoned
    }
}

/// A lock that is held; dropped, it is let go.
pub(super) struct Taken {
    half: Half<ReadWrite>,
    mode: Mode,
}

/// Takes the lock, waiting for as long as it must.
pub(super) fn take(half: &Half<ReadWrite>, mode: Mode) -> Taken {
    loop {
        if !gives_way(half, mode)
            && let Some(taken) = try_take(half, mode)
        {
            return taken;
        }
        let me = Sleeper::new();
        half.loom.waiting.borrow_mut().push((mode, Rc::clone(&me)));
        me.sleep();
    }
}

/// Does a reader let a waiting writer go first? A real lock may or may not, so the search tries both.
fn gives_way(half: &Half<ReadWrite>, mode: Mode) -> bool {
    if mode != Mode::Read {
        return false;
    }
    // A step of its own, so that a writer may come before it.
    look(half);
    let writer_waits = || half.loom.waiting.borrow().iter().any(|(mode, _)| *mode == Mode::Write);
    writer_waits() && choice::one_of(2) == 1 && writer_waits()
}

/// A step that depends on how the lock is held now.
pub(super) fn look(half: &Half<ReadWrite>) {
    half.loom.touched.fetch_add(1, Relaxed);
}

/// Takes the lock if it is free for that.
pub(super) fn try_take(half: &Half<ReadWrite>, mode: Mode) -> Option<Taken> {
    let lock = &half.loom;
    look(half);
    let free = !lock.writer.get() && (mode == Mode::Read || lock.readers.get() == 0);
    free.then(|| {
        at_once(|| {
            // Acquire: pairs with the Release of the writers' `drop`.
            see(&lock.written);
            if mode == Mode::Read {
                lock.readers.set(lock.readers.get() + 1);
            } else {
                // Acquire: pairs with the Release of the readers' `drop`.
                see(&lock.read);
                lock.writer.set(true);
            }
        });
        Taken { half: half.clone(), mode }
    })
}

impl Taken {
    /// The writer becomes a reader, and lets no other writer in between.
    pub(super) fn downgrade(&mut self) {
        let lock = &self.half.loom;
        look(&self.half);
        at_once(|| {
            lock.writer.set(false);
            lock.readers.set(1);
            // Release: pairs with the Acquire of everybody's `try_take`.
            lock.written.fetch_add(1, Release);
        });
        self.mode = Mode::Read;
        let readers: Vec<_> = lock.waiting.borrow_mut().extract_if(.., |(mode, _)| *mode == Mode::Read).collect();
        readers.iter().for_each(|(_, sleeper)| sleeper.call());
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let lock = &self.half.loom;
        look(&self.half);
        at_once(|| {
            if self.mode == Mode::Read {
                lock.readers.set(lock.readers.get() - 1);
                // Release: pairs with the Acquire of a writer's `try_take`. It reads nothing, so readers see no readers.
                lock.read.fetch_add(1, Release);
            } else {
                lock.writer.set(false);
                // Release: pairs with the Acquire of everybody's `try_take`.
                lock.written.fetch_add(1, Release);
            }
        });
        let now_free = lock.readers.get() == 0;
        let woken: Vec<_> =
            lock.waiting.borrow_mut().extract_if(.., |(mode, _)| now_free || *mode == Mode::Read).collect();
        woken.iter().for_each(|(_, sleeper)| sleeper.call());
    }
}
