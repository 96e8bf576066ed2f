//! Every sentence of the command, so that one person can read them in one go, and none changes unseen.

use crate::catalogue::Catalogue;
use crate::support::TempCourse;
use learn::caller::Busy;
use learn::catalog::Course;
use learn::doctor::State;
use learn::exercise::Exercise;
use learn::kind::Kind;
use learn::replay::code::Code;
use learn::verdict::{End, Explored, Failure, Outcome, Verdict};
use learn::verify::variant::Role;
use learn::watch::state::Page;
use learn::words;
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitStatus;
use std::time::Duration;

/// Adds each call's message under the function's name. A second name of the same function comes after a colon.
macro_rules! say {
    ($catalogue:ident: $($module:ident)::* . $name:ident $(as $label:literal)? ($($argument:expr),* $(,)?)) => {
        $catalogue.add(
            concat!(stringify!($name) $(, ": ", $label)?),
            words $(:: $module)* :: $name($($argument),*),
        )
    };
}

/// An error in words of ours: the system's own differ from one system to the next.
fn error(kind: ErrorKind) -> io::Error {
    io::Error::new(kind, "the system's own words")
}

fn ended_with(code: u8) -> ExitStatus {
    #[cfg(unix)]
    return std::os::unix::process::ExitStatusExt::from_raw(i32::from(code) << 8);
    #[cfg(windows)]
    return std::os::windows::process::ExitStatusExt::from_raw(u32::from(code));
}

fn course(name: &str) -> (TempCourse, Exercise) {
    let course = TempCourse::new(name);
    let exercise = Course::read(&course.path("")).unwrap().exercises.remove(0);
    (course, exercise)
}

fn failure(kind: Kind) -> Failure {
    Failure { kind, says: "two threads held the GIL at the same time".into(), place: None, found: None }
}

const FOLDER: &str = "exercises/gil/g02-two-holders";
const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn the_messages_about_verdicts() {
    let (_course, exercise) = course("messages-verdicts");
    let mut all = Catalogue::default();
    let path = Path::new(FOLDER);
    let unknown = learn::words::problems::unknown_id("g99", Some("g02"));
    say!(all: .problem(&unknown));
    say!(all: .path(path));
    say!(all: .next("cargo learn hint g02"));
    say!(all: .again(&exercise));
    say!(all: .file_is(path));
    say!(all: .at("check.rs:31", "    assert_eq!(others, 0);"));
    say!(all: .at as "a todo"("src/lib.rs:31", "    todo!(\"wait here\")"));
    say!(all: .compare(path));
    all.add("SIDES", words::SIDES);
    say!(all: .position(2, 3));
    say!(all: .facts(&exercise));
    say!(all: .short_facts(&exercise));
    say!(all: .dots(3));
    say!(all: .read_page(&exercise));
    for verdict in [Verdict::NotStarted, Verdict::Unfinished, Verdict::DoesNotBuild, Verdict::Wrong, Verdict::Undecided]
    {
        all.add(&format!("sentence: {verdict}"), words::sentence(verdict, 4));
    }
    say!(all: .sentence as "solved, one test"(Verdict::Solved, 1));
    say!(all: .sentence as "solved"(Verdict::Solved, 4));
    say!(all: .check_does_not_build());
    say!(all: .only_the_check(&exercise));
    say!(all: .unknown_to_the_check());
    say!(all: .what_it_prints(&exercise));
    say!(all: .stub_shows());
    say!(all: .todo_says());
    say!(all: .in_test("at_most_one_thread_holds_the_gil"));
    say!(all: .out_of_time(Duration::from_secs(10)));
    say!(all: .hang_means());
    say!(all: .too_much_output());
    say!(all: .exited as "by a call"(ended_with(3), ""));
    say!(all: .exited as "by its stack"(ended_with(134), "thread 'main' has overflowed its stack"));
    say!(all: .exit_means());
    say!(all: .explored as "one schedule"(&Explored { schedules: 1, preemptions: 0, threads: 1 }));
    say!(all: .explored as "one thread"(&Explored { schedules: 6, preemptions: 0, threads: 1 }));
    say!(all: .explored(&Explored { schedules: 812, preemptions: 2, threads: 3 }));
    say!(all: .passed_without_a_model());
    say!(all: .beyond_the_bound());
    say!(all: .warnings(1));
    say!(all: .missing());
    say!(all: .all_solved(60));
    say!(all: .busy as "building"(Busy::Building));
    say!(all: .busy as "waiting"(Busy::WaitingForCargo));
    say!(all: .hint_number(1, 3));
    say!(all: .hint_title("g02", "Two holders", 1, 3));
    say!(all: .after_hint("g02", 1, 3));
    say!(all: .after_hint as "the last"("g02", 3, 3));
    say!(all: .was_reset(&exercise, Some(&path.join("src/kept-2026-11-23-081500.rs"))));
    say!(all: .was_reset as "nothing to keep"(&exercise, None));
    say!(all: .explain_later(&exercise));
    say!(all: .also_right("one lock for the rule, and the two numbers in it"));
    say!(all: .solution_written(Path::new("mine.rs")));
    let code = Code::read("g02:gye-1p81-9f3tz").unwrap();
    say!(all: replay.again("g02:gye-1p81-9f3tz"));
    say!(all: replay.fails_again("two threads held the GIL at the same time"));
    say!(all: replay.other_forms(&code));
    say!(all: replay.press_enter());
    say!(all: replay.mended(&code, "at_most_one_thread_holds_the_gil"));
    say!(all: replay.page_written(Path::new("two-holders.html")));
    all.is_all_of("verdicts", &["mod.rs", "verdicts.rs", "replay.rs"]);
}

