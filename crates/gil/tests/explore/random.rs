//! Random programs: two or three threads that use two globals, two locks and a list.

use crate::write::{Writer, call, int};
use gil::vm::{Comparison, Op, Program, State};
use interleave::proptest::prelude::*;

/// What a thread does; each is a few instructions.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    Add(&'static str),
    Copy(&'static str, &'static str),
    Set(&'static str, i64),
    /// `if global == number:` around the rest.
    OnlyIf(&'static str, i64),
    /// `while global != number: pass`
    Spin(&'static str, i64),
    With(&'static str),
    Acquire(&'static str),
    Release(&'static str),
    Append(i64),
    Pop,
    Call,
    Print(&'static str),
    Sleep,
    /// A list of its own, which nobody else sees.
    Own,
    /// `global = [number]`: a new object, and perhaps the end of the old one.
    NewList(&'static str, i64),
}

/// A program, and the functions that run beside each other.
#[derive(Debug, Clone)]
pub struct Random {
    pub threads: Vec<Vec<Act>>,
}

impl Random {
    pub fn build(&self) -> (Program, State) {
        let mut writer = Writer::new((3, 12));
        let (items, sleep, time) = (writer.name("items"), writer.name("sleep"), writer.name("time"));
        writer.set("x", 0);
        writer.set("y", 0);
        writer.lock("m");
        writer.lock("n");
        writer.module(vec![Op::BuildList(0), Op::StoreGlobal(items)]);
        let none = Op::LoadConst(gil::vm::Value::None);
        writer.module(vec![int(0), none, Op::ImportName(time), Op::LoadAttr(sleep), Op::StoreGlobal(sleep)]);
        writer.function("one", Vec::new());
        let names = ["a", "b", "c"];
        for (name, acts) in names.iter().zip(&self.threads) {
            let mut ops = vec![Op::Resume];
            for &act in acts {
                act.write(&mut writer, &mut ops);
            }
            let end = ops.len() as u16;
            for op in &mut ops {
                if *op == Op::PopJumpIfFalse(u16::MAX) {
                    *op = Op::PopJumpIfFalse(end);
                }
            }
            writer.function(name, ops);
        }
        let program = writer.done();
        let state = State::functions(&program, &names[..self.threads.len()]).unwrap();
        (program, state)
    }
}

impl Act {
    fn write(self, writer: &mut Writer, ops: &mut Vec<Op>) {
        let mut name = |text: &str| writer.name(text);
        let method = |object, method| vec![Op::LoadGlobal(object), Op::LoadAttr(method)];
        match self {
            Act::Add(global) => ops.extend(writer.add(global, 1)),
            Act::Copy(from, to) => ops.extend([Op::LoadGlobal(name(from)), Op::StoreGlobal(name(to))]),
            Act::Set(global, number) => ops.extend([int(number), Op::StoreGlobal(name(global))]),
            Act::OnlyIf(global, number) => {
                ops.extend([Op::LoadGlobal(name(global)), int(number), Op::CompareOp(Comparison::Equal)]);
                // The end is not known yet.
                ops.push(Op::PopJumpIfFalse(u16::MAX));
            }
            Act::Spin(global, number) => {
                let begin = ops.len() as u16;
                ops.extend([Op::LoadGlobal(name(global)), int(number), Op::CompareOp(Comparison::NotEqual)]);
                ops.push(Op::PopJumpIfTrue(begin));
            }
            Act::With(lock) => {
                let add = writer.add("x", 1);
                ops.extend(writer.with(lock, add));
            }
            Act::Acquire(lock) => {
                ops.extend(method(name(lock), name("acquire")));
                ops.extend([call(0), Op::PopTop]);
            }
            Act::Release(lock) => {
                ops.extend(method(name(lock), name("release")));
                ops.extend([call(0), Op::PopTop]);
            }
            Act::Append(number) => {
                ops.extend(method(name("items"), name("append")));
                ops.extend([int(number), call(1), Op::PopTop]);
            }
            Act::Pop => {
                ops.extend(method(name("items"), name("pop")));
                ops.extend([call(0), Op::StoreGlobal(name("y"))]);
            }
            Act::Call => ops.extend([Op::LoadGlobal(name("one")), call(0), Op::PopTop]),
            Act::Print(global) => {
                ops.extend([Op::LoadGlobal(name("print")), Op::LoadGlobal(name(global)), call(1), Op::PopTop]);
            }
            Act::Sleep => ops.extend([Op::LoadGlobal(name("sleep")), int(0), call(1), Op::PopTop]),
            Act::Own => ops.extend([Op::BuildList(0), int(1), Op::ListAppend(1), Op::PopTop]),
            Act::NewList(global, number) => ops.extend([int(number), Op::BuildList(1), Op::StoreGlobal(name(global))]),
        }
    }
}

/// One act of those that end; of those that may loop, too, if `loops`.
fn act(loops: bool) -> impl Strategy<Value = Act> {
    let global = || prop_oneof![Just("x"), Just("y")];
    let lock = || prop_oneof![3 => Just("m"), 1 => Just("n")];
    prop_oneof![
        4 => global().prop_map(Act::Add),
        2 => (global(), global()).prop_map(|(from, to)| Act::Copy(from, to)),
        2 => (global(), 0..3_i64).prop_map(|(global, number)| Act::Set(global, number)),
        2 => (global(), 0..2_i64).prop_map(|(global, number)| Act::OnlyIf(global, number)),
        2 => (global(), 0..2_i64).prop_map(move |(global, number)| if loops { Act::Spin(global, number) } else { Act::Sleep }),
        3 => lock().prop_map(Act::With),
        2 => lock().prop_map(Act::Acquire),
        2 => lock().prop_map(Act::Release),
        1 => (0..2_i64).prop_map(Act::Append),
        1 => Just(Act::Pop),
        1 => Just(Act::Call),
        1 => global().prop_map(Act::Print),
        1 => Just(Act::Sleep),
        1 => Just(Act::Own),
        1 => (global(), 0..2_i64).prop_map(|(global, number)| Act::NewList(global, number)),
    ]
}

/// Threads of at most so many acts each.
pub fn programs(loops: bool, threads: std::ops::RangeInclusive<usize>, acts: usize) -> impl Strategy<Value = Random> {
    let thread = prop::collection::vec(act(loops), 0..=acts);
    prop::collection::vec(thread, threads).prop_map(|threads| Random { threads })
}
