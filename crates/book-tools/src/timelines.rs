//! Time lines of who holds the GIL: `book/timelines/NAME.toml` says who does what, crate `gil` says what comes of it.
//!
//! # Keeps true
//!
//! Each number in a picture, in its note and in its words is one that `virtual_time` computed. A file names the moment to look at by what a
//! thread does there; no time is typed.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use gil::event::Event;
use gil::timeline::virtual_time::{Burst, CPython, Task, run, run_without_forced_switching};
use gil::timeline::{Doing, Moment, Timeline, svg};
use serde::Deserialize;

use crate::directives::Asked;

/// How long a thread that computes goes on before it looks whether it was asked.
const POLL: Duration = Duration::from_micros(1);

/// A file of `book/timelines`. All times are in milliseconds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Spec {
    /// What the picture shows, in a few words.
    title: String,
    /// The switch interval, if it is not CPython's.
    interval: Option<f64>,
    /// Whether who was asked waits until another thread has had the GIL. CPython's does.
    #[serde(default = "yes")]
    forced_switching: bool,
    task: Vec<Work>,
    moment: Look,
}

/// One thread.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Work {
    name: String,
    does: Vec<Does>,
    /// How often, if not once.
    times: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Does {
    /// Runs Python code.
    Computes(f64),
    /// Runs native code that keeps the GIL and never looks.
    Native(f64),
    /// Waits for the world, without the GIL.
    Outside(f64),
}

/// Where to look: the longest time for which a thread does one thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Look {
    task: String,
    longest: What,
    /// What to say; `{length}` becomes how long it lasts.
    note: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum What {
    Turn,
    Wait,
    Outside,
}

fn yes() -> bool {
    true
}

fn milliseconds(number: f64) -> Result<Duration> {
    Duration::try_from_secs_f64(number / 1e3).map_err(|_| anyhow!("{number} milliseconds are not a time"))
}

/// The figure of the time line `name`.
///
/// # Errors
///
/// There is no such file, or it is not a [`Spec`] of something that happens.
pub fn figure(name: &str, asked: Asked<'_>) -> Result<String> {
    let place = format!("book/timelines/{name}.toml");
    let text = fs::read_to_string(asked.book.join("timelines").join(format!("{name}.toml")))
        .with_context(|| format!("{place} cannot be read"))?;
    let spec = Spec::read(&text).context(place.clone())?;
    let timeline = spec.timeline().context(place.clone())?;
    let moment = spec.moment(&timeline).context(place)?;
    Ok(svg(&timeline, &spec.title, Some(&moment)).trim_end().to_owned())
}

impl Spec {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// It is not TOML, or has a key too many or too few.
    pub fn read(text: &str) -> Result<Spec> {
        toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            anyhow!("line {line}: {}", error.message())
        })
    }

    /// Who they are.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.task.iter().map(|work| work.name.as_str()).collect()
    }

    /// What each of them does, if nobody is in its way.
    ///
    /// # Errors
    ///
    /// A number is not a time.
    pub fn tasks(&self) -> Result<Vec<Task>> {
        let burst = |does: &Does| {
            Ok(match *does {
                Does::Computes(ms) => Burst::Compute(milliseconds(ms)?),
                Does::Native(ms) => Burst::Native(milliseconds(ms)?),
                Does::Outside(ms) => Burst::Outside(milliseconds(ms)?),
            })
        };
        let task = |work: &Work| {
            let bursts: Vec<Burst> = work.does.iter().map(burst).collect::<Result<_>>()?;
            Ok(Task { bursts: bursts.repeat(work.times.unwrap_or(1)) })
        };
        self.task.iter().map(task).collect()
    }

    /// What happens.
    ///
    /// # Errors
    ///
    /// A number is not a time.
    pub fn log(&self) -> Result<Vec<Event>> {
        let mut policy = CPython::default();
        if let Some(interval) = self.interval {
            policy.interval = milliseconds(interval)?;
        }
        let run = if self.forced_switching { run } else { run_without_forced_switching };
        Ok(run(&self.tasks()?, POLL, &mut policy))
    }

    /// What happens, made ready to be drawn.
    ///
    /// # Errors
    ///
    /// As [`Spec::log`].
    pub fn timeline(&self) -> Result<Timeline> {
        Ok(Timeline::new(&self.names(), &self.log()?))
    }

    /// The moment to look at, with its note.
    ///
    /// # Errors
    ///
    /// No thread has that name, or it never does that.
    pub fn moment(&self, timeline: &Timeline) -> Result<Moment> {
        let Look { task, longest, note } = &self.moment;
        let thread = self.names().iter().position(|name| name == task);
        let thread = thread.with_context(|| format!("the moment is one of `{task}`, and no task has that name"))?;
        ensure!(
            !note.contains(|c: char| c.is_ascii_digit()),
            "a number was typed into the note; `{{length}}` is computed"
        );
        let doing = match longest {
            What::Turn => Doing::Runs,
            What::Wait => Doing::Waits,
            What::Outside => Doing::Outside,
        };
        // Of several that are as long, the first.
        let span = timeline.of(thread).filter(|span| span.doing == doing).collect::<Vec<_>>();
        let span = span.into_iter().rev().max_by_key(|span| span.length());
        Ok(Moment::of(span.with_context(|| format!("`{task}` has no {longest:?} to look at"))?, note))
    }
}
