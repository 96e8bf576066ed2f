//! wrong: T7 "a thread computes one key at a time" · caught by a_key_that_needs_itself_is_an_error · panic

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct Memo<K, V> {
    entries: Mutex<HashMap<K, Entry<V>>>,
    /// What each thread computes.
    current: Mutex<HashMap<ThreadId, Vec<K>>>,
    changed: Condvar,
}

#[derive(Debug)]
enum Entry<V> {
    InProgress,
    Done(V),
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { entries: Mutex::default(), current: Mutex::default(), changed: Condvar::new() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let me = thread::current().id();
        let mut entries = self.entries.lock().unwrap();
        loop {
            match entries.get(&key) {
                None => break,
                Some(Entry::Done(value)) => return value.clone(),
                Some(Entry::InProgress)
                    if self.current.lock().unwrap().get(&me).is_some_and(|mine| mine.contains(&key)) =>
                {
                    drop(entries);
                    panic!("a key needs itself");
                }
                Some(Entry::InProgress) => entries = self.changed.wait(entries).unwrap(),
            }
        }
        entries.insert(key.clone(), Entry::InProgress);
        drop(entries);
        self.current.lock().unwrap().entry(me).or_default().push(key.clone());
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
        self.memo.current.lock().unwrap().remove(&thread::current().id());
        let mut entries = self.memo.entries.lock().unwrap();
        match self.value.take() {
            Some(value) => entries.insert(self.key.clone(), Entry::Done(value)),
            None => entries.remove(&self.key),
        };
        self.memo.changed.notify_all();
    }
}
