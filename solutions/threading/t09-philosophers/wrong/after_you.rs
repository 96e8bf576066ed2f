//! wrong: T8 "if my neighbour is hungry, too, I let it go first" · caught by who_comes_back_closes_no_circle · deadlock

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Table {
    hungry: Mutex<Vec<u8>>,
    free: Condvar,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        Table { hungry: Mutex::new(vec![0; philosophers]), free: Condvar::new() }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let mut hungry = self.hungry.lock().unwrap();
        let n = hungry.len();
        hungry[who] = 1;
        hungry = self.free.wait_while(hungry, |h| h[(who + 1) % n] > 0 || h[(who + n - 1) % n] == 2).unwrap();
        hungry[who] = 2;
        drop(hungry);
        let eaten = meal();
        self.hungry.lock().unwrap()[who] = 0;
        self.free.notify_all();
        eaten
    }
}
