//! Sizes as people write them: `20ms`, `10KB`, `3.5`.

use std::time::Duration;

/// `20ms`, `300us`, `300µs`, `2s`; `0`.
///
/// # Errors
///
/// What is wrong with it, and an example.
pub fn time(text: &str) -> Result<Duration, String> {
    let plain = text.trim().replace('µ', "u");
    if plain == "0" {
        return Ok(Duration::ZERO);
    }
    let (number, unit) = number_and_unit(&plain);
    let seconds = match unit {
        "us" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        _ => return Err(format!("`{text}` is no time; write it like 300us, 20ms or 2s")),
    };
    let time = number.and_then(|number| Duration::try_from_secs_f64(number * seconds).ok());
    time.filter(|time| *time <= Duration::from_secs(3600))
        .ok_or_else(|| format!("`{text}` is no time from 0 to an hour; write it like 300us, 20ms or 2s"))
}

/// `300`, `10KB`, `1.5MB`.
///
/// # Errors
///
/// What is wrong with it, and an example.
pub fn bytes(text: &str) -> Result<u64, String> {
    let (number, unit) = number_and_unit(text.trim());
    let each = match unit.to_ascii_uppercase().as_str() {
        "" | "B" => 1.0,
        "KB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        _ => return Err(format!("`{text}` is no size; write it like 300, 10KB or 1MB")),
    };
    let size = number.map(|number| number * each).filter(|size| (0.0..=1e12).contains(size));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 10^12")]
    size.map(|size| size as u64)
        .ok_or_else(|| format!("`{text}` is no size from 0 to 1000GB; write it like 300, 10KB or 1MB"))
}

/// A number over 0.
///
/// # Errors
///
/// What is wrong with it, and an example.
pub fn times(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.001..=100_000.0).contains(number));
    number.ok_or_else(|| format!("`{text}` is no such number; write how many times faster it would be, like 20"))
}

fn number_and_unit(text: &str) -> (Option<f64>, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    (text[..end].parse().ok(), text[end..].trim())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{bytes, time, times};

    #[test]
    fn a_time_has_a_unit() {
        assert_eq!(time("20ms"), Ok(Duration::from_millis(20)));
        assert_eq!(time("0.5 s"), Ok(Duration::from_millis(500)));
        assert_eq!(time("300µs"), time("300us"));
        assert_eq!(time("0"), Ok(Duration::ZERO));
        for wrong in ["20", "ms", "-1s", "2 h", "1e3s", "99999s", ""] {
            assert!(time(wrong).unwrap_err().contains("20ms"), "{wrong}");
        }
    }

    #[test]
    fn a_size_is_in_bytes_unless_it_says_more() {
        assert_eq!(bytes("300"), Ok(300));
        assert_eq!(bytes("1.5KB"), Ok(1500));
        assert_eq!(bytes("10 mb"), Ok(10_000_000));
        assert_eq!(bytes("3GB"), Ok(3_000_000_000));
        for wrong in ["KB", "-3", "3TB", "1001GB", "9999999999999"] {
            assert!(bytes(wrong).unwrap_err().contains("10KB"), "{wrong}");
        }
    }

    #[test]
    fn nothing_is_zero_times_faster() {
        assert_eq!(times("2.5"), Ok(2.5));
        assert!(times("0").is_err() && times("nan").is_err() && times("x").is_err());
    }
}
