//! The numbers of a lab are the explorer's, and its first bad schedule ends badly.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use book_tools::directives::{Asked, expand};
use book_tools::labs::{Lab, Verdict};
use gil::explore::{Options, explore};
use gil::vm::replay;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

/// The places of a node that this test reads: the node after A's step and after B's, these steps, and what it is the end of.
const AFTER: [usize; 2] = [7, 8];
const STEP: [usize; 2] = [9, 10];
const END: usize = 11;
/// How many schedules lead on from it, and how many of them to a bad end.
const ALL: usize = 12;
const BAD: usize = 13;

fn course() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

fn book() -> PathBuf {
    course().join("book")
}

fn names() -> Vec<String> {
    let files = fs::read_dir(book().join("labs")).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<_> = files.map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    assert!(!names.is_empty(), "book/labs has no lab");
    names
}

fn shown(name: &str) -> String {
    let book = book();
    let asked = Asked { course: course(), book: &book, page: Path::new("a/b.md") };
    let mut problems = String::new();
    let html = expand(&format!("{{{{#lab {name}}}}}"), asked, &mut problems);
    assert_eq!(problems, "");
    html
}

fn texts(html: &str, selector: &str) -> Vec<String> {
    Html::parse_fragment(html).select(&Selector::parse(selector).unwrap()).map(|it| it.text().collect()).collect()
}

fn programs(html: &str) -> Vec<Value> {
    let data = Html::parse_fragment(html).select(&Selector::parse("script").unwrap()).next().unwrap().inner_html();
    serde_json::from_str(&data).unwrap()
}

/// How many schedules the data has, how many of them are bad and how many are deadlocks: each is walked.
fn walked(program: &Value, node: usize, count: &mut [u64; 3]) {
    let node = &program["nodes"][node];
    if let Some(end) = node[END].as_u64() {
        let verdict = &program["ends"][usize::try_from(end).unwrap()]["verdict"];
        count[0] += 1;
        count[1] += u64::from(verdict != "right");
        count[2] += u64::from(verdict == "stuck");
    }
    for after in AFTER.iter().filter_map(|&place| node[place].as_u64()) {
        walked(program, usize::try_from(after).unwrap(), count);
    }
}

#[test]
fn each_lab_has_as_many_schedules_bad_ones_and_deadlocks_as_the_explorer_finds() {
    for name in names() {
        let html = shown(&name);
        let captions = texts(&html, "figcaption");
        for ((recipe, program), caption) in
            Lab::read(&book(), &name).unwrap().programs.iter().zip(programs(&html)).zip(captions)
        {
            let played = recipe.play(&book()).unwrap();
            let found = explore(&played.program, &played.begin, Options::new(recipe.switches));
            let number = |such: &dyn Fn(Verdict) -> bool| -> u64 {
                let such = found.outcomes().iter().filter(|it| such(recipe.verdict(&it.outcome)));
                such.map(|it| it.schedules.unwrap().to_string().parse::<u64>().unwrap()).sum()
            };
            let all = found.schedules().unwrap().to_string();
            let (bad, stuck) = (number(&|it| it != Verdict::Right), number(&|it| it == Verdict::Stuck));
            let mut count = [0; 3];
            walked(&program, 0, &mut count);
            let title = format!("{name}: {}", recipe.title);
            assert_eq!(count.map(|it| it.to_string()), [all.clone(), bad.to_string(), stuck.to_string()], "{title}");
            assert_eq!(
                [&program["total"], &program["bad"]].map(ToString::to_string),
                [all.clone(), bad.to_string()],
                "{title}"
            );
            let said = if bad == 0 { "none goes wrong".to_owned() } else { format!("{bad} go") };
            assert!(caption.contains(&format!("{all} schedules; {said}")), "{title}: {caption}");
            println!(
                "{title}: {all} schedules, {bad} bad, {stuck} stuck, {} nodes, size {}",
                program["nodes"].as_array().unwrap().len(),
                program["size"]
            );
        }
    }
}

#[test]
fn the_first_bad_schedule_of_each_program_ends_badly_on_the_machine_and_on_the_map() {
    for name in names() {
        let html = shown(&name);
        let mut letters = texts(&html, ".lab-first").into_iter();
        for (recipe, program) in Lab::read(&book(), &name).unwrap().programs.iter().zip(programs(&html)) {
            let played = recipe.play(&book()).unwrap();
            let Some(found) = played.first_bad(recipe) else { continue };
            let (_, end) = replay(&played.program, &played.begin, &found.shortest).unwrap();
            let outcome = gil::explore::Outcome::new(&played.program, &end.shared);
            assert_ne!(recipe.verdict(&outcome), Verdict::Right, "{name}: {}", recipe.title);
            let letters = letters.next().unwrap();
            let mut node = 0;
            for letter in letters.bytes() {
                let after = program["nodes"][node][AFTER[usize::from(letter - b'A')]].as_u64();
                node = usize::try_from(after.expect("a thread that waits makes no step")).unwrap();
            }
            let end = program["nodes"][node][END].as_u64().expect("the schedule goes on to an end");
            assert_ne!(program["ends"][usize::try_from(end).unwrap()]["verdict"], "right", "{name}: {letters}");
        }
        assert_eq!(letters.next(), None, "{name}");
    }
}

