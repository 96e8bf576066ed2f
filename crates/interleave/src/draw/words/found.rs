//! How a failure was found: how long the search was, and how little is enough to see it.

use crate::failure::{Failure, Kind};

/// "Found after 81 schedules; 1 forced switch is enough; …", or nothing where no search was needed.
pub(in crate::draw) fn found(failure: &Failure) -> Option<String> {
    let search = &failure.search;
    let schedules = match search.schedules {
        1 => "1 schedule".to_string(),
        several => format!("{} schedules", with_commas(several)),
    };
    match failure.kind {
        Kind::OneSchedule | Kind::OutsideModel | Kind::TooManyThreads | Kind::NotRepeatable => return None,
        Kind::Undecided | Kind::Hang => {
            let switches = match search.preemptions {
                0 => "without a forced switch".to_string(),
                1 => "with at most 1 forced switch".to_string(),
                several => format!("with at most {several} forced switches"),
            };
            return (search.schedules > 0).then(|| format!("Tried until then: {schedules} {switches}."));
        }
        _ if search.schedules == 0 => return None,
        _ => {}
    }
    let switches = match search.preemptions {
        0 => "no forced switch is needed".to_string(),
        1 => "1 forced switch is enough".to_string(),
        several => format!("{several} forced switches are enough"),
    };
    let memory = if search.weak_memory {
        "needs a read that returns an older value (weak memory)"
    } else {
        "plain interleaving, every read sees the newest value"
    };
    let early = match (search.early, search.weak_memory) {
        (false, _) => "",
        (true, false) => "; needs a thread that comes back early",
        (true, true) => " and a thread that comes back early",
    };
    let tried = if search.schedules == 1 { "in the first schedule".to_string() } else { format!("after {schedules}") };
    Some(format!("Found {tried}; {switches}; {memory}{early}."))
}

/// `250,112`.
fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}
