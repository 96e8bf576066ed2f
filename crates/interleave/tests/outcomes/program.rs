//! Programs as data: two or three threads, two mutexes with a number in each, two atomics.

use interleave::proptest::prelude::*;
use interleave::proptest::{collection, sample};

/// How many locks there are, and how many atomics.
pub const OBJECTS: usize = 2;

/// One step of a thread. The number is that of the lock or atomic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Takes the lock. Who has it already waits for ever.
    Lock(usize),
    /// Gives it back; nothing if it is not held.
    Unlock(usize),
    /// Notes the number under the lock; nothing if it is not held.
    Read(usize),
    /// Changes the number under the lock in a way that shows who came first; nothing if it is not held.
    Change(usize),
    /// `fetch_add(1)`, and notes what was there.
    Add(usize),
    /// `swap`, and notes what was there.
    Swap(usize, u8),
    /// Notes the value.
    Load(usize),
    /// Stores this.
    Store(usize, u8),
    /// Stores one more than what was noted last.
    StoreSeen(usize),
}

impl Step {
    /// Can another thread tell when it is done? What is done under a lock shows only once the lock is taken again.
    pub fn is_noticed(self) -> bool {
        !matches!(self, Step::Unlock(_) | Step::Read(_) | Step::Change(_))
    }
}

/// What each thread does. Locks still held at its end are given back there.
#[derive(Clone, Debug)]
pub struct Program {
    pub threads: Vec<Vec<Step>>,
}

/// How a program ended: what each thread noted, the numbers under the locks, the values of the atomics.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct End {
    pub noted: Vec<Vec<u8>>,
    pub numbers: [u8; OBJECTS],
    pub atomics: [u8; OBJECTS],
}

/// What `Change` makes of a number: another for each order of the threads.
pub fn changed(number: u8, thread: usize) -> u8 {
    number.wrapping_mul(3).wrapping_add(thread as u8 + 1)
}

/// What `StoreSeen` stores.
pub fn after(noted: &[u8]) -> u8 {
    noted.last().map_or(1, |seen| seen.wrapping_add(1))
}

fn step() -> impl Strategy<Value = Vec<Step>> {
    use Step::*;
    let object = 0..OBJECTS;
    (object.clone(), object, 1..4_u8, sample::select((0..10).collect::<Vec<_>>())).prop_map(|(a, b, value, kind)| {
        match kind {
            0 => vec![Lock(a)],
            1 => vec![Unlock(a)],
            2 => vec![Lock(a), Change(a), Unlock(a)],
            3 => vec![Lock(a), Read(a), Change(a)],
            4 => vec![Lock(a), Read(a), Unlock(a)],
            5 => vec![Add(a)],
            6 => vec![Swap(a, value)],
            7 => vec![Load(a)],
            8 => vec![Store(b, value)],
            _ => vec![Load(a), StoreSeen(b)],
        }
    })
}

/// Any small program: two threads of up to four parts, or three of up to two.
pub fn any() -> impl Strategy<Value = Program> {
    let threads = |count: usize, parts: usize| collection::vec(collection::vec(step(), 1..=parts), count);
    prop_oneof![threads(2, 4), threads(3, 2)]
        .prop_map(|threads| Program { threads: threads.into_iter().map(|parts| parts.concat()).collect() })
}
