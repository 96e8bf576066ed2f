//! Round trips over UDP beside threads that only count, under our GIL: what `book/python/round_trips.py` asks of CPython.
//!
//! # Keeps true
//!
//! Whoever asks the system for something has let go of the GIL meanwhile; whoever counts lets go only when asked.

use std::hint::black_box;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use gil::{Gil, SWITCH_INTERVAL};

use super::Named;

/// Round trips beside nobody, one and two, and beside one at two shorter switch intervals.
pub fn measured(quick: bool) -> Named {
    let each = Duration::from_millis(if quick { 100 } else { 300 });
    let server = echo();
    let long = SWITCH_INTERVAL;
    let [alone, one, two] = [0, 1, 2].map(|threads| beside(threads, long, each, server));
    let [half_ms, less] = [500, 50].map(|micros| beside(1, Duration::from_micros(micros), each, server));
    vec![
        ("beside_0", rate(&alone)),
        ("half_0", half(&alone)),
        ("slowest_0", slowest(&alone)),
        ("beside_1", rate(&one)),
        ("half_1", half(&one)),
        ("slowest_1", slowest(&one)),
        ("beside_2", rate(&two)),
        ("half_2", half(&two)),
        ("slowest_2", slowest(&two)),
        ("interval_500", rate(&half_ms)),
        ("interval_50", rate(&less)),
    ]
}

/// A server on a thread without any GIL, which sends back what comes until the program ends.
fn echo() -> SocketAddr {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on 127.0.0.1");
    let address = socket.local_addr().expect("it is bound");
    thread::spawn(move || {
        let mut buffer = [0; 64];
        while let Ok((length, sender)) = socket.recv_from(&mut buffer) {
            socket.send_to(&buffer[..length], sender).expect("127.0.0.1 takes what is sent");
        }
    });
    address
}

/// How long each round trip took beside so many counting threads, from the quickest to the slowest.
fn beside(threads: usize, interval: Duration, each: Duration, server: SocketAddr) -> Vec<f64> {
    let (gil, stop) = (Gil::with_interval(interval), AtomicBool::new(false));
    let mut took = thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| count(&gil, &stop));
        }
        let took = asking(&gil, each, server);
        // Relaxed: the threads look at nothing else of ours.
        stop.store(true, Ordering::Relaxed);
        took
    });
    took.sort_by(f64::total_cmp);
    took
}

/// `while not stop: n += 1`, with the work of some Python instructions in each step.
fn count(gil: &Gil, stop: &AtomicBool) {
    let mut held = gil.take();
    let mut n = 0_u64;
    // Relaxed: see where it is stored.
    while !stop.load(Ordering::Relaxed) {
        for _ in 0..50 {
            n = black_box(n + 1);
        }
        held.poll();
    }
}

// ANCHOR: asking
/// Each call of the system lets go around its wait, as CPython's `send` and `recv` do.
fn asking(gil: &Gil, each: Duration, server: SocketAddr) -> Vec<f64> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on 127.0.0.1");
    socket.connect(server).expect("UDP connects to any address");
    let (mut held, mut took, mut answer) = (gil.take(), Vec::new(), [0; 64]);
    let begin = Instant::now();
    let mut now = begin;
    while now < begin + each {
        held.allow_threads(|| socket.send(b"ping")).expect("127.0.0.1 takes what is sent");
        held.allow_threads(|| socket.recv(&mut answer)).expect("the server answers");
        let last = std::mem::replace(&mut now, Instant::now());
        took.push((now - last).as_secs_f64());
    }
    took
}
// ANCHOR_END: asking

#[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^52 of them")]
fn rate(took: &[f64]) -> f64 {
    took.len() as f64 / took.iter().sum::<f64>()
}

fn half(took: &[f64]) -> f64 {
    took[took.len() / 2]
}

fn slowest(took: &[f64]) -> f64 {
    took[took.len() - 1]
}
