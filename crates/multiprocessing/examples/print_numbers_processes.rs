//! The document's program, with processes: two print 0 to 4 each. `cargo run -p multiprocessing --example print_numbers_processes`

// ANCHOR: program
use multiprocessing::{Process, guard, tasks};

fn print_numbers() {
    for i in 0..5 {
        println!("{i}");
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    guard(tasks![print_numbers]); // if __name__ == "__main__":

    let mut processes = Vec::new();
    for _ in 0..2 {
        let process = Process::new(print_numbers, ());
        process.start()?;
        processes.push(process);
    }
    for process in &processes {
        process.join()?;
    }
    Ok(())
}
// ANCHOR_END: program
