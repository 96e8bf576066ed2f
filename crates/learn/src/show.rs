//! An exercise and its verdict, laid out for a screen.

use crate::compile;
use crate::doctor;
use crate::exercise::Exercise;
use crate::judge::Judgement;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::screen::{Screen, Tone};
use crate::verdict::{self, End, Failure, Found, Outcome, Place, Verdict};
use crate::words;

/// The lines above a verdict: what the exercise is, and where.
pub fn header(exercise: &Exercise, screen: &Screen) -> String {
    let about = &exercise.about;
    let title = screen.paint(Tone::Strong, &format!("{}  {}", about.id, about.title));
    let (file, page) = (exercise.file(), words::read_page(exercise));
    if screen.plain {
        let facts = screen.wrap(0, &words::facts(exercise));
        return format!("{title}\n{facts}{}{}", screen.wrap(0, &words::file_is(&file)), screen.wrap(0, &page));
    }
    let facts = words::short_facts(exercise);
    let used = about.id.chars().count() + 2 + about.title.chars().count() + facts.chars().count();
    let room = screen.width.min(100).saturating_sub(used + 2);
    // Facts stand at the right edge, or below the title where the screen is too narrow.
    let first = if room >= 2 {
        format!(" {title}{}{}\n", " ".repeat(room), screen.paint(Tone::Quiet, &facts))
    } else {
        format!(" {title}\n      {}\n", screen.paint(Tone::Quiet, &facts))
    };
    format!("{first}      {}\n{}", words::path(&file), screen.wrap(6, &page))
}

/// A problem, and below it what to do next.
pub fn problem(problem: &Problem, screen: &Screen) -> String {
    let (says, next) = words::problem(problem);
    screen.wrap(0, &says) + &screen.wrap(2, &next)
}

/// The verdict, what it rests on, and the command to go on with, if commands are what is typed here.
pub fn judgement(exercise: &Exercise, judged: &Judgement, next: Option<&str>, screen: &Screen) -> String {
    let mut text = String::from("\n");
    let telling = verdict::telling(&judged.outcomes);
    text.push_str(&verdict_line(judged, telling.map(|(_, failure)| failure), screen));
    match (judged.verdict, telling) {
        (Verdict::DoesNotBuild, _) => {
            if judged.only_the_check {
                let in_own_file = judged.diagnostics.first().is_some_and(|error| compile::points_into(error, "lib.rs"));
                let says =
                    if in_own_file { words::unknown_to_the_check().into() } else { words::only_the_check(exercise) };
                text.push_str(&screen.wrap(margin(screen), &says));
            }
            text.push_str(&format!("\n{}\n", judged.diagnostics.join("\n\n")));
        }
        (Verdict::Solved, _) => text.push_str(&passed(exercise, judged, screen)),
        (_, Some((outcome, failure))) => text.push_str(&failed(exercise, judged.verdict, outcome, failure, screen)),
        (_, None) => {}
    }
    text.push('\n');
    let found = telling.and_then(|(_, failure)| drawn(failure));
    if let Some(code) = found.and_then(|found| replay(exercise, found)) {
        text.push_str(&screen.wrap(margin(screen), &words::replay::again(&code)));
    }
    if judged.verdict != Verdict::DoesNotBuild && exercise.prints() {
        text.push_str(&screen.wrap(margin(screen), &words::what_it_prints(exercise)));
    }
    if !judged.machine.is_empty() {
        text.push_str(&format!("{}\n", doctor::lines(&judged.machine, screen)));
    }
    let Some(next) = next else { return text };
    if matches!(judged.verdict, Verdict::Wrong | Verdict::Undecided) {
        text.push_str(&screen.wrap(margin(screen), &words::again(exercise)));
    }
    text.push_str(&screen.wrap(margin(screen), &words::next(next)));
    text
}

/// Our own lines stand a little to the right, under the verdict's mark; in plain text there is no mark.
fn margin(screen: &Screen) -> usize {
    if screen.plain { 0 } else { 3 }
}

