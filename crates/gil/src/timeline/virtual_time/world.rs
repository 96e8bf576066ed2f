//! What is going on at one moment of virtual time, and what happens next.

use super::{Burst, Policy, Task, Waiter};
use crate::event::{Event, What};
use std::time::Duration;

pub(super) struct World<'a, P> {
    now: Duration,
    poll: Duration,
    policy: &'a mut P,
    /// Whether who was asked waits until another thread has had the GIL.
    forced: bool,
    /// What each thread has still to do. The first one is what it does now.
    bursts: Vec<&'a [Burst]>,
    /// When each thread's wait outside ends, if it waits outside.
    outside: Vec<Option<Duration>>,
    /// How much of its burst each thread had done when it last took the GIL.
    done: Vec<Duration>,
    /// In the order in which they came.
    waiting: Vec<Sleeper>,
    /// Who holds the GIL, and since when.
    holder: Option<(usize, Duration)>,
    drop_request: bool,
    last_holder: Option<usize>,
    /// How often the GIL went to another thread than before.
    switch_number: u64,
    pub(super) log: Vec<Event>,
}

/// A waiter and its clock.
struct Sleeper {
    thread: usize,
    came: Duration,
    from_outside: bool,
    alarm: Duration,
    /// The switch number when it fell asleep.
    seen: u64,
}

impl Sleeper {
    fn told(&self, now: Duration) -> Waiter {
        Waiter { thread: self.thread, waited: now - self.came, from_outside: self.from_outside }
    }
}

impl<'a, P: Policy> World<'a, P> {
    /// The moment before anything happens.
    pub(super) fn new(tasks: &'a [Task], poll: Duration, policy: &'a mut P, forced: bool) -> Self {
        World {
            now: Duration::ZERO,
            poll,
            policy,
            forced,
            bursts: tasks.iter().map(|task| task.bursts.as_slice()).collect(),
            outside: vec![None; tasks.len()],
            done: vec![Duration::ZERO; tasks.len()],
            waiting: Vec::new(),
            holder: None,
            drop_request: false,
            last_holder: None,
            switch_number: 0,
            log: Vec::new(),
        }
    }

    /// Does what is due now. False: nothing more is.
    pub(super) fn something_happens(&mut self) -> bool {
        let log_was = self.log.len();
        self.waits_outside_end();
        self.alarms_ring();
        let burst_ended = self.holder_looks();
        if self.holder.is_none() && !self.waiting.is_empty() {
            self.takes();
        }
        burst_ended || self.log.len() > log_was
    }

    fn waits_outside_end(&mut self) {
        for thread in 0..self.outside.len() {
            if self.outside[thread] == Some(self.now) {
                self.outside[thread] = None;
                self.note(thread, What::Returns);
                self.bursts[thread] = &self.bursts[thread][1..];
                self.goes_on(thread, true);
            }
        }
    }

    fn alarms_ring(&mut self) {
        for n in 0..self.waiting.len() {
            if self.waiting[n].alarm == self.now {
                let waiter = self.waiting[n].told(self.now);
                if self.policy.asks(&waiter, self.waiting[n].seen != self.switch_number) {
                    self.drop_request = true;
                    self.note(waiter.thread, What::Asks);
                }
                self.waiting[n].seen = self.switch_number;
                self.waiting[n].alarm = self.alarm(&waiter);
            }
        }
    }

