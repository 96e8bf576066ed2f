//! Whatever the text is: it is read or refused, and what is read runs without a panic.

use super::{VERSIONS, recorded, run};
use gil::listing;
use interleave::proptest::collection::vec;
use interleave::proptest::prelude::*;
use interleave::proptest::sample::select;

/// Names that instructions have, in some version.
const NAMES: &[&str] = &[
    "LOAD_CONST",
    "LOAD_FAST",
    "STORE_FAST",
    "LOAD_FAST_AND_CLEAR",
    "LOAD_FAST_LOAD_FAST",
    "LOAD_GLOBAL",
    "STORE_GLOBAL",
    "LOAD_NAME",
    "LOAD_ATTR",
    "LOAD_METHOD",
    "IMPORT_NAME",
    "IMPORT_FROM",
    "PUSH_NULL",
    "POP_TOP",
    "COPY",
    "SWAP",
    "ROT_TWO",
    "ROT_THREE",
    "ROT_N",
    "DUP_TOP_TWO",
    "BINARY_OP",
    "INPLACE_ADD",
    "UNARY_NEGATIVE",
    "UNARY_NOT",
    "COMPARE_OP",
    "IS_OP",
    "JUMP_FORWARD",
    "JUMP_BACKWARD",
    "JUMP_ABSOLUTE",
    "POP_JUMP_IF_FALSE",
    "POP_JUMP_IF_TRUE",
    "POP_JUMP_IF_NONE",
    "JUMP_IF_TRUE_OR_POP",
    "GET_ITER",
    "FOR_ITER",
    "END_FOR",
    "BUILD_LIST",
    "BUILD_TUPLE",
    "BUILD_MAP",
    "BUILD_CONST_KEY_MAP",
    "LIST_APPEND",
    "LIST_EXTEND",
    "UNPACK_SEQUENCE",
    "BINARY_SUBSCR",
    "STORE_SUBSCR",
    "MAKE_FUNCTION",
    "CALL",
    "CALL_FUNCTION",
    "CALL_KW",
    "CALL_FUNCTION_KW",
    "KW_NAMES",
    "PRECALL",
    "RETURN_VALUE",
    "RETURN_CONST",
    "BEFORE_WITH",
    "LOAD_SPECIAL",
    "PUSH_EXC_INFO",
    "RESUME",
    "NOP",
];

const TEXTS: &[&str] = &[
    "",
    "(0)",
    "(1)",
    "(-1)",
    "(9223372036854775807)",
    "(None)",
    "(True)",
    "('a')",
    "((1, 2))",
    "(('target', 'args'))",
    "(0.5)",
    "(<code object f>)",
    "(x)",
    "(print)",
    "(f)",
    "(NULL + f)",
    "(f + NULL)",
    "(append)",
    "(NULL|self + append)",
    "(threading)",
    "(Lock)",
    "(Thread)",
    "(x, y)",
    "(+)",
    "(+=)",
    "(<)",
    "(is)",
    "([])",
    "(to L1)",
    "(to L2)",
    "(to L3)",
    "(__exit__)",
];

/// A line that looks like one of a listing.
fn line() -> impl Strategy<Value = String> {
    let label = select(vec!["", "", "", "L1: ", "L2: ", "L3: "]);
    let number = prop_oneof![Just(String::new()), (0..5_u32).prop_map(|n| n.to_string()), Just("255".to_owned())];
    let row = (label, select(NAMES), number, select(TEXTS));
    prop_oneof![
        30 => row.prop_map(|(label, name, number, text)| format!("{label}{name} {number} {text}")),
        1 => Just("Disassembly of f:".to_owned()),
        1 => Just("Disassembly of <code object f>:".to_owned()),
        1 => "\\PC{0,30}",
    ]
}

/// A recorded listing, a line of which is left out, doubled, put elsewhere, or made of two.
fn changed() -> impl Strategy<Value = String> {
    let programs = vec!["comprehension", "forms", "thread_args", "with_lock", "while_loop", "dict_item"];
    let change = (0..6_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..80_usize);
    (select(&VERSIONS[..]), select(programs), vec(change, 1..4)).prop_map(|(version, name, changes)| {
        let text = recorded(version, name);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (kind, one, other, cut) in changes {
            if lines.len() < 2 {
                break;
            }
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            match kind {
                0 => drop(lines.remove(one)),
                1 => lines.insert(one, lines[other].clone()),
                2 => lines.swap(one, other),
                3 => lines.truncate(one),
                4 => lines[one] = lines[one].chars().take(cut).collect(),
                _ => {
                    // The name of one with what stands after that of another.
                    let half = |line: &str, first: bool| {
                        line.chars()
                            .enumerate()
                            .filter(|(at, _)| (*at < 40) == first)
                            .map(|(_, c)| c)
                            .collect::<String>()
                    };
                    lines[one] = half(&lines[one], true) + &half(&lines[other], false);
                }
            }
        }
        lines.join("\n")
    })
}

fn is_read_or_refused(text: &str) -> bool {
    for version in VERSIONS {
        if let Ok(program) = listing::read_as(text, version) {
            run(&program, 500);
        }
    }
    listing::read(text).is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_at_all_ends_the_reader(text in "(\\PC|\n){0,300}") {
        is_read_or_refused(&text);
    }

    #[test]
    fn no_lines_that_look_like_a_listing_end_the_reader_or_the_machine(lines in vec(line(), 1..12)) {
        is_read_or_refused(&(lines.join("\n") + "\nRETURN_CONST (None)"));
    }

    #[test]
    fn no_listing_that_was_changed_ends_the_reader_or_the_machine(text in changed()) {
        is_read_or_refused(&text);
    }
}

#[test]
fn a_text_that_nests_without_end_is_refused() {
    let text = format!("LOAD_CONST 1 ({}\nRETURN_VALUE", "(".repeat(1_000_000));
    assert!(listing::read(&text).is_err());
}
