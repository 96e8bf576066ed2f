//! t10, solved.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

/// The values of the keys that have been asked for.
#[derive(Debug)]
pub struct Memo<K, V> {
    entries: Mutex<HashMap<K, Entry<V>>>,
    /// Notified when a key is no longer in progress.
    changed: Condvar,
}

/// A key that was never asked for has none.
#[derive(Debug)]
enum Entry<V> {
    /// Who computes it, so that this thread does not come to wait for itself.
    InProgress(ThreadId),
    Done(V),
}

impl<K, V> Default for Memo<K, V> {
    /// A memo in which there is nothing yet.
    fn default() -> Self {
        Memo { entries: Mutex::default(), changed: Condvar::new() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    /// The value of `key`: the one that is there, the one that another thread is computing, or else what `compute` returns.
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let me = thread::current().id();
        let mut entries = self.entries.lock().unwrap();
        loop {
            match entries.get(&key) {
                None => break,
                Some(Entry::Done(value)) => return value.clone(),
                Some(Entry::InProgress(thread)) if *thread == me => {
                    // Let go first: a panic that leaves a locked mutex poisons it for everybody.
                    drop(entries);
                    panic!("a key needs itself");
                }
                Some(Entry::InProgress(_)) => entries = self.changed.wait(entries).unwrap(),
            }
        }
        // Under the lock under which nothing was found: look and mark are one step.
        entries.insert(key.clone(), Entry::InProgress(me));
        // Whatever `compute` does, it does without the lock: wait, or ask for another key.
        drop(entries);
        let mut mark = Mark { memo: self, key, value: None };
        let value = compute();
        mark.value = Some(value.clone());
        value
    }
}

/// The mark of a key in progress. When it goes, by a return or by a panic, the others are told.
struct Mark<'memo, K: Clone + Eq + Hash, V: Clone> {
    memo: &'memo Memo<K, V>,
    key: K,
    /// What was computed; `None` after a panic.
    value: Option<V>,
}

impl<K: Clone + Eq + Hash, V: Clone> Drop for Mark<'_, K, V> {
    fn drop(&mut self) {
        let mut entries = self.memo.entries.lock().unwrap();
        match self.value.take() {
            Some(value) => entries.insert(self.key.clone(), Entry::Done(value)),
            None => entries.remove(&self.key),
        };
        // All: several may wait for this key, and who waits for another one sleeps here, too.
        self.memo.changed.notify_all();
    }
}
