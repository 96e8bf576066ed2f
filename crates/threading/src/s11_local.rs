//! Step 11: `Local`, a value of its own for each thread.
//!
//! What only one thread can reach needs no lock. A `Local` is a list of values by thread, and each thread finds its own. The list does need
//! a lock, for the moment in which a thread takes its value out, and puts it back.
//!
//! # Keeps true
//!
//! A thread's value is made when that thread first asks for it, in that thread. It is gone with its thread or with the `Local`,
//! whichever goes first. Nobody else's value is ever seen.
//!
//! ```text
//!   A  with ▶ make ▶ a ────── with ▶ a ─────────────────── drop the Local ▶ a goes
//!   B           with ▶ make ▶ b ──────── ends ▶ b goes
//! ```
//!
//! # Unlike Python
//!
//! While a thread uses its value, the value is out of the list, and so the thread gets it as its own, to change. To use it a second time
//! meanwhile is a mistake, and panics.

use crate::s10_thread::{AtEnd, at_end};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::thread::{self, ThreadId};

/// A value for each thread. Python: `threading.local` (3.13: Modules/_threadmodule.c); `make` is what `__init__` of a subclass is there.
pub struct Local<T: Send + 'static> {
    make: Box<dyn Fn() -> T + Send + Sync>,
    values: Arc<Values<T>>,
}

/// `None`: its thread has taken it out, and uses it. Rust never gives a `ThreadId` twice, so a new thread cannot find a dead one's value.
struct Values<T>(Mutex<Vec<(ThreadId, Option<T>)>>);

impl<T: Send + 'static> Local<T> {
    /// Each thread's value will be what `make` returns. Python: `class Mine(threading.local)` with an `__init__`.
    pub fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Local { make: Box::new(make), values: Arc::new(Values(Mutex::new(Vec::new()))) }
    }

    /// Calls `f` with the running thread's value. Python: `local.name`.
    ///
    /// # Panics
    ///
    /// If this thread uses its value already. If `make` panics; then the next call makes it again, as in Python.
    // ANCHOR: with
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        let me = thread::current().id();
        let value = match self.values.take_out(me) {
            None => {
                let values: Weak<Values<T>> = Arc::downgrade(&self.values);
                at_end(values);
                None
            }
            Some(None) => panic!("this thread uses its value already"),
            Some(value) => value,
        };
        let mut used = Used { values: &self.values, me, value };
        // No lock is held now: this is your code.
        f(used.value.get_or_insert_with(&self.make))
    }
    // ANCHOR_END: with
}

impl<T: Send + 'static> Drop for Local<T> {
    fn drop(&mut self) {
        // First let go of the list: a value's end is your code, too.
        let values = std::mem::take(&mut *self.values.list());
        drop(values);
    }
}

impl<T> Values<T> {
    /// The place of `me`, if it has one; its value is out from now on, made or not.
    fn take_out(&self, me: ThreadId) -> Option<Option<T>> {
        let mut list = self.list();
        let place = list.iter_mut().find(|(thread, _)| *thread == me).map(|(_, value)| value.take());
        if place.is_none() {
            list.push((me, None));
        }
        place
    }

    fn list(&self) -> MutexGuard<'_, Vec<(ThreadId, Option<T>)>> {
        self.0.lock().expect("nothing panics while this mutex is held")
    }

    /// Takes `me` off the list.
    fn remove(&self, me: ThreadId) -> Option<T> {
        let mut list = self.list();
        let place = list.iter().position(|(thread, _)| *thread == me)?;
        list.swap_remove(place).1
    }
}

impl<T> AtEnd for Values<T> {
    fn thread_ends(&self) {
        let value = self.remove(thread::current().id());
        drop(value);
    }
}

/// A value that is out of the list. It comes back, even if the code that uses it panics.
struct Used<'a, T> {
    values: &'a Values<T>,
    me: ThreadId,
    /// None: it could not be made.
    value: Option<T>,
}

impl<T> Drop for Used<'_, T> {
    fn drop(&mut self) {
        let Some(value) = self.value.take() else {
            self.values.remove(self.me);
            return;
        };
        let mut list = self.values.list();
        if let Some((_, place)) = list.iter_mut().find(|(thread, _)| *thread == self.me) {
            *place = Some(value);
        }
    }
}

impl<T: Send + 'static> fmt::Debug for Local<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Local").finish_non_exhaustive()
    }
}
