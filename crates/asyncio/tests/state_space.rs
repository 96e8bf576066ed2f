//! Orders, in virtual time: random programs beside the simplest thing that can be right, a list that is sorted.

use asyncio::s1_ready_queue::ReadyQueue;
use asyncio::s3_timers::{TimerId, Timers};
use asyncio::s4_thread_safe::Selector;
use asyncio::{EventLoop, create_task, gather, sleep};
use interleave::proptest::collection::vec;
use interleave::proptest::prelude::{ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use interleave::proptest::sample::Index;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Wake, Waker};
use std::time::{Duration, Instant};

/// A clock that stands still while anything runs, and jumps to the deadline when the loop sleeps.
struct Virtual(Mutex<Instant>);

impl Selector for Virtual {
    fn select(&self, timeout: Option<Duration>) {
        *self.0.lock().unwrap() += timeout.expect("the loop sleeps, and nothing will ever wake it");
    }

    fn wake(&self) {}

    fn now(&self) -> Instant {
        *self.0.lock().unwrap()
    }
}

/// Runs `main` in virtual time; says how much of that it took.
fn run<F: Future + 'static>(main: F) -> (F::Output, Duration) {
    let clock = Arc::new(Virtual(Mutex::new(Instant::now())));
    let begin = clock.now();
    let value = EventLoop::new(Arc::clone(&clock) as Arc<dyn Selector>).run_until_complete(main).unwrap();
    (value, clock.now() - begin)
}

type Seen = Rc<RefCell<Vec<usize>>>;

/// A task that writes down its number, then makes the tasks of its children.
async fn family(number: usize, children: Rc<Vec<Vec<usize>>>, seen: Seen) {
    seen.borrow_mut().push(number);
    for &child in &children[number] {
        // Written as a boxed future: a type that contains itself has no size.
        let child: std::pin::Pin<Box<dyn Future<Output = ()>>> =
            Box::pin(family(child, Rc::clone(&children), Rc::clone(&seen)));
        drop(create_task(child));
    }
}

