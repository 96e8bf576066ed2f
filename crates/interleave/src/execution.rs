//! The execution that runs on this operating-system thread: what it did so far, and whose turn it is.
//!
//! # Keeps true
//!
//! loom runs every thread of a model on one operating-system thread, one at a time. So the record is a plain list behind
//! a `RefCell`, and no borrow of it is ever held while a thread may be switched.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use crate::draw::{self, Style};
use crate::failure::{Failure, Kind};
use crate::record::{Data, Datum, Doing, Event, Object, Place, Record, Value, Wants, What};
use crate::{report, worker};

/// What is known of the running execution beside its record.
#[derive(Default)]
pub(crate) struct Execution {
    pub(crate) record: Record,
    /// One entry a thread, as in the record.
    pub(crate) threads: Vec<Thread>,
    /// Some operation could have come back early.
    pub(crate) met_choice: bool,
    /// Some atomic was used, or what is made of one.
    pub(crate) met_atomic: bool,
    /// Some operation asked whether it may see an old store.
    pub(crate) asked_for_old: bool,
    /// loom was asked to explore this schedule no further (see `thread::let_others_run`).
    pub(crate) not_explored: bool,
    /// The data of each lock, as it was last seen.
    seen: Vec<Option<Data>>,
    /// The names of objects that it has not met yet, by their own numbers.
    names: Vec<(u64, String)>,
}

/// What the engine knows of one thread.
#[derive(Default)]
pub(crate) struct Thread {
    /// How often it let others run.
    pub(crate) yields: usize,
    /// How often it came back early.
    pub(crate) early: u8,
    /// loom's answer to its last two-way choice (see `choice`).
    pub(crate) turned_away: bool,
    /// How many frames on its stack catch panics.
    pub(crate) catching: usize,
    /// The kind of the panic that it ended with, until somebody looks at it.
    pub(crate) died_of: Option<Kind>,
    /// Its own clock (see `time`), and whether it has looked at it.
    pub(crate) clock: Duration,
    pub(crate) looked_at_clock: bool,
}

/// What main's clock shows at first: enough to subtract from.
const MAINS_CLOCK: Duration = Duration::from_secs(1_000_000);

/// Room is made for so many sights of data at once.
const FEW: usize = 32;

thread_local! {
    static EXECUTION: RefCell<Execution> = RefCell::default();
    static RUNNING: Cell<usize> = const { Cell::new(0) };
}

/// Reads or changes the running execution. Calls nothing that could switch threads.
pub(crate) fn with<R>(f: impl FnOnce(&mut Execution) -> R) -> R {
    EXECUTION.with(|execution| f(&mut execution.borrow_mut()))
}

/// As [`with`], for a panic hook: `None` if the panic came while the execution was borrowed.
pub(crate) fn try_with<R>(f: impl FnOnce(&mut Execution) -> R) -> Option<R> {
    EXECUTION.with(|execution| execution.try_borrow_mut().ok().map(|mut execution| f(&mut execution)))
}

/// A search begins: it has met nothing.
pub(crate) fn new_search() {
    with(|execution| *execution = Execution::default());
}

/// A new execution begins, with its main thread.
pub(crate) fn begin_execution() {
    with(|execution| {
        let Execution { met_choice, met_atomic, asked_for_old, .. } = *execution;
        *execution = Execution { met_choice, met_atomic, asked_for_old, ..Execution::default() };
    });
    RUNNING.set(0);
    add_thread();
}

/// Numbers a new thread.
pub(crate) fn add_thread() -> usize {
    with(|execution| {
        let clock = execution.threads.get(running()).map_or(MAINS_CLOCK, |parent| parent.clock);
        execution.record.threads.push(Default::default());
        execution.threads.push(Thread { clock, ..Thread::default() });
        execution.threads.len() - 1
    })
}

/// The number of the thread that runs.
pub(crate) fn running() -> usize {
    RUNNING.get()
}

/// loom says that thread `number` runs from now on.
pub(crate) fn set_running(number: usize) {
    RUNNING.set(number);
}

