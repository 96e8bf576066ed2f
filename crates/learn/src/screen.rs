//! How text goes to the screen: its width, its colours, and the plain form without either.
//!
//! # Keeps true
//!
//! In the plain form every line reads well aloud: no colour, no box, no sign that stands for a word.

use anstyle::{AnsiColor, Style};
use std::env;
use std::io::IsTerminal;
use std::process::Command;

/// The screen that a command writes to.
#[derive(Clone, Debug)]
pub struct Screen {
    /// How many columns it has.
    pub width: usize,
    /// Whether text stays plain.
    pub plain: bool,
}

/// What a piece of text is, not what colour it has.
#[derive(Clone, Copy, Debug)]
pub enum Tone {
    /// Solved.
    Good,
    /// Wrong.
    Bad,
    /// Neither, yet.
    Open,
    /// A heading.
    Strong,
    /// Beside the point.
    Quiet,
}

/// What decides how a screen looks.
#[derive(Clone, Copy, Debug, Default)]
struct Asked<'a> {
    plain: bool,
    no_color: Option<&'a str>,
    interleave_plain: Option<&'a str>,
    force: Option<&'a str>,
    term: Option<&'a str>,
    is_terminal: bool,
}

impl Screen {
    /// The screen on standard output; `plain` is the command line's word on it.
    pub fn detect(plain: bool) -> Screen {
        let var = |name| env::var(name).ok();
        let (no_color, ours, force, term) =
            (var("NO_COLOR"), var("INTERLEAVE_PLAIN"), var("CLICOLOR_FORCE"), var("TERM"));
        let asked = Asked {
            plain,
            no_color: no_color.as_deref(),
            interleave_plain: ours.as_deref(),
            force: force.as_deref(),
            term: term.as_deref(),
            is_terminal: std::io::stdout().is_terminal(),
        };
        let said = var("COLUMNS").and_then(|columns| columns.trim().parse().ok()).filter(|width| *width > 0);
        let seen = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        Screen { width: said.or(seen).unwrap_or(80).clamp(40, 200), plain: asked.is_plain() }
    }

    /// A plain screen of this width.
    pub fn plain(width: usize) -> Screen {
        Screen { width, plain: true }
    }

    /// Tells a test's process about the screen that its drawing will be shown on.
    pub fn hand_on(&self, command: &mut Command) {
        command.env("COLUMNS", self.width.to_string());
        for name in ["NO_COLOR", "INTERLEAVE_PLAIN", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command.env(if self.plain { "INTERLEAVE_PLAIN" } else { "CLICOLOR_FORCE" }, "1");
    }

    /// The text in its colour, or as it is on a plain screen.
    pub fn paint(&self, tone: Tone, text: &str) -> String {
        if self.plain {
            return text.to_owned();
        }
        let style = match tone {
            Tone::Good => Style::new().bold().fg_color(Some(AnsiColor::Green.into())),
            Tone::Bad => Style::new().bold().fg_color(Some(AnsiColor::Red.into())),
            Tone::Open => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
            Tone::Strong => Style::new().bold(),
            Tone::Quiet => Style::new().dimmed(),
        };
        format!("{style}{text}{style:#}")
    }

    /// The text broken at spaces to lines that fit, each after `indent` spaces. Its own line breaks stay.
    pub fn wrap(&self, indent: usize, text: &str) -> String {
        self.wrap_hanging(indent, indent, text)
    }

    /// As [`Screen::wrap`], with an indent of its own for what goes on from a line.
    pub fn wrap_hanging(&self, first: usize, later: usize, text: &str) -> String {
        let (first, later) = (" ".repeat(first), " ".repeat(later));
        // Beyond a hundred columns the eye loses the next line.
        let options = textwrap::Options::new(self.width.min(100))
            .initial_indent(&first)
            .subsequent_indent(&later)
            // A path or a command is never broken: it could not be clicked or copied.
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let lines = text.lines().flat_map(|line| textwrap::wrap(line, &options));
        lines.map(|line| line.trim_end().to_owned() + "\n").collect()
    }
}

impl Asked<'_> {
    fn is_plain(&self) -> bool {
        let on = |value: Option<&str>| value.is_some_and(|value| !value.is_empty() && value != "0");
        // NO_COLOR counts whatever it is set to, as long as it is not empty (no-color.org).
        let refused = self.plain || self.no_color.is_some_and(|value| !value.is_empty()) || on(self.interleave_plain);
        let able = self.is_terminal && self.term != Some("dumb");
        refused || !(able || on(self.force))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_broken_at_spaces_and_long_words_are_not() {
        let screen = Screen::plain(40);
        let text = "one two three four five six seven eight\nexercises/gil/g02-two-holders/src/lib.rs\n  left: 1";
        assert_eq!(
            screen.wrap(2, text),
            "  one two three four five six seven\n  eight\n  exercises/gil/g02-two-holders/src/lib.rs\n    left: 1\n"
        );
    }

    #[test]
    fn the_screen_is_plain_unless_a_terminal_can_do_more_and_nobody_minds() {
        let terminal = Asked { is_terminal: true, term: Some("xterm"), ..Asked::default() };
        let piped = Asked { is_terminal: false, ..terminal };
        let table = [
            (terminal, false),
            (piped, true),
            (Asked { plain: true, ..terminal }, true),
            (Asked { term: Some("dumb"), ..terminal }, true),
            (Asked { no_color: Some("1"), ..terminal }, true),
            (Asked { no_color: Some(""), ..terminal }, false),
            (Asked { interleave_plain: Some("1"), ..terminal }, true),
            (Asked { interleave_plain: Some("0"), ..terminal }, false),
            (Asked { force: Some("1"), ..piped }, false),
            (Asked { force: Some("1"), plain: true, ..piped }, true),
        ];
        for (asked, plain) in table {
            assert_eq!(asked.is_plain(), plain, "{asked:?}");
        }
    }

    #[test]
    fn a_plain_screen_adds_nothing_to_a_text() {
        assert_eq!(Screen::plain(80).paint(Tone::Bad, "wrong"), "wrong");
        assert_ne!(Screen { width: 80, plain: false }.paint(Tone::Bad, "wrong"), "wrong");
    }
}