/// What a program can do with timers.
#[derive(Clone, Debug)]
enum Deed {
    Make(u8),
    Cancel(Index),
    Pass(u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![(0..8_u8).prop_map(Deed::Make), any::<Index>().prop_map(Deed::Cancel), (0..4_u8).prop_map(Deed::Pass),]
}

/// A waker that writes down which it is.
struct Notes(usize, Arc<Mutex<Vec<usize>>>);

impl Wake for Notes {
    fn wake(self: Arc<Self>) {
        self.1.lock().unwrap().push(self.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Turn by turn, and in a turn in the order in which they were made: generation by generation.
    #[test]
    fn tasks_begin_in_the_order_in_which_they_were_made(parents in vec(any::<Index>(), 0..40)) {
        let mut children = vec![Vec::new(); parents.len() + 1];
        for (child, parent) in (1..).zip(&parents) {
            children[parent.index(child)].push(child);
        }
        let mut expected = VecDeque::from([0]);
        let mut order = Vec::new();
        while let Some(next) = expected.pop_front() {
            order.push(next);
            expected.extend(&children[next]);
        }

        let (seen, turns) = (Seen::default(), children.len());
        let theirs = Rc::clone(&seen);
        run(async move {
            drop(create_task(family(0, Rc::new(children), theirs)));
            for _ in 0..turns {
                sleep(Duration::ZERO).await;
            }
        });
        prop_assert_eq!(seen.take(), order);
    }

    /// Each task sleeps several times. By deadline; with the same deadline, in the order in which they fell asleep.
    #[test]
    fn sleepers_wake_by_deadline_and_then_by_age(naps in vec(vec(1..6_u64, 0..5), 0..12)) {
        // (deadline, age, task, naps done), the earliest first.
        let mut pending: Vec<(u64, usize, usize, usize)> = Vec::new();
        let (mut age, mut expected, mut end) = (0, Vec::new(), 0);
        let mut fall_asleep = |pending: &mut Vec<_>, now, task: usize, done: usize| {
            if let Some(nap) = naps[task].get(done) {
                pending.push((now + nap, age, task, done));
                age += 1;
            }
        };
        (0..naps.len()).for_each(|task| fall_asleep(&mut pending, 0, task, 0));
        while let Some(next) = pending.iter().copied().min() {
            pending.retain(|other| *other != next);
            let (now, _, task, done) = next;
            expected.push(task);
            end = now;
            fall_asleep(&mut pending, now, task, done + 1);
        }

        let seen = Seen::default();
        let theirs = Rc::clone(&seen);
        let (_, took) = run(async move {
            let sleepers = naps.into_iter().enumerate().map(|(task, naps)| {
                let seen = Rc::clone(&theirs);
                async move {
                    for nap in naps {
                        sleep(Duration::from_secs(nap)).await;
                        seen.borrow_mut().push(task);
                    }
                }
            });
            gather(sleepers).await
        });
        prop_assert_eq!(seen.take(), expected);
        prop_assert_eq!(took, Duration::from_secs(end));
    }

    #[test]
    fn timers_are_a_sorted_list(deeds in vec(deed(), 0..60)) {
        let (timers, woken) = (Timers::default(), Arc::new(Mutex::new(Vec::new())));
        let start = Instant::now();
        let mut now = 0;
        let mut made: Vec<TimerId> = Vec::new();
        let mut model: Vec<(u64, usize)> = Vec::new();
        let mut expected = Vec::new();
        for deed in deeds {
            match deed {
                Deed::Make(delay) => {
                    let when = now + u64::from(delay);
                    model.push((when, made.len()));
                    let waker = Waker::from(Arc::new(Notes(made.len(), Arc::clone(&woken))));
                    made.push(timers.call_at(start + Duration::from_secs(when), waker));
                }
                Deed::Cancel(which) if !made.is_empty() => {
                    let which = which.index(made.len());
                    model.retain(|(_, number)| *number != which);
                    timers.cancel(made[which]);
                    prop_assert_eq!(timers.update(made[which], Waker::noop()), false);
                }
                Deed::Cancel(_) => (),
                Deed::Pass(time) => {
                    now += u64::from(time);
                    model.sort_unstable();
                    let due = model.partition_point(|(when, _)| *when <= now);
                    expected.extend(model.drain(..due).map(|(_, number)| number));
                    timers.wake_due(start + Duration::from_secs(now));
                }
            }
            let earliest = model.iter().min().map(|(when, _)| start + Duration::from_secs(*when));
            prop_assert_eq!(timers.earliest(), earliest);
            prop_assert_eq!(&*woken.lock().unwrap(), &expected);
        }
    }

    /// Some are queued, then a turn is taken, and so on: each turn has what was queued since the last one.
    #[test]
    fn a_turn_is_what_was_queued_before_it(batches in vec(vec(any::<u8>(), 0..5), 0..8)) {
        let (mut ready, mut turn) = (ReadyQueue::default(), VecDeque::new());
        for batch in batches {
            batch.iter().for_each(|&callback| ready.call_soon(callback));
            prop_assert_eq!(ready.is_empty(), batch.is_empty());
            ready.take_turn(&mut turn);
            prop_assert_eq!(turn.drain(..).collect::<Vec<_>>(), batch);
        }
    }

    #[test]
    fn gather_keeps_the_order_of_its_arguments(naps in vec(0..5_u64, 0..20)) {
        let expected = naps.clone();
        let (values, took) = run(async move {
            let sleepers = naps.into_iter().map(|nap| async move {
                sleep(Duration::from_secs(nap)).await;
                nap
            });
            gather(sleepers).await.unwrap()
        });
        prop_assert_eq!(took, Duration::from_secs(expected.iter().copied().max().unwrap_or(0)));
        prop_assert_eq!(values, expected);
    }
}

/// A sleep that is given up does not keep the loop awake until its deadline.
#[test]
fn a_dropped_sleep_is_forgotten() {
    let (_, took) = run(async {
        let mut long = Box::pin(sleep(Duration::from_secs(1_000)));
        let once = std::future::poll_fn(|context| {
            assert!(long.as_mut().poll(context).is_pending());
            std::task::Poll::Ready(())
        });
        once.await;
        drop(long);
        sleep(Duration::from_secs(1)).await;
    });
    assert_eq!(took, Duration::from_secs(1));
}
