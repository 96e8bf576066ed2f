//! The bounded buffer (Dijkstra 1965, Cooperating Sequential Processes), as a monitor with condition variables.

use crate::shared::crowd;
use std::sync::{Condvar, Mutex};

rejected! {
    /// "One bell, and whoever can go on hears it": it wakes one who cannot.
    one_bell_for_both_ends: Deadlock, 2 => || passes(Bells::One, Condvar::notify_one, false),
    /// "I was woken, so there is an item."
    woken_taken_for_filled: ChildPanic, 2 => || passes(Bells::Two, Condvar::notify_one, true),
    /// "The other end looks again anyway": it sleeps.
    emptied_in_silence: Deadlock, 0 => || passes(Bells::OnlyFilled, Condvar::notify_one, false),
    /// "What was sent was received": the sender goes on while the item lies there.
    sent_taken_for_received: Assertion, 0 => || hands_over(false),
}

accepted! {
    /// A bell for each end.
    a_bell_for_each_end => || passes(Bells::Two, Condvar::notify_one, false),
    /// One bell, rung for all.
    one_bell_for_all => || passes(Bells::One, Condvar::notify_all, false),
    /// The sender waits until the item was taken.
    rendezvous => || hands_over(true),
}

#[derive(Clone, Copy, PartialEq)]
enum Bells {
    One,
    Two,
    /// The consumer rings nothing.
    OnlyFilled,
}

/// One producer of two items, two consumers of one, room for one.
fn passes(bells: Bells, ring: fn(&Condvar), once: bool) {
    let (item, first, second) = (Mutex::new(None), Condvar::new(), Condvar::new());
    let (filled, emptied) = (&first, if bells == Bells::One { &first } else { &second });
    crowd(3, |me| {
        if me == 0 {
            for number in 0..2 {
                *emptied.wait_while(item.lock().unwrap(), |item| item.is_some()).unwrap() = Some(number);
                ring(filled);
            }
            return;
        }
        let guard = item.lock().unwrap();
        let mut guard = match once {
            true if guard.is_none() => filled.wait(guard).unwrap(),
            true => guard,
            false => filled.wait_while(guard, |item| item.is_none()).unwrap(),
        };
        guard.take().expect("an item");
        drop(guard);
        if bells != Bells::OnlyFilled {
            ring(emptied);
        }
    });
}

/// An unbuffered channel, for one item.
fn hands_over(waits: bool) {
    let (item, bell) = (Mutex::new(None), Condvar::new());
    crowd(2, |me| {
        if me == 0 {
            *item.lock().unwrap() = Some(7);
            bell.notify_all();
            if waits {
                drop(bell.wait_while(item.lock().unwrap(), |item| item.is_some()).unwrap());
            }
            assert!(item.lock().unwrap().is_none(), "it was not received yet");
        } else {
            let mut item = bell.wait_while(item.lock().unwrap(), |item| item.is_none()).unwrap();
            item.take();
            bell.notify_all();
        }
    });
}
