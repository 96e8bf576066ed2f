//! What the watcher starts outside of itself: an editor, a browser, the shell that called it.

use crate::exercise::Exercise;
use crate::words::watch as words;
use std::env;
use std::process::Command;

/// Opens the exercise's page in a browser; says what happened.
pub fn open_book(exercise: &Exercise) -> String {
    let page = exercise.root().join("book").join("html").join(&exercise.about.page).with_extension("html");
    if !page.is_file() {
        return words::book_not_built(exercise);
    }
    match open::that_detached(&page) {
        Ok(()) => words::book_opened(exercise),
        Err(_) => words::no_browser(&page),
    }
}

/// Opens the exercise's file in the learner's editor, and waits for it; what went wrong, if something did.
pub fn edit(exercise: &Exercise) -> Option<String> {
    let Some(editor) = editor() else { return Some(words::no_editor(exercise)) };
    match call(&editor).arg(exercise.root().join(exercise.file())).status() {
        Ok(status) if status.success() => None,
        Ok(status) => Some(words::editor_failed(&editor, &status.to_string())),
        Err(error) => Some(words::editor_failed(&editor, &error.to_string())),
    }
}

/// The variable may hold arguments, too, and quotes: it is a line for the shell, as git takes it.
#[cfg(unix)]
fn call(editor: &str) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg(editor);
    command
}

/// The variable may hold arguments, too, unless it is the path of a program as it stands.
#[cfg(windows)]
fn call(editor: &str) -> Command {
    if std::path::Path::new(editor.trim_matches('"')).is_file() {
        return Command::new(editor.trim_matches('"'));
    }
    let mut parts = editor.split_whitespace();
    let mut command = Command::new(parts.next().unwrap_or(editor));
    command.args(parts);
    command
}

fn editor() -> Option<String> {
    let set = |name| env::var(name).ok().filter(|value| !value.trim().is_empty());
    // In the terminal of VS Code, its own window is the editor.
    let window = || (set("TERM_PROGRAM")? == "vscode").then(|| "code --reuse-window".to_owned());
    set("VISUAL").or_else(|| set("EDITOR")).or_else(window)
}

/// Stops this program, and the cargo that runs it, until the shell continues them.
#[cfg(unix)]
pub fn suspend() {
    // SAFETY: `kill` takes two numbers and touches no memory of ours. 0 is our own process group, which the shell made for
    // this command; without cargo, which waits for us, the shell would not notice that we have stopped.
    unsafe { libc::kill(0, libc::SIGTSTP) };
}

/// Does nothing: Windows has no way to stop a program and go on with it.
#[cfg(windows)]
pub fn suspend() {}
