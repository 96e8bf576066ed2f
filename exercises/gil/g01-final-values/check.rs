//! How g01 is judged: no answer stands here. The explorer runs every schedule of the program as CPython compiles it.

use super::real::{ADDS, OFTEN_FROM_3_10, OFTEN_TO_3_9, ONCE_FROM_3_10, ONCE_TO_3_9};
use gil::explore::{Exploration, Options, Schedules, explore};
use gil::listing;
use gil::vm::{Program, State, Style, Switches, columns, replay};
use std::collections::BTreeSet;

#[test]
fn once_with_a_switch_after_every_instruction() {
    if ONCE_TO_3_9.is_empty() {
        todo!("predict ONCE_TO_3_9: which values can x have at the end?");
    }
    Explored::new((3, 9), "once").compare_all(ONCE_TO_3_9);
}

#[test]
fn once_with_a_switch_at_calls_and_jumps_only() {
    if ONCE_FROM_3_10.is_empty() {
        todo!("predict ONCE_FROM_3_10: where in `once` may a thread lose the GIL?");
    }
    Explored::new((3, 12), "once").compare_all(ONCE_FROM_3_10);
}

#[test]
fn often_with_a_switch_after_every_instruction() {
    if OFTEN_TO_3_9.0 == -1 || OFTEN_TO_3_9.1 == -1 {
        todo!("predict OFTEN_TO_3_9: how many updates can be lost, at most?");
    }
    Explored::new((3, 9), "often").compare_ends(OFTEN_TO_3_9);
}

#[test]
fn often_with_a_switch_at_calls_and_jumps_only() {
    if OFTEN_FROM_3_10.0 == -1 || OFTEN_FROM_3_10.1 == -1 {
        todo!("predict OFTEN_FROM_3_10: between which instructions of the loop may a thread lose the GIL?");
    }
    Explored::new((3, 12), "often").compare_ends(OFTEN_FROM_3_10);
}

/// All schedules of two threads that call one function.
struct Explored {
    program: Program,
    begin: State,
    exploration: Exploration,
    values: BTreeSet<i64>,
}

impl Explored {
    fn new(version: (u8, u8), function: &str) -> Self {
        assert!((2..=5).contains(&ADDS), "ADDS is part of the question: leave it as it is");
        let program = listing::read_as(&compiled(version), version).unwrap();
        let begin = State::functions(&program, &[function; 2]).unwrap();
        let exploration = explore(&program, &begin, Options::new(Switches::of(version)));
        assert!(exploration.decided(), "the search did not come to its end");
        let values = exploration.values("x");
        Explored { program, begin, exploration, values }
    }

    /// Compares all values.
    fn compare_all(&self, said: &[i64]) {
        self.none_is_impossible(said);
        let missing = self.values.iter().find(|value| !said.contains(value));
        assert!(missing.is_none(), "{}", self.shows_the_way(missing));
    }

    /// Compares the least value and the greatest.
    fn compare_ends(&self, (least, most): (i64, i64)) {
        assert!(least <= most, "the least value comes first, then the greatest");
        self.none_is_impossible(&[least, most]);
        // The nearest, so that it does not give away the end.
        let beyond = self.values.range(..least).next_back().or(self.values.range(most + 1..).next());
        assert!(beyond.is_none(), "{}", self.shows_the_way(beyond));
    }

    fn none_is_impossible(&self, said: &[i64]) {
        let impossible = said.iter().find(|value| !self.values.contains(value));
        assert!(impossible.is_none(), "{}", self.leads_nowhere(impossible));
    }

    /// A value that the learner left out, and a schedule with the fewest switches that leads there.
    fn shows_the_way(&self, value: Option<&i64>) -> String {
        let Some(value) = value else { return String::new() };
        let found = self.exploration.outcomes().iter().find(|found| found.outcome.globals["x"] == value.to_string());
        let found = found.expect("it is one of the values");
        let (rows, _) = replay(&self.program, &self.begin, &found.shortest).expect("the explorer found it");
        let names = ["module", "A", "B"].map(str::to_owned);
        let plain = std::env::var("INTERLEAVE_PLAIN").is_ok_and(|plain| plain == "1");
        let drawn = columns(&rows, &names, Style { plain, all: false });
        let (some, all) = (count(found.schedules), count(self.exploration.schedules()));
        format!(
            "you say that x cannot be {value}, and it can\nIt is in {some} of {all} schedules. One of them:\n{drawn}"
        )
    }

    /// A value that no schedule leads to, and where the threads can change over.
    fn leads_nowhere(&self, value: Option<&i64>) -> String {
        let Some(value) = value else { return String::new() };
        let code = self.program.code(self.begin.threads[1].frames[0].code);
        let (switches, version) = (Switches::of(self.program.version), self.program.version);
        let places = code.instructions.iter().zip(0..).filter(|(at, pc)| switches.after(at.op, *pc, version));
        let places: Vec<_> = places.filter_map(|(at, _)| at.text.split(' ').next()).collect();
        let places = match switches {
            Switches::Breaker => format!("after {}", places.join(", after ")),
            _ => "after each instruction".to_owned(),
        };
        let (all, name) = (count(self.exploration.schedules()), &code.name);
        format!(
            "you say that x can be {value}, and it cannot\nOf {all} schedules, none ends with it.\n\
             Where a thread may lose the GIL in `{name}`: {places}."
        )
    }
}

/// `7,648,690`
fn count(schedules: Option<Schedules>) -> String {
    let Some(Schedules::Number(number)) = schedules else { return "countless".to_owned() };
    let digits = number.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(",")
}

/// What CPython compiles the two functions to, as `dis` of 3.9 and of 3.12 lists it, but for the offsets.
fn compiled(version: (u8, u8)) -> String {
    let text = if version == (3, 9) { IN_3_9 } else { IN_3_12 };
    text.replace("ADDS", &ADDS.to_string())
}

const IN_3_9: &str = "
    LOAD_CONST (0)
    STORE_GLOBAL (x)
    LOAD_CONST (None)
    RETURN_VALUE

Disassembly of once:
    LOAD_GLOBAL (x)
    LOAD_CONST (1)
    INPLACE_ADD
    STORE_GLOBAL (x)
    LOAD_CONST (None)
    RETURN_VALUE

Disassembly of often:
    LOAD_GLOBAL (range)
    LOAD_CONST (ADDS)
    CALL_FUNCTION 1
    GET_ITER
L1: FOR_ITER (to L2)
    STORE_FAST (_)
    LOAD_GLOBAL (x)
    LOAD_CONST (1)
    INPLACE_ADD
    STORE_GLOBAL (x)
    JUMP_ABSOLUTE (to L1)
L2: LOAD_CONST (None)
    RETURN_VALUE
";

const IN_3_12: &str = "
    RESUME 0
    LOAD_CONST (0)
    STORE_GLOBAL (x)
    RETURN_CONST (None)

Disassembly of once:
    RESUME 0
    LOAD_GLOBAL (x)
    LOAD_CONST (1)
    BINARY_OP (+=)
    STORE_GLOBAL (x)
    RETURN_CONST (None)

Disassembly of often:
    RESUME 0
    LOAD_GLOBAL (NULL + range)
    LOAD_CONST (ADDS)
    CALL 1
    GET_ITER
L1: FOR_ITER (to L2)
    STORE_FAST (_)
    LOAD_GLOBAL (x)
    LOAD_CONST (1)
    BINARY_OP (+=)
    STORE_GLOBAL (x)
    JUMP_BACKWARD (to L1)
L2: END_FOR
    RETURN_CONST (None)
";
