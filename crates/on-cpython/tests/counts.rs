//! What the extensions promise, on the CPython that is found: by counts, never by times.
//!
//! What this machine lacks is skipped aloud, module by module; what a compiler refuses is a failure.

use on_cpython::{Interpreter, Module, Why, build, cython, file};
use std::io::Write as _;
use std::sync::OnceLock;

/// Built once for all tests.
fn built() -> Option<&'static (Interpreter, Vec<Module>)> {
    static BUILT: OnceLock<Option<(Interpreter, Vec<Module>)>> = OnceLock::new();
    let find = || {
        let interpreter = Interpreter::find().map_err(|why| skipped("native code on a CPython", &why)).ok()?;
        let modules = build(&interpreter);
        for module in &modules {
            if let Err(Why::Missing(why)) = &module.outcome {
                skipped(&format!("{} for {}", module.name, interpreter.name()), why);
            }
        }
        Some((interpreter, modules))
    };
    BUILT.get_or_init(find).as_ref()
}

/// Says it on the terminal itself: the test harness hides what a green test prints.
fn skipped(what: &str, why: &str) {
    let _ = writeln!(std::io::stderr(), "SKIPPED {what}: {why}");
}

/// What `claim` of `counts.py` prints with `module`, unless something is missing to build that.
fn lines(module: &str, claim: &str) -> Option<Vec<String>> {
    let (interpreter, modules) = built()?;
    match &modules.iter().find(|built| built.name == module).expect("it is one of those that are built").outcome {
        Err(Why::Missing(_)) => return None,
        Err(Why::Failed(why)) => panic!("{module}: {why}"),
        Ok(_) => (),
    }
    let script = file("python/counts.py");
    let output = interpreter.script(&script).args([module, claim]).output().expect("Python answered a moment ago");
    Some(python::lines(&output, &script))
}

/// `claim` prints `expected` with each module that is ours.
fn each_says(claim: &str, expected: &[&str]) {
    for module in ["native_c", "native_cython", "native_pyo3"] {
        if let Some(lines) = lines(module, claim) {
            assert_eq!(lines, expected, "{module}, {claim}");
        }
    }
}

/// Whether there is a GIL to hold; a free-threaded Python ticks on whatever others do.
fn with_a_gil(what: &str) -> bool {
    let Some((interpreter, _)) = built() else { return false };
    if interpreter.free_threaded {
        skipped(what, "a free-threaded Python has no GIL to hold");
    }
    !interpreter.free_threaded
}

/// Whether the commands of `counts.py`, which are sh's, can be run.
fn with_sh(what: &str) -> bool {
    if cfg!(windows) {
        skipped(what, "its commands are written for sh");
    }
    cfg!(unix)
}

#[test]
fn others_tick_on_while_a_command_runs() {
    if with_sh("the command that waits for ticks") {
        each_says("the_command_waits_for_ticks", &["3 True"]);
    }
}

#[test]
fn nobody_ticks_while_a_command_runs_that_holds_the_gil() {
    if with_a_gil("the command that holds the GIL") && with_sh("the command that holds the GIL") {
        each_says("nobody_ticks_during_a_command", &["3 0"]);
    }
}

#[test]
fn others_tick_on_while_a_sum_is_made_and_it_can_be_interrupted() {
    each_says("the_sum_waits_for_ticks", &["KeyboardInterrupt True"]);
}

#[test]
fn nobody_ticks_while_a_sum_is_made_that_holds_the_gil() {
    if with_a_gil("the sum that holds the GIL") {
        each_says("nobody_ticks_during_a_sum", &["449999985000000 0"]);
    }
}

#[test]
fn what_does_not_fit_or_cannot_be_is_an_exception() {
    if !with_sh("the answers") {
        return;
    }
    let sums = ["2147516416", "0", "0", "-5", "799999980000000", "-9223372036854775808"];
    let too_large = ["OverflowError"; 4];
    let commands = ["3", "0", "-9", "ValueError: embedded null character"];
    let once = [&sums[..], &too_large, &sums, &too_large, &commands, &commands].concat();
    each_says("answers", &once);
}

#[test]
fn the_documents_spam_holds_the_gil() {
    if with_a_gil("the document's spam")
        && with_sh("the document's spam")
        && let Some(lines) = lines("spam", "nobody_ticks_during_a_command_of_the_document")
    {
        assert_eq!(lines, ["768 0"]);
    }
}

#[test]
fn the_documents_spam_returns_the_wait_status() {
    if with_sh("the document's spam")
        && let Some(lines) = lines("spam", "the_documents_answers")
    {
        assert_eq!(lines, ["768", "0", "9"]);
    }
}

/// What Cython says of `source`, if there is a Cython.
fn complaints(source: &str) -> Option<Vec<String>> {
    let (interpreter, _) = built()?;
    let complaints = cython::complaints(interpreter, cython::VERSION, &file(source));
    match complaints {
        Ok(complaints) => Some(complaints),
        Err(Why::Missing(why)) => {
            skipped(&format!("what Cython says of {source}"), &why);
            None
        }
        Err(Why::Failed(why)) => panic!("{source}: {why}"),
    }
}

#[test]
fn cython_refuses_the_documents_sample() {
    if let Some(complaints) = complaints("document/sum_range.pyx") {
        assert_eq!(complaints[0], "Function with Python return type cannot be declared nogil");
    }
}

#[test]
fn cython_refuses_to_touch_an_object_without_the_gil() {
    if let Some(complaints) = complaints("cython/touches.pyx") {
        assert!(
            complaints.iter().any(|words| words == "Iterating over Python object not allowed without gil"),
            "{complaints:?}"
        );
    }
}

#[test]
fn without_the_line_that_cython_refuses_python_does_not_see_the_function() {
    if let Some(lines) = lines("only_cfunc", "is_it_there") {
        assert_eq!(lines, ["False"]);
    }
}

#[test]
fn the_documents_sum_overflows_from_65537_on() {
    if let Some(lines) = lines("only_def", "the_documents_overflow") {
        assert_eq!(lines, ["2147450880 -2147450880 2147516416"]);
    }
}
