//! right: one byte after the other through `bytes`, which is slow on a real pipe and right.

use std::io::{self, ErrorKind, Read, Write};
use std::thread;

pub fn write_message(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    stream.write_all(&(message.len() as u32).to_be_bytes())?;
    stream.write_all(message)
}

pub fn read_message(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = stream.bytes();
    let Some(first) = bytes.next() else { return Ok(None) };
    let mut next = || bytes.next().unwrap_or(Err(ErrorKind::UnexpectedEof.into()));
    let length = u32::from_be_bytes([first?, next()?, next()?, next()?]);
    (0..length).map(|_| next()).collect::<io::Result<_>>().map(Some)
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
