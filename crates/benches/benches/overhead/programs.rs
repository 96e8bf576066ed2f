// Nine algorithms, on whichever `cell`, `hint`, `sync` and `thread` stand above. Included twice by `main.rs`.

use cell::UnsafeCell;
use std::collections::VecDeque;
use std::sync::Arc;
use sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering::*, fence};
use sync::{Condvar, Mutex};

/// The name, and how many forced switches both searches allow where they are long.
pub const PROGRAMS: [(&str, usize, fn()); 9] = [
    ("condvar gate", 3, condvar_gate),
    ("futex mutex", 5, futex_mutex),
    ("semaphore", 3, semaphore),
    ("read-write lock", 3, read_write_lock),
    ("spin lock", 5, spin_lock),
    ("shared pointer", 2, shared_pointer),
    ("ring", 3, spsc_ring),
    ("queue", 2, mpsc_queue),
    ("python gil", 5, python_gil),
];

/// Runs `work` in so many threads, this one included.
fn crowd<S: Send + Sync + 'static>(threads: usize, shared: S, work: fn(&S, usize)) -> Arc<S> {
    let shared = Arc::new(shared);
    let start = |me| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || work(&shared, me))
    };
    let others: Vec<_> = (1..threads).map(start).collect();
    work(&shared, 0);
    others.into_iter().for_each(|other| other.join().unwrap());
    shared
}

/// A value that nothing guards.
struct Plain(UnsafeCell<usize>);

// SAFETY: a model runs one thread at a time, and ends at the first access that nothing orders.
unsafe impl Sync for Plain {}

impl Plain {
    fn new() -> Self {
        Plain(UnsafeCell::new(0))
    }

    fn get(&self) -> usize {
        // SAFETY: see `Sync`.
        self.0.with(|value| unsafe { *value })
    }

    fn add(&self, more: usize) {
        // SAFETY: see `Sync`.
        self.0.with_mut(|value| unsafe { *value += more });
    }
}

fn condvar_gate() {
    crowd(3, (Mutex::new(false), Condvar::new(), Plain::new()), |(open, opened, data), me| {
        if me == 0 {
            data.add(1);
            *open.lock().unwrap() = true;
            opened.notify_all();
        } else {
            let mut guard = open.lock().unwrap();
            while !*guard {
                guard = opened.wait(guard).unwrap();
            }
            assert_eq!(data.get(), 1);
        }
    });
}

fn futex_mutex() {
    let shared = (AtomicUsize::new(0), Mutex::new(VecDeque::new()), Plain::new());
    let shared = crowd(2, shared, |(word, sleepers, data), _| {
        // Acquire, here and in the swap: pairs with the swap that unlocks.
        if word.compare_exchange(0, 1, Acquire, Relaxed).is_err() {
            while word.swap(2, Acquire) != 0 {
                let mut queue = sleepers.lock().unwrap();
                // Relaxed: who changes the word wakes afterwards, under this lock.
                if word.load(Relaxed) == 2 {
                    queue.push_back(thread::current());
                    drop(queue);
                    thread::park();
                }
            }
        }
        data.add(1);
        if word.swap(0, Release) == 2 {
            let sleeper = sleepers.lock().unwrap().pop_front();
            if let Some(sleeper) = sleeper {
                sleeper.unpark();
            }
        }
    });
    assert_eq!(shared.2.get(), 2);
}

fn semaphore() {
    let shared = crowd(3, (Mutex::new(1_usize), Condvar::new(), Plain::new()), |(permits, freed, data), _| {
        let mut guard = permits.lock().unwrap();
        while *guard == 0 {
            guard = freed.wait(guard).unwrap();
        }
        *guard -= 1;
        drop(guard);
        data.add(1);
        *permits.lock().unwrap() += 1;
        freed.notify_one();
    });
    assert_eq!(shared.2.get(), 3);
}

fn read_write_lock() {
    crowd(3, (Mutex::new(0_usize), Condvar::new(), Plain::new()), |(readers, left, data), me| {
        if me == 0 {
            let mut guard = readers.lock().unwrap();
            while *guard > 0 {
                guard = left.wait(guard).unwrap();
            }
            data.add(1);
        } else {
            *readers.lock().unwrap() += 1;
            assert!(data.get() <= 1);
            *readers.lock().unwrap() -= 1;
            left.notify_one();
        }
    });
}

