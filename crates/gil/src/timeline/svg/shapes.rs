//! Where things stand in the picture, and the rows of the threads.

use super::super::words::told;
use super::super::{Doing, Span, Timeline};
use std::time::Duration;

/// How wide the picture is, in its own units: a pixel each, where the page is as wide.
pub(super) const WIDTH: u32 = 720;
/// How high a bar is.
pub(super) const BAR: u32 = 18;
/// From one row to the next: its name, its bar, and air.
const ROW: u32 = 50;
/// Where the first row begins, below the band.
const TOP: u32 = 50;
/// The row of the moment is so much higher.
const NOTE: u32 = 20;
/// So many colours there are; then they begin again.
const COLOURS: usize = 4;

/// The number of a thread's colour.
pub(super) fn colour(thread: usize) -> usize {
    thread % COLOURS
}

/// From times and threads to places.
pub(super) struct Place {
    end: Duration,
    threads: u32,
    /// Below which thread's bar there is room for a note.
    noted: Option<usize>,
}

impl Place {
    pub(super) fn new(timeline: &Timeline, noted: Option<usize>) -> Place {
        let threads = u32::try_from(timeline.names.len()).expect("fewer threads than that");
        Place { end: timeline.end, threads, noted }
    }

    pub(super) fn height(&self) -> u32 {
        TOP + self.threads * ROW + if self.noted.is_some() { NOTE } else { 0 } + 24
    }

    /// The top of a thread's bar.
    pub(super) fn bar(&self, thread: usize) -> u32 {
        let below_the_note = self.noted.is_some_and(|noted| noted < thread);
        let above = u32::try_from(thread).expect("see `new`") * ROW + if below_the_note { NOTE } else { 0 };
        TOP + above + 24
    }

    /// How far to the right a moment is.
    pub(super) fn x(&self, at: Duration) -> f64 {
        // A log without any time in it is a line at the left.
        let part = if self.end.is_zero() { 0.0 } else { at.as_secs_f64() / self.end.as_secs_f64() };
        1.0 + part * f64::from(WIDTH - 2)
    }

    /// How wide a span is: wide enough to be seen.
    pub(super) fn width(&self, span: &Span) -> f64 {
        (self.x(span.to) - self.x(span.from)).max(1.5)
    }
}

/// How much room a text needs: about 7.5 a letter, and some air.
pub(super) fn room(text: &str) -> f64 {
    text.chars().count() as f64 * 7.5 + 6.0
}

/// One row a thread: its name, its sums, and what it does.
pub(super) fn rows(timeline: &Timeline, place: &Place) -> String {
    let mut rows = String::new();
    for (thread, name) in timeline.names.iter().enumerate() {
        let (y, right, name) = (place.bar(thread) - 6, WIDTH - 1, escaped(name));
        let [runs, waits] = [Doing::Runs, Doing::Waits].map(|doing| told(timeline.total(thread, doing)));
        rows += &format!("<text class=\"who first\" x=\"1\" y=\"{y}\">{name}</text>\n");
        rows += &format!("<text class=\"sum last\" x=\"{right}\" y=\"{y}\">runs {runs}, waits {waits}</text>\n");
    }
    rows.extend(timeline.spans.iter().map(|span| shape(span, &escaped(&timeline.names[span.thread]), place)));
    rows
}

/// A bar, dots or a wave. A pointer that rests there is told what it is.
fn shape(span: &Span, name: &str, place: &Place) -> String {
    let (top, left, right) = (place.bar(span.thread), place.x(span.from), place.x(span.to));
    let (middle, from, to) = (top + BAR / 2, told(span.from), told(span.to));
    match span.doing {
        Doing::Runs => {
            let (colour, width) = (colour(span.thread), place.width(span));
            let bar = format!(r#"x="{left:.1}" y="{top}" width="{width:.1}" height="{BAR}" rx="2""#);
            format!("<rect class=\"runs t{colour}\" {bar}><title>{name} runs, {from} to {to}</title></rect>\n")
        }
        Doing::Waits => {
            // The ends of a row of dots keep away from the bars.
            let (left, right) = (left + 3.0, (right - 2.0).max(left + 3.0));
            let title = format!("<title>{name} waits for the GIL, {from} to {to}</title>");
            format!("<path class=\"waits\" d=\"M{left:.1} {middle}H{right:.1}\">{title}</path>\n")
        }
        Doing::Outside => {
            let title = format!("<title>{name} is outside, {from} to {to}</title>");
            format!("<path class=\"outside\" d=\"{}\">{title}</path>\n", wave(left, right, middle))
        }
    }
}

/// A wave of whole periods of about 12 units, so that it meets what follows where it began.
fn wave(left: f64, right: f64, middle: u32) -> String {
    let periods = ((right - left) / 12.0).round().max(1.0);
    let quarter = (right - left) / periods / 4.0;
    let mut path = format!("M{left:.1} {middle}");
    for _ in 0..periods as u32 {
        path += &format!("q{quarter:.2} -8 {half:.2} 0t{half:.2} 0", half = 2.0 * quarter);
    }
    path
}

/// As text of HTML, in an attribute or outside of one.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
