//! The built site: every link and anchor leads somewhere, ids are unique, and nothing is loaded from the network.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context, Result};
use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use walkdir::WalkDir;

use super::Problem;
use super::includes::{INCLUDE, normal, slashes};
use super::lines::{links_to, place};
use crate::book::Page;

/// What a style sheet loads from another machine.
static FAR_STYLE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s;]+)"#;
    Regex::new(pattern).expect("the pattern is valid")
});

/// The files of a built book.
pub struct Site {
    files: BTreeSet<PathBuf>,
    pages: BTreeMap<PathBuf, Html>,
    styles: BTreeMap<PathBuf, String>,
}

impl Site {
    /// Reads the site in `root`.
    pub fn read(root: &Path) -> Result<Site> {
        let mut site = Site { files: BTreeSet::new(), pages: BTreeMap::new(), styles: BTreeMap::new() };
        for entry in WalkDir::new(root) {
            let entry = entry.context("the built site cannot be read")?;
            if !entry.file_type().is_file() {
                continue;
            }
            let file = entry.path().strip_prefix(root).expect("the walk stays below its root").to_path_buf();
            let extension = file.extension().and_then(|extension| extension.to_str());
            if matches!(extension, Some("html" | "css")) {
                let text =
                    fs::read_to_string(entry.path()).with_context(|| format!("{} cannot be read", file.display()))?;
                if extension == Some("css") {
                    site.styles.insert(file.clone(), text);
                } else {
                    site.pages.insert(file.clone(), Html::parse_document(&text));
                }
            }
            site.files.insert(file);
        }
        Ok(site)
    }

    /// The built pages: each written page once.
    pub fn written_pages(&self) -> impl Iterator<Item = (&Path, &Html)> {
        self.pages.iter().map(|(file, page)| (file.as_path(), page)).filter(|(file, _)| !is_made_by_mdbook(file))
    }

    /// The page built from the Markdown file `source`.
    pub fn page_of(&self, source: &Path) -> Option<&Html> {
        self.pages.get(&source.with_extension("html"))
    }

    /// What is wrong, with its line in the written `pages` where it stands there, and how many links inside the site were followed.
    pub fn problems(&self, written: &[Page]) -> (Vec<Problem>, usize) {
        // mdBook's own pages repeat the written ones, and would repeat each of their problems.
        let (mut found, mut copied) = (Vec::new(), Vec::new());
        let mut followed = 0;
        let ids: BTreeMap<&Path, HashSet<&str>> =
            self.pages.iter().map(|(file, page)| (file.as_path(), values(page, "id").collect())).collect();

        for (file, page) in &self.pages {
            let found = if is_made_by_mdbook(file) { &mut copied } else { &mut found };
            found.extend(doubled_ids(file, page));
            found.extend(left_over_helper(file, page, written));
            found.extend(calls_home(file, page, written));
            for link in values(page, "href").chain(values(page, "src")) {
                if is_far(link) || ["data:", "mailto:", "javascript:"].iter().any(|scheme| link.starts_with(scheme)) {
                    continue;
                }
                followed += 1;
                found.extend(self.dead(file, link, &ids, written));
            }
        }
        for (file, style) in &self.styles {
            found.extend(FAR_STYLE.captures_iter(style).map(|far| from_the_network(source_of(file), &far[1])));
        }
        (if found.is_empty() { copied } else { found }, followed)
    }

    fn dead(&self, from: &Path, link: &str, ids: &BTreeMap<&Path, HashSet<&str>>, written: &[Page]) -> Option<Problem> {
        let place = || place(written, from, |line| links_to(line, link));
        let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
        let path = path.split('?').next().unwrap_or("");
        let mut to = match path.strip_prefix('/') {
            Some(from_the_root) => PathBuf::from(from_the_root),
            None if path.is_empty() => from.to_path_buf(),
            None => normal(&from.parent().unwrap_or(Path::new("")).join(path)),
        };
        if to == Path::new("") || path.ends_with('/') {
            to.push("index.html");
        }
        if !self.files.contains(&to) {
            let next = "correct the link, or list the page in SUMMARY.md";
            return Some(Problem::new(place(), format!("the link {link} leads nowhere"), next));
        }
        let known = ids.get(to.as_path())?;
        (!anchor.is_empty() && !known.contains(anchor)).then(|| {
            let next = "take the anchor from the heading's link in the built page";
            Problem::new(place(), format!("the link {link} leads to a page without that anchor"), next)
        })
    }
}

