//! The chart of an experiment as SVG: a row a contender, a dot at the median, a line from the lowest sample to the highest.
//!
//! # Keeps true
//!
//! The text keeps its size at every width, since all places are percentages. Everything that is drawn is told in the description, too.
//! It holds no blank line, so that Markdown takes the whole of it as HTML, and no colour but those of the book's themes.

use std::fmt::Write as _;

use crate::catalogue::{Experiment, Quantity, Unit};
use crate::contender::Contender;
use crate::record::Record;
use crate::scale::Scale;
use crate::statistics::{Summary, contenders, summary};
use crate::table::MARK;

/// Where the rows begin and end, in percent of the width; names stand to the left, medians to the right.
const PLOT: (f64, f64) = (21.0, 77.0);
/// The height of a row, and of a line of text.
const ROW: u32 = 22;
/// The theme's colour of a CPython and of ours, with what is used outside of the book.
const COLOURS: [&str; 2] = ["var(--thread-0,#1d5fb8)", "var(--thread-1,#96500a)"];

/// The chart, or `None` if `record` has no sample of `experiment`.
#[must_use]
pub fn svg(experiment: &Experiment, record: &Record) -> Option<String> {
    let mut drawing = Drawing::default();
    let mut told = Vec::new();
    let mut units: Vec<Unit> = Vec::new();
    for quantity in &experiment.quantity {
        if !units.contains(&quantity.unit) {
            units.push(quantity.unit);
        }
    }
    for unit in units {
        let rows: Vec<_> = rows(experiment, record).filter(|row| row.quantity.unit == unit).collect();
        if !rows.is_empty() {
            told.extend(rows.iter().map(Row::told));
            drawing.panel(unit, &rows);
        }
    }
    if told.is_empty() {
        return None;
    }
    drawing.note("dot: median · line: lowest to highest");
    if told.iter().any(|row| row.contains(MARK)) {
        drawing.note(&format!("{MARK} most samples were taken under load"));
    }
    Some(drawing.finished(experiment, &told.join("; ")))
}

struct Row<'all> {
    quantity: &'all Quantity,
    contender: Contender,
    summary: Summary,
}

fn rows<'all>(experiment: &'all Experiment, record: &'all Record) -> impl Iterator<Item = Row<'all>> {
    let who = contenders(record, &experiment.id);
    experiment.quantity.iter().flat_map(move |quantity| {
        let row = |contender: &Contender| {
            let summary = summary(record, &experiment.id, &quantity.id, contender)?;
            Some(Row { quantity, contender: contender.clone(), summary })
        };
        who.iter().filter_map(row).collect::<Vec<_>>()
    })
}

impl Row<'_> {
    fn median(&self) -> String {
        self.quantity.unit.write_median(&self.summary) + if self.summary.is_loaded() { MARK } else { "" }
    }

    fn told(&self) -> String {
        let range = self.quantity.unit.write_range(self.summary.lowest, self.summary.highest);
        format!("{}, {}: {} ({range})", self.quantity.says, self.contender, self.median())
    }
}

#[derive(Default)]
struct Drawing {
    body: String,
    /// How much of the height is used.
    y: u32,
}

impl Drawing {
    /// The rows of all quantities with one unit, on one axis.
    fn panel(&mut self, unit: Unit, rows: &[Row]) {
        let ends = rows.iter().flat_map(|row| [row.summary.lowest, row.summary.highest]);
        let scale = Scale::of(&ends.collect::<Vec<_>>());
        let top = self.y;
        let mut lines = String::new();
        std::mem::swap(&mut lines, &mut self.body);
        for (index, row) in rows.iter().enumerate() {
            if index == 0 || rows[index - 1].quantity.id != row.quantity.id {
                self.heading(&row.quantity.says);
            }
            self.row(&scale, row);
        }
        std::mem::swap(&mut lines, &mut self.body);
        self.axis(unit, &scale, top);
        self.body += &lines;
    }

