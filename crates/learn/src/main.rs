//! The `cargo learn` command. All of it is in the library, so that tests can call every part.

use std::process::ExitCode;

fn main() -> ExitCode {
    learn::main()
}
