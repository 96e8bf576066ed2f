//! Builds the C half of this crate.

fn main() {
    let sources = ["c/for_each.c", "c/sum_range.c", "c/system.c"];
    for file in sources.iter().chain(&["include/unlocked.h", "c/unlocked_c.h"]) {
        println!("cargo::rerun-if-changed={file}");
    }
    cc::Build::new()
        .std("c11")
        .include("include")
        .warnings(true)
        .extra_warnings(true)
        .files(sources)
        .compile("unlocked_c");
}
