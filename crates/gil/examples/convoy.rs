//! The convoy: UDP round trips beside threads that only compute, under our GIL and in CPython, and the same in virtual time.
//!
//! Run it with `cargo run -q --release -p gil --example convoy`, on a machine that does nothing else. `--svg FILE` writes the
//! picture of the book instead, and `--trace FILE` one for a trace viewer such as ui.perfetto.dev.

use gil::timeline::virtual_time::{self, CPython};
use gil::timeline::{Timeline, chrome, svg, text};
use gil::{Gil, impact::Lock};
use python::Python;
use std::hint::black_box;
use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// How many threads compute beside the one that asks.
const BESIDE: [usize; 3] = [0, 1, 2];
/// How long one run asks.
const RUN: Duration = Duration::from_secs(1);
/// Each cell is the median of so many runs. All cells are measured once before any is measured again.
const ROUNDS: usize = 5;

/// Round trips a second, and the median of how long one took, in microseconds.
type Measured = (f64, f64);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (names, tasks) = virtual_time::convoy();
    let log = virtual_time::run(&tasks, Duration::from_micros(1), &mut CPython::default());
    let timeline = Timeline::new(&names, &log);
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => measure(),
        ["--svg", file] => write(file, &svg(&timeline, "An I/O thread beside two CPU threads, in virtual time")),
        ["--trace", file] => write(file, &chrome(&timeline)),
        _ => {
            eprintln!("`{}`? It takes `--svg FILE`, `--trace FILE`, or nothing.", arguments.join(" "));
            std::process::exit(2);
        }
    }
    println!("In virtual time, with answers that take 2 ms and are used for 1 ms:\n");
    print!("{}", text::picture(&timeline, 80, &text::DRAWN));
}

fn write(file: &str, text: &str) {
    if let Err(error) = std::fs::write(file, text) {
        eprintln!("{file} cannot be written: {error}");
        std::process::exit(1);
    }
}

fn measure() {
    if cfg!(debug_assertions) {
        println!("Built without --release: the numbers say little.\n");
    }
    let server = echo();
    let python = python::or_skip("the column of CPython");
    let mut cells = BESIDE.map(|_| (Vec::new(), Vec::new()));
    for _ in 0..ROUNDS {
        for (threads, (ours, theirs)) in BESIDE.into_iter().zip(&mut cells) {
            ours.push(beside(threads, server));
            theirs.extend(python.as_ref().map(|python| in_cpython(python, threads, server)));
        }
    }
    println!("UDP round trips a second, and how long one took. Medians of {ROUNDS} runs of {RUN:?}.\n");
    let title = python.map_or("(no CPython)".to_owned(), |python| {
        let (major, minor, micro) = python.version;
        format!("CPython {major}.{minor}.{micro}")
    });
    println!("beside {:>30} {title:>30}", "our GIL");
    for (threads, (ours, theirs)) in BESIDE.into_iter().zip(&cells) {
        println!("{threads:>6} {:>30} {:>30}", told(ours), told(theirs));
    }
    println!();
}

fn told(runs: &[Measured]) -> String {
    if runs.is_empty() {
        return "skipped".to_owned();
    }
    let median = |of: fn(&Measured) -> f64| median(runs.iter().map(of).collect());
    format!("{:.0} a second, {:.0} µs", median(|run| run.0), median(|run| run.1))
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// A server on a thread without any GIL, which sends back what comes until the program ends. Both columns ask the same one.
fn echo() -> SocketAddr {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on 127.0.0.1");
    let address = socket.local_addr().expect("it is bound");
    thread::spawn(move || {
        let mut buffer = [0; 64];
        loop {
            // An error is that of a client which has gone; the next one may live.
            if let Ok((length, sender)) = socket.recv_from(&mut buffer) {
                let _ = socket.send_to(&buffer[..length], sender);
            }
        }
    });
    address
}

/// Our GIL: one thread asks, the others compute.
fn beside(threads: usize, server: SocketAddr) -> Measured {
    let (gil, stop) = (Gil::default(), AtomicBool::new(false));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| count(&gil, &stop));
        }
        let took = round_trips(&gil, server);
        // Relaxed: the threads look at nothing else of ours.
        stop.store(true, Relaxed);
        took
    })
}

/// `while not stop: n += 1`, with the work of some Python instructions in each step.
fn count(gil: &Gil, stop: &AtomicBool) {
    let mut held = gil.take();
    let mut n = 0_u64;
    // Relaxed: see where it is stored.
    while !stop.load(Relaxed) {
        for _ in 0..50 {
            n = black_box(n + 1);
        }
        Gil::poll(&mut held);
    }
}

// ANCHOR: round_trips
/// Each call of the system lets go around its wait, as CPython's `send` and `recv` do.
fn round_trips(gil: &Gil, server: SocketAddr) -> Measured {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on 127.0.0.1");
    socket.connect(server).expect("UDP connects to any address");
    socket.set_read_timeout(Some(Duration::from_secs(10))).expect("it is not zero");
    let (mut held, mut took, mut answer) = (gil.take(), Vec::new(), [0; 64]);
    let begin = Instant::now();
    let mut now = begin;
    while now < begin + RUN {
        held.allow_threads(|| socket.send(b"ping")).expect("127.0.0.1 takes what is sent");
        held.allow_threads(|| socket.recv(&mut answer)).expect("an answer within 10 s");
        let last = std::mem::replace(&mut now, Instant::now());
        took.push((now - last).as_secs_f64());
    }
    let seconds: f64 = took.iter().sum();
    (took.len() as f64 / seconds, median(took) * 1e6)
}
// ANCHOR_END: round_trips

/// The same in CPython, which asks the same server.
fn in_cpython(python: &Python, threads: usize, server: SocketAddr) -> Measured {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/python/convoy.py");
    let mut command = python.command(&script);
    command.args([server.port().to_string(), threads.to_string(), RUN.as_secs_f64().to_string()]);
    let lines = python::lines(&command.output().expect("Python answered a moment ago"), &script);
    let (rate, median) = lines[0].split_once(' ').expect("two numbers");
    (rate.parse().expect("a number"), median.parse().expect("a number"))
}
