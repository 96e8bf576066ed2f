//! What the lab says before and after it measures: all of its sentences, in the order in which they come.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::Path;
#[cfg(unix)]
use std::sync::{Arc, atomic::AtomicBool};
use std::time::Duration;

#[cfg(unix)]
use signal_hook::consts::SIGPIPE;

use crate::cli::Options;
use crate::journal::{Entry, Journal, Outcome};
use crate::machine;
use crate::measure::OPTIMISED;
use crate::plan::Plan;
use crate::progress::words;
use crate::record::Missing;
use crate::runner::Runner;
use crate::sample::course;
use crate::statistics::QUIET;

/// What will be measured, with whom, and on what; then what will not, and why: each reason once for each experiment.
pub fn beginning(Plan { experiments, runners, skipped, .. }: &Plan, options: &Options) {
    let names: Vec<String> = runners.iter().map(Runner::to_string).collect();
    let with = if names.is_empty() { "nobody who could run it".to_owned() } else { names.join(", ") };
    eprintln!("{} with {with}", counted(experiments.len(), "experiment"));
    let sizes = if options.quick { "quick sizes: the numbers are rough" } else { "full sizes" };
    eprintln!("{}, {sizes}, on {}", counted(options.rounds() as usize, "round"), machine::describe());
    if !names.is_empty() && !runners.iter().any(|runner| matches!(runner, Runner::Python(_))) {
        eprintln!("no CPython was found, so only our halves are measured; name one with --python");
    }
    if !OPTIMISED && runners.iter().any(|runner| matches!(runner, Runner::Ours(_))) {
        eprintln!("our halves were built without --release and are many times slower than they could be");
    }
    let mut by_reason: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for missing in skipped {
        by_reason.entry((&missing.experiment, &missing.why)).or_default().push(&missing.contender);
    }
    for ((experiment, why), contenders) in by_reason {
        eprintln!("SKIPPED {experiment} with {}: {why}", contenders.join(", "));
    }
}

/// That an interrupted run goes on.
pub fn resumed(journal: &Journal, left: usize) {
    let has_failed = journal.entries.iter().any(|entry| matches!(entry.outcome, Outcome::Failed(_)));
    let kept = journal.entries.len();
    if kept > 0 {
        let (date, kept, left) = (&journal.date, counted(kept, "sample"), counted(left, "sample"));
        eprintln!("the run of {date} was interrupted: {kept} are kept, {left} to go (--fresh starts anew)");
        if has_failed {
            eprintln!("what failed then is not tried again");
        }
    }
}

/// How busy the machine is before the run, in cores.
pub fn load(others: Option<f64>) {
    match others {
        None => eprintln!("this system does not say how busy it is: no sample can be marked as taken under load"),
        Some(others) if others > QUIET => {
            eprintln!(
                "other programs use {others:.2} cores: samples taken meanwhile are marked; end them for better figures"
            );
        }
        Some(others) => eprintln!("the machine is quiet: other programs use {others:.2} cores"),
    }
}

/// Which Pythons a quick run does not ask.
pub fn left_out(pythons: &[String]) {
    if !pythons.is_empty() {
        eprintln!("a quick run leaves out {}; --check or a full run asks them all", pythons.join(", "));
    }
}

/// That the user has stopped the run, what is kept, and how it goes on.
pub fn interrupted(journal: &Journal, all: usize) {
    eprintln!("stopped: {} of {all} samples are kept in {}", journal.entries.len(), path(journal.path()));
    eprintln!("this goes on where it was: {}", again());
}

/// How long the programs ran, and which experiments took most of it.
pub fn took(entries: &[Entry]) {
    let mut of: BTreeMap<&str, f64> = BTreeMap::new();
    for entry in entries {
        *of.entry(entry.outcome.of().0).or_default() += entry.seconds;
    }
    let all = words(Duration::from_secs_f64(of.values().sum()));
    let mut of: Vec<(&str, f64)> = of.into_iter().collect();
    of.sort_by(|one, other| other.1.total_cmp(&one.1));
    let most: Vec<String> = of.iter().take(3).map(|(id, seconds)| format!("{id} {seconds:.1} s")).collect();
    eprintln!("the run took {all}, most of it for {}", most.join(", "));
}

/// What is measured again, since it did not bear out the book.
pub fn measured_again(broken: &BTreeSet<(String, String)>, rounds: u32) {
    let who: Vec<String> =
        broken.iter().map(|(experiment, contender)| format!("{experiment} with {contender}")).collect();
    eprintln!("not as the book says, so measured again in {}: {}", counted(rounds as usize, "round"), who.join(", "));
}

/// That something gave no numbers; why stands above, where it happened.
pub fn failed(failed: &[Missing]) {
    if !failed.is_empty() {
        let who: Vec<String> = failed.iter().map(|one| format!("{} with {}", one.experiment, one.contender)).collect();
        eprintln!("{} failed: {}; the other figures stand", counted(failed.len(), "program"), who.join(", "));
    }
}

/// From now on a reader who goes away, such as `head`, ends this program without a word, as it ends others. Not while something is measured:
/// a program that runs would go on alone.
pub fn ends_with_its_reader() {
    #[cfg(unix)]
    {
        // What a shell says of a program that ended so. An error leaves it as it was: then the program complains.
        let (status, always) = (128 + SIGPIPE, Arc::new(AtomicBool::new(true)));
        let _ = signal_hook::flag::register_conditional_shutdown(SIGPIPE, status, always);
    }
}

/// A file as a reader finds it: from the course's folder, if it is in there.
#[must_use]
pub fn path(file: &Path) -> String {
    let file = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let in_course = course().canonicalize().ok().and_then(|course| Some(file.strip_prefix(course).ok()?.to_owned()));
    in_course.unwrap_or(file).display().to_string()
}

/// The command that was typed, without what must not be done twice.
fn again() -> String {
    let quoted = |word: String| if word.contains(char::is_whitespace) { format!("\"{word}\"") } else { word };
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--fresh").map(quoted).collect();
    let release = if cfg!(debug_assertions) { "" } else { " --release" };
    let options = if words.is_empty() { String::new() } else { format!(" -- {}", words.join(" ")) };
    format!("cargo run -p lab{release}{options}")
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
