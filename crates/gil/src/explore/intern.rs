//! A number for each thing that is seen: the same for equal things.
//!
//! Two schedules often come to the same state, and two states often share most of what they are made of. So each distinct thing is kept once, and whoever
//! needs it keeps its number: four bytes, equal exactly if the things are. The model checker SPIN calls this COLLAPSE.
//!
//! # Keeps true
//!
//! - Numbers are given in order, from 0, and none is ever taken back.
//! - Two numbers are equal if and only if their things are.

use rustc_hash::FxBuildHasher;
use std::hash::{BuildHasher, Hash};
use std::ops::Index;

/// Marks a place of the table that is free.
const FREE: u32 = u32::MAX;

/// Things, each once, by their numbers.
///
/// The table is built by hand, with open addressing: hash and number of a thing stand in one place, so that a look costs one cache line. With millions of
/// states that is what costs time, and the tables of the standard library and of hashbrown touch two.
#[derive(Debug, Clone)]
pub struct Interner<T> {
    things: Vec<T>,
    /// Half of a hash, and the number of the thing that has it; or [`FREE`]. At most two thirds of the places are taken, and there is a power of two of them.
    /// A thing stands at the place that its hash says, or at the first free one after that.
    places: Vec<(u32, u32)>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner { things: Vec::new(), places: Vec::new() }
    }
}

impl<T: Eq + Hash> Interner<T> {
    /// The number of a thing, and whether the thing is new.
    ///
    /// # Panics
    ///
    /// If there are 2³² − 1 things.
    pub fn intern(&mut self, thing: T) -> (u32, bool) {
        if self.things.len() * 3 >= self.places.len() * 2 {
            self.grow();
        }
        // The quick hash mixes its upper bits badly; the product of it with an odd number (the golden ratio's) is even there.
        let hash = (FxBuildHasher.hash_one(&thing).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32;
        let mut at = hash as usize;
        loop {
            at &= self.places.len() - 1;
            let (known, number) = self.places[at];
            if number == FREE {
                let number = u32::try_from(self.things.len()).ok().filter(|&number| number != FREE);
                let number = number.expect("memory ends before the numbers do");
                self.places[at] = (hash, number);
                self.things.push(thing);
                return (number, true);
            }
            if known == hash && self.things[number as usize] == thing {
                return (number, false);
            }
            at += 1;
        }
    }

    /// Doubles the table. The hashes stand in it, so no thing is looked at.
    fn grow(&mut self) {
        let size = (self.places.len() * 2).max(16);
        let old = std::mem::replace(&mut self.places, vec![(0, FREE); size]);
        for place in old.into_iter().filter(|&(_, number)| number != FREE) {
            let mut at = place.0 as usize & (size - 1);
            while self.places[at].1 != FREE {
                at = (at + 1) & (size - 1);
            }
            self.places[at] = place;
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
        self.things.capacity() * size_of::<T>() + self.places.capacity() * size_of::<(u32, u32)>()
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
