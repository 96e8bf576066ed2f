//! What `cargo learn review` says.

use crate::exercise::Exercise;
use std::time::Duration;

/// Nothing is to be asked again today; and what will be, first.
pub fn nothing_due(soonest: Option<(&Exercise, Duration)>) -> String {
    match soonest {
        None => "Nothing is due. What you solve is asked again after 1, 3, 7 and 21 days.\nnext: cargo learn".into(),
        Some((exercise, wait)) => format!(
            "Nothing is due today. The next one is {id}, {}; to do it now: cargo learn review {id}\nnext: cargo learn",
            within(wait),
            id = exercise.about.id
        ),
    }
}

fn within(wait: Duration) -> String {
    match wait.as_secs().div_ceil(60 * 60) {
        1 => "within an hour".into(),
        hours if hours < 24 => format!("in {hours} hours"),
        hours => match hours.div_ceil(24) {
            1 => "in a day".into(),
            days => format!("in {days} days"),
        },
    }
}

/// Some exercises are due.
pub fn are_due(count: usize) -> String {
    match count {
        1 => "One exercise that you solved some days ago is to be asked again: cargo learn review".into(),
        _ => format!("{count} exercises that you solved some days ago are to be asked again: cargo learn review"),
    }
}
