//! Who has what at one moment of virtual time, and what happens next.
//!
//! # Keeps true
//!
//! No more run than there are cores, each GIL has one holder at most, and time never goes back.

mod changes;

use crate::plan::{Needs, Plan, Step};
use crate::{Outcome, Part};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::time::Duration;

/// Plays the plan to its end.
pub(crate) fn play(plan: Plan) -> Outcome {
    let mut world = World::new(plan);
    for worker in 0..world.steps.len() {
        world.goes_on(worker);
    }
    world.give_cores();
    while let Some(next) = world.next_moment() {
        world.now = next;
        world.waits_end();
        world.cores_change();
        world.give_cores();
    }
    world.outcome.elapsed = world.now;
    world.outcome
}

struct World {
    now: Duration,
    plan: Plan,
    /// How many tasks have been taken.
    taken: usize,
    /// What each worker has still to do for its task. The first one is what it does now.
    steps: Vec<VecDeque<Step>>,
    /// Who waits outside, and until when.
    outside: BinaryHeap<Reverse<(Duration, usize)>>,
    /// One for each process.
    gils: Vec<Gil>,
    /// Who runs, at most one for each core.
    running: Vec<Running>,
    /// Who waits for a core, and since when.
    for_core: VecDeque<(usize, Duration)>,
    outcome: Outcome,
}

#[derive(Clone, Default)]
struct Gil {
    /// Who has it, and since when.
    holder: Option<(usize, Duration)>,
    /// Who wants it, and since when.
    queue: VecDeque<(usize, Duration)>,
}

struct Running {
    worker: usize,
    /// Since when it has its core.
    since: Duration,
    /// Until when its time is written down.
    noted: Duration,
    /// When its step ends, if nobody comes in between.
    ends: Duration,
}

impl World {
    fn new(plan: Plan) -> Self {
        World {
            now: Duration::ZERO,
            taken: 0,
            steps: plan.workers.iter().map(|steps| steps.iter().copied().collect()).collect(),
            outside: BinaryHeap::new(),
            gils: vec![Gil::default(); plan.gils()],
            running: Vec::new(),
            for_core: VecDeque::new(),
            outcome: Outcome::new(),
            plan,
        }
    }

    /// If the worker has nothing more to do, it takes the next task. There may be none.
    fn take_task(&mut self, worker: usize) {
        while self.steps[worker].is_empty()
            && let Some(task) = self.plan.tasks.get(self.taken)
        {
            self.taken += 1;
            self.steps[worker] = self.plan.steps(task, worker).into();
        }
    }

    /// The worker has neither GIL nor core, and begins its next step, or its next task.
    fn goes_on(&mut self, worker: usize) {
        self.take_task(worker);
        let Some(step) = self.steps[worker].front() else { return };
        match step.needs {
            Needs::Nothing => self.outside.push(Reverse((self.now + step.length, worker))),
            Needs::Core => self.for_core.push_back((worker, self.now)),
            Needs::Gil(gil) => {
                self.gils[gil].queue.push_back((worker, self.now));
                self.give_gil(gil);
            }
        }
    }

    /// Whoever has waited longest for this GIL takes it, if it is free, and now waits for a core.
    fn give_gil(&mut self, gil: usize) {
        let Gil { holder, queue } = &mut self.gils[gil];
        if holder.is_none()
            && let Some((worker, came)) = queue.pop_front()
        {
            *holder = Some((worker, self.now));
            if !self.plan.is_loop() {
                self.outcome.add(Part::ForGil, self.now - came);
            }
            self.for_core.push_back((worker, self.now));
        }
    }

    /// Gives free cores to those who have waited longest.
    fn give_cores(&mut self) {
        while self.running.len() < self.plan.costs.cores as usize
            && let Some((worker, came)) = self.for_core.pop_front()
        {
            self.outcome.add(Part::ForCore, self.now - came);
            let ends = self.now + self.steps[worker][0].length;
            self.running.push(Running { worker, since: self.now, noted: self.now, ends });
        }
    }

    /// When something happens next. None: all is done.
    fn next_moment(&self) -> Option<Duration> {
        let outside = self.outside.peek().map(|Reverse((until, _))| *until);
        self.running.iter().map(|one| one.ends.min(self.gives_way(one))).chain(outside).min()
    }

    /// When this one must let another one have its core or its GIL.
    fn gives_way(&self, one: &Running) -> Duration {
        self.gives_core(one).min(self.gives_gil(one))
    }

    /// The system gives a core to whoever has waited for it for a whole interval.
    fn gives_core(&self, one: &Running) -> Duration {
        self.after_an_interval(self.for_core.front(), one.since)
    }

    /// So does the holder of a GIL, where it looks whether somebody asks.
    fn gives_gil(&self, one: &Running) -> Duration {
        let step = self.steps[one.worker][0];
        match step.needs {
            Needs::Gil(gil) if step.polls => {
                let Gil { holder, queue } = &self.gils[gil];
                self.after_an_interval(queue.front(), holder.map_or(self.now, |(_, took)| took))
            }
            _ => Duration::MAX,
        }
    }

    /// When the first one in the queue has waited for a whole interval behind somebody who has it `since` then.
    fn after_an_interval(&self, first: Option<&(usize, Duration)>, since: Duration) -> Duration {
        first.map_or(Duration::MAX, |(_, came)| since.max(*came) + self.plan.costs.switch_interval)
    }
}
