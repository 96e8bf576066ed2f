//! What the children of the tests do with locks and queues.

use multiprocessing::s4_task::Entry;
use multiprocessing::{Connection, HolderDied, Lock, LockError, Queue, tasks};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::time::Duration;

/// A part of the list for the guard.
pub fn all() -> Vec<Entry> {
    let locks = tasks![counts, holds, leaves, goes_in_and_out, asks, asks_who_died];
    let queues = tasks![puts, puts_for_ever, gets_until_the_end, gets_for_ever, doubles, passes_on];
    locks.into_iter().chain(queues).collect()
}

/// Adds 1 to the number in a file, `times` times.
pub fn counts(lock: Lock, file: PathBuf, times: u64) {
    for _ in 0..times {
        let _with = lock.acquire().unwrap();
        add_one(&File::options().read(true).write(true).open(&file).unwrap());
    }
}

/// In two steps, so that an addition is lost where two are at it.
fn add_one(file: &File) {
    let mut number = [0; 8];
    file.read_exact_at(&mut number, 0).unwrap();
    file.write_all_at(&(u64::from_le_bytes(number) + 1).to_le_bytes(), 0).unwrap();
}

/// Acquires the lock, says so, and waits inside.
pub fn holds(lock: Lock, with: Connection) {
    let _hold = lock.acquire().unwrap();
    with.send("inside").unwrap();
    let _ = with.recv_bytes();
}

/// Acquires the lock, and does not come to the end of its block.
pub fn leaves(lock: Lock, how: String) {
    let hold = lock.acquire().unwrap();
    match how.as_str() {
        "panic" => std::panic::resume_unwind(Box::new("inside")),
        "exit" => std::process::exit(3),
        _ => std::mem::forget(hold),
    }
}

/// Acquires and releases until it is killed, and says at its first hold that it has begun.
pub fn goes_in_and_out(lock: Lock, with: Connection) {
    loop {
        let hold = match lock.acquire() {
            Ok(hold) => hold,
            Err(LockError::HolderDied(HolderDied { hold, .. })) => {
                hold.repaired();
                hold
            }
            Err(why) => panic!("{why}"),
        };
        // Nobody listens any more after the first time.
        let _ = with.send("begun");
        drop(hold);
    }
}

/// Sends what it hears when it asks for the lock: without waiting, and with a time limit.
pub fn asks(lock: Lock, to: Connection) {
    let at_once = lock.try_acquire().unwrap().is_some();
    let in_time = lock.acquire_timeout(Duration::from_millis(1)).unwrap().is_some();
    to.send(&(at_once, in_time)).unwrap();
}

/// Sends who died inside; 0 if nobody did.
pub fn asks_who_died(lock: Lock, to: Connection) {
    let process = match lock.acquire() {
        Ok(_) => 0,
        Err(LockError::HolderDied(died)) => died.process,
        Err(why) => panic!("{why}"),
    };
    to.send(&process).unwrap();
}

/// A message that shows whether it is whole: who put it, its number, and a text that follows from that.
pub type Numbered = (u32, u32, String);

/// Message `number` of `producer`, which is `length` bytes long and some more.
pub fn numbered(producer: u32, number: u32, length: usize) -> Numbered {
    let letters = ["a", "b", "c", "d", "e"];
    (producer, number, letters[number as usize % letters.len()].repeat(length))
}

/// Puts `messages` messages and ends.
pub fn puts(queue: Queue<Numbered>, producer: u32, messages: u32, length: usize) {
    for number in 0..messages {
        queue.put(&numbered(producer, number, length)).unwrap();
    }
}

/// Puts until it is killed; every third message is a long one.
pub fn puts_for_ever(queue: Queue<Numbered>) {
    for number in 0.. {
        queue.put(&numbered(0, number, if number % 3 == 2 { 40_000 } else { 10 })).unwrap();
    }
}

/// Gets until nobody can put any more, then sends everything.
pub fn gets_until_the_end(queue: Queue<Numbered>, to: Connection) {
    queue.close();
    let mut got = Vec::new();
    while let Some((producer, number, _)) = queue.get().unwrap() {
        got.push((producer, number));
    }
    to.send(&got).unwrap();
}

/// Gets until it is killed, and says at its first message that it has begun.
pub fn gets_for_ever(queue: Queue<Numbered>, with: Connection) {
    while queue.get().unwrap().is_some() {
        let _ = with.send("begun");
    }
}

/// Doubles numbers until it gets `None`.
pub fn doubles(numbers: Queue<Option<u32>>, doubled: Queue<u32>) {
    while let Some(Some(number)) = numbers.get().unwrap() {
        doubled.put(&(2 * number)).unwrap();
    }
}

/// Gets queues, and puts a message into each.
pub fn passes_on(queues: Queue<Queue<String>>) {
    queues.close();
    while let Some(queue) = queues.get().unwrap() {
        queue.put(&"from the other side".to_owned()).unwrap();
    }
}
