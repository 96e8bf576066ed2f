//! A task, an object, and an await: who begins when. `book/python/who_begins.py` is the same in Python.
//!
//! `cargo run -q -p asyncio --example who_begins`

use asyncio::{create_task, run, sleep};
use std::time::Duration;

// ANCHOR: program
async fn fetch(name: &'static str) {
    println!("{name} begins");
    sleep(Duration::from_millis(10)).await;
    println!("{name} ends");
}

fn main() {
    run(async {
        let task = create_task(fetch("task"));
        drop(fetch("object"));
        println!("main goes on");
        fetch("awaited").await;
        task.await.expect("fetch does not panic");
    });
}
// ANCHOR_END: program
