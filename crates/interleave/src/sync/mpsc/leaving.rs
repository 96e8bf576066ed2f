//! How the ends of a channel come and go.
//!
//! # Keeps true
//!
//! That the last sender goes, or the receiver, is a step of the schedule, and wakes whoever waits for the other side.

use std::collections::VecDeque;
use std::rc::Rc;

use super::channel::{Channel, Inside, Message};
use super::line::Line;
use crate::record::Step;
use crate::unwind;

impl<T> Channel<T> {
    pub(super) fn add_sender(&self) {
        self.inside.borrow_mut().senders += 1;
    }

    /// A sender is dropped.
    pub(super) fn sender_goes(&self) {
        let has_receiver = self.inside.borrow().has_receiver;
        self.goes(has_receiver, |inside| {
            inside.senders -= 1;
            (inside.senders == 0).then_some(Step::LastSenderWent)
        });
    }

    /// The receiver is dropped, and with it what nobody will receive.
    pub(super) fn receiver_goes(&self) {
        let has_senders = self.inside.borrow().senders > 0;
        let mut left = VecDeque::new();
        self.goes(has_senders, |inside| {
            inside.has_receiver = false;
            left = std::mem::take(&mut inside.messages);
            Some(Step::ReceiverWent)
        });
        for Message { value, sender, .. } in left {
            // Its sender gets it back.
            if let Some(sender) = sender {
                self.inside.borrow_mut().returned.push((Rc::clone(&sender), value));
                if unwind::unwinding() { unwind::keep(move || sender.call()) } else { sender.call() }
            }
        }
    }

    /// An end goes. It is a step if the other side is there to see it.
    fn goes(&self, is_step: bool, change: impl FnOnce(&mut Inside<T>) -> Option<Step>) {
        let change = || change(&mut self.inside.borrow_mut());
        if !is_step {
            change();
        } else if unwind::unwinding() {
            let (half, step) = (self.half(), change());
            unwind::keep(move || {
                half.loom.crowd.touch();
                Line::leave(&half, step);
            });
        } else {
            let half = self.half();
            half.loom.crowd.touch();
            Line::leave(&half, change());
        }
    }
}
