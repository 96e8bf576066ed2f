//! Step 11, first half: a worker, a process that does one task after the other.
//!
//! To start a process costs far more than most tasks cost to run. A worker is started once, and is told through a pipe what to
//! call. It is a [`Process`] like any other, and what it runs is a task like any other: a loop around `recv`.
//!
//! # Keeps true
//!
//! - Each order is answered by one message, or by the end of the pipe: then the worker has died, and has taken the task along.
//! - A task that panics costs no worker. What it has printed is out before its answer is.
//! - A worker ends when its pipe is closed, and when its parent dies, like each process of step 5.
//!
//! ```text
//!   parent  call ▶ "__main__::square" (7,) ▶ waits ··········· ▶ 49           call ▶ … ▶ waits ·· ▶ end of file: it died
//!   worker                                ▶ square(7) ▶ 49 ▶ waits for the next              ▶ ✗
//! ```
//!
//! # Not yet
//!
//! Several workers, and who speaks for them (second half: [`s11_pool`](crate::s11_pool)).

use crate::error::{PipeError, ProcessError};
use crate::s2_pipe::{Connection, pipe};
use crate::s3_luggage::{Parcel, pack};
use crate::s4_task::{Task, named, registered};
use crate::s5_process::Process;
use serde::Serialize;
use std::any::Any;
use std::io::Write as _;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// How many arguments an order brings: those of one call, or a list of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calls {
    /// `args` are the arguments of one call.
    One,
    /// `args` are a `Vec` of them, and so are the results (step 12).
    Each,
}

/// Packs what a worker is told: the name of `task`, and its arguments behind it.
///
/// # Errors
///
/// If `task` is not registered, or an argument cannot be written as bytes.
// ANCHOR: order
pub fn order<F, Args>(_task: F, calls: Calls, args: &impl Serialize) -> Result<Parcel, ProcessError>
where
    F: Task<Args>,
{
    const { assert!(size_of::<F>() == 0, "a task is a function by its name: no closure that captures, no pointer") };
    Ok(pack(&(registered::<F>()?.name(), calls == Calls::Each, args))?)
}
// ANCHOR_END: order

/// What came of a call.
#[derive(Debug)]
pub enum Answer {
    /// What the task returned, still packed.
    Returned(Parcel),
    /// The task panicked with these words. The worker lives.
    Panicked(String),
    /// The order could not be sent or understood, or the result not be sent. The worker lives.
    CannotCross(String),
    /// What came back was no answer, so nobody knows what the next message answers. The worker was ended.
    Garbage {
        /// What is wrong with it.
        why: String,
        /// As [`Process::exitcode`] has it.
        exitcode: i32,
    },
    /// The worker has died.
    Died {
        /// As [`Process::exitcode`] has it.
        exitcode: i32,
        /// Whether it may have begun with the task. If not, another worker may be given the same order.
        began: bool,
    },
    /// The worker has ended without having come to its guard, as the next one would.
    NeverBegan(ProcessError),
}

/// The last byte of an answer says which it is.
const RETURNED: u8 = 0;
const PANICKED: u8 = 1;
const CANNOT_CROSS: u8 = 2;

/// A process that waits for orders. Dropped, it ends as soon as it has nothing to do.
#[derive(Debug)]
pub struct Worker {
    // Dropped first: the worker sees the end of its pipe, and ends. Then the process is waited for.
    pipe: Connection,
    process: Process,
}

/// How many workers were made here.
static WORKERS: AtomicUsize = AtomicUsize::new(0);

impl Worker {
    /// Starts a worker.
    ///
    /// # Errors
    ///
    /// As [`Process::start`].
    pub fn start() -> Result<Worker, ProcessError> {
        let (pipe, theirs) = pipe()?;
        // Relaxed: the numbers must differ, and order nothing.
        let name = format!("PoolWorker-{}", WORKERS.fetch_add(1, Relaxed) + 1);
        let process = Process::new(work, (theirs,)).named(name);
        process.start()?;
        Ok(Worker { pipe, process })
    }

