//! Where on a written page stands what was found in the built one.

use std::path::Path;

use super::site::source_of;
use crate::book::Page;

/// The file to edit for a built one, with the first line that is `such`: none if what was found comes from a directive, or from an included file.
pub fn place(pages: &[Page], built: &Path, such: impl Fn(&str) -> bool) -> String {
    let page = pages.iter().find(|page| page.file.with_extension("html") == built);
    let line = page.and_then(|page| page.text.lines().position(such));
    source_of(built) + &line.map_or_else(String::new, |line| format!(":{}", line + 1))
}

/// Whether a line has a link that mdBook made this one of.
pub fn links_to(line: &str, link: &str) -> bool {
    let ends = |rest: &str| rest.starts_with([')', '"', '>', ' ']) || rest.is_empty();
    let written = |link: &str| line.match_indices(link).any(|(at, _)| ends(&line[at + link.len()..]));
    written(link) || written(&link.replacen(".html", ".md", 1))
}
