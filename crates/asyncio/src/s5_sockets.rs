//! Step 5: sleeping until a socket is ready.
//!
//! A socket that does not block says "not now" (`WouldBlock`) instead of waiting. Then the task leaves its waker here,
//! and the loop, before it sleeps, has told the operating system which sockets somebody waits for: epoll on Linux,
//! kqueue on macOS, IOCP on Windows, all through the crate `polling`. In CPython that is `_selector`, and `_add_reader`
//! and `_add_writer` of Lib/asyncio/selector_events.py. *Ready* means only that another try is worth while.
//!
//! # Keeps true
//!
//! - Whoever waits for a socket is woken when it may be read or written, has failed, or its other end is gone.
//! - After an event the poller forgets the whole wish, so both who wait for the socket are woken; each tries again and
//!   leaves its waker again, or has what it wanted. So none is forgotten, and no waker is called for what nobody waits
//!   for.
//! - A socket that is always ready gives way for a turn each time: its peer cannot keep the others waiting.
//! - A socket that is dropped leaves nothing behind.
//!
//! ```text
//!   task   read: WouldBlock ▶ waker, "tell me" ▶ Pending             ▶ read: 5 bytes
//!   loop                                  select ······ ready ▶ wake ╯
//! ```
//!
//! # Not yet
//!
//! Reading and writing in a form that a program wants: see [`streams`](crate::streams) and [`server`](crate::server).

use crate::s4_thread_safe::Selector;
use polling::{AsRawSource, AsSource, Event, Events, Poller};
use slab::Slab;
use std::cell::Cell;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};
use std::time::Duration;

/// Who waits for one socket. One task reads it and one writes it: of two readers only the newer one is woken.
#[derive(Default)]
struct Waiters {
    reader: Option<Waker>,
    writer: Option<Waker>,
}

impl Waiters {
    fn wish(&self, key: usize) -> Event {
        Event::new(key, self.reader.is_some(), self.writer.is_some())
    }
}

/// What a task waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest {
    /// There is something to read, or to accept.
    Read,
    /// There is room to write, or a connection is made.
    Write,
}

/// The [`Selector`] of a loop with sockets. Mirrors `selectors.DefaultSelector`, with the callbacks that
/// `BaseSelectorEventLoop` (asyncio.selector_events) keeps in it.
pub struct Sockets {
    poller: Poller,
    /// By the number that the poller knows a socket by. Mutexes, here and below, since a selector is shared with the
    /// threads that may wake it; only the loop's own thread ever locks them.
    waiters: Mutex<Slab<Waiters>>,
    found: Mutex<Events>,
}

impl Sockets {
    /// # Errors
    ///
    /// If the system gives no handle for waiting: too many are open.
    pub fn new() -> io::Result<Self> {
        Ok(Sockets { poller: Poller::new()?, waiters: Mutex::default(), found: Mutex::new(Events::new()) })
    }

    fn waiters(&self) -> MutexGuard<'_, Slab<Waiters>> {
        self.waiters.lock().expect("nothing panics while it is held")
    }
}

impl Selector for Sockets {
    fn select(&self, timeout: Option<Duration>) {
        let mut found = self.found.lock().expect("as above");
        found.clear();
        // Rounded up to whole milliseconds, as CPython's `EpollSelector.select` must: timers that are some microseconds
        // apart then share one sleep. None is early; one may be a millisecond late.
        let timeout = timeout.map(|timeout| {
            let millis = timeout.as_nanos().div_ceil(1_000_000);
            Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX))
        });
        // As CPython's loop, which lets an error of `select` end the program: there is nothing left to wait with.
        self.poller.wait(&mut found, timeout).expect("the operating system waits for sockets");
    }

    fn wake(&self) {
        self.poller.notify().expect("the operating system ends its own wait");
    }

    fn process_events(&self) {
        let mut ready = Vec::new();
        for event in self.found.lock().expect("as above").iter() {
            // None: the socket was dropped after `select` had found it.
            let mut waiters = self.waiters();
            let Some(waiting) = waiters.get_mut(event.key) else { continue };
            ready.extend([waiting.reader.take(), waiting.writer.take()].into_iter().flatten());
        }
        // With nothing locked: a waker may run any code.
        ready.into_iter().for_each(Waker::wake);
    }

    fn watches_sockets(&self) -> bool {
        !self.waiters().is_empty()
    }
}

