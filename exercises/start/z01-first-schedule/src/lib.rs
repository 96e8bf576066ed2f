//! # z01 · The first schedule
//!
//! Predict · 5 minutes · read first: `cargo book` → *How to use this course*
//!
//! ## Task
//!
//! Thread A runs `add` by itself, `ALONE` times, and starts thread B; then each of the two runs it once. Below is a schedule, an order
//! of steps, in which an update is lost: each row is one step, they happened from top to bottom, and at the end x is 2 and not 3. One thread wrote what
//! it had made of a *stale* value, one that another thread had replaced meanwhile: which step had read it? (It is drawn for
//! `ALONE = 1`; for another number the check draws it.) And look below the verdict: there stands whether this machine has what the
//! course needs, and whether you can go on without a network.
//!
//! ```python
//! def add():
//!     global x
//!     old = x            # x.load(..)   → what it read
//!     x = old + 1        # x.store(..)  = what it wrote
//! ```
//!
//! ```text
//!  step line │ A                                                       │ B
//! ───────────┼─────────────────────────────────────────────────────────┼──────────────────────────────
//!     1   13 │ x.load(SeqCst)  → 0                                     │
//!     2   14 │ x.store(old + 1, SeqCst)  = 1                           │
//!     3   24 │ thread::spawn(..)  starts B                             │
//!     4   13 │ x.load(SeqCst)  → 1                                     │
//!     5   13 │                                                         │ x.load(SeqCst)  → 1
//!     6   14 │                                                         │ x.store(old + 1, SeqCst)  = 2
//!     7   14 │ x.store(old + 1, SeqCst)  = 2                           │
//!     8   26 │ b.join()  B has ended                                   │
//!     9   27 │ x.load(SeqCst)  → 2                                     │
//!     ✗   27 │ assert_eq!(x.load(SeqCst), alone + 2)                   │
//!            │   does not hold: left is 2, right is 3                  │
//! ```
//!
//! (`SeqCst` says that all threads see the steps in one order. You can read over it here.)
//!
//! That is what a failed check looks like in this course: a schedule that really happened, drawn. Threads can interleave in
//! many ways, a run shows you one of them, and most runs of this program lose nothing. The checker tries them all, up to a bound
//! that it states.
//!
//! ## Run
//!
//! `cargo learn check z01`

/// How often A runs `add` before it starts B.
pub const ALONE: usize = 1; // again with: 2, 0, 3

// ── your work starts here ──────────────────────────────────────────────────
/// The number of the step that read the stale value; 0 shows the schedule again.
pub const STALE_READ: usize = 0;
// ── your work ends here ────────────────────────────────────────────────────
