//! What n02 must keep true. Reading it is no cheating; the grader uses its own copy.
//!
//! Most of it is about programs that must not compile. So your file is handed to rustc, together with them.

use super::{
    SOURCE,
    exercise::{Gil, Object},
    real,
};
use std::cell::UnsafeCell;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

/// One thread: copied out, worked on while detached, and copied in.
#[test]
fn an_objects_value_goes_out_and_comes_back() {
    interleave::sequential(|| {
        let nine_squared = Gil::default().attach(|py| {
            let object = Object::new(py, 9);
            let value = object.get();
            object.set(py.detach(move || value * value));
            object.get()
        });
        assert_eq!(nine_squared, 81);
    });
}

/// What rustc says of each of these programs, which are written below your file, one a line: nothing, or its first error.
fn rustc(programs: &[&str]) -> Vec<Option<String>> {
    let mut text = format!("mod exercise {{\n{SOURCE}\n}}\nuse exercise::{{Gil, Object}};\n");
    let first_line = text.matches('\n').count() + 1;
    for (n, program) in programs.iter().enumerate() {
        text.push_str(&format!("pub fn program_{n}(gil: &Gil) {{ {program} }}\n"));
    }
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args([
            "--edition=2024",
            "--crate-type=lib",
            "--emit=metadata",
            "-Awarnings",
            "--error-format=short",
            "-o",
            "-",
            "-",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("rustc has built this check, so it starts");
    rustc.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = rustc.wait_with_output().unwrap();
    let says = String::from_utf8_lossy(&output.stderr).into_owned();
    // `<anon>:LINE:COLUMN: error[…]: …`
    let errors: Vec<(usize, &str)> = says
        .lines()
        .filter_map(|line| {
            let (place, error) = line.split_once(": error")?;
            Some((place.split(':').nth(1)?.parse().ok()?, error))
        })
        .collect();
    assert!(output.status.success() || errors.iter().any(|(line, _)| *line >= first_line), "rustc says:\n{says}");
    let error_of =
        |n| errors.iter().find(|(line, _)| *line == first_line + n).map(|(_, error)| format!("error{error}"));
    (0..programs.len()).map(error_of).collect()
}

fn refused(programs: &[(&str, &str)]) {
    let errors = rustc(&programs.iter().map(|(program, _)| *program).collect::<Vec<_>>());
    for ((program, why), error) in programs.iter().zip(errors) {
        assert!(error.is_some(), "this compiles, although {why}:\n\n    {program}\n");
    }
}

/// The caller's numbers are borrowed, or moved in and used up; one of them comes out, still borrowed; what threads cannot share (a cell) and
/// what cannot be copied (a receiver) is moved in; an object's value goes in and comes out as a number; and who attaches again inside has a
/// token of its own.
#[test]
fn a_closure_that_touches_no_object_compiles() {
    let programs = [
        "let numbers = vec![1, 2, 3]; gil.attach(|py| py.detach(|| numbers.iter().sum::<i64>()));",
        "let numbers = vec![1, 2, 3]; gil.attach(|py| py.detach(move || numbers.into_iter().sum::<i64>()));",
        "let numbers = vec![1, 2, 3]; gil.attach(|py| py.detach(|| numbers.iter().max()).copied());",
        "let numbers = vec![1, 2, 3]; gil.attach(|py| py.detach(|| numbers.clone()));",
        "let (_, told) = std::sync::mpsc::channel::<i64>(); gil.attach(|py| py.detach(move || told.recv()));",
        "gil.attach(|py| { let seen = std::cell::Cell::new(0); py.detach(move || seen.set(1)) });",
        "gil.attach(|py| { let o = Object::new(py, 9); let n = o.get(); o.set(py.detach(|| n * n)); });",
        "gil.attach(|py| py.detach(|| gil.attach(|py| Object::new(py, 1).get())));",
    ];
    for (program, error) in programs.iter().zip(rustc(&programs)) {
        if let Some(error) = error {
            panic!("this touches no object while detached, and must compile:\n\n    {program}\n\n{error}");
        }
    }
}

// ANCHOR: rule
#[test]
fn an_object_and_a_token_stay_with_the_attached_thread() {
    refused(&[
        (
            "gil.attach(|py| { let o = Object::new(py, 1); py.detach(|| o.get()); });",
            "another thread may hold the GIL while the object is read",
        ),
        (
            "gil.attach(|py| { let o = Object::new(py, 1); py.detach(move || o.set(2)); });",
            "another thread may hold the GIL while the object is written",
        ),
        (
            "gil.attach(|py| { py.detach(|| Object::new(py, 1).get()); });",
            "its token says that this thread is attached, and it is not",
        ),
        (
            "gil.attach(|py| std::thread::scope(|s| { s.spawn(move || Object::new(py, 1).get()); }));",
            "the other thread has not attached",
        ),
    ]);
}
// ANCHOR_END: rule

#[test]
fn a_token_does_not_outlive_its_attach() {
    refused(&[("let kept = gil.attach(|py| py);", "nobody is attached any more when `attach` has returned")]);
}

static IS_THERE: Mutex<bool> = Mutex::new(false);
static ARRIVED: Condvar = Condvar::new();

/// Captures nothing, so it fits any bound: which closures fit yours is asked above.
fn wait_for_the_other() {
    drop(ARRIVED.wait_while(IS_THERE.lock().unwrap(), |is_there| !*is_there).unwrap());
}

/// A detaches and waits for B → B attaches, and tells A. Two threads, up to 3 forced switches.
#[test]
fn others_attach_while_this_one_is_detached() {
    interleave::model(|| {
        let gil = Arc::new(Gil::default());
        let theirs = Arc::clone(&gil);
        let other = thread::spawn(move || {
            theirs.attach(|_| *IS_THERE.lock().unwrap() = true);
            ARRIVED.notify_one();
        });
        gil.attach(|py| py.detach(wait_for_the_other));
        other.join().unwrap();
    });
}

/// A plain value that only attached threads touch.
#[derive(Default)]
struct Plain(UnsafeCell<u32>);

// SAFETY: only who is attached touches it. That this is so is what the test is about: the model stops at the first access for
// which it is not.
unsafe impl Sync for Plain {}

/// A detaches → B attaches and counts → A is attached again, and counts. Two threads, up to 3 forced switches.
#[test]
fn who_comes_back_is_attached() {
    interleave::model(|| {
        let shared = Arc::new((Gil::default(), Plain::default()));
        let theirs = Arc::clone(&shared);
        let count = |plain: &Plain| {
            // SAFETY: the caller is attached (see `Sync`).
            plain.0.with_mut(|count| unsafe { *count += 1 });
        };
        let other = thread::spawn(move || theirs.0.attach(|_| count(&theirs.1)));
        shared.0.attach(|py| {
            py.detach(|| ());
            count(&shared.1);
        });
        other.join().unwrap();
    });
}

/// The same on real threads: no proof, but a look at the real thing.
#[test]
fn real_threads_take_turns() {
    use interleave::real::sync::atomic::{AtomicU32, Ordering::Relaxed};
    use interleave::real::thread;

    let (gil, count) = (real::Gil::default(), AtomicU32::new(0));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..50 {
                    gil.attach(|py| {
                        // Two steps: an update is lost where two threads are at it.
                        let before = count.load(Relaxed);
                        count.store(before + 1, Relaxed);
                        py.detach(|| ());
                    });
                }
            });
        }
    });
    assert_eq!(count.into_inner(), 200);
}
