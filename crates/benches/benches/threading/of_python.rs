//! CPython, as a child that waits to be asked: so it takes its turn in each round, and starts once.

use crate::measure::Work;
use std::cell::RefCell;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{self, ChildStdin, ChildStdout, Stdio};
use std::rc::Rc;
use std::time::Duration;

/// `programs.py`, which runs.
pub struct Child {
    pub version: String,
    running: Rc<RefCell<Running>>,
}

struct Running {
    process: process::Child,
    /// `None` at the end: then there is nothing to read any more, and it ends.
    asks: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Child {
    pub fn start() -> Option<Self> {
        let python = python::or_skip("CPython's column")?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/threading/programs.py");
        let mut command = python.command(&script);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("Python starts");
        let (asks, answers) = (process.stdin.take(), BufReader::new(process.stdout.take().expect("it is piped")));
        let (major, minor, micro) = python.version;
        let running = Rc::new(RefCell::new(Running { process, asks, answers }));
        Some(Child { version: format!("{major}.{minor}.{micro}"), running })
    }

    /// `asked` is a function of `programs.py`, and what it takes.
    pub fn work(&self, asked: String) -> Work {
        let running = Rc::clone(&self.running);
        Box::new(move |times| {
            let Running { asks, answers, .. } = &mut *running.borrow_mut();
            writeln!(asks.as_ref().expect("it is not the end"), "{times} {asked}").expect("Python listens");
            let mut answer = String::new();
            answers.read_line(&mut answer).expect("Python answers");
            Duration::from_nanos(answer.trim().parse().expect("programs.py answers with nanoseconds"))
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.asks = None;
        self.process.wait().expect("Python ends");
    }
}
