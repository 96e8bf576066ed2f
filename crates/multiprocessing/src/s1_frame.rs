//! Step 1: frames, by which a stream of bytes becomes a row of messages.
//!
//! A pipe knows no messages. Whoever writes 3 bytes and then 5 may be read as 8, or as 1 and 7. So each message is preceded by
//! its length: together they are a *frame*. The format is CPython's own, and a Python process at the other end understands it
//! (`_send_bytes` and `_recv_bytes` in Lib/multiprocessing/connection.py, 3.13).
//!
//! # Keeps true
//!
//! - Whatever pieces the bytes arrive in, the messages that come out are those that went in, whole and in order.
//! - Not a byte behind the frame is read: what follows belongs to the next reader, who may be another process.
//! - Memory is taken for bytes that have come, never for bytes that a header claims.
//!
//! ```text
//!   up to 2,147,483,647 bytes     │ length, 4 bytes, big end first │ the message … │
//!   more than that                │ -1, 4 bytes │ length, 8 bytes  │ the message … │
//! ```
//!
//! # Not yet
//!
//! What the bytes mean (step 2), and things that are no bytes (step 3).

use crate::error::PipeError;
use std::io::{self, Read, Write};

/// Up to this length a message is sent in one piece with its header; beyond it, copying costs more than a second call. CPython has
/// the same number.
const ONE_PIECE: usize = 16_384;

/// As much is reserved for a message that has not come yet.
const RESERVED: u64 = 65_536;

// ANCHOR: write
/// Writes `message` as one frame. Python: `_send_bytes`.
///
/// # Errors
///
/// Those of `to`. Part of the frame may have been written then.
pub fn write_frame(mut to: impl Write, message: &[u8]) -> io::Result<()> {
    let mut frame = header(message.len() as u64);
    if message.len() <= ONE_PIECE {
        frame.extend_from_slice(message);
        to.write_all(&frame)
    } else {
        to.write_all(&frame)?;
        to.write_all(message)
    }
}
// ANCHOR_END: write

/// What stands before a message of `length` bytes.
pub fn header(length: u64) -> Vec<u8> {
    match i32::try_from(length) {
        Ok(short) => short.to_be_bytes().to_vec(),
        Err(_) => [(-1_i32).to_be_bytes().as_slice(), &length.to_be_bytes()].concat(),
    }
}

/// Reads one frame and returns its message; `None` if the stream ends before it begins. Python: `_recv_bytes`.
///
/// # Errors
///
/// If the stream ends inside the frame, if the length is negative or greater than `limit` (nothing of the message has been read
/// then), and those of `from`.
// ANCHOR: read
pub fn read_frame(mut from: impl Read, limit: u64) -> Result<Option<Vec<u8>>, PipeError> {
    let Some(short) = read_number(&mut from, 0)? else { return Ok(None) };
    let length = match i32::from_be_bytes(short) {
        -1 => u64::from_be_bytes(read_number(&mut from, 4)?.ok_or(PipeError::CutOff { got: 4, promised: None })?),
        short => u64::try_from(short).map_err(|_| PipeError::NegativeLength(short))?,
    };
    if length > limit {
        return Err(PipeError::TooLong { length, limit });
    }
    let mut message = Vec::with_capacity(length.min(RESERVED) as usize);
    // Grows as bytes come, and reads none behind the frame.
    let got = from.take(length).read_to_end(&mut message)? as u64;
    if got < length {
        return Err(PipeError::CutOff { got, promised: Some(length) });
    }
    Ok(Some(message))
}
// ANCHOR_END: read

/// `N` bytes; `None` if the stream ends before the first. `before` bytes of the header were read already.
fn read_number<const N: usize>(from: &mut impl Read, before: u64) -> Result<Option<[u8; N]>, PipeError> {
    let mut number = Vec::with_capacity(N);
    let got = from.take(N as u64).read_to_end(&mut number)? as u64;
    match number.try_into() {
        Ok(number) => Ok(Some(number)),
        Err(_) if got == 0 => Ok(None),
        Err(_) => Err(PipeError::CutOff { got: before + got, promised: None }),
    }
}
