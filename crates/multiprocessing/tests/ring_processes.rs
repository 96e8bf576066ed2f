//! Shared memory and the ring between real processes, some of which die.
#![cfg(unix)]
#![allow(dead_code, reason = "the tasks are those of other tests, too")]

use multiprocessing::s4_task::Task;
use multiprocessing::s10_ring::{CONTROL, Consumer, Corrupt, Producer, RingError};
use multiprocessing::{Process, SharedMemory, StartMethod, get_context, guard, pipe, ring, set_executable};
use serde::Serialize;
use std::sync::Once;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

#[path = "program/tasks.rs"]
mod tasks;

use tasks::ring as task;

/// A process that was started. Its arguments are dropped here: what they hold belongs to the child.
fn started<F: Task<Args>, Args: Serialize + Send + 'static>(task: F, args: Args) -> Process {
    started_by(StartMethod::Spawn, task, args)
}

fn started_by<F: Task<Args>, Args: Serialize + Send + 'static>(method: StartMethod, task: F, args: Args) -> Process {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        guard(tasks::all());
        set_executable(env!("CARGO_BIN_EXE_multiprocessing-program"));
    });
    // A daemon, so that a test that fails ends it.
    let process = get_context(method).unwrap().process(task, args).daemon(true);
    process.start().unwrap();
    process
}

#[test]
fn two_processes_add_to_one_number() {
    let memory = SharedMemory::new(8).unwrap();
    let processes: Vec<_> = (0..2).map(|_| started(task::adds, (memory.try_clone().unwrap(), 10_000_u64))).collect();
    for process in processes {
        assert_eq!(process.join().unwrap(), 0);
    }
    assert_eq!(memory[0].load(Relaxed), 20_000);
}

/// It has no name at any moment, so nobody can forget to take the name away.
#[test]
fn memory_of_a_killed_process_leaves_nothing_behind() {
    let (ours, theirs) = pipe().unwrap();
    let process = started(task::makes_memory, (theirs,));
    let memory: SharedMemory = ours.recv().unwrap();
    process.kill().unwrap();
    assert_eq!(process.join().unwrap(), -9);
    assert_eq!(memory[0].load(Relaxed), 7, "it is there for as long as somebody has it");

    let file = rustix::fs::fstat(&memory).unwrap();
    assert_eq!(file.st_nlink, 0, "it has no name");
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        let same = |entry: std::io::Result<std::fs::DirEntry>| {
            // An entry of somebody else may have gone again already.
            entry.unwrap().metadata().is_ok_and(|named| named.ino() == file.st_ino)
        };
        assert!(!std::fs::read_dir("/dev/shm").unwrap().any(same), "it stands in /dev/shm");
    }
}

#[test]
fn messages_of_all_sizes_go_to_another_process_and_come_back() {
    let (mut out, theirs) = ring(1000).unwrap();
    let (back, mut home) = ring(1000).unwrap();
    let process = started(task::sends_back, (theirs, back));
    for length in (0..600).chain([100_000, 3 << 20]) {
        let message: Vec<u8> = (0..length).map(|number| (number % 251) as u8).collect();
        out.send_bytes(&message).unwrap();
        assert!(home.recv_bytes().unwrap() == Some(message), "{length} bytes came back otherwise");
    }
    out.close();
    assert_eq!(home.recv_bytes(), Ok(None));
    assert_eq!(process.join().unwrap(), 0);
}

#[test]
fn a_producer_that_is_killed_is_noticed_after_its_last_message() {
    // The fork server has passed the descriptors on, and must have kept none.
    for method in [StartMethod::Spawn, StartMethod::ForkServer] {
        let (theirs, mut receiver) = ring(1000).unwrap();
        let process = started_by(method, task::sends_for_ever, (theirs,));
        assert_eq!(receiver.recv_bytes().unwrap().unwrap(), b"one more");
        process.kill().unwrap();
        let end = loop {
            match receiver.recv_bytes() {
                Ok(message) => assert_eq!(message.unwrap(), b"one more"),
                Err(end) => break end,
            }
        };
        assert_eq!(end, RingError::ProducerDied);
    }
}

