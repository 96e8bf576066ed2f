//! What is known of small programs: on paper, from CPython, and from a formula.

use crate::write::{Writer, beside};
use gil::explore::Schedules;
use gil::vm::Switches;
use std::collections::BTreeSet;

#[test]
fn two_threads_that_add_once_may_lose_one_update_where_any_instruction_may_be_the_last() {
    let mut writer = Writer::new((3, 9));
    writer.set("x", 0);
    let add = writer.add("x", 1);
    writer.function("add", add);
    let explored = beside(&writer.done(), &["add", "add"], Switches::EveryOpcode);
    assert_eq!(explored.values("x"), BTreeSet::from([1, 2]));
    assert!(explored.decided());
    // Six instructions each: 12 over 6.
    assert_eq!(explored.schedules(), Some(Schedules::Number(924)));
    println!("{explored:#?}");
}
