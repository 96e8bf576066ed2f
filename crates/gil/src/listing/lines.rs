//! One line of a listing.
//!
//! ```text
//!   to 3.12     31     >>   18 LOAD_GLOBAL              1 (NULL + f)
//!               line  mark  offset  name           number  text
//!
//!   from 3.13   31    L1:     LOAD_GLOBAL              1 (f + NULL)
//!               line  label   name                number  text
//! ```
//!
//! Only the name is always there. A listing that is written by hand may leave out everything that it does not need.
//!
//! # Keeps true
//!
//! - A line means something, or is refused by its number. Nothing is skipped but blank lines and what follows a `#`
//!   at the beginning of a line.

use super::Unreadable;

/// What a line is.
#[derive(Debug, PartialEq)]
pub(super) enum Line<'a> {
    /// `Disassembly of <code object add at 0x7f, file "x.py", line 3>:`, and what stands between `of` and the colon.
    Title(&'a str),
    /// `ExceptionTable:` and a line below it: where exceptions go. The machine has no use for it.
    Exceptions,
    /// An instruction.
    Row(Row<'a>),
    /// Nothing.
    Blank,
}

/// An instruction of a listing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row<'a> {
    /// The line of the listing, counted from 1.
    pub at: usize,
    /// The numbers before the name: a line of the Python file, an offset, both or none; which, the whole listing must
    /// tell.
    pub numbers: [Option<u32>; 2],
    /// `L1`.
    pub label: Option<&'a str>,
    /// `LOAD_GLOBAL`.
    pub name: &'a str,
    /// The number after the name.
    pub number: Option<u32>,
    /// What stands in parentheses.
    pub text: Option<&'a str>,
}

/// Reads the line that has the number `at`.
pub(super) fn read(at: usize, line: &str) -> Result<Line<'_>, Unreadable> {
    let words = line.trim();
    if words.is_empty() || words.starts_with('#') {
        return Ok(Line::Blank);
    }
    if let Some(title) = words.strip_prefix("Disassembly of ") {
        return Ok(Line::Title(title.strip_suffix(':').unwrap_or(title)));
    }
    if words == "ExceptionTable:" || words.contains(" -> ") && words.contains(" to ") && words.ends_with([']', 'i']) {
        return Ok(Line::Exceptions);
    }
    let mut row = Row { at, numbers: [None; 2], label: None, name: "", number: None, text: None };
    let mut rest = words;
    while row.name.is_empty() {
        let word;
        (word, rest) = first_word(rest);
        if is_number(word) && row.numbers[1].is_none() {
            let place = usize::from(row.numbers[0].is_some());
            row.numbers[place] = Some(number(at, word)?);
        } else if matches!(word, ">>" | "-->" | "--") {
            // Where jumps go can be told by who jumps there; what ran last, and that a line is not known, is nothing
            // to us.
        } else if let Some(label) = word.strip_suffix(':').filter(|label| is_label(label)) {
            row.label = Some(label);
        } else if is_name(word) {
            row.name = word;
        } else {
            let what =
                format!("`{words}` is no line that `dis` prints; give what `python3 -m dis FILE.py` printed, whole");
            return Err(Unreadable { line: at, what });
        }
    }
    let (word, after) = first_word(rest);
    if is_number(word) {
        row.number = Some(number(at, word)?);
        rest = after;
    }
    if let Some(text) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        row.text = Some(text);
    } else if !rest.is_empty() {
        let what = format!(
            "`{rest}` does not belong after {}: only a number may stand there, and a text in parentheses",
            row.name
        );
        return Err(Unreadable { line: at, what });
    }
    Ok(Line::Row(row))
}

fn first_word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim_start())
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(at: usize, word: &str) -> Result<u32, Unreadable> {
    word.parse().map_err(|_| Unreadable { line: at, what: format!("{word} is more than any line or offset can be") })
}

fn is_label(word: &str) -> bool {
    word.strip_prefix('L').is_some_and(is_number)
}

fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_uppercase())
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
