//! On crate asyncio.

use super::{TIMES, nap};
use asyncio::{create_task, gather, run, sleep};
use std::hint::black_box;
use std::time::Duration;

async fn gives_way() {
    for _ in 0..TIMES {
        sleep(Duration::ZERO).await;
    }
}

pub fn switch() {
    run(async {
        let (one, two) = (create_task(gives_way()), create_task(gives_way()));
        one.await.and(two.await).expect("no task panics");
    });
}

pub fn spawn_and_join() {
    run(async {
        for _ in 0..TIMES {
            black_box(create_task(async { 1 }).await.expect("no task panics"));
        }
    });
}

pub fn sleepers() {
    run(async {
        gather((0..TIMES).map(|number| sleep(nap(number)))).await.expect("no task panics");
    });
}
