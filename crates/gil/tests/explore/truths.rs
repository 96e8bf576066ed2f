//! What is known of small programs: on paper, from CPython, and from a formula.

use crate::write::{Writer, beside, call, int, recorded};
use gil::explore::{Exploration, Options, Schedules, explore};
use gil::vm::{Arithmetic, Comparison, End, Op, Program, State, Switches};
use std::collections::BTreeSet;

/// Threads that each add 1 to `x` so many times.
fn adds(times: usize) -> Program {
    let mut writer = Writer::new((3, 12));
    writer.set("x", 0);
    let add = writer.add("x", 1);
    writer.function("f", add.repeat(times));
    writer.done()
}

/// Threads that each make `n` steps and touch nothing: the last two return `None`.
fn steps(n: usize) -> Program {
    let mut writer = Writer::new((3, 9));
    writer.function("f", vec![Op::Nop; n - 2]);
    writer.done()
}

/// The values of a global after a recorded program, run whole.
fn values(version: &str, program: &str, global: &str) -> BTreeSet<i64> {
    let program = recorded(version, program);
    let options = Options { reduction: true, ..Options::new(Switches::of(program.version)) };
    let explored = explore(&program, &State::module(&program), options);
    assert!(explored.decided());
    explored.values(global)
}

fn outputs(explored: &Exploration) -> BTreeSet<&str> {
    explored.outcomes().iter().map(|found| &*found.outcome.output).collect()
}

#[test]
fn two_threads_that_add_once_may_lose_one_update_where_any_instruction_may_be_the_last() {
    let explored = beside(&adds(1), &["f", "f"], Switches::EveryOpcode);
    assert_eq!(explored.values("x"), BTreeSet::from([1, 2]));
}

#[test]
fn two_threads_that_add_three_times_each_end_with_2_to_6() {
    let explored = beside(&adds(3), &["f", "f"], Switches::EveryOpcode);
    assert_eq!(explored.values("x"), (2..=6).collect());
}

#[test]
fn with_a_look_at_calls_and_loops_only_nothing_is_lost() {
    let explored = beside(&adds(3), &["f", "f"], Switches::Breaker);
    assert_eq!(explored.values("x"), BTreeSet::from([6]));
    assert_eq!(beside(&adds(3), &["f", "f"], Switches::FreeThreaded).values("x"), (2..=6).collect());
}

#[test]
fn a_loop_as_python_compiles_it_loses_updates_to_3_9_and_none_from_3_10_on() {
    assert_eq!(values("3.9", "count_in_a_loop", "x"), (2..=6).collect());
    for version in ["3.10", "3.11", "3.12", "3.13", "3.14"] {
        assert_eq!(values(version, "count_in_a_loop", "x"), BTreeSet::from([6]), "{version}");
    }
}

#[test]
fn a_call_after_the_read_loses_from_3_10_on_and_one_before_it_does_not() {
    assert_eq!(values("3.9", "call_left", "counter"), BTreeSet::from([1, 2]));
    assert_eq!(values("3.9", "call_right", "counter"), BTreeSet::from([1, 2]));
    for version in ["3.10", "3.11", "3.12", "3.13", "3.14"] {
        assert_eq!(values(version, "call_left", "counter"), BTreeSet::from([2]), "{version}");
        assert_eq!(values(version, "call_right", "counter"), BTreeSet::from([1, 2]), "{version}");
    }
}

#[test]
fn with_a_lock_around_it_nothing_is_lost_anywhere() {
    for version in ["3.9", "3.10", "3.11", "3.12", "3.13", "3.14"] {
        assert_eq!(values(version, "with_lock", "counter"), BTreeSet::from([2]), "{version}");
    }
}

#[test]
fn two_locks_in_opposite_order_can_end_in_a_deadlock() {
    for version in ["3.9", "3.12"] {
        let program = recorded(version, "deadlock");
        let explored = explore(&program, &State::module(&program), Options::new(Switches::of(program.version)));
        let dead: BTreeSet<_> = explored.outcomes().iter().map(|found| found.outcome.is_deadlock()).collect();
        assert_eq!(dead, BTreeSet::from([false, true]));
        let found = explored.outcomes().iter().find(|found| found.outcome.is_deadlock()).unwrap();
        // The main thread does not wait for the two.
        assert_eq!(found.outcome.ends, [Some(End::Returned), None, None]);
    }
}

