//! On smol's executor of one thread.

use super::{TIMES, nap};
use smol::{LocalExecutor, Timer, block_on, future::yield_now};
use std::hint::black_box;
use std::rc::Rc;

async fn gives_way() {
    for _ in 0..TIMES {
        yield_now().await;
    }
}

pub fn switch() {
    let executor = LocalExecutor::new();
    block_on(executor.run(async {
        let (one, two) = (executor.spawn(gives_way()), executor.spawn(gives_way()));
        one.await;
        two.await;
    }));
}

pub fn spawn_and_join() {
    let executor = Rc::new(LocalExecutor::new());
    block_on(executor.run(async {
        for _ in 0..TIMES {
            black_box(executor.spawn(async { 1 }).await);
        }
    }));
}

pub fn sleepers() {
    let executor = LocalExecutor::new();
    block_on(executor.run(async {
        let tasks: Vec<_> = (0..TIMES).map(|number| executor.spawn(Timer::after(nap(number)))).collect();
        for task in tasks {
            task.await;
        }
    }));
}