#[test]
fn the_messages_about_problems() {
    let (_course, exercise) = course("messages-problems");
    let mut all = Catalogue::default();
    let (folder, file) = (Path::new(FOLDER), Path::new("target/learn/run/7-0"));
    let other = Path::new("exercises/gil/g02-other");
    say!(all: problems.exercise_for_command("g02"));
    say!(all: problems.unknown_id("g99", Some("g02")));
    say!(all: problems.unknown_id as "nothing like it"("zzz", None));
    say!(all: problems.unknown_level(4, 3));
    say!(all: problems.unknown_design("no_such", &["wait_while", "relock"]));
    say!(all: problems.unknown_design as "there is none"("no_such", &[]));
    say!(all: problems.never_reviewed(&exercise));
    say!(all: problems.not_solved_yet(&exercise));
    say!(all: problems.reviewed_enough(&exercise));
    say!(all: problems.not_overwritten(Path::new("mine.rs"), &error(ErrorKind::AlreadyExists)));
    say!(all: problems.not_overwritten as "for another reason"(Path::new("mine.rs"), &error(ErrorKind::PermissionDenied)));
    let code = Code::read("g02:gye-1p81-9f3tz").unwrap();
    say!(all: problems.no_code("3f1a"));
    say!(all: problems.code_of_no_test(&code, &exercise));
    say!(all: problems.other_version(&code, &exercise));
    say!(all: problems.interrupted());
    say!(all: problems.no_course(Path::new("somewhere/else")));
    say!(all: problems.no_exercises(Path::new("course")));
    say!(all: problems.no_manifest(folder));
    say!(all: problems.bad_manifest(folder, "`title` is missing"));
    say!(all: problems.wrong_name(folder, "g02-holders", "g03"));
    say!(all: problems.unknown_chapter("tea"));
    say!(all: problems.duplicate_id("g02", folder, other));
    for kind in [
        ErrorKind::NotFound,
        ErrorKind::InvalidData,
        ErrorKind::IsADirectory,
        ErrorKind::PermissionDenied,
        ErrorKind::Other,
    ] {
        all.add(&format!("no_source: {kind:?}"), words::problems::no_source(&exercise, &error(kind)));
    }
    say!(all: problems.cannot_keep(&folder.join("src/lib.rs"), &error(ErrorKind::StorageFull)));
    say!(all: problems.course_file as "missing"(&folder.join("check.rs"), &error(ErrorKind::NotFound)));
    say!(all: problems.course_file(&folder.join("check.rs"), &error(ErrorKind::PermissionDenied)));
    say!(all: problems.no_hints(&folder.join("hints.md")));
    say!(all: problems.no_tests(&folder.join("check.rs")));
    say!(all: problems.other_tests(&exercise, &["one", "two"], &["one"]));
    say!(all: problems.other_tests as "none"(&exercise, &["one", "two"], &[]));
    say!(all: problems.stub_does_not_build(&exercise, &["error[E0308]: mismatched types".into()]));
    say!(all: problems.no_terminal(&error(ErrorKind::NotFound)));
    say!(all: problems.no_cargo(OsStr::new("cargo"), &error(ErrorKind::NotFound)));
    say!(all: problems.cargo_failed as "full disk"("error: No space left on device (os error 28)"));
    say!(all: problems.cargo_failed as "no linker"("error: linker `cc` not found"));
    say!(all: problems.cargo_failed as "not allowed"("error: Permission denied (os error 13)"));
    say!(all: problems.cargo_failed("error: failed to download `loom v0.7.3`"));
    say!(all: problems.cannot_run(file, &error(ErrorKind::NotFound)));
    say!(all: problems.cannot_write as "full disk"(file, &error(ErrorKind::StorageFull)));
    say!(all: problems.cannot_write(file, &error(ErrorKind::PermissionDenied)));
    say!(all: problems.no_output(file));
    say!(all: problems.cannot_read(file, &error(ErrorKind::PermissionDenied)));
    say!(all: problems.bad_report("no_step_is_lost", "it is empty"));
    say!(all: problems.no_signals(&error(ErrorKind::Other)));
    say!(all: problems.rustc_failed("error: linking with `cc` failed"));
    say!(all: problems.rustc_failed as "full disk"("error: No space left on device (os error 28)"));
    all.add("is_full", if words::problems::is_full("No space left on device") { "yes" } else { "no" });
    say!(all: problems.pack_inside(Path::new("course/packed")));
    say!(all: problems.pack_of_a_pack());
    say!(all: problems.cannot_vendor("error: failed to download `loom v0.7.3`"));
    say!(all: problems.cannot_vendor as "full disk"("No space left on device (os error 28)"));
    say!(all: problems.pack_does_not_build("error: no matching package named `loom` found"));
    let sources =
        ["problems/mod.rs", "problems/course.rs", "problems/machine.rs", "problems/pack.rs", "problems/replay.rs"];
    all.is_all_of("problems", &sources);
}

