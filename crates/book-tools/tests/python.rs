//! The Python files that the book shows: they compile, and what they print is what the page says.
//!
//! Python is optional for a learner, so a machine without `python3` skips these tests, aloud.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python")
}

/// The files with this extension, in the order of their names.
fn files(extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|file| file.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    assert!(!files.is_empty(), "book/python holds no .{extension} file");
    files
}

/// Runs python3, or says that it is not there.
fn python(arguments: &[&str]) -> Option<Output> {
    // On Windows python.org installs `python` only, and `python3` may be a door to a shop.
    let name = if cfg!(windows) { "python" } else { "python3" };
    match Command::new(name).args(arguments).output() {
        Ok(output) => Some(output),
        Err(_) => {
            // Not `eprintln`: a test that passes keeps what that prints to itself.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: {name} is not on this machine, so the book's Python code was not tried"
            );
            None
        }
    }
}

#[test]
fn every_python_file_of_the_book_compiles() {
    for file in files("py") {
        // `compile` and not `py_compile`, which would leave a folder __pycache__ behind.
        let program = "import sys; compile(open(sys.argv[1], encoding='utf-8').read(), sys.argv[1], 'exec')";
        let Some(output) = python(&["-c", program, file.to_str().unwrap()]) else { return };
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_output_that_the_book_shows_is_what_the_program_prints() {
    for shown in files("out") {
        let program = shown.with_extension("py");
        let Some(output) = python(&[program.to_str().unwrap()]) else { return };
        let printed = String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n");
        assert_eq!(printed, fs::read_to_string(&shown).unwrap(), "{}", shown.display());
    }
}
