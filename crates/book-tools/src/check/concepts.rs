//! Exercises and questions name concepts of the inventory, and of nowhere else.

use anyhow::Result;

use super::Problem;
use crate::book::Book;
use crate::concepts::Inventory;

/// Ids that `concepts.toml` does not have, or has twice.
pub fn problems(book: &Book) -> Result<Vec<Problem>> {
    let inventory = Inventory::read(book.course(), book.root())?;
    let unknown = inventory.unknown().map(|used| {
        let what = format!("{} names the concept {}, which book/concepts.toml does not have", used.by, used.concept);
        Problem::new(&used.place, what, "correct the id, or add a [[concept]] to book/concepts.toml")
    });
    let twice = inventory.twice().map(|id| {
        Problem::new("book/concepts.toml", format!("{id} stands there twice"), "give the newer one an id of its own")
    });
    Ok(unknown.chain(twice).collect())
}
