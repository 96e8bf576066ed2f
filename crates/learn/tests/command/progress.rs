//! What was solved is remembered: through kills, renames, damage, other versions, and two programs at once.

use crate::support::{CHECK, STUB, TempCourse, example};
use learn::catalog::Course;
use learn::exercise::Exercise;
use learn::progress::store::Store;
use learn::progress::{Fingerprint, Mark};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;
use std::time::SystemTime;

const FILE: &str = ".learn/progress.json";

fn exercises(course: &TempCourse) -> Vec<Exercise> {
    Course::read(&course.path("")).unwrap().exercises
}

fn mark(course: &TempCourse) -> Mark {
    Store::of(&course.path("")).read().progress.mark(&exercises(course)[0]).unwrap()
}

/// A course whose first exercise is solved and noted, without a build.
fn solved(name: &str) -> TempCourse {
    let course = TempCourse::new(name);
    course.save_body("n + 1");
    let exercise = &exercises(&course)[0];
    let text = Fingerprint::of(exercise).unwrap();
    Store::of(&course.path("")).update(|progress| progress.solve(exercise, &text, SystemTime::now()));
    course
}

#[test]
fn a_solved_exercise_is_not_judged_again_until_it_changes() {
    let course = TempCourse::new("progress-solved");
    course.save_body("n + 1");
    course.learn(&["check"]).is_verdict("solved", &[]);
    assert_eq!(mark(&course), Mark::Solved);
    // A check that cannot be built would tell.
    fs::remove_dir_all(course.path("target")).unwrap();
    let said = course.learn(&["--plain"]);
    assert!(said.out.starts_with("solved: the one exercise"), "{said:?}");
    assert!(!course.path("target").exists(), "nothing was built");
    course.save_body("n + 3");
    course.learn(&["--plain"]).is_verdict("wrong", &[]);
    assert!(course.learn(&["list"]).says("solved before, changed since"));
}

#[test]
fn a_new_check_makes_a_solved_exercise_open_again() {
    let course = solved("progress-check");
    course.save_check(&CHECK.replace("add_one(1), 2", "add_one(2), 3"));
    assert_eq!(mark(&course), Mark::SolvedBefore);
}

#[test]
fn other_line_ends_are_no_change() {
    let course = solved("progress-line-ends");
    course.save(STUB.replace("n + 2", "n + 1").replace('\n', "\r\n"));
    assert_eq!(mark(&course), Mark::Solved);
}

#[test]
fn a_renamed_exercise_stays_solved() {
    let course = solved("progress-renamed");
    let folder = "exercises/gil/g01-first";
    fs::rename(course.path(folder), course.path("exercises/gil/g01-renamed")).unwrap();
    fs::rename(course.path("solutions/gil/g01-first"), course.path("solutions/gil/g01-renamed")).unwrap();
    let manifest = course.manifest_with("id = \"g01\"", "id = \"g01\"\nformerly = [\"g01-first\"]");
    course.write(
        "exercises/gil/g01-renamed/Cargo.toml",
        manifest.replace("name = \"g01-first\"", "name = \"g01-renamed\""),
    );
    assert_eq!(mark(&course), Mark::Solved);
}

#[test]
fn what_this_version_does_not_know_stays_in_the_file() {
    let course = TempCourse::new("progress-unknown");
    let newer = r#"{"version":1,"solved":{"z99-gone":{"file":"1","mood":"proud"}},"colour":"green"}"#;
    course.write(FILE, newer);
    let exercise = &exercises(&course)[0];
    let text = Fingerprint::of(exercise).unwrap();
    Store::of(&course.path("")).update(|progress| progress.solve(exercise, &text, SystemTime::now()));
    let value = jzon::parse(&fs::read_to_string(course.path(FILE)).unwrap()).unwrap();
    assert_eq!((&value["colour"], &value["solved"]["z99-gone"]["mood"]), (&"green".into(), &"proud".into()));
}

#[test]
fn a_damaged_file_is_set_aside_and_said() {
    for (name, damage) in [("cut", "{\"version\":1,\"sol"), ("empty", ""), ("other", "[1, 2]"), ("binary", "\0\u{1}")] {
        let course = TempCourse::new(&format!("progress-damaged-{name}"));
        course.write(FILE, damage);
        let said = course.learn(&["list"]);
        assert_eq!(said.code, 0);
        assert!(said.says("the file is damaged. It is kept as"), "{}", said.err);
        let kept = fs::read_dir(course.path(".learn")).unwrap().map(|entry| entry.unwrap().path());
        let kept: Vec<_> = kept.filter(|path| path.to_string_lossy().contains("damaged")).collect();
        assert_eq!(kept.len(), 1);
        assert_eq!(fs::read_to_string(&kept[0]).unwrap(), damage);
        assert_eq!(course.learn(&["list"]).err, "", "it is said once");
    }
}

