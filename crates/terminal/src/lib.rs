//! A program in a pseudo-terminal, and the screen that it draws.
//!
//! Tests of `cargo learn` press its keys through this, and the book's pictures of it are taken with it.
//!
//! # Keeps true
//!
//! - Waiting ends as soon as what is waited for is there. It never lasts for ever: after [`LIMIT`] it is an error that shows
//!   the screen.
//! - A screen that is half drawn is not looked at: a program that says where its drawings begin and end (a synchronized update) is
//!   seen in between them only.

mod frames;
mod svg;

use frames::Frames;
pub use portable_pty::CommandBuilder;
use portable_pty::{Child, MasterPty, PtySize, native_pty_system};
use std::fmt;
use std::io::{self, Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// How long a program may take until the screen is as expected.
pub const LIMIT: Duration = Duration::from_secs(60);

/// A running program and its screen. Dropping it kills the program.
pub struct Terminal {
    shown: Arc<Shown>,
    keys: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

/// The screen, and a bell for whoever waits for it to change.
struct Shown {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: vt100::Parser<Frames>,
    ended: bool,
}

/// The screen did not come to show what was waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What was waited for.
    pub what: String,
    /// What the screen showed instead.
    pub screen: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} did not come. The screen shows:\n{}", self.what, self.screen)
    }
}

impl std::error::Error for Missing {}

impl Terminal {
    /// Starts a program on a screen of this size.
    ///
    /// # Errors
    ///
    /// When the system has no pseudo-terminal left, or the program cannot be started.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> io::Result<Terminal> {
        let pair = native_pty_system().openpty(size(columns, rows)).map_err(io::Error::other)?;
        let child = pair.slave.spawn_command(command).map_err(io::Error::other)?;
        // Or the end of the program would not be the end of its output.
        drop(pair.slave);
        let mut output = pair.master.try_clone_reader().map_err(io::Error::other)?;
        let keys = pair.master.take_writer().map_err(io::Error::other)?;
        let parser = vt100::Parser::new_with_callbacks(rows, columns, 0, Frames::default());
        let state = State { parser, ended: false };
        let shown = Arc::new(Shown { state: Mutex::new(state), changed: Condvar::new() });
        thread::spawn({
            let shown = Arc::clone(&shown);
            move || {
                let mut bytes = [0; 4096];
                while let Ok(count @ 1..) = output.read(&mut bytes) {
                    shown.lock().parser.process(&bytes[..count]);
                    shown.changed.notify_all();
                }
                shown.lock().ended = true;
                shown.changed.notify_all();
            }
        });
        Ok(Terminal { shown, keys, master: pair.master, child })
    }

    /// Presses keys: `"h"`, `"\r"` for Enter, `"\u{3}"` for Ctrl-C, `"\u{1b}"` for Escape.
    ///
    /// # Errors
    ///
    /// When the program has ended.
    pub fn press(&mut self, keys: &str) -> io::Result<()> {
        self.keys.write_all(keys.as_bytes())?;
        self.keys.flush()
    }

    /// Whether the screen shows this text now; how much blank stands between its words does not matter.
    pub fn shows(&self, text: &str) -> bool {
        words(&self.screen()).contains(&words(text))
    }

    /// Waits until the screen shows this text; how much blank stands between its words does not matter.
    ///
    /// # Errors
    ///
    /// After [`LIMIT`], or when the program has ended without showing it.
    pub fn wait_for(&self, text: &str) -> Result<(), Missing> {
        self.wait_until(&format!("`{text}`"), |screen| words(screen).contains(&words(text)))
    }

    /// Waits until the screen is like this.
    ///
    /// # Errors
    ///
    /// As [`Terminal::wait_for`].
    pub fn wait_until(&self, what: &str, is_so: impl Fn(&str) -> bool) -> Result<(), Missing> {
        self.wait(what, |state| is_so(&text(&state.parser)), |state| state.ended)
    }

    /// Waits until the program has ended; its exit code.
    ///
    /// # Errors
    ///
    /// After [`LIMIT`].
    pub fn wait_for_end(&mut self) -> Result<u32, Missing> {
        self.wait("the program's end", |state| state.ended, |_| false)?;
        let screen = self.screen();
        self.child.wait().map(|status| status.exit_code()).map_err(|error| Missing { what: error.to_string(), screen })
    }

    fn wait(
        &self,
        what: &str,
        is_so: impl Fn(&State) -> bool,
        is_over: impl Fn(&State) -> bool,
    ) -> Result<(), Missing> {
        let state = self.shown.lock();
        let is_so = |state: &State| state.is_whole() && is_so(state);
        let waits = |state: &mut State| !is_so(state) && !is_over(state);
        let (state, _) =
            self.shown.changed.wait_timeout_while(state, LIMIT, waits).unwrap_or_else(|poisoned| poisoned.into_inner());
        if is_so(&state) { Ok(()) } else { Err(Missing { what: what.to_owned(), screen: text(&state.parser) }) }
    }

    /// What stands on the screen, without blanks at the ends of lines and without empty lines at its end.
    pub fn screen(&self) -> String {
        text(&self.shown.lock().parser)
    }

    /// Whether the program draws on the alternate screen, the one that leaves no trace.
    pub fn is_alternate(&self) -> bool {
        self.shown.lock().parser.screen().alternate_screen()
    }

    /// Gives the window another size, and tells the program.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn resize(&mut self, columns: u16, rows: u16) -> io::Result<()> {
        self.shown.lock().parser.screen_mut().set_size(rows, columns);
        self.master.resize(size(columns, rows)).map_err(io::Error::other)
    }

    /// The program's number, while it runs.
    pub fn process_id(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// The screen as a picture with this title. `change` may put other words in the place of what differs from run to run; it is
    /// given each line. The picture can stand in a page: it has no empty line, no style that reaches beyond it, and ids of its own.
    pub fn svg(&self, title: &str, change: impl Fn(&str) -> String) -> String {
        let half = |state: &mut State| !state.is_whole();
        let state = self.shown.changed.wait_timeout_while(self.shown.lock(), LIMIT, half);
        // A program that never ends its drawing is shown as it is.
        let (state, _) = state.unwrap_or_else(|poisoned| poisoned.into_inner());
        svg::picture(state.parser.screen(), title, change)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Both fail only for a program that has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl State {
    fn is_whole(&self) -> bool {
        self.ended || !self.parser.callbacks().is_open()
    }
}

impl Shown {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn text(parser: &vt100::Parser<Frames>) -> String {
    let contents = parser.screen().contents();
    let lines: Vec<&str> = contents.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
