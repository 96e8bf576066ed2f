//! `std::sync::mpsc`: messages from many threads to one.
//!
//! # Keeps true
//!
//! - Messages are received in the order in which they were sent, each once.
//! - What the sender did before it sent a message is seen by whoever receives *that* message, and by no receiver of an
//!   earlier one. Where room was made in a full channel, the same holds the other way round.
//! - Whoever is told that the other side is gone sees what it did before it went.
//!
//! # Not covered
//!
//! `try_send` is never told an old answer, `try_recv` is (see `Channel::try_receive`).

mod channel;
mod ends;
mod iterators;
mod leaving;
mod line;

use std::panic::Location;

pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

use channel::Channel;
pub use ends::{Receiver, Sender, SyncSender};
pub use iterators::{IntoIter, Iter, TryIter};

/// A channel that has room for any number of messages.
#[track_caller]
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let channel = Channel::new(None, Location::caller());
    (Sender::of(channel.clone()), Receiver::of(channel))
}

/// A channel that has room for `bound` messages: for 0, a sender waits until its message is taken.
#[track_caller]
#[must_use]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let channel = Channel::new(Some(bound), Location::caller());
    (SyncSender::of(channel.clone()), Receiver::of(channel))
}
