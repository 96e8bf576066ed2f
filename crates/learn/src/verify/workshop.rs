//! Builds variants with rustc directly: cargo has built their dependencies once, and each variant then costs two short runs
//! of the compiler, the same two that cargo would make.

use crate::caller::Caller;
use crate::compile::{self, Build, Messages};
use crate::exercise::Exercise;
use crate::manifest;
use crate::problem::Problem;
use crate::scratch;
use crate::words::problems;
use std::env::consts::EXE_SUFFIX;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The built dependencies, and what else the compiler must be told.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// Library files, by the name of their crate.
    libraries: Vec<(String, PathBuf)>,
    /// The editions, by exercise.
    editions: Vec<(String, String)>,
    /// The workspace's lints, as cargo gives them to rustc.
    lints: Vec<String>,
    /// Where the variants' folders stand.
    folder: PathBuf,
    /// Whether rustc draws its messages in colour.
    colours: bool,
}

/// A variant in its own folder.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The folder.
    pub folder: PathBuf,
    /// What came of building it.
    pub build: Build,
}

impl Workshop {
    /// Builds the dependencies of all these exercises.
    ///
    /// # Errors
    ///
    /// When cargo cannot build them.
    pub fn open(root: &Path, exercises: &[&Exercise], caller: &Caller) -> Result<Workshop, Problem> {
        let mut command = compile::cargo(root);
        // A learner's half-written file fails here and does not matter: the dependencies are built all the same.
        command.args(["build", "--tests", "--keep-going", "--message-format=json"]);
        command.args(exercises.iter().flat_map(|exercise| ["-p", &exercise.about.package]));
        let output = compile::run_cargo(command, caller)?;
        let (mut libraries, mut editions) = (Vec::new(), Vec::new());
        for message in &output.messages {
            let target = &message["target"];
            let name = target["name"].as_str().unwrap_or_default().replace('-', "_");
            let source = Path::new(target["src_path"].as_str().unwrap_or_default());
            let owner = exercises.iter().find(|exercise| source.starts_with(root.join(&exercise.folder)));
            if let (Some(exercise), Some(edition)) = (owner, target["edition"].as_str()) {
                editions.push((exercise.about.id.clone(), edition.to_owned()));
            } else if message["reason"] == "compiler-artifact" && message["executable"].is_null() {
                let files = message["filenames"].members().filter_map(|file| file.as_str()).map(PathBuf::from);
                libraries.extend(files.filter(|file| is_library(file)).map(|file| (name.clone(), file)));
            }
        }
        let wanted = exercises.iter().flat_map(|exercise| &exercise.about.dependencies);
        let mut wanted = wanted.map(|dependency| dependency.package.replace('-', "_"));
        let are_known = exercises.iter().all(|exercise| editions.iter().any(|(id, _)| *id == exercise.about.id));
        if !are_known || !wanted.all(|wanted| libraries.iter().any(|(name, _)| *name == wanted)) {
            return Err(problems::cargo_failed(&output.errors));
        }
        let mut files = output.messages.iter().filter_map(|message| message["filenames"][0].as_str()).map(Path::new);
        let built = files.find(|file| file.parent().is_some_and(|folder| folder.ends_with("deps")));
        // Nothing is built only where nothing is needed and the learner's file is broken: then any place will do.
        let folder = built.map_or_else(|| root.join("target").join("learn"), scratch::learn_folder).join("verify");
        let file = Path::new("Cargo.toml");
        let lints = manifest::workspace_lints(&root.join(file))
            .map_err(|error| problems::bad_manifest(Path::new("."), &error))?;
        Ok(Workshop { libraries, editions, lints, folder, colours: false })
    }

    /// The same, with the compiler's messages in colour or not.
    pub fn colours(self, colours: bool) -> Workshop {
        Workshop { colours, ..self }
    }

    /// Builds one text as an exercise, in a folder of its own.
    ///
    /// # Errors
    ///
    /// When a file cannot be written, rustc cannot be started, or it fails for a reason that is not in the text.
    pub fn build(&self, exercise: &Exercise, name: &str, text: &str) -> Result<Overlay, Problem> {
        let folder = self.folder.join(&exercise.about.package).join(name);
        let file = folder.join("src").join("lib.rs");
        write(&file, text.as_bytes())?;
        lay_out_check(exercise, &folder)?;
        let build = self.compile(exercise, &folder, Path::new(""), &folder)?;
        Ok(Overlay { folder, build })
    }