/// The ring is too small for the message, and nobody pops: so it is killed in the middle, or before.
#[test]
fn a_producer_that_is_killed_in_the_middle_of_a_message_is_noticed() {
    let (theirs, mut receiver) = ring(1000).unwrap();
    let (_told, tell) = pipe().unwrap();
    let process = started(task::sends, (theirs, 100_000_usize, tell));
    process.kill().unwrap();
    assert_eq!(receiver.recv_bytes(), Err(RingError::ProducerDied));
}

/// The producer is asleep, or about to be.
#[test]
fn a_consumer_that_is_killed_is_noticed_by_a_producer_that_waits_for_room() {
    let (mut sender, theirs) = ring(1000).unwrap();
    let (told, tell) = pipe().unwrap();
    let process = started(task::receives_one, (theirs, tell));
    thread::scope(|scope| {
        let sending = scope.spawn(|| {
            loop {
                if let Err(end) = sender.send_bytes(b"one more") {
                    break end;
                }
            }
        });
        assert_eq!(told.recv::<String>().unwrap(), "one");
        process.kill().unwrap();
        assert_eq!(sending.join().unwrap(), RingError::ConsumerGone);
    });
}

/// Neither of them is started by the other, and this process keeps no end.
#[test]
fn two_children_have_a_ring_between_them_and_notice_each_others_end() {
    for killed in [false, true] {
        let (sender, receiver) = ring(1000).unwrap();
        let ((told, tell), (sent, say)) = (pipe().unwrap(), pipe().unwrap());
        let consumer = started(task::receives, (receiver, tell));
        let end = if killed {
            let producer = started(task::sends_for_ever, (sender,));
            producer.kill().unwrap();
            RingError::ProducerDied.to_string()
        } else {
            let producer = started(task::sends, (sender, 5000_usize, say));
            assert_eq!(sent.recv::<Result<(), String>>().unwrap(), Ok(()));
            assert_eq!(producer.join().unwrap(), 0);
            "closed".to_owned()
        };
        let (count, ended) = told.recv::<(u64, String)>().unwrap();
        assert_eq!(ended, end);
        assert!(killed || count == 1, "{count} messages came");
        assert_eq!(consumer.join().unwrap(), 0);
    }
}

#[test]
fn an_end_that_has_travelled_is_gone_here() {
    let (mut sender, mut receiver) = ring(1000).unwrap();
    let (one, other) = pipe().unwrap();
    one.send(&(&sender, &receiver)).unwrap();
    assert_eq!(sender.send_bytes(b"one"), Err(RingError::Elsewhere));
    assert_eq!(receiver.recv_bytes(), Err(RingError::Elsewhere));
    assert_eq!(one.send(&sender).unwrap_err().to_string(), RingError::Elsewhere.to_string());
    drop((sender, receiver));

    let (mut sender, mut receiver): (multiprocessing::RingSender, multiprocessing::RingReceiver) =
        other.recv().unwrap();
    sender.send_bytes(b"one").unwrap();
    assert_eq!(receiver.recv_bytes().unwrap().unwrap(), b"one");
}

/// Errors, but nothing undefined, whatever it writes and whenever.
#[test]
fn a_process_that_scribbles_in_the_ring_does_no_harm() {
    const CAPACITY: usize = 16;
    let memory = SharedMemory::new((CONTROL + CAPACITY) * 8).unwrap();
    let process = started(task::scribbles, (memory.try_clone().unwrap(),));
    let again = || memory.try_clone().unwrap();
    let (mut corrupt, mut messages) = (0, 0);
    while corrupt < 2_000 || messages < 100 {
        let (Ok(mut producer), Ok(mut consumer)) = (Producer::new(again()), Consumer::new(again())) else {
            corrupt += 1;
            continue;
        };
        for _ in 0..100 {
            let mut message = Vec::new();
            let (pushed, popped) = (producer.try_push(b"one", false), consumer.try_pop(&mut message));
            corrupt += u32::from(pushed == Err(Corrupt)) + u32::from(popped == Err(Corrupt));
            messages += u32::from(popped.is_ok_and(|more| more.is_some()));
            assert!(message.len() <= CAPACITY * 8);
        }
    }
    process.kill().unwrap();
}

#[test]
fn four_hundred_of_them_leave_no_descriptor_open() {
    let (told, tell) = pipe().unwrap();
    let process = started(task::makes_many, (tell,));
    let (before, after) = told.recv::<(usize, usize)>().unwrap();
    assert_eq!(before, after);
    assert_eq!(process.join().unwrap(), 0);
}
