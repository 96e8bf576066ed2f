//! Fences: one on each side, between the data and the flag.

use crate::shared::{Plain, together};
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering, Ordering::*, fence};

rejected! {
    fence_missing_at_the_writer: DataRace, 1 => || passed_by_fences(None, Some(Acquire)),
    fence_missing_at_the_reader: DataRace, 1 => || passed_by_fences(Some(Release), None),
    fences_the_wrong_way_round: DataRace, 1 => || passed_by_fences(Some(Acquire), Some(Release)),
    store_buffer_behind_weak_fences: Assertion, 0 old => || store_buffer(AcqRel),
    compiler_fences_only: DataRace, 1,
    sequence_lock_without_its_fence: Assertion, 1 old => || sequence_lock(false),
}

accepted! {
    fence_on_each_side => || passed_by_fences(Some(Release), Some(Acquire)),
    strong_fence_on_each_side => || passed_by_fences(Some(SeqCst), Some(SeqCst)),
    fence_against_a_release_store,
    store_buffer_behind_strong_fences => || store_buffer(SeqCst),
    sequence_lock_with_its_fence => || sequence_lock(true),
}

/// "A fence on my side is enough": a fence orders nothing without its partner.
fn passed_by_fences(writer: Option<Ordering>, reader: Option<Ordering>) {
    let (data, ready) = (Plain::new(0), AtomicU32::new(0));
    together(
        || {
            data.set(1);
            writer.into_iter().for_each(fence); // right: Release, pairs with the reader's
            ready.store(1, Relaxed);
        },
        || {
            if ready.load(Relaxed) == 1 {
                reader.into_iter().for_each(fence); // right: Acquire, pairs with the writer's
                assert_eq!(data.get(), 1);
            }
        },
    );
}

/// A fence pairs with a store just as well.
fn fence_against_a_release_store() {
    let (data, ready) = (Plain::new(0), AtomicU32::new(0));
    together(
        || {
            data.set(1);
            ready.store(1, Release); // pairs with the reader's fence
        },
        || {
            if ready.load(Relaxed) == 1 {
                fence(Acquire); // pairs with the writer's store
                assert_eq!(data.get(), 1);
            }
        },
    );
}

/// "The compiler was my problem": the processor reorders, too.
fn compiler_fences_only() {
    use std::sync::atomic::compiler_fence;

    let (data, ready) = (Plain::new(0), AtomicU32::new(0));
    together(
        || {
            data.set(1);
            compiler_fence(Release);
            ready.store(1, Relaxed);
        },
        || {
            if ready.load(Relaxed) == 1 {
                compiler_fence(Acquire);
                data.get();
            }
        },
    );
}

/// "One of us sees the other": only if a SeqCst fence stands between the store and the load, on both sides.
fn store_buffer(between: Ordering) {
    let (x, y) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (child, parent) = together(
        || {
            x.store(1, Relaxed);
            fence(between); // right: SeqCst, pairs with the other
            y.load(Relaxed)
        },
        || {
            y.store(1, Relaxed);
            fence(between); // right: SeqCst, pairs with the other
            x.load(Relaxed)
        },
    );
    assert!(child + parent > 0, "neither saw the other");
}

/// "The number was the same before and after, so I read one version": without the reader's fence the second look
/// may come before the reads.
fn sequence_lock(fenced: bool) {
    let version = AtomicUsize::new(0);
    let pair = [AtomicUsize::new(0), AtomicUsize::new(0)];
    let (_, seen) = together(
        || {
            version.store(1, Relaxed); // odd: being written
            fence(Release); // pairs with the reader's fence: who sees a new half sees the odd number
            pair[0].store(1, Relaxed);
            pair[1].store(1, Relaxed);
            version.store(2, Release); // pairs with the reader's first look
        },
        || {
            let before = version.load(Acquire); // pairs with the writer's last store
            let seen = [pair[0].load(Relaxed), pair[1].load(Relaxed)];
            if fenced {
                fence(Acquire); // pairs with the writer's fence
            }
            let after = version.load(Relaxed);
            (before == after && before.is_multiple_of(2)).then_some(seen)
        },
    );
    if let Some([left, right]) = seen {
        assert_eq!(left, right, "half of a version");
    }
}
