//! A gate that opens once for everybody.

use crate::shared::{Plain, crowd};
use std::sync::{Condvar, Mutex};

rejected! {
    /// "I open it, so one may pass": nobody who has passed tells the next.
    opened_for_one: Deadlock, 2 => || opens(2, Condvar::notify_one),
    /// "It is open, they will notice": who sleeps notices nothing.
    opened_in_silence: Deadlock, 1 => || opens(1, |_| ()),
}

accepted! {
    one_waiter => || opens(1, Condvar::notify_all),
    two_waiters => || opens(2, Condvar::notify_all),
    three_waiters => || opens(3, Condvar::notify_all),
}

struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn open(&self, tell: fn(&Condvar)) {
        *self.open.lock().unwrap() = true;
        tell(&self.opened); // right: all, since nobody who has passed tells the next
    }

    fn pass(&self) {
        let mut open = self.open.lock().unwrap();
        while !*open {
            open = self.opened.wait(open).unwrap();
        }
    }
}

fn opens(waiters: usize, tell: fn(&Condvar)) {
    let (gate, data) = (Gate { open: Mutex::new(false), opened: Condvar::new() }, Plain::new(0));
    crowd(waiters + 1, |me| {
        if me == 0 {
            data.set(1);
            gate.open(tell);
        } else {
            gate.pass();
            assert_eq!(data.get(), 1);
        }
    });
}
