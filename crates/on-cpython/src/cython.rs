//! Gets Cython, and builds an extension from one `.pyx` file with it.
//!
//! Cython is a Python program, so it is installed where it harms nobody: into a virtual environment below `target`.

use crate::{Interpreter, Outcome, Why, c};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Cython that the course was tried with. Each release changes what it accepts and what it warns of.
pub const VERSION: &str = "3.3.1";

/// The Python of an environment that has Cython `version`; makes it, if there is none yet, which needs a network.
///
/// # Errors
///
/// What is missing: the module `venv`, or a network.
pub fn environment(interpreter: &Interpreter, version: &str) -> Result<PathBuf, Why> {
    let folder = interpreter.folder.join(format!("cython-{version}"));
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    // Written last, so that an environment which was given up halfway is made again.
    let complete = folder.join("complete");
    if complete.is_file() {
        return Ok(python);
    }
    crate::run(Command::new(&interpreter.python.program).args(["-I", "-m", "venv", "--clear"]).arg(&folder)).map_err(
        |why| Why::Missing(format!("no virtual environment can be made (on Debian and Ubuntu: python3-venv): {why}")),
    )?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "--timeout", "20"]);
    // With 3.12 and newer, Cython before 3 asks for a module that Python has no longer; setuptools brings it.
    if version.starts_with("0.") {
        pip.arg("setuptools<81");
    }
    crate::run(pip.arg(format!("cython=={version}"))).map_err(|why| {
        let why = why.to_string();
        let reason = why.trim_end().lines().last().unwrap_or_default();
        Why::Missing(format!("Cython {version} cannot be installed, which needs a network once: {reason}"))
    })?;
    std::fs::write(&complete, "").map_err(|error| Why::Failed(format!("{}: {error}", complete.display())))?;
    Ok(python)
}

/// Builds `source` into the extension that is named as the file is.
///
/// # Errors
///
/// Missing is Cython, or what C needs; a complaint of Cython or of the C compiler is a failure.
pub fn build(interpreter: &Interpreter, source: &Path) -> Outcome {
    let python = environment(interpreter, VERSION)?;
    let translated = interpreter.folder.join(source.with_extension("c").file_name().expect("a source is a file"));
    translate(&python, source, &translated)?;
    c::build(interpreter, &translated)?;
    Ok(format!("by Cython {VERSION}"))
}

/// Translates `source` to C.
///
/// # Errors
///
/// What Cython said.
pub fn translate(python: &Path, source: &Path, translated: &Path) -> Result<(), Why> {
    let mut cython = Command::new(python);
    cython.args(["-m", "cython", "-3", "-o"]).arg(translated).arg(source);
    crate::run(&mut cython).map(drop)
}

/// What Cython says of `source`: its errors, each without the place. Empty if it accepts it.
///
/// # Errors
///
/// If Cython cannot be had.
pub fn complaints(interpreter: &Interpreter, version: &str, source: &Path) -> Result<Vec<String>, Why> {
    let python = environment(interpreter, version)?;
    let translated = interpreter.folder.join("refused.c");
    let Err(why) = translate(&python, source, &translated) else { return Ok(vec![]) };
    // Such as `folder/sum_range.pyx:5:0: Function with Python return type cannot be declared nogil`.
    let complaint = |line: &str| {
        let (_, place_and_words) = line.split_once(".pyx:")?;
        let words = place_and_words.splitn(3, ':').nth(2)?.trim();
        Some(words.to_owned())
    };
    let complaints: Vec<_> = why.to_string().lines().filter_map(complaint).collect();
    if complaints.is_empty() { Err(why) } else { Ok(complaints) }
}
