//! wrong: M4 "no bytes: then there are none yet, and I ask again" · caught by what_was_written_comes_out · assertion

use std::io::{self, ErrorKind, Read, Write};
use std::thread;

pub fn write_message(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    stream.write_all(&(message.len() as u32).to_be_bytes())?;
    stream.write_all(message)
}

fn fill(stream: &mut impl Read, buffer: &mut [u8]) -> io::Result<()> {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..]) {
            Ok(came) => filled += came,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

pub fn read_message(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    fill(stream, &mut length)?;
    let mut message = vec![0; u32::from_be_bytes(length) as usize];
    fill(stream, &mut message)?;
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
