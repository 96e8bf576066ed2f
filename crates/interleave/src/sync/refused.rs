//! What std has and a model has not: each is refused when it is compiled, with the name of what to use.
//!
//! Falling through to the real std would be worse than an error: the model would not see the operation, and accept what
//! is wrong.

use std::marker::PhantomData;

/// A trait that nothing implements, with words for whoever meets it.
macro_rules! refused {
    ($($trait:ident: $name:literal, $instead:literal;)*) => {
        $(
            #[doc = concat!("Refuses `", $name, "`.")]
            #[diagnostic::on_unimplemented(
                message = $name,
                label = "this is not part of a model",
                note = $instead
            )]
            pub trait $trait {}
        )*
    };
}

refused! {
    NoBarrier: "`std::sync::Barrier` cannot be used inside a model", "use a `Mutex` over a count and a generation, and a `Condvar`";
    NoOnce: "`std::sync::Once` cannot be used inside a model", "use a `Mutex<bool>`, or an atomic";
    NoOnceLock: "`std::sync::OnceLock` cannot be used inside a model", "use a `Mutex<Option<T>>`";
    NoLazyLock: "`std::sync::LazyLock` cannot be used inside a model", "use a `Mutex<Option<T>>`, or make the value before the threads start";
    NoChannel: "`std::sync::mpsc` cannot be used inside a model", "use a `Mutex<VecDeque<T>>` and a `Condvar`";
}

/// `std::sync::OnceLock`: not part of a model.
#[derive(Debug)]
pub struct OnceLock<T: NoOnceLock>(PhantomData<T>);

impl<T: NoOnceLock> OnceLock<T> {
    /// Not part of a model.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        OnceLock(PhantomData)
    }
}

/// `std::sync::LazyLock`: not part of a model.
#[derive(Debug)]
pub struct LazyLock<T: NoLazyLock, F = fn() -> T>(PhantomData<(T, F)>);

impl<T: NoLazyLock, F> LazyLock<T, F> {
    /// Not part of a model.
    pub const fn new(_: F) -> Self
    where
        F: Copy,
    {
        LazyLock(PhantomData)
    }
}

// A type without a parameter is refused through one: an alias is only looked into where it is used.

/// `std::sync::Barrier`: not part of a model.
pub type Barrier = BarrierOf<()>;
/// `std::sync::BarrierWaitResult`: not part of a model.
pub type BarrierWaitResult = BarrierOf<()>;
/// `std::sync::Once`: not part of a model.
pub type Once = OnceOf<()>;
/// `std::sync::OnceState`: not part of a model.
pub type OnceState = OnceOf<()>;

/// What [`Barrier`] stands for.
#[derive(Debug)]
pub struct BarrierOf<T: NoBarrier>(PhantomData<T>);

impl<T: NoBarrier> BarrierOf<T> {
    /// Not part of a model.
    pub const fn new(_: usize) -> Self {
        BarrierOf(PhantomData)
    }
}

/// What [`Once`] stands for.
#[derive(Debug)]
pub struct OnceOf<T: NoOnce>(PhantomData<T>);

impl<T: NoOnce> OnceOf<T> {
    /// Not part of a model.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        OnceOf(PhantomData)
    }
}

/// `std::sync::mpsc`: not part of a model. The ends have their methods, so that the compiler's first complaint is ours.
pub mod mpsc {
    use std::marker::PhantomData;
    use std::time::Duration;

    pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

    use super::NoChannel;

    /// Not part of a model.
    #[derive(Clone, Debug)]
    pub struct Sender<T>(PhantomData<T>);
    /// Not part of a model.
    #[derive(Clone, Debug)]
    pub struct SyncSender<T>(PhantomData<T>);
    /// Not part of a model.
    #[derive(Debug)]
    pub struct Receiver<T>(PhantomData<T>);

    /// Not part of a model.
    pub fn channel<T: NoChannel>() -> (Sender<T>, Receiver<T>) {
        (Sender(PhantomData), Receiver(PhantomData))
    }

    /// Not part of a model.
    pub fn sync_channel<T: NoChannel>(_: usize) -> (SyncSender<T>, Receiver<T>) {
        (SyncSender(PhantomData), Receiver(PhantomData))
    }

    impl<T> Sender<T> {
        /// Not part of a model.
        ///
        /// # Errors
        ///
        /// Never called: no channel can be made.
        pub fn send(&self, value: T) -> Result<(), SendError<T>> {
            Err(SendError(value))
        }
    }

    impl<T> SyncSender<T> {
        /// Not part of a model.
        ///
        /// # Errors
        ///
        /// Never called: no channel can be made.
        pub fn send(&self, value: T) -> Result<(), SendError<T>> {
            Err(SendError(value))
        }

        /// Not part of a model.
        ///
        /// # Errors
        ///
        /// Never called: no channel can be made.
        pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
            Err(TrySendError::Disconnected(value))
        }
    }

    impl<T> Receiver<T> {
        /// Not part of a model.
        ///
        /// # Errors
        ///
        /// Never called: no channel can be made.
        pub fn recv(&self) -> Result<T, RecvError> {
            Err(RecvError)
        }

        /// Not part of a model.
        ///
        /// # Errors
        ///
        /// Never called: no channel can be made.
        pub fn try_recv(&self) -> Result<T, TryRecvError> {
            Err(TryRecvError::Disconnected)
        }

        /// Not part of a model.
        ///
        /// # Errors
        ///
        /// Never called: no channel can be made.
        pub fn recv_timeout(&self, _: Duration) -> Result<T, RecvTimeoutError> {
            Err(RecvTimeoutError::Disconnected)
        }

        /// Not part of a model.
        pub fn iter(&self) -> impl Iterator<Item = T> {
            std::iter::empty()
        }
    }

    impl<T> IntoIterator for Receiver<T> {
        type Item = T;
        type IntoIter = std::iter::Empty<T>;

        fn into_iter(self) -> Self::IntoIter {
            std::iter::empty()
        }
    }
}
