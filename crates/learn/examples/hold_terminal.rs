//! Runs a program in a terminal until it is killed itself, and the terminal is gone with it: for the test of a closed window.
//!
//! `hold_terminal FOLDER PROGRAM` prints the program's number once its screen shows something.

use std::io::{self, Write};
use terminal::{CommandBuilder, Terminal};

fn main() {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [folder, program] = arguments.as_slice() else { panic!("a folder and a program are named") };
    let mut command = CommandBuilder::new(program);
    command.cwd(folder);
    command.env("TERM", "xterm-256color");
    let mut terminal = Terminal::start(command, 100, 30).expect("there is a pseudo-terminal");
    terminal.wait_until("anything", |screen| !screen.is_empty()).expect("the program draws");
    println!("{}", terminal.process_id().expect("it runs"));
    io::stdout().flush().expect("the test reads what is printed");
    let _ = terminal.wait_for_end();
}
