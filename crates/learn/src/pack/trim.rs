//! The manifests of a pack: the course's own, without what names a package that stays behind.
//!
//! They are changed as text, so that their comments stay: a learner may read them, too.

use super::members::Member;
use crate::words;

/// Cargo.toml of the workspace, with these members only.
pub fn workspace(manifest: &str, members: &[Member]) -> String {
    let array = |members: &mut dyn Iterator<Item = &Member>| {
        let folders: Vec<String> = members.map(|member| format!("\"{}\"", words::path(&member.folder))).collect();
        format!("[{}]", folders.join(", "))
    };
    let all = array(&mut members.iter());
    // As in the course: the exercises' stubs fail by design, so a plain `cargo test` leaves them out.
    let tested = array(&mut members.iter().filter(|member| !member.folder.starts_with("exercises")));
    let text = with_array(manifest, "members", &all);
    with_array(&text, "default-members", &tested)
}

/// The text with another array behind a key, which may go over several lines.
fn with_array(text: &str, key: &str, array: &str) -> String {
    let start = format!("\n{key} = [");
    let Some((before, rest)) = text.split_once(&start) else { return text.to_owned() };
    let Some((_, after)) = rest.split_once(']') else { return text.to_owned() };
    format!("{before}\n{key} = {array}{after}")
}

/// A package's Cargo.toml without its tests and all that only they need.
pub fn without_tests(manifest: &str) -> String {
    let mut keep = true;
    let mut lines = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            keep = !["dev-dependencies]", "[[test]]", "[[bench]]", "[[example]]"].iter().any(|end| line.ends_with(end));
        }
        if keep {
            lines.push(line);
        }
    }
    lines.join("\n") + "\n"
}

/// .cargo/config.toml: the course's own, and where the packages are.
pub fn config(config: &str) -> String {
    format!("{config}\n{}", SOURCES)
}

const SOURCES: &str = "\
[source.crates-io]
replace-with = \"vendored\"

[source.vendored]
directory = \"vendor\"
";

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn the_workspace_names_only_what_is_packed() {
        let member = |folder: &str| Member { name: String::new(), folder: PathBuf::from(folder), with_tests: true };
        let manifest =
            "[workspace]\nmembers = [\"crates/*\",\n  \"solutions\"]\n# Why.\ndefault-members = [\"crates/gil\"]\n";
        assert_eq!(
            workspace(manifest, &[member("crates/gil"), member("exercises/gil/g01")]),
            "[workspace]\nmembers = [\"crates/gil\", \"exercises/gil/g01\"]\n# Why.\ndefault-members = [\"crates/gil\"]\n"
        );
    }

    #[test]
    fn without_tests_the_other_tables_stay_as_they_are() {
        let manifest = "[package]\nname = \"x\"\n\n[dependencies]\na = \"1\"\n\n[dev-dependencies]\nb = \"1\"\n\n[lints]\nworkspace = true\n";
        assert_eq!(without_tests(manifest), manifest.replace("[dev-dependencies]\nb = \"1\"\n\n", ""));
    }
}
