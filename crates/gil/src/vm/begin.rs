//! A whole machine at one moment, and the two ways to begin.
//!
//! # Keeps true
//!
//! - Thread n stands at place n of [`State::threads`], and [`Shared::ends`] has as many places.
//! - What has run before the threads begin is the same whoever runs first afterwards: one thread was alone.

use super::error::Error;
use super::program::Program;
use super::state::{End, MAX_THREADS, Shared, Thread};
use super::step::{Step, step};
use super::value::{CodeId, Value};

/// How many instructions a module may run before its functions begin.
const PATIENCE: usize = 1_000_000;

/// What all threads share, and the threads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    /// What they share.
    pub shared: Shared,
    /// The threads by their number, those that have ended, too.
    pub threads: Vec<Thread>,
}

impl State {
    /// The main thread stands at the first instruction of the module. What other threads there are, it will start.
    pub fn module(program: &Program) -> Self {
        let mut shared = Shared::new(program);
        let main = Thread::new(shared.add_thread(), CodeId(0), Vec::new(), program);
        State { shared, threads: vec![main] }
    }

    /// The module has run alone to its end, as thread 0. Threads 1, 2 … are about to call these functions, without arguments.
    ///
    /// # Errors
    ///
    /// What the module died of; `NameError` if it has left no such function; `Unsupported` if it starts threads itself
    /// (then [`State::module`] is the way), waits for ever, runs longer than a million instructions, or if there are more than four names.
    pub fn functions(program: &Program, names: &[&str]) -> Result<Self, Error> {
        let mut state = State::module(program);
        state.run_alone(program)?;
        if names.len() >= MAX_THREADS {
            let message = format!("this machine has {MAX_THREADS} threads at most, the main thread counted");
            return Err(Error::new("Unsupported", message));
        }
        for name in names {
            let global = program.find_name(name).and_then(|name| state.shared.global(name));
            let Some(Value::Function(code)) = global else {
                return Err(Error::new("NameError", format!("the module defines no function '{name}'")));
            };
            let number = state.shared.add_thread();
            state.threads.push(Thread::new(number, code, Vec::new(), program));
        }
        Ok(state)
    }

    /// Runs the next instruction of the thread of that number; a thread that it starts is the new last one.
    ///
    /// # Panics
    ///
    /// If that thread has ended, or there is none.
    pub fn step(&mut self, program: &Program, thread: usize) -> Step {
        let step = step(program, &mut self.shared, &mut self.threads[thread]);
        if let Step::Started(started) = &step {
            self.threads.push(started.clone());
        }
        step
    }

    fn run_alone(&mut self, program: &Program) -> Result<(), Error> {
        for _ in 0..PATIENCE {
            match self.step(program, 0) {
                Step::Went | Step::LetGo => {}
                Step::Ended => {
                    return match &self.shared.ends[0] {
                        Some(End::Died(error)) => Err(error.clone()),
                        _ => Ok(()),
                    };
                }
                Step::Blocked => return Err(Error::new("Unsupported", "the module waits for ever, it is alone")),
                Step::Started(_) => {
                    return Err(Error::new("Unsupported", "the module starts threads itself: let it run whole"));
                }
            }
        }
        Err(Error::new("Unsupported", format!("the module has run {PATIENCE} instructions and has not ended")))
    }
}
