//! What `cargo learn verify` has tried, made readable: a row for each exercise, and below it each program.
//!
//! `verify --table` writes `book/src/graders-table.md`, and CI compares that file with what it prints. So it is read here, never written.
//!
//! ```text
//!              right    wrong      caught by
//!              accepted rejected   assertion  deadlock  …
//!   g02 Two …     3        5           4          1
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, ensure};

use crate::directives::Asked;
use crate::exercise::Exercise;
use crate::markup::{count, escaped, with_code};

/// What `verify` writes in the column of the verdict for a right design.
const ACCEPTED: &str = "accepted";

/// One row of the table.
struct Trial<'a> {
    exercise: &'a str,
    is_right: bool,
    name: &'a str,
    /// The design, or the misconception.
    about: &'a str,
    verdict: &'a str,
    test: &'a str,
}

/// The matrix, and the programs of each exercise folded away.
///
/// # Errors
///
/// The table cannot be read, or an exercise in it does not exist.
pub fn matrix(asked: Asked<'_>) -> Result<String> {
    let text =
        fs::read_to_string(asked.book.join("src/graders-table.md")).context("graders-table.md cannot be read")?;
    let trials: Vec<Trial<'_>> = text.lines().skip(2).map(trial).collect::<Result<_>>()?;
    ensure!(!trials.is_empty(), "graders-table.md has no row");
    let mut exercises: Vec<Exercise> = Vec::new();
    for trial in &trials {
        if exercises.last().is_none_or(|last| last.id != trial.exercise) {
            exercises.push(Exercise::of(asked.course, trial.exercise)?);
        }
    }
    let mut html = summary(&trials, &exercises);
    for exercise in &exercises {
        html += &programs(exercise, trials.iter().filter(|trial| trial.exercise == exercise.id));
    }
    Ok(html.trim_end().to_owned())
}

fn trial(line: &str) -> Result<Trial<'_>> {
    let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
    let [exercise, variant, about, verdict, test] = cells[..] else {
        anyhow::bail!("graders-table.md: a row has not five cells: {line}");
    };
    let (side, name) =
        variant.split_once(": ").with_context(|| format!("graders-table.md: neither right nor wrong: {line}"))?;
    let is_right = side == "right";
    ensure!(is_right == (verdict == ACCEPTED), "graders-table.md: {variant} was {verdict}: {line}");
    Ok(Trial { exercise, is_right, name, about, verdict, test })
}

/// A row for each exercise, a column for each kind of failure, the most frequent one first.
fn summary(trials: &[Trial<'_>], exercises: &[Exercise]) -> String {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for trial in trials.iter().filter(|trial| !trial.is_right) {
        *kinds.entry(trial.verdict).or_default() += 1;
    }
    let mut kinds: Vec<(&str, usize)> = kinds.into_iter().collect();
    kinds.sort_by_key(|&(_, number)| std::cmp::Reverse(number));

    let span = kinds.len();
    let names: String = kinds.iter().map(|(kind, _)| format!("<th scope=\"col\">{}</th>", escaped(kind))).collect();
    let mut html = format!(
        r#"<div class="table-wrapper">
<table class="matrix">
<caption>Right designs and wrong programs, by exercise</caption>
<thead>
<tr><td rowspan="2"></td><th scope="col" rowspan="2">right, accepted</th><th scope="col" rowspan="2">wrong, rejected</th><th scope="colgroup" colspan="{span}">rejected for</th></tr>
<tr>{names}</tr>
</thead>
<tbody>
"#
    );
    let row = |of: &dyn Fn(&Trial<'_>) -> bool| -> String {
        let number = |verdict: &str| trials.iter().filter(|trial| of(trial) && trial.verdict == verdict).count();
        let wrong = trials.iter().filter(|trial| of(trial) && !trial.is_right).count();
        let kinds: String = kinds.iter().map(|(kind, _)| cell("bad", number(kind))).collect();
        format!("{}{}{kinds}", cell("good", number(ACCEPTED)), cell("sum", wrong))
    };
    for Exercise { id, title, .. } in exercises {
        let (title, row) = (escaped(title), row(&|trial| trial.exercise == id));
        // Writing into a String cannot fail, here and below.
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\"><a href=\"#graders-{id}\">{id}<span> · {title}</span></a></th>{row}</tr>"
        );
    }
    let _ = writeln!(html, "</tbody>\n<tfoot>\n<tr><th scope=\"row\">all</th>{}</tr>\n</tfoot>", row(&|_| true));
    html + "</table>\n</div>\n"
}

/// A number, and how dark its cell is; none for zero.
fn cell(class: &str, number: usize) -> String {
    let shade = match number {
        0 => return "<td></td>".to_owned(),
        1..=3 => "few",
        4..=9 => "some",
        _ => "many",
    };
    format!("<td class=\"{class} {shade}\">{number}</td>")
}

/// The programs of one exercise. The anchor lies inside, so that a browser that goes there unfolds it.
fn programs<'a>(exercise: &Exercise, trials: impl Iterator<Item = &'a Trial<'a>>) -> String {
    let (right, wrong): (Vec<_>, Vec<_>) = trials.partition(|trial| trial.is_right);
    let (id, title) = (&exercise.id, escaped(&exercise.title));
    let [right_number, wrong_number] =
        [(&right, "right design"), (&wrong, "wrong program")].map(|(of, one)| count(of.len(), one, &format!("{one}s")));
    let rights = table(["right design", "what it is"], right.iter().map(|trial| cells(trial.name, [trial.about])));
    let head = ["wrong program", "what its author believes", "rejected for", "by the test"];
    let wrongs = table(head, wrong.iter().map(|trial| cells(trial.name, [trial.about, trial.verdict, trial.test])));
    format!(
        "<details class=\"graders\">\n<summary>{id} · {title}: {right_number}, {wrong_number}</summary>\n<div id=\"graders-{id}\">\n{rights}{wrongs}</div>\n</details>\n"
    )
}

/// A row of such a table.
fn cells<const N: usize>(name: &str, cells: [&str; N]) -> String {
    let cells = cells.map(|cell| format!("<td>{}</td>", with_code(cell))).concat();
    format!("<tr><th scope=\"row\">{}</th>{cells}</tr>\n", escaped(name))
}

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = String>) -> String {
    let head = head.map(|name| format!("<th scope=\"col\">{name}</th>")).concat();
    let rows: String = rows.collect();
    format!(
        "<div class=\"table-wrapper\">\n<table class=\"programs\">\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )
}
