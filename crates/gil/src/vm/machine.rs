//! What instructions are made of: the stack of the innermost call, jumps, and the end of a call.
//!
//! # Keeps true
//!
//! - [`Machine::push`] takes over a reference, [`Machine::pop`] hands one over. Whoever pops a value stores it or pushes it.
//! - An instruction that fails has left its operands on the stack. The end of the thread gives their references back.

use super::error::Error;
use super::object::Object;
use super::op::Target;
use super::program::Program;
use super::state::{End, Frame, Shared, Thread};
use super::step::Step;
use super::value::{Builtin, Name, Value};

/// Everything that a step can touch.
pub(super) struct Machine<'a> {
    pub program: &'a Program,
    pub shared: &'a mut Shared,
    pub thread: &'a mut Thread,
}

impl Machine<'_> {
    /// The innermost call.
    pub fn frame(&mut self) -> &mut Frame {
        self.thread.frames.last_mut().expect("a thread that has not ended")
    }

    pub fn push(&mut self, value: Value) {
        self.frame().stack.push(value);
    }

    /// Pushes a value that is stored elsewhere, too.
    pub fn push_copy(&mut self, value: Value) {
        self.shared.heap.incref(value);
        self.push(value);
    }

    pub fn push_new(&mut self, object: Object) {
        let value = self.shared.heap.allocate(self.thread.number, object);
        self.push(value);
    }

    pub fn pop(&mut self) -> Value {
        self.frame().stack.pop().expect("the compiler counts what is on the stack")
    }

    /// The n values at the top, the lowest first.
    pub fn pop_many(&mut self, n: u8) -> Vec<Value> {
        let stack = &mut self.frame().stack;
        stack.split_off(stack.len() - usize::from(n))
    }

    /// The n-th value from the top, counted from 1. It stays where it is.
    pub fn peek(&mut self, n: u8) -> Value {
        let stack = &self.frame().stack;
        stack[stack.len() - usize::from(n)]
    }

    /// Takes n values away.
    pub fn drop_top(&mut self, n: u8) {
        let values = self.pop_many(n);
        self.forget(values);
    }

    /// Takes n operands away and pushes what came of them, whose reference it takes over.
    pub fn replace(&mut self, n: u8, result: Value) {
        self.drop_top(n);
        self.push(result);
    }

    /// Gives references back.
    pub fn forget(&mut self, values: impl IntoIterator<Item = Value>) {
        values.into_iter().for_each(|value| self.shared.heap.decref(value));
    }

    pub fn go_on(&mut self) -> Step {
        self.frame().pc += 1;
        Step::Went
    }

    pub fn jump(&mut self, target: Target) -> Step {
        self.frame().pc = target;
        Step::Went
    }

    /// What Python brings along under this name.
    pub fn builtin(&self, name: Name) -> Option<Value> {
        Builtin::named(self.program.name(name)).map(Value::Builtin)
    }

    pub fn unbound(&mut self, local: u8) -> Error {
        let code = self.frame().code;
        let name = self.program.code(code).locals.get(usize::from(local)).map_or("?", String::as_str);
        Error::new(
            "UnboundLocalError",
            format!("cannot access local variable '{name}' where it is not associated with a value"),
        )
    }

    /// Ends the innermost call. Its caller goes on with the value; where there is none, the thread ends.
    pub fn return_value(&mut self) -> Step {
        let value = self.pop();
        self.drop_frame();
        if self.thread.frames.is_empty() {
            self.forget([value]);
            return self.end(End::Returned);
        }
        self.push(value);
        self.go_on()
    }

    /// Ends the thread, and all its calls. A lock that a `with` block holds is released, as its `__exit__` would do; if it was released already, that
    /// is an exception in place of the first. All locks are released in one step: to 3.9, and without a GIL, another thread could come in between two.
    ///
    /// CPython cuts a daemon thread off, anywhere, soon after the main thread has ended. Here nothing is cut off.
    pub fn end(&mut self, mut end: End) -> Step {
        while !self.thread.frames.is_empty() {
            if !self.drop_frame() {
                end = End::Died(Error::new("RuntimeError", "release unlocked lock"));
            }
        }
        if self.thread.number == 0 && self.shared.has_daemon() {
            let message = "here the program ends beside a daemon thread, which may be cut off anywhere; join it";
            end = End::Died(Error::new("Unsupported", message));
        }
        self.thread.half = None;
        self.shared.ends[usize::from(self.thread.number)] = Some(end);
        Step::Ended
    }

    /// False if a `with` block of this call did not find its lock locked.
    fn drop_frame(&mut self) -> bool {
        let frame = self.thread.frames.pop().expect("a thread that has not ended");
        let mut all_locked = true;
        for &lock in &frame.with {
            if let Value::Object(lock) = lock
                && let Object::Lock { locked } = self.shared.heap.get_mut(lock)
            {
                all_locked &= std::mem::replace(locked, false);
            }
        }
        self.forget(frame.references());
        all_locked
    }
}
