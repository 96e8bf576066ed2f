//! A program without a guard: one process, an error that says what to write, and an exit code that is not 0.
//! `cargo run -p multiprocessing --example forgotten_guard`

// ANCHOR: program
use multiprocessing::Process;

fn print_numbers() {
    for i in 0..5 {
        println!("{i}");
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("main begins");
    let process = Process::new(print_numbers, ());
    process.start()?;
    process.join()?;
    Ok(())
}
// ANCHOR_END: program
