//! Condition variables: look again after every wake-up, tell under the lock, and wake the one who can go on.

use crate::shared::{Flag, Plain, crowd, together};
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::sync::{Condvar, Mutex};

rejected! {
    if_for_while: Assertion, 0 early,
    if_for_while_in_a_child: Assertion, 1 early,
    nobody_notifies: Deadlock, 0,
    notify_without_a_flag: Deadlock, 1,
    flag_set_without_the_lock: Deadlock, 1 => || flag_beside_the_lock(|_| ()),
    one_bell_for_two_waiters: Deadlock, 2 => || two_waiters(Condvar::notify_one),
    first_waiter_of_the_wrong_kind: Deadlock, 2 => || left_and_right(Condvar::notify_one),
    tickets_woken_one_at_a_time: Deadlock, 2 => || tickets(Condvar::notify_one),
    waiting_with_another_lock_held: Deadlock, 0,
    /// "The count is 0 again once all have come": or 1 already, if the other was quick and waits for the next round.
    barrier_that_counts: Deadlock, 0 => || two_rounds(Barrier::wait_for_the_count),
}

accepted! {
    wait_in_a_loop,
    wait_while,
    notify_after_the_lock,
    flag_set_before_the_lock => || flag_beside_the_lock(|lock| drop(lock.lock().unwrap())),
    all_bells_for_two_waiters => || two_waiters(Condvar::notify_all),
    each_waiter_wakes_the_next,
    both_kinds_woken => || left_and_right(Condvar::notify_all),
    tickets_woken_all_at_once => || tickets(Condvar::notify_all),
    barrier_with_rounds => || two_rounds(Barrier::wait_for_the_round),
}

/// "I wait only if the flag is down, so it is up when I come back": a wait may end for no reason.
fn if_for_while() {
    let flag = Flag::new();
    let (_, seen) = together(|| flag.raise(), || waits_once(&flag));
    assert!(seen, "woken for no reason");
}

/// The same with the roles swapped.
fn if_for_while_in_a_child() {
    let flag = Flag::new();
    let (seen, _) = together(|| waits_once(&flag), || flag.raise());
    assert!(seen, "woken for no reason");
}

fn waits_once(flag: &Flag) -> bool {
    let mut up = flag.up.lock().unwrap();
    if !*up {
        up = flag.bell.wait(up).unwrap();
    }
    *up
}

/// The loop looks again.
fn wait_in_a_loop() {
    let (flag, data) = (Flag::new(), Plain::new(0));
    together(
        || {
            data.set(1);
            flag.raise();
        },
        || {
            let mut up = flag.up.lock().unwrap();
            while !*up {
                up = flag.bell.wait(up).unwrap();
            }
            assert_eq!(data.get(), 1);
        },
    );
}

/// The loop, written by std.
fn wait_while() {
    let flag = Flag::new();
    let (seen, _) = together(|| *flag.wait(), || flag.raise());
    assert!(seen);
}

/// "The flag is up, that is all it takes."
fn nobody_notifies() {
    let flag = Flag::new();
    together(|| *flag.up.lock().unwrap() = true, || drop(flag.wait()));
}

/// "A notify wakes the one who waits": it is lost on whoever comes later.
fn notify_without_a_flag() {
    let flag = Flag::new();
    together(|| flag.bell.notify_one(), || drop(flag.bell.wait(flag.up.lock().unwrap()).unwrap()));
}

/// The mutex guards the flag, not the call: a notify may come after the unlock.
fn notify_after_the_lock() {
    let flag = Flag::new();
    together(
        || {
            let mut up = flag.up.lock().unwrap();
            *up = true;
            drop(up);
            flag.bell.notify_one();
        },
        || drop(flag.wait()),
    );
}

