//! What children do with shared memory and rings.

use multiprocessing::s4_task::Entry;
use multiprocessing::s10_ring::{CONTROL, HEAD, TAIL};
use multiprocessing::{Connection, RingReceiver, RingSender, SharedMemory, ring, tasks};
use std::sync::atomic::Ordering::Relaxed;

/// The list for the guard.
pub fn all() -> Vec<Entry> {
    tasks![adds, makes_memory, sends_back, sends, sends_for_ever, receives, receives_one, scribbles, makes_many]
}

/// Adds 1 to the first word, so often.
pub fn adds(memory: SharedMemory, times: u64) {
    for _ in 0..times {
        memory[0].fetch_add(1, Relaxed);
    }
}

/// Makes memory, writes 7 into it, gives it away, and stays until the other end is closed.
pub fn makes_memory(to: Connection) {
    let memory = SharedMemory::new(4096).unwrap();
    memory[0].store(7, Relaxed);
    to.send(&memory).unwrap();
    let _ = to.recv_bytes();
}

/// Sends each message back.
pub fn sends_back(mut from: RingReceiver, mut to: RingSender) {
    while let Some(message) = from.recv_bytes().unwrap() {
        to.send_bytes(&message).unwrap();
    }
    to.close();
}

/// Sends one message, closes the ring, and says what became of it.
pub fn sends(mut through: RingSender, length: usize, told: Connection) {
    let sent = through.send_bytes(&vec![7; length]);
    through.close();
    told.send(&sent.map_err(|error| error.to_string())).unwrap();
}

pub fn sends_for_ever(mut through: RingSender) {
    while through.send_bytes(b"one more").is_ok() {}
}

/// Receives until the end, and says how many messages came and what the end was.
pub fn receives(mut from: RingReceiver, told: Connection) {
    let mut count = 0_u64;
    let end = loop {
        match from.recv_bytes() {
            Ok(Some(_)) => count += 1,
            Ok(None) => break "closed".to_owned(),
            Err(error) => break error.to_string(),
        }
    };
    told.send(&(count, end)).unwrap();
}

/// Receives one message, says so, and stays until the other end is closed.
pub fn receives_one(mut from: RingReceiver, told: Connection) {
    from.recv_bytes().unwrap();
    told.send("one").unwrap();
    let _ = told.recv_bytes();
}

/// Writes nonsense into a ring's memory until it is ended.
pub fn scribbles(memory: SharedMemory) {
    let mut nonsense = 1_u64;
    loop {
        // A linear congruential generator (Knuth, MMIX): any numbers will do, if they differ.
        nonsense = nonsense.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let small = nonsense >> 58;
        for (place, value) in
            [(HEAD, small), (TAIL, small), (HEAD, nonsense), (CONTROL + small as usize % 16, nonsense), (TAIL, small)]
        {
            memory[place].store(value, Relaxed);
        }
    }
}

/// Makes memory and rings, and drops them; says how many descriptors were open before and after.
pub fn makes_many(told: Connection) {
    let open = || std::fs::read_dir("/dev/fd").unwrap().count();
    let before = open();
    for _ in 0..200 {
        drop(SharedMemory::new(4096).unwrap());
        drop(ring(4096).unwrap());
    }
    told.send(&(before, open())).unwrap();
}
