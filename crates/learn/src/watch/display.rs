//! The terminal: a screen that is drawn over, or, in the plain form, lines that follow each other.
//!
//! # Keeps true
//!
//! When a [`Display`] is dropped, also by a panic, the terminal is as it was when it was opened.

use super::alive;
use super::keys::{self, Key};
use super::view::Frame;
use crate::screen::Screen;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{self, BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{event, execute, queue};
use std::io::{self, Write};
use std::time::Duration;

/// The terminal while the watcher has it.
pub struct Display {
    plain: bool,
    is_ours: bool,
    last: Option<Frame>,
    /// The last title, also while a page without one is shown.
    title: String,
}

impl Display {
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn open(plain: bool) -> io::Result<Display> {
        let mut display = Display { plain, is_ours: false, last: None, title: String::new() };
        display.take()?;
        Ok(display)
    }

    fn take(&mut self) -> io::Result<()> {
        terminal::enable_raw_mode()?;
        self.is_ours = true;
        if !self.plain {
            execute!(io::stdout(), EnterAlternateScreen, Hide)?;
        }
        Ok(())
    }

    fn give_back(&mut self) {
        if self.is_ours {
            // A terminal that is gone needs nothing.
            if !self.plain {
                let _ = execute!(io::stdout(), Show, LeaveAlternateScreen);
            }
            let _ = terminal::disable_raw_mode();
            self.is_ours = false;
        }
    }

    /// Gives the terminal to somebody else for as long as they run.
    ///
    /// # Errors
    ///
    /// When it cannot be taken back.
    pub fn lend<T>(&mut self, borrower: impl FnOnce() -> T) -> io::Result<T> {
        self.give_back();
        let answer = borrower();
        self.take()?;
        self.last = None;
        Ok(answer)
    }

    /// The screen as it is now. Its width changes with the window.
    pub fn screen(&self) -> Screen {
        Screen::detect(self.plain)
    }

    /// A key, if one is pressed within this time.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn key(&mut self, within: Duration) -> io::Result<Option<Key>> {
        alive::check()?;
        if !event::poll(within)? {
            return Ok(None);
        }
        let key = keys::key(&event::read()?);
        if key == Some(Key::Resized) {
            self.last = None;
        }
        Ok(key)
    }

    /// Shows a frame. The answer is how many of its lines are above the screen: no more than there are.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn show(&mut self, frame: &Frame) -> io::Result<usize> {
        if self.last.as_ref() == Some(frame) {
            return Ok(frame.top);
        }
        let top = if self.plain { self.append(frame).map(|()| 0)? } else { draw(frame)? };
        if !frame.title.is_empty() {
            self.title.clone_from(&frame.title);
        }
        self.last = Some(Frame { top, ..frame.clone() });
        Ok(top)
    }

    /// Prints what is new, so that a screen reader reads nothing twice.
    fn append(&self, frame: &Frame) -> io::Result<()> {
        let none = Frame::default();
        let last = self.last.as_ref().unwrap_or(&none);
        let parts = [
            (&frame.header, &last.header),
            (&frame.title, &self.title),
            (&frame.body, &last.body),
            (&frame.status, &last.status),
            (&frame.keys, &last.keys),
        ];
        let text: String = parts.iter().filter(|(now, before)| now != before).map(|(now, _)| now.as_str()).collect();
        // In raw mode a line feed does not go back to the edge.
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.replace('\n', "\r\n").as_bytes())?;
        stdout.flush()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// Draws over the whole screen, the page between a header and a footer that stay.
fn draw(frame: &Frame) -> io::Result<usize> {
    let (columns, rows) = terminal::size()?;
    let (lines, top) = lay_out(frame, usize::from(columns), usize::from(rows));
    let mut stdout = io::stdout().lock();
    queue!(stdout, BeginSynchronizedUpdate, MoveTo(0, 0))?;
    for (row, line) in (0..rows).zip(&lines) {
        queue!(stdout, MoveTo(0, row))?;
        write!(stdout, "{line}\u{1b}[0m")?;
        queue!(stdout, Clear(ClearType::UntilNewLine))?;
    }
    if lines.len() < usize::from(rows) {
        queue!(stdout, MoveTo(0, u16::try_from(lines.len()).unwrap_or(rows)), Clear(ClearType::FromCursorDown))?;
    }
    queue!(stdout, EndSynchronizedUpdate)?;
    stdout.flush()?;
    Ok(top)
}

