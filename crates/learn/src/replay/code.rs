//! The code of a failing schedule as it is typed: `g02:k3f-1p81-9f3tz`.
//!
//! What it consists of, `interleave` knows (`crates/interleave/src/replay.rs`). Here it only has to be cut at its colon, and
//! its first digits, a hash of a test's name, compared with the names in check.rs. This command does not depend on
//! `interleave`, so that it is built while loom is; a test in each of the two holds them to the same digits.

/// The digits: no letter that could be taken for a digit or for another letter.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// An exercise's id and a code, both as `interleave` writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The exercise.
    pub id: String,
    /// The schedule.
    pub schedule: String,
}

impl Code {
    /// Reads what was typed; `None` if that is no code.
    pub fn read(text: &str) -> Option<Code> {
        let text = text.trim().to_ascii_lowercase();
        let (id, schedule) = text.split_once(':')?;
        let [test, middle, print] = schedule.split('-').collect::<Vec<_>>().try_into().ok()?;
        let digits = |text: &str, count| text.len() == count && text.bytes().all(|digit| DIGITS.contains(&digit));
        let (preemptions, number) = middle.split_once(['p', 'e', 'w', 'x'])?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
        let is_code =
            !id.is_empty() && digits(test, 3) && digits(print, 5) && is_number(preemptions) && is_number(number);
        is_code.then(|| Code { id: id.to_owned(), schedule: schedule.to_owned() })
    }

    /// Whether it is of a test of this name.
    pub fn is_of(&self, test: &str) -> bool {
        // FNV-1a; three digits say its first 15 bits.
        let hash = test
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let digit = |at: u32| char::from(DIGITS[((hash >> (64 - 5 * at)) % 32) as usize]);
        (1..=3).map(digit).eq(self.schedule.chars().take(3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `interleave` has the same test (`crates/interleave/tests/replay.rs`).
    #[test]
    fn the_digits_of_a_test_are_those_that_interleave_writes() {
        let code = Code::read(" G02:gye-1p81-9f3tz\n").unwrap();
        assert_eq!((code.id.as_str(), code.schedule.as_str()), ("g02", "gye-1p81-9f3tz"));
        assert!(code.is_of("at_most_one_thread_holds_the_gil"));
        assert!(!code.is_of("no_step_is_lost"));
    }

    #[test]
    fn what_is_no_code_is_none() {
        let texts = [
            "",
            "g02",
            "g02:",
            "gye-1p81-9f3tz",
            ":gye-1p81-9f3tz",
            "g02:gye-1p81",
            "g02:gye-1q81-9f3tz",
            "g02:gye-p81-9f3tz",
            "g02:gyu-1p81-9f3tz",
            "g02:gye-1p81-9f3tz-",
        ];
        for text in texts {
            assert_eq!(Code::read(text), None, "{text}");
        }
    }
}
