//! What the pictures look like, and what holds for each of them.

use crate::{MS, bypassed, convoy};
use expect_test::expect;
use gil::event::{Event, What};
use gil::timeline::{Doing, Moment, Timeline, svg, text, words};
use std::time::Duration;

#[test]
fn the_convoy_in_the_terminal() {
    expect![[r#"
        ms         0         10        20        30
        the GIL    AAAAABBBBBCAAAAAAABBBBBCAAAAAAABBBBBC
        A count    ▬▬▬▬▬······▬▬▬▬▬▬▬······▬▬▬▬▬▬▬
        B count 2  ·····▬▬▬▬▬········▬▬▬▬▬········▬▬▬▬▬
        C fetch    ──········▬──··········▬──··········▬
        ▬ runs   ▪ runs for a part   · waits for the GIL   ─ waits outside
        one character is 1 ms
    "#]]
    .assert_eq(&text::picture(&convoy(), 80, &text::DRAWN));
}

#[test]
fn the_convoy_in_plain_ascii_on_a_narrow_terminal() {
    let picture = text::picture(&convoy(), 36, &text::ASCII);
    assert!(picture.is_ascii());
    expect![[r#"
        ms         0         20
        the GIL    AABBBAAAABBCAAABBBC
        A count    ==+..+===...===+
        B count 2  ..+==....==+...+==
        C fetch    -....+.....+-.....+
        = runs   + runs for a part   . waits for the GIL   - waits outside
        one character is 2 ms
    "#]]
    .assert_eq(&picture);
}

#[test]
fn the_convoy_in_words() {
    expect![[r#"
        count runs for 19 ms, waits for the GIL for 12 ms.
        count 2 runs for 15 ms, waits for the GIL for 21 ms.
        fetch runs for 3 ms, waits for the GIL for 28 ms, and is outside for 6 ms.
        From 0 ms to 5 ms, count runs.
        At 5 ms, count 2 asks for the GIL.
        From 5 ms to 10 ms, count 2 runs. count was asked to let go.
        At 10 ms, count asks for the GIL.
        From 10 ms to 11 ms, fetch runs. count 2 was asked to let go.
        From 11 ms to 18 ms, count runs. fetch had let go by itself.
        At 18 ms, fetch asks for the GIL.
        From 18 ms to 23 ms, count 2 runs. count was asked to let go.
        At 23 ms, count asks for the GIL.
        From 23 ms to 24 ms, fetch runs. count 2 was asked to let go.
        From 24 ms to 31 ms, count runs. fetch had let go by itself.
        At 31 ms, fetch asks for the GIL.
        From 31 ms to 36 ms, count 2 runs. count had let go by itself.
        From 36 ms to 37 ms, fetch runs. count 2 had let go by itself."#]]
    .assert_eq(&words(&convoy()).join("\n"));
}

#[test]
fn a_run_shorter_than_a_character_is_shown() {
    let log = |at, what| Event { at, thread: 0, what };
    let log =
        [log(50 * MS, What::Takes), log(50 * MS + MS / 1000, What::LetsGo { asked: false }), log(100 * MS, What::Ends)];
    let picture = text::picture(&Timeline::new(&["spark"], &log), 60, &text::DRAWN);
    assert_eq!(picture.lines().nth(2).unwrap().matches('▪').count(), 1, "{picture}");
}

#[test]
fn a_log_without_events_is_a_picture_of_nothing() {
    let nothing = Timeline::new(&[], &[]);
    assert_eq!((nothing.end, words(&nothing).len()), (Duration::ZERO, 0));
    is_well_formed(&svg(&nothing, "nothing", None));
    assert_eq!(text::picture(&nothing, 60, &text::ASCII).lines().count(), 4);
}

#[test]
fn a_name_cannot_break_out_of_the_figure() {
    let log = [Event { at: MS, thread: 0, what: What::Takes }, Event { at: 9 * MS, thread: 0, what: What::Ends }];
    let timeline = Timeline::new(&["<b title=\"x\">&"], &log);
    let moment = Moment::of(&timeline.spans[0], "<b> runs for {length}");
    let figure = svg(&timeline, "a \"<title>\"", Some(&moment));
    is_well_formed(&figure);
    assert!(!figure.contains("<b") && !figure.contains("\"<title>"), "{figure}");
}

#[test]
fn a_figure_is_well_formed_html() {
    is_well_formed(&figure(&convoy(), "the convoy"));
}

#[test]
fn a_figure_names_no_colour() {
    let figure = figure(&convoy(), "the convoy");
    for says_how_it_looks in ["#", "rgb", "hsl", "style=", "fill=", "stroke=", "color"] {
        assert!(!figure.contains(says_how_it_looks), "{says_how_it_looks}:\n{figure}");
    }
}

#[test]
fn each_class_of_a_figure_has_a_style() {
    let style = include_str!("../../../../book/theme/timeline.css");
    let figure = figure(&convoy(), "the convoy") + &figure(&bypassed(), "passed over");
    let classes = figure.split("class=\"").skip(1).flat_map(|rest| rest.split('"').next().unwrap().split(' '));
    // These are what looks like the text around it, or begins at its left.
    let plain = ["sum", "first"];
    for class in classes.filter(|class| !plain.contains(class)) {
        assert!(style.contains(&format!(".{class}")), "timeline.css says nothing of .{class}");
    }
}

#[test]
fn a_figure_is_told_to_whoever_cannot_see_it() {
    let figure = figure(&convoy(), "the convoy");
    assert!(figure.contains("role=\"img\" aria-label=\"the convoy. count runs for 19 ms"), "{figure}");
    for line in words(&convoy()) {
        assert!(figure.contains(&format!("<li>{line}</li>")), "{line}");
    }
}

#[test]
fn the_key_explains_what_the_figure_shows_and_nothing_else() {
    let (convoy, bypassed) = (figure(&convoy(), "the convoy"), figure(&bypassed(), "passed over"));
    for (text, in_convoy, in_bypassed) in [
        ("runs, with the GIL", true, true),
        ("is outside, without the GIL", true, false),
        ("asks for it", true, true),
        ("lets go when asked, and takes it again", false, true),
    ] {
        let shown = format!("</svg>{text}</span>");
        assert_eq!((convoy.contains(&shown), bypassed.contains(&shown)), (in_convoy, in_bypassed), "{text}");
    }
}

#[test]
fn each_request_and_each_win_of_the_same_thread_is_drawn() {
    let timeline = bypassed();
    let figure = figure(&timeline, "passed over");
    let won_again = timeline.hand_overs.iter().filter(|over| over.from == over.to).count();
    // One more of each stands in the key.
    assert_eq!(figure.matches("class=\"asks").count(), timeline.requests.len() + 1);
    assert_eq!(figure.matches("class=\"again\"").count(), won_again + 1);
}

#[test]
fn a_moment_tells_how_long_it_lasts() {
    let convoy = convoy();
    let outside = convoy.of(2).find(|span| span.doing == Doing::Outside).unwrap();
    let moment = Moment::of(outside, "away for {length}");
    assert_eq!(moment.note, "away for 2 ms");
    assert!(svg(&convoy, "the convoy", Some(&moment)).contains(">away for 2 ms</text>"));
}

/// As the program `gil` and the book's convoy have it.
fn figure(timeline: &Timeline, title: &str) -> String {
    svg(timeline, title, Moment::longest_return(timeline).as_ref())
}

/// Each element is closed by its own end, attributes are quoted, and no line is empty (Markdown would end the figure).
#[track_caller]
fn is_well_formed(figure: &str) {
    assert!(figure.lines().all(|line| !line.trim().is_empty()), "an empty line:\n{figure}");
    let mut open: Vec<&str> = Vec::new();
    for tag in figure.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap_or_else(|| panic!("`<{tag}` has no end"));
        assert!(tag.matches('"').count().is_multiple_of(2), "an attribute of <{tag}> is not closed");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closed by </{name}>");
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "not closed");
}
