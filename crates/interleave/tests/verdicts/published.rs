//! A source file as such code is published: nothing in it knows of a model. It is used twice, here under the shadow and in
//! `tests/alike` on the real std.

use std::thread;

#[path = "../published/mod.rs"]
mod library;

use library::{ParkingMutex, oneshot};

rejected! {
    both_keep_theirs: Deadlock, 1,
    waits_for_what_was_forgotten: Deadlock, 0,
}

accepted! {
    statics_and_scopes,
    sent_and_received,
    sender_gone,
    receiver_gone,
    dropped_with_its_value,
}

/// Each keeps what it has while it asks for the other's.
fn both_keep_theirs() {
    static A: ParkingMutex<u8> = ParkingMutex::new(0);
    static B: ParkingMutex<u8> = ParkingMutex::new(0);

    thread::scope(|scope| {
        scope.spawn(|| {
            let _a = A.lock();
            let _b = B.lock();
        });
        let _b = B.lock();
        let _a = A.lock();
    });
}

/// The sender's end is forgotten, so it never goes.
fn waits_for_what_was_forgotten() {
    let (sender, receiver) = oneshot::channel::<u8>();
    let child = thread::spawn(move || std::mem::forget(sender));
    let _ = receiver.recv();
    child.join().unwrap();
}

fn statics_and_scopes() {
    library::counts_under_a_static_lock();
}

fn sent_and_received() {
    library::sends_a_word();
}

/// The receiver is told.
fn sender_gone() {
    let (sender, receiver) = oneshot::channel::<u8>();
    thread::scope(|scope| {
        scope.spawn(|| drop(sender));
        assert_eq!(receiver.recv(), None);
    });
}

/// The sender gets its value back, or the value goes with the channel.
fn receiver_gone() {
    let (sender, receiver) = oneshot::channel();
    thread::scope(|scope| {
        scope.spawn(|| drop(receiver));
        if let Err(back) = sender.send(Box::new(7)) {
            assert_eq!(*back, 7);
        }
    });
}

fn dropped_with_its_value() {
    let (sender, receiver) = oneshot::channel();
    let value = std::sync::Arc::new(interleave::Tracked::new(1));
    let theirs = std::sync::Arc::clone(&value);
    thread::scope(|scope| {
        scope.spawn(|| drop(sender.send(theirs)));
        drop(receiver);
    });
    assert_eq!(std::sync::Arc::strong_count(&value), 1);
}
