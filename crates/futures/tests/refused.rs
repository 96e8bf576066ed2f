//! What cannot cross to another process is refused when it is compiled.
//!
//! Each case is a small program, handed to rustc together with the library that this test was linked with. The first one must
//! compile, so that the others fail for their own reason.

use std::path::PathBuf;
use std::process::Command;

/// The library that cargo has just built for this test, and the folder that it and its dependencies stand in.
fn library() -> (PathBuf, PathBuf) {
    let test = std::env::current_exe().expect("a test knows its own path");
    let folder = test.parent().expect("a file is in a folder").to_owned();
    let is_library = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("libfutures-") && name.ends_with(".rlib")
    };
    let libraries =
        std::fs::read_dir(&folder).expect("the folder can be read").filter_map(|entry| Some(entry.ok()?.path()));
    let newest = libraries.filter(is_library).max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    (newest.expect("cargo built the library before this test"), folder)
}

/// What rustc says of a program that submits this call; `None` if it compiles. `program` stands beside it.
fn refused(name: &str, program: &str, call: &str) -> Option<String> {
    let (library, folder) = library();
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let source = scratch.join(format!("{name}.rs"));
    let text = format!(
        "#![allow(unused)]
         use std::{{cell::Cell, rc::Rc, sync::{{Mutex, MutexGuard}}}};
         {program}
         fn main() {{
             let executor = futures::ProcessPoolExecutor::new(1).unwrap();
             let future = executor.submit({call});
         }}"
    );
    std::fs::write(&source, text).expect("the scratch folder can be written");
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        // A capture is found late, when code is made of the program.
        .args(["--edition", "2024", "--emit", "obj", "--color", "never", "--out-dir"])
        .arg(&scratch)
        .arg("--extern")
        .arg(format!("futures={}", library.display()))
        .arg("-L")
        .arg(format!("dependency={}", folder.display()))
        .arg(&source)
        .output()
        .expect("rustc starts");
    (!output.status.success()).then(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// It is refused, and rustc says all of this.
#[track_caller]
fn assert_refused(name: &str, program: &str, call: &str, says: &[&str]) {
    let said = refused(name, program, call).unwrap_or_else(|| panic!("{call} compiles"));
    for words in says {
        assert!(said.contains(words), "{words:?} is not among\n{said}");
    }
}

#[test]
fn a_function_with_values_compiles() {
    let task = "fn task(words: String, numbers: Vec<(u8, f64)>, maybe: Option<char>) -> Result<u64, String> { Ok(7) }";
    assert_eq!(refused("values", task, r#"task, ("spam".to_owned(), vec![(1, 0.5)], None)"#), None);
}

#[test]
fn a_closure_that_has_captured_something_is_refused() {
    let call = "{ let base = std::env::args().count(); move |n: usize| n + base }, (7,)";
    assert_refused("captured", "", call, &["E0080", "no closure that captures"]);
}

#[test]
fn a_pointer_to_a_function_is_refused() {
    let call = "square as fn(u64) -> u64, (7,)";
    assert_refused(
        "pointer",
        "fn square(n: u64) -> u64 { n * n }",
        call,
        &["E0080", "a task is a function by its name"],
    );
}

#[test]
fn an_rc_is_refused() {
    assert_refused("rc", "fn task(shared: Rc<u8>) {}", "task, (Rc::new(7),)", &["E0277", "`Rc<u8>: serde::Serialize`"]);
}

#[test]
fn a_reference_is_refused() {
    assert_refused("reference", "fn task(text: &str) {}", r#"task, ("spam",)"#, &["Deserialize"]);
    assert_refused(
        "reference_to_a_local",
        "fn task(number: &u64) {}",
        "task, (&7,)",
        &["E0277", "`&u64: serde::Deserialize"],
    );
}

#[test]
fn a_held_lock_is_refused() {
    let program = "static LOCK: Mutex<u8> = Mutex::new(7); fn task(held: MutexGuard<'static, u8>) {}";
    assert_refused("guard", program, "task, (LOCK.lock().unwrap(),)", &["E0277", "MutexGuard", "Serialize"]);
}

#[test]
fn a_type_that_has_no_bytes_is_refused() {
    let program = "struct Plain; fn task(plain: Plain) {}";
    assert_refused("plain", program, "task, (Plain,)", &["E0277", "`Plain: serde::Serialize`"]);
}

#[test]
fn a_result_that_has_no_bytes_is_refused() {
    assert_refused("result", "fn task() -> Rc<u8> { Rc::new(7) }", "task, ()", &["E0277", "Deserialize"]);
}

#[test]
fn other_arguments_than_the_functions_are_refused() {
    assert_refused("arguments", "fn square(n: u64) -> u64 { n * n }", r#"square, ("seven".to_owned(),)"#, &["square"]);
}
