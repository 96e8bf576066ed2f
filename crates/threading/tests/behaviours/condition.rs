//! What `condition.txt` asks, of ours.

use super::meet::{
    LIMIT, Notes, Other, REFUSED, Rows, SOON, always, begin, notes, oops, refused_time, said, shared, sorted, tried,
    until_waiting,
};
use std::sync::Arc;
use std::time::Duration;
use threading::{Condition, Event, Lock, Lockable, RLock, RuntimeError};

fn condition() -> &'static Condition {
    shared(Condition::default())
}

/// Whether another thread can have the lock.
fn another(condition: &'static Condition) -> String {
    begin(|| condition.lock().try_acquire()).answer()
}

/// A thread that holds the lock while it runs `work`.
fn with<T: super::meet::Answer>(condition: &'static Condition, work: impl FnOnce() -> T + Send + 'static) -> Other {
    begin(move || {
        let _with = condition.lock().hold();
        work()
    })
}

/// A thread for each name, which waits and then writes its name down. They begin to wait one after the other.
fn waiters<const N: usize>(condition: &'static Condition, names: [&'static str; N]) -> &'static Notes<&'static str> {
    let woken = shared(notes());
    for (n, name) in names.into_iter().enumerate() {
        with(condition, move || {
            condition.wait().unwrap();
            woken.put(name);
        });
        until_waiting(condition, n + 1);
    }
    woken
}

fn notify(condition: &Condition, n: usize) {
    let _with = condition.lock().hold();
    condition.notify(n).unwrap();
}

/// A lock that says when somebody is back from waiting, and lets a notify come first.
#[derive(Default)]
struct Watched {
    lock: Lock,
    back: Event,
    notified: Event,
}

impl Lockable for Watched {
    type Saved = ();
    fn is_owned(&self) -> bool {
        self.lock.locked()
    }
    fn release_save(&self) {
        self.lock.release().unwrap();
    }
    fn acquire_restore(&self, (): ()) {
        self.back.set();
        self.notified.wait();
        self.lock.acquire();
    }
}

