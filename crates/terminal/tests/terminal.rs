//! Real programs in a pseudo-terminal.
#![cfg(unix)] // they are run by `sh`

use terminal::{CommandBuilder, Terminal};

fn sh(script: &str) -> Terminal {
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", script]);
    Terminal::start(command, 60, 10).unwrap()
}

#[test]
fn what_a_program_prints_is_waited_for_and_its_exit_code_is_known() {
    let mut program = sh("printf 'one  two'; read line; echo \"got $line\"; exit 7");
    program.wait_for("one two").unwrap();
    program.press("three\r").unwrap();
    program.wait_for("got three").unwrap();
    assert_eq!(program.wait_for_end(), Ok(7));
}

#[test]
fn a_program_that_ends_without_the_text_is_an_error_that_shows_the_screen() {
    let missing = sh("echo something else").wait_for("the text").unwrap_err();
    assert!(missing.screen.contains("something else"), "{missing}");
}

#[test]
fn another_size_and_ctrl_c_reach_the_program() {
    let mut program = sh("trap 'stty size; exit 3' INT; echo ready; while :; do read line; done");
    program.wait_for("ready").unwrap();
    program.resize(40, 12).unwrap();
    program.press("\u{3}").unwrap();
    program.wait_for("12 40").unwrap();
    assert_eq!(program.wait_for_end(), Ok(3));
}

fn picture(script: &str, title: &str, change: impl Fn(&str) -> String) -> String {
    let mut program = sh(script);
    program.wait_for_end().unwrap();
    program.svg(title, change)
}

#[test]
fn a_picture_holds_the_text_in_its_colours_and_is_the_same_each_time() {
    let paint = || picture("printf 'a \\033[1;31mred & bold\\033[0m   word'", "a title", str::to_owned);
    let svg = paint();
    assert_eq!(svg, paint());
    assert!(svg.contains("fill=\"#ff7b72\" font-weight=\"700\">red &amp; bold</tspan>"), "{svg}");
    assert!(svg.contains(">word</tspan>"), "{svg}");
}

#[test]
fn what_is_changed_in_a_picture_leaves_the_colours_where_they_were() {
    let script = |seconds: &str| format!("printf '\\033[2m{seconds} s\\033[0m and \\033[32mgreen\\033[0m'");
    let mask = |line: &str| line.replace("0.4", "…").replace("12.34", "…");
    let short = picture(&script("0.4"), "t", mask);
    assert!(short.contains("fill=\"#9aa2ac\">… s</tspan>"), "{short}");
    assert!(short.contains("fill=\"#7ee787\">green</tspan>"), "{short}");
    assert_eq!(short, picture(&script("12.34"), "t", mask));
}

#[test]
fn a_picture_can_stand_in_a_page_beside_another_one() {
    let svg = picture("printf 'one\\n\\n   \\ntwo'", "A title: <1>", str::to_owned);
    assert!(svg.contains("<title id=\"a-title-1-title\">A title: &lt;1&gt;</title>"), "{svg}");
    assert!(svg.lines().all(|line| !line.trim().is_empty()), "an empty line ends it in Markdown:\n{svg}");
    assert!(!svg.contains("<style") && !svg.contains("class="), "a style reaches the whole page:\n{svg}");
}

#[test]
fn a_screen_that_is_half_drawn_is_not_looked_at() {
    let mut program = sh("printf '\\033[?2026hhalf'; read line; printf ' and whole\\033[?2026l'; read line");
    program.press("\r").unwrap();
    program.wait_for("half").unwrap();
    assert!(program.screen().contains("and whole"), "{}", program.screen());
}
