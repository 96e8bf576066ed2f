//! What `cargo learn pack` says.

use super::{doctor, path};
use std::path::Path;
use std::time::Duration;

/// Before the packages are fetched.
pub fn fetching() -> &'static str {
    "Gathering the source of all that the exercises are built with …"
}

/// Before the proof.
pub fn proving() -> &'static str {
    "Building all of it once without a network, which takes a minute or two …"
}

/// A pack is good.
pub fn packed(folder: &Path, size: u64, exercises: usize, took: Duration, has_book: bool) -> String {
    let book = if has_book {
        "The book is in it as it was built here: book/html/index.html."
    } else {
        "The book is in it as text only. To have its pages, too: cargo book build, then pack again into another folder."
    };
    format!(
        "{} holds the course with {exercises} exercises, as they are shipped, and all that they are built with: {}. All of it was built \
         there in {} s, with an empty cargo home and without a network.\n{book}\nRust itself is not in it.\nnext: copy the folder to \
         the other machines; there: cargo learn",
        path(folder),
        doctor::bytes(size),
        took.as_secs().max(1),
    )
}

/// The file that lies in a pack.
pub fn about_the_pack() -> String {
    "This is the course \"Unlocked\" with the source of all that its exercises are built with, in the folder vendor.\n\
     It needs Rust (https://rustup.rs) and the C compiler that Rust links with, and no network.\n\
     \n\
     In this folder:\n\
     \n\
     \u{20}   cargo learn doctor    looks whether your machine has all that is needed\n\
     \u{20}   cargo learn           begins\n\
     \n\
     If book/html is here, open book/html/index.html in a browser. `cargo book` and the tests of the tools are not in a pack.\n"
        .into()
}
