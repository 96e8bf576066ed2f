//! `Barrier`: nobody goes on before the last one came.

use crate::shared::{Plain, crowd, meet, together};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::sync::{Arc, Barrier};
use std::thread;

rejected! {
    one_too_few: Deadlock, 0 => || rounds(3, 2, 1),
    one_goes_home_early: Deadlock, 0,
    one_round_too_many: Deadlock, 0,
    the_first_to_come_is_taken_for_the_leader: Assertion, 0,
    written_while_the_others_read: DataRace, 0 => || neighbours(false),
    looked_at_before_it_waits: DataRace, 0,
}

accepted! {
    one_round => || rounds(2, 2, 1),
    rounds_that_follow => || rounds(2, 2, 2),
    three_at_once => || rounds(3, 3, 1),
    of_none_or_one => alone,
    two_phases => || neighbours(true),
    the_leader_adds_up,
    shared_by_arc,
}

/// `threads` come to a barrier for `of`, `rounds` times, and each writes and reads between.
fn rounds(of: usize, threads: usize, rounds: usize) {
    let (barrier, here) = (Barrier::new(of), AtomicUsize::new(0));
    crowd(threads, |_| {
        for round in 1..=rounds {
            here.fetch_add(1, Relaxed);
            barrier.wait();
            assert!(here.load(Relaxed) >= round * of);
            barrier.wait();
        }
    });
}

/// "The other one will wait for me": it has gone.
fn one_goes_home_early() {
    let (barrier, skip) = (Barrier::new(2), AtomicBool::new(false));
    together(
        || {
            if !skip.load(Relaxed) {
                barrier.wait();
            }
        },
        || {
            skip.store(true, Relaxed);
            barrier.wait();
        },
    );
}

/// "One more cannot hurt."
fn one_round_too_many() {
    let barrier = Barrier::new(2);
    together(
        || {
            barrier.wait();
        },
        || {
            barrier.wait();
            barrier.wait();
        },
    );
}

/// "Who comes first leads": std does not say who does.
fn the_first_to_come_is_taken_for_the_leader() {
    let (barrier, first) = (Barrier::new(2), AtomicUsize::new(9));
    crowd(2, |me| {
        let came_first = first.compare_exchange(9, me, SeqCst, SeqCst).is_ok();
        assert_eq!(barrier.wait().is_leader(), came_first);
    });
}

/// Each writes its own, all wait, each reads its neighbour's, and writes its own anew, after a second wait or not.
fn neighbours(second_wait: bool) {
    let (barrier, cells) = (Barrier::new(2), [Plain::new(0), Plain::new(0)]);
    crowd(2, |me| {
        cells[me].set(1);
        barrier.wait();
        assert_eq!(cells[1 - me].get(), 1);
        if second_wait {
            barrier.wait();
        }
        cells[me].set(2);
    });
}

/// "It is at the barrier, so it is done": it is not.
fn looked_at_before_it_waits() {
    let (barrier, cell) = (Barrier::new(2), Plain::new(0));
    together(
        || {
            cell.set(1);
            barrier.wait();
        },
        || {
            cell.get();
            barrier.wait();
        },
    );
}

/// It waits for nobody.
fn alone() {
    meet();
    let child = thread::spawn(|| Barrier::new(0).wait().is_leader());
    assert!(Barrier::new(1).wait().is_leader());
    assert!(child.join().unwrap());
}

/// One of them, whoever it is, sees what all did.
fn the_leader_adds_up() {
    let (barrier, cells) = (Barrier::new(3), [Plain::new(0), Plain::new(0), Plain::new(0)]);
    crowd(3, |me| {
        cells[me].set(1);
        if barrier.wait().is_leader() {
            assert_eq!(cells.iter().map(Plain::get).sum::<u32>(), 3);
        }
    });
}

/// As it stands in std's own documentation.
fn shared_by_arc() {
    let (barrier, before) = (Arc::new(Barrier::new(2)), Arc::new(AtomicUsize::new(0)));
    let work = {
        let (barrier, before) = (Arc::clone(&barrier), Arc::clone(&before));
        move || {
            before.fetch_add(1, Relaxed);
            barrier.wait();
            assert_eq!(before.load(Relaxed), 2);
        }
    };
    let child = thread::spawn(work.clone());
    work();
    child.join().unwrap();
}
