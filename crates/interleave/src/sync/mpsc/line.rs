//! loom's half of a channel, and what one message says to the one who receives it.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::sync::PoisonError;
use std::sync::atomic::Ordering::{Relaxed, Release};

use loom::sync::atomic::AtomicUsize;

use crate::execution::done;
use crate::pool::{Half, LoomHalf};
use crate::record::{Place, Step, What};
use crate::sync::crowd::{Crowd, at_once, see};
use crate::sync::sleeper::Sleeper;

/// Half of a channel.
pub(super) struct Line {
    /// Where senders sleep that wait for room; and touched by every operation.
    pub(super) crowd: Crowd,
    /// The receiver, if it sleeps.
    pub(super) receiver: RefCell<Option<Rc<Sleeper>>>,
    /// How many messages were sent, for `try_recv`. Relaxed: what was sent is published by each message's own stamp.
    pub(super) sent: AtomicUsize,
    /// Counts ends of the channel that went: what they did is published here.
    gone: AtomicUsize,
    /// What the receiver had done when it made room for each message that it took.
    pub(super) freed: RefCell<VecDeque<Stamp>>,
    /// How many messages were sent before one needed room that had been made.
    pub(super) used: Cell<usize>,
}

impl LoomHalf for Line {
    fn make() -> Self {
        Line {
            crowd: Crowd::make(),
            receiver: RefCell::default(),
            sent: AtomicUsize::new(0),
            gone: AtomicUsize::new(0),
            freed: RefCell::default(),
            used: Cell::new(0),
        }
    }
}

impl Line {
    /// Wakes the receiver, if it sleeps.
    pub(super) fn call_receiver(&self) {
        let receiver = self.receiver.take();
        receiver.iter().for_each(|receiver| receiver.call());
    }

    /// A message has been put: signs it, and counts it.
    pub(super) fn publish(&self, stamp: &Stamp) {
        at_once(|| {
            stamp.sign();
            self.sent.fetch_add(1, Relaxed);
        });
        self.call_receiver();
    }

    /// An end goes: part of the step before it.
    pub(super) fn leave(half: &Half<Line>, step: Option<Step>) {
        // Release: pairs with the Acquire of `see_who_went`.
        at_once(|| half.loom.gone.fetch_add(1, Release));
        half.loom.call_receiver();
        half.loom.crowd.call_all();
        if let Some(step) = step {
            done(None::<Place>, Some(half.id), What::Step(step));
        }
    }

    /// The running thread is told that the other side is gone.
    pub(super) fn see_who_went(&self) {
        at_once(|| see(&self.gone));
    }
}

/// What one thread had done when it signed, for one who reads. Anybody may make it, and any thread sign it: loom takes the
/// making of an atomic for a write, but not that of a mutex.
#[derive(Clone, Default)]
pub(super) struct Stamp(Rc<OnceCell<ManuallyDrop<loom::sync::Mutex<()>>>>);

impl Stamp {
    /// Stands below what the running thread has done so far.
    pub(super) fn sign(&self) {
        let mutex = self.0.get_or_init(|| ManuallyDrop::new(loom::sync::Mutex::new(())));
        drop(mutex.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// What the signer had done happened before what the running thread does next.
    pub(super) fn read(&self) {
        if self.0.get().is_some() {
            self.sign();
        }
    }
}
