//! right: a mark names nobody; beside the map, each thread has a list of the keys that it computes.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct Memo<K, V> {
    entries: Mutex<HashMap<K, Entry<V>>>,
    /// What each thread computes.
    computing: Mutex<HashMap<ThreadId, Vec<K>>>,
    changed: Condvar,
}

#[derive(Debug)]
enum Entry<V> {
    InProgress,
    Done(V),
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { entries: Mutex::default(), computing: Mutex::default(), changed: Condvar::new() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    fn with_mine<T>(&self, with: impl FnOnce(&mut Vec<K>) -> T) -> T {
        with(self.computing.lock().unwrap().entry(thread::current().id()).or_default())
    }

    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let mut entries = self.entries.lock().unwrap();
        if self.with_mine(|mine| mine.contains(&key)) {
            drop(entries);
            panic!("a key needs itself");
        }
        loop {
            match entries.get(&key) {
                None => break,
                Some(Entry::Done(value)) => return value.clone(),
                Some(Entry::InProgress) => entries = self.changed.wait(entries).unwrap(),
            }
        }
        entries.insert(key.clone(), Entry::InProgress);
        drop(entries);
        self.with_mine(|mine| mine.push(key.clone()));
        let mut mark = Mark { memo: self, key, value: None };
        let value = compute();
        mark.value = Some(value.clone());
        value
    }
}

struct Mark<'memo, K: Clone + Eq + Hash, V: Clone> {
    memo: &'memo Memo<K, V>,
    key: K,
    value: Option<V>,
}

impl<K: Clone + Eq + Hash, V: Clone> Drop for Mark<'_, K, V> {
    fn drop(&mut self) {
        self.memo.with_mine(|mine| mine.retain(|key| *key != self.key));
        let mut entries = self.memo.entries.lock().unwrap();
        match self.value.take() {
            Some(value) => entries.insert(self.key.clone(), Entry::Done(value)),
            None => entries.remove(&self.key),
        };
        self.memo.changed.notify_all();
    }
}
