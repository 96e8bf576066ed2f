//! What must be known of a CPython to build for it, asked of the interpreter itself.

use python::Python;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A CPython that extensions are built for.
#[derive(Debug, Clone)]
pub struct Interpreter {
    /// Which one it is.
    pub python: Python,
    /// The folder of `Python.h`.
    pub include: PathBuf,
    /// How the file of an extension ends, such as `.cpython-313-x86_64-linux-gnu.so`.
    pub suffix: String,
    /// Whether it was built to run without a GIL.
    pub free_threaded: bool,
    /// Where Windows keeps the library that extensions link with. No other system needs one.
    pub libraries: PathBuf,
    /// Where what is built for it stands.
    pub folder: PathBuf,
}

/// Prints what is asked, one answer a line.
const QUESTION: &str = "import os, sys, sysconfig
print(sysconfig.get_path('include'))
print(sysconfig.get_config_var('EXT_SUFFIX'))
print(int(bool(sysconfig.get_config_var('Py_GIL_DISABLED'))))
print(os.path.join(sys.base_prefix, 'libs'))";

impl Interpreter {
    /// The CPython that crate `python` finds.
    ///
    /// # Errors
    ///
    /// If there is none, or if it does not answer.
    pub fn find() -> Result<Interpreter, String> {
        let python = python::find()?;
        let answer =
            crate::run(Command::new(&python.program).args(["-I", "-c", QUESTION])).map_err(|why| why.to_string())?;
        let [include, suffix, free_threaded, libraries] = answer.lines().collect::<Vec<_>>()[..] else {
            return Err(format!("{} answers {answer:?}", python.program.display()));
        };
        let (major, minor, micro) = python.version;
        let free_threaded = free_threaded == "1";
        let name = format!("{major}.{minor}.{micro}{}", if free_threaded { "t" } else { "" });
        let folder = target()?.join("on-cpython").join(name);
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Interpreter {
            include: include.into(),
            suffix: suffix.into(),
            free_threaded,
            libraries: libraries.into(),
            folder,
            python,
        })
    }

    /// Such as `CPython 3.13.0`.
    pub fn name(&self) -> String {
        let (major, minor, micro) = self.python.version;
        format!("CPython {major}.{minor}.{micro}{}", if self.free_threaded { ", free-threaded" } else { "" })
    }

    /// The file of the extension `module`.
    pub fn extension(&self, module: &str) -> PathBuf {
        self.folder.join(format!("{module}{}", self.suffix))
    }

    /// A command that runs `script` of this package, which finds the modules in the folder that is its first argument.
    pub fn script(&self, script: &Path) -> Command {
        let mut command = self.python.command(script);
        command.arg(&self.folder);
        command
    }
}

/// Cargo's folder for what is built: the one that this program stands in.
///
/// # Errors
///
/// If it stands in none.
pub fn target() -> Result<PathBuf, String> {
    let program =
        std::env::current_exe().map_err(|error| format!("this program does not know where it is: {error}"))?;
    // target/debug/on-cpython, or for a test target/debug/deps/counts-….
    let profile = program.ancestors().skip(1).find(|folder| !folder.ends_with("deps"));
    let target = profile.and_then(Path::parent);
    target.map(Path::to_owned).ok_or_else(|| format!("{} is in no target folder of cargo's", program.display()))
}
