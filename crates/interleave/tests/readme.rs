//! The README shows what its example prints today.

use std::path::Path;
use std::process::Command;

#[test]
fn the_readme_shows_what_its_example_prints() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--package", "interleave", "--example", "lost_update"]).current_dir(here);
    for name in ["NO_COLOR", "INTERLEAVE_PLAIN", "CLICOLOR_FORCE", "INTERLEAVE_REPORT"] {
        cargo.env_remove(name);
    }
    // The plain drawing has no columns; a terminal would have colours, which are taken out again.
    let output = cargo.env("COLUMNS", "80").env("CLICOLOR_FORCE", "1").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let mut parts = said.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    let plain = parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest));
    let (drawing, _) = plain.split_once(" replay:").expect("the failure has a code");
    let drawing: String = drawing.trim().lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    let readme = std::fs::read_to_string(here.join("README.md")).unwrap().replace("\r\n", "\n");
    assert!(readme.contains(&drawing), "the README does not show:\n{drawing}");
}
