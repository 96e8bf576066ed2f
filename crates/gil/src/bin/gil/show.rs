//! What the program prints.

use crate::args::Source;
use gil::explore::{Exploration, Outcome, Schedules};
use gil::statistics::Statistics;
use gil::timeline::{Timeline, text, words};
use gil::vm::{End, Program, Shared, State, Style, Switches, columns, replay, stuck};
use std::collections::BTreeMap;
use std::time::Duration;

/// Of so many outcomes each is drawn; of more, only the one that is asked for.
const DRAWN: usize = 3;

/// What `explore` found.
///
/// # Errors
///
/// If an outcome is asked for that there is not.
pub fn exploration(
    program: &Program,
    begin: &State,
    switches: Switches,
    exploration: &Exploration,
    source: &Source,
    wanted: Option<usize>,
) -> Result<String, String> {
    let mut outcomes: Vec<_> = exploration.outcomes().iter().collect();
    outcomes.sort_by(|a, b| a.outcome.cmp(&b.outcome));
    if let Some(wanted) = wanted.filter(|wanted| !(1..=outcomes.len()).contains(wanted)) {
        return Err(format!(
            "there is no outcome {wanted}: {} found",
            counted(outcomes.len(), "outcome was", "outcomes were")
        ));
    }
    let (major, minor) = program.version;
    let mut out = format!("Compiled by CPython {major}.{minor}. {}\n\n", rule(switches, program.version));
    if outcomes.is_empty() && exploration.decided() {
        return Ok(out + "No schedule comes to an end: in each some thread goes round a loop for ever.\n");
    }
    out += &counted(outcomes.len(), "outcome", "outcomes");
    if let Some(schedules) = exploration.schedules() {
        out += &format!(" in {}", of_schedules(schedules));
    }
    out += "\n";
    if !exploration.decided() {
        out += "UNDECIDED: the search stopped at its limit, there may be more. Try --reduce, a larger --limit, or fewer turns of the loops.\n";
    }
    let always = always(outcomes.iter().map(|found| &found.outcome));
    if !always.is_empty() {
        out += &format!("always: {}\n", globals(&always));
    }
    for (found, number) in outcomes.iter().zip(1..) {
        let schedules =
            found.schedules.map(|schedules| format!("  ·  {}", of_schedules(schedules))).unwrap_or_default();
        out += &format!("\n{number}. {}{schedules}\n", outcome(&found.outcome, &always));
        if wanted.map_or(outcomes.len() <= DRAWN, |wanted| wanted == number) {
            let played = replay(program, begin, &found.shortest);
            let (mut rows, end) = played.expect("the explorer found it with the same machine");
            rows.extend(stuck(program, &end));
            let names: Vec<_> = (0..found.outcome.ends.len()).map(name).collect();
            out += &columns(&rows, &names, Style { plain: source.plain, all: source.all_steps });
        }
    }
    if wanted.is_none() && outcomes.len() > DRAWN {
        out += "\nTo see how one comes about, add `--outcome NUMBER`.\n";
    }
    Ok(if source.plain { out.replace("  ·  ", ", ") } else { out })
}

/// What can be named behind `--thread`.
pub fn functions(program: &Program) -> String {
    let names: Vec<_> = program.codes.iter().skip(1).map(|code| code.name.as_str()).collect();
    if names.is_empty() {
        return "The listing has no function: give that of the whole file, `python3 -m dis FILE.py`.".to_owned();
    }
    format!("The functions of this listing: {}.", names.join(", "))
}

/// What it took to explore.
pub fn effort(exploration: &Exploration, took: Duration) -> String {
    let states = counted(exploration.states(), "state", "states");
    format!("{states} of {} bytes, in {} ms", exploration.bytes_per_state(), took.as_millis())
}

/// What `run` did.
pub fn run(program: &Program, shared: &Shared, timeline: &Timeline, statistics: &[Statistics], plain: bool) -> String {
    let mut out = shared.output.clone();
    let end = Outcome::new(program, shared);
    out += &format!("\n{}\n\n", outcome(&Outcome { output: String::new(), ..end }, &BTreeMap::new()));
    if plain {
        words(timeline).iter().for_each(|line| out += &format!("{line}\n"));
    } else {
        out += &text::picture(timeline, 100, &text::DRAWN);
    }
    out += "\nthread      held  waited  longest wait  turns  asked  was asked\n";
    for (thread, sums) in statistics.iter().enumerate() {
        let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
        out += &format!(
            "{:<6}  {:>8}  {:>6}  {:>12}  {:>5}  {:>5}  {:>9}\n",
            thread,
            ms(sums.held),
            ms(sums.waited),
            ms(sums.longest_wait),
            sums.switches,
            sums.requests_made,
            sums.requests_obeyed
        );
    }
    out
}

/// Where a thread may lose the GIL, in a sentence.
fn rule(switches: Switches, version: (u8, u8)) -> &'static str {
    match switches {
        Switches::EveryOpcode => "A thread may lose the GIL after every instruction, as to 3.9.",
        Switches::Breaker if version == (3, 10) => {
            "A thread may lose the GIL as a function begins, at a backward or conditional jump, and after a call or a return, as in 3.10."
        }
        Switches::Breaker => {
            "A thread may lose the GIL as a function begins, at a backward jump and after a call, as from 3.10 on."
        }
        Switches::FreeThreaded => "There is no GIL: all threads run at once, as in a free-threaded build.",
    }
}

/// What an outcome is, in one line, without what is the same in all.
fn outcome(outcome: &Outcome, always: &BTreeMap<String, String>) -> String {
    let mut parts = Vec::new();
    let differs = outcome.globals.iter().filter(|(name, _)| !always.contains_key(*name));
    let differs: BTreeMap<_, _> = differs.map(|(name, value)| (name.clone(), value.clone())).collect();
    if !differs.is_empty() {
        parts.push(globals(&differs));
    }
    if !outcome.output.is_empty() {
        parts.push(format!("prints {:?}", outcome.output));
    }
    for (thread, end) in outcome.ends.iter().enumerate() {
        match end {
            Some(End::Returned) => {}
            Some(End::Died(error)) => parts.push(format!("{} dies of {error}", name(thread))),
            None => parts.push(format!("{} waits for ever", name(thread))),
        }
    }
    if parts.is_empty() { "all threads end".to_owned() } else { parts.join(", ") }
}

/// The globals that have one value in all outcomes, if there is more than one outcome.
fn always<'a>(mut outcomes: impl Iterator<Item = &'a Outcome> + Clone) -> BTreeMap<String, String> {
    let all = outcomes.clone();
    let Some(first) = outcomes.next() else { return BTreeMap::new() };
    if outcomes.next().is_none() {
        return BTreeMap::new();
    }
    let same =
        |(name, value): &(&String, &String)| all.clone().all(|outcome| outcome.globals.get(*name) == Some(*value));
    first.globals.iter().filter(same).map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn globals(globals: &BTreeMap<String, String>) -> String {
    globals.iter().map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(", ")
}

fn name(thread: usize) -> String {
    if thread == 0 { "main".to_owned() } else { format!("thread {thread}") }
}

fn of_schedules(schedules: Schedules) -> String {
    match schedules {
        Schedules::Number(1) => "1 schedule".to_owned(),
        Schedules::Endless => "endlessly many schedules".to_owned(),
        Schedules::Number(number) => format!("{} schedules", grouped(number)),
        Schedules::TooMany => format!("{} schedules", Schedules::TooMany),
    }
}

/// `1,234,567`
fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}

/// `1 state`, `2 states`.
fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
