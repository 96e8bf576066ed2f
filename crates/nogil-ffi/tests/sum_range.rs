//! Step 5: the sum is right or an error, it can be stopped, and it lets others in or not.

use interleave::proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use nogil_ffi::{Attached, Error, Interpreter, sum_range, sum_range_holding, sum_range_releasing};
use std::ops::Range;
use std::sync::mpsc;
use std::thread;

type SumRange = fn(Attached<'_>, Range<i64>) -> Result<i64, Error>;
const ALL: [SumRange; 3] = [sum_range, sum_range_holding, sum_range_releasing];

#[test]
fn the_documents_first_wrong_sum_is_right() {
    let python = Interpreter::new();
    for sum in ALL {
        assert_eq!(python.attach(|py| sum(py, 0..65_537)).unwrap(), Ok(2_147_516_416));
    }
}

proptest! {
    // Found failures are printed; the numbers are all there is to a case.
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_sum_is_what_128_bits_say_or_an_overflow(start in any::<i64>(), near_zero in any::<bool>(), count in -5..200_000_i64) {
        let start = if near_zero { start >> 40 } else { start };
        let numbers = start..start.saturating_add(count);
        let count = i128::from(numbers.end.max(start)) - i128::from(start);
        let expected = i128::from(start) * count + count * (count - 1) / 2;
        let expected = i64::try_from(expected).map_err(|_| Error::Overflow);
        let python = Interpreter::new();
        for sum in ALL {
            prop_assert_eq!(python.attach(|py| sum(py, numbers.clone())).unwrap(), expected.clone());
        }
    }
}

/// Has `sum` add for longer than anybody will wait; says what came of it when it was interrupted. `lets_in`: the other thread attaches
/// before it interrupts, which is only possible if the sum lets go.
fn interrupted(sum: SumRange, lets_in: bool) -> Result<i64, Error> {
    let python = Interpreter::new();
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        let adds = scope.spawn(|| {
            python.attach(|py| {
                tell.send(()).unwrap();
                let answer = sum(py, 0..i64::MAX);
                assert_eq!(py.poll(), Ok(()), "the interrupt was not taken");
                answer
            })
        });
        told.recv().unwrap();
        if lets_in {
            python.attach(|_| ()).unwrap();
        }
        python.interrupt();
        adds.join().unwrap().unwrap()
    })
}

#[test]
fn an_interrupt_in_the_middle_ends_a_sum() {
    assert_eq!(interrupted(sum_range_holding, false), Err(Error::Interrupted));
}

#[test]
fn another_thread_attaches_while_a_detached_sum_runs() {
    assert_eq!(interrupted(sum_range, true), Err(Error::Interrupted));
    assert_eq!(interrupted(sum_range_releasing, true), Err(Error::Interrupted));
}

#[test]
fn the_example_ticks_a_thousand_times_or_not_at_all() {
    let lines = python::example_lines("nogil-ffi", "sum_range_native");
    let expected = [
        "2147516416",
        "the sum does not fit in 64 bits",
        "with the GIL held: 0 ticks",
        "with the GIL let go: 1000 ticks, then interrupted",
    ];
    assert_eq!(lines, expected);
}
