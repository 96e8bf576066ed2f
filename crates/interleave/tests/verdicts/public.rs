//! The public table, TABLE.md: every row of these modules, as a reader of the crate sees it.
//!
//! It is made from the source, since what somebody believes stands there as a comment. Kind and figure stand in the rows, and
//! each row's own test holds them to what the model finds. `UPDATE_EXPECT=1 cargo test -p interleave --test verdicts public`
//! writes it anew.

use expect_test::expect_file;
use std::fs;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
# What the checker was tried on

Small programs, wrong and right, each judged by the search that `interleave::model` uses. Every row is a test in `tests/verdicts`, which
fails if the verdict, the kind or the figure is another. This file is made from them.

*Switches* is the fewest forced switches with which the program fails: how often a thread must be stopped that could go on. With
three threads or more it may be one more than that (`lib.rs`, what a model does not see). *Needs* says what else must happen: *early*, a
thread comes back from a wait early or a weak exchange fails for no reason; *old value*, a load returns a value that is no longer the
newest, which only weak memory does. A missing order is a *data race* already in the rounds without old values, since the search
knows what is ordered with what.
";

struct Row {
    name: String,
    /// The kind, if it must be rejected; in `beyond`, the verdict.
    kind: String,
    switches: String,
    needs: String,
    text: String,
}

#[derive(Default)]
struct Tables {
    wrong: Vec<(String, Vec<Row>)>,
    right: Vec<(String, Vec<Row>)>,
    beyond: Vec<(String, Vec<Row>)>,
}

#[test]
fn the_public_table_is_that_of_the_tests() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts");
    let mut files = Vec::new();
    source_files(&folder, &mut files);
    files.sort();
    let mut tables = Tables::default();
    for file in files {
        let theme = file.strip_prefix(&folder).unwrap().with_extension("").to_string_lossy().replace(['_', '\\'], " ");
        let source = fs::read_to_string(&file).unwrap().replace('\r', "");
        for (opening, into) in [
            ("\nrejected! {\n", &mut tables.wrong),
            ("\naccepted! {\n", &mut tables.right),
            ("\nbeyond! {\n", &mut tables.beyond),
        ] {
            into.push((theme.replace('/', ": "), rows(&source, opening)));
        }
    }
    let wrong = tables.wrong.iter().map(|(_, rows)| rows.len()).sum::<usize>();
    let right = tables.right.iter().map(|(_, rows)| rows.len()).sum::<usize>();
    let mut page = format!("{HEAD}\n## {wrong} wrong programs\n");
    section(
        &mut page,
        &tables.wrong,
        "| program | what is believed, or shown | kind | switches | needs |\n|---|---|---|---|---|\n",
        |row| format!("| {} | {} | {} | {} | {} |\n", row.name, row.text, row.kind, row.switches, row.needs),
    );
    page += &format!("\n## {right} right programs\n\nEach is accepted.\n");
    section(&mut page, &tables.right, "| program | why it is right, or what it is |\n|---|---|\n", |row| {
        format!("| {} | {} |\n", row.name, row.text)
    });
    page += "\n## Where the verdict is wrong, or none\n";
    section(&mut page, &tables.beyond, "| program | why | verdict |\n|---|---|---|\n", |row| {
        format!("| {} | {} | {} |\n", row.name, row.text, row.kind)
    });
    assert!(wrong >= 60 && right >= 30, "{wrong} wrong and {right} right rows");
    expect_file!["../../TABLE.md"].assert_eq(&page);
}

fn source_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source_files(&path, files);
        } else if path.file_name().is_some_and(|name| name != "table.rs" && name != "public.rs") {
            files.push(path);
        }
    }
}

fn section(page: &mut String, themes: &[(String, Vec<Row>)], head: &str, line: impl Fn(&Row) -> String) {
    for (theme, rows) in themes.iter().filter(|(_, rows)| !rows.is_empty()) {
        *page += &format!("\n### {theme}\n\n{head}");
        page.extend(rows.iter().map(&line));
    }
}

/// The rows of the table that begins with `opening`, if the source has one.
fn rows(source: &str, opening: &str) -> Vec<Row> {
    let Some((_, table)) = source.split_once(opening) else { return Vec::new() };
    let table = table.split("\n}\n").next().unwrap_or_default();
    let mut rows = Vec::new();
    let mut comment = String::new();
    for line in table.lines().filter_map(|line| line.strip_prefix("    ")).filter(|line| !line.starts_with([' ', '}']))
    {
        if let Some(text) = line.strip_prefix("/// ") {
            comment = format!("{comment} {text}");
            continue;
        }
        let (head, program) = line.split_once(" => ").unwrap_or((line.trim_end_matches(','), ""));
        let (name, verdict) = head.split_once(": ").unwrap_or((head, ""));
        let (kind, figure) = verdict.split_once(", ").unwrap_or((verdict, ""));
        let (switches, needs) = figure.split_once(' ').unwrap_or((figure, ""));
        let own = std::mem::take(&mut comment);
        let text = if own.is_empty() { comment_of(source, program_of(name, program)) } else { own };
        rows.push(Row {
            name: name.replace('_', " "),
            kind: in_words(kind),
            switches: switches.to_owned(),
            needs: needs.replace("old", "old value"),
            text: text.trim().replace('|', "\\|"),
        });
    }
    rows
}

/// The function that a row runs: its own name, or what is called behind `=>`.
fn program_of<'a>(name: &'a str, program: &'a str) -> &'a str {
    let called = program.trim_start_matches("|| ").split('(').next().unwrap_or_default();
    match called.trim_end_matches(',').rsplit("::").next() {
        Some(called) if !called.is_empty() => called,
        _ => name,
    }
}

/// The first paragraph of the comment of a function; of the module, if it has none.
fn comment_of(source: &str, function: &str) -> String {
    let lines: Vec<_> = source.lines().collect();
    let is_it = |line: &&str| {
        line.trim_start_matches("pub ")
            .strip_prefix("fn ")
            .and_then(|rest| rest.strip_prefix(function))
            .is_some_and(|rest| rest.starts_with(['(', '<']))
    };
    let above = lines.iter().position(is_it).unwrap_or(0);
    let block: Vec<_> = lines[..above].iter().rev().take_while(|line| line.starts_with("///")).collect();
    let paragraph = |lines: &mut dyn Iterator<Item = &str>| {
        lines
            .map(|line| line.trim_start_matches(['/', '!']).trim())
            .take_while(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let own = paragraph(&mut block.into_iter().rev().copied());
    if own.is_empty() { paragraph(&mut lines.iter().copied()) } else { own }
}

/// `DataRace` as the reports say it.
fn in_words(kind: &str) -> String {
    let known = interleave::failure::Kind::ALL.into_iter().find(|known| format!("{known:?}") == kind);
    known.map_or_else(|| kind.to_owned(), |known| known.name().to_owned())
}
