//! `Pool::map` and its kin with real processes: order, chunks, laziness, and what is left of a chunk that fails.

use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use multiprocessing::s12_map::chunksize;
use multiprocessing::{Pool, PoolError, guard, set_executable};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{LazyLock, Once};

#[path = "program/pool_tasks.rs"]
#[allow(dead_code, reason = "shared with the other tests")]
mod tasks;
use tasks::square;

fn pool(processes: usize) -> Pool {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        guard(tasks::all());
        set_executable(env!("CARGO_BIN_EXE_pool-program"));
    });
    Pool::new(processes).unwrap()
}

fn squares(numbers: impl IntoIterator<Item = u64>) -> Vec<u64> {
    numbers.into_iter().map(square).collect()
}

/// Computed with CPython's `Pool._map_async` (3.13).
#[test]
fn chunks_have_the_size_that_cpython_gives_them() {
    let table =
        [(0, 2, 0), (1, 2, 1), (8, 2, 1), (9, 2, 2), (10, 2, 2), (1_000, 4, 63), (1_000, 2, 125), (1_001, 2, 126)];
    for (items, processes, size) in table {
        assert_eq!(chunksize(items, processes), size, "{items} items, {processes} processes");
    }
}

#[test]
fn a_map_has_its_results_in_the_order_of_its_items() {
    let pool = pool(3);
    assert_eq!(pool.map(square, 0..1_000, None).unwrap(), squares(0..1_000));
    assert_eq!(pool.map(square, 0..10, Some(3)).unwrap(), squares(0..10));
    assert_eq!(pool.map(square, 0..10, Some(1_000)).unwrap(), squares(0..10));
    assert_eq!(pool.map(square, [], None).unwrap(), []);
}

#[test]
fn a_starmap_gives_each_item_apart_as_arguments() {
    let pool = pool(2);
    assert_eq!(pool.starmap(tasks::sum, [(1, 2), (3, 4), (5, 6)], None).unwrap(), [3, 7, 11]);
}

#[test]
fn a_chunk_of_no_items_is_refused() {
    let pool = pool(1);
    let words = "Chunksize must be 1+, not 0";
    assert_eq!(pool.map(square, 0..3, Some(0)).unwrap_err().to_string(), words);
    assert_eq!(pool.imap(square, 0..3, 0).err().unwrap().to_string(), words);
    assert_eq!(pool.imap_unordered(square, 0..3, 0).err().unwrap().to_string(), words);
}

/// The first item's chunk: the first one that fails may be another.
#[test]
fn a_map_with_an_item_that_panics_returns_the_first_such_items_words() {
    let pool = pool(2);
    for size in [1, 3] {
        let failed = pool.starmap(tasks::panics_at, (0..10).map(|number| (number / 5 * 5, number)), Some(size));
        assert!(matches!(failed, Err(PoolError::Panicked(words)) if words.contains("0 is bad")));
    }
    assert_eq!(pool.apply(square, (3,)).unwrap(), 9);
}

#[test]
fn an_imap_has_its_results_in_the_order_of_its_items() {
    let pool = pool(3);
    for size in [1, 7, 100] {
        let results: Result<Vec<_>, _> = pool.imap(square, 0..100, size).unwrap().collect();
        assert_eq!(results.unwrap(), squares(0..100));
    }
}

#[test]
fn an_unordered_imap_has_each_result_once() {
    let pool = pool(3);
    for size in [1, 7, 100] {
        let results: Result<Vec<_>, _> = pool.imap_unordered(square, 0..100, size).unwrap().collect();
        let results = results.unwrap();
        assert_eq!(results.len(), 100);
        assert_eq!(BTreeSet::from_iter(results), BTreeSet::from_iter(squares(0..100)));
    }
}

/// One of two workers is busy with the first item until the other results are there.
#[cfg(unix)] // where a connection travels with a task
#[test]
fn an_unordered_imap_does_not_wait_for_the_slow() {
    let pool = pool(2);
    let (tell, theirs) = multiprocessing::pipe().unwrap();
    let (told, fast) = multiprocessing::pipe().unwrap();
    told.send("fast").unwrap();
    let mut results = pool.imap_unordered(tasks::stays, [theirs, fast], 1).unwrap();
    assert_eq!(results.next().unwrap().unwrap(), "fast");
    tell.send("slow").unwrap();
    assert_eq!(results.next().unwrap().unwrap(), "slow");
    assert!(results.next().is_none());
}

