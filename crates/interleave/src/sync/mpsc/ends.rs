//! The ends of a channel: `Sender`, `SyncSender` and `Receiver`.

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};
use std::time::Duration;

use super::channel::Channel;
use super::iterators::{IntoIter, Iter, TryIter};

/// `std::sync::mpsc::Sender`, checked.
pub struct Sender<T> {
    channel: Arc<Channel<T>>,
}

/// `std::sync::mpsc::SyncSender`, checked.
pub struct SyncSender<T> {
    channel: Arc<Channel<T>>,
}

/// `std::sync::mpsc::Receiver`, checked.
pub struct Receiver<T> {
    channel: Arc<Channel<T>>,
    /// One thread at a time may have it.
    not_sync: PhantomData<Cell<()>>,
}

impl<T> Sender<T> {
    pub(super) fn of(channel: Arc<Channel<T>>) -> Self {
        Sender { channel }
    }

    /// Sends `value`. It never waits.
    ///
    /// # Errors
    ///
    /// `value`, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.channel.send(value, true, Location::caller()).map_err(gone)
    }
}

impl<T> SyncSender<T> {
    pub(super) fn of(channel: Arc<Channel<T>>) -> Self {
        SyncSender { channel }
    }

    /// Sends `value`, and waits while the channel is full. Without a buffer it waits until `value` is received.
    ///
    /// # Errors
    ///
    /// `value`, if the receiver is gone.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.channel.send(value, true, Location::caller()).map_err(gone)
    }

    /// Sends `value` if there is room for it; without a buffer, if a receiver waits for it.
    ///
    /// # Errors
    ///
    /// `value`, if there is no room or the receiver is gone.
    #[track_caller]
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        self.channel.send(value, false, Location::caller())
    }
}

fn gone<T>(error: TrySendError<T>) -> SendError<T> {
    let (TrySendError::Disconnected(value) | TrySendError::Full(value)) = error;
    SendError(value)
}

impl<T> Receiver<T> {
    pub(super) fn of(channel: Arc<Channel<T>>) -> Self {
        Receiver { channel, not_sync: PhantomData }
    }

    /// Waits for a message.
    ///
    /// # Errors
    ///
    /// If there is none and all senders are gone.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.channel.receive(None, Location::caller()).map_err(|_| RecvError)
    }

    /// Takes a message, if this thread can see one.
    ///
    /// # Errors
    ///
    /// If there is none, or all senders are gone, too.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.channel.try_receive(Location::caller())
    }

    /// Waits for a message, for at most `timeout`: the search tries a time that is up before anybody ran, and one that is
    /// up after others ran.
    ///
    /// # Errors
    ///
    /// If none came in time, or there is none and all senders are gone.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.channel.receive(Some(timeout), Location::caller())
    }

    /// Receives until all senders are gone.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { receiver: self }
    }

    /// Receives for as long as messages are there.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { receiver: self }
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter { receiver: self }
    }
}

macro_rules! sender {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                self.channel.add_sender();
                $name { channel: Arc::clone(&self.channel) }
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                self.channel.sender_goes();
            }
        }
    };
}
sender!(Sender);
sender!(SyncSender);

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.channel.receiver_goes();
    }
}

macro_rules! end {
    ($($name:ident)*) => { $(
        impl<T> $name<T> {
            /// The channel's own number.
            pub(crate) fn number(&self) -> u64 {
                self.channel.late.number()
            }
        }

        impl<T> UnwindSafe for $name<T> {}
        impl<T> RefUnwindSafe for $name<T> {}

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), " { .. }"))
            }
        }
    )* };
}
end!(Sender SyncSender Receiver);
