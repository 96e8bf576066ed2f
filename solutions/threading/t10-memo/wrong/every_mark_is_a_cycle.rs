//! wrong: T7 "it is in progress and is asked for, so it needs itself" · caught by of_two_who_ask_one_computes · child panic

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Memo<K, V> {
    entries: Mutex<HashMap<K, Entry<V>>>,
    changed: Condvar,
}

#[derive(Debug)]
enum Entry<V> {
    InProgress,
    Done(V),
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { entries: Mutex::default(), changed: Condvar::new() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let mut entries = self.entries.lock().unwrap();
        {
            match entries.get(&key) {
                None => {}
                Some(Entry::Done(value)) => return value.clone(),
                Some(Entry::InProgress) => {
                    drop(entries);
                    panic!("a key needs itself");
                }
            }
        }
        entries.insert(key.clone(), Entry::InProgress);
        drop(entries);
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
        let mut entries = self.memo.entries.lock().unwrap();
        match self.value.take() {
            Some(value) => entries.insert(self.key.clone(), Entry::Done(value)),
            None => entries.remove(&self.key),
        };
        self.memo.changed.notify_all();
    }
}
