//! Starts [`program`], where there is what it needs.

#[cfg(unix)]
mod program;

#[cfg(unix)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    program::main()
}

#[cfg(not(unix))]
fn main() {
    println!("SKIPPED: locks, queues and shared memory travel between processes on Unix only");
}