#[test]
fn who_waited_for_a_lock_has_it_before_it_has_the_gil() {
    // `forth` takes m and then n; `back` holds m for a while, and later takes n and then m. From 3.10 on nobody looks between two
    // `with`s. But if `forth` waits, it may get m while `back` goes on and gets n.
    let mut writer = Writer::new((3, 12));
    writer.lock("m");
    writer.lock("n");
    writer.function("rest", vec![Op::Resume]);
    let rest = vec![Op::LoadGlobal(writer.name("rest")), call(0), Op::PopTop];
    let inner = writer.with("n", Vec::new());
    let forth = writer.with("m", inner);
    let inner = writer.with("m", Vec::new());
    let mut back = writer.with("m", rest);
    back.extend(writer.with("n", inner));
    writer.function("forth", forth);
    writer.function("back", back);
    let program = writer.done();
    let has_deadlock = |explored: Exploration| explored.outcomes().iter().any(|found| found.outcome.is_deadlock());
    assert!(has_deadlock(beside(&program, &["forth", "back"], Switches::Breaker)));
    // Two of `forth` take both in the same order.
    assert!(!has_deadlock(beside(&program, &["forth", "forth"], Switches::Breaker)));
}

#[test]
fn check_then_act_can_act_twice() {
    // if x == 0: x = 1; y += 1
    let mut writer = Writer::new((3, 9));
    writer.set("x", 0);
    writer.set("y", 0);
    let x = writer.name("x");
    let mut once = vec![Op::LoadGlobal(x), int(0), Op::CompareOp(Comparison::Equal), Op::PopJumpIfFalse(10)];
    once.extend([int(1), Op::StoreGlobal(x)]);
    once.extend(writer.add("y", 1));
    writer.function("once", once);
    let program = writer.done();
    let every = beside(&program, &["once", "once"], Switches::EveryOpcode);
    assert_eq!(every.values("y"), BTreeSet::from([1, 2]));
    assert_eq!(beside(&program, &["once", "once"], Switches::Breaker).values("y"), BTreeSet::from([1]));
}

#[test]
fn a_newline_is_a_write_of_its_own() {
    let mut writer = Writer::new((3, 12));
    writer.set("x", 0);
    let (print, x) = (writer.name("print"), writer.name("x"));
    writer.function("say", vec![Op::LoadGlobal(print), Op::LoadGlobal(x), call(1), Op::PopTop]);
    let explored = beside(&writer.done(), &["say", "say"], Switches::Breaker);
    assert_eq!(outputs(&explored), BTreeSet::from(["0\n0\n", "00\n\n"]));
}

#[test]
fn schedules_are_counted_as_a_formula_counts_them() {
    // Two threads of n instructions each: (2n over n). Three of them: (3n)! / n!³.
    for (n, two) in [(2, 6_u128), (6, 924), (10, 184_756), (42, 1_678_910_486_211_891_090_247_320)] {
        let explored = beside(&steps(n), &["f", "f"], Switches::EveryOpcode);
        assert_eq!(explored.schedules(), Some(Schedules::Number(two)), "{n}");
    }
    let explored = beside(&steps(6), &["f", "f", "f"], Switches::EveryOpcode);
    assert_eq!(explored.schedules(), Some(Schedules::Number(17_153_136)));
    // One look for each, at its end.
    let explored = beside(&steps(6), &["f", "f", "f"], Switches::Breaker);
    assert_eq!(explored.schedules(), Some(Schedules::Number(6)));
}

