//! `cargo run -p lab --release`: the book's figures, on this machine.

use std::ffi::OsString;

use anyhow::{Context as _, Result};
use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// Smaller sizes: one minute for everything, and rougher numbers.
    #[arg(long)]
    quick: bool,
    /// Only this experiment.
    #[arg(long)]
    only: String,
    /// The Python to ask.
    #[arg(long, default_value = "python3")]
    python: OsString,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let experiments = lab::catalogue::read()?;
    let experiment = experiments.iter().find(|one| one.id == arguments.only).context("no experiment has that id")?;
    let values = lab::sample::of_python(experiment, &arguments.python, arguments.quick)?;
    println!("{}", serde_json::to_string_pretty(&values)?);
    Ok(())
}
