//! wrong: T2 "to look takes the lock, to insert takes the lock, so it is safe" · caught by of_two_who_ask_one_computes · assertion

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Mutex;
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct Memo<K, V> {
    values: Mutex<HashMap<K, V>>,
    in_progress: Mutex<Vec<(ThreadId, K)>>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { values: Mutex::default(), in_progress: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        if let Some(value) = self.values.lock().unwrap().get(&key) {
            return value.clone();
        }
        let mine = (thread::current().id(), key.clone());
        let again = self.in_progress.lock().unwrap().contains(&mine);
        assert!(!again, "a key needs itself");
        self.in_progress.lock().unwrap().push(mine.clone());
        let _mark = Mark { memo: self, mine };
        let value = compute();
        self.values.lock().unwrap().insert(key, value.clone());
        value
    }
}

struct Mark<'memo, K: Eq, V> {
    memo: &'memo Memo<K, V>,
    mine: (ThreadId, K),
}

impl<K: Eq, V> Drop for Mark<'_, K, V> {
    fn drop(&mut self) {
        self.memo.in_progress.lock().unwrap().retain(|other| *other != self.mine);
    }
}
