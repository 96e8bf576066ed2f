//! The course's own exercise g02, with the mistakes that a new learner makes. Built as `verify` builds: the learner's file
//! stays as it is.

use learn::Session;
use learn::catalog::{Course, find_course};
use learn::compile::Build;
use learn::exercise::{Exercise, Expected};
use learn::interrupt::Interrupt;
use learn::judge::{self, Judgement, Place};
use learn::kind::Kind;
use learn::progress::store::Store;
use learn::screen::Screen;
use learn::show;
use learn::verdict::{self, Outcome, Verdict};
use learn::verify::workshop::Workshop;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

const BEGIN: &str = "        if *held {\n            held = self.free.wait(held).unwrap();\n        }\n";

struct Bench {
    session: Session,
    workshop: Workshop,
}

/// The workspace, with what g02 is built with. Made once for all tests.
fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let course = Course::read(&find_course(here, here).unwrap()).unwrap();
        let store = Store::of(Path::new(env!("CARGO_TARGET_TMPDIR")));
        let session = Session { course, screen: Screen::plain(80), interrupt: Interrupt::default(), store };
        let workshop =
            Workshop::open(&session.course.root, &[session.course.find("g02").unwrap()], &session.caller()).unwrap();
        Bench { session, workshop }
    })
}

fn exercise() -> &'static Exercise {
    bench().session.course.find("g02").unwrap()
}

/// The stub with other lines in the place of the one to mend.
fn stub_with(lines: &str) -> String {
    let stub = exercise().stub().unwrap();
    assert!(stub.contains(BEGIN), "the stub of g02 has changed");
    stub.replace(BEGIN, lines)
}

fn judge(name: &str, text: &str) -> Judgement {
    let overlay = bench().workshop.build(exercise(), name, text).unwrap();
    let untouched = text == exercise().stub().unwrap();
    let limit = Duration::from_secs(exercise().about.seconds);
    judge::judge_build(exercise(), overlay.build, untouched, &place(&overlay.folder, limit)).unwrap()
}

/// Only the tests without a model, which a mistake can keep from ever ending: a second is as good as an hour.
fn run_on_real_threads(name: &str, text: &str) -> Vec<Outcome> {
    let overlay = bench().workshop.build(exercise(), name, text).unwrap();
    let Build::Ready { binary, .. } = &overlay.build else { panic!("{:?}", overlay.build) };
    let tests: Vec<Expected> = exercise().tests().unwrap().into_iter().filter(|test| !test.is_model).collect();
    judge::run_tests(exercise(), binary, &tests, &place(&overlay.folder, Duration::from_secs(1))).unwrap()
}

fn place(folder: &Path, limit: Duration) -> Place<'_> {
    let Session { screen, interrupt, .. } = &bench().session;
    Place { folder, sources: folder, limit, at_once: 2, screen, interrupt, variables: &[] }
}

#[test]
fn the_stub_is_not_started_and_its_drawing_is_the_task() {
    let judged = judge("test-stub", &exercise().stub().unwrap());
    assert_eq!(judged.verdict, Verdict::NotStarted);
    let (_, failure) = verdict::telling(&judged.outcomes).unwrap();
    assert!(failure.found.as_ref().unwrap().drawing.contains("self.free.wait(held)"), "{failure:?}");
}

#[test]
fn the_right_fix_is_solved() {
    let judged = judge("test-right", &stub_with(&BEGIN.replace("if", "while")));
    assert_eq!(judged.verdict, Verdict::Solved, "{:?}", judged.outcomes);
    let text = show::judgement(exercise(), &judged, Some("cargo learn"), &Screen::plain(80));
    assert!(text.contains("schedules of 3 threads"), "{text}");
}

#[test]
fn a_wrong_fix_is_wrong_and_no_screen_shows_our_machinery() {
    let judged = judge("test-wrong", &stub_with(&format!("{BEGIN}{BEGIN}")));
    assert_eq!(judged.verdict, Verdict::Wrong);
    let text = show::judgement(exercise(), &judged, Some("cargo learn"), &Screen::plain(60));
    for noise in ["loom", "panicked at", "backtrace"] {
        assert!(!text.contains(noise), "{text}");
    }
}

#[test]
fn a_syntax_error_does_not_build() {
    let judged = judge("test-syntax", &stub_with("        while *held\n"));
    assert_eq!(judged.verdict, Verdict::DoesNotBuild);
    assert!(judged.diagnostics[0].contains("--> src/lib.rs:"), "{:?}", judged.diagnostics);
    assert!(!judged.only_the_check);
}

#[test]
fn a_part_of_std_that_is_refused_is_named_and_told_from_a_changed_signature() {
    let past = "        let _past = std::sync::atomic::AtomicU8::new(1).as_ptr();\n";
    let judged = judge("test-refused", &stub_with(&format!("{past}{BEGIN}")));
    assert_eq!((judged.verdict, judged.only_the_check), (Verdict::DoesNotBuild, true));
    for error in &judged.diagnostics {
        assert!(error.contains("cannot be used inside a model") && error.contains("= note: use"), "{error}");
    }
    let text = show::judgement(exercise(), &judged, Some("cargo learn"), &Screen::plain(100));
    assert!(text.contains("where the error points"), "{text}");
    assert!(!text.contains("signature"), "{text}");
}

#[test]
fn a_todo_is_unfinished() {
    let judged = judge("test-todo", &stub_with("        todo!(\"wait here\");\n"));
    assert_eq!(judged.verdict, Verdict::Unfinished);
}

#[test]
fn exit_with_0_is_no_pass() {
    let judged = judge("test-exit", &stub_with("        std::process::exit(0);\n"));
    assert_eq!(judged.verdict, Verdict::Wrong);
    let (_, failure) = verdict::telling(&judged.outcomes).unwrap();
    assert_eq!(failure.kind, Kind::Exit);
}

#[test]
fn an_endless_loop_on_real_threads_is_a_hang() {
    let outcomes = run_on_real_threads("test-loop", &stub_with("        loop { std::hint::spin_loop(); }\n"));
    let (_, failure) = verdict::telling(&outcomes).unwrap();
    assert_eq!((failure.kind, verdict::of_outcomes(&outcomes)), (Kind::Hang, Verdict::Undecided));
}

#[test]
fn a_deadlock_on_real_threads_is_a_hang() {
    let outcomes = run_on_real_threads("test-deadlock", &stub_with("        let _twice = self.held.lock();\n"));
    let (_, failure) = verdict::telling(&outcomes).unwrap();
    assert_eq!((failure.kind, verdict::of_outcomes(&outcomes)), (Kind::Hang, Verdict::Undecided));
}
