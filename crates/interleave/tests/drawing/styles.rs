//! What the environment can ask for, and what stays true of every drawing whatever it asks.

use super::made::{PLAIN, all};
use std::draw::{Style, headline, report};

/// The style for these variables, in a terminal of 100 columns or in none.
fn style(variables: &[(&str, &str)], terminal: bool) -> Style {
    let value = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string());
    Style::from_vars(value, terminal.then_some(100), terminal)
}

#[test]
fn the_terminal_gives_width_and_colour() {
    assert_eq!(style(&[], true), Style { width: 100, colour: true, ascii: false });
    assert_eq!(style(&[], false), Style { width: 80, colour: false, ascii: false });
}

#[test]
fn columns_gives_the_width_if_it_is_a_number() {
    assert_eq!(style(&[("COLUMNS", "132")], true).width, 132);
    assert_eq!(style(&[("COLUMNS", "wide")], true).width, 100);
    assert_eq!(style(&[("COLUMNS", "0")], false).width, 80);
}

#[test]
fn no_color_wins_over_everything_that_asks_for_colour() {
    assert!(!style(&[("NO_COLOR", "1")], true).colour);
    assert!(style(&[("CLICOLOR_FORCE", "1")], false).colour);
    assert!(!style(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false).colour);
    assert!(!style(&[("CLICOLOR_FORCE", "0")], false).colour);
}

#[test]
fn the_plain_form_has_no_colour() {
    let plain = style(&[("INTERLEAVE_PLAIN", "1"), ("CLICOLOR_FORCE", "1")], true);
    assert!(plain.ascii && !plain.colour);
}

#[test]
fn the_plain_form_is_ascii() {
    for failure in all() {
        let spoken = report(&failure, &Style { ascii: true, ..PLAIN });
        assert!(spoken.is_ascii(), "{spoken}");
    }
}

#[test]
fn without_its_colours_a_drawing_is_the_same() {
    for failure in all() {
        let coloured = report(&failure, &Style { colour: true, ..PLAIN });
        assert!(coloured.contains("\x1b["));
        assert_eq!(without_colour(&coloured), report(&failure, &PLAIN));
    }
}

#[test]
fn a_headline_is_one_sentence_without_a_full_stop() {
    for failure in all() {
        let headline = headline(&failure);
        assert!(!headline.is_empty() && !headline.contains('\n') && !headline.ends_with('.'), "{headline}");
    }
}

/// Words of the machinery below, which no reader has to know.
#[test]
fn nothing_below_the_model_is_named() {
    for failure in all() {
        let text = report(&failure, &PLAIN).to_lowercase();
        for word in ["loom", "causality", "branch", "permutation", "execution", "generator", "coroutine"] {
            assert!(!text.contains(word), "{word} in: {text}");
        }
    }
}

/// A drawing without its ANSI codes.
pub fn without_colour(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

/// Each thread's colour stands out from white and from black: a contrast of 4 at least, as WCAG 2 counts it.
#[test]
fn the_threads_colours_can_be_read_on_white_and_on_black() {
    let mut seen = Vec::new();
    for failure in all() {
        let coloured = report(&failure, &Style { colour: true, width: 160, ..PLAIN });
        let codes =
            coloured.split("\x1b[1;38;5;").skip(1).filter_map(|part| part.split_once('m')?.0.parse::<u8>().ok());
        seen.extend(codes);
    }
    seen.sort_unstable();
    seen.dedup();
    assert!(seen.len() >= 3, "three threads have three colours: {seen:?}");
    for code in seen {
        let light = luminance(code);
        let (on_white, on_black) = (1.05 / (light + 0.05), (light + 0.05) / 0.05);
        assert!(on_white >= 4.0 && on_black >= 4.0, "colour {code}: {on_white:.1} on white, {on_black:.1} on black");
    }
}

/// The relative luminance of a colour of the 6 × 6 × 6 cube in the palette of 256.
fn luminance(code: u8) -> f64 {
    let index = code - 16;
    let channel = |step: u8| {
        let value = [0.0, 95.0, 135.0, 175.0, 215.0, 255.0][usize::from(step)] / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055_f64).powf(2.4) }
    };
    0.2126 * channel(index / 36) + 0.7152 * channel(index / 6 % 6) + 0.0722 * channel(index % 6)
}
