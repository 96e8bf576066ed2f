//! m03, solved.

use std::io::{self, ErrorKind, Read, Write};
use std::thread;

/// Writes one message, all of it.
pub fn write_message(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    // A length that does not fit must not be cut off: the reader would take the rest for the next message.
    let length = u32::try_from(message.len()).map_err(|_| io::Error::from(ErrorKind::InvalidInput))?;
    // Not `write`, which may take less than it is given. `write_all` asks again until all is gone, after `Interrupted` too.
    stream.write_all(&length.to_be_bytes())?;
    stream.write_all(message)
}

/// Reads one message; `None` if the stream has ended.
pub fn read_message(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    // The first byte decides, and so it is read alone: no byte means that there is no message. From then on every end is one too
    // early, which is just what `read_exact` takes it for.
    loop {
        match stream.read(&mut length[..1]) {
            Ok(0) => return Ok(None),
            Ok(_) => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    stream.read_exact(&mut length[1..])?;
    let mut message = vec![0; u32::from_be_bytes(length) as usize];
    stream.read_exact(&mut message)?;
    Ok(Some(message))
}

/// Runs `child` with one end of a pipe; returns all messages that it sends, once it has ended.
pub fn results_of<R: Read, W: Write + Send + 'static>(
    (mut from_child, mut to_parent): (R, W),
    child: impl FnOnce(&mut W) + Send + 'static,
) -> io::Result<Vec<Vec<u8>>> {
    // Its end of the pipe goes with the child. Were it kept here, the stream would never end.
    let child = thread::spawn(move || child(&mut to_parent));
    let mut results = Vec::new();
    // Listens first: a child whose pipe is full cannot end before somebody has made room.
    while let Some(message) = read_message(&mut from_child)? {
        results.push(message);
    }
    child.join().unwrap();
    Ok(results)
}
