//! `Builder`: a thread with a name.

use std::io;
use std::panic::Location;

use super::scope::spawn_scoped;
use super::{JoinHandle, Scope, ScopedJoinHandle, spawn_at};

/// `std::thread::Builder`, checked.
#[derive(Debug)]
#[must_use = "must eventually spawn the thread"]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    /// Makes one.
    #[allow(clippy::new_without_default)] // std's has none
    pub const fn new() -> Self {
        Builder { name: None }
    }

    /// Names the thread.
    pub fn name(self, name: String) -> Self {
        Builder { name: Some(name) }
    }

    /// Says how large the stack should be. In a model all are alike.
    pub fn stack_size(self, _size: usize) -> Self {
        self
    }

    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// Never, in a model.
    ///
    /// # Panics
    ///
    /// If the name has a null byte.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        Ok(spawn_at(f, self.checked_name(), Location::caller()))
    }

    /// Not part of a model.
    ///
    /// # Errors
    ///
    /// It cannot be called.
    ///
    /// # Safety
    ///
    /// It cannot be called.
    #[doc(hidden)]
    pub unsafe fn spawn_unchecked<F, T>(self, _f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
        for<'a> &'a Self: crate::refused::NoThreadUnchecked,
    {
        unreachable!("refused when it is compiled")
    }

    /// Starts a thread of a scope.
    ///
    /// # Errors
    ///
    /// Never, in a model.
    ///
    /// # Panics
    ///
    /// If the name has a null byte.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(spawn_scoped(scope, f, self.checked_name(), Location::caller()))
    }

    #[track_caller]
    fn checked_name(self) -> Option<String> {
        let has_null = self.name.as_ref().is_some_and(|name| name.contains('\0'));
        assert!(!has_null, "thread name may not contain interior null bytes");
        self.name
    }
}
