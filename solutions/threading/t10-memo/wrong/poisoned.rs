//! wrong: T4 "a lock may be held while somebody else's code runs, since its guard lets go" · caught by after_a_panic_the_key_can_be_computed · assertion

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct Memo<K, V> {
    slots: Mutex<HashMap<K, Arc<Slot<V>>>>,
}

#[derive(Debug)]
struct Slot<V> {
    /// Who computes: a thread that comes again would wait for itself for the lock of `value`.
    owner: Mutex<Option<ThreadId>>,
    value: Mutex<Option<V>>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo { slots: Mutex::default() }
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Memo<K, V> {
    pub fn get(&self, key: K, compute: impl FnOnce() -> V) -> V {
        let new = || Arc::new(Slot { owner: Mutex::default(), value: Mutex::default() });
        let slot = Arc::clone(self.slots.lock().unwrap().entry(key).or_insert_with(new));
        let me = Some(thread::current().id());
        let owner = *slot.owner.lock().unwrap();
        assert!(owner != me, "a key needs itself");
        let mut value = slot.value.lock().unwrap();
        let computed = value.take().unwrap_or_else(|| {
            *slot.owner.lock().unwrap() = me;
            let _owned = Owned(&slot.owner);
            compute()
        });
        *value = Some(computed.clone());
        computed
    }
}

struct Owned<'slot>(&'slot Mutex<Option<ThreadId>>);

impl Drop for Owned<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap() = None;
    }
}
