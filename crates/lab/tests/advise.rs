//! What `lab advise` answers: with round costs, so that no machine decides; and with the profiles that the book shows.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use lab::advise::answer;
use lab::advise::choice::Choice;
use lab::advise::costs::Measured;
use lab::advise::profile::Profile;
use lab::record::{Record, Sample};
use strategy::{Costs, Kind, Task, Workload};

fn ms(length: u64) -> Duration {
    Duration::from_millis(length)
}

fn advised(workload: &Workload) -> Kind {
    Choice::new(workload, &Costs::default()).advised().strategy.kind()
}

fn computes(tasks: u32, python: Duration, bytes: u64) -> Workload {
    Workload::of(tasks, Task { python, bytes, ..Task::default() })
}

fn waits(tasks: u32, waiting: Duration) -> Workload {
    Workload::of(tasks, Task { waiting, ..Task::default() })
}

#[test]
fn what_is_too_small_to_share_out_stays_in_one_thread() {
    assert_eq!(advised(&computes(10, Duration::from_micros(10), 0)), Kind::OneThread);
}

#[test]
fn a_few_that_wait_are_threads() {
    assert_eq!(advised(&waits(10, ms(50))), Kind::Threads);
}

#[test]
fn native_code_that_lets_go_is_for_threads() {
    assert_eq!(advised(&Workload::of(100, Task { native: ms(20), ..Task::default() })), Kind::Threads);
}

#[test]
fn a_thousand_that_wait_are_tasks_of_a_loop() {
    assert_eq!(advised(&waits(1000, ms(100))), Kind::Asyncio);
}

#[test]
fn a_thousand_that_wait_and_compute_a_little_are_no_pool_of_dozens_of_processes() {
    let workload = Workload::of(1000, Task { waiting: ms(20), python: ms(1), bytes: 10_000, ..Task::default() });
    // The prices of the book's record: processes come out a little faster.
    let us = Duration::from_micros;
    let costs = Costs {
        cores: 2,
        thread_start: us(150),
        process_start: ms(4),
        thread_task: us(23),
        process_task: us(197),
        kilobyte: us(2),
        async_task: us(15),
        ..Costs::default()
    };
    assert_eq!(Choice::new(&workload, &costs).ranking[0].strategy.kind(), Kind::Processes);
    assert_eq!(Choice::new(&workload, &costs).advised().strategy.kind(), Kind::Asyncio);
}

#[test]
fn python_that_computes_for_long_is_for_processes() {
    assert_eq!(advised(&computes(100, ms(20), 1_000)), Kind::Processes);
}

#[test]
fn native_code_that_keeps_the_gil_is_for_processes() {
    assert_eq!(advised(&Workload::of(100, Task { held: ms(20), ..Task::default() })), Kind::Processes);
}

#[test]
fn python_that_shares_much_data_wants_no_gil() {
    let workload = Workload { free_threaded: true, ..computes(200, ms(2), 2_000_000) };
    assert_eq!(advised(&workload), Kind::FreeThreading);
}

#[test]
fn python_that_could_be_native_and_fast_is_rewritten() {
    let workload = Workload { native_speed_up: Some(50.0), ..computes(100, ms(20), 1_000) };
    assert_eq!(advised(&workload), Kind::Native);
}

#[test]
fn no_more_workers_are_advised_than_help() {
    let choice = Choice::new(&Workload::of(100, Task { native: ms(20), ..Task::default() }), &Costs::default());
    assert_eq!(choice.advised().strategy, Kind::Threads.with(4), "{:?}", choice.ranking);
}

/// A file of `book/profiles`.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/profiles").join(name)
}

fn profile(name: &str) -> Profile {
    let [all, gil, running] = ["idle", "gil", "running"].map(|kind| file(&format!("{name}.{kind}.txt")));
    Profile::read(&all, &gil, &running).unwrap()
}

#[test]
fn every_output_of_a_tool_says_what_printed_it_and_when() {
    let pattern = r"^# .+profile_\w+\.py.* · \S.* \d+\.\d+\S* · CPython 3\.\d+\.\d+ · 20\d\d-\d\d-\d\d$";
    let pattern = regex::Regex::new(pattern).unwrap();
    let files = std::fs::read_dir(file("")).unwrap().map(|entry| entry.unwrap().path());
    let outputs: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|extension| extension == "txt")).collect();
    assert!(outputs.len() >= 5 * 7, "{outputs:?}");
    for output in outputs {
        let text = std::fs::read_to_string(&output).unwrap();
        let first = text.lines().next().unwrap_or("");
        assert!(pattern.is_match(first), "{}: {first}", output.display());
    }
}

