//! The same as the command line, as questions to somebody at a terminal.

use std::io::{BufRead, Write};
use std::time::Duration;

use anyhow::{Result, bail};
use strategy::Task;

use super::sizes;

/// Asks how many tasks there are, and what one of them does. An empty answer takes what stands in brackets: what was said already as
/// `tasks` and `bytes`, or what is usual.
///
/// # Errors
///
/// The input ends before all is answered.
pub fn ask(input: &mut impl BufRead, output: &mut impl Write, tasks: Option<u32>, bytes: u64) -> Result<(u32, Task)> {
    writeln!(output, "Six questions about the work. Enter takes what stands in brackets.\n")?;
    let tasks = one(
        input,
        output,
        "How many tasks are there, none of which waits for another?",
        &tasks.unwrap_or(100).to_string(),
        |text| {
            text.parse()
                .ok()
                .filter(|n| (1..=10_000).contains(n))
                .ok_or_else(|| "a number from 1 to 10,000, please".to_owned())
        },
    )?;
    let mut time = |question| one(input, output, question, "0", sizes::time);
    let (python, held, native, waiting): (Duration, Duration, Duration, Duration) = (
        time("How long does one run Python code? For example 1ms.")?,
        time("How long does it run native code that keeps the GIL, as re and sorted do?")?,
        time("How long does it run native code that lets go of the GIL, as hashlib and zlib do?")?,
        time("How long does it wait for the world outside?")?,
    );
    let bytes = one(
        input,
        output,
        "How much is sent, there and back, if another process does it? For example 10KB.",
        &bytes.to_string(),
        sizes::bytes,
    )?;
    writeln!(output)?;
    Ok((tasks, Task { python, held, native, waiting, bytes, ..Task::default() }))
}

/// Asks until the answer can be read.
fn one<T>(
    input: &mut impl BufRead,
    output: &mut impl Write,
    question: &str,
    usual: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T> {
    loop {
        write!(output, "{question} [{usual}] ")?;
        output.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            bail!("the input ended before all was answered");
        }
        match read(Some(line.trim()).filter(|text| !text.is_empty()).unwrap_or(usual)) {
            Ok(value) => return Ok(value),
            Err(why) => writeln!(output, "  {why}")?,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::ask;

    #[test]
    fn a_wrong_answer_is_asked_again_and_an_empty_one_takes_the_bracket() {
        let (mut input, mut output) = (&b"\nsoon\n2ms\n\n\n30ms\n10KB\n"[..], Vec::new());
        let (tasks, task) = ask(&mut input, &mut output, None, 0).unwrap();
        assert_eq!((tasks, task.bytes), (100, 10_000));
        assert_eq!((task.python, task.waiting), (Duration::from_millis(2), Duration::from_millis(30)));
        assert!(String::from_utf8(output).unwrap().contains("`soon` is no time"));
    }

    #[test]
    fn what_the_command_line_said_stands_in_brackets() {
        let (tasks, task) = ask(&mut &b"\n1ms\n\n\n\n\n"[..], &mut Vec::new(), Some(7), 300).unwrap();
        assert_eq!((tasks, task.bytes), (7, 300));
    }

    #[test]
    fn an_end_of_the_input_ends_the_questions() {
        let error = ask(&mut &b"3\n"[..], &mut Vec::new(), None, 0).unwrap_err();
        assert!(error.to_string().contains("input ended"));
    }
}