/// A socket that does not block, as `_SelectorTransport` (asyncio.selector_events) holds one. It is known to the loop's
/// [`Sockets`] for as long as it lives.
pub struct Source<S: AsSource> {
    socket: S,
    key: usize,
    sockets: Arc<Sockets>,
    /// For each [`Interest`], whether the last operation had not to wait.
    was_ready: [Cell<bool>; 2],
}

impl<S: AsSource> Source<S>
where
    for<'a> &'a S: AsRawSource,
{
    /// Makes `socket` known. It must be in non-blocking mode already.
    ///
    /// # Errors
    ///
    /// If the system cannot wait for it.
    pub fn new(sockets: &Arc<Sockets>, socket: S) -> io::Result<Self> {
        let key = sockets.waiters().insert(Waiters::default());
        // First the owner, so that an error below takes the number back.
        let source = Source { socket, key, sockets: Arc::clone(sockets), was_ready: Default::default() };
        // SAFETY: `source` owns the socket and nothing else can close it; its `drop` takes it out of the poller first.
        unsafe { sockets.poller.add(&source.socket, Event::none(key)) }?;
        Ok(source)
    }
}

impl<S: AsSource> Source<S> {
    /// The socket itself.
    pub fn socket(&self) -> &S {
        &self.socket
    }

    /// Whether `sockets` hears of it.
    pub fn is_known_to(&self, sockets: &Arc<Sockets>) -> bool {
        Arc::ptr_eq(&self.sockets, sockets)
    }

    /// Tries `operation` until the socket does not say "not now"; in between the task waits for `interest`.
    ///
    /// # Errors
    ///
    /// What `operation` or the system says.
    pub async fn ready<T>(&self, interest: Interest, mut operation: impl FnMut(&S) -> io::Result<T>) -> io::Result<T> {
        let was_ready = &self.was_ready[interest as usize];
        let mut gives_way = was_ready.replace(true);
        poll_fn(|context| {
            // Before the operation and not after it: whoever drops this future must not lose what was read. CPython
            // reads a socket once a turn, too.
            if mem::take(&mut gives_way) {
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            let result = loop {
                match operation(&self.socket) {
                    // A signal came; that says nothing about the socket.
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
                    result => break result,
                }
            };
            if !result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock) {
                return Poll::Ready(result);
            }
            was_ready.set(false);
            // Ready between the try and this wish? Then the poller says so at once: it looks at the socket as it is.
            match self.wait_for(interest, context.waker()) {
                Ok(()) => Poll::Pending,
                Err(error) => Poll::Ready(Err(error)),
            }
        })
        .await
    }

    /// Wakes who waits for the socket, ready or not.
    pub fn wake(&self) {
        let waiting = mem::take(&mut self.sockets.waiters()[self.key]);
        [waiting.reader, waiting.writer].into_iter().flatten().for_each(Waker::wake);
    }

    fn wait_for(&self, interest: Interest, waker: &Waker) -> io::Result<()> {
        let mut waiters = self.sockets.waiters();
        let waiting = &mut waiters[self.key];
        let older = match interest {
            Interest::Read => waiting.reader.replace(waker.clone()),
            Interest::Write => waiting.writer.replace(waker.clone()),
        };
        let told = self.sockets.poller.modify(&self.socket, waiting.wish(self.key));
        // Unlocked first, here and below: a waker's destructor may run any code.
        drop(waiters);
        drop(older);
        told
    }
}

impl<S: AsSource> Drop for Source<S> {
    fn drop(&mut self) {
        // An error says that it was never added, which is as good.
        let _never_added = self.sockets.poller.delete(&self.socket);
        let waiting = self.sockets.waiters().remove(self.key);
        drop(waiting);
    }
}

impl fmt::Debug for Sockets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} sockets", self.waiters().len())
    }
}

impl<S: AsSource + fmt::Debug> fmt::Debug for Source<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.socket.fmt(f)
    }
}
