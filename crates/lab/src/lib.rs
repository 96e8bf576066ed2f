//! Measures every figure of the book again, on this machine: ours and each CPython that is found.
//!
//! # Keeps true
//!
//! A figure in the book is a sample that was taken, or computed from some: pages include [`figures`] and hold no measured number of
//! their own. Samples taken under load are marked, never dropped. What could not be run says so, with the reason.
//!
//! # Reading order
//!
//! [`catalogue`] (what is measured), [`sample`] (one run of one program), [`record`] (all samples of a run), [`figures`] (what pages include).

pub mod catalogue;
pub mod figures;
pub mod record;
pub mod sample;
