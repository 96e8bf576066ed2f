//! How t01 is judged: no answer stands here. The explorer runs every schedule of the program as CPython 3.12 compiles it.
//!
//! Only what is printed counts, so schedules that differ in nothing else are tried once.

use super::real::{CAN_APPEAR, JOIN_FIRST, LOCK};
use gil::explore::{Exploration, Found, Options, explore};
use gil::listing;
use gil::vm::{Program, Row, State, Style, Switches, columns, replay};

/// What the task shows, by letter.
pub const LISTINGS: [(char, &str); 8] = [
    ('a', "0\n0\n1\n1\n"),
    ('b', "01\n\n0\n1\n"),
    ('c', "0\n1\n0\n1\n"),
    ('d', "00\n\n1\n1\n"),
    ('e', "0\n1\n1\n0\n"),
    ('f', "00\n1\n1\n\n"),
    ('g', "0\n0\n1\n"),
    ('h', "0\n01\n\n1\n"),
];

#[test]
fn what_is_marked_can_appear() {
    let marked: Vec<_> = LISTINGS.iter().filter(|(letter, _)| marks(*letter)).collect();
    let explored = Explored::new();
    let impossible = marked.into_iter().find(|(_, text)| explored.prints(text).is_none());
    assert!(impossible.is_none(), "{}", explored.breaks_an_order(impossible));
}

#[test]
fn what_can_appear_is_marked() {
    let left_out: Vec<_> = LISTINGS.iter().filter(|(letter, _)| !marks(*letter)).collect();
    let explored = Explored::new();
    let possible = left_out.into_iter().find(|(_, text)| explored.prints(text).is_some());
    assert!(possible.is_none(), "{}", explored.shows_the_way(possible));
}

/// Whether the learner has marked this listing.
fn marks(letter: char) -> bool {
    if CAN_APPEAR.is_empty() {
        todo!("predict CAN_APPEAR: which of the eight listings can this program print?");
    }
    let mut marks = CAN_APPEAR.chars().filter(|mark| !", ".contains(*mark));
    let unknown = marks.find(|mark| !LISTINGS.iter().any(|(letter, _)| letter == mark));
    let unknown = unknown.map(quoted);
    assert!(unknown.is_none(), "{} is none of the listings a to h", unknown.unwrap_or_default());
    CAN_APPEAR.contains(letter)
}

/// All that the program can print.
struct Explored {
    program: Program,
    begin: State,
    exploration: Exploration,
}

impl Explored {
    fn new() -> Self {
        let program = listing::read_as(&compiled(), (3, 12)).unwrap();
        let begin = State::module(&program);
        let options = Options { reduction: true, ..Options::new(Switches::of(program.version)) };
        let exploration = explore(&program, &begin, options);
        assert!(exploration.decided(), "the search did not come to its end");
        Explored { program, begin, exploration }
    }

    /// A schedule that prints this text, if there is one.
    fn prints(&self, text: &str) -> Option<&Found> {
        self.exploration.outcomes().iter().find(|found| found.outcome.output == text)
    }

    /// A listing that the learner left out, and a schedule that prints it.
    fn shows_the_way(&self, listing: Option<&(char, &str)>) -> String {
        let Some((letter, found)) = listing.and_then(|(letter, text)| Some((letter, self.prints(text)?))) else {
            return String::new();
        };
        let names = ["main", "first", "second"].map(str::to_owned);
        let plain = std::env::var("INTERLEAVE_PLAIN").is_ok_and(|plain| plain == "1");
        let drawn = columns(&self.rows(found), &names, Style { plain, all: false });
        format!("you say that {letter} cannot appear, and it can\nOne of the schedules that print it:\n{drawn}")
    }

    /// What a schedule writes, and what orders its threads.
    fn rows(&self, found: &Found) -> Vec<Row> {
        let (rows, _) = replay(&self.program, &self.begin, &found.shortest).expect("the explorer found it");
        let told = rows.into_iter().filter_map(|row| {
            let instruction = match row.instruction.as_str() {
                "CALL print()" if row.effect == "lets go" => return None, // it begins, and has written nothing yet
                "CALL print()" => "write",
                "CALL start()" => "start()",
                "CALL join()" => "join()",
                "BEFORE_WITH acquire()" => "acquire()",
                "CALL exit()" => "release()",
                _ => return None,
            };
            let effect = row.effect.trim_end_matches(", lets go").replace("← ", "");
            Some(Row { instruction: instruction.to_owned(), effect, ..row })
        });
        told.zip(1..).map(|(row, step)| Row { step, ..row }).collect()
    }