#[test]
fn the_messages_of_the_watcher() {
    let (_course, exercise) = course("messages-watch");
    let mut all = Catalogue::default();
    let list = Page::List { search: String::new(), chosen: 0 };
    say!(all: watch.welcome(&exercise));
    for page in [Page::Welcome, Page::Reset, list, Page::Hint, Page::Keys, Page::Explain, Page::Verdict] {
        all.add(&format!("keys: {page:?}"), words::watch::keys(&page, (1, 3), false, false));
    }
    say!(all: watch.keys as "solved"(&Page::Verdict, (1, 3), true, false));
    say!(all: watch.keys as "the last hint"(&Page::Hint, (3, 3), false, false));
    say!(all: watch.keys as "plain"(&Page::Explain, (1, 3), true, true));
    say!(all: watch.all_keys(false));
    say!(all: watch.all_keys as "plain"(true));
    say!(all: watch.name(false));
    say!(all: watch.name as "review"(true));
    all.add("DOT", words::watch::DOT.trim());
    say!(all: watch.chapter("gil", 1, 7));
    say!(all: watch.solved_of(4, 60));
    say!(all: watch.search as "nothing typed"("", 60));
    say!(all: watch.search as "nothing found"("deadlok", 0));
    say!(all: watch.search as "one found"("deadlock", 1));
    say!(all: watch.search("lock", 7));
    say!(all: watch.ask_reset(&exercise));
    say!(all: watch.judging(None, 0));
    say!(all: watch.judging as "building"(Some(Busy::Building), 12));
    say!(all: watch.judging as "waiting"(Some(Busy::WaitingForCargo), 3));
    for verdict in [Verdict::NotStarted, Verdict::DoesNotBuild, Verdict::Wrong, Verdict::Solved] {
        all.add(&format!("judged: {verdict}"), words::watch::judged(verdict, Duration::from_millis(420), true, false));
    }
    say!(all: watch.judged as "changed meanwhile"(Verdict::Solved, Duration::from_millis(420), false, false));
    say!(all: watch.more_below(1));
    say!(all: watch.problem(&words::problems::no_hints(Path::new("hints.md"))));
    say!(all: watch.explain_later());
    say!(all: watch.judged as "the last one"(Verdict::Solved, Duration::from_millis(420), true, true));
    say!(all: watch.no_further(true));
    say!(all: watch.no_further as "at the beginning"(false));
    say!(all: watch.book_opened(&exercise));
    say!(all: watch.book_not_built(&exercise));
    say!(all: watch.no_browser(Path::new("book/html/index.html")));
    say!(all: watch.no_editor(&exercise));
    say!(all: watch.editor_failed("vim", "exit status: 1"));
    say!(all: watch.goodbye(4, 60, false));
    say!(all: watch.goodbye as "review"(1, 2, true));
    all.is_all_of("watch", &["watch.rs"]);
}