#[test]
fn an_imap_takes_no_more_items_than_it_needs_to_keep_the_workers_busy() {
    let pool = pool(2);
    let taken = Cell::new(0);
    let endless = (0..).inspect(|_| taken.set(taken.get() + 1));
    let mut results = pool.imap(square, endless, 3).unwrap();
    assert_eq!(taken.get(), 2 * 2 * 3, "two chunks of three for each of two workers");
    for number in 0..30 {
        assert_eq!(results.next().unwrap().unwrap(), number * number);
    }
    assert_eq!(taken.get(), 30 + 2 * 2 * 3);
}

#[test]
fn an_unordered_imap_of_an_endless_list_begins() {
    let pool = pool(2);
    let results = pool.imap_unordered(square, 0.., 10).unwrap();
    assert_eq!(results.take(100).filter(Result::is_ok).count(), 100);
}

#[test]
fn an_imap_goes_on_after_an_item_that_panics() {
    let pool = pool(2);
    let results = pool.imap(tasks::panics_at_three, 0..6, 1).unwrap();
    let results: Vec<_> = results.map(|result| result.map_err(|why| why.to_string())).collect();
    let words = "the task panicked: 3 is bad".to_owned();
    assert_eq!(results, [Ok(0), Ok(1), Ok(2), Err(words), Ok(4), Ok(5)]);
}

#[test]
fn an_iterator_that_panics_costs_no_result_of_another_item() {
    let pool = pool(2);
    let items = || (0..20).inspect(|number| assert!(*number != 7, "7 is bad"));
    // The iterator is asked again after its panic.
    fn all(mut results: impl Iterator<Item = Result<u64, PoolError>>) -> Vec<u64> {
        let mut all = Vec::new();
        let mut panics = 0;
        loop {
            match catch_unwind(AssertUnwindSafe(|| results.next())) {
                Ok(Some(result)) => all.push(result.unwrap()),
                Ok(None) => break,
                Err(_) => panics += 1,
            }
        }
        assert_eq!(panics, 1);
        all
    }
    let expected = squares((0..20).filter(|number| *number != 7));
    assert_eq!(all(pool.imap(square, items(), 1).unwrap()), expected);
    let mut unordered = all(pool.imap_unordered(square, items(), 1).unwrap());
    unordered.sort_unstable();
    assert_eq!(unordered, expected);
    assert!(catch_unwind(AssertUnwindSafe(|| pool.map(square, items(), None))).is_err());
    assert_eq!(pool.apply(square, (3,)).unwrap(), 9);
}

#[test]
fn an_imap_outlives_its_pool_with_errors() {
    let pool = pool(1);
    let mut results = pool.imap(square, 0..100, 1).unwrap();
    let mut unordered = pool.imap_unordered(square, 0..100, 1).unwrap();
    drop(pool);
    // What was done is done; the rest comes to an end.
    assert!(results.by_ref().any(|result| result.is_err()));
    assert!(unordered.by_ref().any(|result| result.is_err()));
    assert!(results.all(|result| result.is_err()));
}

/// Kept for all cases: to start a process costs more than a case does.
static POOLS: LazyLock<[Pool; 3]> = LazyLock::new(|| [pool(1), pool(2), pool(3)]);

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// 64 cases.
    #[test]
    fn a_map_over_anything_equals_a_loop(numbers in vec(any::<u32>(), 0..50), size in 1..60_usize, pool in 0..3_usize) {
        let (pool, numbers) = (&POOLS[pool], numbers.into_iter().map(u64::from));
        let expected: Vec<_> = numbers.clone().map(square).collect();
        prop_assert_eq!(&pool.map(square, numbers.clone(), None).unwrap(), &expected);
        prop_assert_eq!(&pool.map(square, numbers.clone(), Some(size)).unwrap(), &expected);
        let lazily: Result<Vec<_>, _> = pool.imap(square, numbers.clone(), size).unwrap().collect();
        prop_assert_eq!(&lazily.unwrap(), &expected);
        let unordered: Result<Vec<_>, _> = pool.imap_unordered(square, numbers, size).unwrap().collect();
        let (mut unordered, mut expected) = (unordered.unwrap(), expected);
        unordered.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(unordered, expected);
    }
}
