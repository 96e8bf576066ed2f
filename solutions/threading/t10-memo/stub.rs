//! # t10 · Compute once
//!
//! Mini project · 60 minutes · read first: `cargo book` → *What the GIL does for you*
//!
//! ## Task
//!
//! `functools.cache` remembers what a function has returned for each argument; asked by two threads at the same moment, it lets both compute.
//! Write a [`Memo`] that computes each key once: [`Memo::get`] is given a key, and a closure that computes its value if
//! nobody has. The closure may ask the same `Memo` for other keys.
//!
//! ```python
//! @functools.cache
//! def fib(n):
//!     return n if n < 2 else fib(n - 1) + fib(n - 2)
//! ```
//!
//! ```text
//!   fn fib(memo: &Memo<u64, u64>, n: u64) -> u64 {
//!       memo.get(n, || if n < 2 { n } else { fib(memo, n - 1) + fib(memo, n - 2) })
//!   }
//! ```
//!
//! ## Keep true
//!
//! - Each key is computed at most once, and everybody who asks for it gets that value. Who comes while it is being computed waits for it.
//! - Nobody waits for a key that they did not ask for: other keys can be had and computed meanwhile, by any thread.
//! - A key that needs itself, at once or by way of others of the same thread, is an error: that `get` panics. It does not compute again, and does not hang.
//! - Where a computation panics, the panic goes on to who asked, and the key is as if never asked for: one of those who wait computes it.
//!
//! Two threads whose keys need each other's, 1 needs 2 and 2 needs 1, wait for ever. Leave that out.
//!
//! ## Run
//!
//! `cargo learn check t10`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(unused_variables, dead_code, unused_imports, reason = "nothing is used yet")]

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

// ── your work starts here ──────────────────────────────────────────────────
/// The values of the keys that have been asked for.
#[derive(Debug)]
pub struct Memo<K, V> {
    values: Mutex<HashMap<K, V>>,
}

impl<K, V> Default for Memo<K, V> {
    /// A memo in which there is nothing yet.
    fn default() -> Self {
        Memo { values: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    /// The value of `key`: the one that is there, the one that another thread is computing, or else what `compute` returns.
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        todo!("look under the lock, compute without it, and leave a mark meanwhile")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
