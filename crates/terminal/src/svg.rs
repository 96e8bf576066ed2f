//! A screen as a picture: a dark window that stands well on a light page and on a dark one.
//!
//! # Keeps true
//!
//! The same screen gives the same picture. Its text is text: it can be searched, copied, and read aloud from the description.

use std::fmt::Write;
use vt100::{Cell, Color, Screen};

/// The width of a character, in pixels.
const WIDTH: f32 = 8.4;
/// The height of a line.
const HEIGHT: usize = 19;
/// Between the window's edge and its text.
const MARGIN: usize = 16;
/// The height of the bar with the title.
const BAR: usize = 34;

/// How a run of characters looks.
#[derive(Clone, Copy, PartialEq)]
struct Style {
    colour: &'static str,
    bold: bool,
}

/// The picture of a screen. `change` is given each line.
pub fn picture(screen: &Screen, title: &str, change: impl Fn(&str) -> String) -> String {
    let (rows, columns) = screen.size();
    let lines: Vec<String> = screen.rows(0, columns).map(|line| change(line.trim_end())).collect();
    let used = lines.iter().rposition(|line| !line.is_empty()).map_or(1, |last| last + 1);
    let (width, height) = ((f32::from(columns) * WIDTH).ceil() as usize + 2 * MARGIN, used * HEIGHT + BAR + MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-labelledby=\"t d\">\n<title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n\
         <style>text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",monospace;white-space:pre}}\
         .b{{font-weight:700}}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#16181d\" stroke=\"#3d444d\"/>\n",
        escape(title),
        escape(&lines[..used].join("\n"))
    );
    for (dot, x) in [18, 36, 54].into_iter().enumerate() {
        let colour = ["#ff7b72", "#f2cc60", "#7ee787"][dot];
        let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"17\" r=\"5\" fill=\"{colour}\"/>");
    }
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"22\" fill=\"#9aa2ac\" text-anchor=\"middle\">{}</text>",
        width / 2,
        escape(title)
    );
    for row in 0..rows.min(u16::try_from(used).unwrap_or(rows)) {
        let y = BAR + usize::from(row + 1) * HEIGHT - 5;
        for (column, style, text) in runs(screen, row, &lines[usize::from(row)]) {
            let (x, length) = (MARGIN as f32 + column as f32 * WIDTH, text.chars().count() as f32 * WIDTH);
            let class = if style.bold { " class=\"b\"" } else { "" };
            let _ = writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{y}\" textLength=\"{length:.1}\" fill=\"{}\"{class}>{}</text>",
                style.colour,
                escape(&text)
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The parts of a line that look alike: where each begins, its style, its text. Blanks between two parts are in neither.
fn runs(screen: &Screen, row: u16, line: &str) -> Vec<(usize, Style, String)> {
    let mut runs: Vec<(usize, Style, String)> = Vec::new();
    let mut blanks = 0;
    for (column, letter) in line.chars().enumerate() {
        if letter == ' ' {
            blanks += 1;
            continue;
        }
        let style = screen.cell(row, u16::try_from(column).unwrap_or_default()).map_or(PLAIN, style);
        match runs.last_mut() {
            // One blank may stand inside a part; more begin a new one, so that columns stay where they are in any font.
            Some((_, last, text)) if *last == style && blanks < 2 => {
                text.extend(std::iter::repeat_n(' ', blanks));
                text.push(letter);
            }
            _ => runs.push((column, style, letter.to_string())),
        }
        blanks = 0;
    }
    runs
}

const PLAIN: Style = Style { colour: "#d9dde3", bold: false };

fn style(cell: &Cell) -> Style {
    let colour = match cell.fgcolor() {
        Color::Idx(1 | 9) => "#ff7b72",
        Color::Idx(2 | 10) => "#7ee787",
        Color::Idx(3 | 11) => "#f2cc60",
        Color::Idx(4 | 12) => "#79b8ff",
        Color::Idx(5 | 13) => "#d2a8ff",
        Color::Idx(6 | 14) => "#76e3ea",
        _ if cell.dim() => "#9aa2ac",
        _ => PLAIN.colour,
    };
    Style { colour, bold: cell.bold() }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
