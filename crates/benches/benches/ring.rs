//! The ring and the pipe of crate multiprocessing beside ipc-channel and CPython's pipe, as ratios of one run.
//!
//! `cargo bench -p benches --bench ring`. Messages of one size go from this process to another one, which says when it has received all.
//! A figure is microseconds on the wall for one message. Everybody takes a turn in each of fifteen rounds, and the least counts: what
//! else the machine does can only make a round longer. CPython is measured by `ring.py`, in the same way.
//!
//! What is sent lies in memory that has been used before, and each message that is received is a vector of its own. CPython has no
//! ring; its shared memory alone is no way to send anything.

use criterion::Criterion;
use ipc_channel::ipc::{IpcBytesSender, IpcOneShotServer, IpcSender, bytes_channel};
use multiprocessing::{Connection, Process, RingReceiver, guard, pipe, pipe_one_way, ring, tasks};
use serde::Serialize;
use std::cell::RefCell;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const SIZES: [(&str, usize); 4] = [("64 B", 64), ("1 KiB", 1 << 10), ("64 KiB", 64 << 10), ("1 MiB", 1 << 20)];
/// The ring's size. A message of 1 MiB goes through it in three parts.
const RING: usize = 1 << 20;
const ROUNDS: usize = 15;

/// How many messages are received next; an answer says that all are here.
fn receive(orders: &Connection, mut next: impl FnMut() -> usize) {
    while let Ok((times, size)) = orders.recv::<(u64, usize)>() {
        for _ in 0..times {
            assert_eq!(next(), size);
        }
        orders.send(&()).unwrap();
    }
}

fn receive_from_ring(mut from: RingReceiver, orders: Connection) {
    receive(&orders, || black_box(from.recv_bytes().unwrap().unwrap()).len());
}

fn receive_from_pipe(from: Connection, orders: Connection) {
    receive(&orders, || black_box(from.recv_bytes().unwrap()).len());
}

fn receive_from_ipc_channel(server: String, orders: Connection) {
    let (sender, receiver) = bytes_channel().unwrap();
    IpcSender::<IpcBytesSender>::connect(server).unwrap().send(sender).unwrap();
    receive(&orders, || black_box(receiver.recv().unwrap()).len());
}

/// Sends a message.
type SendBytes = Box<dyn FnMut(&[u8])>;

/// Somebody who sends messages to a child of theirs.
struct Contender {
    name: &'static str,
    send: SendBytes,
    orders: Connection,
    /// Ended, when it is dropped, by the end of `orders`.
    _child: Process,
}

impl Contender {
    fn new<F, Args>(
        name: &'static str,
        task: F,
        args: Args,
        orders: Connection,
        send: impl FnMut(&[u8]) + 'static,
    ) -> Self
    where
        F: multiprocessing::s4_task::Task<Args>,
        Args: Serialize + Send + 'static,
    {
        let child = Process::new(task, args);
        child.start().unwrap();
        Contender { name, send: Box::new(send), orders, _child: child }
    }

    /// Sends so many messages; the child has received the last one.
    fn work(&mut self, times: u64, message: &[u8]) -> Duration {
        self.orders.send(&(times, message.len())).unwrap();
        let start = Instant::now();
        for _ in 0..times {
            (self.send)(message);
        }
        self.orders.recv::<()>().unwrap();
        start.elapsed()
    }
}

/// The ring, the pipe, and whom they are measured against.
fn contenders() -> [Contender; 3] {
    let (mut sender, receiver) = ring(RING).unwrap();
    let (orders, theirs) = pipe().unwrap();
    let send = move |message: &[u8]| sender.send_bytes(message).unwrap();
    let by_ring = Contender::new("ring", receive_from_ring, (receiver, theirs), orders, send);

    let (receiver, sender) = pipe_one_way().unwrap();
    let (orders, theirs) = pipe().unwrap();
    let send = move |message: &[u8]| sender.send_bytes(message).unwrap();
    let by_pipe = Contender::new("pipe", receive_from_pipe, (receiver, theirs), orders, send);

    let (server, name) = IpcOneShotServer::<IpcBytesSender>::new().unwrap();
    let (orders, theirs) = pipe().unwrap();
    let sender = RefCell::new(None);
    let server = RefCell::new(Some(server));
    let send = move |message: &[u8]| {
        if let Some(server) = server.take() {
            sender.replace(Some(server.accept().unwrap().1));
        }
        sender.borrow().as_ref().unwrap().send(message).unwrap();
    };
    let by_ipc_channel = Contender::new("ipc-channel", receive_from_ipc_channel, (name, theirs), orders, send);
    [by_ring, by_pipe, by_ipc_channel]
}

/// CPython's microseconds for each size.
fn of_python() -> Option<(String, Vec<f64>)> {
    let python = python::or_skip("CPython's column")?;
    let lines = python.lines(&Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/ring.py"));
    let (major, minor, micro) = python.version;
    Some((format!("{major}.{minor}.{micro}"), lines.iter().map(|line| line.parse().unwrap()).collect()))
}

fn main() {
    guard(tasks![receive_from_ring, receive_from_pipe, receive_from_ipc_channel]);
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(20))
        .measurement_time(Duration::from_millis(150))
        .configure_from_args();
    let mut contenders = contenders();
    let mut measured = Vec::new();
    for (what, size) in SIZES {
        let message = vec![7; size];
        let mut best = [f64::INFINITY; 3];
        for round in 1..=ROUNDS {
            for (contender, best) in contenders.iter_mut().zip(&mut best) {
                let (mut time, mut messages) = (Duration::ZERO, 0);
                criterion.bench_function(&format!("{what}, {}, round {round}", contender.name), |bencher| {
                    bencher.iter_custom(|times| {
                        let took = contender.work(times, &message);
                        time += took;
                        messages += times;
                        took
                    });
                });
                *best = best.min(time.as_secs_f64() * 1e6 / messages.max(1) as f64);
            }
        }
        measured.push(best);
    }
    let python = of_python();
    println!("\nµs a message, on the wall; CPython {}", python.as_ref().map_or("not found", |(version, _)| version));
    for (n, ((what, size), [ring, pipe, theirs])) in SIZES.iter().zip(&measured).enumerate() {
        let python = python.as_ref().map_or(String::new(), |(_, all)| {
            format!(
                "; python's pipe {:.2}, {:.1} times ours, {:.1} times the ring",
                all[n],
                all[n] / pipe,
                all[n] / ring
            )
        });
        println!(
            "{what:<7} ring {ring:.2} ({:.2} GB/s), pipe {pipe:.2}, ipc-channel {theirs:.2}: {:.1} times the ring, {:.2} times the pipe{python}",
            *size as f64 / ring / 1e3,
            theirs / ring,
            theirs / pipe,
        );
    }
}
