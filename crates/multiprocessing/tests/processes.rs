//! `Process` with real processes: what crosses, and how they end.

use multiprocessing::{Connection, PipeError, Process, ProcessError, guard, pipe, set_executable};
use std::sync::Once;
use std::time::Duration;

#[path = "program/tasks.rs"]
mod tasks;

/// The guard, once, and the program whose guard has the same tasks: the `main` of these tests is libtest's.
fn prepare() {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        guard(tasks::all());
        set_executable(env!("CARGO_BIN_EXE_multiprocessing-program"));
    });
}

/// A process that was started, and our end of a pipe that its task got as its first argument.
fn started<F, Args>(task: F, args: impl FnOnce(Connection) -> Args) -> (Process, Connection)
where
    F: multiprocessing::s4_task::Task<Args>,
    Args: serde::Serialize + Send + 'static,
{
    prepare();
    let (ours, theirs) = pipe().unwrap();
    let process = Process::new(task, args(theirs));
    process.start().unwrap();
    (process, ours)
}

#[test]
fn a_task_runs_in_a_process_of_its_own_and_answers() {
    let (process, answers) = started(tasks::sends_square, |to| (to, 7));
    assert_ne!(process.pid(), Some(std::process::id()));
    assert_eq!(answers.recv::<u64>().unwrap(), 49);
    assert_eq!(process.join().unwrap(), 0);
    assert!(matches!(answers.recv::<u64>(), Err(PipeError::EndOfFile)));
}

#[test]
fn a_process_knows_its_name() {
    prepare();
    assert_eq!(multiprocessing::current_process_name(), "MainProcess");
    let (ours, theirs) = pipe().unwrap();
    let process = Process::new(tasks::tells_its_name, (theirs,)).named("a name");
    process.start().unwrap();
    assert_eq!(ours.recv::<String>().unwrap(), "a name");
}

#[test]
fn four_arguments_cross_in_order() {
    let (process, answers) = started(tasks::adds, |to| (to, 1, 0.5, "sum".to_owned()));
    assert_eq!(answers.recv::<(String, f64)>().unwrap(), ("sum".to_owned(), 1.5));
    assert_eq!(process.join().unwrap(), 0);
}

#[test]
fn an_exit_code_says_how_it_ended() {
    prepare();
    let ends = |process: Process| {
        assert_eq!(process.exitcode(), None);
        process.start().unwrap();
        (process.join().unwrap(), process.exitcode())
    };
    assert_eq!(ends(Process::new(tasks::nothing, ())), (0, Some(0)));
    assert_eq!(ends(Process::new(tasks::panics, ())), (1, Some(1)));
    assert_eq!(ends(Process::new(tasks::exits, (7,))), (7, Some(7)));
}

#[test]
fn a_process_is_alive_from_its_start_to_its_end() {
    prepare();
    let (ours, theirs) = pipe().unwrap();
    let process = Process::new(tasks::waits, (theirs,));
    assert!(!process.is_alive());
    process.start().unwrap();
    assert_eq!(ours.recv::<String>().unwrap(), "here");
    assert!(process.is_alive());
    assert_eq!(process.join_timeout(Duration::ZERO).unwrap(), None);
    drop(ours);
    assert_eq!(process.join().unwrap(), 0);
    assert!(!process.is_alive());
}

#[cfg(unix)]
#[test]
fn who_is_ended_by_a_signal_has_its_number_below_zero_as_exit_code() {
    let (process, ours) = started(tasks::waits, |with| (with,));
    assert_eq!(ours.recv::<String>().unwrap(), "here");
    process.terminate().unwrap();
    assert_eq!(process.join().unwrap(), -15);
    process.terminate().unwrap();

    let (process, ours) = started(tasks::waits, |with| (with,));
    assert_eq!(ours.recv::<String>().unwrap(), "here");
    process.kill().unwrap();
    assert_eq!(process.join().unwrap(), -9);
}

#[cfg(unix)]
#[test]
fn all_who_join_a_process_return_when_somebody_else_ends_it() {
    let (process, ours) = started(tasks::spins, |with| (with,));
    assert_eq!(ours.recv::<String>().unwrap(), "here");
    std::thread::scope(|scope| {
        let joiners = [(); 3].map(|()| scope.spawn(|| process.join().unwrap()));
        process.kill().unwrap();
        assert_eq!(joiners.map(|joiner| joiner.join().unwrap()), [-9; 3]);
    });
}

#[test]
fn a_daemon_is_ended_when_it_is_dropped() {
    prepare();
    let (ours, theirs) = pipe().unwrap();
    let process = Process::new(tasks::waits, (theirs,)).daemon(true);
    process.start().unwrap();
    assert_eq!(ours.recv::<String>().unwrap(), "here");
    drop(process);
    assert!(matches!(ours.recv_bytes(), Err(PipeError::EndOfFile)));
}

#[test]
fn a_process_starts_once_and_is_joined_only_then() {
    prepare();
    let process = Process::new(tasks::nothing, ());
    assert!(matches!(process.join(), Err(ProcessError::NotStarted)));
    assert!(matches!(process.kill(), Err(ProcessError::NotStarted)));
    process.start().unwrap();
    assert!(matches!(process.start(), Err(ProcessError::StartedTwice)));
    process.join().unwrap();
    assert!(matches!(process.start(), Err(ProcessError::StartedTwice)));
}

#[test]
fn a_task_that_is_not_registered_is_refused_by_name() {
    fn stranger() {}
    prepare();
    let refused = Process::new(stranger, ()).start().unwrap_err().to_string();
    assert!(refused.contains("stranger") && refused.contains("not registered"), "{refused}");
    let refused = Process::new(|| (), ()).start().unwrap_err().to_string();
    assert!(refused.contains("is a closure"), "{refused}");
}

#[test]
fn a_hundred_megabytes_come_back_whole() {
    let (process, ours) = started(tasks::echoes, |with| (with,));
    let bytes = (0..=250).collect::<Vec<u8>>().repeat((100 << 20) / 251 + 1);
    std::thread::scope(|scope| {
        scope.spawn(|| ours.send_bytes(&bytes).unwrap());
        assert!(ours.recv_bytes().unwrap() == bytes);
    });
    drop(ours);
    assert_eq!(process.join().unwrap(), 0);
}
