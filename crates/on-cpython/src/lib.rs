//! The document's two native functions for a real CPython: built three times, imported, and measured.
//!
//! | module | written in | lets go of the GIL with |
//! |---|---|---|
//! | `native_c` | C | `Py_BEGIN_ALLOW_THREADS` |
//! | `native_cython` | Cython | `with nogil:` |
//! | `native_pyo3` | Rust, with PyO3 | `py.detach(…)` |
//!
//! Each has `sum_range` and `system`, and beside them `sum_range_holding` and `system_holding`, which keep the GIL. The document's own
//! two samples are tried as well, as printed: `spam` is built, and Cython refuses `sum_range`. `only_cfunc` and `only_def` are what is left of
//! that one without the lines that stand in its way.
//!
//! `cargo run -q -p on-cpython` does all of it with the CPython that is found. `PYTHON=python3.9` names another one.
//!
//! # Keeps true
//!
//! Everything that is made stands below `target/on-cpython`. What this machine lacks is [`Why::Missing`], and is skipped *aloud*, with what to
//! do about it: a machine without Python, without its C headers or without a network builds and tests the rest. What a compiler
//! refuses is [`Why::Failed`], and skipped by nobody.

pub mod c;
pub mod cython;
pub mod interpreter;
pub mod rust;

pub use interpreter::Interpreter;

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What became of one module: a sentence about how it was built, or why it was not.
pub type Outcome = Result<String, Why>;

/// Why something was not built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// This machine lacks something: no mistake of ours.
    Missing(String),
    /// A tool was there and complained: a mistake.
    Failed(String),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Missing(what) => write!(f, "SKIPPED: {what}"),
            Why::Failed(words) => write!(f, "FAILED: {words}"),
        }
    }
}

/// A module, and what became of it.
#[derive(Debug, Clone)]
pub struct Module {
    /// The name to import.
    pub name: &'static str,
    /// Built, or not.
    pub outcome: Outcome,
}

/// That `module` has been built for `interpreter`, from the source as it is now.
///
/// # Errors
///
/// A sentence that says why not.
pub fn built(interpreter: &Interpreter, module: &str) -> Result<(), String> {
    let source = match module {
        "spam" => "document/spam.c",
        "native_c" => "c/native_c.c",
        "native_cython" => "cython/native_cython.pyx",
        "native_pyo3" => "pyo3/src/lib.rs",
        _ => return Err(format!("{module} is no module of crate on-cpython")),
    };
    let changed = |path: PathBuf| std::fs::metadata(path).and_then(|file| file.modified()).ok();
    match changed(interpreter.extension(module)) {
        None => Err(format!("{module} has not been built for {}", interpreter.name())),
        made if made < changed(file(source)) => Err(format!("{module} was built before {source} changed")),
        Some(_) => Ok(()),
    }
}

/// Builds everything for `interpreter`; what cannot be built is among the outcomes.
pub fn build(interpreter: &Interpreter) -> Vec<Module> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR"));
    let module = |name, outcome| Module { name, outcome };
    vec![
        module("spam", c::build(interpreter, &sources.join("document/spam.c"))),
        module("only_cfunc", cython::build(interpreter, &sources.join("document/only_cfunc.pyx"))),
        module("only_def", cython::build(interpreter, &sources.join("document/only_def.pyx"))),
        module("native_c", c::build(interpreter, &sources.join("c/native_c.c"))),
        module("native_cython", cython::build(interpreter, &sources.join("cython/native_cython.pyx"))),
        module("native_pyo3", rust::build(interpreter)),
    ]
}

/// The file of this package at `path`, such as `python/measure.py`.
pub fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs `command` to its end and returns what it printed, on both of its outputs.
///
/// # Errors
///
/// [`Why::Missing`] if it does not start, [`Why::Failed`] with what it said if it ends with an error.
pub fn run(command: &mut Command) -> Outcome {
    let program = command.get_program().display().to_string();
    let output = command.output().map_err(|error| Why::Missing(format!("`{program}` does not start: {error}")))?;
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    match output.status.success() {
        true => Ok(said),
        false => Err(Why::Failed(format!("`{program}` ended with {}:\n{}", output.status, said.trim_end()))),
    }
}
