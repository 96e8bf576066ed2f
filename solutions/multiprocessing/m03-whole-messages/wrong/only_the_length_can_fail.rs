//! wrong: M4 "if the length went through, the rest will too" · caught by another_error_is_returned · assertion

use std::io::{self, ErrorKind, Read, Write};
use std::thread;

pub fn write_message(stream: &mut impl Write, message: &[u8]) -> io::Result<()> {
    stream.write_all(&(message.len() as u32).to_be_bytes())?;
    let _ = stream.write_all(message);
    Ok(())
}

pub fn read_message(stream: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
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
