//! What a process costs to start, and a message there and back, beside CPython and ipc-channel, as ratios of one run.
//!
//! `cargo bench -p benches --bench process`. A start is a task that does nothing, started and joined, by each start method; the
//! fork server runs already. A round trip is eight bytes that a child sends back. Figures are microseconds on the wall. Everybody
//! takes a turn in each of fifteen rounds, and the least counts: what else the machine does can only make a round longer. CPython is
//! measured by `process.py`, in the same way. `thread` is crate threading's `Thread`, and Python's.

use criterion::Criterion;
use ipc_channel::ipc::{IpcBytesReceiver, IpcBytesSender, IpcOneShotServer, IpcSender, bytes_channel};
use multiprocessing::{Connection, Process, StartMethod, get_context, guard, pipe, tasks};
use std::path::Path;
use std::time::{Duration, Instant};
use threading::Thread;

const ROUNDS: usize = 15;

fn nothing() {}

fn echoes(with: Connection) {
    while let Ok(bytes) = with.recv_bytes() {
        with.send_bytes(&bytes).unwrap();
    }
}

/// Both directions are made here, and their other ends sent back through the server of this name.
fn echoes_by_ipc_channel(server: String) {
    let (to_us, receiver) = bytes_channel().unwrap();
    let (sender, from_us) = bytes_channel().unwrap();
    IpcSender::connect(server).unwrap().send((to_us, from_us)).unwrap();
    while let Ok(bytes) = receiver.recv() {
        sender.send(&bytes).unwrap();
    }
}

/// A row: a name, and what is done once.
type Row = (&'static str, Box<dyn FnMut()>);

fn starts(name: &'static str, method: StartMethod) -> Row {
    let context = get_context(method).unwrap();
    let start = move || {
        let process = context.process(nothing, ());
        process.start().unwrap();
        assert_eq!(process.join().unwrap(), 0);
    };
    (name, Box::new(start))
}

fn starts_a_thread() {
    let thread = Thread::new(|| ());
    thread.start().unwrap();
    thread.join().unwrap();
}

/// Those that start something. First, since `fork` wants to be alone, and the last of them needs a moment to be gone.
fn starting() -> Vec<Row> {
    vec![
        starts("start: spawn", StartMethod::Spawn),
        #[cfg(unix)]
        starts("start: fork", StartMethod::Fork),
        #[cfg(unix)]
        starts("start: forkserver", StartMethod::ForkServer),
        ("start: thread", Box::new(starts_a_thread)),
    ]
}

/// Those that send eight bytes to a child and get them back, and the children.
fn round_trips() -> (Vec<Row>, [Process; 2]) {
    let (ours, theirs) = pipe().unwrap();
    let by_pipe = Process::new(echoes, (theirs,));
    by_pipe.start().unwrap();
    let trip = move || {
        ours.send_bytes(&[7; 8]).unwrap();
        assert_eq!(ours.recv_bytes().unwrap(), [7; 8]);
    };
    let (server, name) = IpcOneShotServer::<(IpcBytesSender, IpcBytesReceiver)>::new().unwrap();
    let by_ipc_channel = Process::new(echoes_by_ipc_channel, (name,));
    by_ipc_channel.start().unwrap();
    let (_server, (sender, receiver)) = server.accept().unwrap();
    let their_trip = move || {
        sender.send(&[7; 8]).unwrap();
        assert_eq!(receiver.recv().unwrap(), [7; 8]);
    };
    let rows: Vec<Row> = vec![("round trip: pipe", Box::new(trip)), ("round trip: ipc-channel", Box::new(their_trip))];
    (rows, [by_pipe, by_ipc_channel])
}

/// The least microseconds of each row.
fn measure(criterion: &mut Criterion, rows: &mut [Row]) -> Vec<(&'static str, f64)> {
    let mut best: Vec<_> = rows.iter().map(|(name, _)| (*name, f64::INFINITY)).collect();
    for round in 1..=ROUNDS {
        for ((name, once), (_, best)) in rows.iter_mut().zip(&mut best) {
            let (mut time, mut done) = (Duration::ZERO, 0);
            criterion.bench_function(&format!("{name}, round {round}"), |bencher| {
                bencher.iter_custom(|times| {
                    let start = Instant::now();
                    (0..times).for_each(|_| once());
                    let took = start.elapsed();
                    time += took;
                    done += times;
                    took
                });
            });
            *best = best.min(time.as_secs_f64() * 1e6 / done.max(1) as f64);
        }
    }
    best
}

/// CPython's microseconds, by the name of the row.
fn of_python() -> Option<(String, Vec<(String, f64)>)> {
    let python = python::or_skip("CPython's column")?;
    let lines = python.lines(&Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/process.py"));
    let (major, minor, micro) = python.version;
    let figure = |line: &String| {
        let (name, figure) = line.rsplit_once(' ').unwrap();
        (name.to_owned(), figure.parse().unwrap())
    };
    Some((format!("{major}.{minor}.{micro}"), lines.iter().map(figure).collect()))
}

fn main() {
    guard(tasks![nothing, echoes, echoes_by_ipc_channel]);
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(20))
        .measurement_time(Duration::from_millis(150))
        .configure_from_args();
    let mut measured = measure(&mut criterion, &mut starting());
    let (mut rows, children) = round_trips();
    measured.extend(measure(&mut criterion, &mut rows));
    // Their ends of the pipes go, and so the children end.
    drop(rows);
    drop(children);
    let python = of_python();
    println!("\nµs, on the wall; CPython {}", python.as_ref().map_or("not found", |(version, _)| version));
    for (name, ours) in measured {
        let python = python.as_ref().and_then(|(_, all)| all.iter().find(|(row, _)| row == name));
        let python = python
            .map_or(String::new(), |(_, theirs)| format!("; python {theirs:.1}, {:.1} times ours", theirs / ours));
        println!("{name:<24} {ours:.1}{python}");
    }
}
