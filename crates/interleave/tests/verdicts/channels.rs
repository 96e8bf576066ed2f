//! `mpsc`: messages in order, each once, and what each says of its sender.

use crate::shared::{Plain, together};
use std::sync::atomic::{AtomicBool, Ordering::*};
use std::sync::mpsc::{RecvTimeoutError, TryRecvError, TrySendError, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

rejected! {
    order_of_two_senders: Assertion, 1,
    sender_kept_by_the_receiver: Deadlock, 0,
    full_and_nobody_receives: Deadlock, 0,
    rendezvous_with_oneself: Deadlock, 0,
    two_that_answer_after_each_other: Deadlock, 0,
    received_under_the_lock_that_the_sender_needs: Deadlock, 1,
    sent_to_nobody: Panic, 1,
    taken_for_granted: Panic, 1,
    beside_a_relaxed_flag: Panic, 1 old,
    in_time_for_sure: Panic, 1,
    changed_after_it_was_sent: DataRace, 0,
    a_message_of_another_sender: DataRace, 0,
    a_buffer_is_no_handover: DataRace, 0 => || hands_over(1),
    receiver_forgotten: Leak, 0,
}

accepted! {
    one_sender_keeps_its_order,
    what_was_written_before_it_was_sent,
    until_all_are_gone,
    every_message_once,
    bounded_waits_for_room,
    a_rendezvous_is_a_handover => || hands_over(0),
    a_channel_as_a_lock,
    tried_until_there_is_room,
    polled_until_it_is_there,
    in_time_or_not,
    returned_when_nobody_takes_it,
    left_when_the_sender_panics,
    a_reply_in_the_message,
    dropped_with_what_is_in_it,
    sender_shared_by_reference,
}

/// "First started, first received."
fn order_of_two_senders() {
    let (to, from) = channel();
    let other = to.clone();
    let first = thread::spawn(move || to.send(1).unwrap());
    let second = thread::spawn(move || other.send(2).unwrap());
    assert_eq!(from.iter().collect::<Vec<_>>(), [1, 2]);
    first.join().unwrap();
    second.join().unwrap();
}

/// "It ends when the children have ended": the first sender is still here.
fn sender_kept_by_the_receiver() {
    let (to, from) = channel();
    let theirs = to.clone();
    let child = thread::spawn(move || theirs.send(1).unwrap());
    assert_eq!(from.iter().sum::<i32>(), 1);
    child.join().unwrap();
    drop(to);
}

/// "I receive when the child is done": it is never done.
fn full_and_nobody_receives() {
    let (to, from) = sync_channel(1);
    let child = thread::spawn(move || (0..2).for_each(|n| to.send(n).unwrap()));
    child.join().unwrap();
    assert_eq!(from.iter().count(), 2);
}

/// "A buffer of 0 is a small one": it is none.
fn rendezvous_with_oneself() {
    let (to, from) = sync_channel(0);
    let child = thread::spawn(move || {
        to.send(1).unwrap();
        to
    });
    let to = child.join().unwrap();
    drop(to);
    assert_eq!(from.recv(), Ok(1));
}

/// Each waits for the other's word before it says its own.
fn two_that_answer_after_each_other() {
    let ((to_a, a), (to_b, b)) = (channel(), channel());
    together(
        move || {
            let said: u8 = a.recv().unwrap();
            to_b.send(said).unwrap();
        },
        move || {
            let said: u8 = b.recv().unwrap();
            to_a.send(said).unwrap();
        },
    );
}

/// A lock around the receiver, held while it waits, and needed by the one who would send.
fn received_under_the_lock_that_the_sender_needs() {
    let (to, from) = channel();
    let from = Arc::new(Mutex::new(from));
    let child = thread::spawn({
        let from = Arc::clone(&from);
        move || from.lock().unwrap().recv()
    });
    let looked = from.lock().unwrap();
    drop(looked);
    to.send(1).unwrap();
    child.join().unwrap().unwrap();
}

/// "Sending never fails."
fn sent_to_nobody() {
    let (to, from) = channel();
    together(move || drop(from), move || to.send(1).unwrap());
}

/// "It has had time enough."
fn taken_for_granted() {
    let (to, from) = channel();
    let child = thread::spawn(move || to.send(1).unwrap());
    thread::yield_now();
    assert_eq!(from.try_recv().unwrap(), 1);
    child.join().unwrap();
}

/// "The flag says that it was sent": Relaxed does not.
fn beside_a_relaxed_flag() {
    let ((to, from), flag) = (channel(), AtomicBool::new(false));
    let kept = to.clone();
    together(
        || {
            to.send(1).unwrap();
            flag.store(true, Relaxed);
        },
        || {
            if flag.load(Relaxed) {
                assert_eq!(from.try_recv().unwrap(), 1);
            }
        },
    );
    drop(kept);
}

/// "A second is enough for anybody."
fn in_time_for_sure() {
    let (to, from) = channel();
    let child = thread::spawn(move || to.send(1));
    assert_eq!(from.recv_timeout(Duration::from_secs(1)).unwrap(), 1);
    child.join().unwrap().unwrap();
}

/// "It is only a number, and the message is sent."
fn changed_after_it_was_sent() {
    let ((to, from), value) = (channel(), Plain::new(0));
    together(
        || {
            to.send(()).unwrap();
            value.set(1);
        },
        || {
            from.recv().unwrap();
            value.get();
        },
    );
}

/// "Both have sent, so both have written": one message says nothing of the other's sender.
fn a_message_of_another_sender() {
    let ((to, from), value) = (channel(), Plain::new(0));
    let other = to.clone();
    thread::scope(|scope| {
        scope.spawn(|| {
            to.send(1).unwrap();
        });
        scope.spawn(|| {
            value.set(1);
            other.send(2).unwrap();
        });
        from.recv().unwrap();
        value.get();
    });
}

/// Who has sent takes for granted that it was received.
fn hands_over(buffer: usize) {
    let ((to, from), value) = (sync_channel(buffer), &Plain::new(0));
    together(
        move || {
            value.set(1);
            from.recv().unwrap();
        },
        || {
            to.send(()).unwrap();
            value.get();
        },
    );
}

fn receiver_forgotten() {
    let (to, from) = channel();
    let child = thread::spawn(move || to.send(1).unwrap());
    std::mem::forget(from);
    child.join().unwrap();
}

fn one_sender_keeps_its_order() {
    let (to, from) = channel();
    let child = thread::spawn(move || (0..3).for_each(|n| to.send(n).unwrap()));
    assert_eq!(from.into_iter().collect::<Vec<_>>(), [0, 1, 2]);
    child.join().unwrap();
}

fn what_was_written_before_it_was_sent() {
    let ((to, from), value) = (channel(), Plain::new(0));
    together(
        || {
            value.set(1);
            to.send(()).unwrap();
        },
        || {
            from.recv().unwrap();
            assert_eq!(value.get(), 1);
        },
    );
}

/// The end says that all senders have gone, and what they did.
fn until_all_are_gone() {
    let ((to, from), values) = (channel::<()>(), [Plain::new(0), Plain::new(0)]);
    thread::scope(|scope| {
        for value in &values {
            let to = to.clone();
            scope.spawn(move || {
                value.set(1);
                drop(to);
            });
        }
        drop(to);
        assert!(from.recv().is_err());
        assert_eq!(values[0].get() + values[1].get(), 2);
    });
}

fn every_message_once() {
    let (to, from) = channel();
    for me in 1..=2 {
        let to = to.clone();
        thread::spawn(move || to.send(me).unwrap());
    }
    drop(to);
    assert_eq!(from.iter().sum::<i32>(), 3);
}

fn bounded_waits_for_room() {
    let (to, from) = sync_channel(1);
    let child = thread::spawn(move || (0..3).for_each(|n| to.send(n).unwrap()));
    assert_eq!(from.iter().collect::<Vec<_>>(), [0, 1, 2]);
    child.join().unwrap();
}

/// Room for one: who has sent is in, who has received lets the next one in, and sees it.
fn a_channel_as_a_lock() {
    let ((to, from), value) = (sync_channel(1), Plain::new(0));
    let from = Mutex::new(from);
    crate::shared::crowd(2, |_| {
        to.send(()).unwrap();
        value.increment();
        from.lock().unwrap().recv().unwrap();
    });
    assert_eq!(value.get(), 2);
}

fn tried_until_there_is_room() {
    let (to, from) = sync_channel(1);
    let child = thread::spawn(move || {
        for n in 0..2 {
            let mut message = n;
            while let Err(TrySendError::Full(back)) = to.try_send(message) {
                message = back;
                thread::yield_now();
            }
        }
    });
    assert_eq!((from.recv(), from.recv()), (Ok(0), Ok(1)));
    child.join().unwrap();
}

fn polled_until_it_is_there() {
    let (to, from) = channel();
    let child = thread::spawn(move || to.send(1).unwrap());
    let got = loop {
        match from.try_recv() {
            Ok(got) => break got,
            Err(TryRecvError::Empty) => thread::yield_now(),
            Err(TryRecvError::Disconnected) => panic!("it was sent before the sender went"),
        }
    };
    assert_eq!(got, 1);
    child.join().unwrap();
}

fn in_time_or_not() {
    let (to, from) = channel();
    let child = thread::spawn(move || to.send(1));
    match from.recv_timeout(Duration::from_secs(1)) {
        Ok(got) => assert_eq!(got, 1),
        Err(RecvTimeoutError::Timeout) => assert_eq!(from.recv(), Ok(1)),
        Err(RecvTimeoutError::Disconnected) => panic!("it was sent before the sender went"),
    }
    child.join().unwrap().unwrap();
}

/// The sender gets its message back, if the receiver goes.
fn returned_when_nobody_takes_it() {
    let (to, from) = sync_channel(0);
    let child = thread::spawn(move || to.send(Box::new(7)));
    let got = from.try_recv();
    drop(from);
    match child.join().unwrap() {
        Ok(()) => assert_eq!(*got.unwrap(), 7),
        Err(back) => assert_eq!((*back.0, got.is_err()), (7, true)),
    }
}

/// A sender is dropped, whatever its thread ends with.
fn left_when_the_sender_panics() {
    let (to, from) = channel::<u8>();
    let child = thread::spawn(move || {
        let _to = to;
        panic!("no");
    });
    assert!(from.recv().is_err());
    assert!(child.join().is_err());
}

/// A request that says where the answer goes.
fn a_reply_in_the_message() {
    let (to, from) = channel::<(u32, std::sync::mpsc::Sender<u32>)>();
    let server = thread::spawn(move || from.iter().for_each(|(number, reply)| reply.send(number * 2).unwrap()));
    let (reply, answer) = channel();
    to.send((21, reply)).unwrap();
    assert_eq!(answer.recv(), Ok(42));
    drop(to);
    server.join().unwrap();
}

fn dropped_with_what_is_in_it() {
    let ((to, from), lock) = (channel(), Arc::new(Mutex::new(0)));
    let mine = Arc::clone(&lock);
    let child = thread::spawn(move || drop(to.send(mine)));
    *lock.lock().unwrap() += 1;
    drop(from);
    child.join().unwrap();
    assert!(Arc::into_inner(lock).is_some());
}

fn sender_shared_by_reference() {
    let (to, from) = channel();
    crate::shared::crowd(2, |me| to.send(me).unwrap());
    drop(to);
    assert_eq!(from.iter().sum::<usize>(), 1);
}