/// "An atomic flag needs no lock": set and rung between the waiter's look and its sleep, the bell is not heard.
///
/// `pass_through` locks and unlocks, so that whoever has looked is asleep before the bell is rung.
fn flag_beside_the_lock(pass_through: fn(&Mutex<()>)) {
    let (up, lock, bell) = (AtomicBool::new(false), Mutex::new(()), Condvar::new());
    together(
        || {
            up.store(true, SeqCst);
            pass_through(&lock);
            bell.notify_one();
        },
        || {
            let mut guard = lock.lock().unwrap();
            while !up.load(SeqCst) {
                guard = bell.wait(guard).unwrap();
            }
        },
    );
}

/// "One bell wakes everybody."
fn two_waiters(ring: fn(&Condvar)) {
    let flag = Flag::new();
    crowd(3, |me| {
        if me == 0 {
            *flag.up.lock().unwrap() = true;
            ring(&flag.bell);
        } else {
            drop(flag.wait());
        }
    });
}

/// One bell is enough if everybody who is woken rings it again.
fn each_waiter_wakes_the_next() {
    let flag = Flag::new();
    crowd(3, |me| {
        if me == 0 {
            flag.raise();
        } else {
            drop(flag.wait());
            flag.bell.notify_one();
        }
    });
}

/// "There is one waiter for this, and I wake one": it may be the other, who looks and goes back to sleep.
fn left_and_right(ring: fn(&Condvar)) {
    let (ready, bell) = (Mutex::new([false; 2]), Condvar::new());
    crowd(3, |me| match me {
        0 => {
            for side in 0..2 {
                ready.lock().unwrap()[side] = true;
                ring(&bell);
            }
        }
        waiter => drop(bell.wait_while(ready.lock().unwrap(), |ready| !ready[waiter - 1]).unwrap()),
    });
}

/// "First come, first woken": a condition variable keeps no queue that anybody may rely on.
fn tickets(ring: fn(&Condvar)) {
    struct Desk {
        next: u32,
        serving: u32,
    }

    let (desk, bell, data) = (Mutex::new(Desk { next: 0, serving: 0 }), Condvar::new(), Plain::new(0));
    crowd(3, |_| {
        let mut guard = desk.lock().unwrap();
        let mine = guard.next;
        guard.next += 1;
        drop(bell.wait_while(guard, |desk| desk.serving != mine).unwrap());
        data.increment();
        desk.lock().unwrap().serving += 1;
        ring(&bell);
    });
    assert_eq!(data.get(), 3);
}

/// "A wait gives the lock back": that one, and no other.
fn waiting_with_another_lock_held() {
    let (other, flag) = (Mutex::new(()), Flag::new());
    together(
        || {
            let _other = other.lock().unwrap();
            flag.raise();
        },
        || {
            let _other = other.lock().unwrap();
            drop(flag.wait());
        },
    );
}

/// A barrier for two threads.
struct Barrier {
    /// How many have arrived in this round, and the number of the round.
    state: Mutex<(usize, usize)>,
    bell: Condvar,
}

impl Barrier {
    /// "The count is 0 again once all have come": or 1 already, if the other was quick and waits for the next round.
    fn wait_for_the_count(&self) {
        let mut state = self.state.lock().unwrap();
        state.0 += 1;
        if state.0 < 2 {
            drop(self.bell.wait_while(state, |state| state.0 != 0).unwrap());
        } else {
            state.0 = 0;
            self.bell.notify_all();
        }
    }

    /// The number of a round never comes back.
    fn wait_for_the_round(&self) {
        let mut state = self.state.lock().unwrap();
        let round = state.1;
        state.0 += 1;
        if state.0 < 2 {
            drop(self.bell.wait_while(state, |state| state.1 == round).unwrap());
        } else {
            *state = (0, round + 1);
            self.bell.notify_all();
        }
    }
}

fn two_rounds(wait: fn(&Barrier)) {
    let barrier = Barrier { state: Mutex::new((0, 0)), bell: Condvar::new() };
    let data = Plain::new(0);
    crowd(2, |me| {
        if me == 0 {
            data.increment();
        }
        wait(&barrier);
        if me == 1 {
            data.increment();
        }
        wait(&barrier);
    });
    assert_eq!(data.get(), 2);
}
