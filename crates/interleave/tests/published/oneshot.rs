//! A channel for one value. Both ends own it; whoever goes last frees it.

use std::cell::UnsafeCell;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ptr::NonNull;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::{AcqRel, Acquire};
use std::thread::{self, Thread};

/// Neither end has done anything.
const EMPTY: u8 = 0;
/// The receiver has left its handle in `waiter`, and parks.
const WAITS: u8 = 1;
/// The value is there, and the sender gone.
const SENT: u8 = 2;
/// One end is gone, without a value.
const GONE: u8 = 3;

struct Channel<T> {
    state: AtomicU8,
    value: UnsafeCell<MaybeUninit<T>>,
    waiter: UnsafeCell<MaybeUninit<Thread>>,
}

pub struct Sender<T>(NonNull<Channel<T>>);
pub struct Receiver<T>(NonNull<Channel<T>>);

// SAFETY: the value goes from one thread to the other, once.
unsafe impl<T: Send> Send for Sender<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for Receiver<T> {}

pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let channel = Box::new(Channel {
        state: AtomicU8::new(EMPTY),
        value: UnsafeCell::new(MaybeUninit::uninit()),
        waiter: UnsafeCell::new(MaybeUninit::uninit()),
    });
    let channel = NonNull::from(Box::leak(channel));
    (Sender(channel), Receiver(channel))
}

/// Frees the channel, whose value and waiter are gone.
fn free<T>(channel: NonNull<Channel<T>>) {
    // SAFETY: it was leaked in `channel`, and the last end calls this once.
    drop(unsafe { Box::from_raw(channel.as_ptr()) });
}

impl<T> Channel<T> {
    fn take_waiter(&self) -> Thread {
        // SAFETY: only who saw WAITS calls this, and so after the receiver wrote it and left it alone.
        let waiter = unsafe { &*self.waiter.get() };
        // SAFETY: as above, and once.
        unsafe { waiter.assume_init_read() }
    }
}

impl<T> Sender<T> {
    pub fn send(self, value: T) -> Result<(), T> {
        let this = ManuallyDrop::new(self);
        // SAFETY: this end is not gone, so the channel is there.
        let channel = unsafe { this.0.as_ref() };
        // SAFETY: the receiver does not look before SENT.
        unsafe { &mut *channel.value.get() }.write(value);
        // Release: the value is seen by who sees SENT. Acquire: the waiter's handle, or the end of the receiver, is seen.
        match channel.state.swap(SENT, AcqRel) {
            EMPTY => Ok(()),
            WAITS => {
                channel.take_waiter().unpark();
                Ok(())
            }
            _ => {
                // SAFETY: it was written above, and the receiver is gone.
                let value = unsafe { &*channel.value.get() };
                // SAFETY: as above, and once.
                let value = unsafe { value.assume_init_read() };
                free(this.0);
                Err(value)
            }
        }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        // SAFETY: this end is not gone, so the channel is there.
        let channel = unsafe { self.0.as_ref() };
        // AcqRel: as in `send`.
        match channel.state.swap(GONE, AcqRel) {
            EMPTY => {}
            WAITS => channel.take_waiter().unpark(),
            _ => free(self.0),
        }
    }
}

impl<T> Receiver<T> {
    /// The value, or `None` if the sender went without one.
    pub fn recv(self) -> Option<T> {
        let this = ManuallyDrop::new(self);
        // SAFETY: this end is not gone, so the channel is there.
        let channel = unsafe { this.0.as_ref() };
        // SAFETY: the sender does not look before WAITS.
        unsafe { &mut *channel.waiter.get() }.write(thread::current());
        // Release: the handle is seen by who sees WAITS. Acquire: the value is seen.
        let mut state = match channel.state.compare_exchange(EMPTY, WAITS, AcqRel, Acquire) {
            Ok(_) => WAITS,
            Err(state) => {
                drop(channel.take_waiter());
                state
            }
        };
        while state == WAITS {
            thread::park();
            // Acquire: the value, or the end of the sender, is seen.
            state = channel.state.load(Acquire);
        }
        let value = (state == SENT).then(|| take(channel));
        free(this.0);
        value
    }
}

fn take<T>(channel: &Channel<T>) -> T {
    // SAFETY: SENT was seen, so it was written, and the sender is gone.
    let value = unsafe { &*channel.value.get() };
    // SAFETY: as above, and once.
    unsafe { value.assume_init_read() }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // SAFETY: this end is not gone, so the channel is there.
        let channel = unsafe { self.0.as_ref() };
        // AcqRel: as in `Sender::send`.
        match channel.state.swap(GONE, AcqRel) {
            EMPTY => {}
            SENT => {
                drop(take(channel));
                free(self.0);
            }
            _ => free(self.0),
        }
    }
}