#[test]
fn the_file_of_a_newer_version_is_left_alone() {
    let course = TempCourse::new("progress-newer");
    let newer = r#"{"version":2,"solved":{}}"#;
    course.write(FILE, newer);
    course.save_body("n + 1");
    let said = course.learn(&["check"]);
    said.is_verdict("solved", &[]);
    assert!(said.says("git pull"), "{}", said.err);
    assert_eq!(fs::read_to_string(course.path(FILE)).unwrap(), newer);
}

#[test]
fn progress_that_cannot_be_written_does_not_take_the_verdict_away() {
    let course = TempCourse::new("progress-unwritable");
    // A file where the folder should be keeps everybody out, root too.
    course.write(".learn", "");
    course.save_body("n + 1");
    let said = course.learn(&["check"]);
    said.is_verdict("solved", &[]);
    assert!(said.says(".learn/progress.json"), "{}", said.err);
}

#[test]
fn many_programs_at_once_lose_nothing_of_what_another_noted() {
    const EACH: usize = 20;
    let course = solved("progress-at-once");
    for number in 2..=5 {
        let id = format!("g0{number}");
        let manifest =
            course.manifest_with("g01-first", &format!("{id}-next")).replace("id = \"g01\"", &format!("id = \"{id}\""));
        course.add_exercise(&format!("{id}-next"), &manifest);
    }
    let exercises = exercises(&course);
    thread::scope(|scope| {
        for exercise in &exercises {
            scope.spawn(|| {
                // A store, and so a lock, of its own, as another program has.
                let store = Store::of(&course.path(""));
                let text = Fingerprint::of(exercise).unwrap();
                store.update(|progress| progress.solve(exercise, &text, SystemTime::now()));
                for number in 1..=EACH {
                    store.update(|progress| progress.review(exercise, number, SystemTime::now()));
                }
            });
        }
    });
    let progress = Store::of(&course.path("")).read().progress;
    let noted: Vec<usize> = exercises.iter().map(|exercise| progress.reviews(exercise)).collect();
    assert_eq!(noted, [EACH; 5]);
}

/// How often a program is killed; more is asked for by `LEARN_KILLS`.
fn kills() -> u64 {
    std::env::var("LEARN_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20)
}

/// Numbers without a pattern, the same in each run (the generator of Marsaglia 2003, *Xorshift RNGs*).
fn next_random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[test]
fn a_program_killed_while_it_writes_leaves_the_old_state_or_the_new_one() {
    let course = solved("progress-killed");
    let exercise = &exercises(&course)[0];
    let store = Store::of(&course.path(""));
    let writer = example("write_progress");
    let mut random = 2_463_534_242;
    let mut noted = 0;
    for kill in 0..kills() {
        let mut child = Command::new(&writer).arg(course.path("")).stdout(Stdio::piped()).spawn().unwrap();
        // So many are noted before it is killed, and then it is somewhere between two of them.
        let wanted = next_random(&mut random) % 5;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for line in lines.by_ref().take(usize::try_from(wanted).unwrap()) {
            noted = line.unwrap().parse().unwrap();
        }
        for _ in 0..next_random(&mut random) % 20_000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What was printed meanwhile was noted, too.
        if let Some(last) = lines.map_while(Result::ok).last() {
            noted = last.parse().unwrap();
        }
        let found = store.read();
        assert_eq!(found.note, None, "after kill {kill}");
        let reviews = found.progress.reviews(exercise);
        assert!(
            reviews == noted || reviews == noted + 1,
            "after kill {kill}: {reviews} are noted, {noted} were said to be"
        );
        assert_eq!(found.progress.mark(exercise).unwrap(), Mark::Solved, "after kill {kill}");
        noted = reviews;
    }
    assert!(noted > 0, "it was killed before it noted anything, each time");
}

#[test]
fn a_check_killed_at_any_moment_leaves_progress_and_file_whole() {
    let course = solved("progress-check-killed");
    let second = course.manifest_with("g01-first", "g02-second").replace("id = \"g01\"", "id = \"g02\"");
    course.add_exercise("g02-second", &second);
    course.write("exercises/gil/g02-second/src/lib.rs", STUB.replace("n + 2", "n + 1"));
    course.learn(&["check", "g02"]).is_verdict("solved", &[]);
    let mut random = 88_172_645_463_325_252;
    for kill in 0..kills() / 4 {
        // Each time another text, so that each time something is to be noted.
        course.write("exercises/gil/g02-second/src/lib.rs", format!("{}// {kill}\n", STUB.replace("n + 2", "1 + n")));
        let mut child = course.command(&["check", "g02"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let since = std::time::Instant::now();
        let after = std::time::Duration::from_micros(next_random(&mut random) % 600_000);
        while since.elapsed() < after && child.try_wait().unwrap().is_none() {
            thread::yield_now();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let found = Store::of(&course.path("")).read();
        assert_eq!(found.note, None, "after kill {kill}");
        let exercises = exercises(&course);
        assert_eq!(found.progress.mark(&exercises[0]).unwrap(), Mark::Solved, "after kill {kill}");
        let mark = found.progress.mark(&exercises[1]).unwrap();
        assert!(matches!(mark, Mark::Solved | Mark::SolvedBefore), "after kill {kill}: {mark:?}");
    }
}
