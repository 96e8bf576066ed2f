//! Queues: an item goes in, and comes out here or elsewhere.

use crate::measure::{Ends, How, Work, twice};
use crate::{Crossbeam, Ours, ParkingLot, Row, Std, Who};
use crossbeam_channel::{Receiver, Sender};
use std::collections::BinaryHeap;
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex};
use threading::{LifoQueue, PriorityQueue, Queue, SimpleQueue};

/// What one writes where the library has no such queue: a collection, and a condition variable, always notified.
struct ByHand<C> {
    items: Mutex<C>,
    came: Condvar,
}

impl<C> ByHand<C> {
    fn put(&self, put: impl FnOnce(&mut C)) {
        put(&mut self.items.lock().expect("no thread panics"));
        self.came.notify_one();
    }

    fn get(&self, get: impl Fn(&mut C) -> Option<u64>) -> u64 {
        let mut items = self.items.lock().expect("no thread panics");
        loop {
            match get(&mut items) {
                Some(item) => return item,
                None => items = self.came.wait(items).expect("no thread panics"),
            }
        }
    }
}

/// As [`ByHand`], on parking_lot's.
struct ByHandOnParkingLot<C> {
    items: parking_lot::Mutex<C>,
    came: parking_lot::Condvar,
}

impl<C> ByHandOnParkingLot<C> {
    fn put(&self, put: impl FnOnce(&mut C)) {
        put(&mut self.items.lock());
        self.came.notify_one();
    }

    fn get(&self, get: impl Fn(&mut C) -> Option<u64>) -> u64 {
        let mut items = self.items.lock();
        loop {
            match get(&mut items) {
                Some(item) => return item,
                None => self.came.wait(&mut items),
            }
        }
    }
}

type Both<Q> = Ends<Arc<Q>, Arc<Q>>;

fn by_hand<C: Default>(put: fn(&Arc<ByHand<C>>, u64), get: fn(&Arc<ByHand<C>>) -> u64) -> Both<ByHand<C>> {
    Ends { make: || twice(ByHand { items: Mutex::default(), came: Condvar::new() }), put, get }
}

fn on_parking_lot<C: Default>(
    put: fn(&Arc<ByHandOnParkingLot<C>>, u64),
    get: fn(&Arc<ByHandOnParkingLot<C>>) -> u64,
) -> Both<ByHandOnParkingLot<C>> {
    let make = || {
        let items = parking_lot::Mutex::default();
        twice(ByHandOnParkingLot { items, came: parking_lot::Condvar::new() })
    };
    Ends { make, put, get }
}

fn queue() -> Both<Queue<u64>> {
    Ends {
        make: || twice(Queue::new(0)),
        put: |queue, n| queue.put(n).expect("it is open"),
        get: |queue| queue.get().expect("it is open"),
    }
}

fn queue_of_100() -> Both<Queue<u64>> {
    Ends { make: || twice(Queue::new(100)), ..queue() }
}

fn lifo() -> Both<LifoQueue<u64>> {
    Ends {
        make: || twice(LifoQueue::new(0)),
        put: |queue, n| queue.put(n).expect("it is open"),
        get: |queue| queue.get().expect("it is open"),
    }
}

fn lifo_by_hand() -> Both<ByHand<Vec<u64>>> {
    by_hand(|queue, n| queue.put(|items: &mut Vec<u64>| items.push(n)), |queue| queue.get(Vec::pop))
}

fn lifo_on_parking_lot() -> Both<ByHandOnParkingLot<Vec<u64>>> {
    on_parking_lot(|queue, n| queue.put(|items: &mut Vec<u64>| items.push(n)), |queue| queue.get(Vec::pop))
}

fn priority() -> Both<PriorityQueue<u64>> {
    Ends {
        make: || twice(PriorityQueue::new(0)),
        put: |queue, n| queue.put(n).expect("it is open"),
        get: |queue| queue.get().expect("it is open"),
    }
}

fn priority_by_hand() -> Both<ByHand<BinaryHeap<u64>>> {
    by_hand(|queue, n| queue.put(|items: &mut BinaryHeap<u64>| items.push(n)), |queue| queue.get(BinaryHeap::pop))
}

fn priority_on_parking_lot() -> Both<ByHandOnParkingLot<BinaryHeap<u64>>> {
    on_parking_lot(
        |queue, n| queue.put(|items: &mut BinaryHeap<u64>| items.push(n)),
        |queue| queue.get(BinaryHeap::pop),
    )
}

