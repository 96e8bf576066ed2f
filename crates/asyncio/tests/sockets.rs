//! Streams on real sockets: the peer that is slow, rude, gone, or one of a hundred.

use asyncio::s5_sockets::{Interest, Sockets, Source};
use asyncio::{
    StreamReader, StreamWriter, TaskError, create_task, gather, get_running_loop, open_connection, run, sleep,
    start_server,
};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::{Arc, mpsc};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

#[path = "../examples/echo_server.rs"]
mod echo_server;
use echo_server::echo;

/// Any free port of this machine.
const HERE: fn() -> SocketAddr = || SocketAddr::from((Ipv4Addr::LOCALHOST, 0));

async fn read_to_end(reader: &mut StreamReader) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let bytes = reader.read(64 * 1024).await?;
        if bytes.is_empty() {
            return Ok(all);
        }
        all.extend(bytes);
    }
}

/// Sends `bytes`, says that no more will come, and reads the answer to its end.
async fn asks(address: SocketAddr, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let (mut reader, mut writer) = open_connection(address).await?;
    writer.write(bytes);
    writer.write_eof().await?;
    read_to_end(&mut reader).await
}

#[test]
fn who_has_closed_one_half_still_reads_with_the_other() {
    run(async {
        let server = start_server(echo, HERE()).await.unwrap();
        assert_eq!(asks(server.local_addr(), b"hello").await.unwrap(), b"hello");
    });
}

#[test]
fn a_hundred_clients_are_served_at_once() {
    run(async {
        // Nobody is answered before all have connected, so they are there at once.
        let (here, waiting) = (Rc::new(Cell::new(0)), Rc::new(RefCell::new(Vec::new())));
        let serve = move |reader: StreamReader, writer: StreamWriter| {
            here.set(here.get() + 1);
            waiting.borrow_mut().push((reader, writer));
            let ready = if here.get() == 100 { waiting.take() } else { Vec::new() };
            async move {
                for (reader, writer) in ready {
                    drop(create_task(echo(reader, writer)));
                }
            }
        };
        let server = start_server(serve, HERE()).await.unwrap();
        let address = server.local_addr();
        let answers =
            gather((0..100).map(|number| async move { asks(address, format!("client {number}").as_bytes()).await }));
        for (number, answer) in answers.await.unwrap().into_iter().enumerate() {
            assert_eq!(answer.unwrap(), format!("client {number}").as_bytes());
        }
    });
}

/// More than all buffers hold, and a client that sends it all before it reads: both must be able to wait.
#[test]
fn a_slow_reader_gets_every_byte() {
    let sent: Vec<u8> = (0..8 * 1024 * 1024).map(|number: u32| (number % 251) as u8).collect();
    let expected = sent.clone();
    let received = run(async move {
        let server = start_server(echo, HERE()).await.unwrap();
        let (mut reader, mut writer) = open_connection(server.local_addr()).await.unwrap();
        let sending = create_task(async move {
            writer.write(&sent);
            writer.write_eof().await
        });
        let received = read_to_end(&mut reader).await.unwrap();
        sending.await.unwrap().unwrap();
        received
    });
    assert!(received == expected, "{} bytes of {} came back", received.len(), expected.len());
}

/// One task waits to read and one to write, on the same connection. That something has come to be read, and was, must
/// not cost the writer its place.
#[test]
fn who_waits_to_write_is_not_forgotten_when_something_is_read() {
    let listener = TcpListener::bind(HERE()).unwrap();
    let address = listener.local_addr().unwrap();
    let (to, now) = mpsc::channel::<()>();
    let peer = thread::spawn(move || {
        let mut peer = listener.accept().unwrap().0;
        now.recv().unwrap();
        peer.write_all(b"!").unwrap();
        now.recv().unwrap();
        let mut all = Vec::new();
        peer.read_to_end(&mut all).unwrap();
        all.len()
    });
    const MANY: usize = 8 * 1024 * 1024;
    run(async move {
        let (mut reader, mut writer) = open_connection(address).await.unwrap();
        let writing = create_task(async move {
            writer.write(&vec![0; MANY]);
            writer.write_eof().await
        });
        let reading = create_task(async move { reader.read(1).await });
        // Nobody reads at the other end, so after some turns both wait.
        for _ in 0..100 {
            sleep(Duration::ZERO).await;
        }
        to.send(()).unwrap();
        assert_eq!(reading.await.unwrap().unwrap(), b"!");
        to.send(()).unwrap();
        writing.await.unwrap().unwrap();
    });
    assert_eq!(peer.join().unwrap(), MANY);
}