/// What the page says that each of its programs is advised.
#[test]
fn the_profiles_of_the_page_get_the_advice_of_the_page() {
    let said =
        [("compute", Kind::Processes), ("held", Kind::Processes), ("native", Kind::Threads), ("wait", Kind::Asyncio)];
    for (name, kind) in said {
        let profile = profile(name);
        assert_eq!(advised(&Workload::of(100, profile.task(100, 100))), kind, "{name}: {profile:?}");
    }
}

#[test]
fn a_profile_shows_where_the_time_of_its_program_goes() {
    let most = |name, part: fn(&Profile) -> u64| {
        let profile = profile(name);
        assert!(4 * part(&profile) > 3 * profile.samples(), "{name}: {profile:?}");
    };
    most("compute", |profile| profile.gil + profile.for_gil);
    most("held", |profile| profile.gil + profile.for_gil);
    most("native", |profile| profile.native);
    most("wait", |profile| profile.waiting);
}

#[test]
fn a_profile_in_another_format_says_what_to_record() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = [
        ("scope.json", "{\"shared\": {}}\n", "--format raw"),
        ("notes.txt", "# mine\nwork (a.py:3) many\n", "line 2"),
        ("empty.txt", "# nothing\n", "--idle"),
        ("perf.txt", "python3;_start;main 27\n", "line 1"),
        ("huge.txt", "work (a.py:3) 18446744073709551615\n", "line 1"),
    ];
    for (name, text, says) in wrong {
        let wrong = folder.path().join(name);
        std::fs::write(&wrong, text).unwrap();
        let error = Profile::read(&wrong, &file("wait.gil.txt"), &file("wait.running.txt")).unwrap_err();
        let error = format!("{error:#}");
        assert!(error.contains(name) && error.contains(says), "{error}");
    }
    let error = Profile::read(Path::new("nowhere"), Path::new("nowhere"), Path::new("nowhere")).unwrap_err();
    assert!(error.to_string().contains("nowhere cannot be read"), "{error}");
}

#[test]
fn a_file_that_is_no_text_says_what_to_record() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("program.prof");
    std::fs::write(&wrong, [0xe3, 0x28, 0x00, 0xff]).unwrap();
    let error = Profile::read(&wrong, &wrong, &wrong).unwrap_err().to_string();
    assert!(error.contains("program.prof") && error.contains("--format raw"), "{error}");
}

#[test]
fn one_task_is_not_said_to_be_too_little() {
    let text = answer_to(&computes(1, ms(10_000), 0));
    assert!(text.contains("One task cannot be shared out") && text.contains("--tasks"), "{text}");
}

#[test]
fn what_would_have_to_be_sent_is_the_reason_where_it_is() {
    let text = answer_to(&computes(8, ms(100), 400_000_000));
    assert!(text.contains("Advice: one thread") && text.contains("Send less"), "{text}");
}

/// Each waits twice as long as it computes, so most of the time is waited, and processes are right nevertheless.
#[test]
fn the_reason_names_the_share_and_not_a_most_that_is_none() {
    let text = answer_to(&Workload::of(1000, Task { waiting: ms(40), python: ms(20), ..Task::default() }));
    assert!(text.contains("processes.") && text.contains("has the GIL for 33 % of its time"), "{text}");
}

/// Ten thousand tasks of an hour are billions of turns. It ends, so they are not all played.
#[test]
fn the_largest_work_that_can_be_said_has_an_answer() {
    assert_eq!(advised(&computes(10_000, Duration::from_secs(3600), 0)), Kind::Processes);
}

#[test]
fn the_ranking_begins_with_the_fastest() {
    for python in [1, 3, 9, 27] {
        for waiting in [0, 1, 10, 100] {
            let task = Task { waiting: ms(waiting), python: ms(python), native: ms(python), ..Task::default() };
            let workload = Workload { native_speed_up: Some(1.02), free_threaded: true, ..Workload::of(60, task) };
            let choice = Choice::new(&workload, &Costs::default());
            assert!(choice.ranking.is_sorted_by_key(|ranked| ranked.outcome.elapsed), "{choice:?}");
        }
    }
}

/// The answer, with round costs.
fn answer_to(workload: &Workload) -> String {
    let folder = tempfile::tempdir().unwrap();
    record("3.12.1", 0.03).write(&folder.path().join("mine.json")).unwrap();
    let measured = Measured::in_one_of(folder.path(), &["mine.json"]).unwrap();
    answer::text(workload, None, &measured, &Choice::new(workload, &measured.costs))
}

