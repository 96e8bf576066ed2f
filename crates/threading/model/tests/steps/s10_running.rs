//! Step 10's list of who runs, the end of the program, and the hook: and five ways to get them wrong.

use super::program::{Plain, caught};
use interleave::Model;
use interleave::failure::Kind;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use threading_model::{
    AtShutdown, Event, SystemExit, Thread, at_shutdown, current_thread, enumerate, exit, main_thread, set_excepthook,
    shutdown,
};

/// B writes → B ends → A, at its end, has waited for B and reads. Two threads, up to 3 forced switches.
#[test]
fn the_end_of_the_program_waits_for_a_thread_and_sees_what_it_wrote() {
    interleave::model(|| {
        let (worker, number) = adds();
        worker.start().unwrap();
        shutdown();
        assert_eq!(number.read(), 1);
        assert!(!worker.is_alive());
        assert_eq!(enumerate(), [main_thread()]);
    });
}

/// A is at its end → B starts C → B ends → C ends → A reads. Three threads, up to 2 forced switches.
#[test]
fn the_end_of_the_program_waits_for_a_thread_that_another_one_starts_meanwhile() {
    interleave::model(|| last_one_starts_another(shutdown));
}

/// A lists B → B starts C → A joins B, and reads → C writes.
#[test]
fn joining_the_threads_of_one_list_is_caught() {
    caught(Kind::Assertion, || {
        last_one_starts_another(|| {
            let others = enumerate().into_iter().filter(|thread| *thread != main_thread());
            others.for_each(|thread| thread.join().unwrap());
        });
    });
}

fn last_one_starts_another(end: fn()) {
    let (another, number) = adds();
    Thread::new(move || another.start().unwrap()).start().unwrap();
    end();
    assert_eq!(number.read(), 1);
}

/// A thread that has not been started, and the number to which it adds one.
fn adds() -> (Thread, Arc<Plain>) {
    let number = Arc::new(Plain::default());
    let target = {
        let number = Arc::clone(&number);
        move || number.add()
    };
    (Thread::new(target), number)
}

/// B, a daemon, waits for what comes after the end: nobody waits for B. Two threads, up to 3 forced switches.
#[test]
fn the_end_of_the_program_does_not_wait_for_a_daemon() {
    interleave::model(|| {
        let event = Arc::new(Event::new());
        let target = {
            let event = Arc::clone(&event);
            move || event.wait()
        };
        let daemon = Thread::new(target).daemon(true);
        daemon.start().unwrap();
        shutdown();
        event.set();
        daemon.join().unwrap();
    });
}

/// B, a daemon, starts C; A is at its end. Either C is refused, or A has waited for it. Three threads, up to 2 forced switches.
#[test]
fn who_is_started_at_the_very_end_is_waited_for_or_refused() {
    interleave::model(|| {
        let (late, number) = adds();
        let late = late.daemon(false);
        let daemon = Thread::new(move || _ = late.start()).daemon(true);
        daemon.start().unwrap();
        shutdown();
        let then = number.read();
        daemon.join().unwrap();
        assert_eq!(number.read(), then, "it ran after the end");
    });
}

/// A sees that nobody runs → B starts C → A says that it is over, and C runs.
#[test]
fn looking_and_closing_under_two_locks_is_caught() {
    caught(Kind::DataRace, || {
        let (number, running, over) =
            (Arc::new(Plain::default()), Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(false)));
        let starter = {
            let (number, running, over) = (Arc::clone(&number), Arc::clone(&running), Arc::clone(&over));
            thread::spawn(move || {
                if !*over.lock().unwrap() {
                    running.lock().unwrap().push(thread::spawn(move || number.add()));
                }
            })
        };
        while let Some(worker) = { running.lock().unwrap().pop() } {
            worker.join().unwrap();
        }
        *over.lock().unwrap() = true;
        number.read();
        starter.join().unwrap();
    });
}

/// A thread that sleeps until it is told of the program's end.
#[derive(Default)]
struct Sleeper(Event);

impl AtShutdown for Sleeper {
    fn shuts_down(&self) {
        self.0.set();
    }
}