    /// A listing that nothing prints: how far some schedule comes with it, and where the threads stand then.
    fn breaks_an_order(&self, listing: Option<&(char, &str)>) -> String {
        let Some((letter, text)) = listing else { return String::new() };
        let outcomes = self.exploration.outcomes();
        let same = |found: &Found| text.bytes().zip(found.outcome.output.bytes()).take_while(|(a, b)| a == b).count();
        let nearest = outcomes.iter().max_by_key(|found| same(found)).expect("the program ends somehow");
        let (begins, rest) = text.split_at(same(nearest));
        let outputs = outcomes.iter().map(|found| found.outcome.output.as_str());
        let may_come: Vec<_> = outputs.filter_map(|output| output.strip_prefix(begins)?.chars().next()).collect();
        let comes = rest.chars().next().map_or("nothing".to_owned(), quoted);
        let mut says = format!(
            "you say that {letter} can appear, and it cannot\n\
             A schedule can begin with {begins:?}, and in {letter} comes {comes} after it. But then\n"
        );
        let writes: Vec<_> = self.rows(nearest).into_iter().filter(|row| row.instruction == "write").collect();
        for (thread, name) in [(1, "first"), (2, "second")] {
            let written = writes[..begins.len()].iter().filter(|row| row.thread == thread).count();
            let stands = match WRITES.chars().nth(written) {
                None => "has written everything".to_owned(),
                Some(next) if may_come.contains(&next) => format!("goes on with {}", quoted(next)),
                Some(_) if JOIN_FIRST => "is not started yet".to_owned(),
                Some(next) => format!("waits for the lock before it writes {}", quoted(next)),
            };
            says += &format!("  {name} {stands}\n");
        }
        let order: Vec<_> = WRITES.chars().map(quoted).collect();
        says + &format!("Each of the two writes {}, in this order, and leaves none out.", order.join(", "))
    }
}

/// What each thread writes, in its order: one character a write.
const WRITES: &str = "0\n1\n";

/// A character as it would stand in a program.
fn quoted(written: char) -> String {
    format!("{:?}", written.to_string())
}

/// What CPython 3.12 compiles the program to, as `dis` lists it, but for the offsets.
fn compiled() -> String {
    let [first, second] = ["first", "second"].map(|name| {
        ["start", "join"].map(|call| format!("LOAD_NAME ({name})\nLOAD_ATTR (NULL|self + {call})\nCALL 0\nPOP_TOP\n"))
    });
    let order = if JOIN_FIRST {
        [&first[0], &first[1], &second[0], &second[1]]
    } else {
        [&first[0], &second[0], &first[1], &second[1]]
    };
    let module = IN_3_12.replace("ORDER\n", &order.map(String::as_str).concat());
    let (enter, exit) = if LOCK { (ENTER, EXIT) } else { ("", "") };
    module.replace("ENTER\n", enter).replace("EXIT\n", exit)
}

const ENTER: &str = "LOAD_GLOBAL (lock)\nBEFORE_WITH\nPOP_TOP\n";
const EXIT: &str = "LOAD_CONST (None)\nLOAD_CONST (None)\nLOAD_CONST (None)\nCALL 2\nPOP_TOP\n";

const IN_3_12: &str = "
    RESUME 0
    LOAD_CONST (0)
    LOAD_CONST (None)
    IMPORT_NAME (threading)
    STORE_NAME (threading)
    PUSH_NULL
    LOAD_NAME (threading)
    LOAD_ATTR (Lock)
    CALL 0
    STORE_NAME (lock)
    PUSH_NULL
    LOAD_NAME (threading)
    LOAD_ATTR (Thread)
    LOAD_NAME (print_numbers)
    KW_NAMES (('target',))
    CALL 1
    STORE_NAME (first)
    PUSH_NULL
    LOAD_NAME (threading)
    LOAD_ATTR (Thread)
    LOAD_NAME (print_numbers)
    KW_NAMES (('target',))
    CALL 1
    STORE_NAME (second)
ORDER
    RETURN_CONST (None)

Disassembly of print_numbers:
    RESUME 0
    LOAD_GLOBAL (NULL + range)
    LOAD_CONST (2)
    CALL 1
    GET_ITER
L1: FOR_ITER (to L2)
    STORE_FAST (i)
ENTER
    LOAD_GLOBAL (NULL + print)
    LOAD_FAST (i)
    CALL 1
    POP_TOP
EXIT
    JUMP_BACKWARD (to L1)
L2: END_FOR
    RETURN_CONST (None)
";
