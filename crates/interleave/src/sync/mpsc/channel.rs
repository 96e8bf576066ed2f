//! What both ends of a channel share: the messages, and how they are sent and received.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::{RecvTimeoutError, TryRecvError, TrySendError};
use std::time::Duration;

use super::line::{Line, Stamp};
use crate::ending::cannot_follow;
use crate::execution::{begin, done, must_be_inside};
use crate::late::Late;
use crate::pool::Half;
use crate::record::{For, Place, Step, Wants, What};
use crate::sync::atomic::answers_may_be_old;
use crate::sync::crowd::at_once;
use crate::sync::sleeper::Sleeper;
use crate::{thread, unwind};

pub(super) struct Channel<T> {
    pub(super) late: Late,
    /// How many messages it has room for; `None` for any number.
    room: Option<usize>,
    pub(super) inside: RefCell<Inside<T>>,
}

// SAFETY: all threads of a model run on one operating-system thread, one at a time, and no borrow of `inside` is held where
// another may be switched to. The messages change threads, hence `T: Send`.
unsafe impl<T: Send> Send for Channel<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Channel<T> {}

pub(super) struct Inside<T> {
    pub(super) messages: VecDeque<Message<T>>,
    /// Messages without a buffer that nobody will take, each with its sender.
    pub(super) returned: Vec<(Rc<Sleeper>, T)>,
    pub(super) senders: usize,
    pub(super) has_receiver: bool,
    taken: usize,
}

pub(super) struct Message<T> {
    pub(super) value: T,
    stamp: Stamp,
    /// Who waits until it is taken, in a channel without a buffer.
    pub(super) sender: Option<Rc<Sleeper>>,
}

impl<T> Channel<T> {
    #[track_caller]
    pub(super) fn new(room: Option<usize>, place: Place) -> Arc<Self> {
        must_be_inside("channel", place);
        let (messages, returned) = (VecDeque::new(), Vec::new());
        let inside = RefCell::new(Inside { messages, returned, senders: 1, has_receiver: true, taken: 0 });
        Arc::new(Channel { late: Late::new("channel"), room, inside })
    }

    /// Sends, waiting for room only if it is `patient`.
    pub(super) fn send(&self, value: T, patient: bool, place: Place) -> Result<(), TrySendError<T>> {
        if unwind::unwinding() {
            return self.send_later(value, place);
        }
        let half = self.half();
        let wants = if self.room == Some(0) { For::Receiver } else { For::Room };
        begin(place, Wants::For(wants), Some(half.id));
        loop {
            half.loom.crowd.touch();
            if !self.inside.borrow().has_receiver {
                half.loom.see_who_went();
                done(place, Some(half.id), What::Step(Step::FoundNoReceiver));
                return Err(TrySendError::Disconnected(value));
            }
            if self.room == Some(0) && patient {
                return self.offer(&half, value, place);
            }
            if self.has_room(&half) {
                break;
            }
            if !patient {
                done(place, Some(half.id), What::Step(Step::WasFull));
                return Err(TrySendError::Full(value));
            }
            half.loom.crowd.sleep();
        }
        self.use_room(&half);
        let stamp = self.put(value, None);
        half.loom.publish(&stamp);
        done(place, Some(half.id), What::Step(Step::Sent));
        Ok(())
    }

    fn has_room(&self, half: &Half<Line>) -> bool {
        let waiting = self.inside.borrow().messages.len();
        match self.room {
            None => true,
            // Only a receiver that waits takes it.
            Some(0) => waiting == 0 && half.loom.receiver.borrow().is_some(),
            Some(room) => waiting < room,
        }
    }

    /// What the receiver had done when it made the room that the running thread now uses is seen.
    fn use_room(&self, half: &Half<Line>) {
        let used = half.loom.used.get();
        half.loom.used.set(used + 1);
        if self.room.is_some_and(|room| room > 0 && used >= room) {
            let made = half.loom.freed.borrow_mut().pop_front();
            at_once(|| made.iter().for_each(Stamp::read));
        }
    }

    fn put(&self, value: T, sender: Option<Rc<Sleeper>>) -> Stamp {
        let stamp = Stamp::default();
        self.inside.borrow_mut().messages.push_back(Message { value, stamp: stamp.clone(), sender });
        stamp
    }