/// The rows of a frame on a screen of this size, and how many lines of the page are above them.
fn lay_out(frame: &Frame, columns: usize, rows: usize) -> (Vec<String>, usize) {
    let options = textwrap::Options::new(columns.max(1)).break_words(true);
    let fold = |text: &str| -> Vec<String> {
        let lines = text.trim_end_matches('\n').split('\n');
        lines.flat_map(|line| textwrap::wrap(line, &options)).map(|line| line.into_owned()).collect()
    };
    let page = format!("{}{}", frame.title, frame.body);
    let (header, body) = (fold(&frame.header), fold(&page));
    // A folded line before it moves it down.
    let before = page.lines().take(frame.focus.unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let focus = frame.focus.map(|line| if line == 0 { 0 } else { fold(&before).len() });
    let footer = [fold(&frame.status), fold(&frame.keys)].concat();
    let room = rows.saturating_sub(header.len() + footer.len() + 2).max(1);
    let most = body.len().saturating_sub(room);
    let top = frame.top.min(most);
    let top = focus.map_or(top, |line| top.clamp((line + 1).saturating_sub(room), line));
    let below = body.len().saturating_sub(top + room);
    let more = if below > 0 { crate::words::watch::more_below(below) } else { String::new() };
    let more = more.chars().take(columns).collect();
    let mut lines = header;
    lines.push(String::new());
    lines.extend(body.into_iter().skip(top).take(room));
    // The footer stays at the bottom, where the eye finds it again.
    lines.resize(rows.saturating_sub(footer.len() + 1).max(lines.len()), String::new());
    lines.push(more);
    lines.extend(footer);
    lines.truncate(rows);
    (lines, top)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(body: &str, top: usize) -> Frame {
        let [header, status, keys] = ["head", "state", "keys"].map(|text| format!("{text}\n"));
        Frame { header, body: body.to_owned(), top, status, keys, ..Frame::default() }
    }

    #[test]
    fn a_page_that_is_too_long_says_how_much_is_below_and_can_be_scrolled() {
        let body: String = (1..=9).map(|line| format!("{line}\n")).collect();
        let (shown, _) = lay_out(&frame(&body, 0), 40, 9);
        assert_eq!(shown[..6], ["head", "", "1", "2", "3", "4"]);
        assert_eq!(shown[7..], ["state", "keys"]);
        assert!(shown[6].contains("5 more lines"), "{shown:?}");
        let (shown, top) = lay_out(&frame(&body, 99), 40, 9);
        assert_eq!(shown, ["head", "", "6", "7", "8", "9", "", "state", "keys"]);
        assert_eq!(top, 5, "scrolling further than there are lines leads no further");
    }

    #[test]
    fn the_chosen_line_is_always_on_the_screen() {
        let body: String = (0..40).map(|line| format!("{line}\n")).collect();
        let mut top = 0;
        for chosen in (0..40).chain((0..40).rev()) {
            let (shown, now) = lay_out(&Frame { focus: Some(chosen), ..frame(&body, top) }, 40, 9);
            assert!(shown[2..6].contains(&chosen.to_string()), "{chosen} is not in {shown:?}");
            assert!(now.abs_diff(top) <= 1, "the page moves only as far as it must");
            top = now;
        }
    }

    #[test]
    fn lines_that_are_too_wide_are_folded_and_not_cut() {
        let (shown, _) = lay_out(&frame("abcdefghij", 0), 4, 24);
        assert_eq!(shown[2..5], ["abcd", "efgh", "ij"]);
        assert_eq!((shown.len(), shown.last().map(String::as_str)), (24, Some("keys")), "the footer is at the bottom");
    }
}
