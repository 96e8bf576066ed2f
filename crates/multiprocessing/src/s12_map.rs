//! Step 12: `map`, the same task for many items, a chunk of them in each message.
//!
//! A message to another process costs microseconds, whatever is in it; many a call costs less. So several items travel together.
//! Few large chunks cost fewer messages; many small ones leave no worker idle at the end. CPython makes four for each worker.
//!
//! `map` has the whole list and returns a whole list. `imap` takes items as it goes, and hands out results as they come: of a list
//! that never ends, too.
//!
//! # Keeps true
//!
//! - `map` and `imap`: the n-th result is that of the n-th item. `imap_unordered`: each item has one result, in the order in which
//!   their chunks are done.
//! - `imap` is ahead of whoever asks by two chunks for each worker, no more.
//!
//! ```text
//!   items    0 1 2 3 4 5 6 7 8 9
//!   chunks  [0 1 2 3][4 5 6 7][8 9]          two workers: 10 items, 2 × 4 chunks, so 2 in each; here 4 were asked for
//!   worker 0 └─▶ 0 1 4 9     └─▶ 64 81
//!   worker 1          └─▶ 16 25 36 49        ─▶ 0 1 4 9 16 25 36 49 64 81
//! ```
//!
//! # Unlike CPython
//!
//! - There a thread takes `imap`'s items as fast as the workers and their pipe do, whoever asks for results; of an endless list it never
//!   stops.
//! - An item that panics takes the results of its chunk along. `imap` goes on with the next chunk; there the iterator ends, unless
//!   the chunks are of one.
//! - `map` returns the error of the first item that has none of the results; there, of the first to fail. Both wait for all others.

use crate::error::{PoolError, ProcessError};
use crate::s3_luggage::{Parcel, unpack};
use crate::s4_task::Task;
use crate::s11_pool::Pool;
use crate::s11_result::AsyncResult;
use crate::s11_worker::{Calls, order};
use serde::{Serialize, de::DeserializeOwned};
use std::collections::VecDeque;
use std::iter;
use std::sync::Arc;
use threading::SimpleQueue;

// ANCHOR: chunksize
/// How many items travel together if nobody says: as many as make four chunks for each worker, or a few less. CPython:
/// `Pool._map_async`.
pub fn chunksize(items: usize, processes: usize) -> usize {
    items.div_ceil(processes * 4)
}
// ANCHOR_END: chunksize

impl Pool {
    // ANCHOR: map
    /// Calls `task` for each item, and returns the results in the order of the items. Python: `pool.map(func, iterable, chunksize)`.
    ///
    /// # Errors
    ///
    /// If the pool was closed, if `task` is not registered, if an item cannot cross, or `chunksize` is 0; and if a call has no
    /// result. All other calls are made, too.
    pub fn map<F, A>(
        &self,
        task: F,
        items: impl IntoIterator<Item = A>,
        chunksize: Option<usize>,
    ) -> Result<Vec<F::Output>, PoolError>
    where
        F: Task<(A,), Output: DeserializeOwned>,
        A: Serialize + DeserializeOwned,
    {
        self.starmap(task, items.into_iter().map(|item| (item,)), chunksize)
    }

    /// As [`map`](Self::map), for a task of several arguments; each item is a tuple of them. Python: `pool.starmap(func, iterable,
    /// chunksize)`.
    ///
    /// # Errors
    ///
    /// As [`map`](Self::map).
    pub fn starmap<F, Args>(
        &self,
        task: F,
        items: impl IntoIterator<Item = Args>,
        chunksize: Option<usize>,
    ) -> Result<Vec<F::Output>, PoolError>
    where
        F: Task<Args, Output: DeserializeOwned>,
        Args: Serialize + DeserializeOwned,
    {
        let items: Vec<Args> = items.into_iter().collect();
        let size = chunksize.unwrap_or_else(|| self::chunksize(items.len(), self.processes()).max(1));
        let mut chunks = Vec::new();
        for chunk in items.chunks(checked(size)?) {
            chunks.push(self.shared.submit::<Vec<F::Output>>(order(task, Calls::Each, &chunk)?)?);
        }
        let done: Vec<_> = chunks.into_iter().map(AsyncResult::get).collect();
        let mut results = Vec::with_capacity(items.len());
        for chunk in done {
            results.extend(chunk?);
        }
        Ok(results)
    }
    // ANCHOR_END: map

