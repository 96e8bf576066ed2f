//! right: what each philosopher does stands under one mutex, and each has a condition variable; who is done wakes both neighbours.

use std::sync::{Condvar, Mutex};

#[derive(Debug)]
pub struct Table {
    eating: Mutex<Vec<bool>>,
    neighbour_done: Vec<Condvar>,
}

impl Table {
    pub fn new(philosophers: usize) -> Self {
        Table {
            eating: Mutex::new(vec![false; philosophers]),
            neighbour_done: (0..philosophers).map(|_| Condvar::new()).collect(),
        }
    }

    pub fn eat<T>(&self, who: usize, meal: impl FnOnce() -> T) -> T {
        let philosophers = self.neighbour_done.len();
        let neighbours = [(who + philosophers - 1) % philosophers, (who + 1) % philosophers];
        let mut eating = self.eating.lock().unwrap();
        eating = self.neighbour_done[who].wait_while(eating, |eating| neighbours.iter().any(|&n| eating[n])).unwrap();
        eating[who] = true;
        drop(eating);
        let meal = meal();
        self.eating.lock().unwrap()[who] = false;
        for neighbour in neighbours {
            self.neighbour_done[neighbour].notify_one();
        }
        meal
    }
}
