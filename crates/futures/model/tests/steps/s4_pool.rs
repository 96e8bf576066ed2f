//! Step 4, and two ways to get it wrong.

use super::program::{Guarded, Plain, caught, on_threads};
use futures_model::ThreadPoolExecutor;
use interleave::Model;
use interleave::failure::Kind;
use std::collections::VecDeque;
use std::panic::catch_unwind;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// A submits two tasks → the only worker runs both, in order → A has both results, and what was written before them.
///
/// Two threads, up to 2 forced switches.
#[test]
fn a_worker_runs_its_tasks_in_order() {
    Model::new().preemptions(2).run(|| {
        let pool = ThreadPoolExecutor::new(1).unwrap();
        let number = Arc::new(Plain::default());
        let (first, second) = (Arc::clone(&number), Arc::clone(&number));
        let first = pool.submit(move || first.write(7)).unwrap();
        let second = pool.submit(move || second.read()).unwrap();
        assert_eq!((second.result(), first.result()), (Ok(7), Ok(())));
        number.write(8);
    });
}

/// Two tasks, two workers: whoever takes which, both are run.
///
/// Three threads, up to 1 forced switch, and nobody wakes for no reason.
#[test]
fn two_workers_run_each_task_once() {
    Model::new().preemptions(1).early_returns(0).run(|| {
        let pool = ThreadPoolExecutor::new(2).unwrap();
        let runs = Arc::new(Mutex::new(0));
        let run = |runs: Arc<Mutex<u32>>| move || *runs.lock().unwrap() += 1;
        let both = [pool.submit(run(Arc::clone(&runs))), pool.submit(run(Arc::clone(&runs)))];
        both.into_iter().for_each(|future| future.unwrap().result().unwrap());
        assert_eq!(*runs.lock().unwrap(), 2);
    });
}

/// The worker has not said that it is idle when A submits again: no second one is started, since one is the most.
///
/// Two threads, up to 2 forced switches.
#[test]
fn a_pool_of_one_never_starts_a_second_worker() {
    // On a busy machine eight seconds are not enough.
    Model::new().preemptions(2).budget(Duration::from_secs(60)).run(|| {
        let pool = ThreadPoolExecutor::new(1).unwrap();
        let who = || pool.submit(|| thread::current().id()).unwrap().result().unwrap();
        let both: [ThreadId; 2] = [who(), who()];
        assert_eq!(both[0], both[1]);
    });
}

/// A cancels as the worker starts the task: it was run, or it was cancelled. Two threads, up to 2 forced switches.
#[test]
fn a_cancelled_task_is_not_run() {
    Model::new().preemptions(2).run(|| {
        let pool = ThreadPoolExecutor::new(1).unwrap();
        let runs = Arc::new(Mutex::new(false));
        let theirs = Arc::clone(&runs);
        let future = pool.submit(move || *theirs.lock().unwrap() = true).unwrap();
        let cancelled = future.cancel();
        assert_eq!(future.result().is_err(), cancelled);
        assert_eq!(*runs.lock().unwrap(), !cancelled);
    });
}

/// What the broken copies are made of: tasks, by number, and which of them are done.
type Tasks = (Guarded<VecDeque<u32>>, Guarded<Vec<u32>>);

/// The first task panics → its worker is gone → nobody runs the second.
#[test]
fn a_worker_that_catches_nothing_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Tasks::default(), 2, |(tasks, done), n| {
            if n == 0 {
                tasks.change(|tasks| tasks.extend([0, 1]));
                done.wait(|done| done.contains(&1), |_| ());
            } else {
                // Around the worker's whole life, and not around each task.
                let _ = catch_unwind(|| {
                    for _ in 0..2 {
                        let task = tasks.wait(|tasks| !tasks.is_empty(), VecDeque::pop_front);
                        assert_eq!(task, Some(1), "task 0 fails");
                        done.change(|done| done.push(1));
                    }
                });
            }
        });
    });
}

/// A submits two tasks, and wakes one worker for both → that one waits for the other task → nobody runs it.
#[test]
fn one_notify_for_two_tasks_is_caught() {
    caught(Kind::Deadlock, || {
        on_threads(Tasks::default(), 3, |(tasks, done), n| {
            if n == 0 {
                let mut queued = tasks.value.lock().unwrap();
                queued.extend([1, 0]);
                drop(queued);
                tasks.changed.notify_one();
            } else {
                let task = tasks.wait(|tasks| !tasks.is_empty(), VecDeque::pop_front).unwrap();
                if task == 1 {
                    done.wait(|done| done.contains(&0), |_| ());
                }
                done.change(|done| done.push(task));
            }
        });
    });
}
