//! A state in 28 bytes: numbers of what it is made of, and whose turn it is.
//!
//! # Keeps true
//!
//! - Equal states, however they were reached, are equal here.
//! - A thread that must go on can go on. If it comes to wait, it must not any more: it lets go of the GIL, and others have the choice.
//!
//! # Who waited comes back without the GIL
//!
//! CPython lets go of the GIL while it waits for a lock, and has the lock before it asks for the GIL again. So between `with lock` and the first instruction
//! of its block others may come in, but only if the lock was not free. [`Packed::waited`] notes who did wait. It matters where only some instructions are
//! followed by a look at the request, and only for `with`: after a call of `acquire` or `join` there is a look in any case.

use super::moves::{Move, Moves, Next};
use crate::vm::{MAX_THREADS, State};
use std::hash::{Hash, Hasher};

/// No thread has this number: there are not that many.
pub(super) const NOBODY: u32 = u32::MAX;

/// A state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Packed {
    /// What all share.
    pub(super) shared: u32,
    /// The threads; [`NOBODY`] where none was started yet.
    pub(super) threads: [u32; MAX_THREADS],
    /// The thread that goes on, if others may not come in.
    pub(super) must: Option<u8>,
    /// A bit for each thread that has waited for the lock of a `with` block, and has not entered it yet.
    waited: u8,
}

/// The same as what `derive` would write, in few words.
impl Hash for Packed {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let two = |low: u32, high: u32| u64::from(high) << 32 | u64::from(low);
        let [a, b, c, d, e] = self.threads;
        hasher.write_u64(two(self.shared, a));
        hasher.write_u64(two(b, c));
        hasher.write_u64(two(d, e));
        hasher.write_u16(u16::from(self.waited) << 8 | u16::from(self.must.unwrap_or(u8::MAX)));
    }
}

impl Packed {
    /// Any thread may go on from the state that the machine begins in.
    pub fn begin(moves: &mut Moves<'_>, begin: &State) -> Self {
        let mut packed = Packed {
            shared: moves.shared.intern(begin.shared.clone()).0,
            threads: [NOBODY; MAX_THREADS],
            must: None,
            waited: 0,
        };
        for (place, thread) in packed.threads.iter_mut().zip(&begin.threads) {
            *place = moves.thread(thread.clone());
        }
        packed.settled(moves)
    }

    /// The threads whose turn it may be, and what each would do.
    pub fn choices(self, moves: &mut Moves<'_>) -> impl Iterator<Item = (u8, Next)> {
        (0..).zip(self.threads).filter_map(move |(number, thread)| {
            if thread == NOBODY || self.must.is_some_and(|must| must != number) {
                return None;
            }
            if let Move::Goes(next) = moves.of(self.shared, thread) { Some((number, next)) } else { None }
        })
    }

    /// The state after thread `number` has done that.
    pub fn after(mut self, moves: &mut Moves<'_>, number: u8, next: Next) -> Self {
        self.shared = next.shared;
        self.threads[usize::from(number)] = next.thread;
        if next.started != NOBODY {
            let place = self.threads.iter_mut().find(|thread| **thread == NOBODY);
            *place.expect("the machine does not start more threads") = next.started;
        }
        let waited = self.waited & 1 << number != 0;
        self.waited &= !(1 << number);
        self.must = if next.open || waited { None } else { Some(number) };
        self.settled(moves)
    }

    /// How many threads were started until now.
    pub fn started(self) -> usize {
        self.threads.iter().filter(|&&thread| thread != NOBODY).count()
    }

    fn settled(mut self, moves: &mut Moves<'_>) -> Self {
        if let Some(must) = self.must
            && matches!(moves.of(self.shared, self.threads[usize::from(must)]), Move::Blocked)
        {
            self.must = None;
        }
        if self.must.is_none() {
            for (number, &thread) in self.threads.iter().enumerate() {
                if thread != NOBODY && moves.waits_outside(self.shared, thread) {
                    self.waited |= 1 << number;
                }
            }
        }
        self
    }
}
