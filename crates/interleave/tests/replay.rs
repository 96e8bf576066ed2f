//! A failing schedule is found again by its code, and fails in the same way; programs are made at random.
//!
//! `INTERLEAVE_PROGRAMS=1000 cargo test -p interleave --test replay` tries a thousand.

#[macro_use]
extern crate interleave as std;
extern crate interleave as core;

use std::proptest::collection::vec;
use std::proptest::prelude::*;
use std::proptest::sample::select;
use std::proptest::strategy::ValueTree;
use std::proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::real::time::{Duration, Instant};
use std::replay::Code;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{self, Acquire, Relaxed, Release, SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::{Failure, Kind, Model, thread};

/// What a thread of a made program does.
#[derive(Clone, Debug)]
enum Step {
    /// Adds one to a mutex's number, and takes another mutex inside if there is one named.
    Add { mutex: usize, inside: Option<usize> },
    /// Reads an atomic and stores one more.
    Bump { atomic: usize, load: Ordering, store: Ordering },
    /// Adds in one step.
    FetchAdd { atomic: usize },
    /// Says that an atomic is at most this.
    Claim { atomic: usize, most: usize },
    /// Waits until a mutex's number is not zero, without looking again if `once`.
    Wait { once: bool },
    /// Sets that number and notifies, or notifies only.
    Notify { set: bool },
}

fn step() -> impl Strategy<Value = Step> {
    let object = || 0..2_usize;
    prop_oneof![
        3 => (object(), proptest::option::of(object())).prop_map(|(mutex, inside)| Step::Add { mutex, inside: inside.filter(|inside| *inside != mutex) }),
        3 => (object(), select(vec![Relaxed, Acquire, SeqCst]), select(vec![Relaxed, Release, SeqCst]))
            .prop_map(|(atomic, load, store)| Step::Bump { atomic, load, store }),
        1 => object().prop_map(|atomic| Step::FetchAdd { atomic }),
        2 => (object(), 0..3_usize).prop_map(|(atomic, most)| Step::Claim { atomic, most }),
        1 => any::<bool>().prop_map(|once| Step::Wait { once }),
        2 => any::<bool>().prop_map(|set| Step::Notify { set }),
    ]
}

/// One list of steps a thread; the first is the closure's own.
fn program() -> impl Strategy<Value = Vec<Vec<Step>>> {
    vec(vec(step(), 1..4), 2..4)
}

#[derive(Default)]
struct World {
    mutexes: [Mutex<usize>; 2],
    atomics: [AtomicUsize; 2],
    ready: Mutex<bool>,
    bell: Condvar,
}

fn act(world: &World, step: &Step) {
    match step {
        Step::Add { mutex, inside } => {
            let mut number = world.mutexes[*mutex].lock().unwrap();
            *number += inside.map_or(1, |inside| *world.mutexes[inside].lock().unwrap());
        }
        Step::Bump { atomic, load, store } => {
            let value = world.atomics[*atomic].load(*load);
            world.atomics[*atomic].store(value + 1, *store);
        }
        Step::FetchAdd { atomic } => drop(world.atomics[*atomic].fetch_add(1, Relaxed)),
        Step::Claim { atomic, most } => assert!(world.atomics[*atomic].load(Relaxed) <= *most),
        Step::Wait { once } => {
            let mut ready = world.ready.lock().unwrap();
            while !*ready {
                ready = world.bell.wait(ready).unwrap();
                if *once {
                    assert!(*ready, "woken, and it is not ready");
                }
            }
        }
        Step::Notify { set } => {
            if *set {
                *world.ready.lock().unwrap() = true;
            }
            world.bell.notify_one();
        }
    }
}

fn run(program: &[Vec<Step>]) {
    let world = Arc::new(World::default());
    let threads: Vec<_> = program[1..]
        .iter()
        .map(|steps| {
            let (world, steps) = (Arc::clone(&world), steps.clone());
            thread::spawn(move || steps.iter().for_each(|step| act(&world, step)))
        })
        .collect();
    program[0].iter().for_each(|step| act(&world, step));
    threads.into_iter().for_each(|thread| thread.join().unwrap());
}

fn check(model: &Model, program: &[Vec<Step>]) -> Option<Box<Failure>> {
    let program = program.to_vec();
    model.check(move || run(&program)).err()
}

/// Everything that a drawing shows, and all below it.
fn told(failure: &Failure) -> String {
    format!("{failure:?}")
}

#[test]
fn a_failing_schedule_is_found_again_by_its_code() {
    let programs = std::env::var("INTERLEAVE_PROGRAMS").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let model = Model::new().preemptions(1);
    // What goes right takes the longest, and says nothing here.
    let quick = model.clone().budget(Duration::from_millis(200));
    let (mut failed, mut found, mut replayed) = (0, Duration::ZERO, Duration::ZERO);
    for _ in 0..programs {
        let program = program().new_tree(&mut runner).unwrap().current();
        let begun = Instant::now();
        let Some(first) = check(&quick, &program) else { continue };
        if matches!(first.kind, Kind::OneSchedule | Kind::Undecided) {
            continue;
        }
        failed += 1;
        found += begun.elapsed();
        let Some(code) = first.code else { panic!("no code of {first:?} in {program:?}") };
        assert_eq!(code.to_string().parse(), Ok(code), "a code reads as it was written");
        assert!(code.to_string().len() <= 20, "{code} is not short");
        let begun = Instant::now();
        let again = check(&model.clone().replay(code), &program).expect("it failed before");
        replayed += begun.elapsed();
        assert_eq!(again.code, Some(code), "{program:?}");
        assert_eq!(told(&again), told(&first), "{program:?}");
    }
    println!("{programs} programs; {failed} failed, were found in {found:?} and replayed in {replayed:?}");
    assert!(failed >= programs / 20, "{failed} of {programs} is no test");
}

/// A schedule of another program is never shown in the first one's name.
#[test]
fn a_code_of_another_source_is_not_met_and_the_model_is_checked_as_usual() {
    let lost = vec![vec![Step::Bump { atomic: 0, load: SeqCst, store: SeqCst }, Step::Claim { atomic: 0, most: 0 }]; 2];
    let stuck = vec![vec![Step::Add { mutex: 0, inside: Some(1) }], vec![Step::Add { mutex: 1, inside: Some(0) }]];
    let right = vec![vec![Step::FetchAdd { atomic: 0 }], vec![Step::FetchAdd { atomic: 0 }]];
    let model = Model::new();
    let code = check(&model, &lost).and_then(|failure| failure.code).expect("it claims too little");
    let other = check(&model.clone().replay(code), &stuck).expect("the two locks are taken in two orders");
    assert_eq!(other.kind, Kind::Deadlock);
    assert_ne!(other.code, Some(code));
    assert!(check(&model.replay(code), &right).is_none(), "a code is no reason to reject");
}

#[test]
fn what_is_no_code_is_refused_and_an_exercises_id_before_it_is_not() {
    let code: Code = "g02:K3f-1p81-9f3tz".parse().unwrap();
    assert_eq!(code.to_string(), "k3f-1p81-9f3tz");
    for text in [
        "",
        "g02",
        "k3f-1p81",
        "k3f-1q81-9f3tz",
        "k3f-p81-9f3tz-",
        "k3f-1p0-9f3tz",
        "k3f-1p-9f3tz",
        "k3f-1p+8-9f3tz",
        "kif-1p81-9f3tz",
        "k3f-1p99999999999999999999-9f3tz",
        "é-1p8-9f3tz",
    ] {
        assert!(text.parse::<Code>().is_err(), "{text} was read");
    }
}

/// `cargo learn replay` computes the same from a test's name (`crates/learn/src/replay/code.rs`).
#[test]
fn the_name_of_a_test_gives_the_digits_that_cargo_learn_expects() {
    let code: Code = "gye-0p1-00000".parse().unwrap();
    assert!(code.is_of("at_most_one_thread_holds_the_gil"), "the hash has changed");
}

mod variable {
    //! The same for a plain `cargo test`: a test runs itself in another process, with the variables set.

    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::{fs, real, thread};

    const INSIDE: &str = "INTERLEAVE_TEST_REPLAY";

    /// Two lost steps are never seen before both threads are in the middle.
    fn lost_update() {
        let count = Arc::new(AtomicUsize::new(0));
        let theirs = Arc::clone(&count);
        let other = thread::spawn(move || theirs.store(theirs.load(SeqCst) + 1, SeqCst));
        count.store(count.load(SeqCst) + 1, SeqCst);
        other.join().unwrap();
        assert_eq!(count.load(SeqCst), 2, "a step was lost: <b>\"1 & 1\"</b>");
    }

    /// What the calling test says in another process, where it finds `INSIDE` set.
    fn said(variables: &[(&str, &str)]) -> String {
        let test = real::thread::current();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", test.name().expect("libtest names its threads")])
            .env(INSIDE, "1")
            .env("COLUMNS", "160");
        for name in
            ["INTERLEAVE_REPORT", "INTERLEAVE_REPLAY", "INTERLEAVE_REPLAY_WITH", "INTERLEAVE_PLAIN", "CLICOLOR_FORCE"]
        {
            command.env_remove(name);
        }
        let output = command.envs(variables.iter().copied()).stdin(real::process::Stdio::null()).output().unwrap();
        assert!(!output.status.success(), "a failing schedule fails its test, whatever was asked for");
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
    }

    fn code(said: &str) -> String {
        let line = said.split_once("INTERLEAVE_REPLAY=").unwrap_or_else(|| panic!("no code in {said}")).1;
        line.split(' ').next().unwrap().to_owned()
    }

    fn file(name: &str) -> PathBuf {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        // What an earlier run left; it need not be there.
        let _ = fs::remove_file(&path);
        path
    }

    #[test]
    fn the_command_below_a_drawing_shows_the_same_drawing() {
        if std::env::var_os(INSIDE).is_some() {
            return interleave::model(lost_update);
        }
        let first = said(&[]);
        let code = code(&first);
        let command = format!("replay: INTERLEAVE_REPLAY={code} cargo test -p interleave ");
        assert!(first.contains(&command), "{first}");
        let drawing = |said: &str| said.split_once("│ A").unwrap().1.split_once("replay:").unwrap().0.to_owned();
        let again = said(&[("INTERLEAVE_REPLAY", &code)]);
        assert_eq!(drawing(&again), drawing(&first));
        let stepped = said(&[("INTERLEAVE_REPLAY", &code), ("INTERLEAVE_STEP", "1")]);
        assert!(stepped.contains("1 of 8  A") && stepped.contains("0 → 1"), "{stepped}");
    }

    #[test]
    fn a_code_of_another_version_and_a_text_that_is_none_are_told_apart_from_what_fails_now() {
        if std::env::var_os(INSIDE).is_some() {
            return interleave::model(lost_update);
        }
        let right = code(&said(&[]));
        let page = file("other-version.html");
        let other = format!("{}zzzzz", &right[..right.len() - 5]);
        let told = said(&[("INTERLEAVE_REPLAY", &other), ("INTERLEAVE_HTML", page.to_str().unwrap())]);
        assert!(told.contains(&format!("the code {other} belongs to another version")), "{told}");
        assert!(told.contains(&right) && !page.exists(), "{told}");
        let told = said(&[("INTERLEAVE_REPLAY", "3f1a")]);
        assert!(told.contains("INTERLEAVE_REPLAY=3f1a is no code") && told.contains(&right), "{told}");
    }

    #[test]
    fn a_page_holds_all_that_it_shows_and_nothing_is_written_over() {
        if std::env::var_os(INSIDE).is_some() {
            return interleave::model(lost_update);
        }
        let path = file("lost-update.html");
        let code = code(&said(&[]));
        let variables = [("INTERLEAVE_REPLAY", code.as_str()), ("INTERLEAVE_HTML", path.to_str().unwrap())];
        assert!(said(&variables).contains("the page is in"));
        let page = fs::read_to_string(&path).unwrap();
        assert!(page.contains("a step was lost: &lt;b&gt;&quot;1 &amp; 1&quot;&lt;/b&gt;"), "{page}");
        for outside in ["http:", "https:", "src=", "href=", "@import", "url("] {
            assert!(!page.contains(outside), "{outside} is in {page}");
        }
        let rows = page.matches("<tr role=\"row\"").count();
        assert_eq!(page.matches("scope=\"row\"").count() + 1, rows, "each row below the first has a heading");
        assert_eq!(page.matches("scope=\"col\"").count(), 5);
        assert!(said(&variables).contains("is there already"));
        assert_eq!(fs::read_to_string(&path).unwrap(), page);
    }
}
