//! Instructions as Python's module `dis` shows them.

use super::op::{Arithmetic, Comparison, Op};
use super::program::Program;
use super::state::Shared;

impl Program {
    /// An instruction as `dis` shows it, with the name that it has in CPython 3.12; what differs between versions is written one way.
    pub fn text(&self, op: Op) -> String {
        let value = |value| Shared::new(self).text(self, value);
        match op {
            Op::Nop => "NOP".to_owned(),
            Op::Resume => "RESUME".to_owned(),
            Op::LoadConst(constant) => format!("LOAD_CONST {}", value(constant)),
            Op::LoadFast(local) => format!("LOAD_FAST {local}"),
            Op::StoreFast(local) => format!("STORE_FAST {local}"),
            Op::LoadFastAndClear(local) => format!("LOAD_FAST_AND_CLEAR {local}"),
            Op::LoadGlobal(name) => format!("LOAD_GLOBAL {}", self.name(name)),
            Op::StoreGlobal(name) => format!("STORE_GLOBAL {}", self.name(name)),
            Op::ImportName(name) => format!("IMPORT_NAME {}", self.name(name)),
            Op::LoadAttr(name) => format!("LOAD_ATTR {}", self.name(name)),
            Op::PopTop => "POP_TOP".to_owned(),
            Op::Copy(n) => format!("COPY {n}"),
            Op::Swap(n) => format!("SWAP {n}"),
            Op::Rot(n) => format!("ROT {n}"),
            Op::BinaryOp(operation) => format!("BINARY_OP {}", operation.sign()),
            Op::CompareOp(comparison) => format!("COMPARE_OP {}", comparison.sign()),
            Op::UnaryNot => "UNARY_NOT".to_owned(),
            Op::JumpForward(target) => format!("JUMP_FORWARD to {target}"),
            Op::JumpBackward(target) => format!("JUMP_BACKWARD to {target}"),
            Op::PopJumpIfFalse(target) => format!("POP_JUMP_IF_FALSE to {target}"),
            Op::PopJumpIfTrue(target) => format!("POP_JUMP_IF_TRUE to {target}"),
            Op::GetIter => "GET_ITER".to_owned(),
            Op::ForIter(target) => format!("FOR_ITER to {target}"),
            Op::BuildList(n) => format!("BUILD_LIST {n}"),
            Op::BuildTuple(n) => format!("BUILD_TUPLE {n}"),
            Op::BuildMap(n) => format!("BUILD_MAP {n}"),
            Op::ListAppend(n) => format!("LIST_APPEND {n}"),
            Op::BinarySubscr => "BINARY_SUBSCR".to_owned(),
            Op::StoreSubscr => "STORE_SUBSCR".to_owned(),
            Op::MakeFunction => "MAKE_FUNCTION".to_owned(),
            Op::Call { arguments, .. } => format!("CALL {arguments}"),
            Op::ReturnValue => "RETURN_VALUE".to_owned(),
            Op::BeforeWith => "BEFORE_WITH".to_owned(),
        }
    }
}

impl Arithmetic {
    /// As Python writes it.
    pub fn sign(self) -> &'static str {
        match self {
            Arithmetic::Add => "+",
            Arithmetic::InplaceAdd => "+=",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "*",
            Arithmetic::FloorDivide => "//",
            Arithmetic::Remainder => "%",
        }
    }
}

impl Comparison {
    /// As Python writes it.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Equal => "==",
            Comparison::NotEqual => "!=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
            Comparison::Is => "is",
            Comparison::IsNot => "is not",
        }
    }
}
