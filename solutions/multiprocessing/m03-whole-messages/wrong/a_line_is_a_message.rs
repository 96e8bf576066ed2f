//! wrong: M4 "a message ends where the line ends" · caught by what_was_written_comes_out · assertion

use std::io::{self, ErrorKind, Read, Write};
use std::thread;

pub fn write_message(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    stream.write_all(message)?;
    stream.write_all(b"\n")
}

pub fn read_message(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut message = Vec::new();
    for byte in stream.bytes() {
        match byte? {
            b'\n' => return Ok(Some(message)),
            byte => message.push(byte),
        }
    }
    if message.is_empty() { Ok(None) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

pub fn results_of<R: Read, W: Write + Send + 'static>(
    (mut from_child, mut to_parent): (R, W),
    child: impl FnOnce(&mut W) + Send + 'static,
) -> io::Result<Vec<Vec<u8>>> {
    let child = thread::spawn(move || child(&mut to_parent));
    let mut results = Vec::new();
    while let Some(message) = read_message(&mut from_child)? {
        results.push(message);
    }
    child.join().unwrap();
    Ok(results)
}
