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

#[test]
fn a_picture_holds_the_text_in_its_colours_and_is_the_same_each_time() {
    let paint = || {
        let mut program = sh("printf 'a \\033[1;31mred & bold\\033[0m   word 0.42 s'");
        program.wait_for_end().unwrap();
        program.svg("a title", |line| line.replace("0.42", "0.40"))
    };
    let picture = paint();
    assert_eq!(picture, paint());
    assert!(picture.contains("fill=\"#ff7b72\" class=\"b\">red &amp; bold</text>"), "{picture}");
    assert!(picture.contains(">word 0.40 s</text>"), "{picture}");
    assert!(picture.contains("<title id=\"t\">a title</title>"), "{picture}");
}
