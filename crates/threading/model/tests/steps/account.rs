//! The account of the page *Look, then take*: two pay 40 from 60, and the rule is that nothing below 0 is ever in it.

use super::program::{caught, on_threads};
use interleave::failure::Kind;
use std::sync::Mutex;

// ANCHOR: gap
/// Two critical sections. The first ends with the condition, whose guard nobody keeps.
fn looks_then_takes(money: &Mutex<i64>) -> bool {
    if *money.lock().unwrap() < 40 {
        return false;
    }
    *money.lock().unwrap() -= 40;
    true
}
// ANCHOR_END: gap

// ANCHOR: whole
/// One critical section: the guard lives from before the look until after the taking.
fn looks_and_takes(money: &Mutex<i64>) -> bool {
    let mut money = money.lock().unwrap();
    if *money < 40 {
        return false;
    }
    *money -= 40;
    true
}
// ANCHOR_END: whole

/// The look outside is only a hint; what counts is looked at again.
fn looks_again(money: &Mutex<i64>) -> bool {
    *money.lock().unwrap() >= 40 && looks_and_takes(money)
}

/// Both try to pay, and then nothing is missing.
fn two_pay(pay: fn(&Mutex<i64>) -> bool) {
    on_threads((Mutex::new(60), pay), 2, |(money, pay), _| {
        pay(money);
        assert!(*money.lock().unwrap() >= 0, "the account is overdrawn");
    });
}

/// A looks and takes → B looks, and sees what A has left. Two threads, up to 3 forced switches; the same holds for the next.
#[test]
fn what_looks_and_takes_at_once_keeps_the_rule() {
    interleave::model(|| two_pay(looks_and_takes));
}

/// A looks → B looks and takes → A looks again, and sees what B has left.
#[test]
fn what_looks_again_before_it_takes_keeps_the_rule() {
    interleave::model(|| two_pay(looks_again));
}

/// A looks → B looks and takes → A takes.
#[test]
fn what_looks_and_then_takes_is_caught() {
    caught(Kind::Assertion, || two_pay(looks_then_takes));
}
