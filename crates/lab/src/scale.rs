//! Where a number lies on the axis of a chart, and which numbers stand below the axis.
//!
//! # Keeps true
//!
//! All numbers of a chart lie between the first tick and the last. A linear axis begins at 0, so that lengths can be compared.

/// An axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// Whether each step is a multiple of the one before.
    pub is_log: bool,
    /// The numbers below it, the lowest first; at least two.
    pub ticks: Vec<f64>,
}

/// From here on a linear axis would hide the small ones.
const FAR_APART: f64 = 30.0;

impl Scale {
    /// The axis for `values`, of which none is negative.
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        let highest = values.iter().copied().fold(0.0, f64::max);
        let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
        if lowest > 0.0 && highest > FAR_APART * lowest { Self::log(lowest, highest) } else { Self::linear(highest) }
    }

    fn log(lowest: f64, highest: f64) -> Self {
        let first = power_below(lowest);
        let mut ticks = vec![first];
        while ticks[ticks.len() - 1] < highest {
            ticks.push(first * 10_f64.powi(i32::try_from(ticks.len()).unwrap_or(i32::MAX)));
        }
        Self { is_log: true, ticks }
    }

    fn linear(highest: f64) -> Self {
        let highest = if highest > 0.0 { highest } else { 1.0 };
        let power = power_below(highest);
        let steps = [0.2, 0.5, 1.0, 2.0, 5.0].map(|step| step * power);
        // At most four steps, so that the numbers fit below a narrow chart.
        let step = steps.into_iter().find(|step| highest <= 4.0 * step).unwrap_or(10.0 * power);
        let mut ticks = vec![0.0];
        while ticks[ticks.len() - 1] < highest {
            ticks.push(step * f64::from(u32::try_from(ticks.len()).unwrap_or(u32::MAX)));
        }
        Self { is_log: false, ticks }
    }

    /// How far along the axis `value` lies, from 0 to 1.
    #[must_use]
    pub fn place(&self, value: f64) -> f64 {
        let (first, last) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        if self.is_log { (value / first).ln() / (last / first).ln() } else { (value - first) / (last - first) }
    }
}

/// The largest power of ten that is not above `value`, which is above 0.
fn power_below(value: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a double is between -324 and 309")]
    let power = 10_f64.powi(value.log10().floor() as i32);
    if power > value { power / 10.0 } else { power }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn numbers_that_are_near_each_other_share_an_axis_from_zero() {
        let scale = Scale::of(&[0.747, 0.752, 0.845]);
        assert!(!scale.is_log);
        assert_eq!(scale.ticks, [0.0, 0.5, 1.0]);
        assert_eq!(scale.place(0.5), 0.5);
    }

    #[test]
    fn numbers_that_are_far_apart_stand_on_powers_of_ten() {
        let scale = Scale::of(&[72_210.0, 136.0, 36.0]);
        assert!(scale.is_log);
        assert_eq!(scale.ticks, [10.0, 100.0, 1_000.0, 10_000.0, 100_000.0]);
        assert!((scale.place(1_000.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn nothing_lost_stands_at_the_left_of_a_linear_axis() {
        let scale = Scale::of(&[0.0, 125_827.0]);
        assert!(!scale.is_log);
        assert_eq!(scale.place(0.0), 0.0);
    }

    #[test]
    fn every_number_lies_on_its_axis() {
        for values in
            [vec![0.0], vec![1.0], vec![9.99, 10.0], vec![1e-6, 3.2], vec![100.0, 0.001], vec![4.0], vec![1000.0, 1.0]]
        {
            let scale = Scale::of(&values);
            assert!(scale.ticks.len() >= 2, "{values:?}");
            for &value in &values {
                let place = scale.place(value);
                assert!((-1e-9..=1.0 + 1e-9).contains(&place), "{value} of {values:?} is at {place}");
            }
        }
    }
}
