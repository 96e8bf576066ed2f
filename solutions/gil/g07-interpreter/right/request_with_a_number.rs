//! right: a request names the turn that it is for, so nobody clears it; a turn is counted in the thread, and noted before it ends.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread::{self, ThreadId};
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

/// How long a thread waits before it asks.
const SWITCH_INTERVAL: Duration = Duration::from_millis(5);

/// The lock: a flag, a request, and a note of who had it last.
#[derive(Debug, Default)]
pub struct Gil {
    state: Mutex<State>,
    /// Notified each time `held` becomes false.
    free: Condvar,
    /// Notified each time another thread than before takes it.
    switched: Condvar,
    /// The number of the turn that should end: 0 is none, the first turn is 1.
    drop_request: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    last_holder: Option<ThreadId>,
    /// How often it was taken.
    turn: u64,
}

/// This thread holds the GIL. Dropping it lets go, on every way out.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    gil: &'gil Gil,
    turn: u64,
}

impl Gil {
    /// Waits until no thread holds the GIL, then holds it.
    pub fn acquire(&self) -> Held<'_> {
        let turn = self.wait_for_turn();
        Held { gil: self, turn }
    }

    fn wait_for_turn(&self) -> u64 {
        let mut state = self.state.lock().unwrap();
        while state.held {
            let seen = state.turn;
            let (next, clock) = self.free.wait_timeout(state, SWITCH_INTERVAL).unwrap();
            state = next;
            // Ask only if it is the same turn: a later one has not had its interval yet.
            if clock.timed_out() && state.held && state.turn == seen {
                // Relaxed: a request carries no data. The mutex orders all else.
                self.drop_request.store(seen, Relaxed);
            }
        }
        state.held = true;
        state.turn += 1;
        let me = Some(thread::current().id());
        if state.last_holder != me {
            state.last_holder = me;
            self.switched.notify_one();
        }
        state.turn
    }

    fn let_go(&self) {
        let mut state = self.state.lock().unwrap();
        state.held = false;
        self.free.notify_one();
        // Relaxed: who asked did so under this mutex.
        if self.drop_request.load(Relaxed) == state.turn {
            // Who asked still waits, so this ends.
            let me = Some(thread::current().id());
            drop(self.switched.wait_while(state, |state| state.last_holder == me).unwrap());
        }
    }
}

impl Held<'_> {
    /// Whether somebody asked for the end of this turn.
    pub fn is_asked(&self) -> bool {
        // Relaxed: seen late, it is seen at the next jump.
        self.gil.drop_request.load(Relaxed) == self.turn
    }

    /// Lets go, waits as `wait` does, and takes the GIL again.
    pub fn allow_threads(&mut self, wait: impl FnOnce()) {
        self.gil.let_go();
        wait();
        self.turn = self.gil.wait_for_turn();
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.let_go();
    }
}

/// What the threads of one interpreter share. It has its GIL for itself, as an interpreter of CPython may since 3.12 (PEP 684).
#[derive(Debug, Default)]
pub struct Interpreter {
    gil: Gil,
    /// The turns that are over, or end just now.
    turns: Mutex<Vec<Turn>>,
}

impl Interpreter {
    /// Runs one program to its end, under the GIL.
    fn run_thread<W: World>(&self, number: usize, program: &[Op], world: &W) -> End {
        // A guard: `Raised` leaves this function as `Returned` does, and either way the GIL is let go.
        let mut held = self.gil.acquire();
        let mut turn = Turn { thread: number, instructions: 0 };
        // Called while the GIL is held: the order of the notes is that of the turns.
        let note = |turn: &mut Turn| {
            self.turns.lock().unwrap().push(*turn);
            turn.instructions = 0;
        };
        let (mut next, mut stack) = (0, Vec::new());
        while let Some(&op) = program.get(next) {
            world.trace(number, next);
            turn.instructions += 1;
            next += 1;
            let mut pop = || stack.pop().expect("the compiler counts what is on the stack");
            match op {
                Op::LoadConst(value) => stack.push(value),
                // Read anew each time: since the last time others may have had a turn.
                Op::LoadGlobal(name) => stack.push(world.load(name)),
                Op::StoreGlobal(name) => world.store(name, pop()),
                Op::BinaryAdd => {
                    let (b, a) = (pop(), pop());
                    stack.push(a + b);
                }
                Op::PopJumpBackwardIfTrue(target) => {
                    if pop() != 0 {
                        next = target;
                        // Here, and not after each instruction: what stands between two jumps is not torn apart.
                        if held.is_asked() {
                            note(&mut turn);
                            held.allow_threads(|| ());
                        }
                    }
                }
                Op::Sleep => {
                    note(&mut turn);
                    held.allow_threads(|| world.sleep(number));
                }
                Op::Raise => {
                    note(&mut turn);
                    return End::Raised;
                }
            }
        }
        note(&mut turn);
        End::Returned
    }

    /// All turns, in their order.
    pub fn time_line(&self) -> Vec<Turn> {
        self.turns.lock().unwrap().clone()
    }
}
