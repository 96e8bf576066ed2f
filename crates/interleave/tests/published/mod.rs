//! A parking mutex and a one-shot channel, written as a library would publish them: `const fn`, statics, `MaybeUninit`,
//! `ManuallyDrop`, `NonNull`, park and scoped threads. No line is there for a model's sake.

pub mod oneshot;
mod parking;

use std::thread;

pub use parking::ParkingMutex;

/// Two threads count under a lock that lies in a static.
pub fn counts_under_a_static_lock() -> u32 {
    static COUNT: ParkingMutex<u32> = ParkingMutex::new(0);

    thread::scope(|scope| {
        scope.spawn(|| *COUNT.lock() += 1);
        *COUNT.lock() += 1;
    });
    assert_eq!(*COUNT.lock(), 2);
    *COUNT.lock()
}

/// A thread sends a word, another one waits for it.
pub fn sends_a_word() -> String {
    let (sender, receiver) = oneshot::channel();
    thread::scope(|scope| {
        scope.spawn(|| sender.send(String::from("spam")).unwrap());
        receiver.recv().unwrap()
    })
}
