//! Any sequence of calls, in one thread, beside the simplest thing that could be right.

use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, proptest};
use interleave::proptest::{self, prop_oneof};
use std::collections::VecDeque;
use threading::{BoundedSemaphore, GetError, PutError, Queue, RLock};

#[derive(Debug, Clone)]
enum OnQueue {
    Put(u8),
    Get,
    TaskDone,
}

fn on_queue() -> impl Strategy<Value = OnQueue> {
    prop_oneof![
        any::<u8>().prop_map(OnQueue::Put),
        proptest::strategy::Just(OnQueue::Get),
        proptest::strategy::Just(OnQueue::TaskDone)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_queue_is_a_list_with_a_limit_and_a_count(maxsize in 0..4_usize, calls in vec(on_queue(), 0..40)) {
        let queue = Queue::new(maxsize);
        let (mut list, mut unfinished) = (VecDeque::new(), 0_u32);
        for call in calls {
            match call {
                OnQueue::Put(item) if maxsize > 0 && list.len() == maxsize => {
                    prop_assert_eq!(queue.put_nowait(item), Err(PutError::Full(item)));
                }
                OnQueue::Put(item) => {
                    prop_assert_eq!(queue.put_nowait(item), Ok(()));
                    list.push_back(item);
                    unfinished += 1;
                }
                OnQueue::Get => prop_assert_eq!(queue.get_nowait(), list.pop_front().ok_or(GetError::Empty)),
                OnQueue::TaskDone => {
                    prop_assert_eq!(queue.task_done().is_ok(), unfinished > 0);
                    unfinished = unfinished.saturating_sub(1);
                }
            }
            prop_assert_eq!(queue.qsize(), list.len());
        }
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
