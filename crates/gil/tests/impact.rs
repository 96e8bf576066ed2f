//! The workloads of `gil::impact`: what they compute, and in which order they let go. No test here looks at a clock.

use gil::Gil;
use gil::impact::{Lock, NoGil, compute, on_threads, wait};
use interleave::proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};
use std::sync::Mutex;
use std::time::Duration;

/// The workload in the fewest words.
fn collatz(n: u64) -> u64 {
    if n == 1 { 0 } else { 1 + collatz(if n.is_multiple_of(2) { n / 2 } else { 3 * n + 1 }) }
}

/// Every `threads`th number up to `last`, beginning with the thread's own.
fn share(me: u64, threads: u64, last: u64) -> impl Iterator<Item = u64> {
    (1 + me..=last).step_by(usize::try_from(threads).unwrap())
}

proptest! {
    // Each case starts threads, so a few must do. No seed is kept: the scheduler has a part in what happens.
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_result_depends_on_neither_the_lock_nor_the_number_of_threads(threads in 1..5_u64, last in 1..200_u64) {
        let expected: u64 = (1..=last).map(collatz).sum();
        // All who wait ask at once, so that turns do change.
        let gil = Gil::with_interval(Duration::ZERO);
        let with = on_threads(threads, |me| compute(&gil, share(me, threads, last)));
        prop_assert_eq!(with, expected, "with the GIL");
        let without = on_threads(threads, |me| compute(&NoGil, share(me, threads, last)));
        prop_assert_eq!(without, expected, "without");
    }
}

/// Writes down what is done with it.
#[derive(Default)]
struct Diary {
    lines: Mutex<Vec<&'static str>>,
}

impl Diary {
    fn write(&self, line: &'static str) {
        self.lines.lock().unwrap().push(line);
    }

    fn read(self) -> Vec<&'static str> {
        self.lines.into_inner().unwrap()
    }
}

struct Entry<'diary>(&'diary Diary);

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        self.0.write("let go");
    }
}

impl Lock for Diary {
    type Held<'diary> = Entry<'diary>;

    fn take(&self) -> Entry<'_> {
        self.write("take");
        Entry(self)
    }

    fn poll(held: &mut Entry<'_>) {
        held.0.write("poll");
    }
}

#[test]
fn a_computation_polls_after_each_number_and_never_lets_go_in_between() {
    let diary = Diary::default();
    // 3, 10, 5, 16, 8, 4, 2, 1.
    assert_eq!(compute(&diary, [3, 1, 2].into_iter()), 7 + 1);
    assert_eq!(diary.read(), ["take", "poll", "poll", "poll", "let go"]);
}

#[test]
fn a_wait_is_between_letting_go_and_taking() {
    let diary = Diary::default();
    assert_eq!(wait(&diary, 2, || diary.write("wait")), 2);
    let once = ["let go", "wait", "take"];
    assert_eq!(diary.read(), [&["take"][..], &once, &once, &["let go"]].concat());
}
