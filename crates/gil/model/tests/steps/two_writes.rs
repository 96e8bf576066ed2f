//! `print(0)` is two writes: the text, then the newline. Can another thread's text come between them?
//!
//! What decides is whether the first write lets go of the GIL. The same two writes in Rust, with no GIL at all, come last.

use gil_model::{Gil, Held};
use interleave::Model;
use interleave::failure::Kind;
use std::sync::{Arc, Mutex};
use std::thread;

/// Python's standard output.
#[derive(Default)]
struct Stdout {
    gil: Gil,
    /// What has been given to the operating system, which does one write at a time.
    system: Mutex<String>,
    /// What waits in front of it. Only the holder of the GIL comes near it.
    buffer: Mutex<String>,
}

impl Stdout {
    // ANCHOR: unbuffered
    /// With `-u`: each write is a system call, and CPython lets go of the GIL around it.
    fn write_through<'gil>(&'gil self, held: Held<'gil>, text: &str) -> Held<'gil> {
        drop(held);
        self.system.lock().unwrap().push_str(text);
        self.gil.take()
    }
    // ANCHOR_END: unbuffered

    // ANCHOR: buffered
    /// As it is: a write goes into the buffer, and the GIL is kept.
    fn write<'gil>(&'gil self, held: Held<'gil>, text: &str) -> Held<'gil> {
        self.buffer.lock().unwrap().push_str(text);
        held
    }

    /// At the end, or on a terminal after each newline: one system call for all that is in the buffer.
    fn flush<'gil>(&'gil self, held: Held<'gil>) -> Held<'gil> {
        let text = std::mem::take(&mut *self.buffer.lock().unwrap());
        self.write_through(held, &text)
    }
    // ANCHOR_END: buffered
}

/// Has two threads print once each; no line may be torn.
fn two_threads_print(print: fn(&Stdout)) {
    let stdout = Arc::new(Stdout::default());
    let other = thread::spawn({
        let stdout = Arc::clone(&stdout);
        move || print(&stdout)
    });
    print(&stdout);
    other.join().expect("no thread panics");
    let text = stdout.system.lock().unwrap();
    assert_eq!(*text, "0\n0\n", "a line is torn");
}

fn print_unbuffered(stdout: &Stdout) {
    let held = stdout.gil.take();
    let held = stdout.write_through(held, "0");
    drop(stdout.write_through(held, "\n"));
}

fn print_one_write(stdout: &Stdout) {
    let held = stdout.gil.take();
    drop(stdout.write_through(held, "0\n"));
}

fn print_to_a_terminal(stdout: &Stdout) {
    let held = stdout.gil.take();
    let held = stdout.write(held, "0");
    let held = stdout.write(held, "\n");
    drop(stdout.flush(held));
}

// ANCHOR: rust
/// The same in Rust, without a GIL: `print!("0")` and then `println!()`.
/// Each of them locks the standard output.
fn rust_prints_twice(stdout: &Stdout) {
    stdout.system.lock().unwrap().push('0');
    stdout.system.lock().unwrap().push('\n');
}

/// `println!("0")`, which locks it once.
fn rust_prints_a_line(stdout: &Stdout) {
    let mut out = stdout.system.lock().unwrap();
    out.push('0');
    out.push('\n');
}
// ANCHOR_END: rust

/// A writes 0 without the GIL → B takes it, and writes 0 → two newlines.
#[test]
fn two_writes_that_let_go_can_be_torn() {
    let found = Model::new().check(|| two_threads_print(print_unbuffered)).unwrap_err();
    assert_eq!(found.kind, Kind::Assertion);
}

/// A writes 0 and a newline without the GIL → B takes it, and writes both.
///
/// Two threads, up to 3 forced switches; the same bound holds for the three below.
#[test]
fn one_write_that_lets_go_is_never_torn() {
    interleave::model(|| two_threads_print(print_one_write));
}

/// A puts 0 and a newline into the buffer → A flushes without the GIL → B fills the buffer meanwhile.
#[test]
fn two_writes_into_the_buffer_are_never_torn() {
    interleave::model(|| two_threads_print(print_to_a_terminal));
}

/// A unlocks after the 0 → B locks.
#[test]
fn a_stream_that_is_locked_for_each_write_can_be_torn() {
    let found = Model::new().check(|| two_threads_print(rust_prints_twice)).unwrap_err();
    assert_eq!(found.kind, Kind::Assertion);
}

/// A locks → 0 and a newline → A unlocks → B locks.
#[test]
fn a_stream_that_is_locked_for_the_line_is_never_torn() {
    interleave::model(|| two_threads_print(rust_prints_a_line));
}