#[test]
fn the_schedules_to_all_outcomes_are_all_schedules() {
    let explored = beside(&adds(1), &["f", "f"], Switches::EveryOpcode);
    let counts = explored.outcomes().iter().map(|found| found.schedules.unwrap());
    assert_eq!(counts.collect::<Vec<_>>(), [Schedules::Number(56), Schedules::Number(868)]);
    assert_eq!(explored.schedules(), Some(Schedules::Number(924)));
}

#[test]
fn more_schedules_than_fit_a_number_are_said_to_be_more() {
    let explored = beside(&steps(70), &["f", "f"], Switches::EveryOpcode);
    assert_eq!(explored.schedules(), Some(Schedules::TooMany));
    assert_eq!(explored.schedules().unwrap().to_string(), "more than 340282366920938463463374607431768211455");
}

#[test]
fn a_loop_that_waits_for_the_other_thread_has_endless_schedules_and_still_one_outcome() {
    // while x == 0: pass
    let mut writer = Writer::new((3, 9));
    writer.set("x", 0);
    let x = writer.name("x");
    writer.function("wait", vec![Op::LoadGlobal(x), Op::PopJumpIfFalse(0)]);
    writer.function("go", vec![int(1), Op::StoreGlobal(x)]);
    let explored = beside(&writer.done(), &["wait", "go"], Switches::EveryOpcode);
    let [found] = explored.outcomes() else { panic!("{explored:?}") };
    assert_eq!(found.schedules, Some(Schedules::Endless));
    assert_eq!(explored.schedules(), Some(Schedules::Endless));
    assert_eq!(found.shortest, [2, 2, 2, 2, 1, 1, 1, 1]);
}

#[test]
fn a_shortest_schedule_to_a_lost_update_interrupts_one_thread_once() {
    let explored = beside(&adds(1), &["f", "f"], Switches::EveryOpcode);
    let lost = explored.outcomes().iter().find(|found| found.outcome.globals["x"] == "1").unwrap();
    let switches = lost.shortest.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert_eq!(switches, 2);
    // What costs no switch at all is found first.
    assert_eq!(explored.outcomes()[0].outcome.globals["x"], "2");
}

#[test]
fn a_search_that_stops_at_its_limit_says_so_and_counts_nothing() {
    let program = adds(3);
    let begin = State::functions(&program, &["f", "f"]).unwrap();
    let options = Options { limit: 500, ..Options::new(Switches::EveryOpcode) };
    let explored = explore(&program, &begin, options);
    assert!(!explored.decided());
    assert_eq!(explored.schedules(), None);
    assert!(explored.states() < 510);
    // At the end it goes deep, so it has seen some ends.
    assert!(!explored.outcomes().is_empty());
    let enough = Options { limit: beside(&program, &["f", "f"], Switches::EveryOpcode).states(), ..options };
    assert!(explore(&program, &begin, enough).decided());
}

#[test]
fn a_program_that_never_ends_and_never_repeats_itself_is_undecided() {
    let mut writer = Writer::new((3, 12));
    writer.set("x", 0);
    let mut forever = writer.add("x", 1);
    forever.push(Op::JumpBackward(0));
    writer.function("forever", forever);
    let program = writer.done();
    let begin = State::functions(&program, &["forever"]).unwrap();
    let explored = explore(&program, &begin, Options { limit: 1_000, ..Options::new(Switches::Breaker) });
    assert!(!explored.decided());
    assert_eq!(explored.outcomes(), []);
}

#[test]
fn a_thread_that_dies_is_an_outcome_of_its_own() {
    let mut writer = Writer::new((3, 9));
    writer.set("x", 1);
    let x = writer.name("x");
    writer.function("clear", vec![int(0), Op::StoreGlobal(x)]);
    writer.function("divide", vec![int(1), Op::LoadGlobal(x), Op::BinaryOp(Arithmetic::FloorDivide), Op::PopTop]);
    let explored = beside(&writer.done(), &["clear", "divide"], Switches::EveryOpcode);
    let died = |found: &gil::explore::Found| matches!(found.outcome.ends[2], Some(End::Died(_)));
    assert_eq!(explored.outcomes().iter().map(died).collect::<BTreeSet<_>>(), BTreeSet::from([false, true]));
}
