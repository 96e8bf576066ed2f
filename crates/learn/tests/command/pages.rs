//! Whole pages at 60, 80 and 120 columns, in colour and plain: each verdict, each page of the watcher, each help.

use crate::catalogue::{Catalogue, Page as Laid};
use crate::support::TempCourse;
use learn::Session;
use learn::catalog::Course;
use learn::doctor::{self, Finding, State as Found};
use learn::interrupt::Interrupt;
use learn::judge::Judgement;
use learn::kind::Kind;
use learn::progress::store::Store;
use learn::progress::{Mark, Progress};
use learn::screen::Screen;
use learn::verdict::{self, End, Explored, Failure, Outcome, Place, Verdict};
use learn::watch::state::{Page, Run, State};
use learn::watch::view;
use learn::words;
use learn::{cli, hint, list, show, solution};
use std::time::{Duration, Instant};

fn course(name: &str) -> (TempCourse, Course) {
    let course = TempCourse::new(name);
    let second = course.manifest_with("g01-first", "g02-second").replace("id = \"g01\"", "id = \"g02\"");
    course.add_exercise("g02-second", &second.replace("\"First\"", "\"Second\""));
    course.write("solutions/gil/g01-first/solution.rs", "//! Why.\n\npub fn add_one(n: u32) -> u32 {\n    n + 1\n}\n");
    let other = "//! right: counts down from two more.\n\npub fn add_one(n: u32) -> u32 {\n    n + 2 - 1\n}\n";
    course.write("solutions/gil/g01-first/right/other.rs", other);
    let read = Course::read(&course.path("")).unwrap();
    (course, read)
}

fn failed(kind: Kind, says: &str) -> Failure {
    Failure { kind, says: says.into(), place: None, found: None }
}

/// A judgement of the first exercise's two tests, of which the second ended like this.
fn judged(end: End) -> Judgement {
    let models = vec![Explored { schedules: 812, preemptions: 2, threads: 3 }];
    let passed = Outcome { test: "one_is_added".into(), end: End::Passed(Vec::new()) };
    let end = if end == End::Passed(Vec::new()) { End::Passed(models) } else { end };
    let outcomes = vec![passed, Outcome { test: "no_step_is_lost".into(), end }];
    let verdict = verdict::of_outcomes(&outcomes);
    Judgement { verdict, outcomes, diagnostics: Vec::new(), only_the_check: false, machine: Vec::new() }
}

fn wrong() -> Judgement {
    let drawing = " step  A         B\n    1  n + 2\n    2            n + 2".to_owned();
    let found = Some(verdict::Found {
        schedules: 81,
        preemptions: 1,
        replay: Some("hv5-1p81-9f3tz".into()),
        steps: Vec::new(),
        drawing,
    });
    let failure = failed(Kind::DataRace, "B and C use the count at the same time, and nothing orders the two accesses");
    judged(End::Failed(Box::new(Failure { found, ..failure })))
}

fn judgements() -> Vec<(&'static str, Judgement)> {
    let failed_with = |failure: Failure| judged(End::Failed(Box::new(failure)));
    let place = Place { file: "check.rs".into(), line: 7, column: 5, text: "assert_eq!(real::add_one(1), 2);".into() };
    let assertion = "assertion `left == right` failed\n  left: 4\n right: 2";
    let error = "error[E0425]: cannot find value `m` in this scope\n --> src/lib.rs:5:5".to_owned();
    let refused = |only_the_check| Judgement {
        verdict: Verdict::DoesNotBuild,
        outcomes: Vec::new(),
        diagnostics: vec![error.clone()],
        only_the_check,
        machine: Vec::new(),
    };
    let solved = judged(End::Passed(Vec::new()));
    let (says, next) = words::doctor::needs_network();
    let machine = vec![
        Finding { what: words::doctor::RUST, state: Found::Good, says: "rustc 1.95.0".into(), next: None },
        Finding { what: words::doctor::PACKAGES, state: Found::Aside, says, next: Some(next) },
    ];
    vec![
        ("not started", Judgement { verdict: Verdict::NotStarted, ..wrong() }),
        ("unfinished", failed_with(failed(Kind::Unfinished, "wake one waiter, and only then let go"))),
        ("does not build", refused(false)),
        ("does not build: only the check", refused(true)),
        ("wrong: in a model", wrong()),
        ("wrong: on real threads", failed_with(Failure { place: Some(place), ..failed(Kind::Assertion, assertion) })),
        (
            "wrong: ended by a call",
            failed_with(failed(Kind::Exit, "the program was ended (exit code 0) before the test")),
        ),
        ("undecided", failed_with(failed(Kind::Hang, "a test did not end within 10 s and was stopped"))),
        ("solved", solved.clone()),
        ("solved: in the first chapter", Judgement { machine, ..solved.clone() }),
        ("solved: with a warning", Judgement { diagnostics: vec!["warning: unused variable: `n`".into()], ..solved }),
    ]
}

