//! Measures every figure of the book again, on this machine: ours and each CPython that is found.
//!
//! # Keeps true
//!
//! A figure in the book is a sample that was taken, or computed from some: pages include [`figures`] and hold no measured number of
//! their own. Samples taken under load are marked, never dropped. What could not be run says so, with the reason.
//!
//! # Reading order
//!
//! What is measured: [`catalogue`], [`runner`] (who runs it), [`plan`] (in which order). How: [`limited`] (a program, but not for ever), [`sample`]
//! (one run of one program), [`ours`] (our halves), [`load`] and [`machine`] (how busy it was, and what it is), [`journal`] (what is kept),
//! [`progress`] and [`say`] (what the user sees), [`run`], [`measure`] and [`cli`].
//!
//! What comes out: [`record`] (all samples of a run), [`contender`] and [`statistics`] (who, and what their samples say together), [`amount`]
//! (how a number is written), [`table`], [`scale`] and [`chart`] (how an experiment looks), [`claims`] (whether the book is right), [`report`],
//! [`compare`] and [`outputs`] (for the user), [`figures`] and [`pages`] (for the book). Beside it: [`errata`], whose commands are run, too,
//! and [`advise`] (what the costs mean for a program of yours).

pub mod advise;
pub mod amount;
pub mod catalogue;
pub mod chart;
pub mod claims;
pub mod cli;
pub mod compare;
pub mod contender;
pub mod errata;
pub mod figures;
pub mod journal;
pub mod limited;
pub mod load;
pub mod machine;
pub mod measure;
pub mod ours;
pub mod outputs;
pub mod pages;
pub mod plan;
pub mod progress;
pub mod record;
pub mod report;
pub mod run;
pub mod runner;
pub mod sample;
pub mod say;
pub mod scale;
pub mod statistics;
pub mod table;
