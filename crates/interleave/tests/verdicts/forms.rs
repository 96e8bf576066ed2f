//! Right programs in the forms that real code has, and that a checker may stumble over.

use crate::shared::crowd;
use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering, Ordering::*};
use std::sync::{Arc, Condvar, Mutex, RwLock};
use std::thread;

rejected! {
    /// "Nobody waits, so nobody must see": the next holder must.
    generic_static_unlocked_relaxed: DataRace, 0 => || pushes_two(Relaxed),
}

accepted! {
    generic_static_unlocked_released => || pushes_two(Release),
    shared_trait_object,
    shared_closure,
    method_of_an_arc,
    scoped_threads_borrow,
    scoped_threads_return,
    scoped_threads_start_others,
    taken_out_by_its_owner,
    derived_impls,
    threads_know_who_they_are,
}

/// As such code stands in the wild: generic, with a `const fn`, and the pointer from `get`.
struct Spin<T> {
    taken: AtomicBool,
    value: UnsafeCell<T>,
}

// SAFETY: `value` is only touched by the one who has set `taken`.
unsafe impl<T: Send> Sync for Spin<T> {}

impl<T> Spin<T> {
    const fn new(value: T) -> Self {
        Spin { taken: AtomicBool::new(false), value: UnsafeCell::new(value) }
    }

    fn with<R>(&self, release: Ordering, work: impl FnOnce(&mut T) -> R) -> R {
        // Acquire: pairs with the store that unlocks (right: Release).
        while self.taken.compare_exchange_weak(false, true, Acquire, Relaxed).is_err() {
            hint::spin_loop();
        }
        // SAFETY: see `Sync`.
        let result = work(unsafe { &mut *self.value.get() });
        self.taken.store(false, release);
        result
    }
}

fn pushes_two(release: Ordering) {
    static LIST: Spin<Vec<usize>> = Spin::new(Vec::new());

    crowd(2, |me| LIST.with(release, |list| list.push(me)));
    assert_eq!(LIST.with(release, |list| list.len()), 2);
}

trait Account: Send + Sync {
    fn add(&self, amount: u32);
    fn close(self: Arc<Self>) -> u32;
}

impl Account for Mutex<u32> {
    fn add(&self, amount: u32) {
        *self.lock().unwrap() += amount;
    }

    fn close(self: Arc<Self>) -> u32 {
        *self.lock().unwrap()
    }
}

/// `Arc<dyn Trait>`, made from an `Arc` of the type.
fn shared_trait_object() {
    let account: Arc<dyn Account> = Arc::new(Mutex::new(1));
    let child = thread::spawn({
        let account = Arc::clone(&account);
        move || account.add(2)
    });
    account.add(3);
    child.join().unwrap();
    assert_eq!(account.close(), 6);
}

/// `Arc<dyn Fn>`.
fn shared_closure() {
    let count = Arc::new(AtomicUsize::new(0));
    let work: Arc<dyn Fn(usize) -> usize + Send + Sync> = Arc::new({
        let count = Arc::clone(&count);
        move |amount| count.fetch_add(amount, Relaxed)
    });
    let child = thread::spawn({
        let work = Arc::clone(&work);
        move || work(1)
    });
    work(2);
    child.join().unwrap();
    assert_eq!(count.load(Relaxed), 3);
}

/// `self: Arc<Self>`, which a thread takes with it.
fn method_of_an_arc() {
    struct Counter(Mutex<u32>);
    impl Counter {
        fn start(self: Arc<Self>) -> thread::JoinHandle<()> {
            thread::spawn(move || *self.0.lock().unwrap() += 1)
        }
    }

    let counter = Arc::new(Counter(Mutex::new(0)));
    let children = [Arc::clone(&counter).start(), Arc::clone(&counter).start()];
    for child in children {
        child.join().unwrap();
    }
    assert_eq!(Arc::into_inner(counter).unwrap().0.into_inner().unwrap(), 2);
}

/// Scoped threads borrow locals, one of them to write.
fn scoped_threads_borrow() {
    let names = [String::from("spam"), String::from("eggs")];
    let (mut first, total) = (0, AtomicUsize::new(0));
    thread::scope(|scope| {
        scope.spawn(|| {
            first = names[0].len();
            total.fetch_add(first, Relaxed);
        });
        scope.spawn(|| total.fetch_add(names[1].len(), Relaxed));
    });
    assert_eq!((first, total.into_inner()), (4, 8));
}

/// Scoped threads return what they found.
fn scoped_threads_return() {
    let count = Mutex::new(1);
    let sum = thread::scope(|scope| {
        let child = scope.spawn(|| {
            *count.lock().unwrap() *= 2;
            20
        });
        *count.lock().unwrap() *= 2;
        child.join().unwrap() + 1
    });
    assert_eq!((sum, count.into_inner().unwrap()), (21, 4));
}

/// A scoped thread starts another in the same scope.
fn scoped_threads_start_others() {
    let count = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            scope.spawn(|| *count.lock().unwrap() += 1);
            *count.lock().unwrap() += 1;
        });
    });
    assert_eq!(count.into_inner().unwrap(), 2);
}

/// The owner needs no lock.
fn taken_out_by_its_owner() {
    let mut list = Arc::new(Mutex::new(vec![1]));
    let child = thread::spawn({
        let list = Arc::clone(&list);
        move || list.lock().unwrap().push(2)
    });
    list.lock().unwrap().push(2);
    child.join().unwrap();
    Arc::get_mut(&mut list).unwrap().get_mut().unwrap().push(3);
    let moved = Arc::try_unwrap(list).unwrap();
    assert_eq!(moved.into_inner().unwrap(), [1, 2, 2, 3]);
}

/// `derive` needs `Debug` and `Default` of what is inside.
fn derived_impls() {
    #[derive(Debug, Default)]
    struct All {
        list: Mutex<Vec<u32>>,
        table: RwLock<String>,
        bell: Condvar,
        count: AtomicU32,
    }

    let all = All::default();
    crowd(2, |_| all.list.lock().unwrap().push(all.count.fetch_add(1, Relaxed)));
    all.bell.notify_all();
    assert!(all.table.read().unwrap().is_empty());
    assert!(format!("{all:?}").starts_with("All { list: "));
}

/// A thread has an identity of its own.
fn threads_know_who_they_are() {
    let seen = Mutex::new(Vec::new());
    crowd(2, |_| seen.lock().unwrap().push(thread::current().id()));
    let seen = seen.into_inner().unwrap();
    assert_ne!(seen[0], seen[1]);
    assert!(seen.contains(&thread::current().id()));
}
