//! Step 6: the whole loop beside another thread.

use super::programs::Given;
use asyncio_model::{create_task, gather, get_running_loop, run, sleep};
use std::future::poll_fn;
use std::sync::mpsc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

/// A task gives its waker away → the loop ends → B wakes; or B wakes first. Nothing hangs, nothing is left behind.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_waker_may_be_called_before_and_after_the_end() {
    interleave::model(|| {
        let (to, from) = mpsc::channel();
        let other = thread::spawn(move || std::task::Waker::wake(from.recv().unwrap()));
        run(poll_fn(move |context| {
            to.send(context.waker().clone()).unwrap();
            Poll::Ready(())
        }));
        other.join().unwrap();
    });
}

/// A task that has not ended is dropped with the loop → B, which has its waker, wakes it: nothing happens.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_waker_of_a_dropped_task_wakes_nobody() {
    interleave::model(|| {
        let given = Given::default();
        let other = {
            let given = given.clone();
            thread::spawn(move || given.give())
        };
        run(async move {
            let _forgotten = create_task(given.wait());
            sleep(Duration::ZERO).await;
        });
        other.join().unwrap();
    });
}

/// B calls into the loop → the loop wakes and runs the callback → that gives a task what it waits for.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_callback_from_another_thread_runs_on_the_loop() {
    interleave::model(|| {
        run(async {
            let (remote, given) = (get_running_loop().remote(), Given::default());
            let theirs = given.clone();
            let other = thread::spawn(move || remote.call_soon_threadsafe(move || theirs.give()).unwrap());
            given.wait().await;
            other.join().unwrap();
        });
    });
}

/// The loop sleeps until a deadline, and hears B in between; or the time is up first. Both tasks end.
///
/// Two threads, up to 2 forced switches: each look at the clock is one more choice.
#[test]
fn a_loop_that_sleeps_for_a_timer_hears_another_thread() {
    interleave::Model::new().preemptions(2).run(|| {
        let given = Given::default();
        let other = {
            let given = given.clone();
            thread::spawn(move || given.give())
        };
        run(async move {
            let (slept, waited) = (create_task(sleep(Duration::from_secs(1))), create_task(given.wait()));
            waited.await.unwrap();
            slept.await.unwrap();
        });
        other.join().unwrap();
    });
}

/// B and C give in any order → gather has the values in the order of its arguments. Three threads, up to 1 forced
/// switch.
#[test]
fn gather_keeps_the_order_of_its_arguments() {
    interleave::Model::new().preemptions(1).run(|| {
        let givens = [Given::default(), Given::default()];
        let others = givens.clone().map(|given| thread::spawn(move || given.give()));
        let values = run(async move {
            let waits = givens.into_iter().enumerate().map(|(place, given)| async move {
                given.wait().await;
                place
            });
            gather(waits).await.unwrap()
        });
        assert_eq!(values, [0, 1]);
        others.into_iter().for_each(|other| other.join().unwrap());
    });
}