/// Somebody sends faster than we read, so that nothing has to be waited for: the others have their turn all the same.
#[test]
fn a_socket_that_is_always_ready_does_not_keep_the_others_waiting() {
    run(async {
        let selector: Arc<dyn Any + Send + Sync> = get_running_loop().selector();
        let sockets: Arc<Sockets> = selector.downcast().unwrap();
        let socket = TcpListener::bind(HERE()).unwrap();
        socket.set_nonblocking(true).unwrap();
        let source = Source::new(&sockets, socket).unwrap();
        drop(create_task(async move {
            loop {
                source.ready(Interest::Read, |_| Ok(())).await.unwrap();
            }
        }));
        sleep(Duration::from_millis(1)).await;
    });
}

/// What the one connection of a server saw, when a client of another thread has done `deed`.
fn seen_by_the_server(deed: impl FnOnce(TcpStream) + Send + 'static) -> io::Result<Vec<u8>> {
    run(async {
        let (seen, waker) = (Rc::new(RefCell::new(None)), Rc::new(RefCell::new(None::<Waker>)));
        let (their_seen, their_waker) = (Rc::clone(&seen), Rc::clone(&waker));
        let serve = move |mut reader: StreamReader, mut writer: StreamWriter| {
            let (seen, waker) = (Rc::clone(&their_seen), Rc::clone(&their_waker));
            async move {
                // Until a client hears this, it may be in the listener's queue only, where a reset just takes it out.
                writer.write(b"!");
                writer.drain().await.unwrap();
                *seen.borrow_mut() = Some(read_to_end(&mut reader).await);
                waker.take().into_iter().for_each(Waker::wake);
            }
        };
        let server = start_server(serve, HERE()).await.unwrap();
        let address = server.local_addr();
        let client = thread::spawn(move || {
            let mut client = TcpStream::connect(address).unwrap();
            client.read_exact(&mut [0]).unwrap();
            deed(client);
        });
        let first = poll_fn(|context| {
            *waker.borrow_mut() = Some(context.waker().clone());
            seen.take().map_or(Poll::Pending, Poll::Ready)
        });
        let first = first.await;
        client.join().unwrap();
        // It still serves.
        let (_reader, _writer) = open_connection(address).await.unwrap();
        first
    })
}

#[test]
fn a_client_that_closes_half_way_ends_the_stream_where_it_stopped() {
    let seen = seen_by_the_server(|mut client| {
        client.write_all(b"half a mess").unwrap();
        client.shutdown(Shutdown::Write).unwrap();
    });
    assert_eq!(seen.unwrap(), b"half a mess");
}

