//! The watcher, driven as a learner drives it: in a pseudo-terminal, key by key.
#![cfg(unix)] // job control and the lock of another cargo are tried the Unix way

use crate::support::{STUB, TempCourse, example};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use terminal::{CommandBuilder, Terminal};

/// A course with two exercises, and no newcomer in front of it.
fn two_exercises(name: &str) -> TempCourse {
    let course = TempCourse::new(name);
    course.add_exercise(
        "g02-second",
        &course.manifest_with("g01", "g02").replace("g02-first", "g02-second").replace("First", "Second"),
    );
    course.write(".learn/progress.json", "{\"version\":1,\"solved\":{}}");
    course
}

fn command(course: &TempCourse, program: &str, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.cwd(course.path(""));
    command.env("TERM", "xterm-256color");
    for name in ["CARGO_TARGET_DIR", "NO_COLOR", "INTERLEAVE_PLAIN", "COLUMNS", "EDITOR", "VISUAL", "TERM_PROGRAM"] {
        command.env_remove(name);
    }
    command
}

fn watch(course: &TempCourse, arguments: &[&str]) -> Terminal {
    Terminal::start(command(course, env!("CARGO_BIN_EXE_learn"), arguments), 100, 30).unwrap()
}

/// Saves a loop without an end, whose test may take ten minutes. The answer is the file that then holds the process's number.
fn save_endless_loop(course: &TempCourse) -> String {
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("seconds = 5", "seconds = 600"));
    let here = course.path("here").display().to_string();
    course.save_body(&format!(
        "{{ std::fs::write({here:?}, std::process::id().to_string()).unwrap(); loop {{ std::hint::black_box(n); }} }}"
    ));
    here
}

#[track_caller]
fn shows(terminal: &Terminal, text: &str) {
    if let Err(missing) = terminal.wait_for(text) {
        panic!("{missing}");
    }
}

#[track_caller]
fn press_and_see(terminal: &mut Terminal, keys: &str, text: &str) {
    terminal.press(keys).unwrap();
    shows(terminal, text);
}

#[test]
fn two_exercises_are_solved_from_stub_to_the_end() {
    let course = two_exercises("watch-two");
    let mut watcher = watch(&course, &[]);
    shows(&watcher, "0 of 2 solved");
    shows(&watcher, "not started");
    course.save_body("n + 3");
    shows(&watcher, "wrong: assertion");
    press_and_see(&mut watcher, "h", "hint 1 of 2");
    press_and_see(&mut watcher, "h", "hint 2 of 2");
    // Whoever saves sees the verdict, on whatever page they were.
    course.save_body("n + 1");
    shows(&watcher, "solved: its test passed");
    shows(&watcher, "1 of 2 solved");
    press_and_see(&mut watcher, "n", "g02 Second");
    course.write("exercises/gil/g02-second/src/lib.rs", STUB.replace("n + 2", "n + 1"));
    shows(&watcher, "2 of 2 solved");
    press_and_see(&mut watcher, "n", "where the exercises end");
    watcher.press("q").unwrap();
    assert_eq!(watcher.wait_for_end(), Ok(0));
    assert!(watcher.screen().contains("2 of 2 solved"), "{}", watcher.screen());
}

#[test]
fn a_newcomer_is_welcomed_once() {
    let course = TempCourse::new("watch-welcome");
    let mut watcher = watch(&course, &[]);
    shows(&watcher, "Failing is how this works");
    press_and_see(&mut watcher, "\r", "not started");
    watcher.press("q").unwrap();
    watcher.wait_for_end().unwrap();
    let watcher = watch(&course, &[]);
    shows(&watcher, "not started");
}

#[test]
fn the_list_is_searched_while_typing() {
    let course = two_exercises("watch-list");
    let mut watcher = watch(&course, &[]);
    shows(&watcher, "not started");
    press_and_see(&mut watcher, "l", "> · g01 First");
    press_and_see(&mut watcher, "sec", "search: sec one found");
    press_and_see(&mut watcher, "\r", "g02-second/src/lib.rs");
}

