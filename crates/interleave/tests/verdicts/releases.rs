//! Release sequences: who reads a later value has acquired only if updates, and no plain store, came in between.

use crate::shared::{Plain, crowd, together};
use std::sync::atomic::{AtomicUsize, Ordering::*};

rejected! {
    relaxed_store_over_a_release: DataRace, 2 => || overtaken(2, false),
    relaxed_store_over_a_release_beside_updates: DataRace, 2 => || overtaken(2, true),
    relaxed_store_over_my_own_release: DataRace, 1,
    relaxed_update_in_place_of_a_release: DataRace, 1,
}

accepted! {
    the_release_itself_was_read => || overtaken(1, false),
    the_release_itself_was_read_beside_updates => || overtaken(1, true),
    update_over_a_release,
    update_that_meets_a_plain_store,
}

/// "There is a Release store in it somewhere": thread 2 stores over it with Relaxed, and who reads that store has
/// acquired nothing. With `updated` the atomic also meets a read-modify-write, which must not hide the race.
fn overtaken(wanted: usize, updated: bool) {
    let (data, stage) = (Plain::new(0), AtomicUsize::new(0));
    if updated {
        stage.fetch_add(0, Relaxed);
    }
    crowd(3, |me| match me {
        // Acquire: pairs with the Release store of thread 1.
        0 => {
            if stage.load(Acquire) == wanted {
                assert_eq!(data.get(), 1);
            }
        }
        1 => {
            data.set(1);
            stage.store(1, Release); // pairs with the load
        }
        _ => {
            if stage.load(Relaxed) == 1 {
                stage.store(2, Relaxed);
            }
        }
    });
}

/// "I released it just before": since C++20 not even the same thread's own plain store goes on with a release.
fn relaxed_store_over_my_own_release() {
    let (data, stage) = (Plain::new(0), AtomicUsize::new(0));
    together(
        || {
            data.set(1);
            stage.store(1, Release);
            stage.store(2, Relaxed);
        },
        || {
            if stage.load(Acquire) == 2 {
                data.get();
            }
        },
    );
}

/// "An update is strong by itself": it is one step, and orders what its ordering says.
fn relaxed_update_in_place_of_a_release() {
    let (data, stage) = (Plain::new(0), AtomicUsize::new(0));
    together(
        || {
            data.set(1);
            stage.fetch_add(1, Relaxed);
        },
        || {
            if stage.load(Acquire) == 1 {
                data.get();
            }
        },
    );
}

/// A read-modify-write goes on with the release it read, whatever its own ordering.
fn update_over_a_release() {
    let (data, stage) = (Plain::new(0), AtomicUsize::new(0));
    crowd(3, |me| match me {
        // Acquire: pairs with the Release store of thread 1, which the exchange of thread 2 goes on with.
        0 => {
            if stage.load(Acquire) == 2 {
                assert_eq!(data.get(), 1);
            }
        }
        1 => {
            data.set(1);
            stage.store(1, Release); // pairs with the load
        }
        _ => {
            let _ = stage.compare_exchange(1, 2, Relaxed, Relaxed);
        }
    });
}

/// A plain store first, and only in some schedules an update of the same atomic.
fn update_that_meets_a_plain_store() {
    let (count, ready) = (AtomicUsize::new(0), AtomicUsize::new(0));
    together(
        || {
            count.store(5, Relaxed); // published by `ready`
            ready.store(1, Release); // pairs with the load
        },
        || {
            // Acquire: pairs with the store.
            if ready.load(Acquire) == 1 {
                assert_eq!(count.fetch_add(1, Relaxed), 5);
            }
        },
    );
}
