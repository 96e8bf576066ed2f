//! What each key does to the state.
//!
//! # Keeps true
//!
//! While something is typed (a search) or asked (whether to reset), a key has that one meaning and no other.

use super::keys::Key;
use super::state::{Page, State, Task};
use crate::words::watch as words;

impl State<'_> {
    /// Takes a key; what is to be done about it outside of the state.
    pub(super) fn press(&mut self, key: Key) -> Option<Task> {
        let found = if let Page::List { search, .. } = &self.page { self.matching(search) } else { Vec::new() };
        match (&mut self.page, key) {
            (Page::List { search, chosen }, key) => {
                match key {
                    Key::Char(letter) => {
                        search.push(letter);
                        *chosen = 0;
                    }
                    Key::Backspace => {
                        search.pop();
                        *chosen = 0;
                    }
                    Key::Down if *chosen + 1 < found.len() => *chosen += 1,
                    Key::Up => *chosen = chosen.saturating_sub(1),
                    Key::Enter => return found.get(*chosen).and_then(|at| self.go_to(*at)),
                    Key::Escape => self.turn_to(Page::Verdict),
                    _ => {}
                }
                return None;
            }
            (Page::Reset, Key::Char('y')) => {
                self.turn_to(Page::Verdict);
                return Some(Task::Reset);
            }
            // Any other key is a no, and is not taken for what it means elsewhere.
            (Page::Reset, _) => {
                self.turn_to(Page::Verdict);
                return None;
            }
            (Page::Welcome, Key::Enter) => {
                self.turn_to(Page::Verdict);
                return None;
            }
            _ => {}
        }
        match key {
            Key::Char('q') => return Some(Task::Quit),
            Key::Char('n') => return self.go_to((self.at + 1).min(self.marks.len() - 1)),
            Key::Char('p') => return self.go_to(self.at.saturating_sub(1)),
            Key::Char('b') => return Some(Task::OpenBook),
            Key::Char('o') => return Some(Task::OpenEditor),
            Key::Char('r') => self.turn_to(Page::Reset),
            Key::Char('l') => self.turn_to(Page::List { search: String::new(), chosen: self.at }),
            Key::Char('h') => {
                let levels = self.exercise().hints().map_or(1, |hints| hints.len());
                self.hints = (self.hints + usize::from(self.page == Page::Hint || self.hints == 0)).min(levels);
                self.turn_to(Page::Hint);
            }
            Key::Char('e') if self.is_solved() => self.turn_to(Page::Explain),
            Key::Char('e') => self.note = Some(words::explain_later().into()),
            Key::Char('?') => self.turn_to(Page::Keys),
            Key::Escape => self.turn_to(Page::Verdict),
            Key::Enter => {
                self.turn_to(Page::Verdict);
                return Some(Task::Judge);
            }
            Key::Down => self.top += 1,
            Key::Up => self.top = self.top.saturating_sub(1),
            Key::Char(' ') | Key::PageDown => self.top += 10,
            Key::PageUp => self.top = self.top.saturating_sub(10),
            _ => {}
        }
        None
    }

    /// Shows another page, from its top.
    pub(super) fn turn_to(&mut self, page: Page) {
        (self.page, self.top, self.note) = (page, 0, None);
    }

    fn go_to(&mut self, at: usize) -> Option<Task> {
        self.turn_to(Page::Verdict);
        if at == self.at {
            self.note = Some(words::no_further(at > 0 || self.marks.len() == 1).into());
            return None;
        }
        (self.at, self.ended, self.hints) = (at, None, 0);
        Some(Task::Judge)
    }
}
