//! `cargo run -q -p on-cpython`: builds everything for the CPython that is found, imports it, and measures.
//!
//! `cargo run -q -p on-cpython -- 0.29.37 3.0.12`: asks only what these releases of Cython say of the document's sample.

use on_cpython::{Interpreter, Why, build, cython, file};
use std::process::ExitCode;

fn main() -> ExitCode {
    let interpreter = match Interpreter::find() {
        Ok(interpreter) => interpreter,
        Err(why) => {
            println!("SKIPPED everything: {why}");
            return ExitCode::SUCCESS;
        }
    };
    println!("{}", interpreter.name());
    let releases: Vec<String> = std::env::args().skip(1).collect();
    if !releases.is_empty() {
        releases.iter().for_each(|release| document(&interpreter, release));
        return ExitCode::SUCCESS;
    }
    let modules = build(&interpreter);
    for module in &modules {
        match &module.outcome {
            Ok(how) => println!("  {:<14} built {how}", module.name),
            Err(why) => println!("  {:<14} {why}", module.name),
        }
    }
    document(&interpreter, cython::VERSION);
    let failed = modules.iter().any(|module| matches!(module.outcome, Err(Why::Failed(_))));
    let built = modules.iter().filter(|module| module.outcome.is_ok()).map(|module| module.name);
    // What it prints goes to the terminal line by line.
    match interpreter.script(&file("python/measure.py")).args(built).status() {
        Ok(status) if status.success() && !failed => ExitCode::SUCCESS,
        Ok(status) if status.success() => ExitCode::FAILURE,
        Ok(status) => {
            eprintln!("on-cpython: the measurements ended with {status}");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("on-cpython: {} does not start: {error}", interpreter.name());
            ExitCode::FAILURE
        }
    }
}

/// Says what Cython `release` answers to the document's sample.
fn document(interpreter: &Interpreter, release: &str) {
    match cython::complaints(interpreter, release, &file("document/sum_range.pyx")) {
        Ok(complaints) if complaints.is_empty() => println!("  {:<14} accepted by Cython {release}", "sum_range"),
        Ok(complaints) => {
            println!("  {:<14} refused by Cython {release}, as the document prints it:", "sum_range");
            complaints.iter().for_each(|complaint| println!("  {:<14}   {complaint}", ""));
        }
        Err(why) => println!("  {:<14} {why}", "sum_range"),
    }
}
