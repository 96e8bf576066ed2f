//! right: marks and values in two maps, and a panic that is caught, tidied up after, and raised again.

use std::collections::HashMap;
use std::hash::Hash;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct Memo<K, V> {
    state: Mutex<State<K, V>>,
    changed: Condvar,
}

#[derive(Debug)]
struct State<K, V> {
    values: HashMap<K, V>,
    in_progress: HashMap<K, ThreadId>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        let state = State { values: HashMap::new(), in_progress: HashMap::new() };
        Memo { state: Mutex::new(state), changed: Condvar::new() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let me = thread::current().id();
        let busy = |state: &mut State<K, V>| state.in_progress.get(&key).is_some_and(|thread| *thread != me);
        let mut state = self.changed.wait_while(self.state.lock().unwrap(), busy).unwrap();
        if let Some(value) = state.values.get(&key) {
            return value.clone();
        }
        if state.in_progress.contains_key(&key) {
            drop(state);
            panic!("a key needs itself");
        }
        state.in_progress.insert(key.clone(), me);
        drop(state);

        let computed = catch_unwind(AssertUnwindSafe(compute));

        let mut state = self.state.lock().unwrap();
        state.in_progress.remove(&key);
        if let Ok(value) = &computed {
            state.values.insert(key, value.clone());
        }
        drop(state);
        self.changed.notify_all();
        computed.unwrap_or_else(|why| resume_unwind(why))
    }
}
