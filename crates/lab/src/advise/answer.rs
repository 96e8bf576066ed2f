//! The advice in words: the work, the ranking, why, whose costs decided, and what all this does not know.

use std::fmt::Write as _;
use std::time::Duration;

use strategy::{Kind, Part, Ranked, Strategy, Workload};

use super::choice::Choice;
use super::costs::Measured;
use super::profile::Profile;
use super::why::why;
use crate::catalogue::Unit;

/// All of it.
#[must_use]
pub fn text(workload: &Workload, profile: Option<&Profile>, measured: &Measured, choice: &Choice) -> String {
    let mut text = String::new();
    let advised = choice.advised();
    if let Some(profile) = profile {
        let _ = writeln!(text, "{}\n", seen(profile));
    }
    let _ = writeln!(text, "{}\n", work(workload));
    let _ = writeln!(text, "Advice: {}.\n", name(advised.strategy));
    for (index, ranked) in choice.ranking.iter().enumerate() {
        let mark = if index == choice.advised { "→" } else { " " };
        let _ = writeln!(
            text,
            "{mark} {:<32}{:>9}   {}",
            name(ranked.strategy),
            short(ranked.outcome.elapsed),
            spent(ranked)
        );
    }
    let _ = writeln!(text, "\n{}", why(workload, choice, measured));
    let Measured { contender, date, machine, file, .. } = measured;
    let _ = writeln!(text, "These costs: CPython {contender}, {date}, {machine} ({}).\n", file.display());
    let _ = writeln!(text, "{}", not_known(workload, profile.is_some()));
    text
}

/// The same for a terminal of this width. What goes on from a line stands below its text: below the last column of a row, or after `- `.
pub(super) fn folded(text: &str, width: usize) -> String {
    let column = |line: &str| match line.trim_end().rfind("   ") {
        Some(gap) => line[..gap + 3].chars().count(),
        None => line.len() - line.trim_start_matches([' ', '-']).len(),
    };
    let fold = |line| {
        let below = " ".repeat(column(line).min(width / 2));
        // A path is never broken: it could not be copied.
        let options = textwrap::Options::new(width).subsequent_indent(&below).break_words(false);
        textwrap::fill(line, options.word_splitter(textwrap::WordSplitter::NoHyphenation)) + "\n"
    };
    text.lines().map(fold).collect()
}

fn seen(profile: &Profile) -> String {
    #[expect(clippy::cast_precision_loss, reason = "nobody takes 2^52 samples")]
    let share = |samples: u64| format!("{:.0} %", 100.0 * samples as f64 / profile.samples() as f64);
    format!(
        "The profile, of {} samples of threads at work:\n  {:>5} with the GIL\n  {:>5} computing without it\n  \
         {:>5} waiting for the world outside\n  {:>5} waiting for the GIL",
        profile.samples(),
        share(profile.gil),
        share(profile.native),
        share(profile.waiting),
        share(profile.for_gil)
    )
}

fn work(workload: &Workload) -> String {
    let (count, task) = workload.tasks[0];
    let parts = [
        (task.waiting, "waiting outside"),
        (task.python, "Python"),
        (task.held, "native code that keeps the GIL"),
        (task.native, "native code that lets go of it"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|part| !part.0.is_zero()).map(|(time, what)| format!("{} {what}", short(*time))).collect();
    let parts = if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") };
    let bytes = if task.bytes == 0 { "nothing".to_owned() } else { Unit::Bytes.write(task.bytes as f64) };
    let noun = if count == 1 { "task" } else { "tasks" };
    format!("The work: {count} {noun}, each {parts}; {bytes} to be sent if another process does it.")
}

/// What was paid beside the work itself, and how much of the workers' time went into waiting for the GIL.
fn spent(ranked: &Ranked) -> String {
    let paid = [Part::Start, Part::Task, Part::Sending].map(|part| (ranked.outcome.spent(part), part.says()));
    let paid = paid.iter().filter(|part| part.0 > Duration::from_micros(1));
    let mut said: Vec<String> = paid.map(|(time, what)| format!("{} {what}", short(*time))).collect();
    let all: Duration = Part::ALL.iter().map(|part| ranked.outcome.spent(*part)).sum();
    let for_gil = 100.0 * ranked.outcome.spent(Part::ForGil).as_secs_f64() / all.as_secs_f64().max(f64::MIN_POSITIVE);
    // The tasks of a loop wait for the loop, not for the GIL.
    if ranked.strategy.kind() != Kind::Asyncio && for_gil >= 0.5 {
        said.push(format!("{for_gil:.0} % waiting for the GIL"));
    }
    said.join(", ")
}

fn not_known(workload: &Workload, profiled: bool) -> String {
    let mut lines = vec![
        "locks of your own, memory, and a server that answers more slowly the more you ask;".to_owned(),
        "whether each task takes the same time, and whether none waits for another;".to_owned(),
    ];
    if profiled {
        lines.push("how many tasks there are, and what they would send: say it with --tasks and --bytes;".to_owned());
        lines.push(
            "whether the time with the GIL was Python or native code that keeps it: perf report tells;".to_owned(),
        );
        lines.push("whether a short call that waits (recv, send) waited for the world or for the GIL after it: py-spy dump --native tells;".to_owned());
    }
    if workload.native_speed_up.is_none() {
        lines.push("what native code would bring: say it with --native-speed-up;".to_owned());
    }
    if !workload.free_threaded {
        lines.push("whether it could run without a GIL: say it with --free-threaded;".to_owned());
    }
    lines.push("anything under a tenth. Measure both before you keep one.".to_owned());
    format!("What this does not know:\n  - {}", lines.join("\n  - "))
}

fn name(strategy: Strategy) -> String {
    match strategy {
        Strategy::OneThread => "one thread, as it is".to_owned(),
        Strategy::Asyncio => "asyncio, one task each".to_owned(),
        Strategy::Threads(n) => format!("a pool of {n} {}", if n == 1 { "thread" } else { "threads" }),
        Strategy::Processes(n) => format!("a pool of {n} {}", if n == 1 { "process" } else { "processes" }),
        Strategy::Native(n) => format!("native code, {n} threads"),
        Strategy::FreeThreading(n) => format!("a Python without GIL, {n} threads"),
    }
}

pub(super) fn short(time: Duration) -> String {
    Unit::Seconds.write(time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_from_a_line_stands_below_its_text() {
        let row = "→ a pool of two    1.0 s   0.2 s starting, 0.1 s handing out\n";
        let below = " ".repeat(27);
        assert_eq!(folded(row, 54), format!("→ a pool of two    1.0 s   0.2 s starting, 0.1 s\n{below}handing out\n"));
        assert_eq!(folded("  - locks of your own, memory\n", 22), "  - locks of your own,\n    memory\n");
    }
}
