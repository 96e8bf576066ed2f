//! What a row needs to ask: another thread, a way to know that it waits, and answers in Python's words.

use std::any::Any;
use std::collections::VecDeque;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};
use threading::{BrokenBarrierError, Empty, GetError, PutError, RuntimeError, ShutDown, ValueError};

/// Long enough that something else happens first; short enough to wait for it to end. As in `ask.py`.
pub const SOON: Duration = Duration::from_millis(1);

/// A row that takes longer hangs. Nothing that goes well waits for it. As in `ask.py`.
pub const LIMIT: Duration = Duration::from_secs(10);

/// The answer of a row whose call cannot be written in Rust.
pub const REFUSED: &str = "refused by the type";

/// Our rows: the name of each, and what it asks.
pub type Rows = &'static [(&'static str, fn() -> String)];

/// What a call with a time limit of `seconds` answers, if that is one.
pub fn refused_time<T: Answer>(seconds: f64, call: impl FnOnce(Duration) -> T) -> String {
    Duration::try_from_secs_f64(seconds).map_or_else(|_| REFUSED.into(), |time| call(time).answer())
}

/// What a call with `number` answers, if that is a number of things.
pub fn refused_number<T: Answer>(number: i32, call: impl FnOnce(usize) -> T) -> String {
    usize::try_from(number).map_or_else(|_| REFUSED.into(), |number| call(number).answer())
}

/// A value that lives as long as the test, so that each thread of a row can use it.
pub fn shared<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// An answer in Python's words.
pub trait Answer {
    fn answer(self) -> String;
}

/// What an answer looks like when all that is said is in the value.
pub fn said(answer: impl Answer) -> String {
    answer.answer()
}

/// Where Python returns True in any case, and ours returns nothing.
pub fn always((): ()) -> bool {
    true
}

impl Answer for () {
    fn answer(self) -> String {
        "None".into()
    }
}

impl Answer for bool {
    fn answer(self) -> String {
        if self { "True" } else { "False" }.into()
    }
}

macro_rules! plain {
    ($($type:ty),*) => { $(impl Answer for $type {
        fn answer(self) -> String {
            self.to_string()
        }
    })* };
}
plain!(&str, String, i32, u64, usize, RuntimeError, ValueError);

impl<T: Answer, E: Raised> Answer for Result<T, E> {
    fn answer(self) -> String {
        self.map_or_else(Raised::name, Answer::answer)
    }
}

impl<T: Answer> Answer for Option<T> {
    fn answer(self) -> String {
        self.map_or_else(|| "None".into(), Answer::answer)
    }
}

impl<T: Answer, const N: usize> Answer for [T; N] {
    fn answer(self) -> String {
        Vec::from(self).answer()
    }
}

impl<T: Answer> Answer for Vec<T> {
    fn answer(self) -> String {
        self.into_iter().map(Answer::answer).collect::<Vec<_>>().join(", ")
    }
}

macro_rules! several {
    ($($name:ident)*) => {
        impl<$($name: Answer),*> Answer for ($($name,)*) {
            fn answer(self) -> String {
                #[expect(non_snake_case, reason = "the types' names serve for the values")]
                let ($($name,)*) = self;
                [$($name.answer()),*].join(", ")
            }
        }
    };
}
several!(A B);
several!(A B C);
several!(A B C D);
several!(A B C D E);
several!(A B C D E F);

/// An error that is an exception in Python.
pub trait Raised {
    fn name(self) -> String;
}

macro_rules! raised {
    ($($type:ty => $name:literal, $text:expr;)*) => { $(impl Raised for $type {
        fn name(self) -> String {
            let text: fn(Self) -> String = $text;
            format!("{}{}", $name, text(self))
        }
    })* };
}
raised! {
    RuntimeError => "RuntimeError: ", |error| error.to_string();
    ValueError => "ValueError: ", |error| error.to_string();
    BrokenBarrierError => "BrokenBarrierError", |_| String::new();
    Empty => "Empty", |_| String::new();
}

impl<T> Raised for PutError<T> {
    fn name(self) -> String {
        format!("{self:?}")
    }
}

