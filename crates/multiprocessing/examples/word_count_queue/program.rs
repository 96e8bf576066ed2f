//! Two processes count the words of the lines that they get from a queue. `cargo run -p multiprocessing --example word_count_queue`

use multiprocessing::{Process, Queue, guard, tasks};
use std::collections::BTreeMap;
use std::error::Error;

const TEXT: &str = "\
one queue for the lines
one queue for the counts
who puts no more closes the queue";

type Counts = BTreeMap<String, u32>;

// ANCHOR: program
fn count_words(lines: Queue<String>, counts: Queue<Counts>) {
    lines.close(); // This process only gets from it.
    let mut mine = Counts::new();
    while let Some(line) = lines.get().unwrap() {
        for word in line.split(' ') {
            *mine.entry(word.to_owned()).or_default() += 1;
        }
    }
    counts.put(&mine).unwrap();
}

pub fn main() -> Result<(), Box<dyn Error>> {
    guard(tasks![count_words]);

    let (lines, counts) = (Queue::new()?, Queue::new()?);
    let workers = [(); 2].map(|()| Process::new(count_words, (lines.clone(), counts.clone())));
    for worker in &workers {
        worker.start()?;
    }
    counts.close();
    for line in TEXT.lines() {
        lines.put(&line.to_owned())?;
    }
    lines.close(); // The workers hear of the end.

    let mut total = Counts::new();
    while let Some(part) = counts.get()? {
        for (word, count) in part {
            *total.entry(word).or_default() += count;
        }
    }
    for worker in &workers {
        worker.join()?; // After everything has been got, not before.
    }
    for (word, count) in total {
        println!("{count} {word}");
    }
    Ok(())
}
// ANCHOR_END: program
