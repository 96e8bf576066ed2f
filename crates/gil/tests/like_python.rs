//! Small programs and what CPython makes of them: where the machine cannot do the same, it says so and makes nothing up.

use gil::explore::{Options, Outcome, explore};
use gil::listing;
use gil::vm::{End, Error, Program, State, Style, Switches, columns, replay};
use std::collections::BTreeSet;

fn program(listing: &str) -> Program {
    listing::read_as(listing, (3, 9)).expect("it is of the supported kind")
}

/// What the module leaves behind, run alone.
fn alone(listing: &str) -> Result<Outcome, Error> {
    let program = program(listing);
    State::functions(&program, &[]).map(|state| Outcome::new(&program, &state.shared))
}

/// What the global variable `x` is after that, as `repr` shows it.
fn x(listing: &str) -> String {
    let outcome = alone(&format!("{listing}\nSTORE_NAME (x)\nRETURN_CONST (None)")).expect("nothing is wrong with it");
    outcome.globals["x"].clone()
}

/// What a module dies of.
fn dies(listing: &str) -> String {
    alone(&format!("{listing}\nRETURN_CONST (None)")).expect_err("this goes wrong").to_string()
}

const LOCK: &str = "LOAD_CONST (0)\nLOAD_CONST (None)\nIMPORT_NAME (threading)\nLOAD_ATTR (Lock)\nCALL_FUNCTION 0\nSTORE_NAME (lock)\n";

#[test]
fn any_number_says_whether_acquire_is_to_wait() {
    let acquire =
        |waits: &str| format!("LOAD_NAME (lock)\nLOAD_ATTR (acquire)\nLOAD_CONST ({waits})\nCALL_FUNCTION 1\n");
    assert_eq!(x(&format!("{LOCK}{}", acquire("1"))), "True");
    let twice = format!("{LOCK}{}POP_TOP\n{}", acquire("0"), acquire("0"));
    assert_eq!(x(&twice), "False");
    assert_eq!(
        dies(&format!("{LOCK}{}", acquire("None"))),
        "Unsupported: 'NoneType' object does not say here whether to wait"
    );
}

#[test]
fn a_with_whose_lock_is_released_already_ends_in_an_exception_of_its_own() {
    let block = "LOAD_NAME (lock)\nSETUP_WITH (to L1)\nPOP_TOP\nLOAD_NAME (lock)\nLOAD_ATTR (release)\nCALL_FUNCTION 0\nPOP_TOP\n";
    let dies = |error: &str| dies(&format!("{LOCK}{block}{error}L1: POP_TOP"));
    assert_eq!(
        dies("LOAD_CONST (1)\nLOAD_CONST (0)\nBINARY_FLOOR_DIVIDE\nPOP_TOP\n"),
        "RuntimeError: release unlocked lock"
    );
}

#[test]
fn what_a_module_has_is_named_when_something_else_is_asked_of_it() {
    let semaphore = "LOAD_CONST (0)\nLOAD_CONST (None)\nIMPORT_NAME (threading)\nLOAD_ATTR (Semaphore)\nPOP_TOP";
    assert_eq!(
        dies(semaphore),
        "Unsupported: 'module' object has no `Semaphore` in this machine: it knows Thread and Lock"
    );
}

#[test]
fn keys_that_are_equal_are_one_key() {
    let dict = "LOAD_CONST (1)\nLOAD_CONST ('a')\nLOAD_CONST (True)\nLOAD_CONST ('b')\nLOAD_CONST ((1, 2))\nLOAD_CONST ('c')\nBUILD_MAP 3\n";
    assert_eq!(x(dict), "{1: 'b', (1, 2): 'c'}");
    assert_eq!(x(&format!("{dict}LOAD_CONST (True)\nBINARY_SUBSCR")), "'b'");
    assert_eq!(x(&format!("{dict}LOAD_CONST ((1, 2))\nBINARY_SUBSCR")), "'c'");
}

#[test]
fn what_may_change_is_no_key() {
    let list = "BUILD_LIST 0\nLOAD_CONST (2)\nBUILD_MAP 1\nPOP_TOP";
    assert_eq!(dies(list), "TypeError: unhashable type: 'list'");
    let inside = "BUILD_MAP 0\nBUILD_LIST 0\nBUILD_TUPLE 1\nBINARY_SUBSCR\nPOP_TOP";
    assert_eq!(dies(inside), "TypeError: unhashable type: 'list'");
}

