//! Random small programs, in every schedule up to a bound: is there an order of their calls that explains each answer?
//!
//! A queue is right if nobody can tell it from one that does one call after the other. So for each schedule of a program we
//! write down when each call began and what it returned when, and look for an order of the calls that keeps to these times, and
//! in which something much simpler, without threads, gives the same answers. (Herlihy and Wing named that *linearizable*, 1990.)
//! A program that blocks for ever must have been led by such an order to a place where each of its calls waits there, too.
//!
//! - `history` is what is written down, `explain` looks for the order, `run` tries all schedules of a program.
//! - `queue` (beside `list`), `semaphore` and `barrier` have the programs and the properties.
//! - `broken_…` are copies with one mistake each. The same properties must reject them, with random programs that are the same in
//!   each run (two mistakes show in rare programs only; these are written down), and accept the copy without a mistake.
//!
//! Bounds: 2 threads with up to 3 calls each, or 3 with up to 2 (and a shutdown); at most 2 forced switches. A search stops at the first
//! schedule that blocks; so of a program that may block, the schedules after that one are not seen. Calls with a time limit are
//! in the tests of the steps.
//!
//! A plain `cargo test` tries 100 programs for `Queue`, 20 for each other order, 50 for `SimpleQueue` and for each semaphore, and 80 for
//! `Barrier`; with the broken copies that is 10 s of a processor (2026-11-27, on a busy virtual machine).
//! `THREADING_PROGRAMS=1000 cargo test -p threading-model --test linear` tries more of each.

extern crate interleave as alloc;
extern crate interleave as core;
#[macro_use]
extern crate interleave as std;

mod history;

mod explain;

mod run;

mod list;

mod queue;

mod queue_copy;

mod broken_queue;

mod semaphore;

mod broken_semaphore;

mod barrier;

mod broken_barrier;
