//! What a model wrote about itself into the file that `INTERLEAVE_REPORT` names.
//!
//! # Keeps true
//!
//! A report that is cut off or says something unknown is an error, never a pass.

use crate::kind::Kind;
use crate::verdict::{Explored, Failure, Found};
use std::str::Lines;

/// The records of one test, in the order in which its models ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The models that passed.
    pub passed: Vec<Explored>,
    /// The model that failed; it is always the last one.
    pub failed: Option<Failure>,
}

impl Report {
    /// Reads a report.
    ///
    /// # Errors
    ///
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Report, String> {
        let mut report = Report::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            match line {
                "model: passed" => report.passed.push(Explored {
                    schedules: number("schedules", lines.next())?,
                    preemptions: number("preemptions", lines.next())?,
                    threads: number("threads", lines.next())?,
                }),
                "model: failed" => {
                    let kind = field("kind", lines.next())?;
                    let kind = Kind::named(kind).ok_or(format!("`{kind}` is no kind of failure"))?;
                    let says = field("says", lines.next())?;
                    // The verdict begins with that word already.
                    let says = says.strip_prefix("undecided: ").unwrap_or(says).to_owned();
                    let schedules = number("schedules", lines.next())?;
                    let preemptions = number("preemptions", lines.next())?;
                    let replay = Some(field("replay", lines.next())?.to_owned()).filter(|code| !code.is_empty());
                    let steps = steps(&mut lines)?;
                    // The drawing is the rest of the file, whatever is in it.
                    let drawing = lines.by_ref().collect::<Vec<_>>().join("\n");
                    let found = Some(Found { schedules, preemptions, replay, steps, drawing });
                    report.failed = Some(Failure { kind, says, place: None, found });
                }
                other => return Err(format!("a record begins with `{other}`")),
            }
        }
        Ok(report)
    }
}

/// The steps before the drawing, each after the number of its lines.
fn steps(lines: &mut Lines) -> Result<Vec<String>, String> {
    let mut steps = Vec::new();
    loop {
        let line = lines.next();
        if line == Some("drawing:") {
            return Ok(steps);
        }
        let count = number("step", line)?;
        let text: Vec<&str> = lines.take(usize::try_from(count).unwrap_or(0)).collect();
        steps.push(text.join("\n"));
    }
}

/// The value of a line `name: value`.
fn field<'a>(name: &str, line: Option<&'a str>) -> Result<&'a str, String> {
    let line = line.ok_or(format!("it ends before `{name}`"))?;
    let value = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(':'));
    value.map(str::trim).ok_or(format!("`{line}` stands where `{name}` should be"))
}

fn number(name: &str, line: Option<&str>) -> Result<u64, String> {
    let value = field(name, line)?;
    value.parse().map_err(|_| format!("`{name}` is not a number but `{value}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSED: &str = "model: passed\nschedules: 812\npreemptions: 2\nthreads: 3\n";
    const FAILED: &str = "model: failed\nkind: data race\nsays: Two threads write.\nschedules: 81\npreemptions: 1\nreplay: gye-1p81-9f3tz\ndrawing:\n";

    #[test]
    fn passed_models_come_before_the_failed_one() {
        let report = Report::parse(&format!("{PASSED}{PASSED}{FAILED}A  B\n\nmodel: passed\n")).unwrap();
        assert_eq!(report.passed.len(), 2);
        let failed = report.failed.unwrap();
        assert_eq!((failed.kind, failed.says.as_str()), (Kind::DataRace, "Two threads write."));
        let Found { drawing, replay, .. } = failed.found.unwrap();
        assert_eq!(replay.as_deref(), Some("gye-1p81-9f3tz"));
        assert_eq!(drawing, "A  B\n\nmodel: passed", "all that follows belongs to the drawing");
    }

    #[test]
    fn a_report_cut_off_anywhere_is_no_pass() {
        let whole = format!("{PASSED}{FAILED}A");
        let end_of_first = PASSED.trim_end().len();
        for end in 1..whole.len() {
            match Report::parse(&whole[..end]) {
                Err(_) => {}
                // The first record is whole, or its last number is shortened; or the failure is there.
                Ok(report) => assert!(
                    report.failed.is_some() || (end_of_first..=PASSED.len()).contains(&end),
                    "cut at {end}: {report:?}"
                ),
            }
        }
    }

    #[test]
    fn the_steps_stand_before_the_drawing() {
        let text = FAILED.replace("drawing:\n", "step: 2\n 1 of 2\n  free\nstep: 1\n 2 of 2\ndrawing:\nA  B");
        let found = Report::parse(&text).unwrap().failed.unwrap().found.unwrap();
        assert_eq!((found.steps, found.drawing.as_str()), (vec![" 1 of 2\n  free".into(), " 2 of 2".into()], "A  B"));
    }

    #[test]
    fn a_failure_that_cannot_be_found_again_has_no_code() {
        let report = Report::parse(&FAILED.replace(" gye-1p81-9f3tz", "")).unwrap();
        assert_eq!(report.failed.unwrap().found.unwrap().replay, None);
    }

    #[test]
    fn a_report_of_an_older_interleave_is_refused() {
        let text = FAILED.replace("replay: gye-1p81-9f3tz\n", "");
        assert_eq!(Report::parse(&text), Err("`drawing:` stands where `replay` should be".into()));
    }

    #[test]
    fn an_unknown_kind_is_refused() {
        let text = FAILED.replace("data race", "bad luck");
        assert_eq!(Report::parse(&text), Err("`bad luck` is no kind of failure".into()));
    }
}
