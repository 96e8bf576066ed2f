//! The convoy in virtual time: a thread that asks a server three times, beside two that compute.
//!
//! Run it with `cargo run -q -p gil --example convoy`. `--svg FILE` writes it as a figure of the book, too, and `--trace FILE` one
//! for a trace viewer such as ui.perfetto.dev. `cargo run -p lab --release -- --only round_trips` measures it in real time.

use gil::timeline::virtual_time::{self, CPython};
use gil::timeline::{Moment, Timeline, chrome, svg, text};
use std::time::Duration;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (names, tasks) = virtual_time::convoy();
    let log = virtual_time::run(&tasks, Duration::from_micros(1), &mut CPython::default());
    let timeline = Timeline::new(&names, &log);
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => println!("Answers take 2 ms and are used for 1 ms:\n"),
        ["--svg", file] => {
            let moment = Moment::longest_return(&timeline);
            write(file, &svg(&timeline, "An I/O thread beside two CPU threads, in virtual time", moment.as_ref()));
        }
        ["--trace", file] => write(file, &chrome(&timeline)),
        _ => {
            eprintln!("`{}`? It takes `--svg FILE`, `--trace FILE`, or nothing.", arguments.join(" "));
            std::process::exit(2);
        }
    }
    print!("{}", text::picture(&timeline, 80, &text::DRAWN));
}

fn write(file: &str, text: &str) {
    if let Err(error) = std::fs::write(file, text) {
        eprintln!("{file} cannot be written: {error}");
        std::process::exit(1);
    }
}
