//! A row that is too long for its column, on several lines: the code, and below it, set in, what it did.

use super::breaks;
use super::rows::Row;
use textwrap::core::display_width;
use textwrap::{WordSeparator, WordSplitter};

/// How far the second line is set in.
const INDENT: &str = "  ";

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
        let options =
            options.word_separator(WordSeparator::Custom(breaks::code)).word_splitter(WordSplitter::NoHyphenation);
        textwrap::wrap(text, options).into_iter().map(|line| line.trim_end().to_string()).collect()
    };
    let code = lines(&row.call, "").into_iter().map(|code| Line { code, note: String::new() });
    let notes = lines(&row.note, INDENT).into_iter().map(|note| Line { code: String::new(), note });
    code.chain(notes).filter(|line| !line.code.is_empty() || !line.note.trim().is_empty()).collect()
}
