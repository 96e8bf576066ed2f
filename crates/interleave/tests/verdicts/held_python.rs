//! What people bring from Python's library: once cells, pools, channels, keyed locks and lists of sleepers.

use crate::shared::{Plain, crowd, together};
use std::collections::VecDeque;
use std::hint;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering, Ordering::*};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, Thread};

rejected! {
    /// "Full is full": the value is not published.
    once_published_relaxed: DataRace, 0 => || once(2, Acquire, Relaxed),
    /// "I look whether it is full, and read": the look must acquire.
    once_looked_at_relaxed: DataRace, 0 => || once(2, Relaxed, Release),
    /// "The pool is closed, they will see it": workers sleep.
    pool_closed_in_silence: Deadlock, 1 => || pool(1, |_| ()),
    /// "I ring, they go home": one does.
    pool_closed_for_one: Deadlock, 2 => || pool(2, Condvar::notify_one),
    job_run_under_the_lock: Deadlock, 0,
    /// "Nothing is sent, so nobody needs to know": the receiver waits for what never comes.
    last_sender_leaves_in_silence: Deadlock, 1 => || channel(|_| ()),
    /// "There is no lock for this key, so I make one": so does another.
    two_locks_for_one_key: DataRace, 1 => || keyed(false),
    /// "It was down, so I put myself on the list": raised in between, nobody calls.
    listed_after_a_look: Deadlock, 1 => || park_list(false, Release, Acquire),
    /// "Unparking orders it": only for a park that took the token.
    park_list_read_relaxed: DataRace, 1 => || park_list(true, Relaxed, Relaxed),
}

accepted! {
    once_for_three => || once(3, Acquire, Release),
    once_that_fails_and_is_tried_again,
    pool_of_two => || pool(2, Condvar::notify_all),
    last_sender_rings => || channel(Condvar::notify_one),
    one_lock_for_one_key => || keyed(true),
    listed_then_looked => || park_list(true, Release, Acquire),
}

const EMPTY: u8 = 0;
const BUSY: u8 = 1;
const FULL: u8 = 2;

/// A once cell: who comes first fills it, the others spin.
fn once(threads: usize, look: Ordering, publish: Ordering) {
    let (state, value) = (AtomicU8::new(EMPTY), Plain::new(0));
    crowd(threads, |_| {
        if state.compare_exchange(EMPTY, BUSY, Relaxed, Relaxed).is_ok() {
            value.set(7);
            state.store(FULL, publish);
        }
        while state.load(look) != FULL {
            hint::spin_loop();
        }
        assert_eq!(value.get(), 7);
    });
}

/// The first attempt fails and gives the cell back.
fn once_that_fails_and_is_tried_again() {
    let (state, value, attempts) = (AtomicU8::new(EMPTY), Plain::new(0), AtomicUsize::new(0));
    crowd(2, |_| {
        loop {
            match state.compare_exchange(EMPTY, BUSY, Acquire, Acquire) {
                Ok(_) if attempts.fetch_add(1, Relaxed) == 0 => state.store(EMPTY, Release),
                Ok(_) => {
                    value.set(7);
                    state.store(FULL, Release);
                }
                Err(FULL) => break,
                Err(_) => hint::spin_loop(),
            }
        }
        assert_eq!(value.get(), 7);
    });
}

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Pool {
    jobs: Mutex<(VecDeque<Job>, bool)>,
    bell: Condvar,
}

impl Pool {
    fn work(&self) {
        loop {
            let idle = |jobs: &mut (VecDeque<Job>, bool)| jobs.0.is_empty() && !jobs.1;
            let mut jobs = self.bell.wait_while(self.jobs.lock().unwrap(), idle).unwrap();
            let Some(job) = jobs.0.pop_front() else { return };
            drop(jobs);
            job();
        }
    }

    fn submit(&self, job: Job) {
        self.jobs.lock().unwrap().0.push_back(job);
        self.bell.notify_one();
    }
}