    /// Whether the holder's burst has ended. If not, it may have let go.
    fn holder_looks(&mut self) -> bool {
        let Some((thread, since)) = self.holder else { return false };
        let burst = self.bursts[thread][0];
        let done = self.done[thread] + (self.now - since);
        let ended = done == burst.length();
        if ended {
            self.bursts[thread] = &self.bursts[thread][1..];
            self.done[thread] = Duration::ZERO;
            self.holder = Some((thread, self.now));
        }
        let computes_on = !matches!(self.bursts[thread].first(), None | Some(Burst::Outside(_)));
        if !computes_on {
            self.lets_go(thread, false);
            self.goes_on(thread, false);
        } else if self.drop_request && (ended || looks(burst, done, self.poll).is_zero()) {
            self.done[thread] = if ended { Duration::ZERO } else { done };
            self.lets_go(thread, true);
            if self.forced {
                // It wants the GIL only when another thread has it. There is one, since somebody asked.
                self.takes();
                self.wants(thread, false);
            } else {
                // It runs, and the others must be woken: it is the first to find the GIL free.
                self.note(thread, What::Wants);
                self.is_taken_by(thread);
            }
        }
        ended
    }

    /// The thread begins its next burst, without the GIL.
    pub(super) fn goes_on(&mut self, thread: usize, from_outside: bool) {
        match self.bursts[thread].first() {
            None => self.note(thread, What::Ends),
            Some(Burst::Outside(length)) => {
                self.outside[thread] = Some(self.now + *length);
                self.note(thread, What::WaitsOutside);
            }
            Some(Burst::Compute(_) | Burst::Native(_)) => self.wants(thread, from_outside),
        }
    }

    fn wants(&mut self, thread: usize, from_outside: bool) {
        self.note(thread, What::Wants);
        let alarm = self.alarm(&Waiter { thread, waited: Duration::ZERO, from_outside });
        self.waiting.push(Sleeper { thread, came: self.now, from_outside, alarm, seen: self.switch_number });
        // Nobody can wait yet: else one of them would hold it.
        if self.holder.is_none() {
            self.takes();
        }
    }

    fn alarm(&mut self, waiter: &Waiter) -> Duration {
        self.now + self.policy.sleeps(waiter).max(Duration::from_micros(1))
    }

    fn lets_go(&mut self, thread: usize, asked: bool) {
        self.holder = None;
        self.note(thread, What::LetsGo { asked });
    }

    /// One of those who wait takes the free GIL.
    fn takes(&mut self) {
        let waiters: Vec<Waiter> = self.waiting.iter().map(|sleeper| sleeper.told(self.now)).collect();
        let Sleeper { thread, .. } = self.waiting.remove(self.policy.takes(&waiters));
        self.is_taken_by(thread);
    }

    fn is_taken_by(&mut self, thread: usize) {
        if self.last_holder != Some(thread) {
            self.last_holder = Some(thread);
            self.switch_number += 1;
        }
        self.drop_request = false;
        self.holder = Some((thread, self.now));
        self.note(thread, What::Takes);
    }

    /// Goes to the next moment at which something is due. False: everybody has ended.
    pub(super) fn time_goes_on(&mut self) -> bool {
        let holder_looks = self.holder.map(|(thread, since)| {
            let burst = self.bursts[thread][0];
            let done = self.done[thread] + (self.now - since);
            let ends = burst.length() - done;
            self.now + if self.drop_request { ends.min(looks(burst, done, self.poll)) } else { ends }
        });
        let alarms = self.waiting.iter().map(|sleeper| sleeper.alarm);
        let next = self.outside.iter().flatten().copied().chain(alarms).chain(holder_looks).min();
        self.now = next.unwrap_or(self.now);
        next.is_some()
    }

    fn note(&mut self, thread: usize, what: What) {
        self.log.push(Event { at: self.now, thread, what });
    }
}

/// How long it takes until the holder looks, having done so much of this burst.
fn looks(burst: Burst, done: Duration, poll: Duration) -> Duration {
    if matches!(burst, Burst::Native(_)) {
        return Duration::MAX;
    }
    let since_it_looked = done.as_nanos() % poll.as_nanos();
    let left = (poll.as_nanos() - since_it_looked) % poll.as_nanos();
    // Less than `poll`, so it fits whenever `poll` is below five hundred years.
    Duration::from_nanos(u64::try_from(left).unwrap_or(u64::MAX))
}
