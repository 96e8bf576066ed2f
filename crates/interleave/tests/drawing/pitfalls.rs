//! More programs that go wrong: by sleeping, by spinning, by what they leave behind, and by what a model cannot follow.
//!
//! As in `programs.rs`, the pictures show these lines by number.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, RwLock};
use std::thread;
use std::time::Duration;

pub fn ordered_by_sleeping() {
    let ready = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&ready);
    let writer = thread::spawn(move || theirs.store(true, Ordering::SeqCst));
    thread::sleep(Duration::from_millis(100));
    assert!(ready.load(Ordering::SeqCst));
    writer.join().unwrap();
}

pub fn a_time_out_too_short() {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = Arc::clone(&pair);
    let writer = thread::spawn(move || {
        *theirs.0.lock().unwrap() = true;
        theirs.1.notify_one();
    });
    let (lock, condvar) = &*pair;
    let mut ready = lock.lock().unwrap();
    if !*ready {
        (ready, _) = condvar.wait_timeout(ready, Duration::from_secs(1)).unwrap();
    }
    assert!(*ready, "a second was not enough");
    drop(ready);
    writer.join().unwrap();
}

pub fn spinning_without_saying_so() {
    let ready = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&ready);
    let writer = thread::spawn(move || theirs.store(true, Ordering::Release));
    while !ready.load(Ordering::Acquire) {}
    writer.join().unwrap();
}

pub fn something_left_behind() {
    let lock = Arc::new(Mutex::new(1));
    let theirs = Arc::clone(&lock);
    thread::spawn(move || *theirs.lock().unwrap() += 1).join().unwrap();
    std::mem::forget(lock);
}

pub fn a_child_that_panics() {
    let lock = Arc::new(Mutex::new(vec![1, 2, 3]));
    let theirs = Arc::clone(&lock);
    let other = thread::spawn(move || {
        let list = theirs.lock().unwrap();
        list[3]
    });
    let _ = lock.lock();
    drop(other);
}

pub fn not_written_yet() {
    let lock = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&lock);
    let other = thread::spawn(move || *theirs.lock().unwrap() += 1);
    other.join().unwrap();
    todo!("wait until the other thread has counted");
}

pub fn six_threads() {
    let lock = Arc::new(Mutex::new(0));
    let others: Vec<_> = (0..5)
        .map(|_| {
            let lock = Arc::clone(&lock);
            thread::spawn(move || *lock.lock().unwrap() += 1)
        })
        .collect();
    for other in others {
        other.join().unwrap();
    }
}

pub fn a_lock_taken_while_unwinding() {
    struct Farewell(Arc<Mutex<u32>>);
    impl Drop for Farewell {
        fn drop(&mut self) {
            *self.0.lock().unwrap() += 1;
        }
    }
    let lock = Arc::new(Mutex::new(0));
    let farewell = Farewell(Arc::clone(&lock));
    let other = thread::spawn(move || {
        let _farewell = farewell;
        panic!("this way out takes a lock");
    });
    assert!(other.join().is_err());
}

pub fn a_model_with_one_thread() {
    let lock = Mutex::new(1);
    assert_eq!(*lock.lock().unwrap(), 1);
}

pub fn a_value_kept_from_another_schedule() {
    static RUNS: std::real::sync::atomic::AtomicU32 = std::real::sync::atomic::AtomicU32::new(0);
    let odd = RUNS.fetch_add(1, Ordering::SeqCst) % 2 == 1;
    let count = Arc::new(AtomicU32::new(0));
    let theirs = Arc::clone(&count);
    let other = thread::spawn(move || {
        theirs.fetch_add(1, Ordering::SeqCst);
        if odd {
            theirs.fetch_add(1, Ordering::SeqCst);
        }
    });
    count.fetch_add(1, Ordering::SeqCst);
    other.join().unwrap();
}

pub fn a_parked_thread_that_nobody_unparks() {
    let waiter = thread::spawn(thread::park);
    waiter.thread().unpark();
    waiter.join().unwrap();
    let other = thread::spawn(|| {
        thread::park();
        thread::park();
    });
    other.thread().unpark();
    other.join().unwrap();
}

pub fn a_reader_that_wants_to_write() {
    let list = Arc::new(RwLock::new(vec![1]));
    let theirs = Arc::clone(&list);
    let other = thread::spawn(move || theirs.read().unwrap().len());
    let seen = list.read().unwrap();
    list.write().unwrap().push(seen[0]);
    drop(seen);
    other.join().unwrap();
}

pub fn polling_politely_for_ever() {
    let ready = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&ready);
    let writer = thread::spawn(move || theirs.store(false, Ordering::Release));
    while !ready.load(Ordering::Acquire) {
        thread::yield_now();
    }
    writer.join().unwrap();
}
