//! `cargo run -p lab --release`: the book's figures, on this machine.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser as _;
use lab::cli::{Line, Other};
use lab::outputs::{self, Outputs};
use lab::pages::Pages;
use lab::record::Record;
use lab::report;

fn main() -> ExitCode {
    // The processes of our halves are this program, started once more.
    lab::ours::multiprocessing::guard();
    let line = Line::parse();
    if line.other.is_some() {
        lab::say::ends_with_its_reader();
    }
    let ended = match line.other {
        None => lab::measure::measure(&line.run),
        Some(Other::List) => list(),
        Some(Other::Show { only, outputs }) => show(&only, &outputs),
        Some(Other::Pages) => pages(),
        Some(Other::Advise(arguments)) => lab::advise::advise(&arguments).map(|()| ExitCode::SUCCESS),
        Some(Other::Ours { name, quick }) => ours(&name, quick),
    };
    ended.unwrap_or_else(|error| {
        eprintln!("lab: {error:#}");
        ExitCode::FAILURE
    })
}

fn list() -> Result<ExitCode> {
    for experiment in lab::catalogue::read()? {
        println!("{}\n    {}\n    book/src/{}", experiment.id, experiment.question, experiment.page);
        if let Some(misconception) = experiment.misconception {
            println!("    misconception {}: \"{}\"", misconception.number, misconception.says);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show(only: &[String], outputs: &Outputs) -> Result<ExitCode> {
    outputs.ready()?;
    let record = outputs::of_the_last_run()?;
    let experiments = lab::measure::chosen(lab::catalogue::read()?, only)?;
    report::print(&experiments, &record)?;
    lab::say::failed(&record.failed);
    outputs.write(&experiments, &record)?;
    // As the run ended, if it was no `--check`.
    Ok(if record.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn ours(name: &str, quick: bool) -> Result<ExitCode> {
    let values =
        lab::ours::run(name, quick).with_context(|| format!("no chapter in src/ours has a half called `{name}`"))?;
    println!("{}", serde_json::to_string(&values)?);
    Ok(ExitCode::SUCCESS)
}

fn pages() -> Result<ExitCode> {
    let book = lab::sample::course().join("book");
    let record = Record::read(&book.join("measured/record.json"))?;
    if record.is_none() {
        eprintln!("there is no book/measured/record.json yet; this makes one: cargo run -p lab --release -- --record");
    }
    let pages = Pages::of(&book, &record.unwrap_or_default(), &lab::catalogue::read()?)?;
    pages.write(&book.join("measured"))?;
    eprint!("{}", pages.report());
    Ok(if pages.complaints.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
