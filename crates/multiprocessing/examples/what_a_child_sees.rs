//! A static that the parent changes before and after the start of a child, by each start method.
//!
//! `book/python/globals.py` is the same program in Python. `cargo run -p multiprocessing --example what_a_child_sees`

// ANCHOR: program
use multiprocessing::{Connection, get_all_start_methods, get_context, guard, pipe, tasks};
use std::sync::Mutex;

static CHEESE: Mutex<String> = Mutex::new(String::new());

fn cheese() -> String {
    CHEESE.lock().unwrap().clone()
}

fn set_cheese(cheese: &str) {
    *CHEESE.lock().unwrap() = cheese.to_owned();
}

fn look(pipe: Connection) {
    pipe.recv::<String>().unwrap();
    pipe.send(&cheese()).unwrap();
    set_cheese("feta");
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    set_cheese("brie"); // in a child, too, if it is the program started once more
    guard(tasks![look]);

    for &method in get_all_start_methods() {
        let (mine, theirs) = pipe()?;
        let process = get_context(method)?.process(look, (theirs,));

        set_cheese("edam");
        process.start()?;
        set_cheese("stilton");

        mine.send("look now")?;
        let seen: String = mine.recv()?;
        process.join()?;
        println!("{method}: the child sees {seen}, the parent has {}", cheese());
    }
    Ok(())
}
// ANCHOR_END: program
