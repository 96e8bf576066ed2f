//! A row that is too long for its column, on several lines: the code, and below it, set in, what it did.
//!
//! Code is broken where one would break it by hand: before the dot of a method, before an argument, at a space.

use super::rows::Row;
use textwrap::core::{Word, display_width};
use textwrap::{WordSeparator, WordSplitter};

/// How far the second line is set in.
const INDENT: &str = "  ";
/// From this length an argument may stand on a line of its own.
const LONG_ARGUMENT: usize = 10;

/// One line of a row: code, then what it did.
pub(super) struct Line {
    pub code: String,
    pub note: String,
}

/// A row on one line.
pub(super) fn whole(row: &Row) -> Line {
    let gap = if row.call.is_empty() || row.note.is_empty() { "" } else { "  " };
    Line { code: row.call.clone(), note: format!("{gap}{}", row.note) }
}

impl Line {
    /// How wide it is on the screen.
    pub fn width(&self) -> usize {
        display_width(&self.code) + display_width(&self.note)
    }
}

/// A row on as many lines as it needs.
pub(super) fn fold(row: &Row, width: usize) -> Vec<Line> {
    let whole = whole(row);
    if whole.width() <= width {
        return vec![whole];
    }
    let lines = |text: &str, first: &str| -> Vec<String> {
        let options = textwrap::Options::new(width).initial_indent(first).subsequent_indent(INDENT);
        let options = options.word_separator(WordSeparator::Custom(parts)).word_splitter(WordSplitter::NoHyphenation);
        textwrap::wrap(text, options).into_iter().map(|line| line.trim_end().to_string()).collect()
    };
    let code = lines(&row.call, "").into_iter().map(|code| Line { code, note: String::new() });
    let notes = lines(&row.note, INDENT).into_iter().map(|note| Line { code: String::new(), note });
    code.chain(notes).filter(|line| !line.code.is_empty() || !line.note.trim().is_empty()).collect()
}

/// The parts of a text between which a line may be broken: after a space, as in prose, before the dot of a method, and
/// before a long argument.
fn parts(text: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (index, c) in text.char_indices() {
        let is_method = c == '.' && before != '.' && text[index + 1..].starts_with(|c: char| c.is_alphabetic());
        let is_argument = before == '(' && text[index..].find([' ', ')']).is_some_and(|length| length >= LONG_ARGUMENT);
        if index > start && ((before == ' ' && c != ' ') || is_method || is_argument) {
            parts.push(Word::from(&text[start..index]));
            start = index;
        }
        before = c;
    }
    parts.push(Word::from(&text[start..]));
    Box::new(parts.into_iter())
}