#[test]
fn each_verdict() {
    let (_course, read) = course("pages-verdicts");
    let exercise = &read.exercises[0];
    let mut all = Catalogue::default();
    for (name, judged) in judgements() {
        all.add(
            name,
            Laid(|screen: &Screen| {
                show::header(exercise, screen)
                    + &show::judgement(exercise, &judged, Some("cargo learn hint g01"), screen)
            }),
        );
    }
    all.is_all_of("page-verdicts", &[]);
}

#[test]
fn each_page_of_the_watcher() {
    let (course, read) = course("pages-watch");
    course.save_body("1 + n");
    let mut all = Catalogue::default();
    let run = |judged: Judgement, mark| Some(Ok(Run { judged, mark, note: None, took: Duration::from_millis(420) }));
    let state = || {
        let mut state = State::new(&read, &Progress::default(), None).unwrap();
        state.ended = run(wrong(), Mark::Begun);
        state.hints = 1;
        state
    };
    let mut add = |name: &str, state: State| {
        let laid = |screen: &Screen| {
            let frame = view::frame(&state, screen);
            format!("{}\n{}{}\n{}{}", frame.header, frame.title, frame.body, frame.status, frame.keys)
        };
        all.add(name, Laid(laid));
    };
    for page in [Page::Welcome, Page::Verdict, Page::Hint, Page::Keys, Page::Reset] {
        add(&format!("{page:?}"), State { page, ..state() });
    }
    add("List", State { page: Page::List { search: String::new(), chosen: 1 }, ..state() });
    add("List: a search", State { page: Page::List { search: "sec".into(), chosen: 0 }, ..state() });
    add("Verdict: building", State { ended: None, running: Some((Instant::now(), None)), ..state() });
    add("Verdict: with a note", State { note: Some(words::review::are_due(2)), ..state() });
    add("Verdict: a problem", State { ended: Some(Err(words::problems::interrupted())), ..state() });
    let mut solved = state();
    solved.ended = run(judged(End::Passed(Vec::new())), Mark::Solved);
    solved.marks[0] = Mark::Solved;
    add("Verdict: solved", solved.clone());
    add("Explain", State { page: Page::Explain, ..solved });
    all.is_all_of("page-watch", &[]);
}

#[test]
fn each_other_page() {
    let (course, read) = course("pages-other");
    course.save_body("1 + n");
    course.write(".learn/progress.json", r#"{"version":1,"solved":{"g01-first":{"at":"2026-01-01T00:00:00Z"}}}"#);
    let mut all = Catalogue::default();
    let exercise = &read.exercises[0];
    let store = Store::of(&course.path(""));
    let session = |screen: &Screen| Session {
        course: read.clone(),
        screen: screen.clone(),
        interrupt: Interrupt::default(),
        store: store.clone(),
    };
    all.add("list", Laid(|screen: &Screen| list::list(&session(screen), false).unwrap().text));
    all.add("hint", Laid(|screen: &Screen| hint::hint(&session(screen), Some("g01"), 2).unwrap().text));
    all.add("explain", Laid(|screen: &Screen| solution::explanation(exercise, screen).unwrap()));
    let finding = |what, state, says: &str, next: Option<&str>| Finding {
        what,
        state,
        says: says.into(),
        next: next.map(str::to_owned),
    };
    let (says, next) = words::doctor::no_linker("error: linker `cc` not found", "linux");
    let good = [
        finding(words::doctor::RUST, Found::Good, "rustc 1.95.0", None),
        finding(words::doctor::PACKAGES, Found::Good, &words::doctor::works_offline(), None),
        finding(words::doctor::PYTHON, Found::Aside, &words::doctor::no_python(), None),
    ];
    let bad = [good[0].clone(), finding(words::doctor::LINKER, Found::Bad, &says, Some(&next))];
    all.add("doctor: all is well", Laid(|screen: &Screen| doctor::report(&good, screen)));
    all.add("doctor: something is missing", Laid(|screen: &Screen| doctor::report(&bad, screen)));
    all.is_all_of("page-others", &[]);
}

#[test]
fn each_help() {
    let mut all = Catalogue::default();
    let names: Vec<String> = cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for name in [String::new()].into_iter().chain(names) {
        let help = |screen: &Screen| {
            let mut command = cli::command().term_width(screen.width);
            command.build();
            let found = if name.is_empty() { &mut command } else { command.find_subcommand_mut(&name).unwrap() };
            let help = found.render_long_help();
            // clap is built without colours, and leaves blanks at the ends of lines.
            help.to_string().lines().map(|line| line.trim_end().to_owned() + "\n").collect()
        };
        all.add(&format!("cargo learn {name} --help"), Laid(help));
    }
    all.is_all_of("page-help", &[]);
}
