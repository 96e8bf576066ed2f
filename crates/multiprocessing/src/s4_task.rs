//! Step 4: a task, a function that crosses as its name.
//!
//! A function is machine code at an address of this process. What can cross is its name, and the other side must have a
//! function of that name. Python's pickle does the same (`save_global`), and finds it by importing the module. A Rust program has no
//! names when it runs, so it makes a table of those that matter, once, at its beginning: `guard(tasks![square])`.
//!
//! A closure is refused. One that has captured something would leave that behind, so its size is asked when it is compiled;
//! one that has captured nothing has no name of its own.
//!
//! # Keeps true
//!
//! - Parent and child are the same program with the same table, and each name in it means one function.
//! - A task's arguments and its result can cross, or it does not compile.
//!
//! ```text
//!   parent   square ─ table ─▶ "__main__::square"   ┐
//!            (7,)   ─ pack ──▶ 07                   ├─▶ pipe
//!   child    "__main__::square" ─ table ─▶ square, 07 ─ unpack ─▶ (7,), square(7) = 49 ─ pack ─▶ 31
//! ```
//!
//! # Not yet
//!
//! The other process (step 5).

use crate::error::{PipeError, ProcessError};
use crate::s3_luggage::{Parcel, pack, unpack};
use serde::{Serialize, de::DeserializeOwned};
use std::any::{TypeId, type_name};
use std::fmt;
use std::sync::OnceLock;

// ANCHOR: task
/// A function that another process can be told to call with `Args`: a tuple, as in Python's `args=(7,)`. Functions of up to four
/// arguments are tasks, if these and the result can cross.
pub trait Task<Args>: Copy + Send + Sync + 'static {
    /// What it returns.
    type Output;
    /// Calls it.
    fn call(self, args: Args) -> Self::Output;
}
// ANCHOR_END: task

macro_rules! functions {
    ($(($($arg:ident),*))*) => {$(
        impl<Function, $($arg,)* Output> Task<($($arg,)*)> for Function
        where
            Function: Fn($($arg),*) -> Output + Copy + Send + Sync + 'static,
        {
            type Output = Output;
            #[allow(non_snake_case, reason = "an argument has its type's name")]
            fn call(self, ($($arg,)*): ($($arg,)*)) -> Output {
                self($($arg),*)
            }
        }
    )*};
}
functions! { () (A) (A, B) (A, B, C) (A, B, C, D) }

/// Runs a packed call, or several.
type Run = Box<dyn Fn(Parcel) -> Result<Parcel, PipeError> + Send + Sync>;

// ANCHOR: entry
/// A task in the table: its name, and how it is called when its arguments come as bytes. `tasks![…]` makes them.
pub struct Entry {
    /// The type of the function: each function of Rust has one of its own.
    function: TypeId,
    name: String,
    one: Run,
    each: Run,
}

impl Entry {
    /// The entry of `task`; `program` is the name of the crate that calls its own functions `__main__`.
    #[doc(hidden)]
    pub fn new<F, Args>(task: F, program: &str) -> Self
    where
        F: Task<Args, Output: Serialize>,
        Args: DeserializeOwned,
    {
        const { assert!(size_of::<F>() == 0, "a task is a function by its name: no closure that captures, no pointer") };
        Entry {
            function: TypeId::of::<F>(),
            name: name_of::<F>(program),
            one: Box::new(move |args| pack(&task.call(unpack(args)?))),
            each: Box::new(move |all| {
                let all: Vec<Args> = unpack(all)?;
                pack(&all.into_iter().map(|args| task.call(args)).collect::<Vec<_>>())
            }),
        }
    }

    /// The name by which it crosses. The program's own crate is called `__main__` there, as in Python.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Calls the task with packed arguments, and packs what it returns.
    ///
    /// # Errors
    ///
    /// If the parcel holds other arguments, or the result cannot be packed.
    ///
    /// # Panics
    ///
    /// If the task does.
    pub fn call(&self, args: Parcel) -> Result<Parcel, PipeError> {
        (self.one)(args)
    }

    /// Calls the task once for each of a packed `Vec` of arguments, and packs a `Vec` of what it returned.
    ///
    /// # Errors
    ///
    /// As [`call`](Self::call).
    ///
    /// # Panics
    ///
    /// If the task does, at the first one.
    pub fn call_each(&self, all: Parcel) -> Result<Parcel, PipeError> {
        (self.each)(all)
    }
}
// ANCHOR_END: entry

/// The table of this program.
static TABLE: OnceLock<Vec<Entry>> = OnceLock::new();

/// Lists functions that other processes may be told to call, for [`guard`](fn@crate::guard).
#[macro_export]
macro_rules! tasks {
    ($($task:expr),* $(,)?) => {
        ::std::vec![$($crate::s4_task::Entry::new($task, ::std::module_path!())),*]
    };
}

/// Our own: what the pool's workers run.
fn built_in() -> Vec<Entry> {
    vec![Entry::new(crate::s11_worker::work, "")]
}

/// Makes the table.
///
/// # Panics
///
/// If there is one already, if two functions have one name, and if one has none.
pub(crate) fn register(mut tasks: Vec<Entry>) {
    tasks.extend(built_in());
    for (number, entry) in tasks.iter().enumerate() {
        let name = entry.name();
        assert!(
            !name.contains("{{closure}}"),
            "`{name}` is a closure, and has no name by which another process could find it: make it a function"
        );
        assert!(
            tasks[..number].iter().all(|earlier| earlier.name != name),
            "`{name}` stands twice in tasks![…]: a name must mean one function"
        );
    }
    let made = TABLE.set(tasks).is_ok();
    assert!(
        made,
        "guard was called twice: a child leaves main at the first one, and would never see the second list; write one list"
    );
}

/// The entry of a function.
///
/// # Errors
///
/// If there is no table yet, or if the function does not stand in it.
// ANCHOR: registered
pub fn registered<F: 'static>() -> Result<&'static Entry, ProcessError> {
    let table = TABLE.get().ok_or(ProcessError::NoGuard)?;
    let function = TypeId::of::<F>();
    table.iter().find(|entry| entry.function == function).ok_or(ProcessError::NotRegistered(type_name::<F>()))
}
// ANCHOR_END: registered

/// The entry of a name.
///
/// # Errors
///
/// If this program has no such task.
// ANCHOR: named
pub fn named(name: &str) -> Result<&'static Entry, ProcessError> {
    let entry = TABLE.get().and_then(|table| table.iter().find(|entry| entry.name == name));
    entry.ok_or_else(|| ProcessError::UnknownTask(name.to_owned()))
}
// ANCHOR_END: named

/// What the compiler calls it, with `__main__` for the crate that stands first in `program`: so two programs that share a module
/// of tasks can start each other (Python's `set_executable`).
fn name_of<F>(program: &str) -> String {
    let name = type_name::<F>();
    let own = program.split("::").next().unwrap_or_default();
    match name.strip_prefix(own).and_then(|rest| rest.strip_prefix("::")) {
        Some(rest) => format!("__main__::{rest}"),
        None => name.to_owned(),
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("name", &self.name).finish_non_exhaustive()
    }
}
