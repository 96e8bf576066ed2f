//! What locks, atomics and cells are called: as the check calls them, else by their own name in the source.
//!
//! The name is that of the variable or field that the object was made for (`let count = Arc::new(AtomicU32::new(0))`), or
//! else of what its first operation was called on (`self.free.wait(held)` gives `free`). A channel has the names of both its
//! ends: `let (to, from) = channel()` is `(to, from)`. Several of one name are numbered in the order in which they were met.
//!
//! # Keeps true
//!
//! A name stands in the source, or in the check. An object without one is called what it is: "the Mutex".

use super::source::Sources;
use super::style::one_line;
use crate::record::Record;
use std::collections::HashMap;

/// More objects than this have no names: a drawing of them would have none to spare, and reading takes time.
const MOST: usize = 64;
/// A longer name is no name.
const LONGEST: usize = 24;

/// The name of each object.
#[derive(Default)]
pub(super) struct Names(Vec<Option<Name>>);

struct Name {
    text: String,
    /// If others have the same name.
    number: Option<usize>,
}

impl Names {
    /// Looks the names up.
    pub fn new(record: &Record) -> Self {
        let mut sources = Sources::default();
        let mut met = vec![None; record.objects.len().min(MOST)];
        for event in &record.events {
            if let Some(first @ None) = event.object.and_then(|object| met.get_mut(object)) {
                *first = event.place;
            }
        }
        let mut lists = HashMap::new();
        let named = |(object, met): (&crate::record::Object, Option<_>)| {
            let given = object.name.as_deref().map(one_line).filter(|name| !name.is_empty());
            let bound = || sources.bound_to(object.made);
            let text = given.or_else(bound).or_else(|| {
                // What is sent to is an end of a channel, and not the channel.
                let met = met.filter(|_| object.kind != "channel");
                let (name, one_of_several) = sources.receiver_at(met?)?;
                // The elements of one list are called as the first that was met, whatever a thread calls the list.
                Some(if one_of_several { lists.entry(object.made).or_insert(name).clone() } else { name })
            })?;
            (text.chars().count() <= LONGEST).then_some(Name { text, number: None })
        };
        let mut names: Vec<Option<Name>> = record.objects.iter().zip(met).map(named).collect();
        let mut count = HashMap::new();
        names.iter().flatten().for_each(|name| *count.entry(name.text.clone()).or_insert(0) += 1);
        let mut met = HashMap::new();
        for name in names.iter_mut().flatten().filter(|name| count[&name.text] > 1) {
            let number = met.entry(name.text.clone()).or_insert(0);
            *number += 1;
            name.number = Some(*number);
        }
        Names(names)
    }

    /// The name, with its number if it needs one.
    pub fn of(&self, object: Option<usize>, spoken: bool) -> Option<String> {
        let name = self.0.get(object?)?.as_ref()?;
        Some(match (name.number, spoken) {
            (None, _) => name.text.clone(),
            (Some(number), true) => format!("{} number {number}", name.text),
            (Some(number), false) => format!("{} #{number}", name.text),
        })
    }
}
