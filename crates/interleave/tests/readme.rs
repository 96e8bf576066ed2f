//! The README shows what its example prints today, and the API that a check's author needs.

use std::path::Path;
use std::process::Command;

/// The README of the package in this folder.
fn readme(here: &Path) -> String {
    std::fs::read_to_string(here.join("README.md")).unwrap().replace("\r\n", "\n")
}

#[test]
fn the_readme_names_all_that_the_crate_gives_beside_std() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = std::fs::read_to_string(here.join("src/lib.rs")).unwrap();
    let own = library.lines().filter_map(|line| line.strip_prefix("pub use ")).filter(|path| !path.contains('*'));
    let names: Vec<&str> = own
        .flat_map(|path| path.rsplit("::").next().unwrap_or(path).split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|name| !name.is_empty())
        .collect();
    assert!(names.len() > 10, "{names:?}");
    let readme = readme(here);
    let table: Vec<&str> = readme.lines().filter(|line| line.starts_with("| `")).collect();
    let table = table.join("\n");
    let missing: Vec<&&str> = names.iter().filter(|name| !table.contains(&format!("`{name}"))).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
}

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
    let readme = readme(here);
    assert!(readme.contains(&drawing), "the README does not show:\n{drawing}");
}
