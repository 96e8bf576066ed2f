//! A small machine that runs what CPython compiles Python to.
//!
//! "Only one thread at a time executes Python bytecode" means something once you see the bytecode. This machine has about thirty instructions, with
//! the names and the effects that they have in CPython; threads, each with its calls; and objects whose references are counted in
//! plain integers. It has no GIL. [`step()`] runs one instruction of one thread, and whoever calls it decides which thread that is:
//!
//! - `explore` tries every choice, and so knows everything that a program can do;
//! - [`run()`] leaves the choice to real threads, which take turns under the [`Gil`](crate::Gil) of this crate.
//!
//! | file | what |
//! |---|---|
//! | [`value`] | what a variable holds |
//! | [`op`] | the instructions, and what each does to the stack |
//! | [`program`] | code objects, as `dis` lists them |
//! | [`object`] | what stands on the heap |
//! | [`heap`] | objects, and who counts the references to them |
//! | [`state`] | what threads share, and what each has for itself |
//! | [`error`] | what a thread dies of |
//! | [`step`](mod@step) | one instruction |
//! | `machine`, `data`, `items`, `text`, `dis` | what instructions are made of: the stack, numbers and lists, what lies in these; and how all that is shown |
//! | `call`, `methods`, `threads` | functions, and what Python brings along: `print`, `range`, locks, threads |
//! | [`begin`] | a whole machine, and the two ways to begin |
//! | [`audit`] | whether the counts are right |
//! | [`switches`] | where a thread may lose the GIL, in three kinds of CPython |
//! | [`interpreter`] | a GIL, and what it guards |
//! | [`run`](mod@run) | real threads that take turns |
//! | [`replay`](mod@replay), [`columns`](mod@columns) | a schedule step by step, and drawn |
//!
//! # Left out
//!
//! Classes, exceptions that are caught, generators, texts that are computed, numbers of more than 64 bits. What a program needs of these is named with
//! its line when it is read; or, where that cannot be seen in the listing, its thread dies of `Unsupported`.

pub mod value;

pub mod op;

pub mod program;

pub mod object;

pub mod heap;

pub mod state;

pub mod error;

pub mod step;

mod machine;

mod data;

mod items;

mod text;

mod dis;

mod call;

mod methods;

mod threads;

pub mod begin;

pub mod audit;

pub mod switches;

pub mod interpreter;

pub mod run;

pub mod replay;

pub mod columns;

pub use begin::State;
pub use columns::{Style, columns};
pub use error::Error;
pub use heap::{Heap, Reference};
pub use interpreter::Interpreter;
pub use object::{Numbers, Object};
pub use op::{Arithmetic, Comparison, Op};
pub use program::{Code, Instruction, Program};
pub use replay::{Impossible, Row, replay, stuck};
pub use run::{Ended, run};
pub use state::{End, Frame, Half, MAX_THREADS, Shared, Thread};
pub use step::{Step, step};
pub use switches::Switches;
pub use value::{Builtin, CodeId, Name, Value};
