//! A task panics, and nobody awaits it: what is told, and when. `book/python/never_retrieved.py` is the same in Python.
//!
//! `cargo run -q -p asyncio --example never_retrieved`

use asyncio::{create_task, run, sleep};
use std::time::Duration;

// ANCHOR: program
async fn fails() {
    panic!("nobody asked");
}

fn main() {
    run(async {
        let task = create_task(fails());
        sleep(Duration::ZERO).await;
        println!("the task has ended, the program goes on");
        drop(task);
        println!("now nobody can ask any more");
    });
}
// ANCHOR_END: program
