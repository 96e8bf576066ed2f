//! The instructions of the machine: what CPython compiles the course's programs to.
//!
//! They have CPython's names and do to the stack what CPython's do, but for three simplifications. No `NULL` stands beside what is called, so a
//! call finds its callable right under its arguments, as in 3.9 and 3.10. Names and constants stand in the instruction, not in a table beside the code.
//! And instructions that differ between versions only in their name are one here (`INPLACE_ADD`, `BINARY_ADD` and `BINARY_OP`, say). Module
//! `listing` says which name of which version becomes which.
//!
//! The effect on the stack is written as in Forth: `a b → c` takes `b` from the top and `a` from below it, and leaves `c`.

use super::value::{Name, Value};

/// A place in a code object: the number of an instruction.
pub type Target = u16;

/// One instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// Nothing: `NOP`, and what is only bookkeeping in CPython (`PUSH_NULL`, `PRECALL`, `NOT_TAKEN`, `POP_BLOCK` …).
    Nop,
    /// Nothing, but every function begins with it, and looks there whether it should let go.
    Resume,

    /// `→ value`
    LoadConst(Value),
    /// `→ value`: a local variable, by its number in [`Code::locals`](super::Code::locals).
    LoadFast(u8),
    /// `value →`
    StoreFast(u8),
    /// `→ value` as `LOAD_FAST`, and the variable is unbound afterwards. A comprehension saves the variable whose name it uses.
    LoadFastAndClear(u8),
    /// `→ value`: a global of the program, or what Python brings along under that name. `LOAD_NAME` does the same in a module.
    LoadGlobal(Name),
    /// `value →`
    StoreGlobal(Name),
    /// `→ module`
    ImportName(Name),
    /// `object → attribute`: a method, or what a module has.
    LoadAttr(Name),

    /// `value →`
    PopTop,
    /// `… value … → … value … value`: the n-th from the top, counted from 1. `DUP_TOP` is `COPY 1`.
    Copy(u8),
    /// Swaps the top with the n-th from the top. `ROT_TWO` is `SWAP 2`.
    Swap(u8),
    /// The top goes under the n − 1 below it: `ROT_THREE` is `Rot(3)`.
    Rot(u8),

    /// `left right → result`
    BinaryOp(Arithmetic),
    /// `left right → Bool`
    CompareOp(Comparison),
    /// `value → Bool`
    UnaryNot,

    /// Goes on at a later instruction.
    JumpForward(Target),
    /// Goes on at an earlier one: the end of a loop's body.
    JumpBackward(Target),
    /// `condition →`
    PopJumpIfFalse(Target),
    /// `condition →`
    PopJumpIfTrue(Target),
    /// `iterable → iterator`
    GetIter,
    /// `iterator → iterator value`, or at its end `iterator →` and on at the target.
    ForIter(Target),

    /// `v1 … vn → list`
    BuildList(u8),
    /// `v1 … vn → tuple`
    BuildTuple(u8),
    /// `k1 v1 … kn vn → dict`
    BuildMap(u8),
    /// `list … value → list …`: appends to the list that is n-th from the top once the value is gone.
    ListAppend(u8),
    /// `container key → value`
    BinarySubscr,
    /// `value container key →`
    StoreSubscr,

    /// `code → function`
    MakeFunction,
    /// `callable a1 … an → result`. The last `names` of the arguments are given by name; which, says [`Code::keywords`](super::Code::keywords).
    Call {
        /// How many arguments.
        arguments: u8,
        /// How many of them, counted from the last, are given by name.
        keywords: u8,
        /// Where the first of those names stands in [`Code::keywords`](super::Code::keywords).
        first: u16,
    },
    /// `value →`, and the caller goes on with it.
    ReturnValue,
    /// `lock → exit entered`: acquires the lock. `exit` is called at the end of the block.
    BeforeWith,
}

/// What `BINARY_OP` does. `x += 1` is the same as `x + 1` for numbers; a list is extended in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `+=`
    InplaceAdd,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `//`
    FloorDivide,
    /// `%`
    Remainder,
}

/// What `COMPARE_OP` and `IS_OP` ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `is`
    Is,
    /// `is not`
    IsNot,
}
