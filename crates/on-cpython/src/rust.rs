//! Builds the extension in Rust: the package `native-pyo3`, with the cargo that built this.

use crate::{Interpreter, Outcome, Why, interpreter};
use std::path::Path;
use std::process::Command;

/// Builds `native_pyo3`.
///
/// # Errors
///
/// Missing is a network, if PyO3 has never been fetched; what else cargo complains of is a failure.
pub fn build(interpreter: &Interpreter) -> Outcome {
    let target = interpreter::target().map_err(Why::Failed)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["build", "--quiet", "--release", "--package", "native-pyo3", "--target-dir"])
        .arg(&target)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .env("PYO3_PYTHON", &interpreter.python.program);
    crate::run(&mut command).map_err(|why| match why {
        // As cargo says it when it may not, or cannot, ask the registry.
        Why::Failed(said)
            if said.contains("offline") || said.contains("network") || said.contains("failed to download") =>
        {
            Why::Missing(format!("PyO3 cannot be fetched, which needs a network once: {said}"))
        }
        other => other,
    })?;
    let name = format!("{}native_pyo3{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let built = target.join("release").join(name);
    let extension = interpreter.extension("native_pyo3");
    // A Python that has loaded the old file keeps it; to write into that one would change the code that it runs.
    let _ = std::fs::remove_file(&extension);
    std::fs::copy(&built, &extension).map_err(|error| Why::Failed(format!("{}: {error}", built.display())))?;
    Ok(match interpreter.free_threaded {
        // PyO3 leaves the stable ABI by itself there: a free-threaded Python has another layout of objects.
        true => format!("by PyO3, for {} only: what is built for the stable ABI it does not load", interpreter.name()),
        false => "by PyO3, for the stable ABI: this one file loads into 3.9 and newer".to_owned(),
    })
}
