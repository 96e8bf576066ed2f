//! Where a thread may lose the GIL: the three kinds of CPython.
//!
//! Running code looks for a request at certain places only, and only there can another thread come in between (besides where it lets go by itself:
//! around a sleep, a write, and while it waits for a lock). Which places these are is not part of the language. It changed with 3.10, and without a
//! GIL the question has another answer.
//!
//! | | looks for a request | since | where CPython says so |
//! |---|---|---|---|
//! | [`Switches::EveryOpcode`] | before nearly every instruction | to 3.9 | `eval_breaker` at the top of the loop, Python/ceval.c |
//! | [`Switches::Breaker`] | as a function begins, at a backward jump, after a call | 3.10 | `CHECK_EVAL_BREAKER`, Python/ceval.c; from 3.12 Python/bytecodes.c, there by now `_CHECK_PERIODIC` |
//! | [`Switches::FreeThreaded`] | nobody asks: all run at once | 3.13t | PEP 703 |
//!
//! In 3.10 a conditional jump (`POP_JUMP_IF_FALSE`, `POP_JUMP_IF_TRUE`) that is taken looks for a request, too, even one that goes forward.
//!
//! # Left out
//!
//! - In 3.10 such a jump is followed by a switch here whether it is taken or not: a few more schedules, never fewer.
//! - From 3.11 on CPython does not look after the call of a function that is written in Python, since that looks as it begins (`RESUME`). Here its `CALL`
//!   may be followed by a switch, and its `RESUME` by another one: nothing happens in between, so the outcomes are the same.
//! - To 3.9 some instructions go on to the next without a look (`FAST_DISPATCH`). Here any may be followed by a switch, so there are a few more schedules
//!   than CPython has, never fewer.
//! - From 3.11 on a call that has run a few times is replaced by a faster one, and those of `len`, `isinstance`, `type` with one argument and a list's
//!   `append` as a line of its own look no more (`CALL_NO_KW_LEN` and others, Python/bytecodes.c of 3.12). Here every call is as it was compiled: a few
//!   more schedules, never fewer.
//! - Without a GIL two instructions can overlap. Those of this machine touch one object each, under that object's own lock or in one atomic access, so to
//!   overlap is the same as to follow one another. An iterator that two threads share is the exception: CPython promises nothing for it.

use super::op::Op;
use std::str::FromStr;

/// Where a thread may be interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Switches {
    /// After every instruction: CPython to 3.9.
    EveryOpcode,
    /// Where a function begins, at backward jumps, and after calls: CPython from 3.10 on.
    Breaker,
    /// Anywhere, and nobody waits for a turn: a free-threaded build.
    FreeThreaded,
}

/// By one of [`Switches::NAMES`].
impl FromStr for Switches {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "every-opcode" => Ok(Switches::EveryOpcode),
            "breaker" => Ok(Switches::Breaker),
            "free-threaded" => Ok(Switches::FreeThreaded),
            _ => Err(format!("`{name}` is no kind of switches; there are {}", Switches::NAMES.join(", "))),
        }
    }
}

impl Switches {
    /// The names that the command `gil`, the quiz and the book's labs have for them.
    pub const NAMES: [&str; 3] = ["every-opcode", "breaker", "free-threaded"];

    /// What CPython of this version does, in its default build.
    pub fn of(version: (u8, u8)) -> Self {
        if version <= (3, 9) { Switches::EveryOpcode } else { Switches::Breaker }
    }

    /// Whether a thread needs the GIL to run an instruction.
    pub fn has_gil(self) -> bool {
        self != Switches::FreeThreaded
    }

    // ANCHOR: after
    /// Whether another thread may come in after a thread has run `op`, which stands at `pc`, in a program that `version` compiled.
    pub fn after(self, op: Op, pc: u16, version: (u8, u8)) -> bool {
        match self {
            Switches::EveryOpcode | Switches::FreeThreaded => true,
            Switches::Breaker => match op {
                Op::Resume | Op::JumpBackward(_) | Op::Call { .. } => true,
                // To 3.11 the end of a `while` loop jumps back by these. 3.10 looks wherever they go.
                Op::PopJumpIfFalse(target) | Op::PopJumpIfTrue(target) => target <= pc || version == (3, 10),
                // 3.10 looks once more in the caller, when the called function is done.
                Op::ReturnValue => version == (3, 10),
                _ => false,
            },
        }
    }
    // ANCHOR_END: after
}
