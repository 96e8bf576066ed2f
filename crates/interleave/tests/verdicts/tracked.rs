//! `interleave::Tracked`: memory that is managed by hand, and who uses it too late.

use crate::shared::together;
use interleave::Tracked;
use std::cell::UnsafeCell;
use std::mem::ManuallyDrop;
use std::sync::Mutex;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering, Ordering::*, fence};
use std::{hint, ptr, thread};

rejected! {
    freed_without_acquire: DataRace, 0 => || counted(|owners| owners.fetch_sub(1, Release)),
    given_back_without_release: DataRace, 0 => || counted(|owners| owners.fetch_sub(1, Acquire)),
    counted_relaxed: DataRace, 0 => || counted(|owners| owners.fetch_sub(1, Relaxed)),
    used_after_it_was_given_back: DataRace, 0 => || in_place(|slot| { slot.ready.fetch_add(1, AcqRel); slot.look(); }),
    used_after_its_drop: Panic, 1,
    dropped_twice: Panic, 0,
    published_relaxed: DataRace, 1 => || published(Relaxed),
    written_while_it_is_read: DataRace, 0,
}

accepted! {
    counted_as_arc_does => || counted(|owners| {
        let old = owners.fetch_sub(1, Release);
        if old == 1 {
            // Acquire: pairs with the Release of all who gave their share back.
            fence(Acquire);
        }
        old
    }),
    counted_in_one => || counted(|owners| owners.fetch_sub(1, AcqRel)),
    used_and_given_back => || in_place(|slot| { slot.look(); slot.ready.fetch_add(1, AcqRel); }),
    published_with_release => || published(Release),
    under_a_lock,
    dropped_by_its_thread,
    taken_apart,
}

struct Shared {
    owners: AtomicUsize,
    value: Tracked<u32>,
}

#[derive(Clone, Copy)]
struct Owner(*mut Shared);

// SAFETY: the pointer is used as long as its owner is counted; whether that is so is what is checked.
unsafe impl Send for Owner {}

/// Two owners read, and the last one to go frees.
fn counted(give_back: fn(&AtomicUsize) -> usize) {
    let shared = Shared { owners: AtomicUsize::new(2), value: Tracked::new(7) };
    let owner = Owner(Box::into_raw(Box::new(shared)));
    let go = move || {
        let owner = { owner };
        // SAFETY: this owner is counted.
        let shared = unsafe { &*owner.0 };
        assert_eq!(*shared.value, 7);
        if give_back(&shared.owners) == 1 {
            // SAFETY: from `into_raw`, and the last owner frees it.
            drop(unsafe { Box::from_raw(owner.0) });
        }
    };
    together(go, go);
}

/// A value whose memory stays when it is dropped.
struct InPlace {
    ready: AtomicUsize,
    value: UnsafeCell<ManuallyDrop<Tracked<u32>>>,
}

// SAFETY: whether two threads use the value at once is what is checked.
unsafe impl Sync for InPlace {}

impl InPlace {
    fn new() -> Self {
        InPlace { ready: AtomicUsize::new(0), value: UnsafeCell::new(ManuallyDrop::new(Tracked::new(7))) }
    }

    fn look(&self) {
        // SAFETY: the cell lives; what is in it is `Tracked`.
        self.value.with(|value| assert_eq!(***unsafe { &*value }, 7));
    }

    fn free(&self) {
        // SAFETY: as above.
        self.value.with(|value| unsafe { ptr::read(value.cast::<Tracked<u32>>()) });
    }
}

/// One looks and says that it is done; the other frees when it is.
fn in_place(look: fn(&InPlace)) {
    let slot = InPlace::new();
    together(
        || look(&slot),
        || {
            while slot.ready.load(Acquire) == 0 {
                hint::spin_loop();
            }
            slot.free();
        },
    );
}

/// "Its memory is still there": what was in it is not.
fn used_after_its_drop() {
    let slot = Mutex::new(InPlace::new());
    together(|| slot.lock().unwrap().free(), || slot.lock().unwrap().look());
}

/// "Whoever comes last drops": both do.
fn dropped_twice() {
    let slot = Mutex::new(InPlace::new());
    together(|| slot.lock().unwrap().free(), || slot.lock().unwrap().free());
}

/// One makes a value and publishes a pointer to it.
fn published(order: Ordering) {
    let place = AtomicPtr::new(ptr::null_mut());
    thread::scope(|scope| {
        scope.spawn(|| place.store(Box::into_raw(Box::new(Tracked::new(7))), order));
        let found = place.load(Acquire);
        if !found.is_null() {
            // SAFETY: it is freed below, when the scope is over.
            assert_eq!(**unsafe { &*found }, 7);
        }
    });
    // SAFETY: from `into_raw`, and freed once.
    drop(unsafe { Box::from_raw(place.into_inner()) });
}

/// "It is only a number."
fn written_while_it_is_read() {
    struct Both(UnsafeCell<Tracked<u32>>);
    // SAFETY: whether two threads use it at once is what is checked.
    unsafe impl Sync for Both {}

    impl Both {
        fn pointer(&self) -> *mut Tracked<u32> {
            self.0.with(|value| value.cast_mut())
        }
    }

    let both = Both(UnsafeCell::new(Tracked::new(1)));
    together(
        // SAFETY: the cell lives.
        || **unsafe { &mut *both.pointer() } = 2,
        // SAFETY: the cell lives.
        || **unsafe { &*both.pointer() },
    );
}

fn under_a_lock() {
    let value = Mutex::new(Some(Tracked::new(1)));
    together(|| value.lock().unwrap().take().is_some(), || value.lock().unwrap().as_deref().copied());
}

fn dropped_by_its_thread() {
    let value = Tracked::new(1);
    let child = thread::spawn(move || *value);
    let mine = Tracked::new(2);
    assert_eq!(*mine + child.join().unwrap(), 3);
}

fn taken_apart() {
    let child = thread::spawn(|| Tracked::new(String::from("spam")));
    let mut word = Tracked::new(String::from("eggs"));
    word.push('!');
    assert_eq!(child.join().unwrap().into_inner() + &word.into_inner(), "spameggs!");
}
