//! right: no buffer of the claimed size; `take` sets a limit, and the message grows with what really comes.

use std::io::{self, ErrorKind, Read, Write};
use std::thread;

pub fn write_message(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    let mut frame = (message.len() as u32).to_be_bytes().to_vec();
    frame.extend(message);
    stream.write_all(&frame)
}

pub fn read_message(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let length = up_to(stream, 4)?;
    if length.is_empty() {
        return Ok(None);
    }
    let length = u32::from_be_bytes(length.try_into().map_err(|_| ErrorKind::UnexpectedEof)?);
    let message = up_to(stream, length.into())?;
    if message.len() < length as usize { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(Some(message)) }
}

/// So many bytes, or fewer if the stream ends first.
fn up_to(stream: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
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