    // ANCHOR: imap
    /// Calls `task` for each item, and hands out the results in the order of the items, each as soon as it and all before it are
    /// there. Python: `pool.imap(func, iterable, chunksize)`, where nothing means 1.
    ///
    /// # Errors
    ///
    /// If `chunksize` is 0. Everything else is an item of the iterator.
    pub fn imap<F, A, I>(
        &self,
        task: F,
        items: I,
        chunksize: usize,
    ) -> Result<impl Iterator<Item = Result<F::Output, PoolError>> + use<F, A, I>, PoolError>
    where
        F: Task<(A,), Output: DeserializeOwned>,
        A: Serialize + DeserializeOwned,
        I: IntoIterator<Item = A>,
    {
        let (pool, most) = (Arc::clone(&self.shared), 2 * self.processes());
        let mut orders = orders(task, items, checked(chunksize)?);
        let mut ahead: VecDeque<Result<AsyncResult<Vec<F::Output>>, PoolError>> = VecDeque::new();
        let mut look_ahead = move |ahead: &mut VecDeque<_>, most: usize| {
            let room = most - ahead.len();
            ahead.extend(orders.by_ref().take(room).map(|order| pool.submit(order?)));
        };
        look_ahead(&mut ahead, most);
        let next_chunk = move || {
            // Before we wait: the workers shall not. And before we take a result: your iterator may panic, and be asked again.
            look_ahead(&mut ahead, most + 1);
            Some(ahead.pop_front()?.and_then(AsyncResult::get))
        };
        Ok(iter::from_fn(next_chunk).flat_map(each))
    }
    // ANCHOR_END: imap

    /// As [`imap`](Self::imap), but in the order in which chunks are done. Python: `pool.imap_unordered(func, iterable, chunksize)`.
    ///
    /// # Errors
    ///
    /// As [`imap`](Self::imap).
    pub fn imap_unordered<F, A, I>(
        &self,
        task: F,
        items: I,
        chunksize: usize,
    ) -> Result<impl Iterator<Item = Result<F::Output, PoolError>> + use<F, A, I>, PoolError>
    where
        F: Task<(A,), Output: DeserializeOwned>,
        A: Serialize + DeserializeOwned,
        I: IntoIterator<Item = A>,
    {
        let (pool, most) = (Arc::clone(&self.shared), 2 * self.processes());
        let mut orders = orders(task, items, checked(chunksize)?);
        let done = Arc::new(SimpleQueue::new());
        let results = Arc::clone(&done);
        let mut send = move || {
            let done = Arc::clone(&done);
            let sent = orders.next()?.map_err(PoolError::from).and_then(|order| {
                let done = Arc::clone(&done);
                pool.submit_with(order, Box::new(move |outcome| done.put(outcome)))
            });
            sent.unwrap_or_else(|why| done.put(Err(why)));
            Some(())
        };
        let mut ahead = iter::from_fn(&mut send).take(most).count();
        let next_chunk = move || {
            // First, as in `imap`.
            ahead = (ahead + usize::from(send().is_some())).checked_sub(1)?;
            let chunk = results.get();
            Some(chunk.and_then(|chunk| Ok(unpack(chunk)?)))
        };
        Ok(iter::from_fn(next_chunk).flat_map(each))
    }
}

fn checked(chunksize: usize) -> Result<usize, PoolError> {
    if chunksize == 0 { Err(PoolError::value("Chunksize must be 1+, not 0")) } else { Ok(chunksize) }
}

/// The orders for chunks of so many items, one by one.
fn orders<F, A>(
    task: F,
    items: impl IntoIterator<Item = A>,
    size: usize,
) -> impl Iterator<Item = Result<Parcel, ProcessError>>
where
    F: Task<(A,)>,
    A: Serialize + DeserializeOwned,
{
    let mut items = items.into_iter().fuse();
    iter::from_fn(move || {
        let chunk: Vec<_> = items.by_ref().take(size).map(|item| (item,)).collect();
        (!chunk.is_empty()).then(|| order(task, Calls::Each, &chunk))
    })
}

/// The results of a chunk, or the one error that took its place.
fn each<R>(chunk: Result<Vec<R>, PoolError>) -> impl Iterator<Item = Result<R, PoolError>> {
    let (results, error) = chunk.map_or_else(|why| (Vec::new(), Some(Err(why))), |results| (results, None));
    results.into_iter().map(Ok).chain(error)
}
