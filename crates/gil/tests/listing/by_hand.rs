//! Listings that somebody wrote by hand, and those of single functions.

use super::{output, recorded};
use gil::explore::{Options, explore};
use gil::listing;
use gil::vm::{State, Switches};
use std::collections::BTreeSet;

/// Only what is needed: no offsets, no numbers beside texts, and `add` is simply there.
const BY_HAND: &str = "
# x = 0
LOAD_CONST (0)
STORE_NAME (x)
LOAD_CONST (None)
RETURN_VALUE

Disassembly of add:
LOAD_GLOBAL (x)
LOAD_CONST (1)
BINARY_OP (+=)
STORE_GLOBAL (x)
LOAD_CONST (None)
RETURN_VALUE
";

#[test]
fn a_function_written_by_hand_and_the_same_compiled_have_the_same_outcomes() {
    let hand = listing::read(BY_HAND).unwrap();
    let compiled = listing::read_as(&recorded((3, 12), "count"), (3, 12)).unwrap();
    let add = |program: &gil::vm::Program| program.codes[usize::from(program.find_function("add").unwrap().0)].clone();
    assert_eq!(add(&hand).instructions.len() + 1, add(&compiled).instructions.len(), "but for RESUME");

    for (switches, expected) in [(Switches::EveryOpcode, vec![1, 2]), (Switches::Breaker, vec![2])] {
        let begin = State::functions(&hand, &["add", "add"]).unwrap();
        let by_hand = explore(&hand, &begin, Options::new(switches)).values("x");
        let begin = State::module(&compiled);
        let options = Options { reduction: true, ..Options::new(switches) };
        let compiled = explore(&compiled, &begin, options).values("x");
        assert_eq!(by_hand, compiled);
        assert_eq!(by_hand, BTreeSet::from_iter(expected));
    }
}

#[test]
fn a_label_is_as_good_as_an_offset() {
    let text = "
        LOAD_CONST (2)
        STORE_NAME (n)
    L1: LOAD_NAME (print)
        PUSH_NULL
        LOAD_NAME (n)
        CALL 1
        POP_TOP
        LOAD_NAME (n)
        LOAD_CONST (1)
        BINARY_OP (-=)
        COPY 1
        STORE_NAME (n)
        POP_JUMP_IF_TRUE (to L1)
        RETURN_CONST (None)";
    assert_eq!(output(&listing::read(text).unwrap()), "2\n1\n");
}

#[test]
fn a_single_function_is_run_as_if_it_was_a_module() {
    let text = "
  2           0 LOAD_GLOBAL              0 (print)
              2 LOAD_CONST               1 (7)
              4 CALL_FUNCTION            1
              6 RETURN_VALUE";
    assert_eq!(output(&listing::read(text).unwrap()), "7\n");
}

#[test]
fn functions_that_stand_alone_get_a_module_that_defines_them() {
    let program = listing::read("Disassembly of f:\nLOAD_CONST (1)\nRETURN_VALUE").unwrap();
    assert_eq!(program.codes[0].name, "<module>");
    assert!(State::functions(&program, &["f", "f"]).is_ok());
}

#[test]
fn an_instruction_says_what_it_is_and_where_it_comes_from() {
    let program = listing::read(&recorded((3, 14), "while_loop")).unwrap();
    let add = program.code(program.find_function("add").unwrap());
    assert_eq!(add.locals, ["i", "t"]);
    let texts: Vec<_> = add.instructions.iter().map(|at| format!("{} {}", at.line, at.text)).collect();
    assert_eq!(
        texts[..8],
        [
            "5 RESUME 0",
            "7 LOAD_SMALL_INT 0",
            "7 STORE_FAST i",
            "8 LOAD_FAST_BORROW i",
            "8 LOAD_SMALL_INT 2",
            "8 COMPARE_OP bool(<)",
            "8 POP_JUMP_IF_FALSE to 19",
            "8 NOT_TAKEN",
        ]
    );
}
