//! New numbers for a prediction, so that it is thought about again and not remembered.
//!
//! An author writes the numbers behind a constant of the stub, and lets the check work with that constant:
//!
//! ```text
//!   pub const ADDS: u32 = 3; // again with: 4, 2, 5
//! ```
//!
//! The first review says `= 4;`, the second `= 2;`, and after the last it begins anew.

/// What stands before the numbers.
const MARK: &str = "// again with:";

/// The stub of a review, counted from 1.
pub fn for_review(stub: &str, number: usize) -> String {
    let lines = stub.split_inclusive('\n');
    lines.map(|line| with_number(line, number).unwrap_or_else(|| line.to_owned())).collect()
}

/// The line with its number for this review; `None` if it is not such a line.
fn with_number(line: &str, review: usize) -> Option<String> {
    let (statement, numbers) = line.split_once(MARK)?;
    let (before, rest) = statement.split_once("= ")?;
    let (_, after) = rest.split_once(';')?;
    let numbers: Vec<&str> = numbers.split(',').map(str::trim).collect();
    let number = numbers[review.saturating_sub(1) % numbers.len()];
    Some(format!("{before}= {number};{}\n", after.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::for_review;

    #[test]
    fn each_review_takes_the_next_number_and_all_else_stays() {
        let stub = "//! p01.\npub const ADDS: u32 = 3; // again with: 4, 2\npub const LEAST: u32 = 0;\n";
        let with = |number| format!("//! p01.\npub const ADDS: u32 = {number};\npub const LEAST: u32 = 0;\n");
        assert_eq!([1, 2, 3].map(|review| for_review(stub, review)), [with(4), with(2), with(4)]);
    }
}
