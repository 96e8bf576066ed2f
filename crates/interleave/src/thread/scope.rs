//! Scoped threads.
//!
//! # Keeps true
//!
//! `scope` returns only after every thread of it has ended. That is what lets them borrow from the stack.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::mem::transmute;
use std::panic::Location;
use std::rc::Rc;

use super::{JoinHandle, Result, Thread, handle, spawn_at};
use crate::record::Place;
use crate::unwind;

type Shared<T> = Rc<RefCell<Option<T>>>;

/// `std::thread::Scope`, checked.
pub struct Scope<'scope, 'env: 'scope> {
    /// The threads that nobody has joined yet.
    threads: RefCell<Vec<Shared<JoinHandle<()>>>>,
    invariant: PhantomData<(&'scope mut &'scope (), &'env mut &'env ())>,
}

// SAFETY: all threads of a model run on one operating-system thread, one at a time, and no borrow of `threads` is held
// where another may be switched to.
unsafe impl Sync for Scope<'_, '_> {}

/// Calls `f` with a scope; joins every thread of it before it returns.
///
/// # Panics
///
/// If `f` does, or a thread that nobody joined.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let place = Location::caller();
    let scope = Scope { threads: RefCell::default(), invariant: PhantomData };
    // A panic of `f` waits until the threads have ended, as in std.
    let outcome = unwind::catching(|| f(&scope));
    let mut panicked = false;
    loop {
        // A thread of the scope may start another while this one is joined.
        let Some(thread) = scope.threads.borrow_mut().pop() else { break };
        let thread = thread.borrow_mut().take();
        panicked |= thread.is_some_and(|thread| thread.join_at(place).is_err());
    }
    match outcome {
        Err(panic) => unwind::resume(panic),
        Ok(_) if panicked => panic!("{}", unwind::SCOPE),
        Ok(value) => value,
    }
}

impl<'scope> Scope<'scope, '_> {
    /// Starts a thread that may borrow what lives longer than the scope.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        spawn_scoped(self, f, None, Location::caller())
    }
}

pub(super) fn spawn_scoped<'scope, F, T>(
    scope: &'scope Scope<'scope, '_>,
    f: F,
    name: Option<String>,
    place: Place,
) -> ScopedJoinHandle<'scope, T>
where
    F: FnOnce() -> T + 'scope,
    T: 'scope,
{
    let result: Shared<T> = Rc::default();
    let slot = Rc::clone(&result);
    let job: Box<dyn FnOnce() + 'scope> = Box::new(move || {
        let value = f();
        *slot.borrow_mut() = Some(value);
    });
    // SAFETY: only the lifetime changes, and `scope` joins the thread before `'scope` ends.
    let job = unsafe { transmute::<Box<dyn FnOnce() + 'scope>, Box<dyn FnOnce() + 'static>>(job) };
    let handle = spawn_at(job, name, place);
    let thread = handle.thread().clone();
    let handle = Rc::new(RefCell::new(Some(handle)));
    scope.threads.borrow_mut().push(Rc::clone(&handle));
    ScopedJoinHandle { result, handle, thread, scope: PhantomData }
}

/// `std::thread::ScopedJoinHandle`, checked.
pub struct ScopedJoinHandle<'scope, T> {
    result: Shared<T>,
    handle: Shared<JoinHandle<()>>,
    thread: Thread,
    scope: PhantomData<&'scope ()>,
}

// SAFETY: as for `Scope`; the result is a `T: Send` of another thread.
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
// SAFETY: as above.
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits for the thread's end.
    ///
    /// # Errors
    ///
    /// What it panicked with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        let handle = self.handle.borrow_mut().take().expect("a thread is joined once");
        handle.join().map(|()| self.result.borrow_mut().take().expect("a thread that has not panicked left its result"))
    }

    /// The thread.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Has it ended? That it has orders nothing; to join it does.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        handle::is_finished(self.thread.number, Location::caller())
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scope { .. }")
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ScopedJoinHandle { .. }")
    }
}
