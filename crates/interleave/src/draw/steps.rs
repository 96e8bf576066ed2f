//! A failing schedule one operation at a time: the rows of the drawing, none left out, each with what it changed.

use super::body::number;
use super::list::{called, sentence};
use super::rows::{Mark, Row, Table};
use super::scene::{Scene, name};
use super::state::{self, State};
use super::style::{Style, one_line};
use super::words::replay as words;
use crate::failure::Failure;

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number, as in the drawing; `✗` where the schedule failed, `⏸` for what a thread is stuck in.
    pub number: String,
    /// The number or the mark in words: `step 8, failure`.
    pub called: String,
    /// Who did it: `A`.
    pub thread: String,
    /// Its line, short.
    pub at: String,
    /// The call as written.
    pub call: String,
    /// What it did.
    pub note: String,
    /// All that in one sentence that reads well aloud.
    pub spoken: String,
    /// What was changed, drawn and spoken, each `name: before → after`.
    pub changes: [Vec<String>; 2],
    /// Which locks are held as they were before it.
    pub held: Vec<String>,
    /// Whether it is an ordinary step, and not what failed or is stuck.
    pub ordinary: bool,
    /// The number of its thread.
    pub(super) column: usize,
}

impl Step {
    /// The operation, what it changed and what stays held, as one reads it aloud.
    pub(super) fn aloud(&self) -> String {
        let parts = [&self.spoken].into_iter().chain(&self.changes[1]).chain(&self.held);
        parts.map(|part| one_line(part) + ".").collect::<Vec<_>>().join(" ")
    }

    /// The step for somebody who goes through them: number `at` of so many.
    pub fn draw(&self, at: usize, of: usize, style: &Style) -> String {
        if style.ascii {
            return style.wrap(&self.aloud(), "", "  ");
        }
        let position = words::position(at, of);
        let head = format!(" {position:>8}  {}  ", self.thread);
        let indent = " ".repeat(head.chars().count());
        let line = if self.at.is_empty() { String::new() } else { words::line(&self.at) };
        let parts = [line.as_str(), &self.call, &self.note].into_iter().filter(|part| !part.is_empty());
        let text = style.wrap(&parts.collect::<Vec<_>>().join("  "), &head, &indent);
        let text = match self.ordinary {
            true => text.replacen(&head, &format!(" {position:>8}  {}  ", style.name(self.column, &self.thread)), 1),
            false => style.alarm(&text),
        };
        let below = self.changes[0].iter().chain(&self.held);
        text + &below.map(|line| style.dim(&style.wrap(line, &indent, &indent))).collect::<String>()
    }
}

/// All operations of a failure's schedule.
pub fn steps(failure: &Failure) -> Vec<Step> {
    let (drawn, scene) = Table::whole(Scene::new(failure, false));
    let (said, spoken) = Table::whole(Scene::new(failure, true));
    let names = state::called(&scene);
    let mut state = State::default();
    let mut events = scene.events().peekable();
    let mut step = |(row, said): (&Row, &Row)| {
        let before = state.clone();
        while let Some((index, event)) =
            events.next_if(|(index, _)| row.step.is_some_and(|step| scene.steps[*index] <= step))
        {
            state.take(&scene, index, event);
        }
        Step {
            number: number(row),
            called: called(said, &spoken),
            thread: name(row.thread),
            at: row.at.clone(),
            call: row.call.clone(),
            note: row.note.clone(),
            spoken: sentence(said, &spoken),
            changes: [before.changes(&state, &scene, &names), before.changes(&state, &spoken, &names)],
            held: before.still_held(&state, &names),
            ordinary: row.mark == Mark::Step,
            column: row.thread,
        }
    };
    drawn.iter().zip(&said).map(&mut step).collect()
}
