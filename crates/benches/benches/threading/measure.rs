//! How something is measured: alone, at the same time, in turn, one way.

use std::hint::black_box;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

/// Does it so many times, and says how long that took.
pub type Work = Box<dyn Fn(u64) -> Duration>;

pub fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// `threads` threads share `times` operations, and all start at once. One thread is this one.
pub fn together(threads: usize, step: impl Fn() + Send + Sync + 'static) -> Work {
    if threads == 1 {
        return Box::new(move |times| timed(|| (0..times).for_each(|_| step())));
    }
    at_once(threads, move || (), move |(), _, times| (0..times.div_ceil(threads as u64)).for_each(|_| step()))
}

/// `threads` threads pass a baton round: whose turn it is, a number says. An operation is one turn. `turn` waits until it is the
/// thread's turn, and gives it to the next.
pub fn in_turn<T: Send + Sync + 'static>(
    threads: usize,
    make: impl Fn() -> T + 'static,
    turn: impl Fn(&T, usize, usize) + Send + Sync + 'static,
) -> Work {
    at_once(threads, make, move |shared, me, times| {
        for _ in 0..times.div_ceil(threads as u64) {
            turn(shared, me, (me + 1) % threads);
        }
    })
}

/// What `make` makes is new for each run, and each of `threads` threads works with it: it is told who it is, and the number of
/// operations of all.
pub fn at_once<T: Send + Sync + 'static>(
    threads: usize,
    make: impl Fn() -> T + 'static,
    work: impl Fn(&T, usize, u64) + Send + Sync + 'static,
) -> Work {
    Box::new(move |times| {
        let (shared, barrier) = (make(), Barrier::new(threads + 1));
        thread::scope(|scope| {
            for me in 0..threads {
                let (shared, barrier, work) = (&shared, &barrier, &work);
                scope.spawn(move || {
                    barrier.wait();
                    work(shared, me, times);
                    barrier.wait();
                });
            }
            barrier.wait();
            timed(|| {
                barrier.wait();
            })
        })
    })
}

/// The two ends of something through which numbers go.
pub struct Ends<S, R> {
    pub make: fn() -> (S, R),
    pub put: fn(&S, u64),
    pub get: fn(&R) -> u64,
}

/// What is done with two ends.
#[derive(Clone, Copy)]
pub enum How {
    Alone,
    ThereAndBack,
    OneWay,
}

impl<S: Send + 'static, R: Send + 'static> Ends<S, R> {
    pub fn work(self, how: How) -> Work {
        match how {
            How::Alone => self.alone(),
            How::ThereAndBack => self.there_and_back(),
            How::OneWay => self.one_way(),
        }
    }

    /// An item goes in and comes out; nobody else is there.
    fn alone(self) -> Work {
        let (out, there) = (self.make)();
        Box::new(move |times| {
            timed(|| {
                for n in 0..times {
                    (self.put)(&out, n);
                    black_box((self.get)(&there));
                }
            })
        })
    }

    /// A ball goes to another thread and comes back.
    fn there_and_back(self) -> Work {
        Box::new(move |times| {
            let ((out, there), (back, home)) = ((self.make)(), (self.make)());
            let (put, get) = (self.put, self.get);
            let other = thread::spawn(move || (0..times).for_each(|_| put(&back, get(&there))));
            let took = timed(|| {
                for n in 0..times {
                    put(&out, n);
                    black_box(get(&home));
                }
            });
            other.join().expect("no thread panics");
            took
        })
    }

    /// Items go to another thread.
    fn one_way(self) -> Work {
        Box::new(move |times| {
            let (out, there) = (self.make)();
            let get = self.get;
            let other = thread::spawn(move || {
                for _ in 0..times {
                    black_box(get(&there));
                }
            });
            timed(|| {
                (0..times).for_each(|n| (self.put)(&out, n));
                other.join().expect("no thread panics");
            })
        })
    }
}

impl<S: Send + Sync + 'static, R: Send + Sync + 'static> Ends<S, R> {
    /// Two threads put, and two get.
    pub fn two_and_two(self) -> Work {
        let Ends { make, put, get } = self;
        let each = |times: u64| 0..times.div_ceil(2);
        at_once(4, make, move |(out, there), me, times| {
            if me % 2 == 0 {
                each(times).for_each(|n| put(out, n));
            } else {
                for _ in each(times) {
                    black_box(get(there));
                }
            }
        })
    }
}

/// Two handles to one thing.
pub fn twice<T>(thing: T) -> (Arc<T>, Arc<T>) {
    let thing = Arc::new(thing);
    (Arc::clone(&thing), thing)
}
