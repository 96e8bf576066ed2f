//! What changes at one moment: waits end, steps end, and who has had a core or a GIL for long lets others come.

use super::{Running, World};
use crate::Part;
use crate::plan::Needs;
use std::cmp::Reverse;
use std::time::Duration;

impl World {
    pub(super) fn waits_end(&mut self) {
        while let Some(Reverse((until, worker))) = self.outside.peek().copied()
            && until <= self.now
        {
            self.outside.pop();
            let step = self.steps[worker].pop_front();
            self.outcome.add(Part::Waiting, step.map_or(Duration::ZERO, |step| step.length));
            self.goes_on(worker);
        }
    }

    /// Those whose step ends, or who must give way, do so.
    pub(super) fn cores_change(&mut self) {
        let mut n = 0;
        while n < self.running.len() {
            if self.running[n].ends <= self.now {
                self.step_ends(n);
            } else if self.gives_way(&self.running[n]) <= self.now {
                self.lets_others(n);
            } else {
                n += 1;
            }
            self.give_cores();
        }
    }

    /// Notes what it did since it began or was last noted.
    fn note(&mut self, n: usize) {
        let Running { worker, noted, .. } = self.running[n];
        self.outcome.add(self.steps[worker][0].part, self.now - noted);
        self.running[n].noted = self.now;
    }

    /// It keeps its core and its GIL if its next step needs them, too.
    fn step_ends(&mut self, n: usize) {
        self.note(n);
        let worker = self.running[n].worker;
        let ended = self.steps[worker].pop_front().map(|step| step.needs);
        self.take_task(worker);
        let next = self.steps[worker].front().map(|step| (step.needs, step.length));
        match next {
            Some((needs, length)) if needs == Needs::Core || Some(needs) == ended => {
                self.running[n].ends = self.now + length;
                if Some(needs) != ended {
                    self.frees_gil(ended);
                }
            }
            _ => {
                self.running.swap_remove(n);
                self.frees_gil(ended);
                self.goes_on(worker);
            }
        }
    }

    fn frees_gil(&mut self, needs: Option<Needs>) {
        if let Some(Needs::Gil(gil)) = needs {
            self.gils[gil].holder = None;
            self.give_gil(gil);
        }
    }

    /// It goes to the end of the queue of those who want what it has.
    fn lets_others(&mut self, n: usize) {
        self.note(n);
        let was_asked = self.gives_gil(&self.running[n]) <= self.now;
        let Running { worker, ends, .. } = self.running.swap_remove(n);
        let step = &mut self.steps[worker][0];
        step.length = ends - self.now;
        match step.needs {
            Needs::Gil(gil) if was_asked => {
                self.gils[gil].holder = None;
                self.give_gil(gil);
                self.gils[gil].queue.push_back((worker, self.now));
            }
            // The system takes away the core. The GIL it keeps: who does not run does not look whether somebody asks.
            _ => self.for_core.push_back((worker, self.now)),
        }
    }
}
