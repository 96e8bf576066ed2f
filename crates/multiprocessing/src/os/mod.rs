//! What the operating systems do differently, in one module each with the same names.

#[cfg(unix)]
mod unix;
#[cfg(unix)]
mod unix_child;
#[cfg(unix)]
pub use {unix::*, unix_child::*};

#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub use windows::*;

/// The socket of `Queue`. (On Windows it would be a named pipe that reads messages, `PIPE_READMODE_MESSAGE`; not written.)
#[cfg(unix)]
pub mod whole;

/// The mutex of `Lock`. (On Windows it would be a mutex object, which says of itself that it was abandoned; not written.)
#[cfg(target_os = "linux")]
#[path = "robust.rs"]
pub mod gate;
#[cfg(all(unix, not(target_os = "linux")))]
#[path = "token.rs"]
pub mod gate;
