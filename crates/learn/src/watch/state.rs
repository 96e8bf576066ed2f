//! What the watcher shows, and how each event changes it. Nothing here waits, draws, or starts anything.

use super::keys::Key;
use crate::caller::Busy;
use crate::catalog::Course;
use crate::exercise::Exercise;
use crate::judge::Judgement;
use crate::problem::Problem;
use crate::progress::{Mark, Progress};
use std::time::{Duration, Instant};

/// What fills the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// How it works, for somebody new.
    Welcome,
    /// The exercise and its verdict.
    Verdict,
    /// A hint.
    Hint,
    /// The reference beside the learner's text.
    Explain,
    /// All exercises that match a search; and which of them is chosen.
    List {
        /// What was typed.
        search: String,
        /// The chosen line.
        chosen: usize,
    },
    /// What each key does.
    Keys,
    /// Asks whether to reset.
    Reset,
}

/// A run that came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What came of it.
    pub judged: Judgement,
    /// The exercise's mark after it.
    pub mark: Mark,
    /// What the learner should know besides.
    pub note: Option<String>,
    /// From the start of the build to the verdict.
    pub took: Duration,
}

/// Something happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key.
    Key(Key),
    /// The file was saved.
    Saved,
    /// What the build is busy with, if that is worth a word.
    Busy(Option<Busy>),
    /// The newest run ended.
    Ended(Box<Result<Run, Problem>>),
}

/// Something to do outside of the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Judge the exercise.
    Judge,
    /// Open its page.
    OpenBook,
    /// Open its file.
    OpenEditor,
    /// Begin it again.
    Reset,
    /// Give the terminal back until the shell calls again.
    Suspend,
    /// End.
    Quit,
}

/// All that the screen shows.
#[derive(Clone, Debug)]
pub struct State<'a> {
    /// The exercises.
    pub course: &'a Course,
    /// How each stands.
    pub marks: Vec<Mark>,
    /// Which one is shown.
    pub at: usize,
    /// What fills the screen.
    pub page: Page,
    /// The newest verdict of the exercise, or why there is none.
    pub ended: Option<Result<Run, Problem>>,
    /// Since when it is being judged, and what that is busy with; `None` while nothing runs.
    pub running: Option<(Instant, Option<Busy>)>,
    /// How many seconds of that are shown.
    pub seconds: u64,
    /// How many hints were read.
    pub hints: usize,
    /// What the learner should know besides.
    pub note: Option<String>,
    /// How many lines of the page are above the screen.
    pub top: usize,
}

impl<'a> State<'a> {
    /// Begins with this exercise, or with the first that is not solved.
    ///
    /// # Errors
    ///
    /// When there is no such exercise, or one of their files cannot be read.
    pub fn new(course: &'a Course, progress: &Progress, id: Option<&str>) -> Result<State<'a>, Problem> {
        // An exercise whose file is missing is not solved; what is wrong with it is said when it is its turn.
        let marks: Vec<Mark> =
            course.exercises.iter().map(|exercise| progress.mark(exercise).unwrap_or(Mark::Begun)).collect();
        let at = match id {
            Some(id) => {
                let wanted = &course.find(id)?.about.id;
                course.exercises.iter().position(|exercise| exercise.about.id == *wanted).unwrap_or_default()
            }
            None => marks.iter().position(|mark| *mark != Mark::Solved).unwrap_or(marks.len() - 1),
        };
        Ok(State {
            course,
            marks,
            at,
            page: Page::Verdict,
            ended: None,
            running: None,
            seconds: 0,
            hints: 0,
            note: None,
            top: 0,
        })
    }

    /// The exercise that is shown.
    pub fn exercise(&self) -> &'a Exercise {
        &self.course.exercises[self.at]
    }

    /// Whether this is a review of what was solved before.
    pub fn is_review(&self) -> bool {
        self.exercise().review.is_some()
    }

    /// How many are solved.
    pub fn solved(&self) -> usize {
        self.marks.iter().filter(|mark| **mark == Mark::Solved).count()
    }

    /// Whether the exercise that is shown is solved as it stands.
    pub fn is_solved(&self) -> bool {
        self.marks[self.at] == Mark::Solved
    }

    /// The places of the exercises that a search finds: in id, title, chapter, kind or concepts.
    pub fn matching(&self, search: &str) -> Vec<usize> {
        let wanted = search.to_lowercase();
        let matches = |exercise: &Exercise| {
            let about = &exercise.about;
            let all = [&about.id, &about.title, &exercise.chapter, &about.kind, &about.concepts.join(" ")];
            all.into_iter().any(|text| text.to_lowercase().contains(&wanted))
        };
        (0..self.course.exercises.len()).filter(|at| matches(&self.course.exercises[*at])).collect()
    }

    /// A run has begun.
    pub fn begin_run(&mut self, now: Instant) {
        self.running = Some((now, None));
        self.seconds = 0;
    }

    /// Counts the seconds of a run; whether there is a new one to show.
    pub fn tick(&mut self, now: Instant) -> bool {
        let seconds = self.running.map_or(0, |(since, _)| now.duration_since(since).as_secs());
        std::mem::replace(&mut self.seconds, seconds) != seconds
    }

    /// Takes an event; what is to be done about it outside of the state.
    pub fn update(&mut self, event: Event) -> Option<Task> {
        match event {
            Event::Saved => {
                // Whoever saves wants to see the verdict, unless they are in the middle of an answer.
                if !matches!(self.page, Page::List { .. } | Page::Reset) {
                    self.turn_to(Page::Verdict);
                }
                self.note = None;
                return Some(Task::Judge);
            }
            Event::Busy(busy) => self.running = self.running.map(|(since, _)| (since, busy)),
            Event::Ended(ended) => {
                self.running = None;
                if let Ok(run) = &*ended {
                    self.marks[self.at] = run.mark;
                    self.note = run.note.clone().or(self.note.take());
                }
                self.top = 0;
                self.ended = Some(*ended);
            }
            Event::Key(Key::Interrupt) => return Some(Task::Quit),
            Event::Key(Key::Suspend) => return Some(Task::Suspend),
            // A drawing was made for the old width.
            Event::Key(Key::Resized) => return self.ended.is_some().then_some(Task::Judge),
            Event::Key(key) => return self.press(key),
        }
        None
    }
}
