//! What a thread's next step makes of what is shared: worked out once for each pair of the two.
//!
//! A step sees what all share and its own thread, and nothing else. So what comes of it depends on two numbers only, and however many states
//! have these two in common, the machine runs the instruction once.
//!
//! # Keeps true
//!
//! - The same two numbers always give the same move.

use super::intern::Interner;
use super::reduce::Local;
use super::state::NOBODY;
use crate::vm::{Op, Program, Shared, Step, Switches, Thread, step};
use rustc_hash::FxHashMap;

/// The longest run of steps without a place for others that is looked at as a whole, see [`Moves::nobody_notices`].
const LONGEST_LOOK: usize = 200;

/// What a thread can do next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Move {
    /// Nothing: it has ended.
    Ended,
    /// Nothing: it waits for another thread.
    Blocked,
    /// One step.
    Goes(Next),
}

/// What comes of a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next {
    /// The number of what is shared then.
    pub shared: u32,
    /// The number of the thread as it is then.
    pub thread: u32,
    /// The number of the thread that it has started, or [`NOBODY`].
    pub started: u32,
    /// Whether others may come in afterwards.
    pub open: bool,
    /// Whether it touches nothing that others can touch.
    local: bool,
}

/// All moves that were worked out, and what they are about.
#[derive(Debug)]
pub(super) struct Moves<'a> {
    program: &'a Program,
    switches: Switches,
    local: Local,
    pub shared: Interner<Shared>,
    pub threads: Interner<Thread>,
    /// For each thread, its next instruction, if it has not ended.
    ops: Vec<Option<Op>>,
    known: FxHashMap<(u32, u32), Move>,
    /// About how many bytes all that is shared takes, beside the tables.
    pub held: usize,
}

impl<'a> Moves<'a> {
    pub fn new(program: &'a Program, switches: Switches, local: Local) -> Self {
        let (shared, threads) = (Interner::default(), Interner::default());
        Moves { program, switches, local, shared, threads, ops: Vec::new(), known: FxHashMap::default(), held: 0 }
    }

    /// The number of a thread.
    pub fn thread(&mut self, thread: Thread) -> u32 {
        let op = thread.next(self.program);
        let (number, new) = self.threads.intern(thread);
        if new {
            self.ops.push(op);
        }
        number
    }

    /// What that thread can do next where that is shared.
    pub fn of(&mut self, shared: u32, thread: u32) -> Move {
        let Some(op) = self.ops[thread as usize] else { return Move::Ended };
        if let Some(&known) = self.known.get(&(shared, thread)) {
            return known;
        }
        let found = self.work_out(shared, thread, op);
        self.known.insert((shared, thread), found);
        found
    }

    /// Whether that thread waits, without the GIL, for the lock of a `with` block.
    pub fn waits_outside(&mut self, shared: u32, thread: u32) -> bool {
        self.switches == Switches::Breaker
            && self.ops[thread as usize] == Some(Op::BeforeWith)
            && matches!(self.of(shared, thread), Move::Blocked)
    }

    /// Whether all that the thread does up to the next place where others may come in is local.
    pub fn nobody_notices(&mut self, mut shared: u32, mut thread: u32) -> bool {
        for _ in 0..LONGEST_LOOK {
            match self.of(shared, thread) {
                Move::Goes(next) if next.local && next.open => return true,
                Move::Goes(next) if next.local => (shared, thread) = (next.shared, next.thread),
                _ => return false,
            }
        }
        false
    }

    /// The bytes of the tables.
    pub fn bytes(&self) -> usize {
        // A map is at most seven eighths full, and has a byte beside each entry.
        let places = self.known.capacity() / 7 * 8;
        self.shared.bytes()
            + self.threads.bytes()
            + self.ops.capacity() * size_of::<Option<Op>>()
            + places * (size_of::<((u32, u32), Move)>() + 1)
    }

    fn work_out(&mut self, shared: u32, thread: u32, op: Op) -> Move {
        let pc = self.threads[thread].frames.last().expect("it has an instruction").pc;
        let (mut shared_then, mut thread_then) = (self.shared[shared].clone(), self.threads[thread].clone());
        let done = step(self.program, &mut shared_then, &mut thread_then);
        if done == Step::Blocked {
            return Move::Blocked;
        }
        let local = matches!(done, Step::Went | Step::LetGo)
            && (self.local)(self.program, &self.shared[shared], &self.threads[thread]);
        let open = match done {
            Step::LetGo | Step::Ended => true,
            _ => self.switches.after(op, pc, self.program.version),
        };
        let started = if let Step::Started(started) = done { self.thread(started) } else { NOBODY };
        let (shared, new) = self.shared.intern(shared_then);
        if new {
            self.held += self.shared[shared].bytes();
        }
        let thread = self.thread(thread_then);
        Move::Goes(Next { shared, thread, started, open, local })
    }
}
