//! Asks our processes and pipes the questions of `tests/answers.py`, in the same order. An error answers with its name in Python.

use multiprocessing::s1_frame::read_frame;
use multiprocessing::s2_pipe::LIMIT;
use multiprocessing::{
    Connection, Context, PipeError, Process, ProcessError, get_all_start_methods, get_context, guard, pipe,
    pipe_one_way, tasks,
};
use std::fmt::Debug;
use std::io;
use std::time::Duration;

fn main() {
    guard(tasks![nothing, fail, leave, abort, wait_for, kill_myself, start_a_child]);
    for &method in get_all_start_methods() {
        say("by which method", method);
        life(get_context(method).unwrap());
        ends(get_context(method).unwrap());
    }
    pipes();
}

fn nothing() {}

fn fail() {
    panic!("out of cheese")
}

fn leave(status: i32) {
    std::process::exit(status)
}

fn abort() {
    std::process::abort()
}

fn wait_for(pipe: Connection) {
    pipe.recv::<()>().unwrap()
}

#[cfg(unix)]
fn kill_myself() {
    use rustix::process::{Signal, getpid, kill_process};
    kill_process(getpid(), Signal::KILL).unwrap()
}

/// Windows has no signals, and the test that compares the answers is not run there.
#[cfg(not(unix))]
fn kill_myself() {
    std::process::abort()
}

fn start_a_child(pipe: Connection) {
    let answer = process(Process::new(nothing, ()).start());
    pipe.send(&answer).unwrap()
}

fn say(question: &str, answer: impl ToString) {
    println!("{question} -> {}", answer.to_string());
}

fn truth(answer: bool) -> &'static str {
    if answer { "True" } else { "False" }
}

fn option<T: ToString>(answer: Option<T>) -> String {
    answer.map_or("None".into(), |answer| answer.to_string())
}

/// `None`, or the error's name.
fn process<T>(answer: Result<T, ProcessError>) -> String {
    match answer {
        Ok(_) => "None",
        Err(ProcessError::NotStarted | ProcessError::StartedTwice | ProcessError::DaemonHasNoChildren) => {
            "AssertionError"
        }
        Err(why) => panic!("Python has no such error: {why}"),
    }
    .into()
}

fn in_pipe<T: Debug>(answer: Result<T, PipeError>) -> String {
    match answer {
        Ok(answer) => format!("{answer:?}"),
        Err(PipeError::EndOfFile) => "EOFError".into(),
        Err(PipeError::Io(why)) if why.kind() == io::ErrorKind::BrokenPipe => "BrokenPipeError".into(),
        Err(PipeError::Decode { .. }) => "UnpicklingError".into(),
        Err(_) => "OSError".into(),
    }
}

fn sent(answer: Result<(), PipeError>) -> String {
    answer.map_or_else(|why| in_pipe::<()>(Err(why)), |()| "None".into())
}

fn life(context: Context) {
    let (mine, theirs) = pipe().unwrap();
    let it = context.process(wait_for, (theirs,));
    say("before the start: exitcode", option(it.exitcode()));
    say("before the start: pid", option(it.pid()));
    say("before the start: alive", truth(it.is_alive()));
    say("before the start: join", process(it.join()));
    say("before the start: terminate", process(it.terminate()));
    say("start", process(it.start()));
    say("start again", process(it.start()));
    say("while it runs: exitcode", option(it.exitcode()));
    say("while it runs: alive", truth(it.is_alive()));
    say("while it runs: join with a time limit", process(it.join_timeout(Duration::from_millis(1))));
    say("while it runs: exitcode after that", option(it.exitcode()));
    say("let it go", sent(mine.send(&())));
    say("join", process(it.join()));
    say("join again", process(it.join()));
    say("afterwards: exitcode", option(it.exitcode()));
    say("afterwards: alive", truth(it.is_alive()));
    say("afterwards: terminate", process(it.terminate()));
    say("afterwards: exitcode after that", option(it.exitcode()));
    say("afterwards: start", process(it.start()));
}

type Signal = fn(&Process) -> Result<(), ProcessError>;

