//! Measures every figure of the book again, on this machine: ours and each CPython that is found.
//!
//! # Keeps true
//!
//! A figure in the book is a sample that was taken, or computed from some: pages include [`figures`] and hold no measured number of
//! their own. Samples taken under load are marked, never dropped. What could not be run says so, with the reason.
//!
//! # Reading order
//!
//! [`catalogue`] (what is measured), [`sample`] (one run of one program), [`record`] (all samples of a run), [`contender`] and [`statistics`]
//! (who, and what their samples say together), [`amount`] (how a number is written), [`table`] and [`chart`] (how an experiment looks),
//! [`figures`] and [`pages`] (what pages include).

pub mod amount;
pub mod catalogue;
pub mod chart;
pub mod contender;
pub mod figures;
pub mod pages;
pub mod record;
pub mod sample;
pub mod statistics;
pub mod table;
