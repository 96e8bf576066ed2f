//! What m03 must keep true. Reading it is no cheating; the grader uses its own copy.

use super::{exercise, real};
use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use std::collections::VecDeque;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// A stream that takes and gives as many bytes at a time as `pieces` says, one after the other and then again from the first.
/// 0 stands for `Interrupted`.
struct Stream {
    bytes: VecDeque<u8>,
    pieces: Vec<usize>,
    calls: usize,
    calls_after_the_end: usize,
}

impl Stream {
    fn new(bytes: &[u8], pieces: &[usize]) -> Self {
        Stream { bytes: bytes.to_vec().into(), pieces: pieces.to_vec(), calls: 0, calls_after_the_end: 0 }
    }

    /// How many of `wanted` bytes move now.
    fn piece(&mut self, wanted: usize) -> io::Result<usize> {
        let piece = self.pieces[self.calls % self.pieces.len()];
        self.calls += 1;
        if piece == 0 { Err(ErrorKind::Interrupted.into()) } else { Ok(piece.min(wanted)) }
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bytes.is_empty() && !buffer.is_empty() {
            self.calls_after_the_end += 1;
            assert!(self.calls_after_the_end < 100, "the stream has ended, and is read again and again");
        }
        let piece = self.piece(buffer.len())?;
        self.bytes.read(&mut buffer[..piece])
    }
}

