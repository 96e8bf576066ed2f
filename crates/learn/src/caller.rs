//! Whoever waits for a verdict: how text is to look for them, whether they gave up, and what they are told meanwhile.

use crate::interrupt::Interrupt;
use crate::screen::Screen;
use crate::words;
use std::io::{self, Write};

/// What a long build is busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    /// It compiles.
    Building,
    /// Another cargo holds the target folder's lock.
    WaitingForCargo,
}

/// Somebody who waits.
#[derive(Clone, Copy)]
pub struct Caller<'a> {
    /// The screen that they look at.
    pub screen: &'a Screen,
    /// Whether they gave up.
    pub interrupt: &'a Interrupt,
    /// Is called when a build takes longer than a moment, and when what it is busy with changes; `None` once it is done.
    pub busy: &'a dyn Fn(Option<Busy>),
}

impl<'a> Caller<'a> {
    /// Somebody in front of a terminal, who reads on standard error what takes so long.
    pub fn at_terminal(screen: &'a Screen, interrupt: &'a Interrupt) -> Caller<'a> {
        Caller { screen, interrupt, busy: &say_on_stderr }
    }

    /// The same, told already that it will take long: only another cargo is worth a word.
    pub fn who_knows(screen: &'a Screen, interrupt: &'a Interrupt) -> Caller<'a> {
        Caller { screen, interrupt, busy: &say_only_what_is_waited_for }
    }
}

fn say_on_stderr(busy: Option<Busy>) {
    let Some(busy) = busy else { return };
    let screen = Screen::detect(false);
    // Where standard error is closed there is nobody to tell.
    let _ = write!(io::stderr(), "{}", screen.wrap(0, words::busy(busy)));
}

fn say_only_what_is_waited_for(busy: Option<Busy>) {
    if busy == Some(Busy::WaitingForCargo) {
        say_on_stderr(busy);
    }
}
