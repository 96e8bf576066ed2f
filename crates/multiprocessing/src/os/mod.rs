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
