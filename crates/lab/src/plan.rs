//! What is run, and in which order. Nothing here runs anything.
//!
//! # Keeps true
//!
//! In each round each experiment stands once for each contender that can run it, and these runs are neighbours, so that what disturbs
//! one disturbs the others. Who is first changes from round to round:
//!
//! ```text
//!   round 1   a: 3.9 3.11 ours   b: 3.9 3.11
//!   round 2   a: 3.11 ours 3.9   b: 3.11 3.9
//! ```

use std::collections::BTreeSet;
use std::hash::Hasher as _;
use std::ops::RangeInclusive;

use fnv::FnvHasher;

use crate::catalogue::Experiment;
use crate::contender::Version;
use crate::ours;
use crate::record::Missing;
use crate::runner::Runner;

/// One run of one program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// From 1.
    pub round: u32,
    /// Which of the experiments.
    pub experiment: usize,
    /// Which of the contenders.
    pub contender: usize,
}

/// Everything that a run has to do.
#[derive(Debug)]
pub struct Plan {
    /// What is asked.
    pub experiments: Vec<Experiment>,
    /// Who is asked.
    pub runners: Vec<Runner>,
    /// In which order.
    pub steps: Vec<Step>,
    /// Who is not asked what, although they have a half of it, and why.
    pub skipped: Vec<Missing>,
}

impl Plan {
    /// Each of the experiments with each of the runners that can run it, `rounds` times.
    #[must_use]
    pub fn new(experiments: Vec<Experiment>, runners: Vec<Runner>, rounds: u32) -> Plan {
        let (able, skipped) = able(&experiments, &runners);
        Plan { steps: steps(rounds, &able), experiments, runners, skipped }
    }

    /// What a step runs, and with whom.
    #[must_use]
    pub fn at(&self, step: Step) -> (&Experiment, &Runner) {
        (&self.experiments[step.experiment], &self.runners[step.contender])
    }

    /// So many rounds more of these experiments with these contenders.
    pub fn again(&mut self, rounds: RangeInclusive<u32>, of: &BTreeSet<(String, String)>) {
        let is_of = |step: &&Step| {
            let (experiment, runner) = self.at(**step);
            step.round == 1 && of.contains(&(experiment.id.clone(), runner.to_string()))
        };
        let first: Vec<Step> = self.steps.iter().filter(is_of).copied().collect();
        self.steps.extend(rounds.flat_map(|round| first.iter().map(move |&step| Step { round, ..step })));
    }

    /// The same `texts` (options, catalogue, programs) and the same contenders have the same name, and hardly anything else has.
    #[must_use]
    pub fn name(&self, texts: &[String]) -> String {
        let contenders: Vec<String> = self.runners.iter().map(|runner| format!("{runner:?}")).collect();
        let mut hasher = FnvHasher::default();
        for text in texts.iter().chain(&contenders) {
            hasher.write(text.as_bytes());
            hasher.write_u8(0xff); // stands in no text, so no two lists of texts look alike
        }
        format!("{:016x}", hasher.finish())
    }
}

/// The steps of `rounds` rounds; `able[e]` are the contenders that run experiment `e`.
#[must_use]
pub fn steps(rounds: u32, able: &[Vec<usize>]) -> Vec<Step> {
    let mut steps = Vec::new();
    for round in 1..=rounds {
        for (experiment, contenders) in able.iter().enumerate() {
            let mut order = contenders.clone();
            if !order.is_empty() {
                order.rotate_left((round - 1) as usize % contenders.len());
            }
            steps.extend(order.into_iter().map(|contender| Step { round, experiment, contender }));
        }
    }
    steps
}

/// Which contenders run each experiment, and which of them that have a half of it do not, and why.
fn able(experiments: &[Experiment], contenders: &[Runner]) -> (Vec<Vec<usize>>, Vec<Missing>) {
    let mut skipped = Vec::new();
    let mut all = Vec::new();
    for experiment in experiments {
        let mut able = Vec::new();
        for (index, contender) in contenders.iter().enumerate().filter(|(_, contender)| has_half(experiment, contender))
        {
            match why_not(experiment, contender) {
                None => able.push(index),
                Some(why) => {
                    skipped.push(Missing { experiment: experiment.id.clone(), contender: contender.to_string(), why })
                }
            }
        }
        all.push(able);
    }
    (all, skipped)
}

fn has_half(experiment: &Experiment, contender: &Runner) -> bool {
    match contender {
        Runner::Python(_) => experiment.program.is_some(),
        Runner::Ours(_) => experiment.ours.is_some(),
    }
}

fn why_not(experiment: &Experiment, contender: &Runner) -> Option<String> {
    let Runner::Python(python) = contender else { return ours::lacks(experiment.ours.as_deref()?) };
    let version = Version { number: python.version, free_threaded: python.free_threaded };
    let (since, until) = (experiment.since.as_deref(), experiment.until.as_deref());
    if !version.is_within(since, until) {
        return Some(match (since, until) {
            (Some(since), Some(until)) => format!("it is for Python {since} to {until}"),
            (Some(since), None) => format!("it is for Python {since} and newer"),
            (_, until) => format!("it is for Python up to {}", until.unwrap_or_default()),
        });
    }
    let missing = experiment.needs.as_ref().filter(|package| !contender.imports(package));
    missing.map(|package| format!("it needs {package}, which this Python cannot import"))
}
