//! Where a line may be broken.
//!
//! # Keeps true
//!
//! An arrow, or `=`, stands in one line with the value behind it.

use textwrap::core::Word;

/// From this length an argument may stand on a line of its own.
const LONG_ARGUMENT: usize = 10;

/// The parts of prose: it is broken at spaces.
pub(super) fn words(text: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    split(text, at_space)
}

/// The parts of code, which is broken where one would do so by hand: also before the dot of a method, and before a long
/// argument.
pub(super) fn code(text: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    split(text, |before, after| {
        let method = after.strip_prefix('.').is_some_and(|name| name.starts_with(char::is_alphabetic));
        let is_method = method && !before.ends_with('.');
        let is_argument = before.ends_with('(') && after.find([' ', ')']).is_some_and(|length| length >= LONG_ARGUMENT);
        at_space(before, after) || is_method || is_argument
    })
}

/// Between `before` and `after` is the end of a space, and no value is parted from its arrow.
fn at_space(before: &str, after: &str) -> bool {
    let last_word = before.trim_end_matches(' ').rsplit(' ').next();
    before.ends_with(' ') && !after.starts_with(' ') && !matches!(last_word, Some("→" | "="))
}

/// `text` in parts: a new one begins wherever `breaks` of what is before and after.
fn split<'t>(text: &'t str, breaks: impl Fn(&str, &str) -> bool) -> Box<dyn Iterator<Item = Word<'t>> + 't> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (index, _) in text.char_indices().skip(1) {
        let (before, after) = text.split_at(index);
        if breaks(before, after) {
            parts.push(Word::from(&text[start..index]));
            start = index;
        }
    }
    parts.push(Word::from(&text[start..]));
    Box::new(parts.into_iter())
}
