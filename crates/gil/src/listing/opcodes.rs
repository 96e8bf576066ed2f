//! What the names in a listing mean: CPython's instructions of 3.9 to 3.14, in the machine's own.
//!
//! # Keeps true
//!
//! - One name means one thing. Where versions do different things under one name (`CALL`, `MAKE_FUNCTION`),
//!   `translate` knows the version.
//! - A name that is not here is refused, if the program can come to it.

use super::cannot;
use crate::vm::{Arithmetic, Comparison, Name, Op, Value};

/// What an instruction of a listing does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Means {
    /// These, without any argument.
    Does(&'static [Op]),
    /// One for each local variable that it names.
    Locals(&'static [fn(u8) -> Op]),
    /// With the name that it gives.
    Named(fn(Name) -> Op),
    /// With the number that it gives.
    Counts(fn(u8) -> Op),
    /// Goes where it says.
    Jumps(fn(u16) -> Op),
    /// The same, if the value on top is `None`, or if it is not.
    JumpsIf(Comparison),
    /// The same, and the value stays if it jumps.
    JumpsOrPops(fn(u16) -> Op),
    /// `FOR_ITER`: at its end it goes behind what would tidy up after it.
    Iterates,
    /// A constant; and whether it is also returned.
    Constant { returns: bool },
    /// A global variable, and a `NULL` if a call comes.
    Global,
    /// An attribute, and a `NULL` if a call comes: `LOAD_ATTR` says so itself, `LOAD_METHOD` always means it.
    Attribute { method: bool },
    /// `from module import name`.
    ImportFrom,
    /// A `NULL`, which stands beside what is called.
    Null,
    /// `BINARY_OP`, whose text says what.
    Binary,
    /// `COMPARE_OP`, whose text says what.
    Compare,
    /// `IS_OP`: 1 means `is not`.
    Is,
    /// Makes a function.
    Function,
    /// A call; and whether the names of arguments lie on top, as a tuple.
    Calls { names: bool },
    /// A constant tuple on top: its items.
    Unpacks,
    /// A constant tuple on top: more items of the list below.
    Extends,
    /// A constant tuple on top: the keys for the values below.
    Keys,
    /// The machine cannot do this, and why.
    Cannot(&'static str),
}

use Means::*;

/// The meaning of a name.
pub(super) fn meaning(name: &str) -> Means {
    match name {
        // Bookkeeping. KW_NAMES is read where the call is.
        "NOP" | "CACHE" | "EXTENDED_ARG" | "PRECALL" | "KW_NAMES" | "POP_BLOCK" | "NOT_TAKEN" | "TO_BOOL" => {
            Does(&[Op::Nop])
        }
        "RESUME" => Does(&[Op::Resume]),

        // Constants.
        "LOAD_CONST" | "LOAD_SMALL_INT" => Constant { returns: false },
        "RETURN_CONST" => Constant { returns: true },

        // Variables.
        "LOAD_FAST" | "LOAD_FAST_CHECK" | "LOAD_FAST_BORROW" => Locals(&[Op::LoadFast]),
        "LOAD_FAST_LOAD_FAST" | "LOAD_FAST_BORROW_LOAD_FAST_BORROW" => Locals(&[Op::LoadFast, Op::LoadFast]),
        "STORE_FAST" => Locals(&[Op::StoreFast]),
        "STORE_FAST_LOAD_FAST" => Locals(&[Op::StoreFast, Op::LoadFast]),
        "STORE_FAST_STORE_FAST" => Locals(&[Op::StoreFast, Op::StoreFast]),
        "LOAD_FAST_AND_CLEAR" => Locals(&[Op::LoadFastAndClear]),
        "LOAD_GLOBAL" | "LOAD_NAME" => Global,
        "STORE_GLOBAL" | "STORE_NAME" => Named(Op::StoreGlobal),
        "IMPORT_NAME" => Named(Op::ImportName),
        "IMPORT_FROM" => ImportFrom,
        "LOAD_ATTR" => Attribute { method: false },
        "LOAD_METHOD" => Attribute { method: true },

        // The stack. ROT and DUP are of 3.9 and 3.10.
        "PUSH_NULL" => Null,
        "POP_TOP" | "POP_ITER" => Does(&[Op::PopTop]),
        "COPY" => Counts(Op::Copy),
        "SWAP" => Counts(Op::Swap),
        "DUP_TOP" => Does(&[Op::Copy(1)]),
        "DUP_TOP_TWO" => Does(&[Op::Copy(2), Op::Copy(2)]),
        "ROT_TWO" => Does(&[Op::Swap(2)]),
        "ROT_THREE" => Does(&[Op::Rot(3)]),
        "ROT_FOUR" => Does(&[Op::Rot(4)]),
        "ROT_N" => Counts(Op::Rot),

        // Computing. From 3.11 it is one BINARY_OP.
        "BINARY_OP" => Binary,
        "BINARY_ADD" => Does(&[Op::BinaryOp(Arithmetic::Add)]),
        "INPLACE_ADD" => Does(&[Op::BinaryOp(Arithmetic::InplaceAdd)]),
        "BINARY_SUBTRACT" | "INPLACE_SUBTRACT" => Does(&[Op::BinaryOp(Arithmetic::Subtract)]),
        "BINARY_MULTIPLY" | "INPLACE_MULTIPLY" => Does(&[Op::BinaryOp(Arithmetic::Multiply)]),
        "BINARY_FLOOR_DIVIDE" | "INPLACE_FLOOR_DIVIDE" => Does(&[Op::BinaryOp(Arithmetic::FloorDivide)]),
        "BINARY_MODULO" | "INPLACE_MODULO" => Does(&[Op::BinaryOp(Arithmetic::Remainder)]),
        "UNARY_NEGATIVE" => Does(&[Op::LoadConst(Value::Int(0)), Op::Swap(2), Op::BinaryOp(Arithmetic::Subtract)]),
        "UNARY_NOT" => Does(&[Op::UnaryNot]),
        "COMPARE_OP" => Compare,
        "IS_OP" => Is,

        // Jumps.
        "JUMP_FORWARD" | "JUMP_BACKWARD_NO_INTERRUPT" => Jumps(Op::JumpForward),
        // 3.9 and 3.10 go back by it, and 3.10 looks for a request wherever it goes.
        "JUMP_BACKWARD" | "JUMP_ABSOLUTE" => Jumps(Op::JumpBackward),
        "POP_JUMP_IF_FALSE" | "POP_JUMP_FORWARD_IF_FALSE" | "POP_JUMP_BACKWARD_IF_FALSE" => Jumps(Op::PopJumpIfFalse),
        "POP_JUMP_IF_TRUE" | "POP_JUMP_FORWARD_IF_TRUE" | "POP_JUMP_BACKWARD_IF_TRUE" => Jumps(Op::PopJumpIfTrue),
        "POP_JUMP_IF_NONE" | "POP_JUMP_FORWARD_IF_NONE" | "POP_JUMP_BACKWARD_IF_NONE" => JumpsIf(Comparison::Is),
        "POP_JUMP_IF_NOT_NONE" | "POP_JUMP_FORWARD_IF_NOT_NONE" | "POP_JUMP_BACKWARD_IF_NOT_NONE" => {
            JumpsIf(Comparison::IsNot)
        }
        "JUMP_IF_FALSE_OR_POP" => JumpsOrPops(Op::PopJumpIfFalse),
        "JUMP_IF_TRUE_OR_POP" => JumpsOrPops(Op::PopJumpIfTrue),
        "GET_ITER" => Does(&[Op::GetIter]),
        "FOR_ITER" => Iterates,

        // Lists, tuples, dictionaries.
        "BUILD_LIST" => Counts(Op::BuildList),
        "BUILD_TUPLE" => Counts(Op::BuildTuple),
        "BUILD_MAP" => Counts(Op::BuildMap),
        "BUILD_CONST_KEY_MAP" => Keys,
        "LIST_APPEND" => Counts(Op::ListAppend),
        "LIST_EXTEND" => Extends,
        "UNPACK_SEQUENCE" => Unpacks,
        "BINARY_SUBSCR" => Does(&[Op::BinarySubscr]),
        "STORE_SUBSCR" => Does(&[Op::StoreSubscr]),

        // Functions, and `with`. 3.14 has several instructions for BEFORE_WITH, which `translate` finds.
        "MAKE_FUNCTION" => Function,
        "CALL" | "CALL_FUNCTION" | "CALL_METHOD" => Calls { names: false },
        "CALL_KW" | "CALL_FUNCTION_KW" => Calls { names: true },
        "RETURN_VALUE" => Does(&[Op::ReturnValue]),
        "BEFORE_WITH" | "SETUP_WITH" => Does(&[Op::BeforeWith]),

        _ => Cannot(cannot::why(name)),
    }
}

/// The operation that a text stands for. An augmented one differs for lists only, and only `+=` knows lists.
pub(super) fn arithmetic(text: &str) -> Option<Arithmetic> {
    Some(match text {
        "+" => Arithmetic::Add,
        "+=" => Arithmetic::InplaceAdd,
        "-" | "-=" => Arithmetic::Subtract,
        "*" | "*=" => Arithmetic::Multiply,
        "//" | "//=" => Arithmetic::FloorDivide,
        "%" | "%=" => Arithmetic::Remainder,
        _ => return None,
    })
}

/// The comparison that a text stands for: `<`, or `bool(<)` where the result is a condition.
pub(super) fn comparison(text: &str) -> Option<Comparison> {
    let sign = text.strip_prefix("bool(").and_then(|text| text.strip_suffix(')')).unwrap_or(text);
    Some(match sign {
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        "==" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}
