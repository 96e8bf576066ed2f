//! `Lock` with real processes: who is in, and what the next one hears of who died there.
#![cfg(unix)]

use multiprocessing::s3_luggage::{Parcel, pack, unpack};
use multiprocessing::s4_task::Task;
use multiprocessing::{HolderDied, Lock, LockError, PipeError, Process, guard, pipe, set_executable};
use serde::Serialize;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Once;
use std::thread;
use std::time::Duration;

#[path = "program/tasks.rs"]
mod tasks;
use tasks::sharing;

const SOON: Duration = Duration::from_millis(1);

fn started<F: Task<Args>, Args: Serialize + Send + 'static>(task: F, args: Args) -> Process {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        guard(tasks::all());
        set_executable(env!("CARGO_BIN_EXE_multiprocessing-program"));
    });
    let process = Process::new(task, args);
    process.start().unwrap();
    process
}

/// A process that is inside, and the pipe that holds it there.
fn started_inside(lock: &Lock) -> (Process, multiprocessing::Connection) {
    let (ours, theirs) = pipe().unwrap();
    let process = started(sharing::holds, (lock.clone(), theirs));
    assert_eq!(ours.recv::<String>().unwrap(), "inside");
    (process, ours)
}

/// Whether this system has robust mutexes; if not, says aloud what is skipped.
fn robust(what: &str) -> bool {
    let robust = cfg!(target_os = "linux");
    if !robust {
        let why = "this system has no robust mutexes, and nobody hears of a holder's death";
        // Not `eprintln`, which the tests keep to themselves.
        let _ = writeln!(std::io::stderr(), "SKIPPED {what}: {why}");
    }
    robust
}

fn died(lock: &Lock) -> HolderDied {
    match lock.acquire() {
        Err(LockError::HolderDied(died)) => died,
        other => panic!("nobody seems to have died: {other:?}"),
    }
}

#[test]
fn no_addition_of_several_processes_is_lost() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("number-{}", std::process::id()));
    fs::write(&file, 0_u64.to_le_bytes()).unwrap();
    let lock = Lock::new().unwrap();
    let processes = [(); 4].map(|()| started(sharing::counts, (lock.clone(), file.clone(), 500_u64)));
    // Threads of this process, too: both kinds exclude each other.
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| sharing::counts(lock.clone(), file.clone(), 500));
        }
    });
    assert!(processes.iter().all(|process| process.join().unwrap() == 0));
    let number = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();
    assert_eq!(number, 3_000_u64.to_le_bytes());
}

#[test]
fn who_comes_after_a_killed_holder_gets_the_lock_and_the_news() {
    if !robust("who comes after a killed holder gets the lock and the news") {
        return;
    }
    let lock = Lock::new().unwrap();
    let (holder, _pipe) = started_inside(&lock);
    assert!(lock.try_acquire().unwrap().is_none());
    assert!(lock.acquire_timeout(SOON).unwrap().is_none());
    let (news, to) = pipe().unwrap();
    let waiter = started(sharing::asks_who_died, (lock.clone(), to));
    holder.kill().unwrap();
    assert_eq!(holder.join().unwrap(), -9);
    // The waiter hears of it, and mends nothing. So we hear of it, too.
    assert_eq!(news.recv::<u32>().ok(), holder.pid());
    assert_eq!(waiter.join().unwrap(), 0);
    let died = died(&lock);
    assert_eq!(Some(died.process), holder.pid());
    died.hold.repaired();
    died.hold.release();
    lock.acquire().unwrap().release();
}

#[test]
fn who_exits_or_panics_inside_is_told_of_as_well() {
    if !robust("who exits or panics inside is told of as well") {
        return;
    }
    for (how, exitcode) in [("exit", 3), ("panic", 1), ("forget", 0)] {
        let lock = Lock::new().unwrap();
        let process = started(sharing::leaves, (lock.clone(), how.to_owned()));
        assert_eq!(process.join().unwrap(), exitcode);
        assert_eq!(Some(died(&lock).process), process.pid(), "{how}");
    }
}

#[test]
fn a_thread_that_ends_inside_is_told_of_as_well() {
    if !robust("a thread that ends inside is told of as well") {
        return;
    }
    let lock = Lock::new().unwrap();
    thread::scope(|scope| scope.spawn(|| std::mem::forget(lock.acquire().unwrap())).join().unwrap());
    assert_eq!(died(&lock).process, std::process::id());
}

#[test]
fn a_panic_that_was_there_before_the_block_leaves_nothing_half_done() {
    struct Tidies<'a>(&'a Lock);
    impl Drop for Tidies<'_> {
        fn drop(&mut self) {
            self.0.acquire().unwrap().release();
        }
    }
    let lock = Lock::new().unwrap();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _tidies = Tidies(&lock);
        std::panic::resume_unwind(Box::new("before the block"));
    }));
    assert!(panicked.is_err());
    lock.acquire().unwrap().release();
}

#[test]
fn a_lock_outlives_twenty_holders_that_are_killed_at_any_moment() {
    if !robust("a lock outlives twenty holders that are killed at any moment") {
        return;
    }
    let lock = Lock::new().unwrap();
    for _ in 0..20 {
        let (ours, theirs) = pipe().unwrap();
        let process = started(sharing::goes_in_and_out, (lock.clone(), theirs));
        assert_eq!(ours.recv::<String>().unwrap(), "begun");
        process.kill().unwrap();
        // Hangs here if the kernel does not let us in.
        match lock.acquire() {
            Ok(hold) => hold.release(),
            Err(LockError::HolderDied(died)) => died.hold.repaired(),
            Err(why) => panic!("{why}"),
        }
        process.join().unwrap();
    }
}

#[test]
fn a_thread_that_would_wait_for_itself_is_told_so() {
    if !robust("a thread that would wait for itself is told so") {
        return;
    }
    let lock = Lock::new().unwrap();
    let hold = lock.acquire().unwrap();
    assert!(matches!(lock.acquire(), Err(LockError::Twice)));
    assert!(matches!(lock.acquire_timeout(Duration::MAX), Err(LockError::Twice)));
    assert!(lock.try_acquire().unwrap().is_none());
    drop(hold);
    assert!(lock.try_acquire().unwrap().is_some());
}

#[test]
fn a_lock_that_came_back_is_the_same_lock() {
    let lock = Lock::new().unwrap();
    let hold = lock.acquire().unwrap();
    let (same, again): (Lock, Lock) = unpack(pack(&(&lock, &lock)).unwrap()).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| assert!(same.acquire_timeout(SOON).unwrap().is_none()));
    });
    // The copies are closed and unmapped while the lock is held, and it stays held.
    drop((same, again));
    thread::scope(|scope| {
        scope.spawn(|| assert!(lock.try_acquire().unwrap().is_none()));
    });
    drop(lock);
    hold.release();
}

#[test]
fn what_is_no_lock_is_refused() {
    if !robust("what is no lock is refused") {
        return;
    }
    let forged = Parcel { bytes: pack(&0_u32).unwrap().bytes, luggage: vec![File::open("/dev/null").unwrap().into()] };
    let refused = unpack::<Lock>(forged).unwrap_err();
    assert!(matches!(refused, PipeError::Io(_)), "{refused:?}");
    assert!(refused.to_string().contains("no lock"), "{refused}");
}
