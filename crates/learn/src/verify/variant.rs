//! The files that a check is tried on, and what each says about itself in its first line.

use crate::exercise::Exercise;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::words::problems;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to try, and what should come of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// `stub`, `solution`, `right/wait_while`, `wrong/if_for_while`.
    pub name: String,
    /// The text.
    pub text: String,
    /// What its first line says, or why it says nothing.
    pub role: Result<Role, String>,
}

/// What should come of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// It compiles without a warning, and does not pass.
    Stub,
    /// It is solved.
    Solution,
    /// It is solved, too.
    Right {
        /// What is different about it.
        design: String,
    },
    /// It is rejected.
    Wrong {
        /// The misconception, in the learner's words.
        misconception: String,
        /// The test that rejects it.
        test: String,
        /// The kind of that test's failure.
        kind: Kind,
    },
}

impl Variant {
    /// Whether it is a wrong one.
    pub fn is_wrong(&self) -> bool {
        self.name.starts_with("wrong/")
    }

    /// Whether it is another right one, besides the solution.
    pub fn is_right(&self) -> bool {
        self.name.starts_with("right/")
    }
}

/// All variants of an exercise: stub, solution, then right and wrong ones by name.
///
/// # Errors
///
/// When one of the files cannot be read.
pub fn of(exercise: &Exercise) -> Result<Vec<Variant>, Problem> {
    let folder = exercise.root().join(&exercise.solutions);
    let solution = read(&folder.join("solution.rs"))?;
    let mut variants = vec![
        Variant { name: "stub".into(), text: exercise.stub()?, role: Ok(Role::Stub) },
        Variant { name: "solution".into(), text: solution, role: Ok(Role::Solution) },
    ];
    for (side, role) in [("right", right as fn(&str) -> Result<Role, String>), ("wrong", wrong)] {
        for path in rust_files(&folder.join(side))? {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let text = read(&path)?;
            let role = role(text.lines().next().unwrap_or_default());
            variants.push(Variant { name: format!("{side}/{stem}"), text, role });
        }
    }
    Ok(variants)
}

/// `//! right: <what is different>.`
fn right(line: &str) -> Result<Role, String> {
    let design = line.strip_prefix("//! right:").ok_or("its first line does not begin with `//! right:`")?;
    Ok(Role::Right { design: design.trim().trim_end_matches('.').to_owned() })
}

/// `//! wrong: G3 "the misconception" · caught by <test> · <kind>`
fn wrong(line: &str) -> Result<Role, String> {
    let rest = line.strip_prefix("//! wrong:").ok_or("its first line does not begin with `//! wrong:`")?;
    let (misconception, rest) =
        rest.split_once(" · caught by ").ok_or("its first line does not say ` · caught by `")?;
    let (test, kind) = rest.split_once(" · ").ok_or("its first line does not end with ` · ` and a kind")?;
    let kind = kind.trim().trim_end_matches('.');
    let kind = Kind::named(kind).ok_or(format!("`{kind}` in its first line is no kind of failure"))?;
    Ok(Role::Wrong { misconception: misconception.trim().to_owned(), test: test.trim().to_owned(), kind })
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = |error| problems::cannot_read(folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|error| problems::course_file(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_variant_says_misconception_test_and_kind() {
        let line = r#"//! wrong: G3 "woken · so it is mine" · caught by at_most_one_holds_it · data race"#;
        assert_eq!(
            wrong(line),
            Ok(Role::Wrong {
                misconception: r#"G3 "woken · so it is mine""#.into(),
                test: "at_most_one_holds_it".into(),
                kind: Kind::DataRace,
            })
        );
    }

    #[test]
    fn a_first_line_that_says_less_is_a_defect_with_a_reason() {
        assert!(wrong("//! wrong: G3 \"x\"").unwrap_err().contains("caught by"));
        assert!(wrong("//! wrong: G3 \"x\" · caught by t").unwrap_err().contains("a kind"));
        assert!(wrong("//! wrong: G3 \"x\" · caught by t · bad luck").unwrap_err().contains("`bad luck`"));
        assert!(right("//! wait_while").unwrap_err().contains("right:"));
    }
}
