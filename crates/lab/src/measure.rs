//! `lab` without a subcommand: says what will be measured, measures it, and says what came out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};

use crate::catalogue::{self, Experiment};
use crate::claims::{self, Verdict};
use crate::cli::Options;
use crate::journal::{Journal, Outcome};
use crate::load::Load;
use crate::plan::Plan;
use crate::progress::Progress;
use crate::record::{OURS, Record};
use crate::run::{Ended, Manner, Run};
use crate::runner::{Runner, pythons};
use crate::sample::course;
use crate::{machine, report, say};

/// Whether our halves are as fast as they can be.
pub const OPTIMISED: bool = cfg!(not(debug_assertions));

/// So many rounds more has a check what did not bear out the book: one disturbed sample is no error in the book, and a median of several
/// samples hides none. Where a claim is about every sample, more of them do not mend it.
const AGAIN: u32 = 2;

/// Measures what `options` say.
///
/// # Errors
///
/// Wrong options, a catalogue that cannot be read, or a folder that cannot be written. A program that fails is no error.
pub fn measure(options: &Options) -> Result<ExitCode> {
    may_record(options)?;
    options.outputs.ready()?;
    let interrupt = interrupt()?;
    let (mut plan, default) = plan(options)?;
    say::beginning(&plan, options);
    if plan.steps.is_empty() {
        ensure!(plan.skipped.is_empty(), "all that was asked for is skipped, for the reasons above");
        bail!("nobody here can run any of these experiments: install a CPython, or name one with --python");
    }
    let mut journal = Journal::open(&folder(options), &plan.name(&texts(&plan, options)?), options.fresh)?;
    let left = journal.left(&plan).len();
    say::resumed(&journal, left);
    let mut load = Load::adopting();
    say::load(load.before_the_run());
    let mut run = |plan: &Plan, journal: &mut Journal| {
        let (all, left) = (plan.steps.len(), journal.left(plan).len());
        let manner = Manner { quick: options.quick, limit: Duration::from_millis(options.limit) };
        let progress = &mut Progress::new(all, all - left, options.plain);
        Run { plan, manner, journal, load: &mut load, progress, interrupt: &interrupt }.take()
    };
    let mut ended = run(&plan, &mut journal)?;
    if ended == Ended::Complete && options.check {
        let broken = broken(&plan, &record(options, &plan, None, &journal))?;
        if !broken.is_empty() {
            say::measured_again(&broken, AGAIN);
            plan.again(options.rounds() + 1..=options.rounds() + AGAIN, &broken);
            ended = run(&plan, &mut journal)?;
        }
    }
    match ended {
        Ended::Complete => finish(options, &plan, default, journal),
        Ended::Interrupted => {
            say::interrupted(&journal, plan.steps.len());
            Ok(ExitCode::from(130))
        }
    }
}

/// Which experiments, with which contenders, do not bear out what the book says.
fn broken(plan: &Plan, record: &Record) -> Result<BTreeSet<(String, String)>> {
    let looked = claims::look(&plan.experiments, record)?;
    let broken = looked.into_iter().filter(|one| matches!(one.verdict, Verdict::Broken(_)));
    Ok(broken.filter_map(|one| Some((one.experiment, one.contender?.to_string()))).collect())
}

/// Writes the record, then says what came out.
fn finish(options: &Options, plan: &Plan, default: Option<String>, journal: Journal) -> Result<ExitCode> {
    say::took(&journal.entries);
    let experiments = &plan.experiments;
    let record = record(options, plan, default, &journal);
    let file = folder(options).join("record.json");
    record.write(&file).with_context(|| {
        let kept = say::path(journal.path());
        format!("all samples are kept in {kept}; once there is room, the same command makes the record of them")
    })?;
    journal.remove()?;
    say::ends_with_its_reader();
    let no_claim_is_broken = report::print(experiments, &record)?;
    say::failed(&record.failed);
    println!("all samples stand in {}", say::path(&file));
    options.outputs.write(experiments, &record)?;
    if options.record {
        ensure!(record.failed.is_empty(), "the book keeps the record that it has, since this one is not complete");
        record.write(&course().join("book").join("measured").join("record.json"))?;
        println!("they are the book's now; its figures: cargo run -p lab -- pages");
    }
    let is_good = record.failed.is_empty() && (no_claim_is_broken || !options.check);
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn record(options: &Options, plan: &Plan, default: Option<String>, journal: &Journal) -> Record {
    let outcomes = || journal.entries.iter().map(|entry| entry.outcome.clone());
    Record {
        date: journal.date.clone(),
        machine: machine::describe(),
        quick: options.quick,
        optimised: OPTIMISED,
        rounds: options.rounds(),
        seconds: journal.entries.iter().map(|entry| entry.seconds).sum(),
        contenders: plan.runners.iter().map(Runner::to_string).collect(),
        default,
        samples: outcomes().filter_map(Outcome::sample).collect(),
        skipped: plan.skipped.clone(),
        failed: outcomes().filter_map(Outcome::failed).collect(),
    }
}

/// A flag that is set when the user wants to stop.
fn interrupt() -> Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    #[cfg(unix)] // sent when the terminal is closed; Windows ends the process instead
    let closed = [signal_hook::consts::SIGHUP];
    #[cfg(not(unix))]
    let closed = [];
    for signal in signal_hook::consts::TERM_SIGNALS.iter().chain(&closed) {
        signal_hook::flag::register(*signal, Arc::clone(&flag)).context("the system does not let us see Ctrl-C")?;
    }
    Ok(flag)
}

