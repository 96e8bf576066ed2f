//! `Queue` with real processes: nothing is lost, nothing is torn, and nobody waits for the dead.
#![cfg(unix)]

use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};
use interleave::proptest::{prop_oneof, strategy::Just};
use multiprocessing::s3_luggage::{pack, unpack};
use multiprocessing::s4_task::Task;
use multiprocessing::{Connection, PipeError, Process, Queue, QueueError, guard, pipe, set_executable};
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use std::collections::VecDeque;
use std::sync::Once;
use std::thread;
use std::time::Duration;

#[path = "program/tasks.rs"]
mod tasks;
use tasks::sharing::{self, Numbered, numbered};

const SOON: Duration = Duration::from_millis(1);

fn started<F: Task<Args>, Args: Serialize + Send + 'static>(task: F, args: Args) -> Process {
    static PREPARED: Once = Once::new();
    PREPARED.call_once(|| {
        guard(tasks::all());
        set_executable(env!("CARGO_BIN_EXE_multiprocessing-program"));
    });
    let process = Process::new(task, args);
    process.start().unwrap();
    process
}

fn queue<T: Serialize + DeserializeOwned>() -> Queue<T> {
    Queue::new().unwrap()
}

/// Everything that is in the queue now. Each message must be whole.
fn drain(queue: &Queue<Numbered>) -> Vec<u32> {
    let mut numbers = Vec::new();
    loop {
        match queue.get_nowait() {
            Ok(Some((producer, number, text))) => {
                assert!(numbered(producer, number, text.len()).2 == text, "message {number} is not whole");
                numbers.push(number);
            }
            Err(QueueError::Empty) => return numbers,
            other => panic!("{other:?}"),
        }
    }
}

fn follow_each_other(numbers: &[u32]) -> bool {
    numbers.windows(2).all(|two| two[0] + 1 == two[1])
}

#[test]
fn what_several_processes_put_is_got_once_by_several_others_and_in_order() {
    let queue = queue();
    let consumers = [(); 3].map(|()| {
        let (answer, to) = pipe().unwrap();
        (started(sharing::gets_until_the_end, (queue.clone(), to)), answer)
    });
    // Messages of a few bytes, of 2 KB, and of 40 KB: inside the call, and beside it.
    let producers =
        [2, 2_000, 40_000].map(|length| started(sharing::puts, (queue.clone(), length as u32, 150_u32, length)));
    queue.close();
    let mut all = Vec::new();
    for (process, answer) in &consumers {
        let got: Vec<(u32, u32)> = answer.recv().unwrap();
        for producer in [2, 2_000, 40_000] {
            assert!(got.iter().filter(|message| message.0 == producer).is_sorted(), "{producer}'s were mixed up");
        }
        all.extend(got);
        assert_eq!(process.join().unwrap(), 0);
    }
    all.sort_unstable();
    let put: Vec<_> =
        [2, 2_000, 40_000].into_iter().flat_map(|one| (0..150).map(move |number| (one, number))).collect();
    assert_eq!(all, put);
    assert!(producers.iter().all(|process| process.join().unwrap() == 0));
}

#[test]
fn who_joins_before_it_has_got_everything_waits_in_vain() {
    let queue = queue();
    let producer = started(sharing::puts, (queue.clone(), 0_u32, 1_000_u32, 250_usize));
    queue.close();
    // A thousand messages of 1 KB are more than the queue holds. However long we waited here, it could not end.
    assert_eq!(producer.join_timeout(Duration::from_millis(100)).unwrap(), None);
    let mut got = 0;
    while queue.get().unwrap().is_some() {
        got += 1;
    }
    assert_eq!((got, producer.join().unwrap()), (1_000, 0));
}

#[test]
fn a_writer_that_is_killed_at_any_moment_leaves_whole_messages_only() {
    let queue = queue();
    for round in 0..10 {
        let writer = started(sharing::puts_for_ever, (queue.clone(),));
        // So it is in the middle of it, or waits for room.
        let mut got: Vec<_> = (0..round * 3).map(|_| queue.get().unwrap().unwrap().1).collect();
        writer.kill().unwrap();
        assert_eq!(writer.join().unwrap(), -9);
        got.extend(drain(&queue));
        assert!(got.first().is_none_or(|first| *first == 0) && follow_each_other(&got), "{got:?}");
        // And everybody goes on.
        queue.put(&numbered(1, 7, 40_000)).unwrap();
        assert_eq!(drain(&queue), [7]);
    }
}

#[test]
fn a_reader_that_is_killed_at_any_moment_takes_whole_messages_only_with_it() {
    let queue = queue();
    for _ in 0..10 {
        let (ours, theirs) = pipe().unwrap();
        let reader = started(sharing::gets_for_ever, (queue.clone(), theirs));
        for number in 0..30 {
            queue.put(&numbered(0, number, if number % 3 == 2 { 40_000 } else { 10 })).unwrap();
        }
        assert_eq!(ours.recv::<String>().unwrap(), "begun");
        reader.kill().unwrap();
        assert_eq!(reader.join().unwrap(), -9);
        let left = drain(&queue);
        assert!(left.last().is_none_or(|last| *last == 29) && follow_each_other(&left), "{left:?}");
        queue.put(&numbered(1, 7, 40_000)).unwrap();
        assert_eq!(drain(&queue), [7]);
    }
}

#[test]
fn the_end_comes_when_nobody_can_put_any_more() {
    let queue = queue();
    queue.put(&1).unwrap();
    let clone = queue.clone();
    clone.close();
    assert!(matches!(queue.put(&2), Err(QueueError::Closed)));
    assert_eq!(queue.get().unwrap(), Some(1));
    assert_eq!(
        (queue.get().unwrap(), queue.get_nowait().unwrap(), queue.get_timeout(SOON).unwrap()),
        (None, None, None)
    );
}

