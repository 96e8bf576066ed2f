//! Our pool of processes beside Python's: the same program prints the same, and the same call gives the same answer.

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_documents_example_prints_two_counts() {
    python::assert_two_counts(&python::example_lines("futures", "print_numbers_process_pool"));
}

#[test]
fn the_documents_example_with_a_guard_prints_two_counts_in_python_by_each_method() {
    let Some(python) = python::or_skip("the ProcessPoolExecutor example in Python") else { return };
    let program = script("../../book/python/print_numbers_process_pool.py");
    let code = "import multiprocessing; print(*multiprocessing.get_all_start_methods(), sep='\\n')";
    let methods = Command::new(&python.program).args(["-I", "-S", "-c", code]).output().unwrap();
    for method in python::lines(&methods, Path::new("get_all_start_methods")) {
        let output = python.command(&program).arg(method).output().unwrap();
        python::assert_two_counts(&python::lines(&output, &program));
    }
}

#[test]
fn each_call_answers_as_in_python() {
    let program = env!("CARGO_BIN_EXE_process-answers");
    let ours = python::lines(&Command::new(program).output().unwrap(), Path::new(program));
    let Some(python) = python::or_skip("the answers of Python's ProcessPoolExecutor") else { return };
    let theirs = python.lines(&script("tests/process_answers.py"));
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len(), "one of the two answers more questions");
}

fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
