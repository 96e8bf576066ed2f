//! Our queues beside Python's: the same call gives the same answer. `same_as_python.rs` asks the first questions of `Queue`.

use std::cmp::Ordering;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::thread;
use std::time::Duration;
use threading::{Empty, GetError, LifoQueue, PriorityQueue, PutError, Queue, ShutDown, SimpleQueue, ValueError};

const SOON: Duration = Duration::from_millis(1);

#[test]
fn each_call_answers_as_in_python() {
    let Some(python) = python::or_skip("the answers of Python's queues") else { return };
    let theirs = python.lines(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queues.py"));
    let mut ours = Answers::default();
    orders(&mut ours);
    simple(&mut ours);
    if python.version >= (3, 13, 0) {
        shutdown(&mut ours);
        immediate(&mut ours);
        woken(&mut ours);
    } else {
        let (major, minor, _) = python.version;
        writeln!(
            std::io::stderr(),
            "SKIPPED the answers of Queue.shutdown: this is {major}.{minor}, and it came with 3.13"
        )
        .expect("the terminal is there");
    }
    for (ours, theirs) in ours.0.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.0.len(), theirs.len(), "one of the two answers more questions");
}

/// The same questions as in `queues.py`, in the same order.
#[derive(Default)]
struct Answers(Vec<String>);

impl Answers {
    fn say<A: Answer>(&mut self, question: &str, ask: impl FnOnce() -> A) {
        let answer = catch_unwind(AssertUnwindSafe(ask)).map_or("ArithmeticError".into(), Answer::in_python);
        self.0.push(format!("{question} -> {answer}"));
    }
}

/// What Python prints for it.
trait Answer {
    fn in_python(self) -> String;
}

impl Answer for () {
    fn in_python(self) -> String {
        "None".into()
    }
}

impl Answer for usize {
    fn in_python(self) -> String {
        self.to_string()
    }
}

impl Answer for bool {
    fn in_python(self) -> String {
        if self { "True" } else { "False" }.into()
    }
}

impl<T: Answer, E: Raised> Answer for Result<T, E> {
    fn in_python(self) -> String {
        self.map_or_else(|error| error.in_python(), Answer::in_python)
    }
}

/// An exception.
trait Raised {
    fn in_python(&self) -> String;
}

impl Raised for ValueError {
    fn in_python(&self) -> String {
        format!("ValueError: {self}")
    }
}

macro_rules! named_as_in_python {
    ($($error:ty),*) => {
        $(impl Raised for $error {
            fn in_python(&self) -> String {
                format!("{self:?}")
            }
        })*
    };
}

named_as_in_python!(Empty, GetError, PutError<usize>, ShutDown<usize>, ShutDown);

/// To compare it fails.
#[derive(PartialEq, Eq)]
struct Incomparable;

impl PartialOrd for Incomparable {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Incomparable {
    fn cmp(&self, _: &Self) -> Ordering {
        // A panic without a word on the terminal.
        resume_unwind(Box::new("no order"))
    }
}

fn orders(ours: &mut Answers) {
    let lifo = LifoQueue::new(2);
    ours.say("lifo: put 1", || lifo.put(1_usize));
    ours.say("lifo: put 2", || lifo.put_nowait(2));
    ours.say("lifo: full", || lifo.full());
    ours.say("lifo: put 3", || lifo.put_nowait(3));
    ours.say("lifo: get", || lifo.get());
    ours.say("lifo: get", || lifo.get_nowait());
    ours.say("lifo: empty", || lifo.empty());
    ours.say("lifo: get", || lifo.get_nowait());

    let smallest = PriorityQueue::new(0);
    for item in [3, 1, 2, 1_usize] {
        ours.say(&format!("priority: put {item}"), || smallest.put(item));
    }
    for _ in 0..4 {
        ours.say("priority: get", || smallest.get());
    }
    ours.say("priority: get", || smallest.get_nowait());
    ours.say("priority: done", || smallest.task_done());
    ours.say("priority: unfinished", || smallest.unfinished_tasks());

    let refused = PriorityQueue::new(0);
    ours.say("priority: put what cannot be compared", || refused.put(Incomparable).unwrap());
    ours.say("priority: put another", || refused.put(Incomparable).unwrap());
    ours.say("priority: size", || refused.qsize());
    ours.say("priority: unfinished", || refused.unfinished_tasks());
}

fn simple(ours: &mut Answers) {
    let simple = SimpleQueue::new();
    ours.say("simple: get nothing", || simple.get_nowait());
    ours.say("simple: get nothing with a time limit", || simple.get_timeout(SOON));
    ours.say("simple: put 1", || simple.put(1_usize));
    ours.say("simple: put 2", || simple.put(2));
    ours.say("simple: size", || simple.qsize());
    ours.say("simple: get", || simple.get());
    ours.say("simple: get", || simple.get_timeout(SOON));
    ours.say("simple: empty", || simple.empty());
}

fn shutdown(ours: &mut Answers) {
    let items = Queue::new(2);
    items.put(1_usize).unwrap();
    items.put(2).unwrap();
    ours.say("shutdown: before", || items.is_shutdown());
    ours.say("shutdown", || items.shutdown(false));
    ours.say("shutdown: afterwards", || items.is_shutdown());
    ours.say("shutdown: put into a full one", || items.put(3));
    ours.say("shutdown: put with a time limit", || items.put_timeout(3, SOON));
    ours.say("shutdown: get what is left", || items.get());
    ours.say("shutdown: put where there is room", || items.put_nowait(3));
    ours.say("shutdown: get what is left", || items.get_nowait());
    ours.say("shutdown: get from an empty one", || items.get());
    ours.say("shutdown: get without waiting", || items.get_nowait());
    ours.say("shutdown: get with a time limit", || items.get_timeout(SOON));
    ours.say("shutdown: unfinished", || items.unfinished_tasks());
    ours.say("shutdown: done", || items.task_done());
    ours.say("shutdown: done", || items.task_done());
    ours.say("shutdown: join", || items.join());
    ours.say("shutdown: again", || items.shutdown(false));
}

fn immediate(ours: &mut Answers) {
    let items = Queue::new(0);
    (0..3_usize).for_each(|item| items.put(item).unwrap());
    ours.say("immediate: get", || items.get());
    ours.say("immediate", || items.shutdown(true));
    ours.say("immediate: size", || items.qsize());
    ours.say("immediate: get", || items.get());
    ours.say("immediate: unfinished", || items.unfinished_tasks());
    ours.say("immediate: done", || items.task_done());
    ours.say("immediate: done once too often", || items.task_done());
    ours.say("immediate: join", || items.join());

    let items = Queue::new(0);
    items.put(1_usize).unwrap();
    items.put(2).unwrap();
    ours.say("done before it was got", || items.task_done());
    ours.say("immediate after that", || items.shutdown(true));
    ours.say("unfinished after that", || items.unfinished_tasks());

    let items = Queue::new(0);
    items.put(1_usize).unwrap();
    ours.say("first without hurry", || items.shutdown(false));
    ours.say("then immediate", || items.shutdown(true));
    ours.say("get after that", || items.get_nowait());
}

fn woken(ours: &mut Answers) {
    let items = Queue::new(1);
    items.put(0_usize).unwrap();
    let put = thread::scope(|scope| {
        let putter = scope.spawn(|| items.put(1));
        items.shutdown(false);
        putter.join().unwrap()
    });
    ours.say("woken: put", || put);
    ours.say("woken: size", || items.qsize());
}