#[test]
fn the_messages_about_progress_and_reviews() {
    let (_course, exercise) = course("messages-progress");
    let mut all = Catalogue::default();
    let file = Path::new(".learn/progress.json");
    say!(all: progress.set_aside(Path::new(".learn/progress.json.damaged-2026-11-23T081500Z")));
    say!(all: progress.newer(file));
    say!(all: progress.cannot_read(file, &error(ErrorKind::PermissionDenied)));
    say!(all: progress.cannot_write as "full disk"(file, &error(ErrorKind::StorageFull)));
    say!(all: progress.cannot_write(file, &error(ErrorKind::PermissionDenied)));
    say!(all: review.nothing_due as "nothing at all"(None));
    for (label, wait) in
        [("soon", MINUTE), ("hours", 90 * MINUTE), ("a day", 24 * 60 * MINUTE), ("days", 4321 * MINUTE)]
    {
        all.add(&format!("nothing_due: {label}"), words::review::nothing_due(Some((&exercise, wait))));
    }
    say!(all: review.are_due as "one"(1));
    say!(all: review.are_due(2));
    all.is_all_of("progress", &["progress.rs", "review.rs"]);
}

#[test]
fn the_messages_of_doctor_and_pack() {
    use words::doctor;
    let mut all = Catalogue::default();
    for (name, what) in [
        ("RUST", doctor::RUST),
        ("LINKER", doctor::LINKER),
        ("WRITING", doctor::WRITING),
        ("ROOM", doctor::ROOM),
        ("PACKAGES", doctor::PACKAGES),
        ("PYTHON", doctor::PYTHON),
        ("VERDICT", doctor::VERDICT),
        ("FIRST_BUILD", doctor::FIRST_BUILD),
    ] {
        all.add(name, what);
    }
    for state in [State::Good, State::Bad, State::Aside] {
        all.add(&format!("state: {state:?}"), doctor::state(state));
    }
    say!(all: doctor.summary as "all is well"(true));
    say!(all: doctor.summary(false));
    say!(all: doctor.no_rust as "none"("", "1.95"));
    say!(all: doctor.no_rust("rustc 1.70.0 (90c541806 2023-05-31)", "1.95"));
    say!(all: doctor.linked());
    say!(all: doctor.does_not_run());
    for system in ["linux", "macos", "windows"] {
        all.add(&format!("no_linker: {system}"), doctor::no_linker("error: linker `cc` not found", system));
    }
    say!(all: doctor.can_write());
    say!(all: doctor.cannot_write as "a file in its place"(Path::new(".learn"), &error(ErrorKind::AlreadyExists)));
    say!(all: doctor.cannot_write(Path::new(".learn"), &error(ErrorKind::PermissionDenied)));
    say!(all: doctor.room(53_400_000_000, 400_000_000));
    say!(all: doctor.no_room(30_000_000, 400_000_000));
    say!(all: doctor.unknown_room(&error(ErrorKind::Unsupported)));
    say!(all: doctor.works_offline());
    say!(all: doctor.needs_network());
    say!(all: doctor.verdict_in(Duration::from_millis(340)));
    say!(all: doctor.no_python());
    say!(all: doctor.no_exercise());
    say!(all: doctor.building());
    say!(all: doctor.next("cargo fetch"));
    say!(all: doctor.built_in(Duration::from_secs(21)));
    say!(all: doctor.built_in_a_folder(Duration::from_secs(31)));
    say!(all: doctor.build_failed("error: could not compile"));
    say!(all: doctor.bytes(311_000_000));
    say!(all: pack.fetching());
    say!(all: pack.proving());
    say!(all: pack.packed(Path::new("../unlocked-packed"), 311_000_000, 3, Duration::from_secs(47), true));
    say!(all: pack.packed as "no book"(Path::new("../unlocked-packed"), 311_000_000, 3, Duration::from_secs(47), false));
    say!(all: pack.about_the_pack());
    all.is_all_of("doctor-and-pack", &["doctor.rs", "pack.rs"]);
}

