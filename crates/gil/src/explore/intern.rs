//! A number for each thing that is seen: the same for equal things.
//!
//! Two schedules often come to the same state, and two states often share most of what they are made of. So each distinct thing is kept once, and whoever
//! needs it keeps its number: four bytes, equal exactly if the things are. The model checker SPIN calls this COLLAPSE.
//!
//! # Keeps true
//!
//! - Numbers are given in order, from 0, and none is ever taken back.
//! - Two numbers are equal if and only if their things are.

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxBuildHasher;
use std::hash::{BuildHasher, Hash};
use std::ops::Index;

/// Things, each once, by their numbers.
#[derive(Debug, Clone)]
pub struct Interner<T> {
    things: Vec<T>,
    /// Numbers, found by the hash of their things.
    numbers: HashTable<u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner { things: Vec::new(), numbers: HashTable::new() }
    }
}

impl<T: Eq + Hash> Interner<T> {
    /// The number of a thing, and whether the thing is new.
    ///
    /// # Panics
    ///
    /// If there are 2³² things.
    pub fn intern(&mut self, thing: T) -> (u32, bool) {
        let things = &mut self.things;
        let hash = |thing: &T| FxBuildHasher.hash_one(thing);
        let is_it = |&number: &u32| things[number as usize] == thing;
        match self.numbers.entry(hash(&thing), is_it, |&number| hash(&things[number as usize])) {
            Entry::Occupied(known) => (*known.get(), false),
            Entry::Vacant(place) => {
                let number = u32::try_from(things.len()).expect("memory ends before the numbers do");
                place.insert(number);
                things.push(thing);
                (number, true)
            }
        }
    }
}

impl<T> Interner<T> {
    /// How many distinct things there are.
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// The bytes that the tables have taken, used or not. What a thing has on the heap is not among them.
    pub fn bytes(&self) -> usize {
        self.things.capacity() * size_of::<T>() + self.numbers.allocation_size()
    }

    /// All things, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.things.iter()
    }
}

impl<T> Index<u32> for Interner<T> {
    type Output = T;

    fn index(&self, number: u32) -> &T {
        &self.things[number as usize]
    }
}
