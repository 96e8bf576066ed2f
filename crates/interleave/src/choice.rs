//! Time is a choice.
//!
//! How long a `sleep` takes, when a time-out comes, whether a waiter is woken for no reason: a model that always lets
//! the others run first would accept a program that orders its threads by sleeping. So each such operation asks here,
//! and the search tries both answers: back at once, before anybody else ran, and back after others ran.
//!
//! # Keeps true
//!
//! Each thread has its own limit of early returns in a schedule. One limit for all would let a step of one thread decide
//! about a step of another behind loom's back, and loom would leave out schedules that differ.

use std::cell::Cell;

use crate::execution;

thread_local! {
    static LIMIT: Cell<u8> = const { Cell::new(0) };
}

/// How often a thread may come back early in one schedule of this round.
pub(crate) fn set_limit(limit: u8) {
    LIMIT.set(limit);
}

/// Does the running thread come back at once (`Some(true)`), or after others ran (`Some(false)`)?
///
/// `None` means that this round does not ask, and nobody was let run.
pub(crate) fn early() -> Option<bool> {
    if !asks() {
        return None;
    }
    let at_once = !either();
    if at_once {
        count();
    }
    Some(at_once)
}

/// Does something odd happen here: a weak exchange that fails although it could succeed, a clock that jumps? If so,
/// others may have run before.
pub(crate) fn is_odd() -> bool {
    let odd = asks() && either();
    if odd {
        count();
    }
    odd
}

/// A number below `count`: the search tries each. Others may run meanwhile.
pub(crate) fn one_of(count: usize) -> usize {
    let explored = execution::with(|execution| !execution.not_explored);
    let mut chosen = 0;
    while explored && chosen + 1 < count && either() {
        chosen += 1;
    }
    chosen
}

/// May the running thread come back early once more?
fn asks() -> bool {
    let thread = execution::running();
    execution::with(|execution| {
        execution.met_choice = true;
        !execution.not_explored && execution.threads[thread].early < LIMIT.get()
    })
}

fn count() {
    let thread = execution::running();
    execution::with(|execution| execution.threads[thread].early += 1);
}

/// A two-way choice of loom's search: false first, and true, after letting others run, when it comes back here.
///
/// loom offers one way to make it: a wait on a `Notify` that has been notified either passes or "wakes for no reason".
fn either() -> bool {
    let notify = loom::sync::Notify::new();
    notify.notify();
    notify.wait();
    let thread = execution::running();
    execution::with(|execution| execution.threads[thread].turned_away)
}
