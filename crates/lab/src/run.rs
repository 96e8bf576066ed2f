//! A run of the lab: every experiment with every contender, round for round.
//!
//! # Keeps true
//!
//! What is not run is said, with the reason, and stands in the record. What fails once is not tried again in this run, and the others go on.
//! Whatever ends the run, the samples that were taken before are on disk.

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::catalogue::Experiment;
use crate::journal::{Entry, Journal, Outcome};
use crate::load::Load;
use crate::plan::Plan;
use crate::progress::Progress;
use crate::record::{Missing, Sample};
use crate::runner::Runner;
use crate::sample::{Taken, Values, take};

/// What a run does with each program.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// Smaller sizes, and no warm-up: each Python has been asked its version a moment ago, and more does not fit into a minute.
    pub quick: bool,
    /// How long a program may take.
    pub limit: Duration,
}

/// How a run came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// There is nothing left to do.
    Complete,
    /// The user wanted to stop.
    Interrupted,
}

/// All that a run needs.
#[derive(Debug)]
pub struct Run<'a> {
    /// What is run, in which order.
    pub plan: &'a Plan,
    /// How.
    pub manner: Manner,
    /// What is done already, and where the rest is kept.
    pub journal: &'a mut Journal,
    /// How busy the machine is.
    pub load: &'a mut Load,
    /// What the user sees.
    pub progress: &'a mut Progress,
    /// Set when the user wants to stop.
    pub interrupt: &'a AtomicBool,
}

impl Run<'_> {
    /// Takes the steps that the journal does not have yet.
    ///
    /// Before its first sample in this process, a contender runs the experiment once with the sizes of `--quick`, and these numbers are
    /// dropped: so nobody's first sample pays for files that the system has not read yet.
    ///
    /// # Errors
    ///
    /// The journal cannot be written.
    pub fn take(&mut self) -> Result<Ended> {
        let mut warm = HashSet::new();
        for step in self.journal.left(self.plan) {
            let (experiment, runner) = self.plan.at(step);
            if !self.journal.has_failed(&experiment.id, &runner.to_string()) {
                self.progress.now(format!("round {}: {} with {runner}", step.round, experiment.id));
                let is_cold = !self.manner.quick && warm.insert((step.experiment, step.contender));
                let begun = Instant::now();
                let Some(outcome) = self.outcome(experiment, runner, is_cold) else { return Ok(Ended::Interrupted) };
                if let Outcome::Failed(missing) = &outcome {
                    self.progress
                        .say(&format!("FAILED {} with {}: {}", missing.experiment, missing.contender, missing.why));
                }
                self.journal.keep(Entry { round: step.round, seconds: begun.elapsed().as_secs_f64(), outcome })?;
            }
            self.progress.step();
        }
        Ok(Ended::Complete)
    }

    /// `None` if the user wants to stop.
    fn outcome(&mut self, experiment: &Experiment, runner: &Runner, is_cold: bool) -> Option<Outcome> {
        let (id, contender) = (experiment.id.clone(), runner.to_string());
        let once = |quick| take(experiment, runner, quick, self.manner.limit, self.interrupt);
        let mut taken = if is_cold { once(true) } else { Taken::Values(Values::new()) };
        let start = Instant::now();
        if matches!(taken, Taken::Values(_)) {
            taken = once(self.manner.quick);
        }
        match taken {
            Taken::Values(values) => {
                let others = self.load.others(start);
                Some(Outcome::Sample(Sample { experiment: id, contender, values, others }))
            }
            Taken::Failed(why) => Some(Outcome::Failed(Missing { experiment: id, contender, why })),
            Taken::Interrupted => None,
        }
    }
}
