//! The answers that a program can compute: by trying every schedule.

use crate::read::{Table, Value};
use gil::explore::{Options, Outcome, Schedules, explore};
use gil::listing;
use gil::vm::{End, Program, Row, State, Step, Switches, replay};
use std::fs;
use std::path::Path;

/// How much was tried for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// The schedules of all programs that the question speaks of.
    pub schedules: Schedules,
    /// The states that these go through.
    pub states: usize,
}

/// Compares the key of this question, whose form is right, with what the explorer finds. `book` is the book's folder.
///
/// # Errors
///
/// The key is wrong, or the answer cannot be computed: told with the question's id.
pub fn computed(question: &Table, book: &Path) -> Result<Tried, String> {
    compare_with_key(question, book).map_err(|why| format!("{}: {why}", text(question, "id")))
}

fn compare_with_key(question: &Table, book: &Path) -> Result<Tried, String> {
    let listed = |name: &str| program(book, name, text(question, "python"));
    let mut explorer = Explorer::new(text(question, "switches").parse()?);
    let given = listed(text(question, "program"))?;
    let start = State::module(&given);
    match text(question, "kind") {
        "outcomes" => {
            let outcomes = explorer.outcomes(&given, &start)?;
            compare(question, |choice| Ok(outcomes.iter().any(|outcome| fits(outcome, &choice["can"]))))?;
        }
        "why-not" => {
            let outcomes = explorer.outcomes(&given, &start)?;
            let happens = outcomes.iter().find(|outcome| fits(outcome, &question["cannot"]));
            happens.map_or(Ok(()), |outcome| Err(format!("it can end so: {outcome:?}")))?;
        }
        "which-repair" => {
            let mut repaired = |program: &Program| {
                let outcomes = explorer.outcomes(program, &State::module(program))?;
                Ok(outcomes.iter().all(|outcome| fits(outcome, &question["wanted"])))
            };
            if repaired(&given)? {
                return Err("there is nothing to repair".to_owned());
            }
            compare(question, |choice| repaired(&listed(text(choice, "program"))?))?;
        }
        "first-bad-step" => {
            let bad = first_bad_step(question, &given, &mut explorer)?;
            compare(question, |choice| Ok(choice["step"].number() == Some(bad)))?;
        }
        kind => unreachable!("the form knows no {kind}"),
    }
    Ok(explorer.tried)
}

/// The schedule of a question of the kind `first-bad-step`: who makes each step, and what it is.
///
/// # Errors
///
/// There is no such schedule.
pub fn steps(question: &Table, book: &Path) -> Result<Vec<(String, String)>, String> {
    let list = |key: &str| question[key].list().expect("its form is right");
    let program = program(book, text(question, "program"), text(question, "python"))?;
    let schedule: Vec<usize> = list("schedule").iter().filter_map(Value::number).collect();
    let (rows, _) = replay(&program, &started(&program), &schedule).map_err(|why| why.to_string())?;
    let name = |thread: usize| list("threads").get(thread.wrapping_sub(1)).and_then(Value::text).unwrap_or("main");
    let what = |row: &Row| format!("`{}` {}", row.instruction, row.effect).trim_end().to_owned();
    Ok(rows.iter().map(|row| (name(row.thread).to_owned(), what(row))).collect())
}

/// Runs programs, and counts what it runs.
struct Explorer {
    switches: Switches,
    tried: Tried,
}

impl Explorer {
    fn new(switches: Switches) -> Explorer {
        Explorer { switches, tried: Tried { schedules: Schedules::Number(0), states: 0 } }
    }

    /// Every way in which the program can end from `begin` on.
    fn outcomes(&mut self, program: &Program, begin: &State) -> Result<Vec<Outcome>, String> {
        let found = explore(program, begin, Options::new(self.switches));
        let schedules = found.schedules().ok_or("a question wants a program that can be decided")?;
        self.tried.schedules = self.tried.schedules.plus(schedules);
        self.tried.states += found.states();
        Ok(found.outcomes().iter().map(|found| found.outcome.clone()).collect())
    }
}

/// The first choice that is right by the key and not by `truth`, or the other way round.
fn compare(question: &Table, mut truth: impl FnMut(&Table) -> Result<bool, String>) -> Result<(), String> {
    for choice in question["choice"].list().unwrap() {
        let choice = choice.table().unwrap();
        let (key, truth) = (choice["right"].truth().unwrap(), truth(choice)?);
        if key != truth {
            return Err(format!("the key says {key} of `{}`, and it is {truth}", text(choice, "text")));
        }
    }
    Ok(())
}

/// The number of the first step of the schedule, from 1, after which nothing leads to what is wanted.
fn first_bad_step(question: &Table, program: &Program, explorer: &mut Explorer) -> Result<usize, String> {
    if explorer.switches == Switches::Breaker {
        return Err(
            "in the middle of a turn only its holder may go on, which a state does not tell: take every-opcode"
                .to_owned(),
        );
    }
    let mut state = started(program);
    let mut hope = |state: &State| {
        let outcomes = explorer.outcomes(program, state)?;
        Ok::<_, String>(outcomes.iter().any(|outcome| fits(outcome, &question["wanted"])))
    };
    if !hope(&state)? {
        return Err("what is wanted cannot be had from the start".to_owned());
    }
    let threads = question["threads"].list().unwrap().len();
    for (turn, step) in question["schedule"].list().unwrap().iter().zip(1..) {
        let thread = turn.number().filter(|turn| (1..=threads).contains(turn));
        let thread = thread.ok_or_else(|| format!("step {step} is of no thread: {turn:?}"))?;
        if state.shared.has_ended(u8::try_from(thread).unwrap()) || state.step(program, thread) == Step::Blocked {
            return Err(format!("step {step} cannot be made"));
        }
        if !hope(&state)? {
            return Ok(step);
        }
    }
    Err("after all its steps there is hope".to_owned())
}

/// The main thread has started all others, and waits.
fn started(program: &Program) -> State {
    let mut state = State::module(program);
    while state.step(program, 0) != Step::Blocked {}
    state
}

/// Whether an outcome is as the table says.
fn fits(outcome: &Outcome, end: &Value) -> bool {
    let died = |end: &Option<End>| match end {
        Some(End::Died(error)) => Some(error.kind),
        _ => None,
    };
    end.table().unwrap().iter().all(|(key, value)| match key.as_str() {
        "globals" => value
            .table()
            .unwrap()
            .iter()
            .all(|(name, value)| outcome.globals.get(name).map(String::as_str) == value.text()),
        "dies" => match value.text().unwrap() {
            "" => outcome.ends.iter().all(|end| *end == Some(End::Returned)),
            kind => outcome.ends.iter().any(|end| died(end) == Some(kind)),
        },
        "deadlock" => Some(outcome.is_deadlock()) == value.truth(),
        key => unreachable!("the form knows no {key}"),
    })
}

fn program(book: &Path, name: &str, python: &str) -> Result<Program, String> {
    let file = format!("python/dis/{name}.{python}.txt");
    let listed = fs::read_to_string(book.join(&file)).map_err(|error| format!("book/{file}: {error}"))?;
    listing::read(&listed).map_err(|unreadable| format!("book/{file}: {unreadable}"))
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table[key].text().expect("its form is right")
}
