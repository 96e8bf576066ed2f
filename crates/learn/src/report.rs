//! What a model wrote about itself into the file that `INTERLEAVE_REPORT` names.
//!
//! # Keeps true
//!
//! A report that is cut off or says something unknown is an error, never a pass.

use crate::kind::Kind;
use crate::verdict::{Explored, Failure, Found};

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
                    if lines.next() != Some("drawing:") {
                        return Err("a failed model has no drawing".into());
                    }
                    // The drawing is the rest of the file, whatever is in it.
                    let drawing = lines.by_ref().collect::<Vec<_>>().join("\n");
                    let found = Some(Found { schedules, preemptions, drawing });
                    report.failed = Some(Failure { kind, says, place: None, found });
                }
                other => return Err(format!("a record begins with `{other}`")),
            }
        }
        Ok(report)
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
    const FAILED: &str =
        "model: failed\nkind: data race\nsays: Two threads write.\nschedules: 81\npreemptions: 1\ndrawing:\n";

    #[test]
    fn passed_models_come_before_the_failed_one() {
        let report = Report::parse(&format!("{PASSED}{PASSED}{FAILED}A  B\n\nmodel: passed\n")).unwrap();
        assert_eq!(report.passed.len(), 2);
        let failed = report.failed.unwrap();
        assert_eq!((failed.kind, failed.says.as_str()), (Kind::DataRace, "Two threads write."));
        let drawing = failed.found.unwrap().drawing;
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
    fn an_unknown_kind_is_refused() {
        let text = FAILED.replace("data race", "bad luck");
        assert_eq!(Report::parse(&text), Err("`bad luck` is no kind of failure".into()));
    }
}
