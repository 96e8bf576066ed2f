//! right: loops of its own around `read` and `write`, with one place that fills a buffer and says how far it came.

use std::io::{self, ErrorKind, Read, Write};
use std::thread;

pub fn write_message(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let length = (message.len() as u32).to_be_bytes();
    for mut part in [&length, message] {
        while !part.is_empty() {
            match stream.write(part) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(taken) => part = &part[taken..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// Fills the buffer, unless the stream ends first; returns how many bytes came.
fn fill(stream: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(came) => filled += came,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

pub fn read_message(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match fill(stream, &mut length)? {
        4 => {}
        0 => return Ok(None),
        _ => return Err(ErrorKind::UnexpectedEof.into()),
    }
    let mut message = vec![0; u32::from_be_bytes(length) as usize];
    if fill(stream, &mut message)? < message.len() {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(message))
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