impl Raised for GetError {
    fn name(self) -> String {
        format!("{self:?}")
    }
}

impl<T> Raised for ShutDown<T> {
    fn name(self) -> String {
        "ShutDown".into()
    }
}

/// What a panic leaves: the name of [`oops`], or its words.
impl Raised for Box<dyn Any + Send> {
    fn name(self) -> String {
        self.downcast::<&str>().map_or_else(|_| "a panic without words".into(), |words| (*words).into())
    }
}

/// Python: `raise Oops`. Panics without a word on the terminal.
pub fn oops() {
    resume_unwind(Box::new("Oops"));
}

/// What `call` answers, or the panic of [`oops`] that leaves it. Python: `tried(call)`.
pub fn tried<T>(call: impl FnOnce() -> T) -> Result<T, Box<dyn Any + Send>> {
    catch_unwind(AssertUnwindSafe(call))
}

/// A call in another thread.
pub struct Other(mpsc::Receiver<String>);

impl Other {
    /// What it answered; waits until it has.
    pub fn answer(self) -> String {
        self.answer_within(LIMIT)
    }

    /// As [`answer`](Other::answer), for a caller with a limit of its own.
    pub fn answer_within(self, limit: Duration) -> String {
        self.0.recv_timeout(limit).unwrap_or_else(|error| match error {
            mpsc::RecvTimeoutError::Timeout => "does not end".into(),
            mpsc::RecvTimeoutError::Disconnected => "panics".into(),
        })
    }
}

/// Makes the call in another thread.
pub fn begin<T: Answer>(call: impl FnOnce() -> T + Send + 'static) -> Other {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        // Nobody listens any more if the row did not end in time.
        let _ = tell.send(call().answer());
    });
    Other(told)
}

/// A list that threads write down things on, and wait for. Python: a `Queue`; ours may be what is asked.
pub struct Notes<T>(Mutex<VecDeque<T>>, Condvar);

/// Nothing written down yet.
pub fn notes<T>() -> Notes<T> {
    Notes(Mutex::default(), Condvar::new())
}

impl<T> Notes<T> {
    pub fn put(&self, note: T) {
        self.0.lock().unwrap().push_back(note);
        self.1.notify_one();
    }

    /// The oldest note; waits until there is one.
    pub fn get(&self) -> T {
        let (mut notes, _) =
            self.1.wait_timeout_while(self.0.lock().unwrap(), LIMIT, |notes| notes.is_empty()).unwrap();
        notes.pop_front().expect("nobody has written anything down")
    }

    pub fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

/// `notes` in order.
pub fn sorted<T: Ord, const N: usize>(mut notes: [T; N]) -> Vec<T> {
    notes.sort();
    notes.into()
}

/// Looks again and again until it is true.
pub fn until(mut truth: impl FnMut() -> bool) {
    let started = Instant::now();
    while !truth() {
        assert!(started.elapsed() < LIMIT, "it never became true");
        thread::yield_now();
    }
}

/// Until `n` threads wait there. No method tells, as in Python; what the class shows of itself for debugging does.
pub fn until_waiting(at: &impl Debug, n: usize) {
    until(|| shown(at, "waiting") == Some(n));
}

/// Until `n` threads wait to get. A queue may count one that is awake, as it says itself: so at least.
pub fn until_getting(queue: &impl Debug, n: usize) {
    until(|| shown(queue, "getters") >= Some(n));
}

/// Until `n` threads wait to put.
pub fn until_putting(queue: &impl Debug, n: usize) {
    until(|| shown(queue, "putters") >= Some(n));
}

/// Until `n` threads join.
pub fn until_joining(queue: &impl Debug, n: usize) {
    until(|| shown(queue, "joiners") == Some(n));
}

/// The number in the field `name` of what a class shows of itself; none if somebody holds its mutex at this moment.
fn shown(at: &impl Debug, name: &str) -> Option<usize> {
    let shown = format!("{at:?}");
    let (_, number) = shown.split_once(&format!(" {name}: "))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}
