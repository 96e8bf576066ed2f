//! A screen as a picture: a dark window that stands well on a light page and on a dark one.
//!
//! # Keeps true
//!
//! - The same screen gives the same picture.
//! - Its text is text: it can be searched, copied, and read aloud from the description.
//! - It can stand in a page as it is. It has no empty line, which would end it in Markdown; no style sheet, which would reach the
//!   whole page; and ids made from its title.

use std::fmt::Write;
use vt100::{Cell, Color, Screen};

/// The width of a character, in pixels.
const WIDTH: f32 = 8.4;
/// The height of a line: such that the box lines of most fonts touch.
const HEIGHT: usize = 17;
/// Between the window's edge and its text.
const MARGIN: usize = 14;
/// The height of the bar with the title.
const BAR: usize = 30;
/// Between the bar and the first line.
const AIR: usize = 10;

const FONT: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace";

/// How a run of characters looks.
#[derive(Clone, Copy, PartialEq)]
struct Style {
    colour: &'static str,
    bold: bool,
}

/// A part of a line that looks alike.
struct Run {
    column: usize,
    style: Style,
    text: String,
}

/// The picture of a screen. `change` is given each line.
pub fn picture(screen: &Screen, title: &str, change: impl Fn(&str) -> String) -> String {
    let (rows, columns) = screen.size();
    let lines: Vec<Vec<Run>> = (0..rows)
        .zip(screen.rows(0, columns))
        .map(|(row, line)| runs(screen, row, line.trim_end(), change(line.trim_end()).trim_end()))
        .collect();
    let used = lines.iter().rposition(|line| !line.is_empty()).map_or(1, |last| last + 1);
    let width = (f32::from(columns) * WIDTH).ceil() as usize + 2 * MARGIN;
    let height = BAR + AIR + used * HEIGHT + MARGIN;
    // In a narrow page it shrinks until its letters are as small as can be read, and then scrolls in the box that it stands in.
    let least = width * 85 / 100;
    let (id, name) = (slug(title), escape(title));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         style=\"display:block;min-width:{least}px;max-width:100%;height:auto\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\">\n\
         <title id=\"{id}-title\">{name}</title>\n\
         <desc id=\"{id}-text\">{}</desc>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"#16181d\" stroke=\"#4a525c\"/>\n\
         <path d=\"M1 {BAR}.5H{}\" stroke=\"#2c313a\"/>\n\
         <g fill=\"#4a525c\"><circle cx=\"20\" cy=\"16\" r=\"5\"/><circle cx=\"38\" cy=\"16\" r=\"5\"/><circle cx=\"56\" cy=\"16\" r=\"5\"/></g>\n\
         <g font-family=\"{FONT}\" font-size=\"14\" fill=\"{}\" style=\"white-space:pre\">\n\
         <text x=\"{}\" y=\"21\" font-size=\"13\" fill=\"#9aa2ac\" text-anchor=\"middle\">{name}</text>\n",
        described(&lines),
        width - 1,
        height - 1,
        width - 1,
        PLAIN.colour,
        width / 2,
    );
    for (row, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        // One text a line, so that a selection is copied as lines.
        let _ = write!(svg, "<text y=\"{}\">", BAR + AIR + (row + 1) * HEIGHT - 4);
        for Run { column, style, text } in line {
            let (x, length) = (MARGIN as f32 + *column as f32 * WIDTH, text.chars().count() as f32 * WIDTH);
            let fill = if style.colour == PLAIN.colour { String::new() } else { format!(" fill=\"{}\"", style.colour) };
            let weight = if style.bold { " font-weight=\"700\"" } else { "" };
            let _ =
                write!(svg, "<tspan x=\"{x:.1}\" textLength=\"{length:.1}\"{fill}{weight}>{}</tspan>", escape(text));
        }
        svg.push_str("</text>\n");
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// What is read aloud: the lines that say something.
fn described(lines: &[Vec<Run>]) -> String {
    let line = |runs: &Vec<Run>| runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = lines.iter().map(line).filter(|line| line.contains(char::is_alphanumeric)).collect();
    escape(&lines.join("\n"))
}

/// The runs of a line that shows `now` in the place of `before`. Blanks between two runs are in neither.
fn runs(screen: &Screen, row: u16, before: &str, now: &str) -> Vec<Run> {
    let (before, now): (Vec<char>, Vec<char>) = (before.chars().collect(), now.chars().collect());
    // What was changed looks like what stood there; what follows it looks as it did, also if it has moved.
    let same = before.iter().zip(&now).take_while(|(before, now)| before == now).count();
    let rest =
        before[same..].iter().rev().zip(now[same..].iter().rev()).take_while(|(before, now)| before == now).count();
    let mut runs: Vec<Run> = Vec::new();
    let mut blanks = 0;
    for (column, letter) in now.iter().copied().enumerate() {
        if letter == ' ' {
            blanks += 1;
            continue;
        }
        let from = if column + rest >= now.len() { column + before.len() - now.len() } else { column.min(same) };
        let style = screen.cell(row, u16::try_from(from).unwrap_or_default()).map_or(PLAIN, style);
        match runs.last_mut() {
            // One blank may stand inside a run; more begin a new one, so that columns stay where they are in any font.
            Some(run) if run.style == style && blanks < 2 => {
                run.text.extend(std::iter::repeat_n(' ', blanks));
                run.text.push(letter);
            }
            _ => runs.push(Run { column, style, text: letter.to_string() }),
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

/// The title as an id: its letters and digits, and a hyphen for all that stands between them.
fn slug(title: &str) -> String {
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
