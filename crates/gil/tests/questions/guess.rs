//! A quiz asks for understanding only if nobody gets far without it: by place, by length, or by a function that is not the one that was tried.

use super::{book, id, none, questions};
use questions::read::{Table, Value};
use std::cmp::Reverse;
use std::fs;

/// How many answers of a hundred may be right for one who reads no question. Throwing dice gives a quarter to a third.
const AT_MOST: usize = 40;

/// Its place, its text, and whether it is right.
type Choice<'a> = (usize, &'a str, bool);
/// Whether the choice that one with this habit would tick is right.
type Habit = fn(&[Choice<'_>]) -> bool;

#[test]
fn who_reads_no_question_gets_few_answers_right() {
    let all = questions();
    let asked: Vec<Vec<Choice<'_>>> = all.iter().map(offered).filter(|choices| right(choices) == 1).collect();
    assert!(asked.len() > all.len() / 3, "too few questions have one right choice to say anything: {}", asked.len());
    let habits: [(&str, Habit); 4] = [
        ("the first choice", |choices| choices[0].2),
        ("the last choice", |choices| choices[choices.len() - 1].2),
        ("the longest choice", |choices| {
            choices.iter().max_by_key(|&&(at, text, _)| (length(text), Reverse(at))).unwrap().2
        }),
        ("the shortest choice", |choices| choices.iter().min_by_key(|&&(at, text, _)| (length(text), at)).unwrap().2),
    ];
    let easy = habits.iter().filter_map(|(habit, ticks)| {
        let hits = asked.iter().filter(|choices| ticks(choices)).count();
        (hits * 100 > asked.len() * AT_MOST).then(|| format!("{habit} is right in {hits} of {} questions", asked.len()))
    });
    none(&easy.collect::<Vec<_>>());
}

/// Where one choice is right, ticking is guessing. Where several are, who ticks one only is wrong.
fn right(choices: &[Choice<'_>]) -> usize {
    choices.iter().filter(|(_, _, right)| *right).count()
}

fn offered(question: &Table) -> Vec<Choice<'_>> {
    let choices = question["choice"].list().unwrap().iter().map(|choice| choice.table().unwrap());
    choices
        .zip(0..)
        .map(|(choice, at)| (at, choice["text"].text().unwrap(), choice["right"] == Value::Truth(true)))
        .collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[test]
fn a_function_that_a_computed_question_shows_is_the_one_that_was_tried() {
    let mut wrong = Vec::new();
    for question in questions().iter().filter(|question| question.contains_key("program")) {
        let name = question["program"].text().unwrap();
        let program = fs::read_to_string(book(&format!("python/{name}.py"))).unwrap();
        let shown = question["prompt"].text().unwrap().lines().filter_map(|line| line.strip_prefix("    "));
        let unknown = shown.filter(|shown| !program.lines().any(|line| line == *shown));
        wrong.extend(unknown.map(|line| format!("{}: {name}.py has no line `{line}`", id(question))));
    }
    none(&wrong);
}
