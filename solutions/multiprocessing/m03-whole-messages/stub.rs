//! # m03 · Whole messages
//!
//! Implement · 30 minutes · read first: `cargo book` → *Messages*
//!
//! ## Task
//!
//! Between two processes lies a pipe, and a pipe carries bytes: a `write` takes as many as there is room for, a `read` gives
//! as many as are there. Write [`write_message`] and [`read_message`], which carry whole messages all the same. Then mend
//! [`results_of`], a parent that listens to its child. With small results it works; with large ones both wait for ever. In Python:
//!
//! ```python
//! child.start()
//! child.join()
//! result = from_child.recv()
//! ```
//!
//! ## Keep true
//!
//! - On the way a message is its length, as four bytes with the highest first, and then its bytes, as in CPython.
//! - What was written comes out: the same messages in the same order, empty ones too, wherever the stream cuts them.
//! - A stream that ends between two messages has ended. One that ends inside a message was cut: that is an error.
//! - What is behind a message stays in the stream, for the next one who reads.
//!
//! ```text
//!   write_message(b"hi") ─▶  00 00 00 02 68 69  ─▶ read_message() = Some(b"hi")
//!                                    the end    ─▶ read_message() = None
//! ```
//!
//! ## Run
//!
//! `cargo learn check m03`

// Keeps the compiler quiet about what the stub does not use yet. Once you are done it will ask you to delete it.
#![expect(unused_variables, reason = "nothing uses the arguments yet")]

use std::io::{self, Read, Write};
use std::thread;

// ── your work starts here ──────────────────────────────────────────────────
/// Writes one message, all of it.
///
/// Where the stream says `Interrupted` nothing was written, and it is to be asked again. Every other error is returned.
pub fn write_message(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    todo!("the length, as four bytes, then the message; a `write` may take less than it was given")
}

/// Reads one message; `None` if the stream has ended.
///
/// A stream that ends inside a message is an error of kind `UnexpectedEof`. Where it says `Interrupted` nothing was read, and it is
/// to be asked again. Every other error is returned.
pub fn read_message(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    todo!(
        "four bytes, and then as many as they say; a `read` may give less than was asked for, and 0 bytes are the end"
    )
}

/// Runs `child` with one end of a pipe; returns all messages that it sends, once it has ended.
///
/// The child is a thread, which a check can look into. What goes wrong here goes wrong with a process too.
pub fn results_of<R: Read, W: Write + Send + 'static>(
    (mut from_child, mut to_parent): (R, W),
    child: impl FnOnce(&mut W) + Send + 'static,
) -> io::Result<Vec<Vec<u8>>> {
    let child = thread::spawn(move || child(&mut to_parent));
    child.join().unwrap();
    let mut results = Vec::new();
    while let Some(message) = read_message(&mut from_child)? {
        results.push(message);
    }
    Ok(results)
}
// ── your work ends here ────────────────────────────────────────────────────
