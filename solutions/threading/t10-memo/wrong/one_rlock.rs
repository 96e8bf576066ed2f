//! wrong: T7 "a lock that its holder may take again cures it" · caught by another_key_does_not_wait · deadlock

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct Memo<K, V> {
    entries: Mutex<HashMap<K, Entry<V>>>,
    changed: Condvar,
    /// Who computes, and how many keys at once: an RLock, as it was in `functools.cached_property` up to Python 3.11.
    holder: Mutex<Option<(ThreadId, usize)>>,
}

#[derive(Debug)]
enum Entry<V> {
    InProgress,
    Done(V),
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { entries: Mutex::default(), changed: Condvar::new(), holder: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let me = thread::current().id();
        let others = |holder: &mut Option<(ThreadId, usize)>| holder.is_some_and(|(thread, _)| thread != me);
        let mut holder = self.changed.wait_while(self.holder.lock().unwrap(), others).unwrap();
        let depth = holder.map_or(0, |(_, depth)| depth);
        *holder = Some((me, depth + 1));
        drop(holder);
        let _held = Held(self);
        let mut entries = self.entries.lock().unwrap();
        match entries.get(&key) {
            None => {}
            Some(Entry::Done(value)) => return value.clone(),
            Some(Entry::InProgress) => {
                drop(entries);
                panic!("a key needs itself");
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

struct Held<'memo, K, V>(&'memo Memo<K, V>);

impl<K, V> Drop for Held<'_, K, V> {
    fn drop(&mut self) {
        let mut holder = self.0.holder.lock().unwrap();
        *holder = holder.and_then(|(thread, depth)| (depth > 1).then(|| (thread, depth - 1)));
        self.0.changed.notify_all();
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
    }
}