/// A pool that is closed when all is submitted.
fn pool(workers: usize, tell: impl Fn(&Condvar)) {
    let (pool, done) = (Arc::new(Pool::default()), Arc::new(AtomicUsize::new(0)));
    let start = || {
        let pool = Arc::clone(&pool);
        thread::spawn(move || pool.work())
    };
    let threads: Vec<_> = (0..workers).map(|_| start()).collect();
    let theirs = Arc::clone(&done);
    pool.submit(Box::new(move || {
        theirs.fetch_add(1, Relaxed);
    }));
    pool.jobs.lock().unwrap().1 = true;
    tell(&pool.bell);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(done.load(Relaxed), 1);
}

/// "The lock guards the queue, so the job runs under it": a job that submits another locks twice.
fn job_run_under_the_lock() {
    let pool = Arc::new(Pool::default());
    let theirs = Arc::clone(&pool);
    pool.submit(Box::new(move || theirs.submit(Box::new(|| ()))));
    let child = thread::spawn({
        let pool = Arc::clone(&pool);
        move || {
            let mut jobs = pool.jobs.lock().unwrap();
            if let Some(job) = jobs.0.pop_front() {
                job();
            }
        }
    });
    child.join().unwrap();
}

struct Sender<'a> {
    shared: &'a (Mutex<(VecDeque<u32>, usize)>, Condvar),
    leave: fn(&Condvar),
}

impl Sender<'_> {
    fn send(&self, item: u32) {
        self.shared.0.lock().unwrap().0.push_back(item);
        self.shared.1.notify_one();
    }
}

impl Drop for Sender<'_> {
    fn drop(&mut self) {
        self.shared.0.lock().unwrap().1 -= 1;
        (self.leave)(&self.shared.1);
    }
}

/// A channel that ends when its senders are gone.
fn channel(leave: fn(&Condvar)) {
    let shared = (Mutex::new((VecDeque::new(), 2)), Condvar::new());
    let total = AtomicUsize::new(0);
    crowd(3, |me| {
        if me > 0 {
            return Sender { shared: &shared, leave }.send(me as u32);
        }
        loop {
            let waits = |shared: &mut (VecDeque<u32>, usize)| shared.0.is_empty() && shared.1 > 0;
            let mut queue = shared.1.wait_while(shared.0.lock().unwrap(), waits).unwrap();
            match queue.0.pop_front() {
                Some(item) => total.fetch_add(item as usize, Relaxed),
                None => break,
            };
        }
    });
    assert_eq!(total.load(Relaxed), 3);
}

/// One lock for each key, made when it is first asked for.
fn keyed(in_one_step: bool) {
    let (locks, data) = (Mutex::new(Vec::<(u32, Arc<Mutex<()>>)>::new()), Plain::new(0));
    let find = |key: u32, locks: &Vec<(u32, Arc<Mutex<()>>)>| {
        locks.iter().rev().find(|(known, _)| *known == key).map(|(_, lock)| Arc::clone(lock))
    };
    crowd(2, |_| {
        let lock = if in_one_step {
            let mut locks = locks.lock().unwrap();
            find(1, &locks).unwrap_or_else(|| {
                locks.push((1, Arc::default()));
                Arc::clone(&locks.last().unwrap().1)
            })
        } else {
            let known = find(1, &locks.lock().unwrap());
            known.unwrap_or_else(|| {
                let new = Arc::default();
                locks.lock().unwrap().push((1, Arc::clone(&new)));
                new
            })
        };
        let _guard = lock.lock().unwrap();
        data.increment();
    });
}

/// An event made of a list of threads to unpark.
fn park_list(list_first: bool, raise: Ordering, look: Ordering) {
    let (list, state, data) = (Mutex::new(Vec::<Thread>::new()), AtomicU8::new(0), Plain::new(0));
    together(
        || {
            data.set(7);
            state.store(1, raise);
            list.lock().unwrap().drain(..).for_each(|waiter| waiter.unpark());
        },
        || {
            if list_first {
                list.lock().unwrap().push(thread::current());
            }
            while state.load(look) == 0 {
                if !list_first {
                    list.lock().unwrap().push(thread::current());
                }
                thread::park();
            }
            assert_eq!(data.get(), 7);
        },
    );
}
