//! wrong: T4 "who only waits keeps nobody from computing" · caught by a_key_may_need_others_while_somebody_waits_for_it · deadlock

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct Memo<K, V> {
    slots: Mutex<HashMap<K, Arc<Slot<V>>>>,
}

#[derive(Debug)]
struct Slot<V> {
    /// Who computes: a thread that comes again would wait for itself in `get_or_init`.
    owner: Mutex<Option<ThreadId>>,
    value: OnceLock<V>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { slots: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let new = || Arc::new(Slot { owner: Mutex::default(), value: OnceLock::new() });
        let me = Some(thread::current().id());
        let mut slots = self.slots.lock().unwrap();
        if let Some(slot) = slots.get(&key) {
            let owner = *slot.owner.lock().unwrap();
            if owner != me && owner.is_some() {
                return slot.value.wait().clone();
            }
        }
        let slot = Arc::clone(slots.entry(key).or_insert_with(new));
        drop(slots);
        let owner = *slot.owner.lock().unwrap();
        assert!(owner != me, "a key needs itself");
        let value = slot.value.get_or_init(|| {
            *slot.owner.lock().unwrap() = me;
            let _owned = Owned(&slot.owner);
            compute()
        });
        value.clone()
    }
}

struct Owned<'slot>(&'slot Mutex<Option<ThreadId>>);

impl Drop for Owned<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap() = None;
    }
}
