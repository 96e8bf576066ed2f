//! `thread_local!`, one value for each thread of the model.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::Location;
use std::rc::Rc;

use crate::execution;

/// A thread's values in the order in which they were made, by the address of their key. `None`: it is gone.
type Values = Vec<(usize, Option<Rc<dyn Any>>)>;

std::thread_local! {
    /// By the number of the thread.
    static VALUES: RefCell<Vec<Values>> = const { RefCell::new(Vec::new()) };
}

pub(crate) fn new_execution() {
    VALUES.take();
}

/// The search is left: the values are not dropped.
pub(crate) fn forget() {
    std::mem::forget(VALUES.take());
}

/// The running thread ends: its values are dropped, the last one made first. loom's own are dropped when a `join` may
/// have returned already, and in an order that is not the same in every execution.
pub(crate) fn end_thread() {
    let thread = execution::running();
    let last = || {
        VALUES.with_borrow_mut(|values| values.get_mut(thread)?.iter_mut().rev().find_map(|(_, value)| value.take()))
    };
    while let Some(value) = last() {
        drop(value);
    }
}

/// `std::thread::LocalKey`, checked.
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
}

impl<T: 'static> LocalKey<T> {
    /// For `thread_local!`.
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> Self {
        LocalKey { init }
    }

    /// Calls `f` with this thread's value.
    ///
    /// # Panics
    ///
    /// If the value is gone, because the thread is ending.
    #[track_caller]
    pub fn with<R>(&'static self, f: impl FnOnce(&T) -> R) -> R {
        self.with_first(None, |_, value| f(value))
    }

    /// Calls `f` with this thread's value.
    ///
    /// # Errors
    ///
    /// If the value is gone, because the thread is ending.
    #[track_caller]
    pub fn try_with<R>(&'static self, f: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        self.value(&mut None).map(|value| f(&value))
    }

    /// Calls `f` with this thread's value, and with `first` unless it has just become that value.
    #[track_caller]
    fn with_first<R>(&'static self, mut first: Option<T>, f: impl FnOnce(Option<T>, &T) -> R) -> R {
        match self.value(&mut first) {
            Ok(value) => f(first, &value),
            Err(error) => panic!("cannot access a Thread Local Storage value during or after destruction: {error:?}"),
        }
    }

    /// The value, which begins as `first` if that is given.
    #[track_caller]
    fn value(&'static self, first: &mut Option<T>) -> Result<Rc<T>, AccessError> {
        execution::must_be_inside("thread_local", Location::caller());
        let (thread, key) = (execution::running(), std::ptr::from_ref(self).addr());
        let known = VALUES.with_borrow_mut(|values| {
            if values.len() <= thread {
                values.resize_with(thread + 1, Vec::new);
            }
            values[thread].iter().find(|(known, _)| *known == key).map(|(_, value)| value.clone())
        });
        let value: Rc<dyn Any> = match known {
            Some(value) => value.ok_or(AccessError)?,
            None => {
                let value: Rc<dyn Any> = Rc::new(first.take().unwrap_or_else(self.init));
                VALUES.with_borrow_mut(|values| values[thread].push((key, Some(Rc::clone(&value)))));
                value
            }
        };
        Ok(value.downcast().expect("a key keeps its type"))
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Changes the value.
    pub fn set(&'static self, value: T) {
        self.with_first(Some(Cell::new(value)), |later, cell| {
            later.into_iter().for_each(|later| cell.set(later.into_inner()))
        });
    }

    /// A copy of the value.
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// The value; the default stays.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// The old value; the new one stays.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Calls `f` with a borrow.
    pub fn with_borrow<R>(&'static self, f: impl FnOnce(&T) -> R) -> R {
        self.with(|cell| f(&cell.borrow()))
    }

    /// Calls `f` with a mutable borrow.
    pub fn with_borrow_mut<R>(&'static self, f: impl FnOnce(&mut T) -> R) -> R {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }

    /// Changes the value.
    pub fn set(&'static self, value: T) {
        self.with_first(Some(RefCell::new(value)), |later, cell| {
            later.into_iter().for_each(|later| drop(cell.replace(later.into_inner())));
        });
    }

    /// The value; the default stays.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// The old value; the new one stays.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

/// `std::thread::AccessError`, checked: a thread-local is used after it was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccessError;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl std::error::Error for AccessError {}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LocalKey { .. }")
    }
}

/// `std::thread_local!`, checked.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attribute:meta])* $visible:vis static $name:ident: $type:ty = const $init:block $(; $($rest:tt)*)?) => {
        $crate::thread_local!($(#[$attribute])* $visible static $name: $type = $init $(; $($rest)*)?);
    };
    ($(#[$attribute:meta])* $visible:vis static $name:ident: $type:ty = $init:expr $(; $($rest:tt)*)?) => {
        $(#[$attribute])*
        $visible static $name: $crate::thread::LocalKey<$type> = $crate::thread::LocalKey::new({
            fn init() -> $type {
                $init
            }
            init
        });
        $($crate::thread_local!($($rest)*);)?
    };
}