#[test]
fn reset_asks_first_and_keeps_the_file() {
    let course = two_exercises("watch-reset");
    course.save_body("n + 3");
    let mut watcher = watch(&course, &[]);
    shows(&watcher, "wrong: ");
    press_and_see(&mut watcher, "r", "Begin g01 again?");
    press_and_see(&mut watcher, "x", "wrong: ");
    assert!(fs::read_to_string(course.of_exercise("src/lib.rs")).unwrap().contains("n + 3"));
    press_and_see(&mut watcher, "r", "Begin g01 again?");
    press_and_see(&mut watcher, "y", "Yours is kept as");
    shows(&watcher, "not started");
    let kept = fs::read_dir(course.of_exercise("src")).unwrap().map(|entry| entry.unwrap().path());
    let kept: Vec<_> = kept.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("kept-")).collect();
    assert!(kept.len() == 1 && fs::read_to_string(&kept[0]).unwrap().contains("n + 3"), "{kept:?}");
}

#[test]
fn a_solved_exercise_is_explained_and_no_other() {
    let course = two_exercises("watch-explain");
    course.write("solutions/gil/g01-first/solution.rs", "//! Why.\n\nfn reference() {}\n");
    course.write("solutions/gil/g01-first/right/other.rs", "//! right: counts down.\n\nfn other() {}\n");
    let mut watcher = watch(&course, &[]);
    shows(&watcher, "not started");
    press_and_see(&mut watcher, "e", "once this exercise is solved");
    course.save_body("n + 1");
    shows(&watcher, "1 of 2 solved");
    press_and_see(&mut watcher, "e", "fn reference() {}");
    shows(&watcher, "Also right: counts down.");
}

#[test]
fn quitting_ends_an_endless_loop() {
    let course = two_exercises("watch-loop");
    let here = save_endless_loop(&course);
    let mut watcher = watch(&course, &[]);
    // A second of judging: the build is done, or soon will be.
    watcher.wait_until("the endless loop", |_| fs::read_to_string(&here).is_ok_and(|id| !id.is_empty())).unwrap();
    watcher.press("q").unwrap();
    assert_eq!(watcher.wait_for_end(), Ok(0));
    let id = fs::read_to_string(&here).unwrap();
    let alive = std::process::Command::new("kill").args(["-0", &id]).output().unwrap();
    assert!(!alive.status.success(), "process {id} is still there");
}

#[test]
fn keys_are_answered_while_a_test_runs() {
    let course = two_exercises("watch-keys");
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("seconds = 5", "seconds = 600"));
    course.save_body("{ loop { std::hint::black_box(n); } }");
    let mut watcher = watch(&course, &[]);
    shows(&watcher, "Judging …");
    press_and_see(&mut watcher, "h", "hint 1 of 2");
    press_and_see(&mut watcher, "l", "> ○ g01 First");
    press_and_see(&mut watcher, "\u{1b}", "r reset");
    press_and_see(&mut watcher, "n", "g02 Second");
    shows(&watcher, "not started");
}

#[test]
fn a_solved_exercise_that_changed_is_open_again() {
    let course = two_exercises("watch-changed");
    course.save_body("n + 1");
    let watcher = watch(&course, &[]);
    shows(&watcher, "1 of 2 solved");
    course.save_body("n + 3");
    shows(&watcher, "0 of 2 solved");
    course.save_body("1 + n");
    shows(&watcher, "1 of 2 solved");
}

#[test]
fn two_watchers_at_once_note_what_each_of_them_saw() {
    let course = two_exercises("watch-both");
    let (first, second) = (watch(&course, &["watch", "g01"]), watch(&course, &["watch", "g02"]));
    shows(&first, "not started");
    shows(&second, "not started");
    course.save_body("n + 1");
    course.write("exercises/gil/g02-second/src/lib.rs", STUB.replace("n + 2", "n + 1"));
    shows(&first, "solved: its test passed");
    shows(&second, "solved: its test passed");
    let list = course.learn(&["list"]).out;
    assert_eq!(list.matches("; solved").count(), 2, "{list}");
}

