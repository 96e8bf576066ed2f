//! Any sequence of calls, in one thread, beside the simplest thing that could be right.

use futures::{Executor, Future, NoResult, Panic, State, ThreadPoolExecutor, as_completed};
use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use interleave::proptest::sample::select;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Call {
    Cancel,
    Start,
    SetResult,
    SetException,
}

fn call() -> impl Strategy<Value = Call> {
    select(vec![Call::Cancel, Call::Start, Call::SetResult, Call::SetException])
}

/// The whole table: from which state, by which call, to which. What is not in it is refused and changes nothing.
const MOVES: [(State, Call, State); 10] = [
    (State::Pending, Call::Cancel, State::Cancelled),
    (State::Pending, Call::Start, State::Running),
    (State::Pending, Call::SetResult, State::Finished),
    (State::Pending, Call::SetException, State::Finished),
    (State::Running, Call::SetResult, State::Finished),
    (State::Running, Call::SetException, State::Finished),
    (State::Cancelled, Call::Cancel, State::Cancelled),
    (State::Cancelled, Call::Start, State::CancelledAndNotified),
    (State::CancelledAndNotified, Call::Cancel, State::CancelledAndNotified),
    (State::Finished, Call::Cancel, State::Finished),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_future_is_a_table_and_calls_back_once(calls in vec((call(), any::<bool>()), 0..12)) {
        let future = Future::new();
        let mut state = State::Pending;
        let (called, mut added, mut outcome) = (Arc::new(Mutex::new(Vec::new())), 0, None);
        for (call, add) in calls {
            if add {
                let called = Arc::clone(&called);
                let number = added;
                future.add_done_callback(move |_| called.lock().unwrap().push(number));
                added += 1;
            }
            let next = MOVES.iter().find(|(from, by, _)| (*from, *by) == (state, call)).map(|(_, _, to)| *to);
            match call {
                // The one call that is answered and not refused.
                Call::Cancel => prop_assert_eq!(future.cancel(), next.is_some_and(State::is_cancelled)),
                Call::Start => {
                    let begins = future.set_running_or_notify_cancel().ok();
                    prop_assert_eq!(begins, next.map(|next| next == State::Running));
                }
                Call::SetResult => prop_assert_eq!(future.set_result(7).is_ok(), next.is_some()),
                Call::SetException => prop_assert_eq!(future.set_exception(Panic::new("no")).is_ok(), next.is_some()),
            }
            if next == Some(State::Finished) && state != State::Finished {
                outcome = Some(if call == Call::SetResult { Ok(7) } else { Err(NoResult::Panicked(Panic::new("no"))) });
            }
            state = next.unwrap_or(state);
            prop_assert_eq!(future.state(), state);
            let expected = match state {
                State::Pending | State::Running => Err(NoResult::TimeoutError),
                State::Cancelled | State::CancelledAndNotified => Err(NoResult::CancelledError),
                State::Finished => outcome.clone().unwrap(),
            };
            prop_assert_eq!(future.result_timeout(Duration::ZERO), expected);
            let expected = if state.is_done() { (0..added).collect() } else { Vec::new() };
            prop_assert_eq!(&*called.lock().unwrap(), &expected, "each once, in the order in which they came");
        }
    }
}

proptest! {
    // Each case starts threads, so a few must do.
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn map_is_the_map_of_an_iterator(workers in 1..5_usize, items in vec(0..1_000_u16, 0..200)) {
        let pool = ThreadPoolExecutor::new(workers).unwrap();
        // The work of an item is as long as the item is large, so that the ends come in another order.
        let work = |item: u16| (0..u32::from(item)).fold(0, |sum, n| std::hint::black_box(sum ^ n));
        let results: Result<Vec<_>, _> = pool.map(work, items.clone()).unwrap().collect();
        prop_assert_eq!(results.unwrap(), items.into_iter().map(work).collect::<Vec<_>>());
    }

    #[test]
    fn as_completed_hands_out_each_future_once(workers in 1..5_usize, tasks in 0..200_usize) {
        let pool = ThreadPoolExecutor::new(workers).unwrap();
        let futures: Vec<_> = (0..tasks).map(|n| pool.submit(move || n).unwrap()).collect();
        let mut numbers: Vec<_> = as_completed(futures).map(|future| future.result().unwrap()).collect();
        numbers.sort_unstable();
        prop_assert!(numbers.into_iter().eq(0..tasks));
    }
}
