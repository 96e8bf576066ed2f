//! wrong: T4 "just lock everything" · caught by a_key_may_need_others · deadlock

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Mutex;

#[derive(Debug)]
pub struct Memo<K, V> {
    values: Mutex<HashMap<K, V>>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { values: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        self.values.lock().unwrap().entry(key).or_insert_with(compute).clone()
    }
}
