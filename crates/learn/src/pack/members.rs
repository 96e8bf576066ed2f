//! Which packages a learner needs.
//!
//! # Keeps true
//!
//! Nothing comes from outside but what `cargo learn` and the exercises are built with. A package of the course that needs no more
//! than that (the concept crates, the solutions) comes along whole, with its tests.

use crate::problem::Problem;
use crate::words::problems;
use crate::{Session, compile};
use jzon::JsonValue;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A package of the course that is packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its folder, below the workspace's.
    pub folder: PathBuf,
    /// Whether its tests, and what they are built with, come along.
    pub with_tests: bool,
}

/// The packages, sorted by folder.
///
/// # Errors
///
/// When cargo cannot describe the workspace, or Ctrl-C was pressed.
pub fn of(session: &Session) -> Result<Vec<Member>, Problem> {
    let mut command = compile::cargo(&session.course.root);
    command.args(["metadata", "--no-deps", "--format-version=1"]);
    let output = compile::run_cargo(command, &session.caller())?;
    let metadata = output.messages.first().ok_or_else(|| problems::cargo_failed(&output.errors))?;
    let exercises: Vec<&str> =
        session.course.exercises.iter().map(|exercise| exercise.about.package.as_str()).collect();
    Ok(choose(metadata, &exercises))
}

/// The packages of a workspace, as cargo describes it.
pub fn choose(metadata: &JsonValue, exercises: &[&str]) -> Vec<Member> {
    let root = Path::new(metadata["workspace_root"].as_str().unwrap_or_default());
    let packages: Vec<&JsonValue> = metadata["packages"].members().collect();
    let name = |package: &JsonValue| package["name"].as_str().unwrap_or_default().to_owned();
    let is_exercise = |package: &JsonValue| exercises.contains(&name(package).as_str());
    let mut needed: HashSet<String> = HashSet::new();
    let mut queue: Vec<String> = exercises.iter().map(|name| (*name).to_owned()).chain(["learn".to_owned()]).collect();
    while let Some(next) = queue.pop() {
        let Some(package) = packages.iter().find(|package| package["name"] == *next) else { continue };
        if needed.insert(next) {
            queue.extend(dependencies(package, is_exercise(package)).filter(|other| !is_from_outside(other)).map(name));
        }
    }
    let is_needed = |package: &JsonValue| needed.contains(&name(package));
    let outside: HashSet<String> = packages
        .iter()
        .filter(|package| is_needed(package))
        .flat_map(|package| dependencies(package, is_exercise(package)))
        .filter(|dependency| is_from_outside(dependency))
        .map(name)
        .collect();
    // Packages that bring nothing new may build on each other, so they are struck out until nothing changes.
    let mut whole: HashSet<String> = packages.iter().map(|package| name(package)).collect();
    loop {
        let brings_nothing_new = |package: &&&JsonValue| {
            dependencies(package, true).all(|other| match is_from_outside(other) {
                true => outside.contains(&name(other)),
                false => is_needed(other) || whole.contains(&name(other)),
            }) && house_of(package, &packages).is_none_or(|house| is_needed(house) || whole.contains(&name(house)))
        };
        let left: HashSet<String> = packages.iter().filter(brings_nothing_new).map(|package| name(package)).collect();
        if left == whole {
            break;
        }
        whole = left;
    }
    let mut members: Vec<Member> = packages
        .iter()
        .filter(|package| is_needed(package) || whole.contains(&name(package)))
        .map(|package| {
            let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
            let folder = manifest.parent().unwrap_or(manifest);
            let folder = folder.strip_prefix(root).unwrap_or(folder).to_owned();
            Member { name: name(package), folder, with_tests: whole.contains(&name(package)) }
        })
        .collect();
    members.sort_by(|one, other| one.folder.cmp(&other.folder));
    members
}

/// The package in whose folder this one has its own: the `model` of a concept crate is built from that crate's source.
fn house_of<'a>(package: &JsonValue, packages: &[&'a JsonValue]) -> Option<&'a JsonValue> {
    let folder = |package: &JsonValue| {
        Path::new(package["manifest_path"].as_str().unwrap_or_default()).parent().map(Path::to_owned)
    };
    let house = folder(package)?.parent()?.to_owned();
    packages.iter().copied().find(|other| folder(other).as_ref() == Some(&house))
}

/// What a package is built with, and, if it is taken whole, what its tests are.
fn dependencies(package: &JsonValue, whole: bool) -> impl Iterator<Item = &JsonValue> {
    package["dependencies"].members().filter(move |dependency| whole || dependency["kind"] != "dev")
}

fn is_from_outside(dependency: &JsonValue) -> bool {
    dependency["path"].is_null()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_for_authors_stay_behind_with_all_that_only_they_need() {
        let package = |name: &str, dependencies: JsonValue| {
            jzon::object! { name: name, manifest_path: format!("/c/crates/{name}/Cargo.toml"), dependencies: dependencies }
        };
        let (outside, own) =
            (|name: &str| jzon::object! { name: name }, |name: &str| jzon::object! { name: name, path: "x" });
        let of_tests = |name: &str| jzon::object! { name: name, kind: "dev" };
        let packages = jzon::array![
            package("learn", jzon::array![outside("clap"), of_tests("snapshots")]),
            package("interleave", jzon::array![outside("loom")]),
            package("vm", jzon::array![of_tests("snapshots")]),
            package("vm/model", jzon::array![own("interleave")]),
            package("gil", jzon::array![own("interleave"), jzon::object! { name: "python", path: "x", kind: "dev" }]),
            package("gil/model", jzon::array![own("interleave")]),
            package("python", jzon::array![]),
            package("asyncio", jzon::array![own("interleave"), outside("polling")]),
            package("asyncio/model", jzon::array![own("interleave")]),
            package("book", jzon::array![outside("mdbook"), own("terminal")]),
            package("terminal", jzon::array![outside("pty")]),
            package("g01", jzon::array![own("interleave"), jzon::object! { name: "vm", path: "x", kind: "dev" }])
        ];
        let metadata = jzon::object! { workspace_root: "/c", packages: packages };
        let chosen = choose(&metadata, &["g01"]);
        let chosen: Vec<_> = chosen.iter().map(|member| (member.name.as_str(), member.with_tests)).collect();
        let whole = ["g01", "gil", "gil/model", "interleave"].map(|name| (name, true));
        // The tests of vm need what nobody else has, and stay behind; those of its model do not.
        let rest = [("learn", false), ("python", true), ("vm", false), ("vm/model", true)];
        assert_eq!(chosen, [&whole[..], &rest].concat());
    }
}
