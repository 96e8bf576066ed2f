//! A loop that waits for many at once, in front of a pool that computes for it. Ten clerks share twenty questions, so never more
//! than ten are on their way.
//!
//! Run it with `cargo run -q -p futures --example front_and_pool`, and `book/python/front_and_pool.py` beside it.

use asyncio::{TaskError, gather, run, sleep};
use futures::{NoResult, ThreadPoolExecutor};
use std::cell::RefCell;
use std::future::poll_fn;
use std::ops::Range;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

const CLERKS: u32 = 10;

// ANCHOR: bridge
/// Waits for a pool's future without holding up the loop.
async fn wrap_future<T: Clone + Send + Sync + 'static>(future: futures::Future<T>) -> Result<T, NoResult> {
    let mut told = false;
    poll_fn(move |context| {
        if future.done() {
            return Poll::Ready(future.result());
        }
        if !told {
            let waker = context.waker().clone();
            future.add_done_callback(move |_| waker.wake());
            told = true;
        }
        Poll::Pending
    })
    .await
}
// ANCHOR_END: bridge

fn square(question: u64) -> u64 {
    question * question
}

// ANCHOR: clerk
async fn clerk(questions: Rc<RefCell<Range<u64>>>, pool: Rc<ThreadPoolExecutor>) -> u64 {
    let mut sum = 0;
    loop {
        let question = questions.borrow_mut().next();
        let Some(question) = question else { return sum };
        sleep(Duration::from_millis(20)).await; // stands for a network that answers
        let future = pool.submit(move || square(question)).expect("nobody has shut it down");
        sum += wrap_future(future).await.expect("nobody has cancelled it");
    }
}
// ANCHOR_END: clerk

async fn front() -> Result<u64, TaskError> {
    let questions = Rc::new(RefCell::new(0..20));
    let pool = Rc::new(ThreadPoolExecutor::new(2).expect("two is not zero"));
    let clerks = (0..CLERKS).map(|_| clerk(Rc::clone(&questions), Rc::clone(&pool)));
    Ok(gather(clerks).await?.into_iter().sum())
}

fn main() -> Result<(), TaskError> {
    let sum = run(front())?;
    println!("the squares of 0 to 29 sum up to {sum}");
    assert_eq!(sum, 8555, "no question may be lost between the loop and the pool");
    Ok(())
}
