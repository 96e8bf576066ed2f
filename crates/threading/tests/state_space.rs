//! Any sequence of calls, in one thread, beside the simplest thing that could be right.

use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{
    Just, ProptestConfig, Strategy, TestCaseError, any, prop_assert_eq, prop_oneof, proptest,
};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use threading::{BoundedSemaphore, GetError, Order, OrderedQueue, PutError, RLock, ShutDown};

#[derive(Debug, Clone)]
enum OnQueue {
    Put(u8),
    Get,
    TaskDone,
    Shutdown(bool),
}

fn on_queue() -> impl Strategy<Value = OnQueue> {
    prop_oneof![
        8 => any::<u8>().prop_map(OnQueue::Put),
        8 => Just(OnQueue::Get),
        8 => Just(OnQueue::TaskDone),
        1 => any::<bool>().prop_map(OnQueue::Shutdown),
    ]
}

/// A queue beside a list, of which `next` says what comes out.
fn beside_a_list<O: Order<Item = u8>>(
    maxsize: usize,
    calls: Vec<OnQueue>,
    next: fn(&[u8]) -> usize,
) -> Result<(), TestCaseError> {
    let queue = OrderedQueue::<O>::new(maxsize);
    let (mut list, mut unfinished, mut open) = (Vec::new(), 0_usize, true);
    for call in calls {
        match call {
            OnQueue::Put(item) if !open => {
                prop_assert_eq!(queue.put_nowait(item), Err(PutError::ShutDown(item)));
                prop_assert_eq!(queue.put(item), Err(ShutDown(item)));
            }
            OnQueue::Put(item) if maxsize > 0 && list.len() == maxsize => {
                prop_assert_eq!(queue.put_nowait(item), Err(PutError::Full(item)));
            }
            OnQueue::Put(item) => {
                prop_assert_eq!(queue.put_nowait(item), Ok(()));
                list.push(item);
                unfinished += 1;
            }
            OnQueue::Get if list.is_empty() => {
                prop_assert_eq!(queue.get_nowait(), Err(if open { GetError::Empty } else { GetError::ShutDown }));
            }
            OnQueue::Get => prop_assert_eq!(queue.get(), Ok(list.remove(next(&list)))),
            OnQueue::TaskDone => {
                prop_assert_eq!(queue.task_done().is_ok(), unfinished > 0);
                unfinished = unfinished.saturating_sub(1);
            }
            OnQueue::Shutdown(immediate) => {
                queue.shutdown(immediate);
                open = false;
                if immediate {
                    unfinished = unfinished.saturating_sub(list.len());
                    list.clear();
                }
            }
        }
        prop_assert_eq!((queue.qsize(), queue.empty()), (list.len(), list.is_empty()));
        prop_assert_eq!((queue.full(), queue.is_shutdown()), (maxsize > 0 && list.len() == maxsize, !open));
        prop_assert_eq!(queue.unfinished_tasks(), unfinished);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_queue_is_a_list_with_a_limit_a_count_and_an_end(maxsize in 0..4_usize, calls in vec(on_queue(), 0..40)) {
        beside_a_list::<VecDeque<u8>>(maxsize, calls, |_| 0)?;
    }

    #[test]
    fn a_lifo_queue_gives_out_the_newest(maxsize in 0..4_usize, calls in vec(on_queue(), 0..40)) {
        beside_a_list::<Vec<u8>>(maxsize, calls, |list| list.len() - 1)?;
    }

    #[test]
    fn a_priority_queue_gives_out_the_smallest(maxsize in 0..4_usize, calls in vec(on_queue(), 0..40)) {
        let smallest = |list: &[u8]| (0..list.len()).min_by_key(|place| list[*place]).expect("it is not empty");
        beside_a_list::<BinaryHeap<Reverse<u8>>>(maxsize, calls, smallest)?;
    }

    #[test]
    fn an_rlock_is_a_count(calls in vec(any::<bool>(), 0..40)) {
        let (lock, mut level) = (RLock::new(), 0_u32);
        for acquire in calls {
            if acquire {
                lock.acquire();
                level += 1;
            } else {
                prop_assert_eq!(lock.release().is_ok(), level > 0);
                level = level.saturating_sub(1);
            }
            prop_assert_eq!(lock.is_owned(), level > 0);
        }
    }

    #[test]
    fn a_bounded_semaphore_is_a_number_between_two(bound in 0..4_usize, calls in vec(0..4_usize, 0..40)) {
        let (semaphore, mut value) = (BoundedSemaphore::new(bound), bound);
        for n in calls {
            if n == 0 {
                prop_assert_eq!(semaphore.try_acquire(), value > 0);
                value = value.saturating_sub(1);
            } else {
                let fits = value + n <= bound;
                prop_assert_eq!(semaphore.release(n).is_ok(), fits);
                value += if fits { n } else { 0 };
            }
        }
    }
}
