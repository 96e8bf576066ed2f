//! Native code that lets go of the GIL, rebuilt in seven small steps.
//!
//! C code that Python calls holds the GIL, for as long as it likes: that it is C frees nobody. To let go is a step that the code takes
//! itself, and while it has let go it may touch nothing of Python's. In C that is a rule in the manual. In Rust it can be a type: a
//! token that exists only while its thread is attached. Each step adds one idea:
//!
//! | step | adds | so that |
//! |---|---|---|
//! | `s1_attach` | a token, and a count of who is inside | what the GIL guards is out of reach without it, and no thread hangs at the end |
//! | `s2_detach` | a bound on a closure | a computation lets go, and the compiler keeps objects out of it |
//! | `s3_objects` | references, owned and borrowed | an object lives as long as somebody refers to it |
//! | `s4_c_api` | a C header | C code does the same, and is told where it may not |
//! | `s5_sum_range` | a computation in C | others run while it adds, and on all cores |
//! | `s6_system` | a wait in C | others run while it waits |
//! | `s7_mutex` | a lock beside the GIL | the two do not wait for each other |
//!
//! Read the steps in this order. `thread_state` and `places` are what steps 1 and 3 stand on, `boundary` what steps 4 to 6 do; the C half
//! is in `c/`, the header in `include/`. Names are CPython's, with `Ul` for `Py`, and PyO3's.
//!
//! ```
//! # #[cfg(not(feature = "model"))] {
//! use nogil_ffi::{Interpreter, sum_range};
//!
//! let python = Interpreter::new();
//! let sum = python.attach(|py| {
//!     let limit = py.object(65_537); // touched while attached
//!     sum_range(py, 0..limit.get()) // lets go while it adds
//! })??;
//! assert_eq!(sum, 2_147_516_416);
//! # }
//! # Ok::<(), nogil_ffi::Error>(())
//! ```
//!
//! # How it is checked
//!
//! Steps 1, 2, 3 and 7 run in every schedule up to a bound, in the tests beside the package in `model/` (crate `interleave`). What must not
//! compile is compiled in `tests/refused.rs`. The C API is called rightly and wrongly in `tests/c_api.rs`; `ci/valgrind.sh` runs that, and all
//! other tests of C, under valgrind where it is installed.
//!
//! # Left out
//!
//! - Types, containers, the cycle collector; `Py_NewInterpreter`: make another [`Interpreter`] instead.
//! - Signals of the operating system: [`Interpreter::interrupt`] is what a handler of SIGINT would call.
//! - Free-threaded builds (PEP 703): there, attached threads run at the same time, and `detach` lets the collector in.

#[cfg(feature = "model")]
extern crate interleave as core;
#[cfg(feature = "model")]
#[macro_use]
extern crate interleave as std;

mod error;

mod places;

mod thread_state;

pub mod s1_attach;

pub mod s2_detach;

pub mod s3_objects;

#[cfg(not(feature = "model"))]
mod boundary;
#[cfg(not(feature = "model"))]
mod for_each;

#[cfg(not(feature = "model"))]
pub mod s4_c_api;

#[cfg(not(feature = "model"))]
pub mod s5_sum_range;

#[cfg(not(feature = "model"))]
pub mod s6_system;

pub mod s7_mutex;

pub use error::Error;
#[cfg(not(feature = "model"))]
pub use for_each::for_each;
pub use s1_attach::{Attached, Interpreter};
pub use s3_objects::{Borrowed, Bound, Py};
#[cfg(not(feature = "model"))]
pub use s5_sum_range::{sum_range, sum_range_holding, sum_range_releasing};
#[cfg(not(feature = "model"))]
pub use s6_system::{system, system_holding, system_in};
pub use s7_mutex::NativeMutex;
