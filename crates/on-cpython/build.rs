//! Hands on which system this is built for: only a build script is told.

fn main() {
    let target = std::env::var("TARGET").expect("cargo says it to each build script");
    println!("cargo::rustc-env=ON_CPYTHON_TARGET={target}");
    println!("cargo::rerun-if-changed=build.rs");
}
