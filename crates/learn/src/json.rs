//! What programs get. The fields are those that `--help` promises: more may be added, none is taken away.

use crate::exercise::Exercise;
use crate::judge::Judgement;
use crate::show;
use crate::verdict::{End, Explored, Outcome};
use crate::words;
use jzon::{JsonValue, array, object};

/// The version of the promise.
const VERSION: u32 = 1;

/// A verdict.
pub fn judgement(exercise: &Exercise, judged: &Judgement, next: &str) -> String {
    let tests: Vec<JsonValue> = judged.outcomes.iter().map(|outcome| test(exercise, outcome)).collect();
    write(object! {
        version: VERSION,
        id: exercise.about.id.as_str(),
        file: words::path(&exercise.file()),
        verdict: judged.verdict.name(),
        tests: tests,
        diagnostics: judged.diagnostics.clone(),
        next: next,
    })
}

/// There is nothing left to judge.
pub fn all_solved() -> String {
    write(object! { version: VERSION, id: null, file: null, verdict: "solved", tests: [], diagnostics: [], next: null })
}

/// All exercises and their states.
pub fn list(states: &[(&Exercise, &str)]) -> String {
    let mut exercises = array![];
    for (exercise, state) in states {
        let about = &exercise.about;
        // Pushing to an array cannot fail.
        let _ = exercises.push(object! {
            id: about.id.as_str(),
            title: about.title.as_str(),
            chapter: exercise.chapter.as_str(),
            kind: about.kind.as_str(),
            difficulty: about.difficulty,
            minutes: about.minutes,
            concepts: about.concepts.clone(),
            page: about.page.as_str(),
            package: about.package.as_str(),
            file: words::path(&exercise.file()),
            state: *state,
        });
    }
    write(object! { version: VERSION, exercises: exercises })
}

fn test(exercise: &Exercise, outcome: &Outcome) -> JsonValue {
    let name = outcome.test.as_str();
    let failure = match &outcome.end {
        End::Stopped => return object! { name: name, end: "stopped" },
        End::Passed(models) => {
            let models: Vec<JsonValue> = models.iter().map(model).collect();
            return object! { name: name, end: "passed", models: models };
        }
        End::Failed(failure) => failure,
    };
    let mut test = object! { name: name, end: "failed", kind: failure.kind.name(), says: failure.says.as_str() };
    if let Some(place) = &failure.place {
        let at = show::at(exercise, place);
        test["file"] = at.rsplit_once(':').map_or(at.as_str(), |(file, _)| file).into();
        test["line"] = place.line.into();
    }
    if let Some(found) = &failure.found {
        test["schedules"] = found.schedules.into();
        test["preemptions"] = found.preemptions.into();
        if let Some(code) = show::replay(exercise, found) {
            test["replay"] = code.into();
        }
        test["drawing"] = found.drawing.as_str().into();
    }
    test
}

fn model(explored: &Explored) -> JsonValue {
    object! { schedules: explored.schedules, preemptions: explored.preemptions, threads: explored.threads }
}

/// The text of a value, ended by a line break.
pub fn write(value: JsonValue) -> String {
    value.pretty(2) + "\n"
}
