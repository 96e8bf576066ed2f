//! Programs that wait in vain: at a barrier, for a value, for a message; and one that frees too early.

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*};
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Barrier, LazyLock, OnceLock};
use std::task::Poll;
use std::thread;

/// One thread more is expected than comes.
pub fn a_barrier_for_one_more() {
    let barrier = Arc::new(Barrier::new(3));
    let theirs = Arc::clone(&barrier);
    let child = thread::spawn(move || {
        theirs.wait();
    });
    barrier.wait();
    child.join().unwrap();
}

/// The first sender is still there.
pub fn a_sender_that_was_kept() {
    let (to, from) = channel();
    let theirs = to.clone();
    let child = thread::spawn(move || theirs.send(1).unwrap());
    let mut sum = 0;
    for number in from {
        sum += number;
    }
    child.join().unwrap();
    drop(to);
    assert_eq!(sum, 1);
}

/// Nobody takes a message out before the sender has ended.
pub fn a_channel_that_is_full() {
    let (to, from) = sync_channel(1);
    let child = thread::spawn(move || {
        to.send(1).unwrap();
        to.send(2).unwrap();
    });
    child.join().unwrap();
    assert_eq!(from.iter().count(), 2);
}

/// One answers after the second message, and the second is sent after the answer.
pub fn a_message_handed_over_to_nobody() {
    let (to, from) = sync_channel(0);
    let child = thread::spawn(move || {
        from.recv().unwrap();
        thread::park();
        drop(from);
    });
    to.send(1).unwrap();
    to.send(2).unwrap();
    child.thread().unpark();
    child.join().unwrap();
}

/// What makes the value asks for it.
pub fn a_value_made_from_itself() {
    static CELL: OnceLock<u32> = OnceLock::new();

    let child = thread::spawn(|| *CELL.get_or_init(|| *CELL.get_or_init(|| 1)));
    let _ = CELL.get();
    child.join().unwrap();
}

/// What makes the value waits for another one, that nobody makes.
pub fn a_value_that_nobody_makes() {
    static CELL: OnceLock<u32> = OnceLock::new();
    static LAZY: LazyLock<u32> = LazyLock::new(|| *CELL.wait());

    let child = thread::spawn(|| *LAZY);
    let _ = *LAZY;
    child.join().unwrap();
}

/// It is set, and the waker is called before.
pub fn a_future_woken_too_early() {
    let (done, (to, from)) = (Arc::new(AtomicBool::new(false)), channel::<std::task::Waker>());
    let child = thread::spawn({
        let done = Arc::clone(&done);
        move || {
            from.recv().unwrap().wake();
            done.store(true, Release);
        }
    });
    std::block_on(poll_fn(|context| {
        let _ = to.send(context.waker().clone());
        if done.load(Acquire) { Poll::Ready(()) } else { Poll::Pending }
    }));
    child.join().unwrap();
}

/// The flag says nothing of the message.
pub fn an_old_answer_of_a_channel() {
    let ((to, from), flag) = (channel(), AtomicBool::new(false));
    let _kept = to.clone();
    thread::scope(|scope| {
        scope.spawn(|| {
            to.send(1).unwrap();
            flag.store(true, Relaxed);
        });
        if flag.load(Relaxed) {
            assert_eq!(from.try_recv(), Ok(1));
        }
    });
}

/// The last owner does not know that the other has ended its use.
pub fn a_count_without_acquire() {
    struct Shared {
        owners: AtomicUsize,
        value: std::Tracked<u32>,
    }

    #[derive(Clone, Copy)]
    struct Owner(*mut Shared);

    // SAFETY: whether it is freed too early is what is drawn.
    unsafe impl Send for Owner {}

    impl Owner {
        fn go(self) {
            // SAFETY: this owner is counted.
            let shared = unsafe { &*self.0 };
            assert_eq!(*shared.value, 7);
            if shared.owners.fetch_sub(1, Release) == 1 {
                // SAFETY: from `into_raw`, by the last owner.
                drop(unsafe { Box::from_raw(self.0) });
            }
        }
    }

    let value = std::Tracked::new(7);
    let owner = Owner(Box::into_raw(Box::new(Shared { owners: AtomicUsize::new(2), value })));
    let child = thread::spawn(move || owner.go());
    owner.go();
    child.join().unwrap();
}