#[test]
fn the_messages_to_authors() {
    let (_course, exercise) = course("messages-verify");
    let mut all = Catalogue::default();
    let wrong = Role::Wrong { misconception: "I was notified".into(), test: "a_test".into(), kind: Kind::Deadlock };
    for (label, role) in [("stub", Role::Stub), ("solution", Role::Solution), ("wrong", wrong)] {
        all.add(&format!("expected: {label}"), words::verify::expected(&role));
    }
    let failure = failure(Kind::Assertion);
    let outcome = Outcome { test: "a_test".into(), end: End::Failed(Box::new(failure.clone())) };
    say!(all: verify.rejected("a_test", Kind::Deadlock));
    say!(all: verify.accepted());
    say!(all: verify.does_not_build(&["error[E0308]: mismatched types".into()]));
    say!(all: verify.stub_warns(&["warning: unused variable".into()]));
    say!(all: verify.stub_passes());
    say!(all: verify.stub_is_slow(Duration::from_millis(2_300)));
    say!(all: verify.within("compiles without a warning, does not pass", Duration::from_millis(20)));
    say!(all: verify.right_is_rejected(Some((&outcome, &failure))));
    say!(all: verify.right_is_rejected as "undecided"(None));
    say!(all: verify.unknown_test("no_such_test"));
    say!(all: verify.other_kind(&failure));
    say!(all: verify.wrong_passes("a_test"));
    say!(all: verify.runs_differ(2, "deadlock, by a_test"));
    say!(all: verify.too_few(&exercise, 1, "wrong", 3));
    say!(all: verify.begun(&exercise));
    for defects in [0, 1, 2] {
        all.add(&format!("summary: {defects}"), words::verify::summary(33, defects));
    }
    say!(all: verify.markdown_head());
    all.is_all_of("verify", &["verify.rs"]);
}
