//! Our halves of `experiments/03-multiprocessing.toml`: crate multiprocessing does what the Python program does.
//!
//! # Keeps true
//!
//! A process that forks has one thread: processes are measured first, and threads after them.

use std::sync::Arc;
use std::time::Instant;

use multiprocessing::{Connection, Process, StartMethod, get_all_start_methods, get_context, pipe, tasks};
use threading::{SimpleQueue, Thread};

use crate::sample::Values;

#[cfg(unix)]
mod shared_counter;

/// What our half of this name measures; `None` if this chapter has no such half.
#[must_use]
pub fn run(name: &str, quick: bool) -> Option<Values> {
    match name {
        "start_cost" => Some(start_cost(0, if quick { 3 } else { 30 }, get_all_start_methods())),
        #[cfg(unix)]
        "start_cost_256" => Some(start_cost(256, if quick { 1 } else { 3 }, &[StartMethod::Fork])),
        "message_cost" => Some(message_cost(if quick { 0.1 } else { 1.0 })),
        #[cfg(unix)]
        "shared_counter" => Some(shared_counter::measure(if quick { 500_000 } else { 2_000_000 })),
        _ => None,
    }
}

/// The first line of `main` of a program that runs these halves: their children are this program, started once more.
pub fn guard() {
    let mut all = tasks![nothing, echo, super::futures::same];
    #[cfg(unix)]
    all.extend(shared_counter::tasks());
    multiprocessing::guard(all);
}

fn nothing() {}

/// The median of so many measurements, after a first one that does not count.
fn median(times: usize, mut seconds: impl FnMut() -> f64) -> f64 {
    seconds();
    let mut all: Vec<f64> = (0..times).map(|_| seconds()).collect();
    all.sort_by(f64::total_cmp);
    all[times / 2]
}

fn seconds_of(what: impl FnOnce()) -> f64 {
    let begin = Instant::now();
    what();
    begin.elapsed().as_secs_f64()
}

/// To start something that does nothing, and to join it, beside so much memory of the parent.
fn start_cost(megabytes: usize, times: usize, methods: &[StartMethod]) -> Values {
    let ballast = vec![1_u8; megabytes << 20];
    let mut values = Values::new();
    for &method in methods {
        let took = median(times, || seconds_of(|| start_process(method)));
        values.insert(method.name().to_owned(), took);
    }
    values.insert("thread".to_owned(), median(times, || seconds_of(start_thread)));
    drop(ballast);
    values
}

fn start_process(method: StartMethod) {
    let process = get_context(method).expect("it was listed").process(nothing, ());
    process.start().expect("a process can be started");
    process.join().expect("it ends");
}

fn start_thread() {
    let thread = Thread::new(|| ());
    thread.start().expect("a thread can be started");
    thread.join().expect("it ends");
}

/// How many bytes are sent, how often, and the name of the quantity.
const SIZES: [(usize, f64, &str); 4] =
    [(1, 400.0, "1b"), (1_000, 400.0, "1kb"), (1_000_000, 20.0, "1mb"), (10_000_000, 3.0, "10mb")];

fn echo(pipe: Connection) {
    while let Ok(message) = pipe.recv_bytes() {
        if pipe.send_bytes(&message).is_err() {
            return;
        }
    }
}

/// A message to another process and back, and to another thread and back; `share` is how much of the full number of times.
fn message_cost(share: f64) -> Values {
    let mut values = Values::new();
    let (ours, theirs) = pipe().expect("there is a pipe");
    let process = Process::new(echo, (theirs,));
    process.start().expect("a process can be started");
    measure("process", share, &mut values, |message| {
        ours.send_bytes(message).expect("the child listens");
        assert_eq!(ours.recv_bytes().expect("the child answers").len(), message.len());
    });
    drop(ours);
    process.join().expect("it ends with the pipe");

    // Only a reference crosses, as in Python. An empty message is the last one.
    let (there, back) = (SimpleQueue::<Arc<[u8]>>::new(), SimpleQueue::new());
    std::thread::scope(|scope| {
        scope.spawn(|| while !echo_once(&there, &back) {});
        measure("thread", share, &mut values, |message| {
            there.put(Arc::clone(message));
            assert_eq!(back.get().len(), message.len());
        });
        there.put(Arc::default());
    });
    values
}

/// Sends one message back, and says whether it was the last one.
fn echo_once(from: &SimpleQueue<Arc<[u8]>>, to: &SimpleQueue<Arc<[u8]>>) -> bool {
    let message = from.get();
    let last = message.is_empty();
    to.put(message);
    last
}

fn measure(whom: &str, share: f64, values: &mut Values, trip: impl Fn(&Arc<[u8]>)) {
    for (size, times, name) in SIZES {
        let message = Arc::from(vec![b'x'; size]);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred at most")]
        let times = (times * share).max(1.0) as usize;
        values.insert(format!("{whom}_{name}"), median(times, || seconds_of(|| trip(&message))));
    }
}
