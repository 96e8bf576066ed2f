//! `cargo run -q -p on-cpython`: builds everything for the CPython that is found, imports it, and measures.

use on_cpython::{Interpreter, build, cython, file};
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
    let modules = build(&interpreter);
    for module in &modules {
        match &module.outcome {
            Ok(how) => println!("  {:<14} built {how}", module.name),
            Err(why) => println!("  {:<14} SKIPPED: {why}", module.name),
        }
    }
    match cython::complaints(&interpreter, cython::VERSION) {
        Ok(complaints) if complaints.is_empty() => {
            println!("  {:<14} accepted by Cython {}", "sum_range", cython::VERSION)
        }
        Ok(complaints) => {
            println!("  {:<14} refused by Cython {}, as the document prints it:", "sum_range", cython::VERSION);
            complaints.iter().for_each(|complaint| println!("  {:<14}   {complaint}", ""));
        }
        Err(why) => println!("  {:<14} SKIPPED: {why}", "sum_range"),
    }
    let built = modules.iter().filter(|module| module.outcome.is_ok()).map(|module| module.name);
    // What it prints goes to the terminal line by line.
    match interpreter.script(&file("python/measure.py")).args(built).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
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
