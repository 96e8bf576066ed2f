//! Every CPython on this machine, each version and build once.

use std::collections::BTreeMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;

use crate::Python;
use crate::ask::ask_from;

/// The newest minor version that is looked for by name.
const NEWEST: u32 = 15;

/// The first minor version that can be built without a GIL (PEP 703).
const FREE_THREADED_SINCE: u32 = 13;

/// Every CPython from `oldest` on, and the one of them that a reader gets who names none: the first of PYTHON, `python3` and `python`.
///
/// Looked at are the variables PYTHON (one program) and PYTHONS (several, written as in PATH), the names `python3`, `python`, `python3.6`,
/// `python3.13t` and so on, and the versions that pyenv has. Of two with the same version and build the first in this order is kept.
///
/// # Errors
///
/// What a variable names is no such CPython. A name that is not there is no error.
pub fn all(oldest: (u32, u32)) -> Result<(Vec<Python>, Option<Python>), String> {
    let mut first = Vec::new();
    for variable in ["PYTHON", "PYTHONS"] {
        for program in
            env::split_paths(&env::var_os(variable).unwrap_or_default()).filter(|path| !path.as_os_str().is_empty())
        {
            let python = named(program.as_os_str(), oldest);
            first.push(
                python.map_err(|why| format!("the variable {variable} names `{}`, but {why}; name a CPython in it, or go without it: unset {variable}", program.display()))?,
            );
        }
    }
    let is_given = env::var_os("PYTHON").is_some_and(|name| !name.is_empty());
    let found =
        |names: Vec<OsString>| names.into_iter().filter_map(|name| named(&name, oldest).ok()).collect::<Vec<_>>();
    let usual = found(vec!["python3".into(), "python".into()]);
    let default = if is_given { first.first() } else { usual.first() }.cloned();
    let all = first.into_iter().chain(usual).chain(found(by_version(oldest))).chain(found(of_pyenv()));
    Ok((once(all), default))
}

/// The Python that this program is, if it is a CPython, and at least `oldest`.
///
/// # Errors
///
/// What it is instead.
pub fn named(program: &OsStr, oldest: (u32, u32)) -> Result<Python, String> {
    ask_from(program, oldest)
}

fn by_version((major, minor): (u32, u32)) -> Vec<OsString> {
    let with_gil = (minor..=NEWEST).map(|minor| format!("python{major}.{minor}"));
    let without = (FREE_THREADED_SINCE..=NEWEST).map(|minor| format!("python{major}.{minor}t"));
    with_gil.chain(without).map(OsString::from).collect()
}

fn of_pyenv() -> Vec<OsString> {
    let Some(root) = env::var_os("PYENV_ROOT").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".pyenv")))
    else {
        return Vec::new();
    };
    let mut versions: Vec<_> =
        std::fs::read_dir(root.join("versions")).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    versions.sort();
    versions.into_iter().map(|version| version.join("bin").join("python3").into_os_string()).collect()
}

/// Each version and build once: the first of them. Sorted by version, the build with a GIL first.
fn once(pythons: impl Iterator<Item = Python>) -> Vec<Python> {
    let mut kept = BTreeMap::new();
    for python in pythons {
        kept.entry((python.version, python.free_threaded)).or_insert(python);
    }
    kept.into_values().collect()
}

/// `3.13.0`, and `3.13.0t` for the build without a GIL.
impl fmt::Display for Python {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (major, minor, micro) = self.version;
        write!(f, "{major}.{minor}.{micro}{}", if self.free_threaded { "t" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_same_version_and_build_the_first_is_kept_and_the_oldest_stands_first() {
        let python = |program: &str, version, free_threaded| Python { program: program.into(), version, free_threaded };
        let found = [
            python("a", (3, 13, 0), true),
            python("b", (3, 13, 0), false),
            python("c", (3, 9, 18), false),
            python("d", (3, 13, 0), false),
        ];
        let kept: Vec<String> =
            once(found.into_iter()).iter().map(|python| format!("{} {python}", python.program.display())).collect();
        assert_eq!(kept, ["c 3.9.18", "b 3.13.0", "a 3.13.0t"]);
    }
}
