//! Reads what CPython's `dis` prints, and makes a program of it that the machine runs.
//!
//! ```text
//!   x.py ── python3 -m dis x.py ──▶ a text like this                               ──▶ vm::Program
//!
//!                                   3     0 RESUME                   0
//!                                   5     2 LOAD_GLOBAL              0 (counter)
//!                                        12 LOAD_CONST               1 (1)
//!                                        14 BINARY_OP               13 (+=)
//!                                        18 STORE_GLOBAL             0 (counter)
//! ```
//!
//! | file | what |
//! |---|---|
//! | `lines` | one line: its parts |
//! | `constants` | what `repr` printed |
//! | `names` | each name once |
//! | `version` | which CPython printed it |
//! | `opcodes` | what each name of each version means |
//! | `stack` | what an instruction takes and leaves, so that none finds the stack empty |
//! | `translate` | a code object: a walk through its rows |
//! | `rows`, `values`, `calls`, `operands` | what one row becomes |
//! | `cannot` | why some cannot become anything |
//! | `assemble` | a program of all code objects |
//!
//! You can write such a text by hand. Then offsets, labels nobody jumps to, numbers beside texts, and the lines of
//! the Python file may all be left out, and a function needs no object in the module: below `Disassembly of add:`
//! stands one that is there, under the name `add`, before the module begins. So is what `dis.dis(some_module)`
//! prints. What `dis.dis(f)` prints for one function has no such line, and is run as if it was a module; put the line
//! above it if threads are to call it.
//!
//! # Keeps true
//!
//! - Whatever the text is, it becomes a program whose instructions all find what they need, or is refused with a line
//!   and a reason. Nothing here panics.
//!
//! # Left out
//!
//! What the machine does not have: `cannot` says what and why. `try` is refused even where no exception comes, since
//! from 3.11 on a listing does not show where it begins.

mod lines;

mod constants;

mod names;

mod version;

mod opcodes;

mod stack;

mod translate;

mod rows;

mod values;

mod calls;

mod operands;

mod cannot;

mod assemble;

use crate::vm::Program;
use assemble::program;
use lines::{Line, Row};
use std::fmt;

/// How many functions a program may have.
const CODES: usize = 1_000;

/// Why a listing cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The line of the listing, counted from 1.
    pub line: usize,
    /// What stands there, and what to do about it.
    pub what: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for Unreadable {}

/// A row and where it stands.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    row: Row<'a>,
    /// The line of the Python file; 0 where it is not known.
    source: u32,
    /// Its offset, where the listing has offsets.
    offset: Option<u32>,
}

/// A code object of the listing.
struct Block<'a> {
    /// What stands above it; nothing above the module.
    title: Option<&'a str>,
    /// The line where it begins.
    at: usize,
    rows: Vec<Place<'a>>,
}

/// Reads a listing. Which version printed it is told by what is in it; where that fits several, it is the oldest of
/// them.
///
/// # Errors
///
/// The first line that this machine cannot do, or that no `dis` prints.
pub fn read(text: &str) -> Result<Program, Unreadable> {
    let blocks = blocks(text)?;
    let version = version::guess(blocks.iter().flat_map(|block| block.rows.iter().copied()))?;
    program(&blocks, version)
}

/// Reads the listing that this version printed, such as `(3, 10)`.
///
/// # Errors
///
/// As [`read`]; and a version that is older than 3.9 or newer than 3.14, as line 0.
pub fn read_as(text: &str, version: (u8, u8)) -> Result<Program, Unreadable> {
    if !((3, 9)..=(3, 14)).contains(&version) {
        let what = format!("the listings of Python 3.9 to 3.14 are known, not those of {}.{}", version.0, version.1);
        return Err(Unreadable { line: 0, what });
    }
    program(&blocks(text)?, version)
}

fn blocks(text: &str) -> Result<Vec<Block<'_>>, Unreadable> {
    let mut blocks = Vec::new();
    for (at, line) in (1..).zip(text.lines()) {
        match lines::read(at, line)? {
            Line::Title(title) => blocks.push(Block { title: Some(title), at, rows: Vec::new() }),
            Line::Row(row) => {
                if blocks.is_empty() {
                    blocks.push(Block { title: None, at, rows: Vec::new() });
                }
                let place = Place { row, source: 0, offset: None };
                blocks.last_mut().into_iter().for_each(|block| block.rows.push(place));
            }
            Line::Exceptions | Line::Blank => {}
        }
    }
    if blocks.is_empty() {
        let what = "there is no instruction here; give what `python3 -m dis FILE.py` printed".to_owned();
        return Err(Unreadable { line: 1, what });
    }
    if blocks.len() > CODES {
        let what = format!("more than {CODES} functions are more than this machine reads");
        return Err(Unreadable { line: blocks[CODES].at, what });
    }
    // Where some row has two numbers before its name, one alone is an offset; otherwise it is a line.
    let has_offsets = blocks.iter().flat_map(|block| &block.rows).any(|place| place.row.numbers[1].is_some());
    for block in &mut blocks {
        let mut source = 0;
        for place in &mut block.rows {
            let (line, offset) = match place.row.numbers {
                [only, None] if has_offsets => (None, only),
                [line, offset] => (line, offset),
            };
            source = line.unwrap_or(source);
            (place.source, place.offset) = (source, offset);
        }
    }
    Ok(blocks)
}
