//! The questions of the book's quiz: read, looked at for their form, and answered by a program where one can.
//!
//! Two need this. The test `crates/gil/tests/questions` says whether each key is right; `crates/book-tools` makes the quizzes of the pages, and says there
//! how many schedules were tried.
//!
//! # Keeps true
//!
//! A key is never believed where a program can compute it: [`compute::computed`] tries every schedule, and says where the key says something else.
//!
//! Read in this order: [`read`] (a file as plain values), [`form`] (what a question must have), [`compute`].

pub mod compute;
pub mod form;
pub mod read;