#[test]
fn a_client_that_resets_is_an_error_of_its_connection_only() {
    let seen = seen_by_the_server(|client| {
        // With a linger time of zero, closing sends a reset and no end of file.
        socket2::SockRef::from(&client).set_linger(Some(Duration::ZERO)).unwrap();
    });
    assert_eq!(seen.unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[test]
fn to_write_to_a_client_that_is_gone_is_an_error_in_the_end() {
    run(async {
        let listener = TcpListener::bind(HERE()).unwrap();
        let (_reader, mut writer) = open_connection(listener.local_addr().unwrap()).await.unwrap();
        let client = listener.accept().unwrap().0;
        socket2::SockRef::from(&client).set_linger(Some(Duration::ZERO)).unwrap();
        drop(client);
        let error = loop {
            writer.write(b"anybody there?");
            if let Err(error) = writer.drain().await {
                break error;
            }
        };
        let gone = [ErrorKind::ConnectionReset, ErrorKind::BrokenPipe, ErrorKind::ConnectionAborted];
        assert!(gone.contains(&error.kind()), "{error}");
    });
}

#[test]
fn nobody_listens_is_told_to_who_connects() {
    let address = TcpListener::bind(HERE()).unwrap().local_addr().unwrap();
    let error = run(async move { open_connection(address).await.unwrap_err() });
    assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
}

#[test]
fn a_server_that_is_closed_accepts_nobody_and_serves_on() {
    run(async {
        let server = start_server(echo, HERE()).await.unwrap();
        let (mut reader, mut writer) = open_connection(server.local_addr()).await.unwrap();
        writer.write(b"before");
        writer.drain().await.unwrap();
        assert_eq!(reader.read(6).await.unwrap(), b"before");
        server.close();
        // The task that accepts has its turn, and lets go of the socket.
        sleep(Duration::ZERO).await;
        let error = open_connection(server.local_addr()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
        writer.write(b"after");
        writer.write_eof().await.unwrap();
        assert_eq!(read_to_end(&mut reader).await.unwrap(), b"after");
    });
}

#[test]
fn a_handler_that_panics_ends_its_own_connection() {
    run(async {
        let first = Cell::new(true);
        let serve = move |reader, writer| {
            let panics = first.replace(false);
            async move {
                if panics {
                    resume_unwind(Box::new("the first client's"));
                }
                echo(reader, writer).await;
            }
        };
        let server = start_server(serve, HERE()).await.unwrap();
        // Closed, or reset if something was not read: either way it is over.
        assert!(asks(server.local_addr(), b"hello").await.unwrap_or_default().is_empty());
        assert_eq!(asks(server.local_addr(), b"hello").await.unwrap(), b"hello");
    });
}

/// A task that waits for a socket for ever is dropped with its loop, and the peer learns of it.
#[test]
fn the_end_of_the_loop_closes_its_connections() {
    let (to, from) = mpsc::channel();
    let listener = TcpListener::bind(HERE()).unwrap();
    let address = listener.local_addr().unwrap();
    let client = thread::spawn(move || {
        let mut client = listener.accept().unwrap().0;
        to.send(()).unwrap();
        client.read(&mut [0; 8]).unwrap()
    });
    run(async move {
        let (mut reader, writer) = open_connection(address).await.unwrap();
        drop(create_task(async move {
            let _read = reader.read(8).await;
            drop(writer);
            pending::<()>().await;
        }));
        sleep(Duration::ZERO).await;
        from.recv().unwrap();
    });
    assert_eq!(client.join().unwrap(), 0);
}

/// Wakers know the loop's queue, the queue knows the selector, and the selector has wakers: a circle, unless each lets go in time.
#[test]
fn a_loop_that_has_ended_leaves_nothing_behind() {
    let selector = run(async {
        let server = start_server(echo, HERE()).await.unwrap();
        let (mut reader, writer) = open_connection(server.local_addr()).await.unwrap();
        // Each of these waits, and none of them ends.
        drop(create_task(async move { (reader.read(1).await, writer) }));
        drop(create_task(sleep(Duration::from_secs(3_600))));
        drop(create_task(async move { server.serve_forever().await }));
        for _ in 0..10 {
            sleep(Duration::ZERO).await;
        }
        Arc::downgrade(&get_running_loop().selector())
    });
    assert_eq!(selector.strong_count(), 0, "somebody still holds the loop's sockets");
}

#[test]
fn a_server_that_panics_before_its_first_await_serves_the_next_client() {
    run(async {
        let first = Cell::new(true);
        let serve = move |reader, writer| {
            if first.replace(false) {
                resume_unwind(Box::new("not yet"));
            }
            echo(reader, writer)
        };
        let server = start_server(serve, HERE()).await.unwrap();
        let refused = asks(server.local_addr(), b"hello").await;
        assert!(refused.map_or(true, |answer| answer.is_empty()), "the first one panicked");
        assert_eq!(asks(server.local_addr(), b"hello").await.unwrap(), b"hello");
    });
}

#[test]
fn who_asks_for_as_many_bytes_as_there_can_be_gets_what_there_are() {
    run(async {
        let server = start_server(echo, HERE()).await.unwrap();
        let (mut reader, mut writer) = open_connection(server.local_addr()).await.unwrap();
        writer.write(b"hello");
        writer.write_eof().await.unwrap();
        assert_eq!(reader.read(usize::MAX).await.unwrap(), b"hello");
    });
}

#[test]
fn a_connection_that_is_taken_to_another_loop_is_refused() {
    let peer = TcpListener::bind(HERE()).unwrap();
    let address = peer.local_addr().unwrap();
    let (mut reader, mut writer) = run(async move { open_connection(address).await.unwrap() });
    writer.write(b"hello");
    let reads = async move { drop(reader.read(5).await) };
    let drains = async move { drop(writer.drain().await) };
    // Hangs here if the second loop waits for what only the first one can hear.
    for other in [catch_unwind(AssertUnwindSafe(|| run(reads))), catch_unwind(AssertUnwindSafe(|| run(drains)))] {
        let words = TaskError::Panicked(other.unwrap_err()).to_string();
        assert!(words.contains("attached to a different loop"), "{words}");
    }
}

#[test]
fn a_loop_that_always_has_something_to_do_still_hears_its_sockets() {
    run(async {
        drop(create_task(async {
            loop {
                sleep(Duration::ZERO).await;
            }
        }));
        let server = start_server(echo, HERE()).await.unwrap();
        assert_eq!(asks(server.local_addr(), b"hello").await.unwrap(), b"hello");
    });
}
