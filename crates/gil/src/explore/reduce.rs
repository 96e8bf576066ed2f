//! A step that touches nothing that others can touch.

use crate::vm::{Program, Shared, Thread};

/// Whether the next step of a thread is local.
pub type Local = fn(&Program, &Shared, &Thread) -> bool;

/// No step is.
pub fn nothing(_: &Program, _: &Shared, _: &Thread) -> bool {
    false
}
