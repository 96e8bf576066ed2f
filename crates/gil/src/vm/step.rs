//! One instruction of one thread.
//!
//! # Keeps true
//!
//! - A step changes what all share and its own thread, and nothing else. So it can be run under the GIL by a real thread, and tried in
//!   every order by the explorer.
//! - A step that has to wait changes nothing; it is the same step when it is tried again.
//! - References are counted: what is pushed or stored is one more, what is popped or overwritten is one less.
//!
//! In CPython this is `_PyEval_EvalFrameDefault` (Python/ceval.c, Python/bytecodes.c), with a case for each instruction.

use super::call;
use super::error::Error;
use super::heap::MOST_OBJECTS;
use super::machine::Machine;
use super::methods;
use super::object::Object;
use super::op::Op;
use super::program::Program;
use super::state::{End, Shared, Thread};
use super::value::{Builtin, Value};

/// What a step did.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// It went on to the next instruction.
    Went,
    /// It has begun to wait for the world: it sleeps, or writes. The next step of this thread is the end of that wait.
    LetGo,
    /// It waits for another thread, which holds a lock or has to end. Nothing has changed.
    Blocked,
    /// It started this thread.
    Started(Thread),
    /// The thread has ended; [`Shared::ends`] says how.
    Ended,
}

/// Runs the next instruction of `thread`.
///
/// # Panics
///
/// If the thread has ended, or does not belong to this program and this state.
pub fn step(program: &Program, shared: &mut Shared, thread: &mut Thread) -> Step {
    let mut machine = Machine { program, shared, thread };
    match machine.execute() {
        Ok(step) => step,
        Err(error) => machine.end(End::Died(error)),
    }
}

impl Thread {
    /// The next instruction, unless the thread has ended.
    pub fn next(&self, program: &Program) -> Option<Op> {
        let frame = self.frames.last()?;
        Some(program.code(frame.code).instructions[usize::from(frame.pc)].op)
    }
}

impl Machine<'_> {
    // ANCHOR: execute
    fn execute(&mut self) -> Result<Step, Error> {
        let op = self.thread.next(self.program).expect("a thread that has not ended");
        if self.shared.heap.is_full(self.thread.number) {
            let message = format!("in this machine a thread has {MOST_OBJECTS} objects at most");
            return Err(Error::new("Unsupported", message));
        }
        match op {
            Op::Nop | Op::Resume => {}
            Op::LoadConst(value) => self.push(value),
            Op::LoadGlobal(name) => {
                let value = self.shared.global(name).or_else(|| self.builtin(name)).ok_or_else(|| {
                    Error::new("NameError", format!("name '{}' is not defined", self.program.name(name)))
                })?;
                self.push_copy(value);
            }
            Op::StoreGlobal(name) => {
                let value = self.pop();
                let old = self.shared.globals[usize::from(name.0)].replace(value);
                self.forget(old);
            }
            // ANCHOR_END: execute
            Op::LoadFast(local) | Op::LoadFastAndClear(local) => {
                let variable = &mut self.frame().locals[usize::from(local)];
                match (op, *variable) {
                    (Op::LoadFastAndClear(_), value) => {
                        *variable = None;
                        // CPython pushes a NULL for a variable that was not bound; the STORE_FAST at the end takes it back.
                        self.push(value.unwrap_or(Value::None));
                    }
                    (_, Some(value)) => self.push_copy(value),
                    (_, None) => return Err(self.unbound(local)),
                }
            }
            Op::StoreFast(local) => {
                let value = self.pop();
                let old = self.frame().locals[usize::from(local)].replace(value);
                self.forget(old);
            }
            Op::ImportName(name) => {
                let module = Builtin::module(self.program.name(name)).ok_or_else(|| {
                    let message =
                        format!("this machine knows the modules threading and time, not {}", self.program.name(name));
                    Error::new("Unsupported", message)
                })?;
                // The level and the list of names, which the instruction takes from the stack.
                self.replace(2, Value::Builtin(module));
            }
            Op::LoadAttr(name) => {
                let object = self.peek(1);
                let attribute = methods::attribute(self, object, name)?;
                self.shared.heap.incref(attribute);
                self.replace(1, attribute);
            }
            Op::PopTop => self.drop_top(1),
            Op::Copy(n) => {
                let value = self.peek(n);
                self.push_copy(value);
            }
            Op::Swap(n) => {
                let stack = &mut self.frame().stack;
                let top = stack.len() - 1;
                stack.swap(top, top + 1 - usize::from(n));
            }
            Op::Rot(n) => {
                let stack = &mut self.frame().stack;
                let from = stack.len() - usize::from(n);
                stack[from..].rotate_right(1);
            }
            Op::BinaryOp(operation) => self.binary(operation)?,
            Op::CompareOp(comparison) => self.compare(comparison)?,
            Op::UnaryNot => {
                let truth = self.truth();
                self.replace(1, Value::Bool(!truth));
            }
            Op::JumpForward(target) | Op::JumpBackward(target) => return Ok(self.jump(target)),
            Op::PopJumpIfFalse(target) | Op::PopJumpIfTrue(target) => {
                let truth = self.truth();
                self.drop_top(1);
                if truth == matches!(op, Op::PopJumpIfTrue(_)) {
                    return Ok(self.jump(target));
                }
            }
            Op::GetIter => self.get_iter()?,
            Op::ForIter(target) => {
                if let Some(value) = self.next_of_iterator()? {
                    self.push_copy(value);
                } else {
                    self.drop_top(1);
                    return Ok(self.jump(target));
                }
            }
            Op::BuildList(n) => {
                let values = self.pop_many(n);
                self.push_new(Object::List(values));
            }
            Op::BuildTuple(n) => {
                let values = self.pop_many(n);
                self.push_new(Object::Tuple(values));
            }
            Op::BuildMap(n) => {
                self.push_new(Object::Dict(Vec::new()));
                let dict = self.peek(1);
                for pair in (0..n).rev() {
                    let (key, value) = (self.peek(2 * pair + 3), self.peek(2 * pair + 2));
                    self.store_item(dict, key, value)?;
                }
                self.pop();
                self.replace(2 * n, dict);
            }
            Op::ListAppend(n) => {
                let list = self.peek(n + 1);
                let value = self.pop();
                self.list(list)?.push(value);
            }
            Op::BinarySubscr => {
                let (container, key) = (self.peek(2), self.peek(1));
                let value = *self.item(container, key)?;
                self.shared.heap.incref(value);
                self.replace(2, value);
            }
            Op::StoreSubscr => {
                let (value, container, key) = (self.peek(3), self.peek(2), self.peek(1));
                self.store_item(container, key, value)?;
                self.drop_top(3);
            }
            Op::MakeFunction => {
                let Value::Code(code) = self.pop() else { unreachable!("the compiler puts a code object there") };
                self.push(Value::Function(code));
            }
            Op::Call { arguments, keywords, first } => return call::call(self, arguments, keywords, first),
            Op::BeforeWith => return call::enter(self),
            Op::ReturnValue => return Ok(self.return_value()),
        }
        Ok(self.go_on())
    }
}
