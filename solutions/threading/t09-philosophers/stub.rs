//! # t09 · Dining philosophers
//!
//! Implement · 30 minutes · read first: `cargo book` → *Deadlock*
//!
//! ## Task
//!
//! Philosophers sit round a table, with one fork between each two neighbours. Who wants to eat needs both, the one on the left and the one on
//! the right, and has to wait while a neighbour eats. Write [`Table::eat`], so that they never wait for one another for ever. In Python this
//! would be the first idea, and it is not good enough:
//!
//! ```python
//! def eat(self, who, meal):
//!     with self.forks[who], self.forks[(who + 1) % len(self.forks)]:
//!         return meal()
//! ```
//!
//! ## Keep true
//!
//! - No fork is in two hands, and who takes a fork up sees what was done with it before.
//! - Philosophers never wait for one another in a circle, whoever is hungry, and whenever.
//! - Whose neighbours neither eat nor wait, that philosopher eats at once, whatever the others do.
//! - Who has to wait sleeps until a fork is put back. (To try again and again is not to wait: all can take one fork, find the
//!   other one gone, and put theirs back, for ever.)
//!
//! ## Run
//!
//! `cargo learn check t09`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(dead_code, unused_variables, reason = "nothing uses the forks yet")]

use std::sync::Mutex;

/// A round table. Two philosophers are neighbours if there is a fork that both need.
#[derive(Debug)]
pub struct Table {
    /// Philosopher `who` needs the forks `who` and `who + 1`; for the last one, that is the last and the first. You may have
    /// other fields, too, or others instead.
    forks: Vec<Mutex<()>>,
}

impl Table {
    /// A table for `philosophers`, who are two or more.
    pub fn new(philosophers: usize) -> Self {
        Table { forks: (0..philosophers).map(|_| Mutex::new(())).collect() }
    }
}

// ── your work starts here ──────────────────────────────────────────────────
impl Table {
    /// Takes both forks of philosopher `who`, has `meal` run, puts them back, and returns what `meal` returned.
    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        todo!("wait for both forks so that nobody waits for ever, and hold them while `meal` runs")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
