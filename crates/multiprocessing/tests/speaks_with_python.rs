//! CPython's own `Connection` sits at the other end of our pipe: the frames are the same.
#![cfg(unix)]

use multiprocessing::{Connection, PipeError};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::Path;

#[test]
fn cpython_sends_back_what_we_send_whatever_its_length() {
    let Some(python) = python::or_skip("CPython's own Connection at the other end") else { return };
    let (ours, theirs) = UnixStream::pair().unwrap();
    let connection = Connection::from(OwnedFd::from(ours));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peer.py");
    let mut peer = python.command(&script).stdin(OwnedFd::from(theirs)).spawn().unwrap();
    // Both write the header alone before more than 16,384 bytes.
    for length in [0, 1, 16_383, 16_384, 16_385, 1 << 20] {
        let message: Vec<u8> = (0..=250).cycle().take(length).collect();
        connection.send_bytes(&message).unwrap();
        assert!(connection.recv_bytes().unwrap() == message, "{length} bytes");
    }
    rustix::net::shutdown(&connection, rustix::net::Shutdown::Write).unwrap();
    assert!(matches!(connection.recv_bytes(), Err(PipeError::EndOfFile)));
    assert!(peer.wait().unwrap().success());
}