#[test]
fn each_step_has_its_number_on_the_map_and_its_full_text_in_the_list_beside_it() {
    for name in names() {
        let html = shown(&name);
        let figures = html.split("<figure").skip(1);
        for (program, figure) in programs(&html).iter().zip(figures) {
            for (thread, of) in ["a", "b"].into_iter().enumerate() {
                let title = format!("{name}: {}, {of}", program["title"]);
                let list = texts(figure, &format!(".of-{of} > li"));
                let numbers: Vec<String> = (1..=list.len()).map(|number| number.to_string()).collect();
                assert_eq!(texts(figure, &format!("svg text.{of}:not(.ax)")), numbers, "{title}");
                assert_eq!(program["size"][thread], list.len(), "{title}");
                for node in program["nodes"].as_array().unwrap().iter().filter(|node| node[AFTER[thread]] != -1) {
                    let step = usize::try_from(node[thread].as_u64().unwrap()).unwrap();
                    let text = usize::try_from(node[STEP[thread]].as_u64().unwrap()).unwrap();
                    let text = program["steps"][text].as_str().unwrap();
                    assert!(list[step].split(" or ").any(|label| label == text), "{title}: {text} in {list:?}");
                }
            }
        }
    }
}

/// The numbers of an attribute.
fn numbers(text: &str) -> Vec<i64> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

#[test]
fn the_map_on_paper_has_the_points_the_lines_and_the_rings_of_what_is_played() {
    for name in names() {
        let html = shown(&name);
        for (program, figure) in programs(&html).iter().zip(html.split("<figure").skip(1)) {
            let title = format!("{name}: {}", program["title"]);
            let figure = Html::parse_fragment(&format!("<figure{figure}"));
            let all = |selector: &str| figure.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
            let map = all(".lab-map")[0];
            let [unit, left, top]: [i64; 3] =
                ["data-u", "data-x", "data-y"].map(|name| map.attr(name).unwrap().parse().unwrap());
            let place = |x: i64, y: i64| ((x - left) / unit, (y - top) / unit);

            // What is played: of each point, whether every way on goes wrong from all of its nodes, or from some; and each step.
            let (mut points, mut steps) = (BTreeMap::<_, Vec<bool>>::new(), BTreeSet::new());
            for node in program["nodes"].as_array().unwrap() {
                let [a, b, ways, bad] = [0, 1, ALL, BAD].map(|place| node[place].as_i64().unwrap());
                points.entry((a, b)).or_default().push(ways == bad);
                steps.extend((0..2).filter(|&thread| node[AFTER[thread]] != -1).map(|thread| ((a, b), thread)));
            }
            let such = |such: &dyn Fn(&[bool]) -> bool| -> BTreeSet<_> {
                points.iter().filter(|(_, doomed)| such(doomed)).map(|(at, _)| *at).collect()
            };

            let drawn = |selector: &str| -> BTreeSet<_> {
                let number = |circle: &ElementRef<'_>, name| circle.attr(name).unwrap().parse().unwrap();
                all(selector).iter().map(|circle| place(number(circle, "cx"), number(circle, "cy"))).collect()
            };
            assert_eq!(drawn(".lab-map > circle"), such(&|_| true), "{title}: points");
            assert_eq!(drawn(".doomed"), such(&|doomed| doomed.iter().all(|it| *it)), "{title}: rings");
            let some = such(&|doomed| doomed.contains(&true) && doomed.contains(&false));
            assert_eq!(drawn(".mixed"), some, "{title}: half rings");
            let lines = all(".path")[0].attr("d").unwrap().split('M').skip(1).map(|line| {
                let [x, y, _] = numbers(line)[..] else { panic!("{title}: {line}") };
                (place(x, y), usize::from(line.contains('v')))
            });
            assert_eq!(lines.collect::<BTreeSet<_>>(), steps, "{title}: lines");
        }
    }
}

#[test]
fn a_lab_takes_60_kib_at_most_and_has_no_empty_line() {
    for name in names() {
        let html = shown(&name);
        println!("{name}: {} bytes", html.len());
        assert!(html.len() <= 60 * 1024, "{name}: {} bytes", html.len());
        assert!(
            html.trim_end().lines().all(|line| !line.trim().is_empty()),
            "{name}: Markdown ends HTML at an empty line"
        );
    }
}
