//! The same rules once more, in the plainest way: a millisecond at a time, and everything counts down.

use gil::timeline::virtual_time::{Burst, Task};
use std::collections::VecDeque;

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Not there, or has ended.
    Nothing,
    Waits {
        alarm: u64,
        switches_then: u64,
    },
    Runs,
    Outside,
}

struct Thread {
    /// The milliseconds that are left of each burst.
    bursts: VecDeque<(Burst, u64)>,
    /// Of the burst that it does: the milliseconds done.
    done: u64,
    state: State,
}

/// For each thread a line, for each millisecond a letter: R runs, W waits, o outside, blank has ended.
pub fn lines(tasks: &[Task], interval: u64, poll: u64) -> Vec<String> {
    let milliseconds = |burst: &Burst| u64::try_from(burst.length().as_millis()).unwrap();
    let mut threads: Vec<Thread> = tasks
        .iter()
        .map(|task| Thread {
            bursts: task.bursts.iter().map(|burst| (*burst, milliseconds(burst))).collect(),
            done: 0,
            state: State::Nothing,
        })
        .collect();
    let mut lines = vec![String::new(); tasks.len()];
    let (mut queue, mut switches, mut last, mut asked) = (VecDeque::new(), 0, None, false);

    // What a thread does that has the GIL no more, or has it not yet.
    let next = |thread: &mut Thread, switches| {
        thread.done = 0;
        thread.state = match thread.bursts.front() {
            None => State::Nothing,
            Some((Burst::Outside(_), _)) => State::Outside,
            Some(_) => State::Waits { alarm: interval, switches_then: switches },
        };
        matches!(thread.state, State::Waits { .. })
    };
    for me in 0..threads.len() {
        if next(&mut threads[me], switches) {
            queue.push_back(me);
        }
        take_if_free(&mut threads, &mut queue, &mut switches, &mut last, &mut asked);
    }
    while threads.iter().any(|thread| thread.state != State::Nothing) {
        for (thread, line) in threads.iter_mut().zip(&mut lines) {
            line.push(match &mut thread.state {
                State::Nothing => ' ',
                State::Runs => 'R',
                State::Outside => 'o',
                State::Waits { alarm, .. } => {
                    *alarm -= 1;
                    'W'
                }
            });
            if matches!(thread.state, State::Runs | State::Outside) {
                thread.bursts[0].1 -= 1;
                thread.done += 1;
            }
        }
        for me in 0..threads.len() {
            if threads[me].state == State::Outside && threads[me].bursts[0].1 == 0 {
                threads[me].bursts.pop_front();
                if next(&mut threads[me], switches) {
                    queue.push_back(me);
                }
                take_if_free(&mut threads, &mut queue, &mut switches, &mut last, &mut asked);
            }
        }
        for &me in &queue {
            if let State::Waits { alarm, switches_then } = &mut threads[me].state
                && *alarm == 0
            {
                asked |= *switches_then == switches;
                (*alarm, *switches_then) = (interval, switches);
            }
        }
        if let Some(me) = threads.iter().position(|thread| thread.state == State::Runs) {
            let (burst, left) = threads[me].bursts[0];
            let looks = left == 0 || matches!(burst, Burst::Compute(_)) && threads[me].done.is_multiple_of(poll);
            if left == 0 {
                threads[me].bursts.pop_front();
                threads[me].done = 0;
            }
            if matches!(threads[me].bursts.front(), None | Some((Burst::Outside(_), _))) {
                next(&mut threads[me], switches);
                take_if_free(&mut threads, &mut queue, &mut switches, &mut last, &mut asked);
            } else if asked && looks {
                threads[me].state = State::Nothing;
                take_if_free(&mut threads, &mut queue, &mut switches, &mut last, &mut asked);
                threads[me].state = State::Waits { alarm: interval, switches_then: switches };
                queue.push_back(me);
            }
        }
    }
    lines
}

fn take_if_free(
    threads: &mut [Thread],
    queue: &mut VecDeque<usize>,
    switches: &mut u64,
    last: &mut Option<usize>,
    asked: &mut bool,
) {
    if threads.iter().all(|thread| thread.state != State::Runs)
        && let Some(taker) = queue.pop_front()
    {
        threads[taker].state = State::Runs;
        *switches += u64::from(*last != Some(taker));
        *last = Some(taker);
        *asked = false;
    }
}
