//! The machine on real threads, and a schedule that is played again.

use gil::explore::{Options, Outcome, explore};
use gil::vm::{Ended, Interpreter, Program, Shared, State, Switches, replay, run};
use gil::{SWITCH_INTERVAL, Watched, listing};
use std::path::Path;
use std::time::Duration;

/// A listing that the course keeps.
fn program(listing: &str) -> Program {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/listings").join(listing);
    let text = std::fs::read_to_string(&file).expect("the course keeps it");
    listing::read(&text).expect("it is of the supported kind")
}

/// Runs a program on threads many times, each of which asks for the GIL after a microsecond, and checks each time that the
/// explorer knows what it came to.
fn comes_to_what_the_explorer_found(listing: &str) {
    let program = program(listing);
    let begin = State::module(&program);
    let switches = Switches::of(program.version);
    let exploration = explore(&program, &begin, Options { reduction: true, ..Options::new(switches) });
    assert!(exploration.decided(), "{listing}");
    for _ in 0..50 {
        let State { shared, threads } = begin.clone();
        let interpreter = Interpreter::new(Watched::new(Duration::ZERO), shared);
        let ended = run(&program, &interpreter, threads, switches);
        let outcome = Outcome::new(&program, &interpreter.into_shared());
        assert_eq!(ended == Ended::Deadlock, outcome.is_deadlock(), "{listing}");
        assert!(exploration.outcomes().iter().any(|found| found.outcome == outcome), "{listing}: {outcome:?}");
    }
}

#[test]
fn a_run_that_may_lose_updates_comes_to_what_the_explorer_found() {
    comes_to_what_the_explorer_found("3.9/count.txt");
    comes_to_what_the_explorer_found("3.12/call_right.txt");
}

#[test]
fn a_run_with_a_lock_comes_to_what_the_explorer_found() {
    comes_to_what_the_explorer_found("3.10/with_lock.txt");
}

#[test]
fn a_run_that_may_deadlock_comes_to_what_the_explorer_found() {
    comes_to_what_the_explorer_found("3.13/deadlock.txt");
}

#[test]
fn a_run_that_sleeps_and_prints_comes_to_what_the_explorer_found() {
    comes_to_what_the_explorer_found("3.11/sleep.txt");
}

#[test]
#[should_panic(expected = "this is the GIL of another interpreter")]
fn the_gil_of_one_interpreter_does_not_open_another() {
    let [one, other] = [(); 2].map(|()| Interpreter::new(Watched::new(SWITCH_INTERVAL), Shared::default()));
    let mut held = other.gil().take();
    one.shared(&mut held);
}

/// Plays a schedule, and returns why it cannot be.
fn refused(listing: &str, schedule: &[usize]) -> String {
    let program = program(listing);
    replay(&program, &State::module(&program), schedule).expect_err("no machine could do that").to_string()
}

#[test]
fn a_schedule_with_a_thread_that_was_not_started_is_refused() {
    assert_eq!(refused("3.12/count.txt", &[0, 0, 1]), "step 3: thread 1 has not been started");
}

#[test]
fn a_schedule_with_a_step_after_a_threads_end_is_refused() {
    let program = program("3.12/count.txt");
    let alone = explore(&program, &State::module(&program), Options::new(Switches::Breaker));
    let whole = &alone.outcomes()[0].shortest;
    let and_one_more = [&whole[..], &[1]].concat();
    let why = format!("step {}: thread 1 has ended", whole.len() + 1);
    assert_eq!(refused("3.12/count.txt", &and_one_more), why);
}

#[test]
fn a_schedule_in_which_a_waiting_thread_steps_is_refused() {
    let program = program("3.12/count.txt");
    let whole = explore(&program, &State::module(&program), Options::new(Switches::Breaker));
    let main_only: Vec<_> = whole.outcomes()[0].shortest.iter().map(|_| 0).collect();
    let why = refused("3.12/count.txt", &main_only);
    assert!(why.ends_with("thread 0 waits for another thread"), "{why}");
}
