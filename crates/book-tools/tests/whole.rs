//! What the book of this course is to have as a whole. A line that was deleted from a page leaves nothing behind that could be wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use book_tools::labs::Lab;
use gil::vm::Switches;
use walkdir::WalkDir;

fn book() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book")
}

/// The lines of all pages.
fn lines() -> BTreeSet<String> {
    let pages = WalkDir::new(book().join("src")).into_iter().map(Result::unwrap);
    let pages = pages.filter(|page| page.path().extension().is_some_and(|extension| extension == "md"));
    pages
        .flat_map(|page| fs::read_to_string(page.path()).unwrap().lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn what_is_done_and_what_the_graders_have_tried_is_on_a_page() {
    for directive in ["{{#progress}}", "{{#kill-matrix}}"] {
        assert!(lines().contains(directive), "no page has the line {directive}");
    }
}

#[test]
fn the_labs_show_each_thing_that_goes_wrong_between_two_threads_and_the_lock_that_helps() {
    let lines = lines();
    let mut played: Vec<(String, Switches)> = Vec::new();
    for file in fs::read_dir(book().join("labs")).unwrap() {
        let name = file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        if lines.contains(&format!("{{{{#lab {name}}}}}")) {
            let programs = Lab::read(&book(), &name).unwrap().programs;
            played.extend(programs.into_iter().map(|recipe| (recipe.listing, recipe.switches)));
        }
    }
    let wanted = [
        ("a lost update", "call_after.3.12"),
        ("one lock", "account_one_lock.3.12"),
        ("two locks in opposite order", "opposite_locks_call.3.12"),
        ("check-then-act", "last_seat.3.12"),
        ("a lost wake-up", "missed_bell.3.12"),
    ];
    for (what, listing) in wanted {
        assert!(played.iter().any(|(of, _)| of == listing), "no lab on a page shows {what}, {listing}");
    }
    for switches in [Switches::EveryOpcode, Switches::Breaker, Switches::FreeThreaded] {
        let shown = played.iter().any(|(of, by)| of.starts_with("add_one.") && *by == switches);
        assert!(shown, "no lab on a page shows `x += 1` under {switches:?}");
    }
}