pub const ROWS: Rows = &[
    ("condition-wait-without-lock", || said(condition().wait())),
    ("condition-wait-time-without-lock", || said(condition().wait_timeout(SOON))),
    ("condition-notify-without-lock", || said((condition().notify(1), condition().notify_all()))),
    ("condition-another-holds-rlock", || {
        let condition = condition();
        said((begin(|| always(condition.lock().acquire())).answer(), condition.notify(1)))
    }),
    ("condition-another-holds-lock", || {
        let condition = shared(Condition::new(Arc::new(Lock::new())));
        said((begin(|| always(condition.lock().acquire())).answer(), condition.notify(1)))
    }),
    ("condition-default-lock", || {
        let condition = condition();
        said((always(condition.lock().acquire()), always(condition.lock().acquire())))
    }),
    ("condition-given-lock", || {
        let lock = Arc::new(Lock::new());
        let condition = Condition::new(Arc::clone(&lock));
        said((always(condition.lock().acquire()), lock.try_acquire()))
    }),
    ("condition-notify-nobody", || {
        let condition = condition();
        let _with = condition.lock().hold();
        said([condition.notify(1), condition.notify(3), condition.notify_all()])
    }),
    ("condition-notify-is-not-kept", || {
        let condition = condition();
        let _with = condition.lock().hold();
        condition.notify(1).unwrap();
        said(condition.wait_timeout(SOON))
    }),
    ("condition-wait", || {
        let condition = condition();
        let other = with(condition, || condition.wait().map(always));
        until_waiting(condition, 1);
        notify(condition, 1);
        other.answer()
    }),
    ("condition-wait-in-time", || {
        let condition = condition();
        let other = with(condition, || condition.wait_timeout(LIMIT));
        until_waiting(condition, 1);
        notify(condition, 1);
        other.answer()
    }),
    ("condition-wait-no-time", || {
        let condition = condition();
        let _with = condition.lock().hold();
        said(condition.wait_timeout(Duration::ZERO))
    }),
    ("condition-negative-time", || refused_time(-1.0, |time| condition().wait_timeout(time))),
    ("condition-oldest-first", || {
        let condition = condition();
        let woken = waiters(condition, ["A", "B", "C"]);
        let wake = || {
            notify(condition, 1);
            woken.get()
        };
        said([wake(), wake(), wake()])
    }),
    ("condition-notify-two", || {
        let condition = condition();
        let woken = waiters(condition, ["A", "B", "C", "D"]);
        notify(condition, 2);
        let both = sorted([woken.get(), woken.get()]);
        until_waiting(condition, 2);
        said((both, woken.len()))
    }),
    ("condition-notify-too-many", || {
        let condition = condition();
        let woken = waiters(condition, ["A", "B"]);
        let third = {
            let _with = condition.lock().hold();
            condition.notify(5).unwrap();
            condition.wait_timeout(SOON)
        };
        said((sorted([woken.get(), woken.get()]), third))
    }),
    ("condition-notify-all", || {
        let condition = condition();
        let woken = waiters(condition, ["A", "B", "C"]);
        {
            let _with = condition.lock().hold();
            condition.notify_all().unwrap();
        }
        said(sorted([woken.get(), woken.get(), woken.get()]))
    }),
    ("condition-gave-up", || {
        let (condition, woken) = (condition(), shared(notes()));
        let wait = |name| {
            with(condition, move || {
                condition.wait().unwrap();
                woken.put(name);
            });
        };
        wait("B");
        until_waiting(condition, 1);
        let gave_up = {
            let _with = condition.lock().hold();
            condition.wait_timeout(SOON)
        };
        wait("C");
        until_waiting(condition, 2);
        let wake = || {
            notify(condition, 1);
            woken.get()
        };
        said((gave_up, wake(), wake()))
    }),
    ("condition-notified-waits-for-lock", || {
        let (condition, order) = (condition(), shared(notes()));
        let other = with(condition, || {
            condition.wait().unwrap();
            order.put("woken");
        });
        until_waiting(condition, 1);
        {
            let _with = condition.lock().hold();
            condition.notify(1).unwrap();
            order.put("notified");
            order.put("leaves");
        }
        said((other.answer(), [order.get(), order.get(), order.get()]))
    }),
    ("condition-all-levels", || {
        let condition = condition();
        let other = begin(|| {
            let with = condition.lock().hold();
            condition.lock().acquire();
            condition.wait().unwrap();
            condition.lock().release().unwrap();
            let still_in = another(condition);
            drop(with);
            (still_in, condition.lock().release())
        });
        until_waiting(condition, 1);
        // It is on the list before it lets go of the lock, so wait for that.
        let got = condition.lock().acquire_timeout(LIMIT);
        condition.notify(1).unwrap();
        condition.lock().release().unwrap();
        said((got, other.answer()))
    }),
    ("condition-two-on-one-lock", || {
        let lock = Arc::new(RLock::new());
        let first = shared(Condition::new(Arc::clone(&lock)));
        let second = shared(Condition::new(lock));
        let other = with(first, || first.wait().map(always));
        until_waiting(first, 1);
        notify(second, 1);
        until_waiting(first, 1);
        notify(first, 1);
        other.answer()
    }),
    ("condition-wait-for-true", || {
        let condition = condition();
        let _with = condition.lock().hold();
        said((condition.wait_for(|| true).map(always), condition.wait_for_timeout(SOON, || true)))
    }),
    ("condition-wait-for-false", || {
        let condition = condition();
        let _with = condition.lock().hold();
        said(condition.wait_for_timeout(SOON, || false))
    }),
    ("condition-wait-for-value", || {
        type OfTruth = fn(&Condition, fn() -> bool) -> Result<(), RuntimeError>;
        let _of_truth: OfTruth = Condition::wait_for;
        REFUSED.into()
    }),
    ("condition-wait-for-without-lock", || {
        said((condition().wait_for(|| true).map(always), condition().wait_for(|| false)))
    }),
    ("condition-wait-for-no-time", || {
        let (condition, asked) = (condition(), notes());
        let _with = condition.lock().hold();
        let answer = condition.wait_for_timeout(Duration::ZERO, || {
            asked.put(1);
            false
        });
        said((answer, asked.len()))
    }),
    ("condition-wait-for-looks-again", || {
        let (condition, ready, asked) = (condition(), shared(Event::new()), shared(notes()));
        let other = with(condition, || {
            let answer = condition.wait_for(|| {
                asked.put(1);
                ready.is_set()
            });
            answer.map(always)
        });
        for last in [false, false, true] {
            asked.get();
            let _with = condition.lock().hold();
            if last {
                ready.set();
            }
            condition.notify(1).unwrap();
        }
        said((other.answer(), asked.len()))
    }),
    ("condition-wait-for-unnotified", || {
        let (condition, asked) = (condition(), notes());
        let _with = condition.lock().hold();
        said(condition.wait_for_timeout(SOON, || {
            asked.put(1);
            asked.len() == 2
        }))
    }),
    ("condition-wait-for-holds-lock", || {
        let condition = condition();
        let other = with(condition, || {
            let mut held = Vec::new();
            let answer = condition.wait_for(|| {
                held.push(another(condition) == "False");
                held.len() == 2
            });
            (answer.map(always), held)
        });
        until_waiting(condition, 1);
        notify(condition, 1);
        other.answer()
    }),
    ("condition-wait-for-exception", || {
        let condition = condition();
        let (raised, inside) = {
            let _with = condition.lock().hold();
            let raised = tried(|| {
                let _ = condition.wait_for(|| {
                    oops();
                    true
                });
            });
            (raised, another(condition))
        };
        said((raised, inside, another(condition)))
    }),
    ("condition-notify-as-time-is-up", || {
        let lock = Arc::new(Watched::default());
        let condition = shared(Condition::new(Arc::clone(&lock)));
        let other = begin(|| {
            condition.lock().lock.acquire();
            condition.wait_timeout(SOON)
        });
        lock.back.wait();
        lock.lock.acquire();
        condition.notify(1).unwrap();
        lock.lock.release().unwrap();
        lock.notified.set();
        other.answer()
    }),
];