#[test]
fn a_review_is_watched_like_an_exercise() {
    let course = two_exercises("watch-review");
    let noted = r#"{"version":1,"solved":{"g01-first":{"file":"1","check":"1","at":"2026-01-01T00:00:00Z"}}}"#;
    course.write(".learn/progress.json", noted);
    let mut watcher = watch(&course, &[]);
    shows(&watcher, "One exercise that you solved some days ago");
    watcher.press("q").unwrap();
    watcher.wait_for_end().unwrap();
    let mut watcher = watch(&course, &["review"]);
    shows(&watcher, "asked again 0 of 1 solved");
    shows(&watcher, "not started");
    course.write(".learn/review/g01-first/1/src/lib.rs", STUB.replace("n + 2", "n + 1"));
    shows(&watcher, "solved: its test passed");
    shows(&watcher, "1 of 1 solved");
    watcher.press("q").unwrap();
    assert_eq!(watcher.wait_for_end(), Ok(0));
}

#[test]
fn a_newer_save_ends_the_older_run() {
    let course = two_exercises("watch-newer");
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("seconds = 5", "seconds = 600"));
    course.save_body("{ loop { std::hint::black_box(n); } }");
    let watcher = watch(&course, &[]);
    shows(&watcher, "Judging … 1 s");
    course.save_body("n + 1");
    shows(&watcher, "solved: its test passed");
}

#[test]
fn a_narrow_window_shows_all_words_and_the_keys() {
    let course = two_exercises("watch-narrow");
    let mut watcher = watch(&course, &[]);
    shows(&watcher, "not started");
    watcher.resize(40, 40).unwrap();
    watcher
        .wait_until("a footer that is folded", |screen| {
            screen.lines().last().is_some_and(|line| line.contains("q quit"))
        })
        .unwrap();
    shows(&watcher, "the file is as the course shipped it");
    assert!(watcher.screen().lines().all(|line| line.chars().count() <= 40), "{}", watcher.screen());
}

#[test]
fn ctrl_c_gives_the_terminal_back() {
    let course = two_exercises("watch-ctrl-c");
    let mut watcher = watch(&course, &[]);
    shows(&watcher, "not started");
    assert!(watcher.is_alternate());
    watcher.press("\u{3}").unwrap();
    assert_eq!(watcher.wait_for_end(), Ok(0));
    assert!(!watcher.is_alternate());
}

#[test]
fn a_closed_window_ends_it_and_its_tests() {
    let course = two_exercises("watch-closed");
    let here = save_endless_loop(&course);
    let mut holder = std::process::Command::new(example("hold_terminal"))
        .args([course.path("").as_os_str(), env!("CARGO_BIN_EXE_learn").as_ref()])
        .stdout(std::process::Stdio::piped())
        .env_remove("CARGO_TARGET_DIR")
        .spawn()
        .unwrap();
    let mut watcher = String::new();
    BufReader::new(holder.stdout.take().unwrap()).read_line(&mut watcher).unwrap();
    wait_until("the endless loop", || fs::read_to_string(&here).is_ok_and(|id| !id.is_empty()));
    // Its end of the terminal is closed by the system, at once.
    holder.kill().unwrap();
    holder.wait().unwrap();
    for process in [watcher.trim(), &fs::read_to_string(&here).unwrap()] {
        wait_until("the end of a process", || !lives(process));
    }
}

/// Linux can be asked without starting a program, which would take the processor from those that are to end.
fn lives(process: &str) -> bool {
    if cfg!(target_os = "linux") {
        return Path::new("/proc").join(process).exists();
    }
    std::process::Command::new("kill").args(["-0", process]).output().unwrap().status.success()
}

#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let since = std::time::Instant::now();
    while !is_so() {
        assert!(since.elapsed() < terminal::LIMIT, "{what} did not come");
        std::thread::yield_now();
    }
}

#[test]
fn ctrl_z_stops_it_and_fg_brings_it_back() {
    let course = two_exercises("watch-ctrl-z");
    let mut shell = Terminal::start(command(&course, "bash", &["--norc", "--noprofile", "-i"]), 100, 30).unwrap();
    shell.press(&format!("{}\r", env!("CARGO_BIN_EXE_learn"))).unwrap();
    shows(&shell, "not started");
    press_and_see(&mut shell, "\u{1a}", "Stopped");
    assert!(!shell.is_alternate());
    press_and_see(&mut shell, "fg\r", "not started");
    press_and_see(&mut shell, "?", "the file, in your editor");
}