    /// Without a buffer: waits until the message is taken.
    fn offer(&self, half: &Half<Line>, value: T, place: Place) -> Result<(), TrySendError<T>> {
        let me = Sleeper::new();
        let stamp = self.put(value, Some(Rc::clone(&me)));
        half.loom.publish(&stamp);
        done(place, Some(half.id), What::Step(Step::Offered));
        begin(place, Wants::For(For::Receiver), Some(half.id));
        me.sleep();
        let returned = self.inside.borrow_mut().returned.extract_if(.., |(sender, _)| Rc::ptr_eq(sender, &me)).next();
        let step = if returned.is_some() { Step::FoundNoReceiver } else { Step::Sent };
        done(place, Some(half.id), What::Step(step));
        returned.map_or(Ok(()), |(_, value)| Err(TrySendError::Disconnected(value)))
    }

    /// While a panic unwinds the message is put at once, since nobody else runs, and published when that is over.
    fn send_later(&self, value: T, place: Place) -> Result<(), TrySendError<T>> {
        if self.room.is_some() {
            cannot_follow("a destructor sent to a channel that may be full, while its thread panicked", place);
        }
        if !self.inside.borrow().has_receiver {
            return Err(TrySendError::Disconnected(value));
        }
        let (half, stamp) = (self.half(), self.put(value, None));
        unwind::keep(move || {
            half.loom.crowd.touch();
            half.loom.publish(&stamp);
            done(place, Some(half.id), What::Step(Step::Sent));
        });
        Ok(())
    }

    /// Waits for a message, for at most `limit`.
    pub(super) fn receive(&self, limit: Option<Duration>, place: Place) -> Result<T, RecvTimeoutError> {
        if unwind::unwinding() {
            cannot_follow("a destructor received while its thread panicked", place);
        }
        let half = self.half();
        begin(place, Wants::For(For::Message), Some(half.id));
        let mut time_up = None;
        loop {
            half.loom.crowd.touch();
            half.loom.receiver.take();
            if let Some(value) = self.take(&half, place) {
                return Ok(value);
            }
            if self.inside.borrow().senders == 0 {
                half.loom.see_who_went();
                done(place, Some(half.id), What::Step(Step::FoundNoSender));
                return Err(RecvTimeoutError::Disconnected);
            }
            if let Some(wake) = time_up {
                done(place, Some(half.id), What::Step(Step::TimedOut(wake)));
                return Err(RecvTimeoutError::Timeout);
            }
            let me = Sleeper::new();
            *half.loom.receiver.borrow_mut() = Some(Rc::clone(&me));
            match limit {
                Some(limit) => time_up = Some(thread::wait_for(limit)),
                None => me.sleep(),
            }
        }
    }

    /// Takes a message if one is there, as far as this thread can know: one that was sent may not be visible yet, as the
    /// store of an atomic may not.
    pub(super) fn try_receive(&self, place: Place) -> Result<T, TryRecvError> {
        if unwind::unwinding() {
            cannot_follow("a destructor received while its thread panicked", place);
        }
        let half = self.half();
        begin(place, Wants::Pass, Some(half.id));
        half.loom.crowd.touch();
        let seen = if answers_may_be_old() { half.loom.sent.load(Relaxed) } else { usize::MAX };
        if seen > self.inside.borrow().taken
            && let Some(value) = self.take(&half, place)
        {
            return Ok(value);
        }
        let (old, senders) = (!self.inside.borrow().messages.is_empty(), self.inside.borrow().senders);
        if senders == 0 && !old {
            half.loom.see_who_went();
            done(place, Some(half.id), What::Step(Step::FoundNoSender));
            return Err(TryRecvError::Disconnected);
        }
        done(place, Some(half.id), What::Step(Step::WasEmpty { old }));
        Err(TryRecvError::Empty)
    }

    /// Takes the first message, if there is one: part of the step before it.
    fn take(&self, half: &Half<Line>, place: Place) -> Option<T> {
        let Message { value, stamp, sender } = self.inside.borrow_mut().messages.pop_front()?;
        self.inside.borrow_mut().taken += 1;
        at_once(|| stamp.read());
        if let Some(sender) = sender {
            sender.call();
        } else if self.room.is_some_and(|room| room > 0) {
            let made = Stamp::default();
            at_once(|| made.sign());
            half.loom.freed.borrow_mut().push_back(made);
            half.loom.crowd.call_one();
        }
        done(place, Some(half.id), What::Step(Step::Received));
        Some(value)
    }

    pub(super) fn half(&self) -> Half<Line> {
        self.late.half(0, None)
    }
}

impl<T> Drop for Channel<T> {
    fn drop(&mut self) {
        self.late.forget();
    }
}
