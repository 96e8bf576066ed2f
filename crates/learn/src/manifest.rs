//! What an exercise's Cargo.toml says.

use std::fs;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The part of a Cargo.toml that the course uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The package's name.
    pub package: String,
    /// `g02`.
    pub id: String,
    /// The names that the package had in earlier versions of the course.
    pub formerly: Vec<String>,
    /// `Two holders`.
    pub title: String,
    /// `fix one line`, `build`, …
    pub kind: String,
    /// 1 to 5.
    pub difficulty: u64,
    /// How long it takes, about.
    pub minutes: u64,
    /// The concepts that it is about.
    pub concepts: Vec<String>,
    /// The page to read first, below book/src.
    pub page: String,
    /// How long one test may take, in seconds.
    pub seconds: u64,
    /// The packages that it is built with.
    pub dependencies: Vec<Dependency>,
    /// Its own lints as arguments for rustc, in the way that cargo gives them; `None` if it takes the workspace's.
    pub lints: Option<Vec<String>>,
}

/// A package that an exercise is built with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name in `extern crate`.
    pub name: String,
    /// The package's own name.
    pub package: String,
    /// Whether only the check may use it.
    pub for_tests: bool,
}

/// How long a test may take where nothing else is said.
const DEFAULT_SECONDS: u64 = 10;

impl Manifest {
    /// Reads a Cargo.toml.
    ///
    /// # Errors
    ///
    /// Says what is missing or wrong in it.
    pub fn read(path: &Path) -> Result<Manifest, String> {
        with_toml(path, Manifest::of)
    }

    fn of(root: &DeValue) -> Result<Manifest, String> {
        let package = at(root, &["package"]).ok_or("it has no [package] table")?;
        let about = at(package, &["metadata", "exercise"]).ok_or("it has no [package.metadata.exercise] table")?;
        let concepts = at(about, &["concepts"]).and_then(DeValue::as_array).ok_or(missing("concepts"))?;
        let concepts = concepts.iter().filter_map(|value| value.get_ref().as_str()).map(str::to_owned).collect();
        let formerly = at(about, &["formerly"]).and_then(DeValue::as_array).into_iter().flatten();
        let formerly = formerly.filter_map(|value| value.get_ref().as_str()).map(str::to_owned).collect();
        let mut dependencies = Vec::new();
        for table in ["dependencies", "dev-dependencies"] {
            for (name, value) in at(root, &[table]).and_then(DeValue::as_table).into_iter().flatten() {
                let name = name.get_ref().to_string();
                let package = at(value.get_ref(), &["package"]).and_then(DeValue::as_str).unwrap_or(&name).to_owned();
                dependencies.push(Dependency {
                    name: name.replace('-', "_"),
                    package,
                    for_tests: table == "dev-dependencies",
                });
            }
        }
        let difficulty = number(about, "difficulty")?;
        if !(1..=5).contains(&difficulty) {
            return Err(format!("`difficulty` is {difficulty}, and should be 1 to 5"));
        }
        Ok(Manifest {
            package: string(package, "name")?,
            id: string(about, "id")?,
            formerly,
            title: string(about, "title")?,
            kind: string(about, "kind")?,
            difficulty,
            minutes: number(about, "minutes")?,
            concepts,
            page: string(about, "page")?,
            seconds: if at(about, &["seconds"]).is_some() { number(about, "seconds")? } else { DEFAULT_SECONDS },
            dependencies,
            lints: match at(root, &["lints", "workspace"]).and_then(DeValue::as_bool) {
                Some(true) => None,
                _ => Some(lint_flags(at(root, &["lints", "rust"]))?),
            },
        })
    }
}

fn with_toml<T>(path: &Path, read: impl FnOnce(&DeValue) -> Result<T, String>) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let table = DeTable::parse(&text).map_err(|error| error.to_string().trim_end().to_owned())?;
    read(&DeValue::Table(table.into_inner()))
}

/// The workspace's lints as arguments for rustc.
///
/// # Errors
///
/// Says what is wrong with the file.
pub fn workspace_lints(path: &Path) -> Result<Vec<String>, String> {
    with_toml(path, |root| lint_flags(at(root, &["workspace", "lints", "rust"])))
}