    fn heading(&mut self, says: &str) {
        self.y += ROW;
        let _ = writeln!(self.body, r#"<text x="0" y="{}" font-weight="bold">{}</text>"#, self.y + 6, plain(says));
        self.y += 12;
    }

    fn row(&mut self, scale: &Scale, row: &Row) {
        let (middle, is_ours) = (self.y + ROW / 2, row.contender.version().is_none());
        let Summary { median, lowest, highest, .. } = row.summary;
        let (low, high, median) = (place(scale, lowest), place(scale, highest), place(scale, median));
        let _ = writeln!(
            self.body,
            "<text x=\"0\" y=\"{text}\">{}</text>\
             <text x=\"100%\" y=\"{text}\" text-anchor=\"end\">{}</text>\n\
             <line x1=\"{from}%\" y1=\"{middle}\" x2=\"{to}%\" y2=\"{middle}\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>\
             <g style=\"fill:{colour};stroke:{colour}\">\
             <line x1=\"{low:.2}%\" y1=\"{middle}\" x2=\"{high:.2}%\" y2=\"{middle}\" stroke-width=\"4\" stroke-linecap=\"round\"/>{dot}</g>",
            row.contender,
            row.median(),
            text = middle + 5,
            from = PLOT.0,
            to = PLOT.1,
            colour = COLOURS[usize::from(is_ours)],
            dot = dot(median, middle, is_ours),
        );
        self.y += ROW;
    }

    /// The axis below the rows since `top`, and its lines behind them.
    fn axis(&mut self, unit: Unit, scale: &Scale, top: u32) {
        let (from, to) = (top + ROW + 12, self.y + 4);
        // Numbers of a wide range stand below every other line.
        let every = scale.ticks.len().div_ceil(5);
        for (index, &tick) in scale.ticks.iter().enumerate() {
            let x = place(scale, tick);
            let _ = writeln!(
                self.body,
                r#"<line x1="{x:.2}%" y1="{from}" x2="{x:.2}%" y2="{to}" stroke="currentColor" stroke-opacity="0.25"/>"#
            );
            if index % every == 0 {
                let (y, written) = (to + 14, unit.write_short(tick));
                let _ = writeln!(
                    self.body,
                    r#"<text x="{x:.2}%" y="{y}" text-anchor="middle" font-size="12">{written}</text>"#
                );
            }
        }
        self.y = to + 20;
        if scale.is_log {
            self.note("Each line of the axis is ten times the one before.");
        }
    }

    fn note(&mut self, text: &str) {
        self.y += 18;
        let _ = writeln!(self.body, r#"<text x="0" y="{}" font-size="12">{}</text>"#, self.y - 4, plain(text));
    }

    fn finished(self, experiment: &Experiment, told: &str) -> String {
        let (id, height) = (&experiment.id, self.y + 4);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100%\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"chart-{id}-title chart-{id}-desc\" font-size=\"13\" font-family=\"Open Sans, sans-serif\" \
             fill=\"currentColor\" style=\"max-width:750px\">\n\
             <title id=\"chart-{id}-title\">{}</title>\n<desc id=\"chart-{id}-desc\">{}</desc>\n{}</svg>\n",
            plain(&experiment.question),
            plain(told),
            self.body
        )
    }
}

/// A dot for a CPython; for ours a square on its corner, since a colour alone tells nothing to many.
fn dot(x: f64, y: u32, is_ours: bool) -> String {
    if is_ours {
        format!(
            r#"<svg x="{x:.2}%" y="{y}" overflow="visible"><path d="M-6.5 0 0-6.5 6.5 0 0 6.5Z" stroke="none"/></svg>"#
        )
    } else {
        format!(r#"<circle cx="{x:.2}%" cy="{y}" r="5" stroke="none"/>"#)
    }
}

fn place(scale: &Scale, value: f64) -> f64 {
    PLOT.0 + scale.place(value) * (PLOT.1 - PLOT.0)
}

/// Words of the catalogue as SVG, which knows no Markdown: without its backticks.
fn plain(words: &str) -> String {
    words.replace('`', "").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