#[test]
fn who_waits_for_a_message_hears_of_the_end() {
    let queue: Queue<u32> = queue();
    thread::scope(|scope| {
        let getter = scope.spawn(|| queue.get().unwrap());
        queue.close();
        assert_eq!(getter.join().unwrap(), None);
    });
}

#[test]
fn nothing_is_got_from_an_empty_queue_and_nothing_put_into_a_full_one() {
    let queue = queue();
    assert!(matches!(queue.get_nowait(), Err(QueueError::Empty)));
    assert!(matches!(queue.get_timeout(SOON), Err(QueueError::Empty)));
    // How much it holds is the kernel's affair: some hundred short messages here, and a few long ones.
    for (length, most) in [(10, 1_000), (40_000, 50)] {
        let text = "x".repeat(length);
        let mut put = 0;
        while queue.put_nowait(&text).is_ok() {
            put += 1;
        }
        assert!((4..most).contains(&put), "{put} messages of {length} bytes");
        assert!(matches!(queue.put_nowait(&text), Err(QueueError::Full)));
        assert!(matches!(queue.put_timeout(&text, SOON), Err(QueueError::Full)));
        for _ in 0..put {
            assert_eq!(queue.get_timeout(Duration::MAX).unwrap().as_ref(), Some(&text));
        }
        assert!(matches!(queue.get_nowait(), Err(QueueError::Empty)));
    }
}

#[test]
fn a_message_of_a_hundred_megabytes_crosses() {
    let queue = queue();
    let text = "x".repeat(100 << 20);
    queue.put(&text).unwrap();
    assert!(queue.get().unwrap() == Some(text));
}

#[test]
fn a_message_of_another_type_is_an_error_once() {
    let queue: Queue<u64> = queue();
    let other: Queue<String> = unpack(pack(&queue).unwrap()).unwrap();
    queue.put(&1_000_000).unwrap();
    other.put(&"right".to_owned()).unwrap();
    assert!(matches!(other.get(), Err(QueueError::Pipe(PipeError::Decode { .. }))));
    assert_eq!(other.get().unwrap(), Some("right".to_owned()));
}

#[test]
fn a_value_that_cannot_cross_leaves_no_trace() {
    #[derive(serde::Deserialize)]
    struct Stubborn(bool);
    impl Serialize for Stubborn {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            if self.0 { Err(serde::ser::Error::custom("no")) } else { self.0.serialize(serializer) }
        }
    }
    let queue = queue();
    assert!(matches!(queue.put(&Stubborn(true)), Err(QueueError::Pipe(PipeError::Encode { .. }))));
    queue.put(&Stubborn(false)).unwrap();
    assert!(!queue.get().unwrap().unwrap().0);
}

#[test]
fn queues_travel_through_a_queue() {
    let (queues, answers) = (queue(), queue());
    let process = started(sharing::passes_on, (queues.clone(),));
    for _ in 0..3 {
        queues.put(&answers.clone()).unwrap();
    }
    queues.close();
    assert_eq!(process.join().unwrap(), 0);
    for _ in 0..3 {
        assert_eq!(answers.get_nowait().unwrap().unwrap(), "from the other side");
    }
}

#[test]
fn more_luggage_than_can_travel_is_refused() {
    let queue: Queue<Vec<Connection>> = queue();
    let (many, _others): (Vec<_>, Vec<_>) = (0..254).map(|_| pipe().unwrap()).unzip();
    let refused = queue.put(&many);
    assert!(matches!(refused, Err(QueueError::Pipe(PipeError::TooMuchLuggage { count: 254, .. }))), "{refused:?}");
    assert!(matches!(queue.get_nowait(), Err(QueueError::Empty)));
}

#[derive(Debug, Clone)]
enum Call {
    Put(String),
    Get,
    Close,
}

/// Short messages mostly, and some about as long as the call can take, or longer.
fn call() -> impl Strategy<Value = Call> {
    let length = prop_oneof![4 => 0..20_usize, 1 => 32_755..32_775_usize, 1 => Just(40_000_usize)];
    prop_oneof![
        10 => ("[a-z]", length).prop_map(|(letter, length)| Call::Put(letter.repeat(length))),
        10 => Just(Call::Get),
        1 => Just(Call::Close)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_queue_is_a_list_that_can_be_closed(calls in vec(call(), 0..40)) {
        let (queue, mut list, mut open) = (queue(), VecDeque::new(), true);
        for call in calls {
            match call {
                Call::Put(_) if !open => prop_assert!(matches!(queue.put_nowait(&String::new()), Err(QueueError::Closed))),
                Call::Put(text) => match queue.put_nowait(&text) {
                    Ok(()) => list.push_back(text),
                    // How much it holds is the kernel's affair, but it is not nothing.
                    full => prop_assert!(matches!(full, Err(QueueError::Full)) && list.len() >= 4),
                },
                // Another test may just start a process, which has copies of all our descriptors for a moment. So wait for the end.
                Call::Get if !open => prop_assert_eq!(queue.get().unwrap(), list.pop_front()),
                Call::Get => match queue.get_nowait() {
                    Ok(text) => prop_assert_eq!(text, list.pop_front()),
                    empty => prop_assert!(matches!(empty, Err(QueueError::Empty)) && list.is_empty()),
                },
                Call::Close => {
                    queue.close();
                    open = false;
                }
            }
        }
    }
}
