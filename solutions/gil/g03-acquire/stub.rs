//! # g03 · Acquire
//!
//! Implement · 25 minutes · read first: `cargo book` → *Letting go*
//!
//! ## Task
//!
//! Write [`Gil::acquire`], and let go of the GIL when the [`Held`] that it returned is dropped. In Python you would
//! write `with gil:`. The end of the block lets go, whichever way the block is left; in Rust, `drop` is called there,
//! and it is called while a panic unwinds, too. The two fields of `Gil` are enough, but you may have others.
//!
//! ## Keep true
//!
//! - At most one `Held` of a `Gil` exists at a time.
//! - What one holder did, the next one sees.
//! - When a `Held` ends, a thread that waits goes on. That is so for a thread that *begins* to wait just then, too.
//!
//! ```text
//!   A  acquire ▶ Held ─────── dropped ▶ wakes one
//!   B            acquire ▶ sleeps ················ ▶ looks again ▶ Held
//! ```
//!
//! ## Run
//!
//! `cargo learn check g03`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(dead_code, reason = "nothing uses the fields yet")]

use std::sync::{Condvar, Mutex};

/// A lock that one thread at a time holds.
#[derive(Debug, Default)]
pub struct Gil {
    /// True while a [`Held`] exists.
    held: Mutex<bool>,
    /// Where threads sleep that wait for `held` to become false.
    free: Condvar,
}

/// This thread holds the GIL. Dropping it lets go.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    /// What it lets go of.
    gil: &'gil Gil,
}

// ── your work starts here ──────────────────────────────────────────────────
impl Gil {
    /// Waits until no thread holds the GIL, then holds it until the returned [`Held`] is dropped.
    pub fn acquire(&self) -> Held<'_> {
        todo!("sleep for as long as the flag is set, set it, and return a `Held`")
    }
}

impl Drop for Held<'_> {
    /// Lets go of the GIL and wakes a thread that waits for it.
    fn drop(&mut self) {
        todo!("clear the flag under its mutex, then tell one thread that waits")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
