//! right: those who wait for a key sleep at a condition variable of its own, and it is told by who computes.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct Memo<K, V> {
    slots: Mutex<HashMap<K, Arc<Slot<V>>>>,
}

#[derive(Debug)]
struct Slot<V> {
    state: Mutex<State<V>>,
    changed: Condvar,
}

#[derive(Debug)]
enum State<V> {
    Free,
    InProgress(ThreadId),
    Done(V),
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { slots: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let new = || Arc::new(Slot { state: Mutex::new(State::Free), changed: Condvar::new() });
        let slot = Arc::clone(self.slots.lock().unwrap().entry(key).or_insert_with(new));
        let me = thread::current().id();
        let others = |state: &mut State<V>| matches!(state, State::InProgress(thread) if *thread != me);
        let mut state = slot.changed.wait_while(slot.state.lock().unwrap(), others).unwrap();
        match &*state {
            State::Done(value) => return value.clone(),
            State::InProgress(_) => {
                drop(state);
                panic!("a key needs itself");
            }
            State::Free => *state = State::InProgress(me),
        }
        drop(state);
        let mut end = End { slot: &slot, state: State::Free };
        let value = compute();
        end.state = State::Done(value.clone());
        value
    }
}

/// What the slot becomes at the end.
struct End<'slot, V> {
    slot: &'slot Slot<V>,
    state: State<V>,
}

impl<V> Drop for End<'_, V> {
    fn drop(&mut self) {
        *self.slot.state.lock().unwrap() = std::mem::replace(&mut self.state, State::Free);
        self.slot.changed.notify_all();
    }
}