fn simple() -> Both<SimpleQueue<u64>> {
    Ends { make: || twice(SimpleQueue::new()), put: |queue, n| queue.put(n), get: |queue| queue.get() }
}

fn of_std() -> Ends<mpsc::Sender<u64>, mpsc::Receiver<u64>> {
    Ends {
        make: mpsc::channel,
        put: |out, n| out.send(n).expect("both ends live"),
        get: |there| there.recv().expect("both ends live"),
    }
}

fn of_std_100() -> Ends<mpsc::SyncSender<u64>, mpsc::Receiver<u64>> {
    Ends {
        make: || mpsc::sync_channel(100),
        put: |out, n| out.send(n).expect("both ends live"),
        get: |there| there.recv().expect("both ends live"),
    }
}

fn of_crossbeam() -> Ends<Sender<u64>, Receiver<u64>> {
    Ends {
        make: crossbeam_channel::unbounded,
        put: |out, n| out.send(n).expect("both ends live"),
        get: |there| there.recv().expect("both ends live"),
    }
}

fn of_crossbeam_100() -> Ends<Sender<u64>, Receiver<u64>> {
    Ends { make: || crossbeam_channel::bounded(100), ..of_crossbeam() }
}

/// The four rows of one kind of queue: `works` has those that two threads can use, `shared` those that any number can.
fn rows_of(name: &str, python: &str, works: impl Fn(How) -> Vec<(Who, Work)>, shared: Vec<(Who, Work)>) -> [Row; 4] {
    let row = |what: &str, how: &str, works| Row {
        name: format!("`{name}`, {what}"),
        python: format!("{python}_{how}"),
        works,
    };
    [
        row("one thread", "alone", works(How::Alone)),
        row("there and back", "back", works(How::ThereAndBack)),
        row("one way", "way", works(How::OneWay)),
        row("2 put and 2 get", "four", shared),
    ]
}

pub fn rows() -> Vec<Row> {
    let of_queue =
        |how| vec![(Ours, queue().work(how)), (Std, of_std().work(how)), (Crossbeam, of_crossbeam().work(how))];
    let of_lifo = |how| {
        let by_hand = (Std, lifo_by_hand().work(how));
        vec![(Ours, lifo().work(how)), by_hand, (ParkingLot, lifo_on_parking_lot().work(how))]
    };
    let of_priority = |how| {
        let by_hand = (Std, priority_by_hand().work(how));
        vec![(Ours, priority().work(how)), by_hand, (ParkingLot, priority_on_parking_lot().work(how))]
    };
    let of_simple =
        |how| vec![(Ours, simple().work(how)), (Std, of_std().work(how)), (Crossbeam, of_crossbeam().work(how))];
    let four_lifo = vec![
        (Ours, lifo().two_and_two()),
        (Std, lifo_by_hand().two_and_two()),
        (ParkingLot, lifo_on_parking_lot().two_and_two()),
    ];
    let four_priority = vec![
        (Ours, priority().two_and_two()),
        (Std, priority_by_hand().two_and_two()),
        (ParkingLot, priority_on_parking_lot().two_and_two()),
    ];
    // std's channels have one receiver.
    let four_queue = vec![(Ours, queue().two_and_two()), (Crossbeam, of_crossbeam().two_and_two())];
    let four_simple = vec![(Ours, simple().two_and_two()), (Crossbeam, of_crossbeam().two_and_two())];
    let bounded = Row {
        name: "`Queue(100)`, one way".to_owned(),
        python: "queue_bounded".to_owned(),
        works: vec![
            (Ours, queue_of_100().work(How::OneWay)),
            (Std, of_std_100().work(How::OneWay)),
            (Crossbeam, of_crossbeam_100().work(How::OneWay)),
        ],
    };
    let queue = rows_of("Queue", "queue", of_queue, four_queue);
    let lifo = rows_of("LifoQueue", "lifo", of_lifo, four_lifo);
    let priority = rows_of("PriorityQueue", "priority", of_priority, four_priority);
    let simple = rows_of("SimpleQueue", "simple", of_simple, four_simple);
    [bounded].into_iter().chain(queue).chain(lifo).chain(priority).chain(simple).collect()
}
