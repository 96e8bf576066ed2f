//! Builds an extension from one C file, with the compiler that Rust links with anyway.

use crate::{Interpreter, Outcome, Why};
use std::path::Path;

/// Compiles `source` into the extension that is named as the file is.
///
/// # Errors
///
/// Missing are headers or a compiler; the compiler's complaint is a failure.
pub fn build(interpreter: &Interpreter, source: &Path) -> Outcome {
    if !interpreter.include.join("Python.h").is_file() {
        return Err(Why::Missing(format!(
            "{} has no C headers (no Python.h in {}); on Debian and Ubuntu: apt-get install python3-dev",
            interpreter.name(),
            interpreter.include.display()
        )));
    }
    let module = source.file_stem().expect("a source is a file").to_string_lossy();
    let host = env!("ON_CPYTHON_TARGET");
    let tool = cc::Build::new()
        .cargo_metadata(false)
        .target(host)
        .host(host)
        .opt_level(2)
        .warnings(false)
        .out_dir(&interpreter.folder)
        .try_get_compiler()
        .map_err(|error| Why::Missing(format!("there is no C compiler: {error}")))?;
    let mut command = tool.to_command();
    // Object files of Windows' compiler land where it runs.
    command.current_dir(&interpreter.folder).arg(source);
    let library = interpreter.extension(&module);
    if tool.is_like_msvc() {
        command.arg("/LD").arg("/I").arg(&interpreter.include).arg(format!("/Fe{}", library.display()));
        command.arg("/link").arg(format!("/LIBPATH:{}", interpreter.libraries.display()));
    } else {
        // Python's own functions are found when Python loads the extension.
        let shared: &[&str] =
            if cfg!(target_os = "macos") { &["-bundle", "-undefined", "dynamic_lookup"] } else { &["-shared"] };
        // A signed overflow wraps around, as in what Python's own build compiles; in C it may do anything.
        command.args(shared).args(["-fPIC", "-fwrapv", "-I"]).arg(&interpreter.include).arg("-o").arg(library);
    }
    crate::run(&mut command)?;
    Ok(format!("by {}", tool.path().display()))
}