impl Sleeper {
    fn start(self: &Arc<Self>) {
        let (sleeper, weak) = (Arc::clone(self), Arc::downgrade(self));
        at_shutdown(weak);
        Thread::new(move || sleeper.0.wait()).start().unwrap();
    }
}

/// A is at its end → B starts C, who sleeps until it is told → A tells it, and waits. Three threads, up to 2 forced switches.
#[test]
fn the_end_of_the_program_tells_even_who_comes_meanwhile() {
    interleave::model(|| {
        let sleeper = Arc::new(Sleeper::default());
        let theirs = Arc::clone(&sleeper);
        Thread::new(move || theirs.start()).start().unwrap();
        shutdown();
        assert_eq!(enumerate(), [main_thread()]);
    });
}

/// A tells everybody, which is nobody → B starts C → A waits for C.
#[test]
fn telling_only_at_the_beginning_of_the_end_is_caught() {
    caught(Kind::Deadlock, || {
        let (told, sleeper) = (Arc::new(Mutex::new(Vec::<Arc<Event>>::new())), Arc::new(Event::new()));
        let starter = {
            let (told, sleeper) = (Arc::clone(&told), Arc::clone(&sleeper));
            thread::spawn(move || {
                told.lock().unwrap().push(Arc::clone(&sleeper));
                thread::spawn(move || sleeper.wait()).join().unwrap();
            })
        };
        let all = std::mem::take(&mut *told.lock().unwrap());
        all.iter().for_each(|event| event.set());
        starter.join().unwrap();
    });
}

/// B says that it is over, and goes on → A, at its end, waits for B: it stays over. Two threads, up to 3 forced switches.
#[test]
fn what_is_over_does_not_begin_again() {
    interleave::model(|| {
        let worker = Thread::new(|| {
            shutdown();
            assert!(Thread::new(|| ()).start().is_err());
        });
        worker.start().unwrap();
        shutdown();
    });
}

/// B joins the main thread, and goes on once that is at its end. Two threads, up to 2 forced switches.
#[test]
fn who_joins_the_main_thread_waits_for_its_end() {
    Model::new().preemptions(2).run(|| {
        let ends = Arc::new(AtomicBool::new(false));
        let target = {
            let ends = Arc::clone(&ends);
            move || {
                main_thread().join().unwrap();
                // Relaxed: joining orders it.
                assert!(ends.load(Relaxed));
            }
        };
        Thread::new(target).start().unwrap();
        ends.store(true, Relaxed);
        shutdown();
    });
}

/// B asks who it is and who runs: it is on the list, and off it when it was joined. Two threads, up to 3 forced switches.
#[test]
fn who_runs_is_on_the_list_and_who_was_joined_is_not() {
    interleave::model(|| {
        let worker = Thread::new(|| assert!(enumerate().contains(&current_thread())));
        worker.start().unwrap();
        worker.join().unwrap();
        assert!(!enumerate().contains(&worker));
        assert_eq!(current_thread(), main_thread());
    });
}

/// B leaves by `exit` → the hook, in B, writes → A, which has joined B, reads. Two threads, up to 3 forced switches.
#[test]
fn the_hook_has_been_told_before_anybody_who_joins_goes_on() {
    interleave::model(|| {
        let number = Arc::new(Plain::default());
        let told = Arc::clone(&number);
        set_excepthook(Some(Arc::new(move |args| {
            assert!(args.payload.is::<SystemExit>() && *args.thread == current_thread() && args.thread.is_alive());
            told.add();
        })));
        let worker = Thread::new(|| exit());
        worker.start().unwrap();
        worker.join().unwrap();
        assert_eq!(number.read(), 1);
    });
}

/// B says that it has ended → A reads → B tells the hook.
#[test]
fn telling_the_hook_too_late_is_caught() {
    caught(Kind::DataRace, || {
        let shared = Arc::new((Event::new(), Plain::default()));
        let worker = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let outcome = std::panic::catch_unwind(|| exit());
                shared.0.set();
                if outcome.is_err() {
                    shared.1.add();
                }
            })
        };
        shared.0.wait();
        shared.1.read();
        worker.join().unwrap();
    });
}
