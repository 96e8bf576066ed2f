//! Whether the counts are right: every reference that is stored somewhere, counted anew.
//!
//! # Left out
//!
//! What a thread died of holds no references, and a thread that has ended has none.

use super::begin::State;
use super::heap::{Reference, reference};
use std::collections::BTreeMap;

/// An object whose count is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Miscounted {
    /// Where it stands.
    pub object: Reference,
    /// What its count says.
    pub count: u32,
    /// How many references there are.
    pub references: u32,
}

impl State {
    /// All objects whose count is not the number of references to them: from globals, from the calls of all threads, and from other objects.
    ///
    /// A reference to no object is among them, with a count of 0. CPython has no such check; its debug build compares the total (`sys.gettotalrefcount`).
    pub fn miscounted(&self) -> Vec<Miscounted> {
        let globals = self.shared.globals.iter().copied().flatten();
        let frames = self.threads.iter().flat_map(|thread| &thread.frames).flat_map(|frame| frame.references());
        let objects = self.shared.heap.objects().flat_map(|(_, _, object)| object.references());
        let mut found = BTreeMap::new();
        for object in globals.chain(frames).chain(objects).filter_map(reference) {
            found.entry(object).or_insert((0, 0)).1 += 1;
        }
        for (object, count, _) in self.shared.heap.objects() {
            found.entry(object).or_insert((0, 0)).0 = count;
        }
        let wrong = found.into_iter().filter(|(_, (count, references))| count != references);
        wrong.map(|(object, (count, references))| Miscounted { object, count, references }).collect()
    }
}
