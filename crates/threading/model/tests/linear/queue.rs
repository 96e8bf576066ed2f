//! The four queues beside a list, and the programs.

use crate::list::Call::{self, Get, GetNowait, Join, Put, PutNowait, Qsize, Shutdown, TaskDone};
use crate::list::{Answer, List, Next};
use crate::run::{Object, Program, all_schedules, holds, is_rejected, programs_of};
use interleave::proptest::prelude::{Just, Strategy, prop_oneof};
use threading_model::{GetError, Order, OrderedQueue, PutError, Queue, SimpleQueue};

impl<O: Order<Item = u8> + Send + 'static> Object for OrderedQueue<O> {
    type Simple = List;
    fn call(&self, call: &Call) -> Answer {
        let got = |error| if error == GetError::Empty { Answer::Empty } else { Answer::ShutDown };
        match *call {
            Put(item) => self.put(item).map_or(Answer::ShutDown, |()| Answer::Done),
            PutNowait(item) => match self.put_nowait(item) {
                Ok(()) => Answer::Done,
                Err(PutError::Full(back)) if back == item => Answer::Full,
                Err(PutError::ShutDown(back)) if back == item => Answer::ShutDown,
                Err(_) => panic!("another item came back"),
            },
            Get => self.get().map_or(Answer::ShutDown, Answer::Item),
            GetNowait => self.get_nowait().map_or_else(got, Answer::Item),
            TaskDone => self.task_done().map_or(Answer::TooManyTimes, |()| Answer::Done),
            Join => {
                self.join();
                Answer::Done
            }
            Shutdown { immediate } => {
                self.shutdown(immediate);
                Answer::Done
            }
            Qsize => Answer::Size(self.qsize()),
        }
    }
}

impl Object for SimpleQueue<u8> {
    type Simple = List;
    fn call(&self, call: &Call) -> Answer {
        match *call {
            Put(item) => {
                self.put(item);
                Answer::Done
            }
            Get => Answer::Item(self.get()),
            GetNowait => self.get_nowait().map_or(Answer::Empty, Answer::Item),
            Qsize => Answer::Size(self.qsize()),
            _ => panic!("it has no {call:?}"),
        }
    }
}

/// Programs in which each item is another one.
fn numbered(call: impl Strategy<Value = Call> + Clone) -> impl Strategy<Value = Program<Call>> {
    programs_of(call).prop_map(|mut program| {
        let items = program.iter_mut().flatten().filter_map(|call| match call {
            Put(item) | PutNowait(item) => Some(item),
            _ => None,
        });
        // Neither up nor down, so that no two orders look the same.
        items.zip([4, 7, 2, 9, 1, 5]).for_each(|(item, number)| *item = number);
        program
    })
}

/// A capacity, and a program. In half of them the first thread ends with a shutdown, so that fewer block.
pub fn programs() -> impl Strategy<Value = (usize, Program<Call>)> {
    let shutdown = prop_oneof![Just(Shutdown { immediate: false }), Just(Shutdown { immediate: true })];
    let call = prop_oneof![
        3 => Just(Put(0)),
        1 => Just(PutNowait(0)),
        3 => Just(Get),
        1 => Just(GetNowait),
        2 => Just(TaskDone),
        2 => Just(Join),
        1 => shutdown.clone(),
        1 => Just(Qsize),
    ];
    let end = prop_oneof![Just(None), shutdown.prop_map(Some)];
    (prop_oneof![Just(0_usize), Just(1), Just(1), Just(2)], numbered(call), end).prop_map(
        |(maxsize, mut program, end)| {
            program[0].truncate(3 - usize::from(end.is_some()));
            program[0].extend(end);
            (maxsize, program)
        },
    )
}

fn explained<O: Order<Item = u8> + Send + 'static>(next: Next, programs_tried: u32) {
    holds(programs_tried, programs(), |(maxsize, program)| {
        all_schedules(&program, &List::new(next, maxsize), move || OrderedQueue::<O>::new(maxsize))
    });
}

#[test]
fn a_queue_is_a_list_that_one_thread_at_a_time_uses() {
    explained::<std::collections::VecDeque<u8>>(Next::Oldest, 100);
}

#[test]
fn so_is_a_lifo_queue() {
    explained::<Vec<u8>>(Next::Newest, 20);
}

#[test]
fn so_is_a_priority_queue() {
    explained::<std::collections::BinaryHeap<std::cmp::Reverse<u8>>>(Next::Smallest, 20);
}

/// Its calls are fewer.
pub fn simple_programs() -> impl Strategy<Value = Program<Call>> {
    numbered(prop_oneof![3 => Just(Put(0)), 2 => Just(Get), 1 => Just(GetNowait), 1 => Just(Qsize)])
}

#[test]
fn so_is_a_simple_queue() {
    holds(50, simple_programs(), |program| {
        all_schedules(&program, &List::new(Next::Oldest, 0), SimpleQueue::<u8>::new)
    });
}

#[test]
fn another_order_is_rejected() {
    for wrong in [Next::Newest, Next::Smallest] {
        let beside =
            |(maxsize, program)| all_schedules(&program, &List::new(wrong, maxsize), move || Queue::new(maxsize));
        assert!(is_rejected(150, programs(), beside), "it is told from no {wrong:?}");
    }
}
