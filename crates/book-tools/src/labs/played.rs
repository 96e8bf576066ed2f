//! A program of a lab, explored: the explorer has the last word on what it can do.
//!
//! # Keeps true
//!
//! The two threads stand at their first instruction, and nobody else will make a step. So a schedule is a word of A and B.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use gil::explore::{Exploration, Found, Options, Outcome, Schedules, explore};
use gil::listing;
use gil::vm::{End, Program, State, Step};

use super::recipe::Recipe;

/// How many schedules a lab may have: its script tries each.
const MOST: u128 = 20_000;

/// How many instructions the main thread may take until it waits.
const PATIENCE: usize = 100_000;

/// What is known of a program.
#[derive(Debug)]
pub struct Played {
    /// The program, as it was read.
    pub program: Program,
    /// Where it begins: both threads were started, and have done nothing.
    pub begin: State,
    /// Every schedule from there on.
    pub explored: Exploration,
    /// How many schedules there are.
    pub total: u128,
    /// The lines of the Python file.
    pub source: Vec<String>,
}

/// What an end is to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// As it ought to be.
    Right,
    /// The variables have other values.
    Wrong,
    /// A thread died of an exception.
    Dies,
    /// A thread waits for ever.
    Stuck,
}

impl Verdict {
    /// What the script and the style sheet call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Right => "right",
            Verdict::Wrong => "wrong",
            Verdict::Dies => "dies",
            Verdict::Stuck => "stuck",
        }
    }
}

impl Recipe {
    /// Explores the program.
    ///
    /// # Errors
    ///
    /// There is no such listing, it is no program of two threads, or it is too much for a lab.
    pub fn play(&self, book: &Path) -> Result<Played> {
        let listing = &self.listing;
        let python = book.join("python");
        let text = fs::read_to_string(python.join("dis").join(format!("{listing}.txt")))
            .with_context(|| format!("book/python/dis has no {listing}.txt"))?;
        let program = listing::read(&text).with_context(|| format!("book/python/dis/{listing}.txt"))?;
        let file = format!("{}.py", listing.split('.').next().unwrap_or_default());
        let source = fs::read_to_string(python.join(&file)).with_context(|| format!("book/python has no {file}"))?;
        let begin = two_threads(&program).with_context(|| listing.clone())?;
        let explored = explore(&program, &begin, Options::new(self.switches));
        let total = match explored.schedules() {
            Some(Schedules::Number(number)) if number <= MOST => number,
            Some(many) => bail!("{listing} has {many} schedules; a lab can try {MOST}"),
            None => bail!("{listing} has more states than the explorer looks at"),
        };
        let played = Played { program, begin, explored, total, source: source.lines().map(str::to_owned).collect() };
        ensure!(
            played.count(self, |verdict| verdict == Verdict::Right) > 0,
            "{listing} has no end with {:?}",
            self.good
        );
        Ok(played)
    }

    /// What an end is.
    #[must_use]
    pub fn verdict(&self, outcome: &Outcome) -> Verdict {
        if outcome.is_deadlock() {
            Verdict::Stuck
        } else if outcome.ends.iter().any(|end| matches!(end, Some(End::Died(_)))) {
            Verdict::Dies
        } else if self.good.iter().all(|(name, value)| outcome.globals.get(name) == Some(value)) {
            Verdict::Right
        } else {
            Verdict::Wrong
        }
    }
}

impl Played {
    /// How many schedules have such an end.
    #[must_use]
    pub fn count(&self, recipe: &Recipe, such: impl Fn(Verdict) -> bool) -> u128 {
        let ends = self.explored.outcomes().iter().filter(|found| such(recipe.verdict(&found.outcome)));
        ends.map(|found| if let Some(Schedules::Number(number)) = found.schedules { number } else { 0 }).sum()
    }

    /// The bad end that takes the fewest changes of thread.
    #[must_use]
    pub fn first_bad(&self, recipe: &Recipe) -> Option<&Found> {
        self.explored.outcomes().iter().find(|found| recipe.verdict(&found.outcome) != Verdict::Right)
    }
}

/// The main thread runs alone until it waits for the threads that it has started. Then it is taken away.
fn two_threads(program: &Program) -> Result<State> {
    let mut state = State::module(program);
    let mut steps = 0;
    loop {
        match state.step(program, 0) {
            Step::Blocked => break,
            Step::Ended => bail!("its main thread ends without waiting for the others"),
            _ => steps += 1,
        }
        ensure!(steps < PATIENCE, "its main thread does not come to wait for the others");
    }
    ensure!(state.threads.len() == 3, "it has {} threads beside the main one; a lab has two", state.threads.len() - 1);
    state.threads[0].frames.clear();
    state.shared.ends[0] = Some(End::Returned);
    Ok(state)
}
