//! Builds, serves and checks the course's book: `cargo book`.
//!
//! mdBook does the building. What is added here is what a reader would otherwise find out first: a page that shows no code
//! because an include names an anchor that is gone, a link to nowhere, an exercise that names a page nobody wrote. mdBook
//! ends well in all three cases; [`check::check`] does not.
//!
//! Read in this order: [`book`] (where the book is, and how it is built), [`directives`] (what a page may ask for beside includes: [`cards`],
//! [`matrix`], [`timelines`], [`labs`], [`quiz`], [`concepts`]), [`check`] (what a page must keep), [`drawings`] and [`sessions`] (what it shows of the course at work), [`serve`] and `watch`.

pub mod book;
pub mod cards;
pub mod check;
mod complaints;
pub mod concepts;
pub mod directives;
pub mod drawings;
pub mod exercise;
pub mod labs;
pub mod markup;
pub mod matrix;
mod memory;
mod outputs;
pub mod quiz;
pub mod serve;
pub mod sessions;
pub mod timelines;
mod watch;