#[test]
fn a_dictionary_that_is_built_counts_its_references_right() {
    let program = program(
        "BUILD_LIST 0\nSTORE_NAME (l)\nLOAD_CONST (1)\nLOAD_NAME (l)\nLOAD_CONST (1)\nLOAD_NAME (l)\nBUILD_MAP 2\nSTORE_NAME (d)\nRETURN_CONST (None)",
    );
    assert_eq!(State::functions(&program, &[]).expect("nothing is wrong with it").miscounted(), []);
}

#[test]
fn a_float_is_shown_and_compared_as_in_python() {
    for (listing, shown) in
        [("1e+100", "1e+100"), ("1e-07", "1e-07"), ("0.1", "0.1"), ("1e+16", "1e+16"), ("1.0", "1.0")]
    {
        assert_eq!(x(&format!("LOAD_CONST ({listing})")), shown);
    }
    let equals = |a: &str, b: &str| x(&format!("LOAD_CONST ({a})\nLOAD_CONST ({b})\nCOMPARE_OP (==)"));
    assert_eq!(equals("1", "1.0"), "True");
    assert_eq!(equals("-0.0", "0.0"), "True");
    assert_eq!(equals("9007199254740993", "9007199254740992.0"), "False");
    assert_eq!(equals("1.5", "1"), "False");
}

#[test]
fn a_text_is_shown_as_repr_shows_it() {
    for text in [r#""it's""#, r#"'say "x"'"#, r#"'both \' and "'"#, r"'back\\slash\n\t\r\x01\u2028 é'"] {
        assert_eq!(x(&format!("LOAD_CONST ({text})")), text);
    }
    assert_eq!(x("LOAD_NAME (len)\nLOAD_CONST ('añb')\nCALL_FUNCTION 1"), "3");
    assert_eq!(
        dies("LOAD_CONST ('ab')\nGET_ITER\nPOP_TOP"),
        "Unsupported: 'str' object is not iterable by this machine"
    );
}

#[test]
fn a_sleep_that_cannot_be_is_an_error() {
    let sleep = |time: &str| {
        dies(&format!(
            "LOAD_CONST (0)\nLOAD_CONST (None)\nIMPORT_NAME (time)\nLOAD_ATTR (sleep)\nLOAD_CONST ({time})\nCALL_FUNCTION 1\nPOP_TOP"
        ))
    };
    assert_eq!(sleep("-1"), "ValueError: sleep length must be non-negative");
    assert_eq!(sleep("-0.5"), "ValueError: sleep length must be non-negative");
    assert_eq!(sleep("'long'"), "TypeError: 'str' object cannot be interpreted as an integer");
    assert!(sleep("1e+300").starts_with("OverflowError"));
}

#[test]
fn calls_nest_deeper_in_python_and_the_machine_says_so() {
    let down = "LOAD_NAME (down)\nCALL_FUNCTION 0\nPOP_TOP\nRETURN_CONST (None)\nDisassembly of down:\nLOAD_GLOBAL (down)\nCALL_FUNCTION 0\nRETURN_VALUE";
    assert_eq!(
        alone(down).expect_err("it goes on for ever").to_string(),
        "Unsupported: in this machine 50 calls may nest"
    );
}

/// `Thread(target=f, …)` is made, and perhaps more.
fn thread(more: &str, f: &str) -> Program {
    program(&format!(
        "LOAD_CONST (0)\nLOAD_CONST (None)\nIMPORT_NAME (threading)\nLOAD_ATTR (Thread)\nLOAD_NAME (f)\n{more}\nRETURN_CONST (None)\nDisassembly of f:\n{f}\nRETURN_CONST (None)"
    ))
}

fn ends_of_main(program: &Program) -> BTreeSet<String> {
    let explored = explore(program, &State::module(program), Options::new(Switches::Breaker));
    let main = explored.outcomes().iter().map(|found| match &found.outcome.ends[0] {
        Some(End::Died(error)) => error.to_string(),
        other => format!("{other:?}"),
    });
    main.collect()
}

