//! What a model does not have is refused when it is compiled, with the name of what to use.
//!
//! Each case is a small program on the shadow std, handed to rustc together with the library that this test was linked
//! with. The first one must compile, so that the others fail for their own reason.

use std::path::PathBuf;
use std::process::{Command, Output};

const HEAD: &str = "#![allow(unused)]
    #[macro_use] extern crate interleave as std;
    extern crate interleave as alloc;
    extern crate interleave as core;\n";

/// The library that cargo has just built for this test, and the folder that it and its dependencies stand in.
fn library() -> (PathBuf, PathBuf) {
    let test = std::env::current_exe().expect("a test knows its own path");
    let folder = test.parent().expect("a file is in a folder").to_owned();
    let is_library = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("libinterleave-") && name.ends_with(".rlib")
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
    std::fs::write(&source, format!("{HEAD}{program}\nfn main() {{}}")).expect("the scratch folder can be written");
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--edition", "2024", "--emit", "metadata", "--color", "never", "--out-dir"])
        .arg(&scratch)
        .arg("--extern")
        .arg(format!("interleave={}", library.display()))
        .arg("-L")
        .arg(format!("dependency={}", folder.display()))
        .arg(&source)
        .output()
        .expect("rustc starts")
}

#[test]
fn what_a_model_has_compiles() {
    let output = compile(
        "has",
        "use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock, Weak, mpsc, atomic::{AtomicBool, AtomicPtr, AtomicU8, Ordering, fence}};
         use core::sync::atomic::AtomicUsize;
         static COUNT: AtomicUsize = AtomicUsize::new(0);
         static TABLE: Mutex<Vec<u8>> = Mutex::new(Vec::new());
         static ONCE: Once = Once::new();
         static CELL: OnceLock<u8> = OnceLock::new();
         static LAZY: LazyLock<u8> = LazyLock::new(|| 1);
         static GATE: Barrier = Barrier::new(2);
         fn run() { std::thread::scope(|s| { s.spawn(|| COUNT.load(Ordering::SeqCst)); }); core::hint::spin_loop(); }",
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Each: a program, and what the error must say.
macro_rules! refused {
    ($($name:ident: $program:literal, $($says:literal),+;)+) => {
        $(
            #[test]
            fn $name() {
                let output = compile(stringify!($name), $program);
                let errors = String::from_utf8_lossy(&output.stderr);
                assert!(!output.status.success(), "it compiles");
                $(assert!(errors.contains($says), "no {:?} in:\n{errors}", $says);)+
            }
        )+
    };
}

refused! {
    a_cell_that_is_another_value: "use std::cell::UnsafeCell; fn f(n: &mut u8) -> &mut UnsafeCell<u8> { UnsafeCell::from_mut(n) }",
        "`UnsafeCell::from_mut` cannot be used inside a model", "use `UnsafeCell::new`";
    a_number_read_past_the_model: "use std::sync::atomic::AtomicU8; fn f(n: &AtomicU8) -> *mut u8 { n.as_ptr() }",
        "a pointer past an atomic (`as_ptr`) cannot be used inside a model", "use the atomic's operations";
    a_pointer_read_past_the_model: "use core::sync::atomic::AtomicPtr; fn f(n: &AtomicPtr<u8>) -> *mut *mut u8 { n.as_ptr() }",
        "cannot be used inside a model";
    an_atomic_around_other_memory: "use std::sync::atomic::AtomicU8; fn f(n: *mut u8) -> &'static AtomicU8 { unsafe { AtomicU8::from_ptr(n) } }",
        "an atomic around other memory (`from_ptr`) cannot be used inside a model", "make the atomic with `new`";
    an_atomic_around_a_pointer: "use std::sync::atomic::AtomicPtr; const unsafe fn f<'a>(n: *mut *mut u8) -> &'a AtomicPtr<u8> { unsafe { AtomicPtr::from_ptr(n) } }",
        "an atomic around other memory (`from_ptr`) cannot be used inside a model";
    a_thread_that_borrows_without_a_scope: "fn f(n: &u8) { unsafe { std::thread::Builder::new().spawn_unchecked(move || *n) }; }",
        "`Builder::spawn_unchecked` cannot be used inside a model", "use `Builder::spawn_scoped` in a `thread::scope`";
    a_mutex_of_the_real_std: "fn f(m: std::sync::Mutex<u8>) -> interleave::real::sync::Mutex<u8> { m }",
        "mismatched types";
}
