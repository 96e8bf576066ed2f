//! wrong: G6 "my note is not finished, so I keep it locked" · caught by a_sleep_waits_without_the_gil · undecided

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
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
    drop_request: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    held: bool,
    last_holder: Option<ThreadId>,
    /// How often `last_holder` has changed.
    switches: u64,
}

/// This thread holds the GIL. Dropping it lets go, on every way out.
#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Gil {
    /// Waits until no thread holds the GIL, then holds it.
    pub fn acquire(&self) -> Held<'_> {
        self.wait_for_turn();
        Held { gil: self }
    }

    fn wait_for_turn(&self) {
        let mut state = self.state.lock().unwrap();
        while state.held {
            let seen = state.switches;
            let (next, clock) = self.free.wait_timeout(state, SWITCH_INTERVAL).unwrap();
            state = next;
            // Ask only if the same thread has had it all the time: another one has not had its interval yet.
            if clock.timed_out() && state.held && state.switches == seen {
                // Relaxed: a request carries no data. The mutex orders all else.
                self.drop_request.store(true, Relaxed);
            }
        }
        state.held = true;
        let me = Some(thread::current().id());
        if state.last_holder != me {
            state.last_holder = me;
            state.switches += 1;
            self.switched.notify_one();
        }
        // Whoever was asked has let go. Relaxed: under the mutex, as where it was set.
        self.drop_request.store(false, Relaxed);
    }

    fn let_go(&self) {
        let mut state = self.state.lock().unwrap();
        state.held = false;
        self.free.notify_one();
        // Relaxed: who asked did so under this mutex.
        if self.drop_request.load(Relaxed) {
            // Who asked still waits, so this ends.
            let me = Some(thread::current().id());
            drop(self.switched.wait_while(state, |state| state.last_holder == me).unwrap());
        }
    }
}

impl Held<'_> {
    /// If somebody asked, lets go until another thread has held the GIL, and takes it again. Returns whether it did.
    pub fn poll(&mut self) -> bool {
        // Relaxed: seen late, it is seen at the next jump.
        let asked = self.gil.drop_request.load(Relaxed);
        if asked {
            self.gil.let_go();
            self.gil.wait_for_turn();
        }
        asked
    }

    /// Lets go, waits as `wait` does, and takes the GIL again.
    pub fn allow_threads(&mut self, wait: impl FnOnce()) {
        self.gil.let_go();
        wait();
        self.gil.wait_for_turn();
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
    /// The time line so far. Its last turn is that of the thread which holds the GIL.
    turns: Mutex<Vec<Turn>>,
}

impl Interpreter {
    /// Runs one program to its end, under the GIL.
    fn run_thread<W: World>(&self, number: usize, program: &[Op], world: &W) -> End {
        // A guard: `Raised` leaves this function as `Returned` does, and either way the GIL is let go.
        let mut held = self.gil.acquire();
        let begin_turn = || self.turns.lock().unwrap().push(Turn { thread: number, instructions: 0 });
        begin_turn();
        let (mut next, mut stack) = (0, Vec::new());
        while let Some(&op) = program.get(next) {
            world.trace(number, next);
            // While we hold the GIL, the last turn is ours.
            self.turns.lock().unwrap().last_mut().unwrap().instructions += 1;
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
                        if held.poll() {
                            begin_turn();
                        }
                    }
                }
                Op::Sleep => {
                    let mut turns = self.turns.lock().unwrap();
                    held.allow_threads(|| world.sleep(number));
                    turns.push(Turn { thread: number, instructions: 0 });
                }
                Op::Raise => return End::Raised,
            }
        }
        End::Returned
    }

    /// All turns, in their order.
    pub fn time_line(&self) -> Vec<Turn> {
        self.turns.lock().unwrap().clone()
    }
}
