//! # g07 · Your own interpreter
//!
//! Mini project · 90 minutes · read first: `cargo book` → *Forced switching*
//!
//! ## Task
//!
//! [`Interpreter::run`] runs programs of seven instructions, each in a thread of its own. Bring the lock: yours of g06, or
//! that of g03 with a request, a time limit, and forced switching added. Then write [`Interpreter::run_thread`], which runs
//! one program under it, and note who ran: a [`Turn`] begins when a thread takes the GIL, and ends when it lets go.
//! [`draw`] shows your time line as a picture.
//!
//! ## Keep true
//!
//! - No instruction runs without the GIL. `SLEEP` begins and ends with it, and waits without it.
//! - The GIL goes to another thread right after a jump backward that is taken, in a `SLEEP`, and where a thread ends; nowhere else.
//! - A thread that lets go after a jump does so because another one asked, and has no next turn before another had one.
//! - A thread that raises ends, and the others go on. Nothing is shared by two interpreters.
//! - The time line has all turns in their order. Each says how many instructions ran in it; a `SLEEP` is the last of its turn.
//!
//! ```text
//!   thread 0  LOAD_GLOBAL BINARY_ADD STORE_GLOBAL JUMP ▶ asked ··············· ▶ LOAD_GLOBAL …
//!   thread 1  waits ··· asks ························· ▶ LOAD_CONST SLEEP ▶ sleeps
//!   turns     0: 4 instructions                          1: 2 instructions     0: …
//! ```
//!
//! ## Run
//!
//! `cargo learn check g07`; and for the picture `cargo test -q -p g07-interpreter real_threads -- --nocapture`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(unused_variables, dead_code, unused_imports, reason = "nothing is used yet")]

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// An instruction. Each thread has a stack of numbers: `a b → c` takes `b` from its top, `a` from below it, and leaves `c`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `→ value`
    LoadConst(i64),
    /// `→ value`: the value that the global variable of this number has now ([`World::load`]).
    LoadGlobal(usize),
    /// `value →` ([`World::store`])
    StoreGlobal(usize),
    /// `a b → a + b`
    BinaryAdd,
    /// `value →`: if the value is not 0, goes on at this instruction, an earlier one or itself. The name is that of CPython 3.11.
    PopJumpBackwardIfTrue(usize),
    /// `time.sleep`: waits until [`World::sleep`] returns.
    Sleep,
    /// An exception that nobody catches. The thread ends.
    Raise,
}

/// What is outside of the threads: the global variables, and the world that one can wait for.
pub trait World: Sync {
    /// Is told of each instruction right before it runs, with its number in the program. Called with the GIL.
    fn trace(&self, thread: usize, instruction: usize);
    /// Reads a global variable. Called with the GIL.
    fn load(&self, name: usize) -> i64;
    /// Writes a global variable. Called with the GIL.
    fn store(&self, name: usize, value: i64);
    /// Returns once this thread has slept enough. Called *without* the GIL.
    fn sleep(&self, thread: usize);
}

/// How a thread ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its program was over.
    Returned,
    /// It came to a `RAISE`.
    Raised,
}

/// A piece of the time line: from taking the GIL to letting go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Who had the GIL: the number of its program.
    pub thread: usize,
    /// How many instructions it ran.
    pub instructions: usize,
}

impl Interpreter {
    /// Runs each program in a thread of its own, the first one in the calling thread. Returns how each ended.
    ///
    /// Called once for an interpreter, with at least one program.
    pub fn run<W: World>(&self, programs: &[&[Op]], world: &W) -> Vec<End> {
        thread::scope(|scope| {
            let others: Vec<_> = (1..programs.len())
                .map(|number| scope.spawn(move || self.run_thread(number, programs[number], world)))
                .collect();
            let mut ends = vec![self.run_thread(0, programs[0], world)];
            ends.extend(others.into_iter().map(|other| other.join().expect("an exception is no panic")));
            ends
        })
    }
}

/// A row for each thread, a character for about `unit` instructions.
pub fn draw(turns: &[Turn], unit: usize) -> String {
    let threads = turns.iter().map(|turn| turn.thread + 1).max().unwrap_or(0);
    let row = |thread| {
        let turns = turns.iter().map(|turn| {
            let ran = if turn.thread == thread { "█" } else { "·" };
            ran.repeat(turn.instructions.div_ceil(unit.max(1)))
        });
        format!("thread {thread}  {}\n", turns.collect::<String>())
    };
    (0..threads).map(row).collect()
}

// ── your work starts here ──────────────────────────────────────────────────
/// The lock: yours of g06 in place of this and [`Held`], if you have it.
#[derive(Debug, Default)]
pub struct Gil {
    /// True while a [`Held`] exists.
    held: Mutex<bool>,
    /// Where threads sleep that wait for the GIL.
    free: Condvar,
    /// True when the holder has been asked to let go.
    drop_request: AtomicBool,
}

/// This thread holds the GIL.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    /// What it lets go of.
    gil: &'gil Gil,
}

impl Gil {
    /// Waits for the GIL, and asks the holder to let go when it has waited for a few milliseconds.
    pub fn acquire(&self) -> Held<'_> {
        todo!("your lock of g06")
    }
}

impl Held<'_> {
    /// If somebody asked, lets go until another thread has held the GIL, and takes it again. Returns whether it did.
    pub fn poll(&mut self) -> bool {
        todo!("your lock of g06")
    }

    /// Lets go, waits as `wait` does, and takes the GIL again.
    pub fn allow_threads(&mut self, wait: impl FnOnce()) {
        todo!("let go around the wait")
    }
}

/// What the threads of one interpreter share. It has its GIL for itself, as an interpreter of CPython may since 3.12 (PEP 684).
#[derive(Debug, Default)]
pub struct Interpreter {
    gil: Gil,
    /// The time line so far.
    turns: Mutex<Vec<Turn>>,
}

impl Interpreter {
    /// Runs one program to its end, under the GIL.
    fn run_thread<W: World>(&self, number: usize, program: &[Op], world: &W) -> End {
        todo!("take the GIL; trace and run one instruction after the other; note the turns")
    }

    /// All turns, in their order. Called when `run` has returned.
    pub fn time_line(&self) -> Vec<Turn> {
        todo!("what you noted")
    }
}
// ── your work ends here ────────────────────────────────────────────────────
