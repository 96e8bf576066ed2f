//! How t02 is judged: your schedule is played, call by call, on the machine of crate gil. Any schedule will do that keeps these three.

use super::real::{BALANCE, SCHEDULE};
use gil::listing;
use gil::vm::{Builtin, Op, Program, Row, State, Step, Style, Value, columns, replay};

/// A thread that waits for the lock, or has ended, makes no call.
#[test]
fn each_call_can_be_made() {
    Played::new();
}

/// The rule of the account, in this schedule.
#[test]
fn the_account_is_overdrawn() {
    let played = Played::new();
    let money = played.money();
    assert!(
        played.least < 0,
        "your schedule breaks nothing: it stops with {money} in the account\n{}",
        drawn(&played.rows)
    );
}

/// With more switches it would still be a proof, and a harder one to read.
#[test]
fn two_switches_are_enough() {
    let played = Played::new();
    let switches = played.rows.windows(2).filter(|pair| pair[0].thread != pair[1].thread).count();
    assert!(
        switches <= 2,
        "your schedule goes from one thread to the other {switches} times, and two times are enough\n{}",
        drawn(&played.rows)
    );
}

/// The account, two threads that pay from it, and what was called so far.
pub struct Played {
    program: Program,
    state: State,
    rows: Vec<Row>,
    /// The least that was ever in the account.
    pub least: i64,
}

impl Played {
    /// Plays the learner's schedule.
    fn new() -> Self {
        assert!([60, 100, 140].contains(&BALANCE), "BALANCE is part of the question: leave it as it is");
        if SCHEDULE.trim().is_empty() {
            todo!("write a SCHEDULE: which thread makes the first call, which the second, and so on?");
        }
        let (played, wrong) = Played::of(BALANCE, SCHEDULE);
        assert!(wrong.is_none(), "{}\n{}", wrong.unwrap_or_default(), drawn(&played.rows));
        played
    }

    /// Plays a schedule as far as it goes, and says why it goes no further.
    pub fn of(balance: i64, schedule: &str) -> (Self, Option<String>) {
        let program = listing::read_as(&IN_3_12.replace("BALANCE", &balance.to_string()), (3, 12)).unwrap();
        let state = State::functions(&program, &["pay"; 2]).unwrap();
        let mut played = Played { program, state, rows: Vec::new(), least: balance };
        [1, 2].into_iter().for_each(|thread| played.go_to_next_call(thread));
        let mut letters = schedule.chars().filter(|letter| !letter.is_whitespace());
        let wrong = letters.find_map(|letter| played.call(letter).err());
        (played, wrong)
    }

    /// Makes the next call of the thread of this letter, or says why it cannot.
    fn call(&mut self, letter: char) -> Result<(), String> {
        let (thread, other) = match letter {
            'A' => (1, 'B'),
            'B' => (2, 'A'),
            _ => return Err(format!("a schedule is made of the letters A and B, and {letter:?} is neither")),
        };
        let number = self.rows.len() + 1;
        let cannot = |_| match self.state.threads[thread].frames.is_empty() {
            true => format!("step {number} is a call of {letter}, and {letter} has ended: it calls nothing any more"),
            false => format!("step {number} is a call of {letter}, and {letter} has to wait: {other} holds the lock"),
        };
        let (mut rows, state) = replay(&self.program, &self.state, &[thread]).map_err(cannot)?;
        self.state = state;
        self.go_to_next_call(thread);
        let money = self.money();
        self.least = self.least.min(money);
        let row = rows.remove(0);
        let (call, effect) = match row.instruction.as_str() {
            "CALL balance()" => ("balance()", format!("→ {money}{}", if money < 40 { ", too little" } else { "" })),
            "CALL withdraw()" => ("withdraw(40)", format!("leaves {money}")),
            "CALL exit()" => ("release()", String::new()),
            _ => ("acquire()", String::new()),
        };
        self.rows.push(Row { step: number, instruction: call.to_owned(), effect, shared: true, ..row });
        Ok(())
    }

    /// Runs a thread up to its next call, or its end. On this way it does nothing that the other one could notice, but for what it called.
    fn go_to_next_call(&mut self, thread: usize) {
        while !self.is_at_call(thread) && self.state.step(&self.program, thread) != Step::Ended {}
    }

    /// Whether the next instruction is one of the four calls.
    fn is_at_call(&self, thread: usize) -> bool {
        let [frame] = &self.state.threads[thread].frames[..] else { return false };
        match self.state.threads[thread].next(&self.program) {
            Some(Op::BeforeWith) => true,
            Some(Op::Call { arguments, .. }) => {
                let called = frame.stack[frame.stack.len() - 1 - usize::from(arguments)];
                called != Value::Builtin(Builtin::Range)
            }
            _ => false,
        }
    }

    /// What is in the account.
    fn money(&self) -> i64 {
        let money = self.program.find_name("money").and_then(|name| self.state.shared.global(name));
        let Some(Value::Int(money)) = money else { unreachable!("the module begins with it") };
        money
    }
}

/// The calls, a column for each thread.
fn drawn(rows: &[Row]) -> String {
    let names = ["module", "A", "B"].map(str::to_owned);
    let plain = std::env::var("INTERLEAVE_PLAIN").is_ok_and(|plain| plain == "1");
    columns(rows, &names, Style { plain, all: false })
}

/// What CPython 3.12 compiles the program to, as `dis` lists it, with the line of the task that each belongs to.
const IN_3_12: &str = "
    RESUME 0
    LOAD_CONST (0)
    LOAD_CONST (None)
    IMPORT_NAME (threading)
    STORE_NAME (threading)
    LOAD_CONST (BALANCE)
    STORE_GLOBAL (money)
    PUSH_NULL
    LOAD_NAME (threading)
    LOAD_ATTR (Lock)
    CALL 0
    STORE_NAME (lock)
    RETURN_CONST (None)

Disassembly of balance:
    RESUME 0
    LOAD_GLOBAL (money)
    RETURN_VALUE

Disassembly of withdraw:
    RESUME 0
    LOAD_GLOBAL (money)
    LOAD_FAST (amount)
    BINARY_OP (-=)
    STORE_GLOBAL (money)
    RETURN_CONST (None)

Disassembly of pay:
1   RESUME 0
2   LOAD_GLOBAL (NULL + range)
    LOAD_CONST (2)
    CALL 1
    GET_ITER
L1: FOR_ITER (to L3)
    STORE_FAST (_)
3   LOAD_GLOBAL (NULL + balance)
    CALL 0
    LOAD_CONST (40)
    COMPARE_OP (>=)
    POP_JUMP_IF_TRUE (to L2)
    JUMP_BACKWARD (to L1)
4   L2: LOAD_GLOBAL (lock)
    BEFORE_WITH
    POP_TOP
5   LOAD_GLOBAL (NULL + withdraw)
    LOAD_CONST (40)
    CALL 1
    POP_TOP
4   LOAD_CONST (None)
    LOAD_CONST (None)
    LOAD_CONST (None)
    CALL 2
    POP_TOP
    JUMP_BACKWARD (to L1)
L3: END_FOR
    RETURN_CONST (None)
";