/// The exit code of a process.
fn ended(process: Process) -> String {
    process.start().unwrap();
    process.join().unwrap().to_string()
}

fn ends(context: Context) {
    say("exit code of a function that returns", ended(context.process(nothing, ())));
    say("exit code of one that fails", ended(context.process(fail, ())));
    say("exit code of exit(0)", ended(context.process(leave, (0,))));
    say("exit code of exit(3)", ended(context.process(leave, (3,))));
    say("exit code of exit(256 + 3)", ended(context.process(leave, (256 + 3,))));
    say("exit code of abort", ended(context.process(abort, ())));
    say("exit code of SIGKILL", ended(context.process(kill_myself, ())));

    let signals: [(_, Signal); 2] = [("terminate", Process::terminate), ("kill", Process::kill)];
    for (name, signal) in signals {
        let (_mine, theirs) = pipe().unwrap();
        let it = context.process(wait_for, (theirs,));
        it.start().unwrap();
        say(name, process(signal(&it)));
        say(&format!("exit code of {name}"), it.join().unwrap());
    }
    let (mine, theirs) = pipe().unwrap();
    let daemon = context.process(start_a_child, (theirs,)).daemon(true);
    daemon.start().unwrap();
    say("a daemon starts a child", mine.recv::<String>().unwrap());
    say("exit code of that daemon", daemon.join().unwrap());
}

fn pipes() {
    let (one, other) = pipe().unwrap();
    let soon = Some(Duration::from_millis(1));
    let poll = |end: &Connection| truth(end.poll(Some(Duration::ZERO)).unwrap());
    say("pipe: poll nothing", poll(&one));
    say("pipe: poll nothing with a time limit", truth(one.poll(soon).unwrap()));
    say("pipe: send", sent(one.send(&7)));
    say("pipe: poll", poll(&other));
    say("pipe: poll again", poll(&other));
    say("pipe: receive", in_pipe(other.recv::<i32>()));
    say("pipe: poll afterwards", poll(&other));
    say("pipe: send back", sent(other.send(&vec![1, 2])));
    say("pipe: receive it", in_pipe(one.recv::<Vec<i32>>()));
    say("pipe: send no bytes", sent(one.send_bytes(b"")));
    say("pipe: receive no bytes", in_pipe(other.recv_bytes().map(|bytes| bytes.len())));
    say("pipe: send bytes that are no value", sent(one.send_bytes(b"abc")));
    say("pipe: receive them as a value", in_pipe(other.recv::<String>()));
    say("pipe: send a last one", sent(one.send(&8)));
    drop(one);
    say("pipe: the other side has closed: poll", poll(&other));
    say("pipe: receive the last one", in_pipe(other.recv::<i32>()));
    say("pipe: poll at the end", poll(&other));
    say("pipe: receive at the end", in_pipe(other.recv::<i32>()));
    say("pipe: receive at the end again", in_pipe(other.recv::<i32>()));
    say("pipe: send to nobody", sent(other.send(&9)));

    let (receiver, sender) = pipe_one_way().unwrap();
    say("one way: send into the receiving end", sent(receiver.send(&1)));
    say("one way: receive from the sending end", in_pipe(sender.recv::<i32>()));
    say("one way: send", sent(sender.send(&1)));
    say("one way: receive", in_pipe(receiver.recv::<i32>()));

    say("stream: two messages", length(b"\0\0\0\x02ab\0\0\0\x01c"));
    say("stream: a length of -1, and the length in 8 bytes", length(b"\xff\xff\xff\xff\0\0\0\0\0\0\0\x03abc"));
    say("stream: nothing", length(b""));
    say("stream: a header cut in two", length(b"\0\0"));
    say("stream: a message cut in two", length(b"\0\0\0\x05abc"));
    say("stream: only a header", length(b"\0\0\0\x05"));
    say("stream: a negative length", length(b"\xff\xff\xff\xfbabc"));
}

/// How long the message is that a stream holds which ends behind `written`.
fn length(written: &[u8]) -> String {
    let message = read_frame(written, LIMIT).and_then(|message| message.ok_or(PipeError::EndOfFile));
    in_pipe(message.map(|bytes| bytes.len()))
}