#[test]
fn the_editor_gets_the_terminal_and_its_save_is_judged() {
    let course = two_exercises("watch-editor");
    course.write("fixed.rs", STUB.replace("n + 2", "n + 1"));
    let mut learn = command(&course, env!("CARGO_BIN_EXE_learn"), &[]);
    learn.env("EDITOR", format!("cp {}", course.path("fixed.rs").display()));
    let mut watcher = Terminal::start(learn, 100, 30).unwrap();
    shows(&watcher, "not started");
    press_and_see(&mut watcher, "o", "solved: its test passed");
}

#[test]
fn a_ctrl_c_in_the_editor_is_not_for_the_watcher() {
    use std::os::unix::fs::PermissionsExt;
    let course = two_exercises("watch-editor-ctrl-c");
    // As a terminal does it: the signal goes to all that run in front of it.
    course.write("my editor/edit", "#!/bin/sh\ntrap '' INT\nkill -INT 0\n");
    fs::set_permissions(course.path("my editor/edit"), fs::Permissions::from_mode(0o755)).unwrap();
    let mut learn = command(&course, env!("CARGO_BIN_EXE_learn"), &[]);
    learn.env("EDITOR", format!("'{}' -w", course.path("my editor/edit").display()));
    let mut watcher = Terminal::start(learn, 100, 30).unwrap();
    shows(&watcher, "not started");
    watcher.press("o").unwrap();
    press_and_see(&mut watcher, "?", "the file, in your editor");
    assert!(!watcher.screen().contains("did not work"), "{}", watcher.screen());
}

#[test]
fn it_says_so_when_another_cargo_holds_the_lock() {
    let course = two_exercises("watch-lock");
    course.learn(&["check", "g01"]);
    let lock = File::options().write(true).open(course.path("target/debug/.cargo-lock")).unwrap();
    lock.lock().unwrap();
    let watcher = watch(&course, &[]);
    shows(&watcher, "Waiting for another cargo");
    drop(lock);
    shows(&watcher, "not started: the file");
}

#[test]
fn once_the_lock_is_free_it_says_what_goes_on() {
    let course = two_exercises("watch-lock-gone");
    course.write("exercises/gil/g01-first/Cargo.toml", course.manifest_with("seconds = 5", "seconds = 600"));
    course.learn(&["check", "g02"]);
    course.save_body("{ loop { std::hint::black_box(n); } }");
    let lock = File::options().write(true).open(course.path("target/debug/.cargo-lock")).unwrap();
    lock.lock().unwrap();
    let watcher = watch(&course, &[]);
    shows(&watcher, "Waiting for another cargo");
    drop(lock);
    shows(&watcher, "Judging …");
}

#[test]
fn a_save_during_a_long_build_does_not_hide_that_it_builds() {
    let course = two_exercises("watch-long-build");
    course.write("exercises/gil/g01-first/slow", "");
    course.write(
        "exercises/gil/g01-first/build.rs",
        "fn main() { std::fs::File::open(\"slow\").unwrap().lock().unwrap() }",
    );
    let slow = File::open(course.path("exercises/gil/g01-first/slow")).unwrap();
    slow.lock().unwrap();
    let watcher = watch(&course, &[]);
    shows(&watcher, "Building; the first time");
    course.save_body("n + 1");
    // The first run said so after two seconds, so this is the second one's first.
    shows(&watcher, "about a minute … 1 s");
    drop(slow);
    shows(&watcher, "solved: its test passed");
}

#[test]
fn a_plain_watcher_draws_nothing_over() {
    let course = two_exercises("watch-plain");
    let mut watcher = watch(&course, &["--plain"]);
    shows(&watcher, "not started");
    assert!(!watcher.is_alternate());
    course.save_body("n + 1");
    shows(&watcher, "solved: its test passed");
    let screen = watcher.screen();
    assert!(!screen.contains(['│', '●', '✓', '■', '□']), "{screen}");
    assert!(screen.contains("not started: the file"), "what was said before stands above:\n{screen}");
    press_and_see(&mut watcher, "h", "hint 1 of 2");
    watcher.press("q").unwrap();
    assert_eq!(watcher.wait_for_end(), Ok(0));
}

#[test]
fn an_exercise_can_be_named() {
    let course = two_exercises("watch-named");
    let watcher = watch(&course, &["watch", "g02"]);
    shows(&watcher, "g02 Second");
}
