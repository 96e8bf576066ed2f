//! What happened to the GIL, drawn: a log of [`Event`](crate::event::Event)s as a picture for the terminal, in words, as
//! SVG, or for a trace viewer.
//!
//! The log comes from a real run, or from [`virtual_time`], where the same tasks always give the same log.
//!
//! ```
//! use gil::timeline::{Timeline, text, virtual_time};
//! use std::time::Duration;
//! use virtual_time::{CPython, Task};
//!
//! let ms = Duration::from_millis;
//! let tasks = [Task::computes(ms(12)), Task::round_trips(2, ms(1), ms(1))];
//! let log = virtual_time::run(&tasks, Duration::from_micros(1), &mut CPython::default());
//! let timeline = Timeline::new(&["count", "fetch"], &log);
//! print!("{}", text::picture(&timeline, 40, &text::ASCII));
//! # assert_eq!(timeline.end, ms(14));
//! ```
//!
//! In the source the modules stand in reading order.

pub mod virtual_time;

mod spans;

pub use spans::{Doing, HandOver, Request, Span, Timeline};

mod moment;

pub use moment::Moment;

mod words;

pub use words::words;

pub mod text;

mod svg;

pub use svg::svg;

mod chrome;

pub use chrome::chrome;
