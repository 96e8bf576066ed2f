//! Our processes beside Python's: the same program prints the same, and the same call gives the same answer.

use python::Python;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_documents_example_prints_two_counts() {
    python::assert_two_counts(&python::example_lines("multiprocessing", "print_numbers_processes"));
}

#[test]
fn the_documents_example_with_a_guard_prints_two_counts_in_python_by_each_method() {
    let Some(python) = python::or_skip("the multiprocessing example in Python") else { return };
    let program = book("print_numbers_processes.py");
    for method in methods(&python) {
        let output = python.command(&program).arg(method).output().unwrap();
        python::assert_two_counts(&python::lines(&output, &program));
    }
}

#[test]
fn without_a_guard_the_documents_programs_work_in_python_by_fork_only() {
    let Some(python) = python::or_skip("the document's programs as they are, in Python") else { return };
    let lines = python.lines(&book("guard.py"));
    assert_eq!(lines.len(), 2 * methods(&python).len(), "{lines:?}");
    for line in lines {
        let (program, ended) = line.split_once(": ").unwrap();
        let expected = match program.split_once(", ").unwrap() {
            (_, "fork") => "10 numbers, exit status 0, no error",
            // Here the server imports the program itself, before any child does, and ends at that. Which error the client
            // gets depends on how far it was by then.
            (_, "forkserver") if server_ends_at_main(&python) => "0 numbers, exit status 1, ",
            ("unguarded.py", _) => "0 numbers, exit status 0, RuntimeError",
            (_, _) => "0 numbers, exit status 1, BrokenProcessPool",
        };
        assert!(ended.starts_with(expected), "{line}");
    }
}

#[test]
fn what_a_child_sees_of_a_global_is_as_in_python() {
    let mut ours = python::example_lines("multiprocessing", "what_a_child_sees");
    let Some(python) = python::or_skip("what a child sees of a global in Python") else { return };
    let mut theirs = python.lines(&book("globals.py"));
    // Each names the methods in the order of its own system.
    ours.sort();
    theirs.sort();
    assert_eq!(ours, theirs);
}

/// From 3.13.8 and 3.14.1 on (gh-126631). In 3.15 it passes over the error, and the children come to it as before (gh-141860).
fn server_ends_at_main(python: &Python) -> bool {
    let version = python.version;
    ((3, 13, 8)..(3, 14, 0)).contains(&version) || ((3, 14, 1)..(3, 15, 0)).contains(&version)
}

#[cfg(unix)]
#[test]
fn who_joins_before_the_queue_is_empty_waits_as_in_python() {
    let ours = python::example_lines("multiprocessing", "join_before_drain");
    assert_eq!(ours.len(), 2, "{ours:?}");
    let Some(python) = python::or_skip("the join before the queue is empty, in Python") else { return };
    assert_eq!(ours, python.lines(&book("join_before_drain.py")));
}

#[cfg(unix)]
#[test]
fn a_killed_worker_costs_its_task_and_nobody_waits_for_ever() {
    let lines = python::example_lines("multiprocessing", "killed_worker");
    assert!(lines[0].starts_with("3: the worker died in the middle of the task (signal 9 has killed it)"), "{lines:?}");
    assert_eq!(lines[1..], ["4: 8"]);
}

#[test]
fn in_python_a_killed_worker_costs_its_task_for_ever_or_the_pool() {
    let Some(python) = python::or_skip("the killed worker in Python") else { return };
    assert_eq!(
        python.lines(&book("killed_worker.py")),
        [
            "Pool: no answer and no error",
            "Pool: another task gives 8",
            "Executor: BrokenProcessPool",
            "Executor: BrokenProcessPool",
        ]
    );
}

#[cfg(unix)]
#[test]
fn in_python_a_lock_stays_with_the_dead() {
    let Some(python) = python::or_skip("the lock of the dead in Python") else { return };
    assert_eq!(python.lines(&book("lock_of_the_dead.py")), ["the lock can be taken: False"]);
}

/// How many are lost in two steps is a matter of luck, and none may be.
#[cfg(unix)]
#[test]
fn a_number_in_shared_memory_loses_no_update_under_a_lock_or_in_one_step() {
    let lines = python::example_lines("multiprocessing", "shared_counter");
    let expected = ["in two steps under a lock: 0 of 400000 are lost", "in one step: 0 of 10000000 are lost"];
    assert_eq!(lines[1..], expected);
}

#[cfg(unix)]
#[test]
fn each_call_answers_as_in_python() {
    let different = [
        (
            "before the start: terminate",
            "AssertionError",
            "AttributeError",
            "CPython does not look, and meets the None that stands there",
        ),
        ("stream: only a header", "OSError", "EOFError", "CPython calls a message of which nothing came a good end"),
        (
            "stream: a negative length",
            "OSError",
            "0",
            "CPython reads until less than nothing is left of it, so at once",
        ),
    ];
    assert_same_but(env!("CARGO_BIN_EXE_multiprocessing-answers"), "tests/answers.py", &different);
}

#[cfg(unix)]
#[test]
fn each_call_of_a_pool_answers_as_in_python() {
    let why =
        "CPython's pool does not know which task the dead worker had; there, get would wait for ever without its limit";
    let different = [("the task of a worker that is killed", "WorkerDied", "TimeoutError", why)];
    assert_same_but(env!("CARGO_BIN_EXE_pool-answers"), "tests/pool_answers.py", &different);
}

/// Each answer is the same in both but for those that are `different`: the question, our answer, Python's, and why.
#[cfg(unix)]
fn assert_same_but(ours: &str, theirs: &str, different: &[(&str, &str, &str, &str)]) {
    let ours = python::lines(&Command::new(ours).output().unwrap(), Path::new(ours));
    let Some(python) = python::or_skip(&format!("the answers of Python, {theirs}")) else { return };
    let theirs = python.lines(&Path::new(env!("CARGO_MANIFEST_DIR")).join(theirs));
    let mut open: Vec<_> = different.iter().map(|different| different.0).collect();
    for (ours, theirs) in ours.iter().zip(&theirs) {
        let question = ours.split(" -> ").next().unwrap();
        if let Some((_, our_answer, their_answer, _)) = different.iter().find(|different| different.0 == question) {
            assert_eq!(*ours, format!("{question} -> {our_answer}"));
            assert_eq!(*theirs, format!("{question} -> {their_answer}"));
            open.retain(|different| *different != question);
        } else {
            assert_eq!(ours, theirs);
        }
    }
    assert_eq!(ours.len(), theirs.len(), "one of the two answers more questions");
    assert!(open.is_empty(), "nobody asks {open:?}");
}

fn book(script: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python").join(script)
}

/// The start methods that a Python of this system has.
fn methods(python: &Python) -> Vec<String> {
    let code = "import multiprocessing; print(*multiprocessing.get_all_start_methods(), sep='\\n')";
    let output = Command::new(&python.program).args(["-I", "-S", "-c", code]).output().unwrap();
    python::lines(&output, Path::new("get_all_start_methods"))
}
