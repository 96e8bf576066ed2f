//! What the book's last chapter shows in virtual time: `strategy kinds` and `strategy lies`.

mod kinds;
mod lies;

use std::process::ExitCode;

fn main() -> ExitCode {
    let what = std::env::args().nth(1);
    match what.as_deref() {
        Some("kinds") => print!("{}", kinds::shown()),
        Some("lies") => print!("{}", lies::shown()),
        _ => {
            eprintln!(
                "Say what to show:\n  cargo run -q -p strategy -- kinds    five kinds of work under three strategies"
            );
            eprintln!("  cargo run -q -p strategy -- lies     six ways to measure the same two works");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
