//! What the compiler refuses: a token, or an object, where its thread may be detached.
//!
//! Each case is a small program, handed to rustc together with the library that this test was linked with. Beside each stands
//! its right neighbour, which must compile, so that the other fails for its own reason.

use std::path::PathBuf;
use std::process::{Command, Output};

const HEAD: &str = "#![allow(unused)]
    use nogil_ffi::*;
    fn f(python: &'static Interpreter, mutex: &'static NativeMutex<u32>) {";

/// The library that cargo has just built for this test, and the folder that it and its dependencies stand in.
fn library() -> (PathBuf, PathBuf) {
    let test = std::env::current_exe().expect("a test knows its own path");
    let folder = test.parent().expect("a file is in a folder").to_owned();
    let is_library = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("libnogil_ffi-") && name.ends_with(".rlib")
    };
    let libraries =
        std::fs::read_dir(&folder).expect("the folder can be read").filter_map(|entry| Some(entry.ok()?.path()));
    let newest = libraries.filter(is_library).max_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    (newest.expect("cargo built the library before this test"), folder)
}

fn compile(name: &str, program: &str) -> Output {
    let (library, folder) = library();
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let source = scratch.join(format!("{name}.rs"));
    std::fs::write(&source, format!("{HEAD}{program}}}\nfn main() {{}}")).expect("the scratch folder can be written");
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition", "2024", "--emit", "metadata", "--color", "never", "--out-dir"])
        .arg(&scratch)
        .arg("--extern")
        .arg(format!("nogil_ffi={}", library.display()))
        .arg("-L")
        .arg(format!("dependency={}", folder.display()))
        .arg(&source)
        .output()
        .expect("rustc starts")
}

/// Each: a program that compiles, one that does not, and what the error must say.
macro_rules! refused {
    ($($name:ident: $right:literal, $wrong:literal, $($says:literal),+;)+) => {
        $(
            #[test]
            fn $name() {
                let output = compile(concat!(stringify!($name), "_right"), $right);
                assert!(output.status.success(), "the right one does not compile:\n{}", String::from_utf8_lossy(&output.stderr));
                let output = compile(stringify!($name), $wrong);
                let errors = String::from_utf8_lossy(&output.stderr);
                assert!(!output.status.success(), "it compiles");
                $(assert!(errors.contains($says), "no {:?} in:\n{errors}", $says);)+
            }
        )+
    };
}

refused! {
    an_object_touched_while_detached:
        "python.attach(|py| { let o = py.object(1); let n = o.get(); py.detach(move || n + 1) });",
        "python.attach(|py| { let o = py.object(1); py.detach(|| o.get()) });",
        "`*mut Attached<'static>` cannot be shared between threads safely", "required by a bound", "detach";
    an_object_moved_into_detached_code:
        "python.attach(|py| { let o = py.object(1).unbind(); py.detach(move || drop(o)) });",
        "python.attach(|py| { let o = py.object(1); py.detach(move || drop(o)) });",
        "`*mut Attached<'static>` cannot be", "required by a bound", "detach";
    a_borrowed_object_kept_over_a_release:
        "python.attach(|py| { let o = py.object(1); let b = o.borrow(); b.get(); py.detach(|| ()); b.get() });",
        "python.attach(|py| { let o = py.object(1); let b = o.borrow(); py.detach(|| b.get()) });",
        "`*mut Attached<'static>` cannot be", "required by a bound", "detach";
    a_token_used_while_detached:
        "python.attach(|py| py.detach(|| python.attach(|py| drop(py.object(1)))));",
        "python.attach(|py| py.detach(|| drop(py.object(1))));",
        "`*mut Attached<'static>` cannot be", "required by a bound", "detach";
    a_token_that_goes_to_another_thread:
        "python.attach(|py| { py.detach(|| std::thread::scope(|s| { s.spawn(|| python.attach(|py| drop(py.object(1)))); })) });",
        "python.attach(|py| std::thread::scope(|s| { s.spawn(|| drop(py.object(1))); }));",
        "E0277", "cannot be shared between threads safely";
    a_token_that_outlives_its_attach:
        "let kept = python.attach(|py| 1);",
        "let kept = python.attach(|py| py);",
        "lifetime may not live long enough";
    an_object_that_outlives_its_attach:
        "let kept = python.attach(|py| py.object(1).unbind());",
        "let kept = python.attach(|py| py.object(1));",
        "lifetime may not live long enough";
    a_borrowed_object_that_outlives_what_it_leans_on:
        "python.attach(|py| { let o = py.object(1); let b = o.borrow(); b.get(); drop(o); });",
        "python.attach(|py| { let o = py.object(1); let b = o.borrow(); drop(o); b.get(); });",
        "E0505", "cannot move out of `o` because it is borrowed";
    an_object_looked_at_without_a_token:
        "let o = python.attach(|py| py.object(1).unbind()).unwrap(); python.attach(|py| o.borrow(py).get());",
        "let o = python.attach(|py| py.object(1).unbind()).unwrap(); o.get();",
        "E0599", "no method named `get` found for struct `Py`";
    a_mutex_waited_for_without_a_token:
        "python.attach(|py| *mutex.lock(py) += 1);",
        "*mutex.lock() += 1;",
        "E0061";
}
