//! A time line as a figure of the book: SVG within the page's text, in the colours of the reader's theme.
//!
//! # Keeps true
//!
//! - No colour is named here. Each shape has a class, and `book/theme/timeline.css` says how it looks.
//! - Nothing is told by a colour alone: who runs is said by the row, what it does by the shape.
//! - Whoever cannot see it reads the sums of each thread as the picture's label, and each turn below it.
//! - No line is empty, since Markdown would end the figure there.
//!
//! ```text
//!   the GIL  ███████████▓▓▓▓▓▓▓▓▓▓▓▒▒███████████    one band: who holds it
//!   count                                           a row a thread:
//!            ███████████ · · · · · · ███████████      a bar runs, dots wait, a wave is outside
//!   fetch              ┆             │                an upright line: the GIL goes over
//!            ~~~ · · · · · · · · · ▒▒ ~~~~~
//!               └── the longest wait ─┘             the moment to look at
//! ```

mod shapes;

use super::text::round_up;
use super::words::{sums, told, words};
use super::{Doing, HandOver, Span, Timeline};
use shapes::{BAR, Place, WIDTH, escaped, rows};
use std::time::Duration;

/// The figure, as lines of HTML. `title` is what it shows, in a few words.
pub fn svg(timeline: &Timeline, title: &str) -> String {
    let place = Place::new(timeline);
    let (title, height) = (escaped(title), place.height());
    let label: Vec<String> = (0..timeline.names.len()).map(|thread| escaped(&sums(timeline, thread))).collect();
    let label = label.join(" ");
    let mut svg = axis(timeline, &place) + &band(timeline, &place);
    svg.extend(timeline.hand_overs.iter().map(|over| hand_over(over, &place)));
    svg += &rows(timeline, &place);
    svg.extend(timeline.longest_return().map(|wait| moment(wait, &timeline.names[wait.thread], &place)));
    let caption = caption(timeline, &title);
    // `scroll`: room to scroll where the page is narrow. Whoever uses the keyboard must reach it, so it has a tabindex.
    format!(
        r#"<figure class="timeline">
<div class="scroll" tabindex="0" role="group" aria-label="{title}">
<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{title}. {label}">
{svg}</svg>
</div>
{caption}</figure>
"#
    )
}

/// Thin lines at round times, numbered below.
fn axis(timeline: &Timeline, place: &Place) -> String {
    let step = round_up(timeline.end, 10);
    let ticks = std::iter::successors(Some(Duration::ZERO), |at| Some(*at + step));
    let mut axis = String::new();
    for at in ticks.take_while(|at| *at <= timeline.end) {
        let (x, bottom) = (place.x(at), place.height() - 16);
        let number = told(at);
        let number = if at.is_zero() { &number } else { number.trim_end_matches(" ms") };
        // The first and the last number would stick out of the picture.
        let side = match x {
            ..20.0 => "first",
            _ if x > f64::from(WIDTH) - 20.0 => "last",
            _ => "middle",
        };
        let y = bottom + 13;
        axis += &format!("<path class=\"tick\" d=\"M{x:.1} 22V{bottom}\"/>\n");
        axis += &format!("<text class=\"number {side}\" x=\"{x:.1}\" y=\"{y}\">{number}</text>\n");
    }
    axis
}

/// Who holds the GIL: never two, and the empty band shows through when nobody does.
fn band(timeline: &Timeline, place: &Place) -> String {
    let (left, right) = (place.x(Duration::ZERO), place.x(timeline.end));
    let mut band = format!("<text class=\"who first\" x=\"{left:.1}\" y=\"15\">the GIL</text>\n");
    let width = right - left;
    band += &format!("<rect class=\"band\" x=\"{left:.1}\" y=\"22\" width=\"{width:.1}\" height=\"22\"/>\n");
    for span in timeline.spans.iter().filter(|span| span.doing == Doing::Runs) {
        let (x, width, colour) = (place.x(span.from), place.width(span), shapes::colour(span.thread));
        band += &format!("<rect class=\"runs t{colour}\" x=\"{x:.1}\" y=\"22\" width=\"{width:.1}\" height=\"22\"/>\n");
        let (name, x) = (&timeline.names[span.thread], x + width / 2.0);
        if shapes::room(name) < width {
            band += &format!("<text class=\"holder middle\" x=\"{x:.1}\" y=\"37\">{}</text>\n", escaped(name));
        }
    }
    band
}

/// An upright line from the old holder's row to the new one's; broken if the old one was asked.
fn hand_over(over: &HandOver, place: &Place) -> String {
    let (from, to, x) = (place.bar(over.from), place.bar(over.to), place.x(over.at));
    let (from, to) = if from < to { (from + BAR, to) } else { (from, to + BAR) };
    let class = if over.asked { "hand asked" } else { "hand" };
    format!("<path class=\"{class}\" d=\"M{x:.1} {from}V{to}\"/>\n")
}

/// What the picture is about: a bracket below the longest wait of a thread that came back from outside.
fn moment(wait: &Span, name: &str, place: &Place) -> String {
    let (left, right) = (place.x(wait.from), place.x(wait.to));
    let top = place.bar(wait.thread) + BAR + 4;
    let (colour, y) = (shapes::colour(wait.thread), top + 19);
    let note = format!("{name} has its answer, and waits {} for the GIL", told(wait.length()));
    // It ends with the bracket if it can: on a narrow screen the left end is what is seen first.
    let (side, x) = if shapes::room(&note) < right { ("last", right) } else { ("first", 1.0) };
    let note = escaped(&note);
    format!(
        r#"<path class="moment t{colour}" d="M{left:.1} {top}v5H{right:.1}v-5"/>
<text class="note t{colour} {side}" x="{x:.1}" y="{y}">{note}</text>
"#
    )
}

/// What the shapes mean, and the picture in words.
fn caption(timeline: &Timeline, title: &str) -> String {
    let key = [
        (r#"<rect class="runs" y="2" width="28" height="12" rx="2"/>"#, "runs, with the GIL"),
        (r#"<path class="waits" d="M2 8H27"/>"#, "waits for the GIL"),
        (r#"<path class="outside" d="M0 8q3.5 -7 7 0t7 0t7 0t7 0"/>"#, "is outside, without the GIL"),
        (r#"<path class="hand asked" d="M14 0V16"/>"#, "was asked, and lets go"),
        (r#"<path class="hand" d="M14 0V16"/>"#, "lets go by itself"),
    ];
    let key = key.map(|(shape, meaning)| {
        format!("<span><svg viewBox=\"0 0 28 16\" aria-hidden=\"true\">{shape}</svg>{meaning}</span>\n")
    });
    let words: Vec<String> = words(timeline).iter().map(|line| format!("<li>{}</li>\n", escaped(line))).collect();
    let (key, words) = (key.concat(), words.concat());
    format!(
        r#"<figcaption>{title}.
<span class="key">
{key}</span>
<details>
<summary>The same in words</summary>
<ul>
{words}</ul>
</details>
</figcaption>
"#
    )
}
