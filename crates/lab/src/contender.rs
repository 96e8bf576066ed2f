//! Who took part in a run: a CPython, by its version, or our own half.
//!
//! # Keeps true
//!
//! Contenders stand in one order everywhere: CPythons from the oldest on, a free-threaded build after the same version with a GIL, ours last.

use std::cmp::Ordering;
use std::fmt;

/// Whoever ran a program of the lab.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Contender {
    name: String,
    version: Option<Version>,
}

/// What `3.13.0t` says, in an order that can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// `(3, 13, 0)`; the last number is 0 where only `3.13` is said.
    pub number: (u32, u32, u32),
    /// A build without a GIL.
    pub free_threaded: bool,
}

impl Version {
    /// Reads `3.13`, `3.13.0` or `3.14.0t`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (digits, free_threaded) = match text.strip_suffix('t') {
            Some(digits) => (digits, true),
            None => (text, false),
        };
        let mut parts = digits.split('.').map(|part| part.parse().ok());
        let (major, minor, micro) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
        parts.next().is_none().then_some(Self { number: (major, minor, micro), free_threaded })
    }

    /// Major and minor: what `since` and `until` are compared with.
    #[must_use]
    pub fn minor(self) -> (u32, u32) {
        (self.number.0, self.number.1)
    }

    /// Whether this version lies from `since` to `until`, both included, where they are given.
    #[must_use]
    pub fn is_within(self, since: Option<&str>, until: Option<&str>) -> bool {
        let minor = |text: Option<&str>| text.and_then(Self::read).map(Self::minor);
        minor(since).is_none_or(|since| since <= self.minor()) && minor(until).is_none_or(|until| self.minor() <= until)
    }
}

impl Contender {
    /// The contender that a sample calls `name`: `3.11.7`, `3.14.0t` or `ours`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), version: Version::read(name) }
    }

    /// Its version, if it is a CPython.
    #[must_use]
    pub fn version(&self) -> Option<Version> {
        self.version
    }

    /// What a key of a figure calls it: `py311`, `py313t`, `ours`.
    #[must_use]
    pub fn key(&self) -> String {
        self.version.map_or_else(
            || self.name.clone(),
            |version| {
                let (major, minor) = version.minor();
                format!("py{major}{minor}{}", if version.free_threaded { "t" } else { "" })
            },
        )
    }
}

impl fmt::Display for Contender {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.name)
    }
}

impl Ord for Contender {
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |one: &Self| (one.version.is_none(), one.version);
        place(self).cmp(&place(other)).then_with(|| self.name.cmp(&other.name))
    }
}

impl PartialOrd for Contender {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::{Contender, Version};

    #[test]
    fn they_stand_from_the_oldest_python_to_ours() {
        let mut all = ["ours", "3.13.0t", "3.9.18", "3.13.0", "3.10.13"].map(Contender::new);
        all.sort();
        assert_eq!(all.map(|one| one.to_string()), ["3.9.18", "3.10.13", "3.13.0", "3.13.0t", "ours"]);
    }

    #[test]
    fn a_key_names_the_minor_version_and_the_build() {
        assert_eq!(
            ["3.9.18", "3.13.0", "3.13.0t", "ours"].map(|name| Contender::new(name).key()),
            ["py39", "py313", "py313t", "ours"]
        );
    }

    #[test]
    fn a_range_counts_its_ends_and_all_their_patches() {
        let version = Version::read("3.9.18").unwrap();
        assert!(version.is_within(Some("3.9"), Some("3.9")));
        assert!(version.is_within(None, None));
        assert!(!version.is_within(Some("3.10"), None));
        assert!(!version.is_within(None, Some("3.8")));
    }

    #[test]
    fn what_is_no_version_is_not_read_as_one() {
        for text in ["ours", "3", "3.x", "3.9.1.2", ""] {
            assert_eq!(Version::read(text), None, "{text}");
        }
    }
}