/// The oldest Rust that the workspace is written for.
///
/// # Errors
///
/// Says what is wrong with the file.
pub fn rust_version(path: &Path) -> Result<String, String> {
    with_toml(path, |root| {
        string(at(root, &["workspace", "package"]).ok_or("it has no [workspace.package] table")?, "rust-version")
    })
}

/// A table of lints, `name = "level"` or `name = { level = "…", … }`.
fn lint_flags(table: Option<&DeValue>) -> Result<Vec<String>, String> {
    let mut flags = Vec::new();
    for (name, value) in table.and_then(DeValue::as_table).into_iter().flatten() {
        let value = value.get_ref();
        let level = value.as_str().or_else(|| at(value, &["level"])?.as_str()).ok_or(missing("level"))?;
        flags.push(format!("--{level}={}", name.get_ref()));
        for cfg in at(value, &["check-cfg"]).and_then(DeValue::as_array).into_iter().flatten() {
            flags.extend(cfg.get_ref().as_str().map(|cfg| format!("--check-cfg={cfg}")));
        }
    }
    Ok(flags)
}

fn at<'a, 'i>(value: &'a DeValue<'i>, path: &[&str]) -> Option<&'a DeValue<'i>> {
    path.iter().try_fold(value, |value, key| value.get(*key).map(|found| found.get_ref()))
}

fn missing(key: &str) -> String {
    format!("`{key}` is missing")
}

fn string(table: &DeValue, key: &str) -> Result<String, String> {
    at(table, &[key]).ok_or(missing(key))?.as_str().map(str::to_owned).ok_or(format!("`{key}` is not a string"))
}

fn number(table: &DeValue, key: &str) -> Result<u64, String> {
    let number = at(table, &[key]).ok_or(missing(key))?.as_integer();
    number.and_then(|number| number.as_str().parse().ok()).ok_or(format!("`{key}` is not a whole number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"
        [package]
        name = "g02-two-holders"
        [package.metadata.exercise]
        id = "g02"
        title = "Two holders"
        kind = "fix one line"
        difficulty = 2
        minutes = 10
        concepts = ["G3"]
        page = "gil/page.md"
        [dependencies]
        threads = { package = "threading-model", path = "x" }
        [dev-dependencies]
        interleave.workspace = true
        [lints]
        workspace = true
    "#;

    fn read(text: &str) -> Result<Manifest, String> {
        Manifest::of(&DeValue::Table(DeTable::parse(text).unwrap().into_inner()))
    }

    #[test]
    fn a_whole_manifest_is_read() {
        let manifest = read(WHOLE).unwrap();
        assert_eq!((manifest.id.as_str(), manifest.difficulty, manifest.seconds), ("g02", 2, DEFAULT_SECONDS));
        let found: Vec<_> =
            manifest.dependencies.iter().map(|found| (&*found.name, &*found.package, found.for_tests)).collect();
        assert_eq!(found, [("threads", "threading-model", false), ("interleave", "interleave", true)]);
        assert_eq!(manifest.lints, None, "it takes the workspace's");
    }

    #[test]
    fn lints_become_what_cargo_gives_to_rustc() {
        let own = "[lints.rust]\nunsafe_code = 'deny'\nunexpected_cfgs = { level = 'warn', check-cfg = ['cfg(loom)'] }";
        let manifest = read(&WHOLE.replace("[lints]\n        workspace = true", own)).unwrap();
        let flags = ["--warn=unexpected_cfgs", "--check-cfg=cfg(loom)", "--deny=unsafe_code"];
        assert_eq!(manifest.lints, Some(flags.map(str::to_owned).to_vec()));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(read(&WHOLE.replace("title =", "name =")), Err("`title` is missing".into()));
        assert_eq!(read(&WHOLE.replace("= 10", "= 'ten'")), Err("`minutes` is not a whole number".into()));
        assert_eq!(read(&WHOLE.replace("\"Two holders\"", "2")), Err("`title` is not a string".into()));
        assert_eq!(read("[package]\nname = 'x'"), Err("it has no [package.metadata.exercise] table".into()));
        assert_eq!(
            read(&WHOLE.replace("difficulty = 2", "difficulty = 6")),
            Err("`difficulty` is 6, and should be 1 to 5".into())
        );
    }
}