fn spin_lock() {
    let shared = crowd(2, (AtomicBool::new(false), Plain::new()), |(taken, data), _| {
        for _ in 0..2 {
            // Acquire: pairs with the store.
            while taken.compare_exchange(false, true, Acquire, Relaxed).is_err() {
                hint::spin_loop();
            }
            data.add(1);
            taken.store(false, Release); // pairs with the exchange
        }
    });
    assert_eq!(shared.1.get(), 4);
}

fn shared_pointer() {
    crowd(3, (AtomicUsize::new(3), Plain::new()), |(owners, data), _| {
        // Relaxed: this thread is an owner already.
        owners.fetch_add(1, Relaxed);
        for _ in 0..2 {
            data.get();
            // Release: pairs with the fence of the last owner.
            if owners.fetch_sub(1, Release) == 1 {
                fence(Acquire);
                data.add(1); // freeing is a write
            }
        }
    });
}

fn spsc_ring() {
    let shared = ([Plain::new(), Plain::new()], AtomicUsize::new(0), AtomicUsize::new(0));
    crowd(2, shared, |(slots, pushed, popped), me| {
        for item in 0..3 {
            if me == 0 {
                // Acquire: pairs with the store that gives a slot back.
                while item - popped.load(Acquire) == 2 {
                    thread::yield_now();
                }
                slots[item % 2].add(1);
                pushed.store(item + 1, Release); // pairs with the consumer's load
            } else {
                // Acquire: pairs with the store that fills a slot.
                while item == pushed.load(Acquire) {
                    thread::yield_now();
                }
                assert_eq!(slots[item % 2].get(), item / 2 + 1);
                popped.store(item + 1, Release); // pairs with the producer's load
            }
        }
    });
}

struct Node {
    next: AtomicPtr<Node>,
    item: Plain,
}

fn node() -> *mut Node {
    Box::into_raw(Box::new(Node { next: AtomicPtr::new(std::ptr::null_mut()), item: Plain::new() }))
}

fn mpsc_queue() {
    let first = node();
    let shared = crowd(3, (AtomicPtr::new(first), AtomicPtr::new(first)), |(first, last), me| {
        if me > 0 {
            let mine = node();
            // SAFETY: made above; it is freed by the consumer, once it is not the last any more.
            unsafe { &*mine }.item.add(me);
            let before = last.swap(mine, AcqRel); // pairs with the other producer's
            // SAFETY: a node is freed only once it has a next.
            unsafe { &*before }.next.store(mine, Release); // pairs with the load below
            return;
        }
        for _ in 0..2 {
            let now = first.load(Relaxed); // the consumer's own
            let next = loop {
                // SAFETY: freed below only.
                let next = unsafe { &*now }.next.load(Acquire); // pairs with the producers' stores
                if !next.is_null() {
                    break next;
                }
                thread::yield_now();
            };
            // SAFETY: linked, and freed in the next turn.
            assert!(unsafe { &*next }.item.get() > 0);
            first.store(next, Relaxed);
            // SAFETY: from `node`, and nobody else knows it any more.
            drop(unsafe { Box::from_raw(now) });
        }
    });
    // SAFETY: from `node`; all threads have ended.
    drop(unsafe { Box::from_raw(shared.0.load(Relaxed)) });
}

struct Gil {
    locked: Mutex<bool>,
    free: Condvar,
    drop_request: AtomicBool,
    holder: Mutex<usize>,
    switched: Condvar,
}

fn python_gil() {
    let gil = Gil {
        locked: Mutex::new(false),
        free: Condvar::new(),
        drop_request: AtomicBool::new(false),
        holder: Mutex::new(9),
        switched: Condvar::new(),
    };
    let shared = crowd(2, (gil, Plain::new()), |(gil, data), me| {
        let mut locked = gil.locked.lock().unwrap();
        while *locked {
            gil.drop_request.store(true, Relaxed); // a hint
            locked = gil.free.wait(locked).unwrap();
        }
        *locked = true;
        *gil.holder.lock().unwrap() = me;
        gil.switched.notify_one();
        gil.drop_request.store(false, Relaxed);
        drop(locked);
        data.add(1);
        *gil.locked.lock().unwrap() = false;
        gil.free.notify_one();
        if gil.drop_request.load(Relaxed) {
            let mut holder = gil.holder.lock().unwrap();
            while *holder == me {
                holder = gil.switched.wait(holder).unwrap();
            }
        }
    });
    assert_eq!(shared.1.get(), 2);
}
