//! What the watcher says.

use super::path;
use crate::caller::Busy;
use crate::exercise::Exercise;
use crate::problem::Problem;
use crate::verdict::Verdict;
use crate::watch::state::Page;
use std::path::Path;
use std::time::Duration;

/// Ten lines for somebody new.
pub fn welcome(exercise: &Exercise) -> String {
    format!(
        "Welcome.\n\n\
         You learn here by mending and building small pieces of code.\n\
         Each exercise is one file. Open it in your editor, beside this window.\n\
         At each save your code runs in every order its threads can take, within a bound.\n\
         What goes wrong is drawn on your own lines.\n\
         Failing is how this works: nearly every first try fails, and you see why.\n\
         The first build takes about a minute. After that, a verdict takes a moment.\n\
         Press h for a hint, ? for all keys, q to quit. Your text is never lost.\n\
         Your first file: {}\n\n\
         Press Enter to begin.",
        path(&exercise.file())
    )
}

/// The keys that matter on a page; of so many hints so many were read. In the plain form there is nothing to scroll.
pub fn keys(page: &Page, hints: (usize, usize), solved: bool, plain: bool) -> String {
    let hint = format!("h hint ({} of {})", hints.0, hints.1);
    let next_hint = if hints.0 < hints.1 { "h next hint" } else { "no more hints" };
    let keys: &[&str] = match page {
        Page::Welcome => &["enter begin", "? keys", "q quit"],
        Page::Reset => &["y reset", "any other key: keep the file"],
        Page::List { .. } => &["type to search", "up, down choose", "enter go there", "esc back"],
        Page::Hint => &[next_hint, "esc back", "q quit"],
        Page::Keys | Page::Explain if plain => &["esc back", "q quit"],
        Page::Keys | Page::Explain => &["esc back", "space scroll", "q quit"],
        Page::Verdict if solved => &["n next", "e explain", "h hint", "b book", "l list", "? all keys", "q quit"],
        Page::Verdict => &[&hint, "b book", "o open", "n next", "l list", "r reset", "? keys", "q quit"],
    };
    // A line may be broken between two keys, and not between a key and what it does.
    keys.iter().map(|key| key.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(DOT)
}

/// What stands between two parts of a line. In the plain form a comma stands there.
pub const DOT: &str = " · ";

/// What each key does.
pub fn all_keys(plain: bool) -> String {
    let scroll = if plain { "" } else { "up, down, space   scroll\n" };
    format!(
        "h       a hint; press it again for the next one\n\
         enter   judge the file again\n\
         n, p    the next exercise, the one before\n\
         l       all exercises; type to search\n\
         b       the page of the book, in a browser\n\
         o       the file, in your editor (the one that VISUAL or EDITOR names)\n\
         e       explain: the reference solution beside yours, once it is solved\n\
         r       reset: begin again; your file is kept\n\
         {scroll}\
         esc     back to the verdict\n\
         q       quit; Ctrl-C does the same, Ctrl-Z stops until `fg`"
    )
}

/// What stands first on the screen.
pub fn name(is_review: bool) -> &'static str {
    if is_review { "Unlocked: asked again" } else { "Unlocked" }
}

/// A chapter and how much of it is solved.
pub fn chapter(name: &str, solved: usize, of: usize) -> String {
    format!("{name}  {solved} of {of}")
}

/// How many are solved.
pub fn solved_of(solved: usize, of: usize) -> String {
    format!("{solved} of {of} solved")
}

/// Above the list.
pub fn search(search: &str, found: usize) -> String {
    match (search, found) {
        ("", _) => "All exercises. Type to search by id, title, chapter, kind or concept.".into(),
        (_, 0) => format!("search: {search}   nothing found; backspace takes a letter away"),
        (_, 1) => format!("search: {search}   one found"),
        _ => format!("search: {search}   {found} found"),
    }
}

/// Before a file is reset.
pub fn ask_reset(exercise: &Exercise) -> String {
    format!(
        "Begin {} again? {} becomes as the course shipped it. Your file is kept beside it, with the date in its name.",
        exercise.about.id,
        path(&exercise.file())
    )
}

/// While an exercise is judged.
pub fn judging(busy: Option<Busy>, seconds: u64) -> String {
    let what = match busy {
        None => "Judging",
        Some(Busy::Building) => "Building; the first time this takes about a minute",
        Some(Busy::WaitingForCargo) => "Waiting for another cargo, maybe your editor's",
    };
    if seconds == 0 { format!("{what} …") } else { format!("{what} … {seconds} s") }
}

/// Below a verdict.
pub fn judged(verdict: Verdict, took: Duration, solved: bool, is_last: bool) -> String {
    let next = match verdict {
        Verdict::Solved if solved && is_last => "that was the last one; e shows the reference beside yours",
        Verdict::Solved if solved => "n goes on, e shows the reference beside yours",
        Verdict::Solved => "saved again meanwhile",
        Verdict::NotStarted => "edit the file and save it; h gives a hint",
        Verdict::DoesNotBuild => "mend what the compiler names, and save",
        Verdict::Unfinished | Verdict::Wrong | Verdict::Undecided => "edit and save; h gives a hint",
    };
    format!("{:.1} s{DOT}{next}", took.as_secs_f32())
}

/// The page is longer than the screen.
pub fn more_below(lines: usize) -> String {
    format!(" ↓ {lines} more {}: space", if lines == 1 { "line" } else { "lines" })
}

/// A problem that keeps an exercise from being judged.
pub fn problem(problem: &Problem) -> String {
    format!("{}\nnext: {}", problem.says, problem.next)
}

/// An explanation was asked for before its time.
pub fn explain_later() -> &'static str {
    "The reference is shown beside yours once this exercise is solved. Until then h gives a hint."
}

/// There is no exercise in that direction.
pub fn no_further(at_the_end: bool) -> &'static str {
    match at_the_end {
        true => "This is where the exercises end. l shows all of them.",
        false => "This is where the exercises begin. l shows all of them.",
    }
}

/// The page was opened.
pub fn book_opened(exercise: &Exercise) -> String {
    format!("Opened in your browser: {}", exercise.page_title())
}

/// The book was not built.
pub fn book_not_built(exercise: &Exercise) -> String {
    let begin = match crate::pack::is_in(exercise.root()) {
        false => "The book is not built yet. In another terminal: cargo book",
        true => "The book's pages are not in this pack.",
    };
    format!("{begin}\nThe text of this exercise's page: book/src/{}", exercise.about.page)
}

/// No browser could be started.
pub fn no_browser(page: &Path) -> String {
    format!("No browser could be started. The page: {}", path(page))
}

/// No editor is named.
pub fn no_editor(exercise: &Exercise) -> String {
    format!("No editor is named: set EDITOR, for instance `export EDITOR=nano`. The file: {}", path(&exercise.file()))
}

/// The editor could not be started, or says that it failed.
pub fn editor_failed(editor: &str, error: &str) -> String {
    format!("`{editor}` did not work: {error}. VISUAL or EDITOR names the editor.")
}

/// After the watcher.
pub fn goodbye(solved: usize, of: usize, is_review: bool) -> String {
    let command = if is_review && solved < of { "cargo learn review" } else { "cargo learn" };
    format!("{} To go on: {command}", solved_of(solved, of) + ".")
}
