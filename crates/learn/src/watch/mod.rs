//! The watcher, which is what `cargo learn` is at a terminal: it shows an exercise, judges it at each save, and answers to keys.
//!
//! # Keeps true
//!
//! - The loop never waits for a build or a test: those run on a thread of their own, so a key is answered at once.
//! - Only the newest text's verdict is shown; a run that a newer one has replaced is ended, with all its processes.
//! - However the watcher ends, the terminal is as it was before.
//!
//! ```text
//!          keys ─┐                       ┌─▶ judge    runner: a thread
//!   saved file ──┼─▶ state (pure) ─ task ┼─▶ open     outside: editor, book
//!      verdict ──┘      │                └─▶ reset, quit …
//!                       └─▶ view (pure) ─▶ display
//! ```
//!
//! The file is looked at forty times a second instead of waiting for the system's events. That is one file, so it costs
//! less than those events' library takes to build, and it works where no events come: in WSL, in containers, on network folders.

mod alive;
pub mod display;
pub mod keys;
pub mod outside;
pub mod press;
pub mod runner;
pub mod saves;
pub mod state;
pub mod view;

use crate::problem::{DONE, Problem};
use crate::screen::Screen;
use crate::{Answer, Session, reset, review, words};
use display::Display;
use keys::Key;
use runner::Runner;
use saves::Saves;
use state::{Event, Page, State, Task};
use std::time::{Duration, Instant};

/// How long one look for a key takes at most, and so how often the file is looked at.
const LOOK: Duration = Duration::from_millis(25);
/// The same while an exercise is judged: its verdict must not wait.
const SHORT_LOOK: Duration = Duration::from_millis(4);

/// Watches from this exercise on, or from the first that is not solved, until the learner quits.
///
/// # Errors
///
/// When there is no such exercise, a file of the course cannot be read, or there is no terminal.
pub fn watch(session: &Session, id: Option<&str>) -> Result<Answer, Problem> {
    let found = session.store.read();
    let mut state = State::new(&session.course, &found.progress, id)?;
    if found.is_new {
        state.page = Page::Welcome;
    }
    let due = if state.is_review() { 0 } else { review::count_due(session, &found.progress) };
    let asks_again = (due > 0).then(|| words::review::are_due(due));
    // From now on the learner is no newcomer, whatever they do.
    state.note = session.store.update(|_| {}).note.or(found.note).or(asks_again);
    alive::stand_by(&session.interrupt);
    let mut display = Display::open(session.screen.plain).map_err(|error| words::problems::no_terminal(&error))?;
    let mut watcher = Watcher { session, state, runner: Runner::new(session), saves: Saves::default() };
    watcher.judge(&display.screen());
    let ended = watcher.run(&mut display);
    watcher.runner.stop();
    drop(display);
    ended?;
    let state = &watcher.state;
    let text = words::watch::goodbye(state.solved(), state.marks.len(), state.is_review());
    Ok(Answer { text: session.screen.wrap(0, &text), code: DONE })
}

struct Watcher<'a> {
    session: &'a Session,
    state: State<'a>,
    runner: Runner,
    saves: Saves,
}

impl Watcher<'_> {
    fn run(&mut self, display: &mut Display) -> Result<(), Problem> {
        let gone = |error| words::problems::no_terminal(&error);
        let mut stale = true;
        loop {
            if stale {
                self.state.top = display.show(&view::frame(&self.state, &display.screen())).map_err(gone)?;
            }
            stale = false;
            if self.session.interrupt.is_raised() {
                return Ok(());
            }
            let mut events = Vec::new();
            let look = if self.state.running.is_some() { SHORT_LOOK } else { self.saves.rest().unwrap_or(LOOK) };
            match display.key(look).map_err(gone)? {
                Some(Key::Resized) => {
                    stale = true;
                    // A drawing is made for a width.
                    events.push(Event::Key(Key::Resized));
                }
                Some(key) => events.push(Event::Key(key)),
                None => {}
            }
            if self.saves.look(Instant::now()) {
                events.push(Event::Saved);
            }
            events.extend(self.runner.news());
            for event in events {
                stale = true;
                match self.state.update(event) {
                    Some(Task::Quit) => return Ok(()),
                    Some(task) => self.carry_out(task, display)?,
                    None => {}
                }
            }
            stale |= self.state.tick(Instant::now());
        }
    }

    fn judge(&mut self, screen: &Screen) {
        let exercise = self.state.exercise();
        self.saves.watch(&exercise.root().join(exercise.file()));
        self.state.begin_run(Instant::now());
        self.runner.judge(exercise, screen);
    }

    fn carry_out(&mut self, task: Task, display: &mut Display) -> Result<(), Problem> {
        let gone = |error| words::problems::no_terminal(&error);
        match task {
            Task::Judge => self.judge(&display.screen()),
            Task::OpenBook => self.state.note = Some(outside::open_book(self.state.exercise())),
            Task::OpenEditor => {
                let exercise = self.state.exercise();
                let note = self.session.interrupt.lend(|| display.lend(|| outside::edit(exercise))).map_err(gone)?;
                self.state.note = note;
            }
            Task::Reset => {
                let exercise = self.state.exercise();
                self.state.note = Some(match reset::begin_again(exercise) {
                    Ok(kept) => words::was_reset(exercise, kept.as_deref()),
                    Err(problem) => words::watch::problem(&problem),
                });
                self.judge(&display.screen());
            }
            Task::Suspend => {
                // Nothing may go on while nobody can stop it.
                self.runner.stop();
                display.lend(outside::suspend).map_err(gone)?;
                self.judge(&display.screen());
            }
            Task::Quit => {}
        }
        Ok(())
    }
}
