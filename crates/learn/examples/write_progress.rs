//! Does nothing but note progress, as fast as it can: a program for the test that kills it.
//!
//! `write_progress COURSE` notes review after review of the course's first exercise, and prints each number once it is noted.

use learn::catalog::Course;
use learn::progress::store::Store;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::SystemTime;

fn main() {
    let root = PathBuf::from(std::env::args_os().nth(1).expect("the course's folder is named"));
    let course = Course::read(&root).expect("it is a course");
    let (store, exercise) = (Store::of(&root), &course.exercises[0]);
    loop {
        let mut number = 0;
        store.update(|progress| {
            number = progress.reviews(exercise) + 1;
            progress.review(exercise, number, SystemTime::now());
        });
        writeln!(io::stdout(), "{number}").expect("the test reads what is printed");
    }
}