impl Write for Stream {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        assert!(self.bytes.len() < 1 << 20, "so much is written that some of it must have been written twice");
        let piece = self.piece(buffer.len())?;
        self.bytes.write(&buffer[..piece])
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// More bytes at a time than any message has.
const AT_ONCE: [usize; 1] = [1 << 20];

fn read_all(stream: &mut impl Read) -> io::Result<Vec<Vec<u8>>> {
    let mut messages = Vec::new();
    while let Some(message) = real::read_message(stream)? {
        messages.push(message);
    }
    Ok(messages)
}

/// A stream that takes all and gives all at once.
#[test]
fn what_was_written_comes_out() {
    let messages = [b"spam".to_vec(), b"".to_vec(), b"two\nlines".to_vec(), vec![0; 70_000]];
    let mut stream = Stream::new(&[], &AT_ONCE);
    for message in &messages {
        real::write_message(&mut stream, message).unwrap();
    }
    for message in &messages {
        let read = real::read_message(&mut stream).unwrap();
        assert!(read.as_ref() == Some(message), "{} bytes were written, another message came out", message.len());
    }
    let last = real::read_message(&mut stream).expect("a stream that ends between two messages is no error");
    assert_eq!(last, None, "the stream has ended");
}

/// The bytes are those that CPython's `Connection.send_bytes` writes.
#[test]
fn a_message_is_its_length_and_then_its_bytes() {
    let mut stream = Stream::new(&[], &AT_ONCE);
    real::write_message(&mut stream, b"hi").unwrap();
    assert_eq!(stream.bytes, [0, 0, 0, 2, b'h', b'i'], "these bytes were written");
}

/// A pipe with little room: each `write` takes 3 bytes at most.
#[test]
fn a_stream_that_takes_little_is_given_all() {
    let mut stream = Stream::new(&[], &[3]);
    real::write_message(&mut stream, b"hello, world").unwrap();
    assert_eq!(stream.bytes.make_contiguous(), b"\0\0\0\x0chello, world", "these bytes were written");
}

/// A slow writer: each `read` gives 3 bytes at most, so that even the length comes in two pieces.
#[test]
fn a_message_that_comes_in_pieces_is_whole() {
    let mut stream = Stream::new(b"\0\0\0\x0chello, world\0\0\0\x03bye", &[3]);
    let read = read_all(&mut stream).expect("all came, only in pieces: nothing was cut");
    assert_eq!(read, [b"hello, world".as_slice(), b"bye"]);
}

// ANCHOR: cut
/// A writer that dies closes the stream, wherever it is. Here it dies after each number of bytes.
#[test]
fn an_end_inside_a_message_is_no_end() {
    let whole = b"\0\0\0\x02hi\0\0\0\x03bye";
    for cut in 0..whole.len() {
        let read = read_all(&mut Stream::new(&whole[..cut], &AT_ONCE));
        match cut {
            0 => assert_eq!(read.unwrap(), [b""; 0], "the stream has ended, and no message was cut"),
            6 => assert_eq!(read.unwrap(), [b"hi"], "the stream has ended, and no message was cut"),
            _ => {
                let kind = read.map_err(|error| error.kind());
                assert_eq!(
                    kind,
                    Err(ErrorKind::UnexpectedEof),
                    "the stream ended after {cut} of 13 bytes, and cut a message"
                );
            }
        }
    }
}
// ANCHOR_END: cut

/// A message of 16 MiB was begun. Whoever looks at three of the four bytes takes it for an empty one.
#[test]
fn all_four_bytes_count() {
    let read = real::read_message(&mut Stream::new(b"\x01\0\0\0", &AT_ONCE)).map_err(|error| error.kind());
    assert_eq!(read, Err(ErrorKind::UnexpectedEof), "the stream ended where a message of 16 MiB begins");
}

/// A signal has come in between: the stream says `Interrupted`, and nothing is lost.
#[test]
fn interrupted_it_asks_again() {
    let mut stream = Stream::new(&[], &[0, 2]);
    real::write_message(&mut stream, b"hello").expect("the stream is to be asked again");
    assert_eq!(read_all(&mut stream).expect("the stream is to be asked again"), [b"hello"]);
}

/// A stream that fails, on either side: at once, inside the length, before the message, and inside it.
#[test]
fn another_error_is_returned() {
    /// Gives or takes a byte at a time as long as it has some, and then fails.
    struct Fails(&'static [u8], u32);
    impl Fails {
        fn piece(&mut self, kind: ErrorKind) -> io::Result<u8> {
            let Fails(bytes, errors) = self;
            if let Some(byte) = bytes.split_off_first() {
                return Ok(*byte);
            }
            *errors += 1;
            assert!(*errors < 100, "the stream fails, and is asked again and again");
            Err(kind.into())
        }
    }
    impl Read for Fails {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some(first) = buffer.first_mut() else { return Ok(0) };
            *first = self.piece(ErrorKind::ConnectionReset)?;
            Ok(1)
        }
    }
    impl Write for Fails {
        fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
            if buffer.is_empty() {
                return Ok(0);
            }
            self.piece(ErrorKind::BrokenPipe).map(|_| 1)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let hi = b"\0\0\0\x02hi";
    for moved in [0, 1, 4, 5] {
        let written = real::write_message(&mut Fails(&hi[..moved], 0), b"hi").map_err(|error| error.kind());
        assert_eq!(written, Err(ErrorKind::BrokenPipe), "the stream took {moved} of 6 bytes, and then it failed");
        let read = real::read_message(&mut Fails(&hi[..moved], 0)).map_err(|error| error.kind());
        assert_eq!(read, Err(ErrorKind::ConnectionReset), "the stream gave {moved} of 6 bytes, and then it failed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Any messages through a stream that cuts them anywhere. 256 cases, other ones in each run.
    #[test]
    fn any_messages_come_out_of_any_pieces(
        messages in vec(vec(any::<u8>(), 0..40), 0..6),
        mut pieces in vec(0..9_usize, 0..6),
    ) {
        pieces.push(5);
        let mut stream = Stream::new(&[], &pieces);
        for message in &messages {
            real::write_message(&mut stream, message).unwrap();
        }
        prop_assert_eq!(read_all(&mut stream).unwrap(), messages);
    }
}

// ANCHOR: pipe
/// One end of a tiny pipe: it has room for one piece of at most four bytes. Dropped, it ends the stream.
struct ToParent(SyncSender<Vec<u8>>);

impl Write for ToParent {
    /// Waits for room, and takes what fits.
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let piece = &buffer[..buffer.len().min(4)];
        let ToParent(pipe) = self;
        pipe.send(piece.to_vec()).map_err(|_| ErrorKind::BrokenPipe)?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
// ANCHOR_END: pipe

/// The other end. What was taken out of the pipe and not yet read lies beside it.
struct FromChild(Receiver<Vec<u8>>, VecDeque<u8>);

impl Read for FromChild {
    /// Waits until something is there.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let FromChild(pipe, rest) = self;
        if rest.is_empty() {
            rest.extend(pipe.recv().unwrap_or_default());
        }
        rest.read(buffer)
    }
}

fn tiny_pipe() -> (FromChild, ToParent) {
    let (to_parent, from_child) = sync_channel(1);
    (FromChild(from_child, VecDeque::new()), ToParent(to_parent))
}

/// What the parent hears of a child that sends these messages and ends.
fn heard(messages: &'static [&'static [u8]]) -> Vec<Vec<u8>> {
    let child = move |to_parent: &mut ToParent| {
        for message in messages {
            exercise::write_message(to_parent, message).unwrap();
        }
    };
    exercise::results_of(tiny_pipe(), child).expect("the child ended between two messages, so none was cut")
}

/// What is wrong with the messages is seen better without a second thread.
fn one_thread_first() {
    what_was_written_comes_out();
    a_stream_that_takes_little_is_given_all();
    a_message_that_comes_in_pieces_is_whole();
    an_end_inside_a_message_is_no_end();
}

// ANCHOR: rule
/// A listens → B writes four bytes → the pipe is full → A makes room → B writes the rest and ends → A has it all.
///
/// Two threads, up to 3 forced switches.
#[test]
fn a_child_that_sends_more_than_the_pipe_holds_ends() {
    one_thread_first();
    interleave::model(|| assert_eq!(heard(&[b"hi"]), [b"hi"], "this was heard, and that was sent"));
}
// ANCHOR_END: rule

/// B writes two more messages, the last one empty, and ends → A hears them all the same. Two threads, up to 3 forced switches.
#[test]
fn all_messages_are_heard() {
    one_thread_first();
    interleave::model(|| {
        assert_eq!(heard(&[b"hi", b"bye", b""]), [b"hi".as_slice(), b"bye", b""], "this was heard, and that was sent")
    });
}

/// B ends without a word → A is told of the end. Two threads, up to 3 forced switches.
#[test]
fn a_child_that_says_nothing_is_no_mistake() {
    one_thread_first();
    interleave::model(|| assert_eq!(heard(&[]), [b""; 0], "nothing was sent"));
}

/// B sends → B's end is closed → A hears the end → B ends → A returns. Two threads, up to 3 forced switches.
#[test]
fn the_child_has_ended_when_the_parent_returns() {
    /// The child's end of the pipe, and what a process still does after that end is closed.
    struct Last {
        pipe: ToParent,
        /// Only dropped, and after the pipe.
        _ended: Ended,
    }
    struct Ended(Arc<AtomicBool>);
    impl Write for Last {
        fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
            self.pipe.write(buffer)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    impl Drop for Ended {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    one_thread_first();
    interleave::model(|| {
        let ended = Arc::new(AtomicBool::new(false));
        let (from_child, to_parent) = tiny_pipe();
        let pipe = (from_child, Last { pipe: to_parent, _ended: Ended(Arc::clone(&ended)) });
        exercise::results_of(pipe, |_: &mut Last| ()).unwrap();
        // Relaxed: what the child did is before its join.
        assert!(ended.load(Ordering::Relaxed), "the parent has returned, and the child has not ended yet: join it");
    });
}

/// B writes a length, and dies before the message → A is told that something was cut. Two threads, up to 3 forced switches.
#[test]
fn a_child_that_dies_inside_a_message_is_an_error() {
    one_thread_first();
    interleave::model(|| {
        let child = |to_parent: &mut ToParent| to_parent.write_all(b"\0\0\0\x09").unwrap();
        let heard = exercise::results_of(tiny_pipe(), child).map_err(|error| error.kind());
        assert_eq!(heard, Err(ErrorKind::UnexpectedEof), "the child died inside a message");
    });
}

/// The same promises on a pipe of the system, which has less room than this message has bytes: no proof, but a look at the real thing.
#[test]
fn a_real_pipe_carries_more_than_it_holds() {
    let message: Vec<u8> = (0..200_000).map(|n| n as u8).collect();
    let sent = message.clone();
    let child = move |to_parent: &mut io::PipeWriter| {
        for message in [&sent, &sent[..0], b"almost", b"done", b"bye"] {
            real::write_message(to_parent, message).unwrap();
        }
    };
    let heard = real::results_of(io::pipe().unwrap(), child).unwrap();
    let all_five = heard == [&message, &message[..0], b"almost", b"done", b"bye"];
    assert!(all_five, "five messages were sent, and these are not the {} that came out", heard.len());
}