fn verdict_line(judged: &Judgement, telling: Option<&Failure>, screen: &Screen) -> String {
    let (mark, tone) = match judged.verdict {
        Verdict::Solved => ("✓", Tone::Good),
        Verdict::Wrong | Verdict::DoesNotBuild => ("✗", Tone::Bad),
        Verdict::NotStarted | Verdict::Unfinished | Verdict::Undecided => ("○", Tone::Open),
    };
    let says = match (judged.verdict, telling) {
        // The first line of what happened is the verdict's sentence; `failed` shows the rest.
        (Verdict::Wrong | Verdict::Undecided, Some(failure)) => {
            failure.says.lines().next().unwrap_or_default().to_owned()
        }
        (Verdict::DoesNotBuild, _) if judged.only_the_check => words::check_does_not_build().into(),
        (verdict, _) => words::sentence(verdict, judged.outcomes.len()),
    };
    let line = screen.wrap(margin(screen), &format!("{}: {says}", judged.verdict));
    let line = if screen.plain { line } else { format!(" {mark} {}", line.trim_start()) };
    screen.paint(tone, line.trim_end()) + "\n"
}

fn failed(exercise: &Exercise, verdict: Verdict, outcome: &Outcome, failure: &Failure, screen: &Screen) -> String {
    let margin = margin(screen);
    let mut text = String::new();
    if failure.kind == Kind::Unfinished {
        if !failure.says.is_empty() {
            text.push_str(&screen.wrap(margin, words::todo_says()));
            // A model begins its sentence like this.
            let asks = failure.says.strip_prefix("not finished yet: ").unwrap_or(&failure.says);
            text.push_str(&screen.wrap(margin + 2, asks));
        }
    } else if verdict == Verdict::NotStarted {
        text.push_str(&screen.wrap(margin, words::stub_shows()));
        text.push('\n');
        text.push_str(&screen.wrap(margin, &failure.says));
    } else {
        for line in failure.says.lines().skip(1) {
            text.push_str(&screen.wrap(margin, line));
        }
    }
    if let Some(place) = &failure.place {
        text.push_str(&screen.wrap(margin, &words::at(&at(exercise, place), &place.text)));
    }
    text.push_str(&screen.wrap(margin, &words::in_test(&outcome.test)));
    match failure.kind {
        Kind::Hang if failure.found.is_none() => text.push_str(&screen.wrap(margin, words::hang_means())),
        Kind::Exit => text.push_str(&screen.wrap(margin, words::exit_means())),
        _ => {}
    }
    if let Some(found) = drawn(failure) {
        text.push_str(&format!("\n{}\n", found.drawing.trim_end()));
    }
    text
}

/// A failure's schedule, if there is one to draw. Where a `todo!` was reached, there is nothing yet.
fn drawn(failure: &Failure) -> Option<&Found> {
    let found = failure.found.as_ref().filter(|_| failure.kind != Kind::Unfinished)?;
    Some(found).filter(|found| !found.drawing.trim().is_empty())
}

/// The code that `cargo learn replay` takes. The file of a review is in no package, so there is none for it.
pub fn replay(exercise: &Exercise, found: &Found) -> Option<String> {
    let code = found.replay.as_ref().filter(|_| exercise.review.is_none())?;
    Some(format!("{}:{code}", exercise.about.id))
}

fn passed(exercise: &Exercise, judged: &Judgement, screen: &Screen) -> String {
    let margin = margin(screen);
    let mut text = String::from("\n");
    let mut bounded = false;
    for outcome in &judged.outcomes {
        let End::Passed(models) = &outcome.end else { continue };
        text.push_str(&screen.wrap(margin, &outcome.test));
        for model in models {
            text.push_str(&screen.wrap(margin + 2, &words::explored(model)));
            bounded = true;
        }
        if models.is_empty() {
            text.push_str(&screen.wrap(margin + 2, words::passed_without_a_model()));
        }
    }
    text.push('\n');
    if bounded {
        text.push_str(&screen.wrap(margin, words::beyond_the_bound()));
    }
    text.push_str(&screen.wrap(margin, &words::compare(&exercise.solutions.join("solution.rs"))));
    if !judged.diagnostics.is_empty() {
        text.push_str(&format!("\n{}\n", screen.wrap(margin, &words::warnings(judged.diagnostics.len()))));
        text.push_str(&format!("{}\n", judged.diagnostics.join("\n\n")));
    }
    text
}

/// A place as the learner would look for it: `src/lib.rs:31`.
pub fn at(exercise: &Exercise, place: &Place) -> String {
    let file = words::path(std::path::Path::new(&place.file));
    let own = exercise.file();
    // A review lies in a folder of its own.
    let folder = if exercise.review.is_some() { own.ancestors().nth(2).unwrap_or(&own) } else { &exercise.folder };
    let folder = format!("{}/", words::path(folder));
    format!("{}:{}", file.strip_prefix(&folder).unwrap_or(&file), place.line)
}
