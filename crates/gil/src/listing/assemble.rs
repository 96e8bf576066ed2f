//! All code objects of a listing, put together.
//!
//! # Keeps true
//!
//! - The first code object is the module, and its first instructions define the functions that stand under a bare name.
//! - 3.10 has no `RESUME`, and yet looks for a request as a function begins; so it gets one.

use super::names::Names;
use super::translate::{Walk, target, with_target};
use super::{Block, Place, Unreadable};
use crate::vm::{Code, CodeId, Instruction, Op, Program, Value};
use std::collections::HashMap;

/// Translates the blocks of a listing that `version` printed.
pub(super) fn program(blocks: &[Block<'_>], version: (u8, u8)) -> Result<Program, Unreadable> {
    let has_module = blocks.first().is_some_and(|block| block.title.is_none());
    let mut titles = HashMap::new();
    for (block, number) in blocks.iter().zip(u16::from(!has_module)..) {
        titles.extend(block.title.map(|title| (title, CodeId(number))));
    }
    let mut names = Names::default();
    let mut codes = Vec::new();
    let mut defined = Vec::new();
    for (block, number) in blocks.iter().zip(u16::from(!has_module)..) {
        caught(&block.rows)?;
        let title = block.title.unwrap_or("<module>");
        let object = title.strip_prefix("<code object ");
        if let (Some(title), None) = (block.title, object) {
            let name = names.number(title).map_err(|what| Unreadable { line: block.at, what })?;
            let ops = [Op::LoadConst(Value::Code(CodeId(number))), Op::MakeFunction, Op::StoreGlobal(name)];
            defined.extend(ops.map(|op| Instruction { op, line: 0, text: String::new() }));
        }
        let name = object.map_or(title, |object| object.split(" at 0x").next().unwrap_or(object).trim_end_matches('>'));
        let mut code = Walk::new(version, &block.rows, &titles, &mut names).code(block.at, name)?;
        if version == (3, 10) {
            // Not in the listing: 3.10 looks for a request when it begins a function.
            let resume = Instruction { op: Op::Resume, line: block.rows[0].source, text: String::new() };
            prepend(&mut code, vec![resume]).map_err(|what| Unreadable { line: block.at, what })?;
        }
        codes.push(code);
    }
    if !has_module {
        let ops = [Op::LoadConst(Value::None), Op::ReturnValue];
        let instructions = ops.map(|op| Instruction { op, line: 0, text: String::new() }).to_vec();
        codes.insert(0, Code { name: "<module>".to_owned(), locals: Vec::new(), keywords: Vec::new(), instructions });
    }
    prepend(&mut codes[0], defined).map_err(|what| Unreadable { line: blocks[0].at, what })?;
    let mut program = Program { version, codes, names: names.all() };
    describe(&mut program);
    Ok(program)
}

/// From 3.11 on `try` shows only where it catches: there, and not at the end of a `with` block, an exception is
/// looked at by the program's own code.
fn caught(rows: &[Place<'_>]) -> Result<(), Unreadable> {
    let catches = |pair: &&[Place<'_>]| pair[0].row.name == "PUSH_EXC_INFO" && pair[1].row.name != "WITH_EXCEPT_START";
    rows.windows(2).find(catches).map_or(Ok(()), |pair| {
        let what =
            "here an exception is caught, and this machine has no `try`: an exception ends its thread; take it out";
        Err(Unreadable { line: pair[0].row.at, what: what.to_owned() })
    })
}

/// Puts instructions before those of a code object.
fn prepend(code: &mut Code, before: Vec<Instruction>) -> Result<(), String> {
    let length = u16::try_from(before.len() + code.instructions.len())
        .map_err(|_| "it has more than 65,535 instructions".to_owned());
    let shift = length.map(|_| before.len() as u16)?;
    for instruction in &mut code.instructions {
        if let Some(to) = target(instruction.op) {
            instruction.op = with_target(instruction.op, to + shift);
        }
    }
    code.instructions.splice(0..0, before);
    Ok(())
}

/// Says of each instruction that has no row of its own what it is.
fn describe(program: &mut Program) {
    let texts: Vec<Vec<_>> = program
        .codes
        .iter()
        .map(|code| {
            let text = |op| match op {
                Op::LoadFast(local) => format!("LOAD_FAST {}", code.locals[usize::from(local)]),
                Op::StoreFast(local) => format!("STORE_FAST {}", code.locals[usize::from(local)]),
                other => program.text(other),
            };
            code.instructions
                .iter()
                .map(
                    |instruction| {
                        if instruction.text.is_empty() { text(instruction.op) } else { instruction.text.clone() }
                    },
                )
                .collect()
        })
        .collect();
    for (code, texts) in program.codes.iter_mut().zip(texts) {
        for (instruction, text) in code.instructions.iter_mut().zip(texts) {
            instruction.text = text;
        }
    }
}
