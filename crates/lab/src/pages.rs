//! Writes what the pages include: `book/measured/figures.md` and the charts, from the record, the catalogue and the pages themselves.
//!
//! # Keeps true
//!
//! The files hold exactly the keys and the charts that pages include. Whatever has no sample is complained about, with the page and the line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context as _, Result};
use regex::Regex;

use crate::catalogue::Experiment;
use crate::chart;
use crate::figures::{self, NOT_MEASURED, Problem};
use crate::record::Record;

/// An include of a figure or of a chart; a backslash before it makes it plain text.
static INCLUDE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        r"(\\)?\{\{\s*#include\s+[^}\s]*measured/(?:figures\.md:(?P<key>[^}\s]+)|(?P<chart>[^}\s]+)\.svg)\s*\}\}";
    Regex::new(pattern).expect("the pattern is valid")
});

/// All that pages include, and what is to be said about it.
#[derive(Debug, Default)]
pub struct Pages {
    /// The files by their names below `book/measured`.
    pub files: BTreeMap<String, String>,
    /// What a page includes in vain: `book/src/PAGE:LINE: why`.
    pub complaints: Vec<String>,
    /// Included figures of which more than half of the samples were taken under load.
    pub loaded: BTreeSet<String>,
}

impl Pages {
    /// Reads all pages below `book/src` and computes what they include.
    ///
    /// # Errors
    ///
    /// A page that cannot be read.
    pub fn of(book: &Path, record: &Record, experiments: &[Experiment]) -> Result<Self> {
        let mut all = Self::default();
        let mut figures = BTreeMap::new();
        for page in markdown_below(&book.join("src"))? {
            let text = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
            let name = page.strip_prefix(book).unwrap_or(&page).to_string_lossy().replace('\\', "/");
            for found in INCLUDE.captures_iter(&text).filter(|found| found.get(1).is_none()) {
                let line = 1 + text[..found.get_match().start()].matches('\n').count();
                let missing = if let Some(key) = found.name("key") {
                    all.add_figure(&mut figures, key.as_str(), record, experiments)
                } else {
                    all.add_chart(&found["chart"], record, experiments)
                };
                let (Err(Problem::Unknown(why)) | Err(Problem::NotMeasured(why))) = missing else { continue };
                all.complaints.push(format!("book/{name}:{line}: {why}"));
            }
        }
        all.files.insert("figures.md".to_owned(), written(&figures));
        Ok(all)
    }

    /// Writes the files below `measured`, and removes the charts that no page includes.
    ///
    /// # Errors
    ///
    /// A file that cannot be written or removed.
    pub fn write(&self, measured: &Path) -> Result<()> {
        fs::create_dir_all(measured)?;
        for (name, text) in &self.files {
            let file = measured.join(name);
            fs::write(&file, text).with_context(|| format!("{} cannot be written", file.display()))?;
        }
        for chart in charts_in(measured)? {
            if !self.files.contains_key(&chart) {
                fs::remove_file(measured.join(&chart)).with_context(|| format!("{chart} cannot be removed"))?;
            }
        }
        Ok(())
    }

    /// What was written and what is wrong with it, for the terminal.
    #[must_use]
    pub fn report(&self) -> String {
        let mut text = self.complaints.iter().map(|complaint| format!("{complaint}\n")).collect::<String>();
        if !self.loaded.is_empty() {
            let keys = self.loaded.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            text += &format!("measured under load, and shown without a mark: {keys}\n");
        }
        let (files, complaints) = (self.files.len(), self.complaints.len());
        text + &format!("book/measured: {files} files written, {complaints} includes have nothing to show\n")
    }

    fn add_figure(
        &mut self,
        figures: &mut BTreeMap<String, String>,
        key: &str,
        record: &Record,
        experiments: &[Experiment],
    ) -> Result<(), Problem> {
        let (text, problem) = match figures::figure(key, record, experiments) {
            Ok(figure) => {
                if figure.loaded {
                    self.loaded.insert(key.to_owned());
                }
                (figure.text, Ok(()))
            }
            Err(missing @ Problem::NotMeasured(_)) => (NOT_MEASURED.to_owned(), Err(missing)),
            Err(unknown) => return Err(unknown),
        };
        figures.insert(key.to_owned(), text);
        problem
    }

    fn add_chart(&mut self, id: &str, record: &Record, experiments: &[Experiment]) -> Result<(), Problem> {
        let experiment = figures::experiment(id, experiments)?;
        let drawn = chart::svg(experiment, record);
        let problem =
            drawn.as_ref().map(|_| ()).ok_or_else(|| Problem::NotMeasured(format!("the record has no sample of {id}")));
        self.files.insert(format!("{id}.svg"), drawn.unwrap_or_else(|| format!("<p>{NOT_MEASURED}</p>\n")));
        problem
    }
}

/// The names of the charts in the folder `measured`.
///
/// # Errors
///
/// It cannot be read.
pub fn charts_in(measured: &Path) -> Result<Vec<String>> {
    let mut charts = Vec::new();
    for entry in fs::read_dir(measured)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        charts.extend(name.ends_with(".svg").then_some(name));
    }
    Ok(charts)
}

/// The text of `figures.md`: each figure between the two marks that mdBook looks for.
fn written(figures: &BTreeMap<String, String>) -> String {
    let mut text =
        "Written by `cargo run -p lab -- pages` from record.json and the pages. Do not edit it.\n".to_owned();
    for (key, figure) in figures {
        text += &format!("\nANCHOR: {key}\n{figure}\nANCHOR_END: {key}\n");
    }
    text
}

fn markdown_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(markdown_below(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
