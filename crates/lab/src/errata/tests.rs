//! How a page of errata and its proofs are compared, and what a run of a command must be.

use super::{See, entries, problems};

const PAGE: &str = "# Errata\n\n## A\n\n```console\n$ python3 a.py\n$ python3 b.py\n```\n\n## B\n\nRead it.\n\n## What we left out\n\n$ c\n";

fn see(entry: &str, command: Option<&str>) -> See {
    let source = command.is_none().then(|| "a PEP".to_owned());
    See { entry: entry.to_owned(), command: command.map(str::to_owned), source, exit: 1, ..See::default() }
}

fn found(sees: &[See]) -> Vec<String> {
    problems("page.md", &entries(PAGE), sees)
}

#[test]
fn a_page_and_a_file_that_say_the_same_are_right() {
    assert!(found(&[see("A", Some("python3 a.py")), see("A", Some("python3 b.py")), see("B", None)]).is_empty());
}

#[test]
fn an_entry_without_a_proof_is_found() {
    let found = found(&[see("A", Some("python3 a.py")), see("A", Some("python3 b.py"))]);
    assert!(found.len() == 1 && found[0].contains("nothing proves \"B\""), "{found:?}");
}

#[test]
fn a_command_that_only_one_of_both_has_is_found() {
    let found = found(&[see("A", Some("python3 a.py")), see("B", None)]);
    assert!(found.len() == 1 && found[0].contains("python3 b.py"), "{found:?}");
}

#[test]
fn a_proof_of_nothing_is_found() {
    let found =
        found(&[see("A", Some("python3 a.py")), see("A", Some("python3 b.py")), see("B", None), see("C", None)]);
    assert!(found.len() == 1 && found[0].contains("no entry \"C\""), "{found:?}");
}

#[test]
fn what_a_command_prints_is_looked_at_line_by_line() {
    let see =
        See { prints: vec![r"^lost: [1-9]\d*$".to_owned()], never: vec!["Traceback".to_owned()], ..See::default() };
    assert!(see.wrong(Some(0), "a\r\nlost: 12\r\n").is_empty());
    assert_eq!(see.wrong(Some(0), "lost: 0\nTraceback").len(), 2);
    assert_eq!(see.wrong(None, "lost: 1"), ["it ended by a signal, not with 0"]);
}

#[test]
fn a_quoted_program_is_one_word() {
    let see = See { command: Some("python3 -c \"print('a b')\"".to_owned()), ..See::default() };
    assert_eq!(see.words().unwrap(), ["python3", "-c", "print('a b')"]);
}
