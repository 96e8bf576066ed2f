//! `lab advise`: which strategy suits a program, judged by what a machine was measured to cost.
//!
//! # Keeps true
//!
//! Every cost that is counted with was measured and stands in a record that is named, or is said to be somebody's word. What one task does
//! comes from the user, in numbers or in a profile; what neither tells is said, not guessed.
//!
//! # Reading order
//!
//! [`arguments`] (what one may say), [`sizes`] (`20ms`, `10KB`), [`ask`] (the same as questions), [`recording`] (one file of py-spy),
//! [`profile`] (three of them together), [`costs`] (what was measured), [`choice`] (the ranking), [`answer`] (in words),
//! [`why`] (the reason).

pub mod answer;
pub mod arguments;
pub mod ask;
pub mod choice;
pub mod costs;
pub mod profile;
pub mod recording;
pub mod sizes;
pub mod why;

use std::io::{self, IsTerminal as _, Write as _};

use anyhow::{Result, bail};
use strategy::{Task, Workload};

use self::arguments::Arguments;
use self::choice::Choice;
use self::costs::Measured;
use self::profile::Profile;

/// Answers on the terminal.
///
/// # Errors
///
/// Nothing was said and nobody can be asked, a profile cannot be read, or there is no record with costs.
pub fn advise(arguments: &Arguments) -> Result<()> {
    let measured = Measured::find()?;
    let (workload, profile) = workload(arguments)?;
    let choice = Choice::new(&workload, &measured.costs);
    let mut text = answer::text(&workload, profile.as_ref(), &measured, &choice);
    if let Some((width, _)) = terminal_size::terminal_size_of(io::stdout()) {
        text = answer::folded(&text, usize::from(width.0));
    }
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads it, as `head` does, has had enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn workload(arguments: &Arguments) -> Result<(Workload, Option<Profile>)> {
    let (tasks, task, profile) = if let Some(profile) = arguments.profile()? {
        let tasks = arguments.tasks.unwrap_or(arguments::TASKS_OF_A_PROFILE);
        let task = profile.task(tasks, arguments.rate);
        (tasks, Task { bytes: arguments.bytes, ..task }, Some(profile))
    } else if arguments.says_what_a_task_does() {
        (arguments.tasks.unwrap_or(1), arguments.task(), None)
    } else if io::stdin().is_terminal() {
        let (tasks, task) = ask::ask(&mut io::stdin().lock(), &mut io::stdout(), arguments.tasks, arguments.bytes)?;
        (tasks, task, None)
    } else {
        bail!(
            "say what one task does, for example: lab advise --tasks 1000 --python 1ms --waiting 20ms\n\
             or give it a profile; how to make one: lab advise --help"
        );
    };
    let native_speed_up = arguments.native_speed_up;
    Ok((Workload { native_speed_up, free_threaded: arguments.free_threaded, ..Workload::of(tasks, task) }, profile))
}
