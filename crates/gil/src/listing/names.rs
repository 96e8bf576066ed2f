//! The names of a program, each once.

use crate::vm::Name;
use std::collections::HashMap;

/// Gives each name a number.
#[derive(Default)]
pub(super) struct Names {
    numbers: HashMap<String, u16>,
}

impl Names {
    /// The number of a name; a new one if it has none.
    pub fn number(&mut self, name: &str) -> Result<Name, String> {
        if let Some(&number) = self.numbers.get(name) {
            return Ok(Name(number));
        }
        let number =
            u16::try_from(self.numbers.len()).map_err(|_| "the program has more than 65,536 names".to_owned())?;
        self.numbers.insert(name.to_owned(), number);
        Ok(Name(number))
    }

    /// All names, by their numbers.
    pub fn all(self) -> Vec<String> {
        let mut names: Vec<_> = self.numbers.into_iter().collect();
        names.sort_by_key(|&(_, number)| number);
        names.into_iter().map(|(name, _)| name).collect()
    }
}
