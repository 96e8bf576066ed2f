// `thread_local!` and the helpers of its keys.

use std::cell::{Cell, RefCell};
use std::thread;

std::thread_local! {
    static NUMBER: Cell<u32> = const { Cell::new(1) };
    static WORD: RefCell<String> = RefCell::new(String::from("spam"));
    static SET_FIRST: Cell<u32> = panic!("a first `set` does not need it");
}

pub fn calls() -> Vec<String> {
    let mut said = vec![format!("{} {}", NUMBER.get(), NUMBER.replace(2))];
    NUMBER.set(3);
    said.push(format!("{} {:?}", NUMBER.take(), NUMBER.try_with(Cell::get)));
    said.push(WORD.with_borrow(|word| word.clone()));
    WORD.with_borrow_mut(|word| word.push('!'));
    said.push(format!("{} {:?}", WORD.replace(String::from("eggs")), WORD.take()));
    WORD.set(String::from("ham"));
    said.push(WORD.with(|word| word.borrow().clone()));
    said.push(thread::spawn(|| WORD.take()).join().unwrap());
    SET_FIRST.set(4);
    said.push(format!("{}", SET_FIRST.get()));
    said
}