    /// Builds the learner's file of a review where it lies, so that messages and drawings name it as they name an exercise's.
    ///
    /// # Errors
    ///
    /// As [`Workshop::build`].
    pub fn build_review(&self, exercise: &Exercise) -> Result<Overlay, Problem> {
        let (file, root) = (exercise.file(), exercise.root());
        let folder = file.ancestors().nth(2).unwrap_or(&file);
        lay_out_check(exercise, &root.join(folder))?;
        let out = self.folder.join(&exercise.about.package).join("review");
        fs::create_dir_all(&out).map_err(|error| problems::cannot_write(&out, &error))?;
        let build = self.compile(exercise, root, folder, &out)?;
        Ok(Overlay { folder: root.join(folder), build })
    }

    /// Compiles the exercise in `sources`, a path below `here`, into `out`.
    fn compile(&self, exercise: &Exercise, here: &Path, sources: &Path, out: &Path) -> Result<Build, Problem> {
        let crate_name = exercise.about.package.replace('-', "_");
        let library = out.join(format!("lib{crate_name}.rlib"));
        let mut messages = Messages::default();

        let mut rustc = self.rustc(exercise, here, false);
        rustc.args(["--crate-name", &crate_name, "--crate-type", "lib"]);
        rustc.arg(sources.join("src").join("lib.rs")).arg("-o").arg(&library);
        rustc.args(["--check-cfg=cfg(docsrs,test)", "--check-cfg=cfg(feature, values())"]);
        rustc.args(exercise.about.lints.as_ref().unwrap_or(&self.lints));
        let (built, mut says) = run_rustc(rustc, &mut messages, false)?;

        let mut binary = None;
        if built {
            let file = out.join(format!("check{EXE_SUFFIX}"));
            let mut rustc = self.rustc(exercise, here, true);
            rustc.args(["--crate-name", "check", "--test"]).arg(sources.join("test.rs")).arg("-o").arg(&file);
            rustc.arg("--extern").arg(format!("{crate_name}={}", library.display()));
            let (built, also_says) = run_rustc(rustc, &mut messages, true)?;
            binary = built.then_some(file);
            says.push_str(&also_says);
        }
        says.push_str(&messages.outside.join("\n"));
        messages.into_build(binary).ok_or_else(|| problems::rustc_failed(&says))
    }

    fn rustc(&self, exercise: &Exercise, folder: &Path, for_tests: bool) -> Command {
        let id = &exercise.about.id;
        let edition = self.editions.iter().find(|(owner, _)| owner == id).map_or("2024", |(_, edition)| edition);
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc")));
        rustc.current_dir(folder).args([&format!("--edition={edition}"), "--error-format=json", "-Cdebuginfo=0"]);
        // As cargo does where no debug information is asked for: else the linker copies that of the standard library.
        rustc.arg("-Cstrip=debuginfo");
        if self.colours {
            rustc.arg("--json=diagnostic-rendered-ansi");
        }
        for dependency in exercise.about.dependencies.iter().filter(|dependency| for_tests || !dependency.for_tests) {
            let wanted = dependency.package.replace('-', "_");
            for (_, path) in self.libraries.iter().filter(|(name, _)| *name == wanted).take(1) {
                rustc.arg("--extern").arg(format!("{}={}", dependency.name, path.display()));
            }
        }
        for (_, path) in self.libraries.iter().take(1) {
            rustc.arg("-L").arg(format!("dependency={}", path.parent().unwrap_or(path).display()));
        }
        rustc
    }
}

fn is_library(file: &Path) -> bool {
    // A macro is a library of the compiler's own process.
    let endings = ["rlib", "so", "dylib", "dll"];
    file.extension().is_some_and(|extension| endings.iter().any(|ending| extension == *ending))
}

/// Puts the exercise's own check around the text in this folder, as cargo would find it.
fn lay_out_check(exercise: &Exercise, folder: &Path) -> Result<(), Problem> {
    for name in ["check.rs", "test.rs"] {
        let from = exercise.root().join(&exercise.folder).join(name);
        let text = fs::read(&from).map_err(|error| problems::course_file(&from, &error))?;
        write(&folder.join(name), &text)?;
    }
    Ok(())
}

fn write(file: &Path, text: &[u8]) -> Result<(), Problem> {
    let written = fs::create_dir_all(file.parent().unwrap_or(file)).and_then(|()| fs::write(file, text));
    written.map_err(|error| problems::cannot_write(file, &error))
}

/// Whether it compiled; and what rustc wrote that is no diagnostic.
fn run_rustc(mut rustc: Command, messages: &mut Messages, is_check: bool) -> Result<(bool, String), Problem> {
    let output = rustc.output().map_err(|error| problems::no_cargo(rustc.get_program(), &error))?;
    let mut other = String::new();
    for line in String::from_utf8_lossy(&output.stderr).lines() {
        match jzon::parse(line) {
            Ok(diagnostic) if diagnostic["message"].is_string() => messages.take_diagnostic(&diagnostic, is_check),
            _ => other.push_str(&format!("{line}\n")),
        }
    }
    Ok((output.status.success(), other))
}
