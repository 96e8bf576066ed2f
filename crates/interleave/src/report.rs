//! What a model found, for the program that runs the test.
//!
//! Where `INTERLEAVE_REPORT` names a file, each model appends a record to it when it ends. The form is lines of
//! `key: value`; a failure's drawing follows its key and goes to the end of the file. `replay` is empty where a failure cannot
//! be found again. The steps, each after the number of its lines, stand there only if they were
//! asked for.

use std::fmt::Write as _;
use std::fs::OpenOptions;
use std::io::Write as _;

use crate::draw::{self, Step, Style};
use crate::failure::Failure;
use crate::model::Passed;

/// A model holds.
pub(crate) fn passed(passed: &Passed) {
    let Passed { schedules, preemptions, threads, .. } = passed;
    append(&format!("model: passed\nschedules: {schedules}\npreemptions: {preemptions}\nthreads: {threads}\n"));
}

/// A model failed.
pub(crate) fn failed(failure: &Failure, steps: Option<&[Step]>, style: &Style) {
    let mut record = String::from("model: failed\n");
    // Writing to a string cannot fail.
    let _ = writeln!(record, "kind: {}", failure.kind);
    let _ = writeln!(record, "says: {}", draw::headline(failure).replace('\n', " "));
    let _ = writeln!(record, "schedules: {}", failure.search.schedules);
    let _ = writeln!(record, "preemptions: {}", failure.search.preemptions);
    let code = failure.code.map(|code| format!(" {code}")).unwrap_or_default();
    let _ = writeln!(record, "replay:{code}");
    let steps = steps.unwrap_or_default();
    for (at, step) in steps.iter().enumerate() {
        let text = step.draw(at + 1, steps.len(), style);
        let _ = writeln!(record, "step: {}\n{}", text.lines().count(), text.trim_end_matches('\n'));
    }
    let _ = writeln!(record, "drawing:\n{}", draw::draw(failure, style));
    append(&record);
}

fn append(record: &str) {
    let Some(path) = std::env::var_os("INTERLEAVE_REPORT") else { return };
    let written =
        OpenOptions::new().create(true).append(true).open(&path).and_then(|mut file| file.write_all(record.as_bytes()));
    if let Err(error) = written {
        // Whoever asked for the report will miss the record, and must not take that for a pass.
        eprintln!("interleave: the report could not be written to {}: {error}", path.display());
    }
}
