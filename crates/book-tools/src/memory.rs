//! What was made once from the same text need not be made again: a question or a table of concepts may stand on several pages, and `cargo book`
//! builds at every change.
//!
//! # Keeps true
//!
//! A key is all that the value was made from, so nothing old is ever given back.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use anyhow::Result;

/// Values by what they were made from, for as long as the program runs.
pub struct Memory<V>(LazyLock<Mutex<HashMap<String, V>>>);

impl<V: Clone> Memory<V> {
    /// With nothing in it.
    pub const fn new() -> Memory<V> {
        Memory(LazyLock::new(Mutex::default))
    }

    /// The value for `key`; made if it is not there. What cannot be made is tried again the next time.
    pub fn get(&self, key: String, make: impl FnOnce() -> Result<V>) -> Result<V> {
        let values = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = values().get(&key) {
            return Ok(value.clone());
        }
        let value = make()?;
        values().insert(key, value.clone());
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn the_same_key_is_made_once_and_a_failure_is_not_kept() {
        let memory = Memory::new();
        assert!(memory.get("a".to_owned(), || bail!("not yet")).is_err());
        assert_eq!(memory.get("a".to_owned(), || Ok(1)).unwrap(), 1);
        assert_eq!(memory.get("a".to_owned(), || Ok(2)).unwrap(), 1);
        assert_eq!(memory.get("b".to_owned(), || Ok(2)).unwrap(), 2);
    }
}
