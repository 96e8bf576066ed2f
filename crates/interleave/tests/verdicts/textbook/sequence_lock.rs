//! The sequence lock (Boehm 2012, Can Seqlocks Get Along with Programming Language Memory Models?). With and without its
//! fence it stands in `fences`.

use crate::shared::{Plain, crowd, together};
use std::sync::atomic::{AtomicUsize, Ordering::*, fence};

rejected! {
    /// "I throw away what I read if the number changed": reading it was a race already.
    plain_data: DataRace, 0,
    /// "The number is the same": it is odd, and a write goes on.
    odd_number_ignored: Assertion, 2 => || reads(false),
    /// "Writers are rare": two at once make one number even while the other still writes.
    two_writers: Assertion, 1 => || writers(false),
}

accepted! {
    /// Odd means that it is being written.
    odd_number_awaited => || reads(true),
    /// A writer goes in by making the number odd in one step.
    writers_one_by_one => || writers(true),
}

fn plain_data() {
    let (version, data) = (AtomicUsize::new(0), Plain::new(0));
    together(
        || {
            version.store(1, SeqCst);
            data.set(1);
            version.store(2, SeqCst);
        },
        || {
            let before = version.load(SeqCst);
            let seen = data.get();
            (version.load(SeqCst) == before).then_some(seen)
        },
    );
}

fn reads(odd_is_busy: bool) {
    let (version, pair) = (AtomicUsize::new(0), [AtomicUsize::new(0), AtomicUsize::new(0)]);
    together(
        || {
            version.store(1, Relaxed);
            fence(Release); // pairs with the reader's fence
            pair[0].store(1, Relaxed);
            pair[1].store(1, Relaxed);
            version.store(2, Release); // pairs with the reader's first look
        },
        || {
            let before = version.load(Acquire);
            let seen = [pair[0].load(Relaxed), pair[1].load(Relaxed)];
            fence(Acquire); // pairs with the writer's fence
            let same = version.load(Relaxed) == before;
            if same && (before % 2 == 0 || !odd_is_busy) {
                assert_eq!(seen[0], seen[1], "half of a version");
            }
        },
    );
}

fn writers(one_by_one: bool) {
    let (version, pair) = (AtomicUsize::new(0), [AtomicUsize::new(0), AtomicUsize::new(0)]);
    crowd(2, |me| {
        let seen = version.load(SeqCst);
        if !one_by_one {
            version.store(seen + 1, SeqCst);
        } else if seen % 2 == 1 || version.compare_exchange(seen, seen + 1, SeqCst, SeqCst).is_err() {
            return; // this thread has nothing urgent to write
        }
        pair[0].store(me + 1, SeqCst);
        pair[1].store(me + 1, SeqCst);
        version.store(seen + 2, SeqCst);
    });
    assert_eq!(pair[0].load(SeqCst), pair[1].load(SeqCst), "the halves are of two writers");
}
