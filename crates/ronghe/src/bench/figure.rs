//! A figure beside its yardstick.

use std::fmt;

use serde::Serialize;

/// One figure: what was measured, what it is held against, and what is wanted.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    pub name: &'static str,
    pub unit: Unit,
    /// Median of `runs`.
    pub value: f64,
    /// Median of `yardstick_runs`; for a fixed limit, the limit.
    pub yardstick: f64,
    /// What the yardstick is.
    pub against: &'static str,
    pub ratio: f64,
    pub wanted: Wanted,
    pub met: bool,
    pub runs: Vec<f64>,
    pub yardstick_runs: Vec<f64>,
}

/// What the ratio of figure and yardstick shall be.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    AtMost(f64),
    AtLeast(f64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Millis,
    Bytes,
    PerSecond,
    Requests,
    Mebibytes,
}

impl Figure {
    /// Medians of runs side by side.
    #[must_use]
    pub fn of(
        name: &'static str,
        unit: Unit,
        wanted: Wanted,
        against: &'static str,
        runs: Vec<f64>,
        yardstick_runs: Vec<f64>,
    ) -> Self {
        let (value, yardstick) = (median(&runs), median(&yardstick_runs));
        let ratio = value / yardstick;
        let met = match wanted {
            Wanted::AtMost(limit) => ratio <= limit,
            Wanted::AtLeast(limit) => ratio >= limit,
        };
        Self { name, unit, value, yardstick, against, ratio, wanted, met, runs, yardstick_runs }
    }

    /// Medians of runs against a limit that does not depend on the machine.
    #[must_use]
    pub fn within(name: &'static str, unit: Unit, limit: f64, runs: Vec<f64>) -> Self {
        Self::of(name, unit, Wanted::AtMost(1.0), "limit", runs, vec![limit])
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.met { "met" } else { "MISSED" };
        let (value, yardstick) = (self.unit.show(self.value), self.unit.show(self.yardstick));
        write!(
            f,
            "{:<44} {value:>14} {yardstick:>14} {:>7.3}  {:<7}  {verdict:<6}  {}",
            self.name, self.ratio, self.wanted, self.against
        )
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Wanted::AtMost(limit) => format!("<= {limit}"),
            Wanted::AtLeast(limit) => format!(">= {limit}"),
        };
        f.pad(&text)
    }
}

impl Unit {
    fn show(self, number: f64) -> String {
        match self {
            Unit::Millis => format!("{number:.1} ms"),
            Unit::Bytes => format!("{number:.0} B"),
            Unit::PerSecond => format!("{number:.0} /s"),
            Unit::Requests => format!("{number:.0} requests"),
            Unit::Mebibytes => format!("{number:.1} MiB"),
        }
    }
}

/// The head of the table that figures are printed in.
#[must_use]
pub fn head() -> String {
    format!(
        "{:<44} {:>14} {:>14} {:>7}  {:<7}  {:<6}  against",
        "figure", "value", "yardstick", "ratio", "wanted", ""
    )
}

/// The middle of some numbers; the mean of the two middle ones where there are two.
fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = ((sorted.len().max(1) - 1) / 2, sorted.len() / 2);
    match (sorted.get(low), sorted.get(high)) {
        (Some(low), Some(high)) => f64::midpoint(*low, *high),
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn a_figure_is_met_or_missed_by_its_ratio() {
        let figure = |wanted, value| {
            Figure::of("x", Unit::Millis, wanted, "y", vec![value], vec![100.0]).met
        };
        assert!(figure(Wanted::AtMost(0.5), 50.0));
        assert!(!figure(Wanted::AtMost(0.5), 51.0));
        assert!(figure(Wanted::AtLeast(0.5), 50.0));
        assert!(!figure(Wanted::AtLeast(0.5), 49.0));
        // Nothing measured is nothing met.
        let nothing = Figure::within("x", Unit::Millis, 1.0, Vec::new());
        assert!(!nothing.met);
    }
}
