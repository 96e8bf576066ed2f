//! right: tickets as at a counter. Who waits has asked, and the oldest ticket is the next.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};
use std::thread;

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

/// First come, first served. Nobody can be passed over, so letting go is handing over.
#[derive(Debug, Default)]
pub struct Gil {
    counter: Mutex<Counter>,
    called: Condvar,
    /// How many wait. The holder looks at it without the mutex.
    waiting: AtomicUsize,
}

#[derive(Debug, Default)]
struct Counter {
    next_ticket: u64,
    now_serving: u64,
}

#[derive(Debug)]
#[must_use = "dropped at once, it lets go at once"]
pub struct Held<'gil> {
    gil: &'gil Gil,
}

impl Gil {
    pub fn acquire(&self) -> Held<'_> {
        self.draw_ticket();
        Held { gil: self }
    }

    fn draw_ticket(&self) {
        let mut counter = self.counter.lock().unwrap();
        let mine = counter.next_ticket;
        counter.next_ticket += 1;
        // Relaxed, here and in `poll`: it carries no data, and what is seen late is seen at the next jump.
        self.waiting.fetch_add(1, Relaxed);
        drop(self.called.wait_while(counter, |counter| counter.now_serving != mine).unwrap());
        self.waiting.fetch_sub(1, Relaxed);
    }

    fn call_next(&self) {
        self.counter.lock().unwrap().now_serving += 1;
        // All: a condition variable does not know who has the ticket.
        self.called.notify_all();
    }
}

impl Held<'_> {
    pub fn poll(&mut self) -> bool {
        let asked = self.gil.waiting.load(Relaxed) > 0;
        if asked {
            self.allow_threads(|| ());
        }
        asked
    }

    pub fn allow_threads(&mut self, wait: impl FnOnce()) {
        self.gil.call_next();
        wait();
        self.gil.draw_ticket();
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.call_next();
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
                    held.allow_threads(|| world.sleep(number));
                    begin_turn();
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
