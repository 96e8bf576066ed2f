//! How the ends of a channel come and go.
//!
//! # Keeps true
//!
//! That an end goes is a step of the schedule, even if the other side is gone in this one: in another one it is not. The
//! last sender, and the receiver, wake whoever waits for the other side.

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
        self.goes(|inside| {
            inside.senders -= 1;
            (inside.senders == 0).then_some(Step::LastSenderWent)
        });
    }

    /// The receiver is dropped, and with it what nobody will receive.
    pub(super) fn receiver_goes(&self) {
        let mut left = VecDeque::new();
        self.goes(|inside| {
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

    fn goes(&self, change: impl FnOnce(&mut Inside<T>) -> Option<Step>) {
        let change = || change(&mut self.inside.borrow_mut());
        let half = self.half();
        if unwind::unwinding() {
            let step = change();
            unwind::keep(move || {
                half.loom.crowd.touch();
                Line::leave(&half, step);
            });
        } else {
            half.loom.crowd.touch();
            Line::leave(&half, change());
        }
    }
}