fn record(contender: &str, process_start: f64) -> Record {
    let costs = [
        ("cores", 2.0),
        ("switch_interval", 0.005),
        ("thread_start", 60e-6),
        ("process_start", process_start),
        ("thread_task", 20e-6),
        ("process_task", 200e-6),
        ("kilobyte", 1e-6),
        ("async_task", 10e-6),
    ];
    let values = costs.iter().map(|&(name, value)| (name.to_owned(), value)).collect();
    let sample = Sample { experiment: "costs".to_owned(), contender: contender.to_owned(), values, others: None };
    let (date, machine) = ("2026-01-02".to_owned(), "a machine".to_owned());
    Record { date, machine, default: Some(contender.to_owned()), samples: vec![sample], ..Record::default() }
}

#[test]
fn without_any_record_it_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let error = Measured::in_one_of(folder.path(), &["mine.json", "book.json"]).unwrap_err().to_string();
    assert!(error.contains("mine.json, nor in book.json") && error.contains("--only costs"), "{error}");
}

#[test]
fn the_readers_own_record_goes_before_the_books() {
    let folder = tempfile::tempdir().unwrap();
    record("3.12.1", 0.03).write(&folder.path().join("book.json")).unwrap();
    let files = ["mine.json", "book.json"];
    assert_eq!(Measured::in_one_of(folder.path(), &files).unwrap().contender, "3.12.1");
    let other = Record { date: "2026-01-03".to_owned(), ..Record::default() };
    other.write(&folder.path().join("mine.json")).unwrap();
    assert_eq!(Measured::in_one_of(folder.path(), &files).unwrap().date, "2026-01-02");
    record("3.13.0", 0.01).write(&folder.path().join("mine.json")).unwrap();
    assert_eq!(Measured::in_one_of(folder.path(), &files).unwrap().contender, "3.13.0");
}

#[test]
fn the_answer_names_its_costs_and_its_record_and_what_it_does_not_know() {
    let folder = tempfile::tempdir().unwrap();
    record("3.12.1", 0.03).write(&folder.path().join("mine.json")).unwrap();
    let measured = Measured::in_one_of(folder.path(), &["mine.json"]).unwrap();
    let workload = computes(100, ms(20), 1_000);
    let text = answer::text(&workload, None, &measured, &Choice::new(&workload, &measured.costs));
    for part in [
        "Advice: a pool of 2 processes.",
        "60.0 ms to start 2 of them",
        "0.200 ms a task",
        "1.00 µs for 1,000 bytes",
        "CPython 3.12.1, 2026-01-02, a machine (mine.json)",
        "What this does not know:",
    ] {
        assert!(text.contains(part), "{part} is missing in:\n{text}");
    }
}

/// What the program says on the terminal if it is used wrongly.
fn refused(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_lab")).arg("advise").args(arguments).output().unwrap();
    assert!(!output.status.success(), "{arguments:?} was accepted");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn whoever_stops_reading_sees_no_panic() {
    let mut lab = Command::new(env!("CARGO_BIN_EXE_lab"));
    let piped = std::process::Stdio::piped;
    let mut child = lab.args(["advise", "--python", "1ms"]).stdout(piped()).stderr(piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{output:?}");
}

#[test]
fn one_recording_alone_is_not_enough() {
    let said = refused(&["--profile", "all.txt"]);
    assert!(said.contains("--gil-profile") && said.contains("--running-profile"), "{said}");
}

#[test]
fn a_time_without_a_unit_is_refused_with_an_example() {
    let said = refused(&["--python", "3"]);
    assert!(said.contains("`3` is no time") && said.contains("20ms"), "{said}");
}

#[test]
fn each_program_that_the_page_profiles_runs_and_says_nothing() {
    let Some(python) = python::or_skip("the programs that the page profiles") else { return };
    for name in ["compute", "held", "native", "wait", "convoy"] {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../book/python/profile_{name}.py"));
        let output = python.command(&program).arg("1").output().unwrap();
        assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{name}: {output:?}");
    }
}

#[test]
fn processes_for_tasks_that_mostly_wait_are_not_advised_because_they_mostly_compute() {
    let folder = tempfile::tempdir().unwrap();
    record("3.12.1", 0.001).write(&folder.path().join("mine.json")).unwrap();
    let measured = Measured::in_one_of(folder.path(), &["mine.json"]).unwrap();
    let workload = Workload::of(1_000, Task { waiting: ms(20), python: ms(5), ..Task::default() });
    let text = answer::text(&workload, None, &measured, &Choice::new(&workload, &measured.costs));
    assert!(text.contains("processes.\n") && !text.contains("Most of the time"), "{text}");
}
