//! `cargo run -p lab --release`: the book's figures, on this machine.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use lab::pages::Pages;
use lab::record::Record;

#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    task: Option<Task>,
    /// Smaller sizes: one minute for everything, and rougher numbers.
    #[arg(long)]
    quick: bool,
    /// Only this experiment.
    #[arg(long)]
    only: Option<String>,
    /// The Python to ask.
    #[arg(long, default_value = "python3")]
    python: OsString,
}

#[derive(Subcommand)]
enum Task {
    /// Writes what the book's pages include, from the book's record.
    Pages,
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    if let Some(Task::Pages) = arguments.task {
        return pages();
    }
    let experiments = lab::catalogue::read()?;
    let only = arguments.only.context("name an experiment: --only ID")?;
    let experiment = experiments.iter().find(|one| one.id == only).context("no experiment has that id")?;
    let values = lab::sample::of_python(experiment, &arguments.python, arguments.quick)?;
    println!("{}", serde_json::to_string_pretty(&values)?);
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
