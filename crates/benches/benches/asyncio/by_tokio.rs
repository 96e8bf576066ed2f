//! On tokio's current_thread. `join_all` stands for `gather`: a task each, awaited in order.

use super::{TIMES, nap};
use std::future::Future;
use std::hint::black_box;
use tokio::{runtime::Builder, spawn, task::yield_now, time::sleep};

fn run(main: impl Future) {
    Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(main);
}

async fn gives_way() {
    for _ in 0..TIMES {
        yield_now().await;
    }
}

pub fn switch() {
    run(async {
        let (one, two) = (spawn(gives_way()), spawn(gives_way()));
        one.await.and(two.await).expect("no task panics");
    });
}

pub fn spawn_and_join() {
    run(async {
        for _ in 0..TIMES {
            black_box(spawn(async { 1 }).await.expect("no task panics"));
        }
    });
}

pub fn sleepers() {
    run(async {
        let tasks: Vec<_> = (0..TIMES).map(|number| spawn(sleep(nap(number)))).collect();
        for task in tasks {
            task.await.expect("no task panics");
        }
    });
}