/// The values of the attribute `name`, of all elements in the page's order.
fn values<'page>(page: &'page Html, name: &'page str) -> impl Iterator<Item = &'page str> {
    page.tree.nodes().filter_map(|node| node.value().as_element()?.attr(name))
}

fn doubled_ids(file: &Path, page: &Html) -> Vec<Problem> {
    let mut seen = HashSet::new();
    let doubled = values(page, "id").filter(|id| !seen.insert(*id));
    doubled
        .map(|id| {
            Problem::new(source_of(file), format!("the id `{id}` stands twice on the page"), "rename one of them")
        })
        .collect()
}

/// A `{{#…}}` in the page's text. An include that was left over is told by `includes`, with its line.
fn left_over_helper(file: &Path, page: &Html, written: &[Page]) -> Option<Problem> {
    let is_left_over = |text: &str| INCLUDE.replace_all(text, "").contains("{{#");
    is_left_over(&text_of(page.root_element())).then(|| {
        Problem::new(
            // A line that begins with one was expanded, or the book was not built.
            place(written, file, |line| !line.starts_with("{{#") && is_left_over(line)),
            "the page shows a `{{#…}}` that nothing expanded",
            "write a directive on a line by itself, or correct its name; within a line, mdBook knows include and title",
        )
    })
}

/// Everything that a browser fetches by itself when it opens the page, from another machine.
fn calls_home(file: &Path, page: &Html, written: &[Page]) -> Vec<Problem> {
    let mut found = Vec::new();
    for element in page.tree.nodes().filter_map(|node| node.value().as_element()) {
        let fetched = ["src", "srcset", "poster", "data"].into_iter().filter_map(|name| element.attr(name));
        let linked = element.attr("href").filter(|_| matches!(element.name(), "link" | "use" | "image"));
        found.extend(
            fetched
                .chain(linked)
                .filter(|url| is_far(url))
                .map(|url| from_the_network(place(written, file, |line| line.contains(url)), url)),
        );
        if let Some(style) = element.attr("style") {
            found.extend(FAR_STYLE.captures_iter(style).map(|far| from_the_network(source_of(file), &far[1])));
        }
    }
    // mdBook's script asks play.rust-lang.org for its list of crates as soon as a page holds one of these.
    let playground = Selector::parse(".playground").expect("the selector is valid");
    if page.select(&playground).next().is_some() {
        let next = "set `runnable = false` under [output.html.playground] in book.toml";
        found.push(Problem::new(source_of(file), "code that runs on the Rust playground calls another machine", next));
    }
    found
}

fn from_the_network(place: String, url: &str) -> Problem {
    let next = "put a copy into the book: a reader may be offline";
    Problem::new(place, format!("loads {url} from the network"), next)
}

fn is_far(url: &str) -> bool {
    ["http:", "https:", "//"].iter().any(|start| url.starts_with(start))
}

/// The text of `element` as it is read: what stands in two elements, such as two cells, is two words.
pub fn text_of(element: ElementRef<'_>) -> String {
    let words: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// The file to edit for a built one.
pub fn source_of(file: &Path) -> String {
    if file.extension().is_some_and(|extension| extension == "html") && !is_made_by_mdbook(file) {
        format!("book/src/{}", slashes(&file.with_extension("md")))
    } else {
        format!("the built {}", slashes(file))
    }
}

/// The first page once more, all pages in one, the contents, and the page for what is not there.
fn is_made_by_mdbook(file: &Path) -> bool {
    ["index.html", "print.html", "toc.html", "404.html"].iter().any(|made| file == Path::new(made))
}
