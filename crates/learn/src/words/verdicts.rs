//! What is said below a verdict: what it rests on, and what it means.

use super::path;
use crate::exercise::Exercise;
use crate::verdict::{Explored, Verdict};
use std::process::ExitStatus;
use std::time::Duration;

/// The sentence of a verdict, without the verdict's own name.
pub fn sentence(verdict: Verdict, tests: usize) -> String {
    match verdict {
        Verdict::NotStarted => "the file is as the course shipped it.".into(),
        Verdict::Unfinished => "a `todo!` is still reached.".into(),
        Verdict::DoesNotBuild => "the compiler refuses the file.".into(),
        Verdict::Wrong => "a test failed.".into(),
        Verdict::Undecided => "no test failed, but not every one came to its end.".into(),
        Verdict::Solved if tests == 1 => "its test passed.".into(),
        Verdict::Solved => format!("all {tests} tests passed."),
    }
}

/// The sentence of *does not build*, if the file is good Rust by itself.
pub fn check_does_not_build() -> &'static str {
    "the check cannot be built with your file."
}

/// The file is good Rust, but the check cannot be built with it.
pub fn only_the_check(exercise: &Exercise) -> String {
    format!(
        "Your file compiles by itself. But a name or a signature that the check calls is no longer as it was. \
         As it was: {}",
        path(&exercise.solutions.join("stub.rs"))
    )
}

/// The file is good Rust, but uses what the shadow std has not.
pub fn unknown_to_the_check() -> &'static str {
    "Your file compiles by itself. But where the error points, it uses a part of std that the checker \
     cannot follow. It follows nearly all that is stable in std::sync, std::thread and std::cell, but no \
     pointer that leads past them, as as_ptr of an atomic does."
}

/// The learner's code prints, and the command does not show it.
pub fn what_it_prints(exercise: &Exercise) -> String {
    let package = &exercise.about.package;
    format!("What your code prints is not shown here. To see it:\n  cargo test -p {package} -- --nocapture")
}

/// Before what a stub's check shows.
pub fn stub_shows() -> &'static str {
    "This is what its check finds, and so what you are to mend:"
}

/// Before what a `todo!` asks for.
pub fn todo_says() -> &'static str {
    "It asks you to:"
}

/// Which test a failure belongs to.
pub fn in_test(test: &str) -> String {
    format!("test: {test}, in check.rs")
}

/// A test on real threads that did not end.
pub fn out_of_time(limit: Duration) -> String {
    format!("a test did not end within {} s and was stopped", limit.as_secs_f32())
}

/// What that mostly means.
pub fn hang_means() -> &'static str {
    "On real threads that is most often a thread that waits for something that never comes: a lock that is never let go, a \
     wake-up that nobody sends, a loop without an end. It is no proof that the code is wrong, and no proof that it is right."
}

/// A test that prints without end.
pub fn too_much_output() -> String {
    "a test printed more than 64 MB and was stopped".into()
}

/// A process that ended without its test.
pub fn exited(status: ExitStatus, output: &str) -> String {
    if output.contains("has overflowed its stack") {
        return "a thread called functions in functions until its stack was full".into();
    }
    match status.code() {
        Some(code) => format!("the program was ended (exit code {code}) before the test came to its end"),
        None => format!("the program was ended from outside or by a crash ({status})"),
    }
}

/// What a call of `exit` is to the check.
pub fn exit_means() -> &'static str {
    "A test counts only if it runs to its last line. Look for a call that ends the process, or for a recursion without an end."
}

/// What one model went through.
pub fn explored(explored: &Explored) -> String {
    let Explored { schedules, preemptions, threads } = explored;
    match (schedules, threads) {
        (1, _) => "holds in the one schedule that there is".into(),
        (_, 1) => format!("holds in each of {schedules} schedules of one thread"),
        _ => format!(
            "holds in each of {schedules} schedules of {threads} threads with at most {preemptions} forced {}",
            if *preemptions == 1 { "switch" } else { "switches" }
        ),
    }
}

/// What a passed test without a model is worth.
pub fn passed_without_a_model() -> &'static str {
    "passed, run once and without a model"
}

/// The bound of all that.
pub fn beyond_the_bound() -> &'static str {
    "What needs more threads or more switches than that was not looked at."
}

/// Before the warnings of a solved file.
pub fn warnings(count: usize) -> String {
    let warnings = if count == 1 { "one warning" } else { "warnings" };
    format!("The compiler has {warnings} for you:")
}
