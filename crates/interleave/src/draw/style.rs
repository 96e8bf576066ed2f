//! How a drawing is written: its width, its colours, its characters.
//!
//! Colours are few: what failed is bold and red, what may be skipped is dim, and each thread's name has its own. They only
//! repeat what marks and words say. The threads' colours were chosen to stand out from white and from black alike.

use super::breaks;
use std::io::IsTerminal;

/// Wider than this a row's end is too far from its beginning.
const WIDEST: usize = 160;
/// Narrower than this nothing can be drawn; lines are longer then.
const NARROWEST: usize = 30;
/// One for each thread from A on, in the palette of 256 colours.
pub(super) const THREADS: [u8; 5] = [31, 133, 29, 130, 97];

/// Width, colour and characters of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// How many columns the terminal has.
    pub width: usize,
    /// Whether to write ANSI colour codes.
    pub colour: bool,
    /// Whether to use ASCII only and one spoken line a step, for screen readers and logs.
    pub ascii: bool,
}

impl Style {
    /// What the environment asks for, for a drawing on standard error.
    ///
    /// `COLUMNS` gives the width, else the terminal does, else it is 80. `INTERLEAVE_PLAIN=1` asks for the plain form,
    /// `NO_COLOR=1` for no colour, `CLICOLOR_FORCE=1` for colour even where there is no terminal.
    pub fn from_env() -> Self {
        let stderr = std::io::stderr();
        let terminal = terminal_size::terminal_size_of(&stderr).map(|(width, _)| usize::from(width.0));
        Self::from_vars(|name| std::env::var(name).ok(), terminal, stderr.is_terminal())
    }

    /// [`Style::from_env`] with the environment as an argument: its variables, the terminal's width, whether there is one.
    pub fn from_vars(var: impl Fn(&str) -> Option<String>, terminal: Option<usize>, is_terminal: bool) -> Self {
        let on = |name| var(name).is_some_and(|value| !value.is_empty() && value != "0");
        let ascii = on("INTERLEAVE_PLAIN");
        let columns = var("COLUMNS").and_then(|columns| columns.trim().parse().ok()).filter(|width| *width > 0);
        Style {
            width: columns.or(terminal).unwrap_or(80),
            colour: !ascii && !on("NO_COLOR") && (is_terminal || on("CLICOLOR_FORCE")),
            ascii,
        }
    }

    /// The width that is used: of a very wide terminal only a part.
    pub(super) fn room(&self) -> usize {
        self.width.clamp(NARROWEST, WIDEST)
    }

    /// `text` folded into lines that begin with `first` and `rest`, each ended by a line break.
    pub(super) fn wrap(&self, text: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(self.room())
            .initial_indent(first)
            .subsequent_indent(rest)
            // A path or a name has hyphens of its own.
            .word_separator(textwrap::WordSeparator::Custom(breaks::words))
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::wrap(text, options).iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// A paragraph above or below a table: set in by one, but not in the plain form.
    pub(super) fn paragraph(&self, text: &str) -> String {
        let indent = if self.ascii { "" } else { " " };
        self.wrap(&one_line(text), indent, indent)
    }

    /// For what failed.
    pub(super) fn alarm(&self, text: &str) -> String {
        self.paint("1;31", text)
    }

    /// For what may be skipped.
    pub(super) fn dim(&self, text: &str) -> String {
        self.paint("2", text)
    }

    /// For the name of thread number `thread`.
    pub(super) fn name(&self, thread: usize, text: &str) -> String {
        self.paint(&format!("1;38;5;{}", THREADS[thread % THREADS.len()]), text)
    }

    /// Paints each line by itself, so that a pager that shows one line shows its colour too.
    fn paint(&self, code: &str, text: &str) -> String {
        if !self.colour || text.is_empty() {
            return text.to_string();
        }
        let paint = |line: &str| if line.is_empty() { String::new() } else { format!("\x1b[{code}m{line}\x1b[0m") };
        text.split('\n').map(paint).collect::<Vec<_>>().join("\n")
    }
}

/// `text` on one line, without characters that would move the cursor or hide what follows.
pub(super) fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
