//! wrong: S5 "a cache keeps the newest 128, as lru_cache does" · caught by a_memo_forgets_nothing · assertion

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct Memo<K, V> {
    entries: Mutex<HashMap<K, Entry<V>>>,
    changed: Condvar,
}

#[derive(Debug)]
enum Entry<V> {
    InProgress(ThreadId),
    Done(V),
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { entries: Mutex::default(), changed: Condvar::new() }
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
                Some(Entry::InProgress(thread)) if *thread == me => {
                    drop(entries);
                    panic!("a key needs itself");
                }
                Some(Entry::InProgress(_)) => entries = self.changed.wait(entries).unwrap(),
            }
        }
        entries.insert(key.clone(), Entry::InProgress(me));
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
            Some(value) if entries.len() > 128 => {
                entries.retain(|_, entry| matches!(entry, Entry::InProgress(_)));
                entries.insert(self.key.clone(), Entry::Done(value))
            }
            Some(value) => entries.insert(self.key.clone(), Entry::Done(value)),
            None => entries.remove(&self.key),
        };
        self.memo.changed.notify_all();
    }
}
