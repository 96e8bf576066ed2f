//! How a number is written: three digits that count, thousands with commas, and its unit.
//!
//! # Keeps true
//!
//! A number is never written more exactly than it was measured, except counts in which all samples agree.

use crate::catalogue::Unit;
use crate::statistics::Summary;

/// How many times as much, for the terminal: `0.97×`, `12.3×`.
#[must_use]
pub fn times(ratio: f64) -> String {
    Unit::Ratio.write(ratio) + "×"
}

/// A number, and the unit behind it, which may be empty.
struct Written {
    digits: String,
    unit: &'static str,
}

impl Unit {
    /// Writes `value`: `0.752 s`, `64.0 µs`, `1.20 MB`, `72,200`, `0.97`.
    #[must_use]
    pub fn write(self, value: f64) -> String {
        join(self.written(value, false))
    }

    /// The median of `summary`; a count in which all samples agree is exact.
    #[must_use]
    pub fn write_median(self, summary: &Summary) -> String {
        join(self.written(summary.median, summary.lowest == summary.highest))
    }

    /// `0.741 to 0.760 s`, or one number where both ends are written alike.
    #[must_use]
    pub fn write_range(self, lowest: f64, highest: f64) -> String {
        let exact = lowest == highest;
        let (low, high) = (self.written(lowest, exact), self.written(highest, exact));
        if low.digits == high.digits && low.unit == high.unit {
            join(high)
        } else if low.unit == high.unit || lowest == 0.0 {
            format!("{} to {}", low.digits, join(high))
        } else {
            format!("{} to {}", join(low), join(high))
        }
    }

    /// As [`write`](Self::write), without the zeros that only say how exact a number is: `0.2 s`.
    #[must_use]
    pub fn write_short(self, value: f64) -> String {
        let mut written = self.written(value, true);
        if written.digits.contains('.') {
            written.digits = written.digits.trim_end_matches('0').trim_end_matches('.').to_owned();
        }
        join(written)
    }

    fn written(self, value: f64, exact: bool) -> Written {
        let (scale, unit) = match self {
            Self::Seconds if value == 0.0 || value >= 0.099_95 => (1.0, "s"),
            Self::Seconds if value >= 0.000_099_95 => (1e3, "ms"),
            Self::Seconds => (1e6, "µs"),
            Self::Bytes if value >= 999_500.0 => (1e-6, "MB"),
            Self::Bytes if value >= 999.5 => (1e-3, "KB"),
            Self::Bytes => (1.0, "B"),
            Self::Count | Self::Rate | Self::Ratio => (1.0, ""),
        };
        let value = value * scale;
        let digits = match self {
            _ if value == 0.0 => "0".to_owned(),
            Self::Count if exact => whole(value),
            Self::Count => whole(to_three_digits(value)),
            Self::Bytes if unit == "B" => whole(value),
            // Below 0.1, two decimals would leave one digit or none.
            Self::Ratio if value.abs() < 0.095 => three_digits(value, 2),
            Self::Ratio if value.abs() < 9.995 => format!("{value:.2}"),
            _ => three_digits(value, 3),
        };
        Written { digits, unit }
    }
}

fn join(written: Written) -> String {
    let Written { digits, unit } = written;
    if unit.is_empty() { digits } else { format!("{digits} {unit}") }
}

/// The power of ten of the first digit of `value`.
fn magnitude(value: f64) -> i32 {
    if value == 0.0 {
        return 0;
    }
    // Through the text of it, since 9.999 is written 10.0 and has one more place.
    let text = format!("{value:.2e}");
    text.split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0)
}

/// `value` with `digits` digits that count, at least one before the point.
fn three_digits(value: f64, digits: i32) -> String {
    let decimals = digits - 1 - magnitude(value);
    match usize::try_from(decimals) {
        Ok(decimals) if decimals > 0 => format!("{value:.decimals$}"),
        _ => whole(to_three_digits(value)),
    }
}

fn to_three_digits(value: f64) -> f64 {
    let step = 10_f64.powi((magnitude(value) - 2).max(0));
    (value / step).round() * step
}

/// `value` without decimals, its thousands with commas.
fn whole(value: f64) -> String {
    let text = format!("{:.0}", value.abs());
    let mut written = String::new();
    for (index, digit) in text.chars().enumerate() {
        if index > 0 && (text.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    if value < 0.0 && text != "0" { format!("-{written}") } else { written }
}

#[cfg(test)]
mod tests {
    use crate::catalogue::Unit;

    #[test]
    fn seconds_are_shown_in_the_unit_that_fits() {
        let written =
            [0.0, 3.21, 0.752, 0.0994, 0.0013, 0.000_064, 0.1, 0.099_99].map(|value| Unit::Seconds.write(value));
        assert_eq!(written, ["0 s", "3.21 s", "0.752 s", "99.4 ms", "1.30 ms", "64.0 µs", "0.100 s", "0.100 s"]);
    }

    #[test]
    fn bytes_are_shown_in_thousands_and_millions() {
        assert_eq!(
            [64.0, 9_300.0, 1_234_567.0, 999_900.0].map(|value| Unit::Bytes.write(value)),
            ["64 B", "9.30 KB", "1.23 MB", "1.00 MB"]
        );
    }

    #[test]
    fn a_count_is_exact_only_where_all_samples_agree() {
        let write = |lowest, highest| Unit::Count.write_range(lowest, highest);
        assert_eq!(write(125_827.0, 125_827.0), "125,827");
        assert_eq!(write(93_217.0, 141_034.0), "93,200 to 141,000");
        assert_eq!(write(0.0, 7.0), "0 to 7");
        assert_eq!(write(1_000.0, 1_000.0), "1,000");
    }

    #[test]
    fn a_rate_keeps_three_digits() {
        assert_eq!(
            [72_210.0, 136.4, 9.996, 36.04].map(|value| Unit::Rate.write(value)),
            ["72,200", "136", "10.0", "36.0"]
        );
    }

    #[test]
    fn a_ratio_has_two_decimals_and_never_just_zeros() {
        assert_eq!(
            [1.0, 0.97, 0.0, 0.001_88, 12.34, 530.7].map(|value| Unit::Ratio.write(value)),
            ["1.00", "0.97", "0", "0.0019", "12.3", "531"]
        );
    }

    #[test]
    fn a_range_says_its_unit_once_unless_the_ends_differ() {
        assert_eq!(Unit::Seconds.write_range(0.1312, 0.1498), "0.131 to 0.150 s");
        assert_eq!(Unit::Seconds.write_range(0.005_2, 1.2), "5.20 ms to 1.20 s");
        assert_eq!(Unit::Seconds.write_range(0.131_21, 0.131_24), "0.131 s");
    }
}
