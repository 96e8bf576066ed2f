//! `park` and `unpark`.
//!
//! # Keeps true
//!
//! - Each thread has one token. `unpark` gives it, `park` waits for it and takes it, and the two order memory; an unpark
//!   that nobody parks for publishes nothing.
//! - `park` may return without the token, for no reason; a timed one at any time. The search tries both.

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::time::Duration;

use super::token;
use crate::execution::{self, begin, done};
use crate::record::{Place, Wake, Wants, What};
use crate::{choice, unwind};

/// A thread's token, and what else is known of it. It is dropped when loom may not be called any more, hence
/// `ManuallyDrop`.
pub(super) struct Token {
    given: ManuallyDrop<loom::sync::atomic::AtomicBool>,
    asleep: Cell<bool>,
    pub(super) name: Option<Arc<str>>,
    /// Has the thread ended? For `is_finished`.
    pub(super) ended: ManuallyDrop<loom::sync::atomic::AtomicBool>,
}

impl Token {
    pub(super) fn new(name: Option<String>) -> Self {
        let flag = || ManuallyDrop::new(loom::sync::atomic::AtomicBool::new(false));
        Token { given: flag(), asleep: Cell::new(false), name: name.map(Arc::from), ended: flag() }
    }

    fn take(&self) -> bool {
        // Acquire: pairs with the Release swap of `give_token`.
        self.given.swap(false, Acquire)
    }
}

/// Waits for this thread's token, or returns for no reason.
#[track_caller]
pub fn park() {
    park_at(None, Location::caller());
}

/// Waits for this thread's token, for at most `limit`.
#[track_caller]
pub fn park_timeout(limit: Duration) {
    park_at(Some(limit), Location::caller());
}

/// As [`park_timeout`], in milliseconds.
#[deprecated(since = "1.6.0", note = "use `thread::park_timeout` instead")]
#[track_caller]
pub fn park_timeout_ms(milliseconds: u32) {
    park_timeout(Duration::from_millis(milliseconds.into()));
}

fn park_at(limit: Option<Duration>, place: Place) {
    park_for(Wants::Unpark, limit, place);
}

/// Parks; `wants` says what for.
pub(crate) fn park_for(wants: Wants, limit: Option<Duration>, place: Place) {
    if unwind::unwinding() {
        return;
    }
    begin(place, wants, None);
    let wake = wait(&token(execution::running()), limit);
    done(place, None, What::Parked(wake));
}

fn wait(token: &Token, limit: Option<Duration>) -> Wake {
    if token.take() {
        return Wake::Token;
    }
    if let Some(limit) = limit {
        let wake = super::wait_for(limit);
        return if token.take() { Wake::Called } else { wake };
    }
    if choice::early() == Some(true) {
        return Wake::NoReason;
    }
    while !token.take() {
        token.asleep.set(true);
        while token.asleep.get() {
            loom::thread::park();
        }
    }
    Wake::Called
}

pub(super) fn give_token(number: usize, thread: &loom::thread::Thread, place: Place) {
    begin(place, Wants::Pass, None);
    give(number, thread);
    done(place, None, What::Unparked { thread: number });
}

pub(super) fn give(number: usize, thread: &loom::thread::Thread) {
    let token = token(number);
    // Release: pairs with the Acquire swap of `Token::take`.
    token.given.swap(true, Release);
    if token.asleep.replace(false) {
        thread.unpark();
    }
}