    // ANCHOR: call
    /// Gives the worker an order, and waits for the answer. One call at a time.
    pub fn call(&self, order: &Parcel) -> Answer {
        match self.pipe.send_parcel(order) {
            Ok(()) => {}
            // Found before a byte was written.
            Err(why @ (PipeError::TooLong { .. } | PipeError::TooMuchLuggage { .. })) => {
                return Answer::CannotCross(why.to_string());
            }
            // It has not read the whole order, so it has not begun.
            Err(_) => return self.end(|exitcode| Answer::Died { exitcode, began: false }),
        }
        match self.pipe.recv_parcel() {
            Ok(answer) => open(answer),
            Err(PipeError::EndOfFile | PipeError::CutOff { .. }) => {
                self.end(|exitcode| Answer::Died { exitcode, began: true })
            }
            Err(why) => self.end(|exitcode| Answer::Garbage { why: why.to_string(), exitcode }),
        }
    }
    // ANCHOR_END: call

    /// Ends it at once, whatever it does.
    pub fn kill(&self) {
        // It was started; and if it has ended, all is well.
        let _ = self.process.kill();
    }

    /// Its process.
    pub fn process(&self) -> &Process {
        &self.process
    }

    /// What came of a call after which nobody can speak with it any more. Its pipe may have ended, and not the process: a task can
    /// close what it likes. A process that has ended keeps its exit code.
    fn end(&self, answer: impl FnOnce(i32) -> Answer) -> Answer {
        self.kill();
        self.process.join().map_or_else(Answer::NeverBegan, answer)
    }
}

/// Reads the last byte of an answer.
fn open(mut answer: Parcel) -> Answer {
    let kind = answer.bytes.pop();
    let words = |answer: &Parcel| postcard::from_bytes(&answer.bytes).unwrap_or_default();
    match kind {
        Some(RETURNED) => Answer::Returned(answer),
        Some(PANICKED) => Answer::Panicked(words(&answer)),
        _ => Answer::CannotCross(words(&answer)),
    }
}

// ANCHOR: work
/// What a worker does all its life. It is a task, and stands in each program's table.
pub(crate) fn work(pipe: Connection) {
    while let Ok(order) = pipe.recv_parcel() {
        let answer = obey(order);
        // A line that is not finished waits in our buffer; it shall not wait for the next task.
        let _ = std::io::stdout().flush();
        let sent = pipe.send_parcel(&answer).or_else(|why| pipe.send_parcel(&words(CANNOT_CROSS, &why.to_string())));
        if sent.is_err() {
            return;
        }
    }
}

/// Does what is ordered, and packs the answer.
fn obey(order: Parcel) -> Parcel {
    match catch_unwind(AssertUnwindSafe(|| call(order))) {
        Ok(Ok(mut result)) => {
            result.bytes.push(RETURNED);
            result
        }
        Ok(Err(why)) => words(CANNOT_CROSS, &why.to_string()),
        Err(payload) => {
            let answer = words(PANICKED, said(&*payload));
            // A payload is a value of the task's, and to drop it may panic once more.
            if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
                mem::forget(another);
            }
            answer
        }
    }
}
// ANCHOR_END: work

fn call(mut order: Parcel) -> Result<Parcel, ProcessError> {
    let garbage = |why: postcard::Error| PipeError::Decode { expected: "order", why: why.to_string() };
    let ((name, each), args) = postcard::take_from_bytes::<(String, bool)>(&order.bytes).map_err(garbage)?;
    let before = order.bytes.len() - args.len();
    order.bytes.drain(..before);
    let task = named(&name)?;
    Ok(if each { task.call_each(order)? } else { task.call(order)? })
}

/// An answer in words.
fn words(kind: u8, words: &str) -> Parcel {
    let mut answer = pack(words).unwrap_or_default();
    answer.bytes.push(kind);
    answer
}

/// The words of a payload that was caught.
fn said(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic whose payload is not text")
}
