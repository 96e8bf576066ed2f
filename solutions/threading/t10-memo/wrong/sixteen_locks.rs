//! wrong: T4 "with many locks two keys hardly ever meet" · caught by a_key_may_need_others · deadlock

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::Mutex;

#[derive(Debug)]
pub struct Memo<K, V> {
    /// Each key belongs to one of them.
    shards: [Mutex<HashMap<K, V>>; 16],
    hasher: RandomState,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { shards: Default::default(), hasher: RandomState::new() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let shard = &self.shards[self.hasher.hash_one(&key) as usize % 16];
        shard.lock().unwrap().entry(key).or_insert_with(compute).clone()
    }
}