/// Numbers an object that the execution meets for the first time.
pub(crate) fn add_object(kind: &'static str, made: Place, number: u64, value: Option<Value>) -> usize {
    must_be_inside(kind, made);
    with(|execution| {
        let named = execution.names.iter().rposition(|(named, _)| *named == number);
        let name = named.map(|named| execution.names.remove(named).1);
        execution.record.objects.push(Object {
            kind,
            made,
            name,
            holders: Vec::new(),
            first: value,
            newest: value.map(|value| (value, usize::MAX)),
        });
        execution.record.objects.len() - 1
    })
}

/// The object with this number of its own, and with that one in the record if it was met, is called `name`.
pub(crate) fn name_object(number: u64, met: Option<usize>, name: &str) {
    with(|execution| match met {
        Some(id) => execution.record.objects[id].name = Some(name.to_owned()),
        None => execution.names.push((number, name.to_owned())),
    });
}

/// The running thread is called `name`.
pub(crate) fn name_thread(name: &str) {
    call_thread(running(), name);
}

/// Thread number `thread` is called `name`.
pub(crate) fn call_thread(thread: usize, name: &str) {
    with(|execution| execution.record.threads[thread].name = Some(name.to_owned()));
}

/// The running thread begins an operation: what it is stuck in, should it never end.
pub(crate) fn begin(place: Place, what: Wants, object: Option<usize>) {
    must_be_inside("thread", place);
    let thread = running();
    with(|execution| execution.record.threads[thread].doing = Some(Doing { place, what, object }));
}

/// The running thread has ended an operation. A destructor has no place: it stands where no call does.
pub(crate) fn done(place: impl Into<Option<Place>>, object: Option<usize>, what: What) {
    let place = place.into();
    if let Some(place) = place {
        must_be_inside("thread", place);
        worker::beat(place);
    }
    let thread = running();
    with(|execution| {
        let record = &mut execution.record;
        record.threads[thread].doing = None;
        if let (Some(object), What::Stored { value, .. } | What::Updated { new: value, .. }) = (object, &what) {
            record.objects[object].newest = Some((*value, record.events.len()));
        }
        record.events.push(Event { thread, place, object, what });
    });
}

/// The operation that was just done took lock `object` or gives it back. Its data is `now`, which is not asked for if
/// nobody has written to the data since it was last seen.
pub(crate) fn seen(object: usize, written: bool, now: impl FnOnce() -> Option<Data>) {
    with(|execution| {
        let known = &mut execution.seen;
        if known.len() <= object {
            known.resize(object + 1, None);
        }
        if written || known[object].is_none() {
            known[object] = now();
        }
        let value = known[object].clone();
        if let Some(event) = execution.record.events.len().checked_sub(1) {
            let data = &mut execution.record.data;
            if data.is_empty() {
                data.reserve(FEW);
            }
            data.push(Datum { event, object, value, written });
        }
    });
}

/// The data of lock `object` may have been written to where nobody saw it.
pub(crate) fn unseen(object: usize) {
    with(|execution| execution.seen.get_mut(object).map(Option::take));
}

/// The running thread holds lock `object` from now on.
pub(crate) fn hold(object: usize, place: Place) {
    let thread = running();
    with(|execution| execution.record.objects[object].holders.push((thread, place)));
}

/// The running thread holds lock `object` no longer.
pub(crate) fn let_go(object: usize) {
    let thread = running();
    with(|execution| {
        let holders = &mut execution.record.objects[object].holders;
        if let Some(mine) = holders.iter().rposition(|(holder, _)| *holder == thread) {
            holders.remove(mine);
        }
    });
}

/// Panics if no model runs here.
pub(crate) fn must_be_inside(kind: &'static str, place: Place) {
    if !worker::is_here() {
        outside(kind, place);
    }
}

#[cold]
fn outside(kind: &'static str, place: Place) -> ! {
    let failure = Failure::without_record(Kind::OutsideModel, kind, Some((place.file().to_owned(), place.line())));
    let style = Style::from_env();
    report::failed(&failure, None, &style);
    panic!("{}", draw::report(&failure, &style));
}
