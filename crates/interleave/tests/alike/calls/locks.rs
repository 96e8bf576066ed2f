// `Mutex`, `RwLock` and `Condvar`, and what all of `std::sync` may be sent to.

use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};
use std::sync::{Barrier, Condvar, LazyLock, Mutex, MutexGuard, Once, OnceLock, RwLock, RwLockReadGuard, RwLockWriteGuard, mpsc};
use std::thread;
use std::time::Duration;

fn goes_everywhere<T: Send + Sync + UnwindSafe + RefUnwindSafe>() {}
fn may_be_lent<T: Sync + UnwindSafe + RefUnwindSafe>() {}
fn goes_to_threads<T: Send + Sync>() {}

pub fn calls() -> Vec<String> {
    goes_everywhere::<(Mutex<u8>, RwLock<u8>, Condvar, Barrier, Once, OnceLock<u8>, LazyLock<u8>)>();
    goes_everywhere::<(mpsc::Sender<u8>, mpsc::SyncSender<u8>)>();
    may_be_lent::<(MutexGuard<'_, u8>, RwLockReadGuard<'_, u8>, RwLockWriteGuard<'_, u8>)>();
    goes_to_threads::<(thread::JoinHandle<u8>, thread::Thread, thread::ThreadId, thread::ScopedJoinHandle<'_, u8>)>();

    let mut said = Vec::new();
    let mut mutex = Mutex::new(1);
    *mutex.lock().unwrap() += 1;
    said.push(format!("{}", mutex.try_lock().is_ok()));
    said.push(format!("{:?}", mutex.get_mut()));
    let panicked = catch_unwind(|| {
        let _held = mutex.lock().unwrap();
        panic!("no")
    });
    let locked = mutex.lock().map(|held| *held).map_err(|poisoned| *poisoned.into_inner());
    said.push(format!("{} {locked:?} {}", panicked.is_err(), mutex.is_poisoned()));
    mutex.clear_poison();
    said.push(format!("{} {:?}", mutex.is_poisoned(), mutex.into_inner()));

    let mut lock = RwLock::new(1);
    said.push(format!("{} {}", *lock.read().unwrap(), lock.try_read().is_ok()));
    *lock.write().unwrap() += 1;
    said.push(format!("{}", lock.read().unwrap()));
    said.push(format!("{}", lock.write().unwrap()));
    let reader = RwLockWriteGuard::downgrade(lock.write().unwrap());
    said.push(format!("{} {} {}", *reader, lock.try_write().is_err(), lock.try_read().is_ok()));
    drop(reader);
    *lock.get_mut().unwrap() += 1;
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let _held = lock.write().unwrap();
        panic!("no")
    }));
    said.push(format!("{} {}", panicked.is_err(), lock.is_poisoned()));
    lock.clear_poison();
    said.push(format!("{:?}", lock.into_inner()));

    let (flag, bell) = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *flag.lock().unwrap() = true;
            bell.notify_all();
            bell.notify_one();
        });
        let mut held = flag.lock().unwrap();
        while !*held {
            held = bell.wait(held).unwrap();
        }
        let held = bell.wait_while(held, |up| !*up).unwrap();
        let (held, result) = bell.wait_timeout_while(held, Duration::from_secs(9), |up| !*up).unwrap();
        said.push(format!("{} {}", *held, result.timed_out()));
        let (held, result) = bell.wait_timeout_while(held, Duration::MAX, |up| !*up).unwrap();
        said.push(format!("{} {}", *held, result.timed_out()));
        let (held, result) = bell.wait_timeout(held, Duration::ZERO).unwrap();
        said.push(format!("{} {bell:?}", *held || result.timed_out()));
        #[allow(deprecated)]
        let (held, woken) = bell.wait_timeout_ms(held, 0).unwrap();
        said.push(format!("{}", *held || woken));
    });
    said
}
