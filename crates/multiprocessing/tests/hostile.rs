//! Programs that do something wrong, and programs to which something is done.
//!
//! A program's output is read to its end, and that comes when each process that has it, children included, has gone. So a test
//! that ends has seen that no process was left behind.
#![cfg(unix)]

use multiprocessing::{PipeError, guard, pipe, set_executable};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Once;

#[path = "program/tasks.rs"]
mod tasks;

const PROGRAM: &str = env!("CARGO_BIN_EXE_multiprocessing-program");
const METHODS: [&str; 3] = ["spawn", "fork", "forkserver"];

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    // A backtrace is no part of what is said.
    command.args(args).stdin(Stdio::null()).env("RUST_BACKTRACE", "0");
    command
}

/// What it printed, and that it ended well.
fn prints(args: &[&str]) -> String {
    let Output { status, stdout, stderr } = program(args).output().unwrap();
    assert!(status.success(), "{args:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

/// What it printed, and what it said, and that it ended badly.
fn fails(command: &mut Command) -> (String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(!status.success());
    (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn whatever_the_method_a_process_does_the_same() {
    let expected = "first, 49 with exit code 0\n0 bytes in stdin, 0\nthrough two, 0\n\
                    exit code 0\nexit code 1\nexit code 7\n\
                    alive true\nterminated -15, alive false\nkilled -9\n\
                    a child's child ends with 3, 0\n\
                    this is a daemon, which is ended without being asked and would leave its children behind: start them from a \
                    process that is none\n0\n";
    for method in METHODS {
        let mut command = program(&["uses everything", method]);
        // Something to steal from the parent's stdin.
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.as_ref().unwrap().write_all(b"not for children").unwrap();
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        assert!(status.success(), "{method}: {}", String::from_utf8_lossy(&stderr));
        assert_eq!(String::from_utf8(stdout).unwrap(), expected, "{method}");
        assert!(String::from_utf8_lossy(&stderr).contains("out of stilton"), "{method}");
    }
}

/// Its children, and a child of one of them, have said that they are in the middle of their tasks.
fn a_parent(method: &str) -> (Child, BufReader<impl std::io::Read>) {
    let mut command = program(&["is a parent", method]);
    // A group of its own, as a shell gives one to each line.
    let mut parent = command.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0).spawn().unwrap();
    let mut printed = BufReader::new(parent.stdout.take().unwrap());
    let mut line = String::new();
    printed.read_line(&mut line).unwrap();
    assert_eq!(line, "here here here\n");
    (parent, printed)
}

#[test]
fn no_child_outlives_a_parent_that_is_killed_while_they_work() {
    for method in METHODS {
        let (mut parent, mut printed) = a_parent(method);
        kill_process(Pid::from_child(&parent), Signal::KILL).unwrap();
        // The children have this output, too: it ends when they have.
        printed.read_to_end(&mut Vec::new()).unwrap();
        assert_eq!(parent.wait().unwrap().signal(), Some(9));
    }
}

#[test]
fn a_parent_that_panics_does_not_wait_for_a_child_that_waits_for_it() {
    for method in METHODS {
        let (_, said) = fails(&mut program(&["panics while a child waits", method]));
        assert!(said.contains("the parent is out of stilton"), "{said}");
    }
}

#[test]
fn ctrl_c_ends_the_parent_and_all_children() {
    for method in METHODS {
        let (mut parent, mut printed) = a_parent(method);
        kill_process_group(Pid::from_child(&parent), Signal::INT).unwrap();
        printed.read_to_end(&mut Vec::new()).unwrap();
        assert_eq!(parent.wait().unwrap().signal(), Some(2));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn two_hundred_processes_in_a_row_leave_no_zombie_and_no_descriptor() {
    for method in METHODS {
        assert_eq!(prints(&["starts two hundred", method]), "zombies 0\n", "{method}");
    }
}

#[test]
fn a_process_with_another_thread_cannot_fork_and_the_other_methods_can() {
    let fork = prints(&["starts while a thread lives", "fork"]);
    assert!(fork.contains("without its other threads (1 of them)"), "{fork}");
    assert!(fork.ends_with("\nlater: exit code 0\n"), "{fork}");
    for method in ["spawn", "forkserver"] {
        assert_eq!(prints(&["starts while a thread lives", method]), "exit code 0\n");
    }
}

#[test]
fn a_program_that_forgets_the_guard_is_one_process_and_says_so() {
    let (printed, said) = fails(&mut program(&["forgets the guard"]));
    assert_eq!(printed, "main runs\n");
    assert!(said.contains("this program has no guard yet"), "{said}");
    assert!(said.contains("multiprocessing::guard(multiprocessing::tasks![print_numbers]);"), "{said}");
}

#[test]
fn who_starts_a_process_before_the_guard_is_refused_and_after_it_served() {
    let printed = prints(&["is late"]);
    let (early, late) = printed.split_once("`if __name__ == \"__main__\":`\n").unwrap();
    assert!(early.starts_with("main runs\nthis program has no guard yet"), "{printed}");
    assert_eq!(late, "main runs\nexit code 0\nexit code 0\n");
}

#[test]
fn what_stands_before_the_guard_runs_in_each_child_too() {
    let output = program(&["starts two"]).env("BEFORE_THE_GUARD", "prints").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.matches("before the guard\n").count(), 3, "{printed}");
    assert_eq!(printed.matches("main runs\n").count(), 1, "{printed}");
}

#[test]
fn a_child_that_ends_well_before_its_guard_is_no_success() {
    // More than a pipe holds is noticed at the start, less at the end.
    for what in ["starts two", "says much"] {
        let (_, said) = fails(program(&[what]).env("BEFORE_THE_GUARD", "returns in a child"));
        assert!(said.contains("ended (exit code 0) before it had read what it should do"), "{said}");
    }
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let (_, said) = fails(&mut program(&["starts a stranger", "/nowhere/at/all"]));
    assert!(said.contains("/nowhere/at/all could not be started: No such file"), "{said}");
}

#[test]
fn a_wrong_guard_says_what_is_wrong_with_it() {
    for (what, why) in [
        ("guards twice", "guard was called twice"),
        ("lists a closure", "is a closure, and has no name"),
        ("lists a function twice", "`__main__::tasks::nothing` stands twice in tasks![…]"),
    ] {
        let (printed, said) = fails(&mut program(&[what]));
        assert_eq!(printed, "");
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn a_child_that_does_not_know_the_task_says_so() {
    let Output { stdout, stderr, .. } = program(&["knows more than its children"]).output().unwrap();
    assert_eq!(String::from_utf8(stdout).unwrap(), "exit code 1\n");
    let said = String::from_utf8(stderr).unwrap();
    assert!(said.contains("the parent asks for `__main__::only_here`, and this program has no such task"), "{said}");
}

#[test]
fn a_child_without_a_parent_says_so() {
    let by_hand = ["--multiprocessing-fork"];
    for stdin in [Stdio::null(), Stdio::piped()] {
        let (printed, said) = fails(program(&by_hand).stdin(stdin));
        assert_eq!(printed, "");
        assert!(said.contains("no parent has started this one: run it without"), "{said}");
    }
    // Somebody's socket, who is no parent of ours.
    for (sent, why) in [
        (&b""[..], "the other side has closed its end"),
        (b"GET / HTTP/1.1\r\n\r\n", "not written by a Connection"),
        (&[0, 0, 0, 9, 1, 2], "cut off after 2 of 9 bytes"),
        (&[0, 0, 0, 2, 77, 77], "is no `multiprocessing::s5_child::Order`"),
    ] {
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        ours.write_all(sent).unwrap();
        ours.shutdown(std::net::Shutdown::Write).unwrap();
        let (printed, said) = fails(program(&by_hand).stdin(OwnedFd::from(theirs)));
        assert_eq!(printed, "");
        assert!(said.contains(why), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_whose_file_was_deleted_or_replaced_still_starts_processes() {
    let other_name = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("loses-its-file");
    // Not a copy: to write a file that is about to run races with the forks of other tests.
    std::fs::hard_link(PROGRAM, &other_name).unwrap();
    let Output { stdout, stderr, .. } = Command::new(&other_name).arg("loses its file").output().unwrap();
    std::fs::remove_file(&other_name).unwrap();
    let twice = "main runs\nexit code 0\nexit code 0\n".repeat(2);
    assert_eq!(String::from_utf8_lossy(&stdout), twice, "{}", String::from_utf8_lossy(&stderr));
}

#[test]
fn a_fork_server_that_is_killed_takes_no_child_with_it_and_has_a_successor() {
    assert_eq!(prints(&["loses its server", "forkserver"]), "exit code 255\n64 with exit code 0\n");
}

#[test]
fn where_the_system_tells_nobody_how_children_end_their_end_is_seen_all_the_same() {
    // Who ignores SIGCHLD has no children to wait for, and passes that on to the program that takes its place.
    let Some(python) = python::or_skip("a parent that ignores SIGCHLD, which takes a Python to make") else { return };
    let ignores =
        "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])";
    let Output { stdout, .. } =
        Command::new(python.program).args(["-I", "-S", "-c", ignores, PROGRAM, "starts two"]).output().unwrap();
    assert_eq!(String::from_utf8(stdout).unwrap(), "main runs\nexit code 255\nexit code 255\n");
}

#[test]
fn descriptors_for_which_there_is_no_room_are_an_error() {
    let printed = prints(&["has no room for a descriptor"]);
    assert!(printed.starts_with("a message brought descriptors, and this process may not open more"), "{printed}");
    assert!(printed.contains("\nan earlier message in this pipe was broken"), "{printed}");
}

/// The guard, once, and the program whose guard has the same tasks: the `main` of these tests is libtest's.
fn prepare() {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        guard(tasks::all());
        set_executable(PROGRAM);
    });
}

#[test]
fn a_child_killed_inside_a_message_is_noticed_and_so_is_what_is_missing() {
    prepare();
    for (part, got, promised) in [(&[0, 0, 1][..], 3, None), (&[0, 0, 0, 9, 1, 2], 2, Some(9))] {
        let (ours, theirs) = pipe().unwrap();
        let process = multiprocessing::Process::new(tasks::unix::dies_inside_a_frame, (theirs, part.to_vec()));
        process.start().unwrap();
        match ours.recv_bytes().unwrap_err() {
            PipeError::CutOff { got: g, promised: p } => assert_eq!((g, p), (got, promised)),
            other => panic!("{other}"),
        }
        assert_eq!(process.join().unwrap(), -9);
    }
}

#[test]
fn garbage_from_a_child_is_called_so() {
    prepare();
    for (garbage, why) in [
        (&[0xff, 0xff, 0xff, 0xf0][..], "a length of -16 bytes"),
        (&[0x7f, 0xff, 0xff, 0xff], "2147483647 bytes is longer than 536870912"),
        (b"Segmentation fault", "not written by a Connection"),
    ] {
        let (ours, theirs) = pipe().unwrap();
        let process = multiprocessing::Process::new(tasks::unix::writes_garbage, (theirs, garbage.to_vec()));
        process.start().unwrap();
        let said = ours.recv::<u64>().unwrap_err().to_string();
        assert!(said.contains(why), "{said}");
        assert_eq!(process.join().unwrap(), 0);
    }
}
