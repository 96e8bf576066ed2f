//! Which steps nobody else can notice: where one comes up, no other thread needs to be tried.
//!
//! If A's next step only moves a value on A's own stack, it does not matter whether B runs before it or after it: what is left is the same. So the
//! search lets A go on, and tries B later (a *persistent set* of one thread, after Godefroid). Such a step is *local*.
//!
//! ```text
//!      ● ── A: LOAD_CONST 1 ──▶ ●            only this way is searched
//!      │                        │
//!   B: STORE x               B: STORE x
//!      ▼                        ▼
//!      ● ── A: LOAD_CONST 1 ──▶ ●            both ways end here
//! ```
//!
//! # Keeps true
//!
//! - A local step never waits and never ends its thread. Whatever others do before it, it stays possible, stays local, and does the same.
//! - It does not change what any other thread's step does, nor whether that is possible.
//!
//! # Why no outcome is lost
//!
//! Take any schedule to an end, and a state on it where A stands before a local step. A's step comes up somewhere in the rest, since A has not ended, and
//! a local step never waits. All that others do before it can as well be done after it, by the two rules above. So there is a schedule
//! to the same end that goes on with A at once, and that is the one which is searched. Induction over the rest does it for each state. Two doubts:
//!
//! - *A loop of local steps only* could put the others off for ever. Here it cannot lose an outcome: on a schedule to an end, A leaves its loop by itself, so
//!   going on with A leads out of it. (A loop that A never leaves has no ends to be lost.)
//! - *Others come in at certain places only.* Then what is looked at is all that A does up to the next such place: all of it has to be local.
//!
//!   If A then comes to wait for the lock of a `with` block earlier than it did, others may also come in when it has the lock; they need not.
//!
//! # What is the same
//!
//! Counts of references go up and down by one, in whichever order; that of an object which somebody still has does not reach zero. A new object stands in the
//! arena of its maker. If others let go of an object there meanwhile, it may stand at another place, but no instruction can tell places apart.
//!
//! # Left out
//!
//! Two threads that work on different lists, or hold the same lock, disturb each other as little. Whether they do is not seen in one instruction.

use crate::vm::{Builtin, Comparison, Name, Object, Op, Program, Shared, Thread, Value};

/// Whether the next step of a thread, which can be made and does not end the thread, is local.
pub type Local = fn(&Program, &Shared, &Thread) -> bool;

/// Whether the next step of `thread` touches nothing that others can touch.
///
/// # Panics
///
/// If the thread has ended.
pub fn is_local(program: &Program, shared: &Shared, thread: &Thread) -> bool {
    let op = thread.next(program).expect("a thread that has not ended");
    let frame = thread.frames.last().expect("it has an instruction");
    // Counted from the top, from 1, as in the instructions.
    let operand = |n: u8| frame.stack[frame.stack.len() - usize::from(n)];
    let object = |value| if let Value::Object(object) = value { Some(shared.heap.get(object)) } else { None };
    match op {
        // The thread's own stack, variables and place in the code; and new objects, which nobody else knows yet.
        Op::Nop | Op::Resume | Op::LoadConst(_) | Op::LoadFast(_) | Op::StoreFast(_) | Op::LoadFastAndClear(_) => true,
        Op::PopTop | Op::Copy(_) | Op::Swap(_) | Op::Rot(_) | Op::JumpForward(_) | Op::JumpBackward(_) => true,
        Op::BuildList(_) | Op::BuildTuple(_) | Op::BuildMap(_) | Op::MakeFunction | Op::GetIter => true,
        // What kind of thing an object is never changes.
        Op::LoadAttr(_) | Op::ImportName(_) => true,
        Op::LoadGlobal(name) => !others(program, shared, thread, |op| op == Op::StoreGlobal(name)),
        Op::StoreGlobal(name) => !others(program, shared, thread, |op| names(op, name)),
        // Numbers do not change. Lists do, and an object may be one.
        Op::BinaryOp(_) => object(operand(1)).is_none() && object(operand(2)).is_none(),
        Op::CompareOp(Comparison::Is | Comparison::IsNot) => true,
        Op::CompareOp(_) => object(operand(1)).is_none() || object(operand(2)).is_none(),
        Op::UnaryNot | Op::PopJumpIfFalse(_) | Op::PopJumpIfTrue(_) => object(operand(1)).is_none(),
        Op::BinarySubscr => matches!(object(operand(2)), Some(Object::Tuple(_))),
        // An iterator or a list that only this stack has.
        Op::ForIter(_) => is_own(shared, operand(1)) && matches!(object(operand(1)), Some(Object::RangeIterator(_))),
        Op::ListAppend(n) => is_own(shared, operand(n + 1)),
        Op::StoreSubscr | Op::BeforeWith => false,
        Op::Call { arguments, .. } => match operand(arguments + 1) {
            Value::Function(_) => true,
            Value::Builtin(builtin) => !matches!(builtin, Builtin::Print | Builtin::Len),
            _ => false,
        },
        Op::ReturnValue => frame.with.is_empty(),
    }
}

/// Whether an instruction like that may still be run by another thread.
fn others(program: &Program, shared: &Shared, thread: &Thread, like: impl Fn(Op) -> bool) -> bool {
    // The module is run once, by thread 0. A function may be run by anybody.
    let by_other_module = thread.number != 0 && shared.ends[0].is_none();
    let codes = &program.codes[usize::from(!by_other_module)..];
    codes.iter().flat_map(|code| &code.instructions).any(|instruction| like(instruction.op))
}

fn names(op: Op, name: Name) -> bool {
    op == Op::LoadGlobal(name) || op == Op::StoreGlobal(name)
}

/// Whether one reference is all that there is.
fn is_own(shared: &Shared, value: Value) -> bool {
    let Value::Object(object) = value else { return false };
    shared.heap.objects().any(|(reference, count, _)| reference == object && count == 1)
}
