//! What the directives show is what the course says: cards, the table of proved graders, and time lines.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use book_tools::directives::{Asked, expand};
use book_tools::exercise::{Exercise, folders};
use book_tools::timelines::Spec;
use gil::event::What;
use gil::timeline::virtual_time;
use scraper::{ElementRef, Html, Selector};

fn course() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

/// What the line becomes on the page `page`.
#[track_caller]
fn shown(line: &str, page: &str) -> Html {
    let book = course().join("book");
    let asked = Asked { course: course(), book: &book, page: Path::new(page) };
    let mut problems = String::new();
    let html = expand(line, asked, &mut problems);
    assert_eq!(problems, "");
    assert!(
        html.trim_end().lines().all(|line| !line.trim().is_empty()),
        "Markdown ends HTML at an empty line:\n{html}"
    );
    Html::parse_fragment(&html)
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_exercise_has_a_card_that_says_what_its_manifest_says() {
    for folder in folders(course()).unwrap() {
        let Exercise { id, title, kind, difficulty, minutes, folder, page, concepts } =
            Exercise::read(course(), &folder).unwrap();
        let card = shown(&format!("{{{{#exercise {id}}}}}"), &page);
        let said = text(card.root_element());
        let dots = all(&card, ".dots");
        assert_eq!(dots[0].text().collect::<String>().matches('●').count(), difficulty, "{id}");
        for part in [
            format!("{id} · {title}"),
            kind,
            format!("difficulty {difficulty} of 5"),
            format!("{minutes} minutes"),
            format!("{folder}/src/lib.rs is the file to edit."),
            format!("$ cargo learn check {id}"),
        ]
        .iter()
        .chain(&concepts)
        {
            assert!(said.contains(part), "{part:?} in:\n{said}");
        }
        assert!(all(&card, ".exercise > p a").is_empty(), "{id} leads away from its own page");
    }
}

#[test]
fn on_another_page_a_card_leads_to_the_exercises_own() {
    let card = shown("{{#exercise g02}}", "05-best-practices/index.md");
    let link = all(&card, ".exercise > p a");
    assert_eq!(link[0].attr("href"), Some("../02-understanding-the-gil/waiting-your-turn.md"));
    assert_eq!(text(link[0]), "Waiting your turn");
}

#[test]
fn the_matrix_counts_each_row_of_the_table_once() {
    let table = fs::read_to_string(course().join("book/src/graders-table.md")).unwrap();
    let rows: Vec<&str> = table.lines().skip(2).collect();
    let matrix = shown("{{#kill-matrix}}", "how-the-graders-are-proved.md");

    let numbers = |row: ElementRef<'_>| -> Vec<usize> {
        let cells = row.child_elements().filter(|cell| cell.value().name() == "td");
        cells.map(|cell| text(cell).parse().unwrap_or(0)).collect()
    };
    let sums = numbers(all(&matrix, ".matrix tfoot tr")[0]);
    let right = rows.iter().filter(|row| row.contains("| right: ")).count();
    assert_eq!((sums[0], sums[1]), (right, rows.len() - right));
    assert_eq!(sums[2..].iter().sum::<usize>(), sums[1], "each wrong program is rejected for one kind of failure");
    let mut columns = vec![0; sums.len()];
    for row in all(&matrix, ".matrix tbody tr") {
        columns.iter_mut().zip(numbers(row)).for_each(|(sum, number)| *sum += number);
    }
    assert_eq!(columns, sums);
    assert_eq!(all(&matrix, ".programs tbody tr").len(), rows.len());
}

#[test]
fn each_row_of_the_matrix_leads_to_its_programs() {
    let matrix = shown("{{#kill-matrix}}", "how-the-graders-are-proved.md");
    for link in all(&matrix, ".matrix tbody a") {
        let anchor = link.attr("href").unwrap();
        assert_eq!(all(&matrix, &format!(".graders {anchor}")).len(), 1, "{anchor}");
    }
}

/// The names of all time lines, and what their files say.
fn specs() -> Vec<(String, Spec)> {
    let files = fs::read_dir(course().join("book/timelines")).unwrap().map(|file| file.unwrap().path());
    let spec = |file: std::path::PathBuf| {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, Spec::read(&fs::read_to_string(&file).unwrap()).unwrap())
    };
    files.map(spec).collect()
}

/// Read from the log itself, in the plainest way: not through the `Timeline` that the picture is made of.
#[test]
fn the_words_below_a_time_line_are_what_virtual_time_says() {
    for (name, spec) in specs() {
        let figure = shown(&format!("{{{{#timeline {name}}}}}"), "x.md");
        let said: Vec<String> = all(&figure, "details li").into_iter().map(text).collect();
        let (mut told, mut since) = (Vec::new(), None);
        for event in spec.log().unwrap() {
            let (ms, who) = (event.at.as_secs_f64() * 1e3, spec.names()[event.thread]);
            match event.what {
                What::Asks => told.push((ms, format!("At {ms} ms, {who} asks for the GIL."))),
                What::Takes => since = Some(ms),
                What::LetsGo { .. } => {
                    let from = since.take().unwrap();
                    told.push((from, format!("From {from} ms to {ms} ms, {who} runs.")));
                }
                _ => {}
            }
        }
        told.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let happens = &said[spec.names().len()..];
        assert_eq!(happens.len(), told.len(), "{name}");
        for (said, (_, told)) in happens.iter().zip(&told) {
            assert!(said.starts_with(told.as_str()), "{name}: {said:?}, and it was {told:?}");
        }
    }
}

#[test]
fn each_time_line_points_at_one_moment_and_says_how_long_it_is() {
    for (name, spec) in specs() {
        let timeline = spec.timeline().unwrap();
        let moment = spec.moment(&timeline).unwrap();
        let figure = shown(&format!("{{{{#timeline {name}}}}}"), "x.md");
        assert_eq!(all(&figure, ".moment").len(), 1, "{name}");
        assert_eq!(text(all(&figure, "text.note")[0]), moment.note, "{name}");
        let mut length = String::new();
        write!(length, "{} ms", (moment.to - moment.from).as_secs_f64() * 1e3).unwrap();
        assert!(moment.note.contains(&length), "{name}: {} lasts {length}", moment.note);
    }
}

#[test]
fn the_convoy_of_the_book_is_the_one_of_the_crate() {
    let (names, tasks) = virtual_time::convoy();
    let (_, spec) = specs().into_iter().find(|(name, _)| name == "convoy").unwrap();
    assert_eq!((spec.names(), spec.tasks().unwrap()), (names.to_vec(), tasks.to_vec()));
}

#[test]
fn a_time_line_that_is_not_one_is_told_with_its_line() {
    let wrong = "title = \"x\"\n[[task]]\nname = \"A\"\ndoes = [{ sleeps = 3 }]\n";
    let error = Spec::read(wrong).unwrap_err().to_string();
    assert!(error.starts_with("line 4: ") && error.contains("sleeps"), "{error}");
}
