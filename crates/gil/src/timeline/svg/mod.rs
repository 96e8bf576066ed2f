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
//!            ▸ asks; a cut through a bar: let go when asked, and won again
//! ```

mod caption;
mod shapes;

use super::text::round_up;
use super::words::{sums, told};
use super::{Doing, HandOver, Moment, Request, Timeline};
use caption::caption;
use shapes::{BAR, Place, WIDTH, escaped, rows};
use std::time::Duration;

/// The figure, as lines of HTML. `title` is what it shows, in a few words; `moment` is where to look.
pub fn svg(timeline: &Timeline, title: &str, moment: Option<&Moment>) -> String {
    let place = Place::new(timeline, moment.map(|moment| moment.thread));
    let (title, height) = (escaped(title), place.height());
    let label: Vec<String> = (0..timeline.names.len()).map(|thread| escaped(&sums(timeline, thread))).collect();
    let label = label.join(" ");
    let mut svg = axis(timeline, &place) + &band(timeline, &place);
    let (back, over): (Vec<_>, Vec<_>) = timeline.hand_overs.iter().partition(|over| over.from == over.to);
    svg.extend(over.into_iter().map(|over| hand_over(over, &place)));
    svg += &rows(timeline, &place);
    svg.extend(back.into_iter().map(|back| cut(back, &place)));
    svg.extend(timeline.requests.iter().map(|request| asks(request, &timeline.names[request.thread], &place)));
    svg.extend(moment.map(|moment| bracket(moment, &place)));
    let caption = caption(timeline, &title);
    // `scroll`: room to scroll where the page is narrow. Whoever uses the keyboard must reach it, so it has a tabindex.
    format!(
        r#"<figure class="timeline">
<div class="scroll" tabindex="0" role="group" aria-label="Time line">
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

/// Who let go and won again: a cut through the bar, and through the band.
fn cut(back: &HandOver, place: &Place) -> String {
    let (x, top) = (place.x(back.at), place.bar(back.to));
    format!("<path class=\"again\" d=\"M{x:.1} 22v22M{x:.1} {top}v{BAR}\"/>\n")
}

/// Where a waiter sets the drop request: a triangle at the end of its dots.
fn asks(request: &Request, name: &str, place: &Place) -> String {
    let (x, middle, colour) =
        (place.x(request.at), place.bar(request.thread) + BAR / 2, shapes::colour(request.thread));
    let (name, at) = (escaped(name), told(request.at));
    format!(
        "<path class=\"asks t{colour}\" d=\"M{:.1} {}v12l9 -6z\"><title>{name} asks for the GIL, at {at}</title></path>\n",
        x - 10.0,
        middle - 6
    )
}

/// What the picture is about: a bracket below what the thread does, and the note.
fn bracket(moment: &Moment, place: &Place) -> String {
    let (left, right) = (place.x(moment.from), place.x(moment.to));
    let top = place.bar(moment.thread) + BAR + 4;
    let (colour, y) = (shapes::colour(moment.thread), top + 19);
    // Below the bracket if there is room. Else it ends with it: on a narrow screen the left end is what is seen first.
    let (side, x) = match shapes::room(&moment.note) {
        room if left + room <= right => ("first", left),
        room if room < right => ("last", right),
        _ => ("first", 1.0),
    };
    let note = escaped(&moment.note);
    format!(
        r#"<path class="moment t{colour}" d="M{left:.1} {top}v5H{right:.1}v-5"/>
<text class="note t{colour} {side}" x="{x:.1}" y="{y}">{note}</text>
"#
    )
}