#[test]
fn arguments_that_are_no_tuple_are_told_how_to_be_one() {
    let made = thread("LOAD_CONST (5)\nLOAD_CONST (('target', 'args'))\nCALL_FUNCTION_KW 2\nPOP_TOP", "RESUME 0");
    let says = "Unsupported: 'int' object is not what args can be: write args=(x,)";
    assert_eq!(ends_of_main(&made), BTreeSet::from([says.to_owned()]));
}

#[test]
fn a_program_that_may_cut_off_a_daemon_thread_is_not_told_to_end_well() {
    let start = "LOAD_CONST (True)\nLOAD_CONST (('target', 'daemon'))\nCALL_FUNCTION_KW 2\nLOAD_ATTR (start)\nCALL_FUNCTION 0\nPOP_TOP";
    let ends = ends_of_main(&thread(start, "RESUME 0"));
    assert!(
        ends.iter().any(|end| end.starts_with("Unsupported: here the program ends beside a daemon thread")),
        "{ends:?}"
    );
    // Where the thread was done by then, nothing is cut off.
    assert!(ends.contains("Some(Returned)"), "{ends:?}");
}

#[test]
fn each_value_that_print_writes_is_a_write() {
    let f = |a: u8, b: u8| {
        format!(
            "RESUME 0\nLOAD_GLOBAL (print)\nLOAD_CONST ({a})\nLOAD_CONST ({b})\nCALL_FUNCTION 2\nPOP_TOP\nRETURN_CONST (None)"
        )
    };
    let program =
        program(&format!("RETURN_CONST (None)\nDisassembly of f:\n{}\nDisassembly of g:\n{}", f(1, 2), f(3, 4)));
    let begin = State::functions(&program, &["f", "g"]).expect("both are there");
    let explored = explore(&program, &begin, Options::new(Switches::Breaker));
    let outputs: BTreeSet<_> = explored.outcomes().iter().map(|found| found.outcome.output.as_str()).collect();
    // Seen in CPython 3.9 to 3.13, with `-u`.
    for seen in ["1 2\n3 4\n", "1 3 2\n4\n", "13 4\n 2\n", "1 32\n 4\n", "1 32 4\n\n"] {
        assert!(outputs.contains(seen), "{seen:?}");
    }
    // Four writes each, in any order that keeps each thread's own: 70, which come to 42 texts.
    assert_eq!(outputs.len(), 42);
}

#[test]
fn a_thread_that_fills_its_memory_dies_and_does_not_take_the_machine_along() {
    let fill =
        "BUILD_LIST 0\nSTORE_NAME (l)\nL1: NOP\nLOAD_NAME (l)\nBUILD_LIST 1\nSTORE_NAME (l)\nJUMP_BACKWARD (to L1)";
    let error = alone(fill).expect_err("it goes on for ever");
    assert_eq!(error.to_string(), "Unsupported: in this machine a thread has 10000 objects at most");
}

#[test]
fn output_and_lists_that_grow_for_ever_leave_the_search_undecided() {
    let print = program(
        "L1: NOP\nLOAD_NAME (print)\nLOAD_CONST ('again and again')\nCALL_FUNCTION 1\nPOP_TOP\nJUMP_BACKWARD (to L1)",
    );
    let explored =
        explore(&print, &State::module(&print), Options { limit: 10_000, ..Options::new(Switches::Breaker) });
    assert!(!explored.decided());
    assert!(explored.states() < 10_000, "{}", explored.states());
}

#[test]
fn a_list_in_a_list_in_a_list_twice_each_is_shown_to_some_end() {
    let twice = "BUILD_LIST 0\n".to_owned() + &"COPY 1\nBUILD_LIST 2\n".repeat(60);
    assert!(x(&twice).contains("..."));
}

#[test]
fn a_value_that_is_longer_than_any_screen_is_cut_short_in_a_column() {
    let program = program(&format!("LOAD_CONST ('{}')\nSTORE_NAME (x)\nRETURN_CONST (None)", "long ".repeat(20_000)));
    let (rows, _) = replay(&program, &State::module(&program), &[0; 3]).expect("main can do that");
    let drawn = columns(&rows, &["main".to_owned()], Style::default());
    assert!(drawn.lines().all(|line| line.chars().count() < 120), "{}", drawn.len());
    assert!(drawn.contains('…'));
}