/// The plan, and the name of the Python that a reader gets who names none.
fn plan(options: &Options) -> Result<(Plan, Option<String>)> {
    let all = catalogue::read_in(options.catalogue.as_deref().unwrap_or(&catalogue::folder()))?;
    let experiments = chosen(all, &options.only)?;
    // A claim that is no sentence is said now, not ten minutes later.
    claims::look(&experiments, &Record::default())?;
    let (mut runners, default) = pythons(&options.python)?;
    // Who names Pythons wants these.
    if options.quick && !options.check && options.python.is_empty() {
        runners = some(runners, default.as_deref());
    }
    if experiments.iter().any(|experiment| experiment.ours.is_some()) {
        runners.push(Runner::ours()?);
    }
    Ok((Plan::new(experiments, runners, options.rounds()), default))
}

/// At most five Pythons, for a minute has no room for more: the oldest, the one that a reader gets, and the newest. Who is left out is said.
fn some(runners: Vec<Runner>, default: Option<&str>) -> Vec<Runner> {
    let many = runners.len();
    let stays = |(at, runner): &(usize, Runner)| {
        *at == 0 || *at + 3 >= many || Some(runner.to_string().as_str()) == default || many <= 5
    };
    let (stay, go): (Vec<_>, Vec<_>) = runners.into_iter().enumerate().partition(stays);
    say::left_out(&go.into_iter().map(|(_, runner)| runner.to_string()).collect::<Vec<_>>());
    stay.into_iter().map(|(_, runner)| runner).collect()
}

fn may_record(options: &Options) -> Result<()> {
    if options.record {
        let again = "cargo run -p lab --release -- --record";
        ensure!(!options.quick, "a quick run is too rough for the book; this takes ten minutes: {again}");
        ensure!(options.only.is_empty(), "the book's figures come from one run of all experiments: {again}");
        ensure!(OPTIMISED, "without --release our halves are slower than they are: {again}");
    }
    Ok(())
}

/// Where the journal and the record are kept.
fn folder(options: &Options) -> PathBuf {
    options.folder.clone().unwrap_or_else(|| course().join("target").join("lab"))
}

/// Those of `all` that the user wants, in the catalogue's order; all of them if `only` names none.
///
/// # Errors
///
/// No experiment has such a name; the message has the nearest.
pub fn chosen(mut all: Vec<Experiment>, only: &[String]) -> Result<Vec<Experiment>> {
    for id in only {
        if all.iter().all(|experiment| experiment.id != *id) {
            let near = |experiment: &&Experiment| strsim::damerau_levenshtein(&experiment.id, id);
            let nearest = all.iter().min_by_key(near).map_or("", |experiment| &experiment.id);
            bail!("no experiment is called `{id}`; the nearest is `{nearest}`; all of them: cargo run -p lab -- list");
        }
    }
    all.retain(|experiment| only.is_empty() || only.contains(&experiment.id));
    Ok(all)
}

/// The texts that decide what the numbers mean: sizes and rounds, the catalogue, the programs, and which build of ours this is.
fn texts(Plan { experiments, .. }: &Plan, options: &Options) -> Result<Vec<String>> {
    let mut texts = vec![format!("quick {}, rounds {}", options.quick, options.rounds())];
    for experiment in experiments {
        texts.push(format!("{experiment:?}"));
        if let Some(program) = &experiment.program {
            let file = course().join(program);
            texts.push(std::fs::read_to_string(&file).with_context(|| {
                format!("{} runs {}, which cannot be read", experiment.id, Path::new(program).display())
            })?);
        }
    }
    if experiments.iter().any(|experiment| experiment.ours.is_some()) {
        let changed = std::env::current_exe()?.metadata()?.modified()?;
        texts.push(format!("{OURS} of {changed:?}"));
    }
    Ok(texts)
}
