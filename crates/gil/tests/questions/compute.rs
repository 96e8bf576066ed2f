//! The answers that a program can compute: by trying every schedule.

use crate::book;
use crate::read::{Table, Value};
use gil::explore::{Options, Outcome, explore};
use gil::listing;
use gil::vm::{End, Program, State, Step, Switches};
use std::fs;

/// Whether the key of this question, whose form is right, is what the explorer finds.
pub fn complaint(question: &Table) -> Result<(), String> {
    let told = |why| format!("{}: {why}", text(question, "id"));
    let listed = |name: &str| program(name, text(question, "python"));
    let switches = switches(text(question, "switches"))?;
    let given = listed(text(question, "program"));
    match text(question, "kind") {
        "outcomes" => {
            let outcomes = all(&given, &State::module(&given), switches);
            compare(question, |choice| outcomes.iter().any(|outcome| fits(outcome, &choice["can"])))
        }
        "why-not" => {
            let outcomes = all(&given, &State::module(&given), switches);
            let happens = outcomes.iter().find(|outcome| fits(outcome, &question["cannot"]));
            happens.map_or(Ok(()), |outcome| Err(format!("it can end so: {outcome:?}")))
        }
        "which-repair" => {
            let repaired = |program: &Program| {
                let outcomes = all(program, &State::module(program), switches);
                outcomes.iter().all(|outcome| fits(outcome, &question["wanted"]))
            };
            if repaired(&given) {
                return Err(told("there is nothing to repair".to_owned()));
            }
            compare(question, |choice| repaired(&listed(text(choice, "program"))))
        }
        "first-bad-step" => {
            let bad = first_bad_step(question, &given, switches)?;
            compare(question, |choice| choice["step"].number() == Some(bad))
        }
        kind => unreachable!("the form knows no {kind}"),
    }
    .map_err(told)
}

/// The first choice that is right by the key and not by `truth`, or the other way round.
fn compare(question: &Table, truth: impl Fn(&Table) -> bool) -> Result<(), String> {
    for choice in question["choice"].list().unwrap() {
        let choice = choice.table().unwrap();
        let (key, truth) = (choice["right"].truth().unwrap(), truth(choice));
        if key != truth {
            return Err(format!("the key says {key} of `{}`, and it is {truth}", text(choice, "text")));
        }
    }
    Ok(())
}

/// The number of the first step of the schedule, from 1, after which nothing leads to what is wanted.
fn first_bad_step(question: &Table, program: &Program, switches: Switches) -> Result<usize, String> {
    if switches == Switches::Breaker {
        return Err(
            "in the middle of a turn only its holder may go on, which a state does not tell: take every-opcode"
                .to_owned(),
        );
    }
    let mut state = State::module(program);
    while state.step(program, 0) != Step::Blocked {}
    let hope = |state: &State| all(program, state, switches).iter().any(|outcome| fits(outcome, &question["wanted"]));
    if !hope(&state) {
        return Err("what is wanted cannot be had from the start".to_owned());
    }
    let threads = question["threads"].list().unwrap().len();
    for (turn, step) in question["schedule"].list().unwrap().iter().zip(1..) {
        let thread = turn.number().filter(|turn| (1..=threads).contains(turn));
        let thread = thread.ok_or_else(|| format!("step {step} is of no thread: {turn:?}"))?;
        if state.shared.has_ended(u8::try_from(thread).unwrap()) || state.step(program, thread) == Step::Blocked {
            return Err(format!("step {step} cannot be made"));
        }
        if !hope(&state) {
            return Ok(step);
        }
    }
    Err("after all its steps there is hope".to_owned())
}

/// Every way in which the program can end from `begin` on.
fn all(program: &Program, begin: &State, switches: Switches) -> Vec<Outcome> {
    let found = explore(program, begin, Options::new(switches));
    assert!(found.decided(), "a question wants a program that can be decided");
    found.outcomes().iter().map(|found| found.outcome.clone()).collect()
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

fn program(name: &str, python: &str) -> Program {
    let file = book("python/dis").join(format!("{name}.{python}.txt"));
    let listed = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    listing::read(&listed).unwrap_or_else(|unreadable| panic!("{}: {unreadable:?}", file.display()))
}

fn switches(name: &str) -> Result<Switches, String> {
    match name {
        "every-opcode" => Ok(Switches::EveryOpcode),
        "breaker" => Ok(Switches::Breaker),
        "free-threaded" => Ok(Switches::FreeThreaded),
        _ => Err(format!("`{name}` is no kind of switches")),
    }
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table[key].text().expect("its form is right")
}
