//! Programs written by hand, instruction by instruction.

use gil::explore::{Exploration, Options, explore};
use gil::vm::{Arithmetic, Code, CodeId, Instruction, Name, Op, Program, State, Switches, Value};

/// A program that is being written. The module defines the functions in their order, then does what [`Writer::module`] says.
pub struct Writer {
    program: Program,
    module: Vec<Op>,
}

impl Writer {
    pub fn new(version: (u8, u8)) -> Self {
        let program = Program { version, codes: vec![code("<module>")], names: Vec::new() };
        Writer { program, module: Vec::new() }
    }

    pub fn name(&mut self, text: &str) -> Name {
        self.program.find_name(text).unwrap_or_else(|| {
            self.program.names.push(text.to_owned());
            Name(self.program.names.len() as u16 - 1)
        })
    }

    /// Writes a function, and `def` in the module. `None` is returned at its end.
    pub fn function(&mut self, name: &str, ops: Vec<Op>) {
        let id = CodeId(self.program.codes.len() as u16);
        self.program.codes.push(code(name));
        self.end(id, ops);
        let name = self.name(name);
        self.module.extend([Op::LoadConst(Value::Code(id)), Op::MakeFunction, Op::StoreGlobal(name)]);
    }

    /// Writes more of the module.
    pub fn module(&mut self, ops: Vec<Op>) {
        self.module.extend(ops);
    }

    /// `name = value` in the module.
    pub fn set(&mut self, name: &str, value: i64) {
        let name = self.name(name);
        self.module.extend([int(value), Op::StoreGlobal(name)]);
    }

    /// `name = Lock()` in the module; `from threading import Lock` is not among the machine's instructions, so it says `threading.Lock()`.
    pub fn lock(&mut self, name: &str) {
        let (threading, lock, name) = (self.name("threading"), self.name("Lock"), self.name(name));
        let import = [int(0), Op::LoadConst(Value::None), Op::ImportName(threading)];
        self.module.extend(import);
        self.module.extend([Op::LoadAttr(lock), call(0), Op::StoreGlobal(name)]);
    }

    /// `global += number`.
    pub fn add(&mut self, global: &str, number: i64) -> Vec<Op> {
        let name = self.name(global);
        vec![Op::LoadGlobal(name), int(number), Op::BinaryOp(Arithmetic::InplaceAdd), Op::StoreGlobal(name)]
    }

    /// `with lock:` around a block.
    pub fn with(&mut self, lock: &str, block: Vec<Op>) -> Vec<Op> {
        let mut ops = vec![Op::LoadGlobal(self.name(lock)), Op::BeforeWith, Op::PopTop];
        ops.extend(block);
        let none = Op::LoadConst(Value::None);
        ops.extend([none, none, none, call(3), Op::PopTop]);
        ops
    }

    pub fn done(mut self) -> Program {
        let module = std::mem::take(&mut self.module);
        self.end(CodeId(0), module);
        self.program
    }

    fn end(&mut self, id: CodeId, mut ops: Vec<Op>) {
        ops.extend([Op::LoadConst(Value::None), Op::ReturnValue]);
        let instruction = |op| Instruction { op, line: 0, text: self.program.text(op) };
        self.program.codes[usize::from(id.0)].instructions = ops.into_iter().map(instruction).collect();
    }
}

pub fn int(number: i64) -> Op {
    Op::LoadConst(Value::Int(number))
}

pub fn call(arguments: u8) -> Op {
    Op::Call { arguments, keywords: 0, first: 0 }
}

/// Explores the program's functions of these names, beside each other.
pub fn beside(program: &Program, names: &[&str], switches: Switches) -> Exploration {
    explore(program, &State::functions(program, names).unwrap(), Options::new(switches))
}

/// What `dis` of that version printed of `tests/listings/programs/NAME.py`.
pub fn recorded(version: &str, name: &str) -> Program {
    let path = format!("{}/tests/listings/{version}/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    let listing = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (major, minor) = version.split_once('.').unwrap();
    gil::listing::read_as(&listing, (major.parse().unwrap(), minor.parse().unwrap())).unwrap()
}

fn code(name: &str) -> Code {
    Code { name: name.to_owned(), locals: Vec::new(), keywords: Vec::new(), instructions: Vec::new() }
}
