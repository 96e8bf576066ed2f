//! Frames, pipes and luggage: whatever the pieces, the messages come out whole; whatever is no message is called so.

use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use multiprocessing::s1_frame::{header, read_frame, write_frame};
use multiprocessing::s2_pipe::LIMIT;
use multiprocessing::{PipeError, pipe, pipe_one_way, wait};
use std::io::{self, ErrorKind, Read, Write};
use std::thread;
use std::time::Duration;

/// Gives and takes as many bytes at a time as `pieces` says, in turn; 0 is an interruption.
struct Pieces<'a> {
    bytes: Vec<u8>,
    pieces: std::iter::Cycle<std::slice::Iter<'a, usize>>,
}

impl<'a> Pieces<'a> {
    fn new(bytes: Vec<u8>, pieces: &'a [usize]) -> Self {
        Pieces { bytes, pieces: pieces.iter().cycle() }
    }

    fn piece(&mut self) -> io::Result<usize> {
        match self.pieces.next() {
            Some(0) => Err(ErrorKind::Interrupted.into()),
            Some(piece) => Ok(*piece),
            None => Ok(usize::MAX),
        }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.piece()?.min(buffer.len()).min(self.bytes.len());
        buffer[..length].copy_from_slice(&self.bytes[..length]);
        self.bytes.drain(..length);
        Ok(length)
    }
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.piece()?.min(bytes.len());
        self.bytes.extend_from_slice(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn messages() -> impl Strategy<Value = Vec<Vec<u8>>> {
    vec(vec(any::<u8>(), 0..300), 0..8)
}

/// At least one of them moves something.
fn pieces() -> impl Strategy<Value = Vec<usize>> {
    vec(0..40_usize, 0..6).prop_map(|mut pieces| {
        pieces.push(7);
        pieces
    })
}

fn frames(messages: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for message in messages {
        write_frame(&mut bytes, message).unwrap();
    }
    bytes
}

/// The messages up to the end, and how it ended.
fn read_all(mut from: impl Read) -> (Vec<Vec<u8>>, Option<PipeError>) {
    let mut messages = Vec::new();
    loop {
        match read_frame(&mut from, LIMIT) {
            Ok(Some(message)) => messages.push(message),
            Ok(None) => return (messages, None),
            Err(why) => return (messages, Some(why)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_messages_in_any_pieces_come_out_whole_and_in_order(messages in messages(), taken in pieces(), given in pieces()) {
        let mut writer = Pieces::new(Vec::new(), &taken);
        for message in &messages {
            write_frame(&mut writer, message).unwrap();
        }
        let (read, end) = read_all(Pieces::new(writer.bytes, &given));
        prop_assert_eq!(read, messages);
        prop_assert!(end.is_none());
    }

    #[test]
    fn a_stream_that_ends_anywhere_gives_the_whole_messages_before_and_says_what_is_missing(
        messages in messages(), end in any::<interleave::proptest::sample::Index>(), given in pieces(),
    ) {
        let mut bytes = frames(&messages);
        bytes.truncate(end.index(bytes.len() + 1));
        let mut whole = Vec::new();
        let mut left = bytes.len();
        for message in &messages {
            if left < 4 + message.len() {
                break;
            }
            left -= 4 + message.len();
            whole.push(message.clone());
        }
        let promised = messages.get(whole.len()).map(|message| message.len() as u64);
        let (read, end) = read_all(Pieces::new(bytes, &given));
        prop_assert_eq!(&read, &whole);
        match end {
            None => prop_assert_eq!(left, 0),
            Some(PipeError::CutOff { got, promised: None }) => prop_assert!(left < 4 && got == left as u64),
            Some(PipeError::CutOff { got, promised: length }) => {
                prop_assert_eq!((got, length), (left as u64 - 4, promised));
            }
            Some(other) => prop_assert!(false, "{other}"),
        }
    }

    /// No panic, no memory for what is only claimed, and what does come out was there.
    #[test]
    fn garbage_ends_with_an_error_or_was_a_message(garbage in vec(any::<u8>(), 0..200), given in pieces()) {
        let length = garbage.len();
        let (read, end) = read_all(Pieces::new(garbage, &given));
        let used: usize = read.iter().map(|message| 4 + message.len()).sum();
        prop_assert!(used <= length);
        prop_assert!(end.is_some() || used >= length - 8 * read.len());
    }
}

#[test]
fn a_length_of_more_than_31_bits_is_written_in_8_bytes_as_cpython_does() {
    assert_eq!(header(0), [0, 0, 0, 0]);
    assert_eq!(header(0x7fff_ffff), [0x7f, 0xff, 0xff, 0xff]);
    assert_eq!(header(0x8000_0000), [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0x80, 0, 0, 0]);
    let long = [&[0xff; 4][..], &[0, 0, 0, 0, 0, 0, 0, 2], b"ab"].concat();
    assert_eq!(read_frame(&long[..], LIMIT).unwrap().unwrap(), b"ab");
    assert!(matches!(read_frame(&long[..9], LIMIT), Err(PipeError::CutOff { got: 9, promised: None })));
    assert!(matches!(read_frame(&long[..4], LIMIT), Err(PipeError::CutOff { got: 4, promised: None })));
}

/// If memory were taken for it, this would end the test.
#[test]
fn a_header_that_claims_more_than_there_is_memory_costs_none() {
    let claims = [&[0xff; 4][..], &(1_u64 << 62).to_be_bytes(), b"ab"].concat();
    assert!(matches!(read_frame(&claims[..], u64::MAX), Err(PipeError::CutOff { got: 2, promised: Some(_) })));
    assert!(matches!(read_frame(&claims[..], LIMIT), Err(PipeError::TooLong { length, .. }) if length == 1 << 62));
    assert!(matches!(read_frame(&[0xff, 0xff, 0xff, 0xfe][..], LIMIT), Err(PipeError::NegativeLength(-2))));
    assert!(matches!(read_frame(&b"Traceback"[..], LIMIT), Err(PipeError::TooLong { .. })));
}

#[test]
fn both_ends_send_and_receive_values() {
    let (one, other) = pipe().unwrap();
    one.send(&("a word", 7_u64, vec![0.5])).unwrap();
    other.send(&Some(())).unwrap();
    assert_eq!(other.recv::<(String, u64, Vec<f64>)>().unwrap(), ("a word".to_owned(), 7, vec![0.5]));
    assert_eq!(one.recv::<Option<()>>().unwrap(), Some(()));
}

#[test]
fn a_one_way_pipe_has_a_receiving_and_a_sending_end() {
    let (receiver, sender) = pipe_one_way().unwrap();
    sender.send_bytes(b"").unwrap();
    assert_eq!(receiver.recv_bytes().unwrap(), b"");
    assert!(matches!(receiver.send(&1), Err(PipeError::ReadOnly)));
    assert!(matches!(sender.recv::<i32>(), Err(PipeError::WriteOnly)));
}

#[test]
fn an_end_that_is_closed_early_is_an_end_to_the_reader_and_an_error_to_the_writer() {
    let (ours, theirs) = pipe().unwrap();
    ours.send_bytes(b"nobody reads this").unwrap();
    theirs.send_bytes(b"the last one").unwrap();
    drop(theirs);
    assert_eq!(ours.recv_bytes().unwrap(), b"the last one");
    assert!(matches!(ours.recv_bytes(), Err(PipeError::EndOfFile)));
    for _ in 0..2 {
        let why = ours.send(&1).unwrap_err();
        assert!(why.is_broken_pipe() && why.to_string().contains("nobody is left to read"), "{why}");
    }
}

#[test]
fn a_value_of_another_type_is_no_message_lost_to_the_ones_behind_it() {
    let (one, other) = pipe().unwrap();
    one.send(&(1_u8, 2_u8)).unwrap();
    one.send("whole").unwrap();
    let why = other.recv::<u8>().unwrap_err();
    assert!(matches!(why, PipeError::Decode { expected: "u8", .. }), "{why}");
    assert_eq!(other.recv::<String>().unwrap(), "whole");
    one.send_bytes(&[0xff; 40]).unwrap();
    assert!(matches!(other.recv::<Vec<String>>(), Err(PipeError::Decode { .. })));
}

#[test]
fn threads_that_share_both_ends_mix_no_messages_up() {
    let (one, other) = pipe().unwrap();
    let message = |thread: usize| vec![thread as u8; 20_000 + thread];
    let received = thread::scope(|scope| {
        for thread in 0..4 {
            let one = &one;
            scope.spawn(move || (0..50).for_each(|_| one.send_bytes(&message(thread)).unwrap()));
        }
        let readers =
            [(); 2].map(|()| scope.spawn(|| (0..100).map(|_| other.recv_bytes().unwrap()).collect::<Vec<_>>()));
        readers.map(|reader| reader.join().unwrap()).concat()
    });
    for thread in 0..4 {
        assert_eq!(received.iter().filter(|bytes| **bytes == message(thread)).count(), 50);
    }
}

#[test]
fn wait_names_who_has_something_and_poll_says_whether() {
    let (one, to_one) = pipe().unwrap();
    let (other, to_other) = pipe().unwrap();
    let ready = |timeout| {
        wait(&[&one, &other], timeout).unwrap().into_iter().map(|end| std::ptr::eq(end, &one)).collect::<Vec<_>>()
    };
    assert_eq!(ready(Some(Duration::ZERO)), [false; 0]);
    assert!(!one.poll(Some(Duration::ZERO)).unwrap());
    to_other.send(&1).unwrap();
    assert_eq!(ready(None), [false]);
    drop(to_one);
    assert_eq!(ready(None), [true, false]);
    assert!(one.poll(None).unwrap());
}

#[cfg(unix)]
mod unix {
    use super::{PipeError, pipe, pipe_one_way, thread};
    use multiprocessing::Connection;
    use multiprocessing::s3_luggage::{give, take};
    use std::io::Write as _;
    use std::os::fd::{AsFd as _, OwnedFd};
    use std::os::unix::net::UnixStream;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// A connection, and the raw socket at its other end.
    fn raw() -> (Connection, UnixStream) {
        let (ours, theirs) = UnixStream::pair().unwrap();
        (OwnedFd::from(ours).into(), theirs)
    }

    #[test]
    fn a_message_that_is_cut_in_two_comes_when_its_second_half_comes() {
        let (ours, mut theirs) = raw();
        theirs.write_all(&[0, 0, 0, 4, b'h']).unwrap();
        thread::scope(|scope| {
            let reader = scope.spawn(|| ours.recv_bytes());
            theirs.write_all(b"alf").unwrap();
            assert_eq!(reader.join().unwrap().unwrap(), b"half");
        });
    }

    #[test]
    fn after_a_broken_frame_nothing_is_believed() {
        let (ours, mut theirs) = raw();
        theirs.write_all(&[0x80, 0, 0, 0]).unwrap();
        theirs.write_all(&[0, 0, 0, 1, b'x']).unwrap();
        assert!(matches!(ours.recv_bytes(), Err(PipeError::NegativeLength(i32::MIN))));
        assert!(matches!(ours.recv_bytes(), Err(PipeError::OutOfStep)));
    }

    #[test]
    fn connections_travel_through_connections_with_what_is_in_them() {
        let (one, other) = pipe().unwrap();
        let (receiver, sender) = pipe_one_way().unwrap();
        sender.send("before it travelled").unwrap();
        one.send(&(7, [receiver, sender])).unwrap();
        let (number, [receiver, sender]) = other.recv::<(i32, [Connection; 2])>().unwrap();
        assert_eq!((number, receiver.recv::<String>().unwrap()), (7, "before it travelled".to_owned()));
        assert!(matches!(receiver.send(&1), Err(PipeError::ReadOnly)));
        drop(sender);
        assert!(matches!(receiver.recv_bytes(), Err(PipeError::EndOfFile)));
    }

    #[test]
    fn luggage_that_nobody_takes_is_closed() {
        let (one, other) = pipe().unwrap();
        for take in [
            |from: &Connection| drop(from.recv_bytes()),
            |from: &Connection| drop(from.recv::<u8>()),
            |from: &Connection| drop(from.recv::<Connection>()),
        ] {
            let (ours, theirs) = pipe().unwrap();
            one.send(&theirs).unwrap();
            drop(theirs);
            take(&other);
            assert!(matches!(ours.recv_bytes(), Err(PipeError::EndOfFile)));
        }
    }

    #[test]
    fn a_connection_is_refused_outside_of_a_message_and_a_number_without_its_luggage() {
        let (one, other) = pipe().unwrap();
        assert!(matches!(give(one.as_fd()), Err(PipeError::NotInAMessage)));
        assert!(matches!(take(0), Err(PipeError::NotInAMessage)));
        assert!(postcard::to_stdvec(&one).is_err());
        // What a connection looks like, without one.
        one.send(&(0_u32, true, true)).unwrap();
        assert!(matches!(other.recv::<Connection>(), Err(PipeError::NoLuggage(0))));
    }

    #[test]
    fn a_panic_while_a_message_is_packed_leaves_no_luggage_behind() {
        struct Unfinished(Connection);
        impl serde::Serialize for Unfinished {
            fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                give(self.0.as_fd()).unwrap();
                panic!("out of stilton")
            }
        }
        let (one, _other) = pipe().unwrap();
        let (ours, theirs) = pipe().unwrap();
        let unfinished = Unfinished(theirs);
        catch_unwind(AssertUnwindSafe(|| one.send(&unfinished))).unwrap_err();
        assert!(matches!(give(one.as_fd()), Err(PipeError::NotInAMessage)));
        drop(unfinished);
        assert!(matches!(ours.recv_bytes(), Err(PipeError::EndOfFile)));
    }

    #[test]
    fn as_much_luggage_travels_as_the_system_carries_and_not_one_more() {
        let (one, other) = pipe().unwrap();
        let (_, sender) = pipe_one_way().unwrap();
        one.send(&vec![&sender; 253]).unwrap();
        assert_eq!(other.recv::<Vec<Connection>>().unwrap().len(), 253);
        assert!(matches!(one.send(&vec![&sender; 254]), Err(PipeError::TooMuchLuggage { count: 254, limit: 253 })));
        one.send("nothing was sent").unwrap();
        assert_eq!(other.recv::<String>().unwrap(), "nothing was sent");
    }
}
