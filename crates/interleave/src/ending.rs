//! How an execution ends before its time, and the search with it.

use crate::abandon;
use crate::execution::{self, Execution};
use crate::failure::{Failure, Kind};
use crate::record::Place;
use crate::worker::End;

/// Ends the search with `failure`.
pub(crate) fn stop(failure: Failure) -> ! {
    abandon::leave(failed(failure))
}

/// A search that ends with `failure`.
pub(crate) fn failed(mut failure: Failure) -> End {
    failure.search.early = execution::with(|execution| execution.threads.iter().any(|thread| thread.early > 0));
    End::Failed(Box::new(failure))
}

/// Ends the search with a failure of this kind.
pub(crate) fn fail(kind: Kind, message: &str, place: Place) -> ! {
    let at = Some((place.file().to_owned(), place.line()));
    let record = execution::with(|execution| execution.record.clone());
    stop(Failure { thread: execution::running(), record, ..Failure::without_record(kind, message, at) })
}

/// Ends the search: the model cannot follow what happens at `place`, while a panic unwinds.
///
/// If that panic was an assertion that only the thread's root will catch, then it is what the reader must hear of.
pub(crate) fn cannot_follow(what: &str, place: Place) -> ! {
    let number = execution::running();
    let assertion = execution::with(|execution| {
        let thread = &execution.threads[number];
        let is_one = matches!(thread.died_of, Some(Kind::Assertion | Kind::Unfinished));
        (is_one && thread.catching == 1).then(|| failure_of(execution, number))
    });
    match assertion {
        Some(failure) => stop(failure),
        None => fail(Kind::Undecided, what, place),
    }
}

/// The failure that a thread's panic is, once it is clear that nobody meant it.
pub(crate) fn failure_of(execution: &Execution, thread: usize) -> Failure {
    let (message, at) = execution.record.threads[thread].died.clone().unwrap_or_default();
    let kind = match execution.threads[thread].died_of {
        Some(kind @ (Kind::Assertion | Kind::Unfinished)) => kind,
        Some(kind) if thread == 0 => kind,
        _ => Kind::ChildPanic,
    };
    Failure { thread, record: execution.record.clone(), ..Failure::without_record(kind, &message, at) }
}
