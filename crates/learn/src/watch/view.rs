//! From the state to the lines of a screen.

use super::state::{Page, Run, State};
use crate::catalog::CHAPTERS;
use crate::exercise::Exercise;
use crate::problem::Problem;
use crate::progress::Mark;
use crate::screen::{Screen, Tone};
use crate::words::watch as words;
use crate::{hint, show, solution};

/// What a screen is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// One line at the top: how far the learner is.
    pub header: String,
    /// Which exercise it is, on the pages that are about one.
    pub title: String,
    /// The page.
    pub body: String,
    /// How many of its lines are above the screen.
    pub top: usize,
    /// The line of it that must be on the screen, if one must.
    pub focus: Option<usize>,
    /// What goes on, and what the learner should know.
    pub status: String,
    /// The keys that matter now.
    pub keys: String,
}

/// What stands before the chosen line of the list.
const POINTER: &str = " > ";

/// The frame of a state.
pub fn frame(state: &State, screen: &Screen) -> Frame {
    let body = body(state, screen);
    let levels = state.exercise().hints().map_or(0, |hints| hints.len());
    let is_list = matches!(state.page, Page::List { .. });
    Frame {
        header: header(state, screen),
        focus: if is_list { body.lines().position(|line| line.starts_with(POINTER)) } else { None },
        title: if has_title(&state.page) { show::header(state.exercise(), screen) } else { String::new() },
        body,
        top: state.top,
        status: status(state, screen),
        keys: line(&words::keys(&state.page, (state.hints, levels), state.is_solved(), screen.plain), screen),
    }
}

fn has_title(page: &Page) -> bool {
    !matches!(page, Page::Welcome | Page::List { .. } | Page::Keys)
}

fn header(state: &State, screen: &Screen) -> String {
    let chapter = &state.exercise().chapter;
    let of_chapter = state.course.exercises.iter().zip(&state.marks).filter(|(other, _)| other.chapter == *chapter);
    let bar: String = of_chapter.map(|(_, mark)| if *mark == Mark::Solved { '■' } else { '□' }).collect();
    let (name, count) = (words::name(state.is_review()), words::solved_of(state.solved(), state.marks.len()));
    if screen.plain {
        return screen.wrap(0, &format!("{name}. {count}. Chapter {chapter}."));
    }
    format!(" {}   {count}   {chapter} {bar}\n", screen.paint(Tone::Strong, name))
}

fn body(state: &State, screen: &Screen) -> String {
    let exercise = state.exercise();
    let margin = usize::from(!screen.plain);
    let titled = |text: String| format!("\n{text}");
    let or_problem = |text: Result<String, Problem>| text.unwrap_or_else(|problem| words::problem(&problem));
    match &state.page {
        Page::Welcome => screen.wrap_hanging(1, 3, &words::welcome(exercise)),
        Page::Verdict => verdict(state, exercise, screen),
        Page::Hint => {
            let title = |level, levels| format!("{:margin$}{}", "", crate::words::hint_number(level, levels));
            titled(or_problem(hint::text(exercise, state.hints, title, screen)))
        }
        Page::Explain => titled(or_problem(solution::explanation(exercise, screen))),
        Page::List { search, chosen } => list(state, search, *chosen, screen),
        Page::Keys => screen.wrap_hanging(1, 10, &words::all_keys(screen.plain)),
        Page::Reset => titled(screen.wrap(margin, &words::ask_reset(exercise))),
    }
}

fn verdict(state: &State, exercise: &Exercise, screen: &Screen) -> String {
    match &state.ended {
        Some(Ok(Run { judged, .. })) => show::judgement(exercise, judged, None, screen),
        Some(Err(problem)) => format!("\n{}", screen.wrap(1, &words::problem(problem))),
        None => String::from("\n"),
    }
}

fn list(state: &State, search: &str, chosen: usize, screen: &Screen) -> String {
    let found = state.matching(search);
    let chosen = chosen.min(found.len().saturating_sub(1));
    let mut text = format!("{}\n", screen.wrap(1, &words::search(search, found.len())));
    for chapter in CHAPTERS {
        let of_chapter: Vec<usize> =
            found.iter().copied().filter(|at| state.course.exercises[*at].chapter == chapter).collect();
        if of_chapter.is_empty() {
            continue;
        }
        let marks = state.course.exercises.iter().zip(&state.marks).filter(|(other, _)| other.chapter == chapter);
        let (solved, of) = (marks.clone().filter(|(_, mark)| **mark == Mark::Solved).count(), marks.count());
        text.push_str(&format!(" {}\n", screen.paint(Tone::Strong, &words::chapter(chapter, solved, of))));
        for at in of_chapter {
            let about = &state.course.exercises[at].about;
            let line = if screen.plain {
                format!("{}: {}; {}", about.id, about.title, state.marks[at].name())
            } else {
                let (sign, tone) = match state.marks[at] {
                    Mark::Solved => ("✓", Tone::Good),
                    Mark::SolvedBefore | Mark::Begun => ("○", Tone::Open),
                    Mark::NotStarted => ("·", Tone::Quiet),
                };
                format!("{} {}  {}", screen.paint(tone, sign), about.id, about.title)
            };
            let pointer = if found.get(chosen) == Some(&at) { POINTER } else { "   " };
            text.push_str(&format!("{pointer}{line}\n"));
        }
    }
    text
}

fn status(state: &State, screen: &Screen) -> String {
    let margin = usize::from(!screen.plain);
    let mut text = String::new();
    if let Some(note) = &state.note {
        text.push_str(&screen.wrap(margin, note));
    }
    let says = match (&state.running, &state.ended) {
        // A screen reader would read every second aloud.
        (Some((_, busy)), _) => words::judging(*busy, if screen.plain { 0 } else { state.seconds }),
        (None, Some(Ok(run))) if state.page == Page::Verdict => {
            let is_last = state.at + 1 == state.marks.len();
            words::judged(run.judged.verdict, run.took, state.is_solved(), is_last)
        }
        (None, _) => return text,
    };
    text.push_str(&screen.paint(Tone::Quiet, line(&says, screen).trim_end()));
    text.push('\n');
    text
}

/// A line below the page.
fn line(text: &str, screen: &Screen) -> String {
    let wrapped = if screen.plain { screen.wrap(0, &text.replace(words::DOT, ", ")) } else { screen.wrap(1, text) };
    // They kept the words of a key together.
    wrapped.replace('\u{a0}', " ")
}
