//! Step 8: `Queue`, into which any process puts, and from which any process gets.
//!
//! A pipe of step 2 has one writer and one reader. With more, their messages need protection: from each other, and from a
//! process that is killed in the middle of one. CPython's queue is a pipe, a lock for the readers and a lock for the writers; a process
//! that is killed inside leaves the lock locked and half a message in the pipe, and all the others wait for ever. This queue has no
//! lock and no halves: the kernel itself keeps its messages whole (`os/whole.rs`).
//!
//! # Keeps true
//!
//! - Each message that was put is got once, whole; those of one process in the order in which it put them.
//! - Whoever is killed, and whenever: the others go on. What was put stays, and what was got is gone with who got it.
//!
//! ```text
//!   A  put 1 ▶ put 2 …killed        ┌─────────────┐   get ▶ 1   C
//!                            ─────▶ │ 3  4  2  1  │ ─────▶
//!   B  put 3 ▶ put 4 ▶ close        └─────────────┘   get ▶ 2 ▶ 3 ▶ 4 ▶ None   D
//! ```
//!
//! # What to look out for
//!
//! - *Get first, join afterwards.* The queue holds about 200 KB. Who puts more waits for a reader; a parent that joins it before it
//!   has got everything waits for it, and both wait for ever. CPython's queue has this trap, too: a thread of the child writes what was
//!   put, and the child does not end before it is done.
//! - *The end comes when nobody can put any more.* Each process that has the queue could: also one that only gets. So who has put
//!   everything calls [`Queue::close`], and who never puts calls it first.
//!
//! # Left out
//!
//! `maxsize`, `qsize`, `task_done` and `join`; and an unlimited buffer in the process that puts. CPython has a thread there that
//! writes in the background; here `put` waits, and when it returns the message is in the kernel's hands. Windows, where handles
//! travel to a child only (step 3).

mod error;

use crate::os::Handle;
use crate::os::whole::{Received, pair, receive_whole, send_whole};
use crate::s3_luggage::{give, pack, take, unpack};
pub use error::QueueError;
use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::os::fd::AsFd;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A first-in, first-out queue between processes. A clone, and a copy that was sent to another process, is the same queue.
///
/// Python: `multiprocessing.Queue` (3.13: Lib/multiprocessing/queues.py).
pub struct Queue<T> {
    ends: Arc<Ends>,
    values: PhantomData<fn(T) -> T>,
}

/// What this process has of the queue.
#[derive(Debug)]
struct Ends {
    get: Handle,
    /// `None` once it is closed here. In an `Arc`, so that a `put` on another thread is not cut off by a `close`.
    put: Mutex<Option<Arc<Handle>>>,
}

impl<T: Serialize + DeserializeOwned> Queue<T> {
    /// An empty queue. Python: `Queue()`.
    ///
    /// # Errors
    ///
    /// If this process may open no more files.
    pub fn new() -> io::Result<Self> {
        let (get, put) = pair()?;
        Ok(Queue::over(get, Some(put)))
    }

    /// Puts a value; waits while there is no room. Python: `queue.put(item)`.
    ///
    /// # Errors
    ///
    /// If the value cannot cross, or if this process has closed the queue.
    pub fn put(&self, value: &T) -> Result<(), QueueError> {
        self.put_within(value, None)
    }

    // ANCHOR: put
    fn put_within(&self, value: &T, limit: Option<Duration>) -> Result<(), QueueError> {
        let put = self.putting().ok_or(QueueError::Closed)?;
        // Packed before anything moves: a value that cannot cross leaves no trace.
        let room = send_whole(&put, pack(value)?, limit)?;
        if room { Ok(()) } else { Err(QueueError::Full) }
    }
    // ANCHOR_END: put

    /// As [`put`](Queue::put), but does not wait. Python: `queue.put_nowait(item)`.
    ///
    /// # Errors
    ///
    /// [`QueueError::Full`] if there is no room, and those of [`put`](Queue::put).
    pub fn put_nowait(&self, value: &T) -> Result<(), QueueError> {
        self.put_within(value, Some(Duration::ZERO))
    }

    /// As [`put`](Queue::put), but waits for at most `timeout`. Python: `queue.put(item, timeout=seconds)`.
    ///
    /// # Errors
    ///
    /// [`QueueError::Full`] if there was no room in that time, and those of [`put`](Queue::put).
    pub fn put_timeout(&self, value: &T, timeout: Duration) -> Result<(), QueueError> {
        self.put_within(value, Some(timeout))
    }

    // ANCHOR: get
    /// Waits for a message; `None` if none is left and nobody can put one any more. Python: `queue.get()`, which knows no end.
    ///
    /// # Errors
    ///
    /// If the message is no `T`: who put it has another type of queue. It is gone then.
    pub fn get(&self) -> Result<Option<T>, QueueError> {
        self.get_within(None)
    }

    fn get_within(&self, limit: Option<Duration>) -> Result<Option<T>, QueueError> {
        match receive_whole(&self.ends.get, limit)? {
            Received::Message(parcel) => Ok(Some(unpack(parcel)?)),
            Received::Nothing => Err(QueueError::Empty),
            Received::End => Ok(None),
        }
    }
    // ANCHOR_END: get

    /// As [`get`](Queue::get), but does not wait. Python: `queue.get_nowait()`.
    ///
    /// While this process starts another one, that has copies of all descriptors for a moment, and the end is not seen yet.
    ///
    /// # Errors
    ///
    /// [`QueueError::Empty`] if there is no message, and those of [`get`](Queue::get).
    pub fn get_nowait(&self) -> Result<Option<T>, QueueError> {
        self.get_within(Some(Duration::ZERO))
    }

    /// As [`get`](Queue::get), but waits for at most `timeout`. Python: `queue.get(timeout=seconds)`.
    ///
    /// # Errors
    ///
    /// [`QueueError::Empty`] if none came in that time, and those of [`get`](Queue::get).
    pub fn get_timeout(&self, timeout: Duration) -> Result<Option<T>, QueueError> {
        self.get_within(Some(timeout))
    }
}

impl<T> Queue<T> {
    fn over(get: Handle, put: Option<Handle>) -> Self {
        Queue { ends: Arc::new(Ends { get, put: Mutex::new(put.map(Arc::new)) }), values: PhantomData }
    }

    /// This process puts nothing more; all clones of this queue in it are closed. It may still get.
    ///
    /// Python: `queue.close()`, after which the process cannot get any more, either.
    pub fn close(&self) {
        drop(self.ends.put.lock().expect("nothing panics while this mutex is held").take());
    }

    fn putting(&self) -> Option<Arc<Handle>> {
        self.ends.put.lock().expect("nothing panics while this mutex is held").clone()
    }
}

impl<T> Clone for Queue<T> {
    fn clone(&self) -> Self {
        Queue { ends: Arc::clone(&self.ends), values: PhantomData }
    }
}

impl<T> fmt::Debug for Queue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue").field("ends", &self.ends).finish_non_exhaustive()
    }
}

// ANCHOR: travel
impl<T> Serialize for Queue<T> {
    /// Step 3: both ends ride beside the message. A queue that is closed here comes out closed.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let give = |handle: &Handle| give(handle.as_fd()).map_err(S::Error::custom);
        let put = self.putting();
        (give(&self.ends.get)?, put.as_deref().map(give).transpose()?).serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Queue<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (get, put) = <(u32, Option<u32>)>::deserialize(deserializer)?;
        let take = |index| take(index).map_err(D::Error::custom);
        Ok(Queue::over(take(get)?, put.map(take).transpose()?))
    }
}
// ANCHOR_END: travel
