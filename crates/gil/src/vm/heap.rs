//! Objects, and the counts of who refers to them.
//!
//! An object lives as long as somebody refers to it: a variable, a stack, another object. Each reference is counted in a plain integer, as in CPython
//! (`ob_refcnt`, Include/object.h). `count += 1` is a load, an addition and a store: two threads that did it at once would lose one. They cannot,
//! because a heap is only reached as `&mut Heap`, and where threads are real that is given to the holder of the GIL (`interpreter`).
//!
//! # Keeps true
//!
//! - The count of an object is the number of references to it that are stored anywhere.
//! - When it falls to zero the object is gone, and its own references with it.
//! - Where an object stands depends on who made it and on what else that thread's objects are, not on what other threads did meanwhile. So two
//!   schedules that come to the same state come to equal ones.
//!
//! # Left out
//!
//! Cycles, which CPython finds with a collector: a list that holds itself stays.

use super::object::Object;
use super::value::Value;

/// How many objects of one thread there may be at a time. A program to be looked at needs less.
pub const MOST_OBJECTS: usize = 10_000;

/// Where an object stands: in the arena of the thread that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    arena: u8,
    slot: u16,
}

/// An object and its count.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Counted {
    count: u32,
    object: Object,
}

/// All objects of an interpreter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Heap {
    /// One for each thread; a free place is `None`, and the last place is never free.
    arenas: Vec<Vec<Option<Counted>>>,
}

impl Heap {
    /// Makes an object for `thread`. The value that is returned is its only reference.
    ///
    /// # Panics
    ///
    /// If a thread has 65,536 objects. [`step`](mod@super::step) asks [`Heap::is_full`] before.
    pub fn allocate(&mut self, thread: u8, object: Object) -> Value {
        let arena = usize::from(thread);
        if self.arenas.len() <= arena {
            self.arenas.resize(arena + 1, Vec::new());
        }
        let places = &mut self.arenas[arena];
        let slot = places.iter().position(Option::is_none).unwrap_or_else(|| {
            places.push(None);
            places.len() - 1
        });
        places[slot] = Some(Counted { count: 1, object });
        Value::Object(Reference { arena: thread, slot: u16::try_from(slot).expect("an arena has 65,536 places") })
    }

    /// Whether `thread` has as many objects as it may have.
    pub fn is_full(&self, thread: u8) -> bool {
        self.arenas.get(usize::from(thread)).is_some_and(|places| places.len() >= MOST_OBJECTS)
    }

    /// About how many bytes the objects take.
    pub fn bytes(&self) -> usize {
        let places = self.arenas.iter().map(Vec::len).sum::<usize>();
        let values = self.objects().map(|(_, _, object)| match object {
            Object::List(values) | Object::Tuple(values) => values.capacity(),
            Object::Dict(entries) => 2 * entries.capacity(),
            _ => 0,
        });
        places * size_of::<Option<Counted>>() + values.sum::<usize>() * size_of::<Value>()
    }

    // ANCHOR: counts
    /// One reference more. `Py_INCREF`.
    pub fn incref(&mut self, value: Value) {
        if let Some(reference) = reference(value) {
            self.counted_mut(reference).count += 1;
        }
    }

    /// One reference less. The last one takes the object with it. `Py_DECREF`.
    pub fn decref(&mut self, value: Value) {
        let Some(reference) = reference(value) else { return };
        let counted = self.counted_mut(reference);
        counted.count -= 1;
        if counted.count == 0 {
            self.free(reference);
        }
    }
    // ANCHOR_END: counts

    /// The object behind a reference.
    ///
    /// # Panics
    ///
    /// If it is gone, which a count that is right makes impossible.
    pub fn get(&self, reference: Reference) -> &Object {
        let place = self.arenas[usize::from(reference.arena)].get(usize::from(reference.slot));
        &place.and_then(Option::as_ref).expect("an object that somebody refers to").object
    }

    /// The same, to change it.
    ///
    /// # Panics
    ///
    /// As [`Heap::get`].
    pub fn get_mut(&mut self, reference: Reference) -> &mut Object {
        &mut self.counted_mut(reference).object
    }

    /// All objects and their counts.
    pub fn objects(&self) -> impl Iterator<Item = (Reference, u32, &Object)> {
        self.arenas.iter().zip(0..).flat_map(|(places, arena)| {
            places.iter().zip(0..).filter_map(move |(place, slot)| {
                place.as_ref().map(|counted| (Reference { arena, slot }, counted.count, &counted.object))
            })
        })
    }

    fn counted_mut(&mut self, reference: Reference) -> &mut Counted {
        let place = self.arenas[usize::from(reference.arena)].get_mut(usize::from(reference.slot));
        place.and_then(Option::as_mut).expect("an object that somebody refers to")
    }

    fn free(&mut self, reference: Reference) {
        // Not by recursion: a list may lie in a list that lies in a list, as deep as there are places.
        let mut dead = vec![reference];
        while let Some(reference) = dead.pop() {
            let places = &mut self.arenas[usize::from(reference.arena)];
            let counted = places[usize::from(reference.slot)].take().expect("it was there a moment ago");
            while places.last().is_some_and(Option::is_none) {
                places.pop();
            }
            for held in counted.object.references().into_iter().filter_map(self::reference) {
                let counted = self.counted_mut(held);
                counted.count -= 1;
                if counted.count == 0 {
                    dead.push(held);
                }
            }
        }
    }
}

/// The object that a value refers to, if it does.
pub fn reference(value: Value) -> Option<Reference> {
    match value {
        Value::Object(reference) | Value::Method(_, reference) => Some(reference),
        _ => None,
    }
}
