//! right: a thread of its own listens, so the parent may join the child at once.

use std::io::{self, ErrorKind, Read, Write};
use std::thread;

pub fn write_message(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    stream.write_all(&(message.len() as u32).to_be_bytes())?;
    stream.write_all(message)
}

pub fn read_message(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    if !first_byte(stream, &mut length[..1])? {
        return Ok(None);
    }
    stream.read_exact(&mut length[1..])?;
    let mut message = vec![0; u32::from_be_bytes(length) as usize];
    stream.read_exact(&mut message)?;
    Ok(Some(message))
}

/// False if the stream has ended before the first byte.
fn first_byte(stream: &mut impl Read, byte: &mut [u8]) -> io::Result<bool> {
    loop {
        match stream.read(byte) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result.map(|read| read > 0),
        }
    }
}

pub fn results_of<R: Read + Send, W: Write + Send + 'static>(
    (mut from_child, mut to_parent): (R, W),
    child: impl FnOnce(&mut W) + Send + 'static,
) -> io::Result<Vec<Vec<u8>>> {
    thread::scope(|scope| {
        let child = scope.spawn(move || child(&mut to_parent));
        let listener = scope.spawn(move || {
            let mut results = Vec::new();
            while let Some(message) = read_message(&mut from_child)? {
                results.push(message);
            }
            Ok(results)
        });
        child.join().unwrap();
        listener.join().unwrap()
    })
}
