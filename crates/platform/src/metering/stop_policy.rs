//! When a supply may be stopped: dated data, not code.

use serde::Deserialize;
use vocabulary::{Instant, local_date};

/// What holds for stops from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopPolicy {
    /// The first day, as `2022-01-01`.
    pub from: String,
    /// Where it is written.
    pub source: String,
    /// Days from the delivered notice to the stop, at least.
    pub notice_days: u32,
    /// Minutes from the second notice to the stop, at least.
    pub second_notice_min: u32,
    /// Nobody is stopped from this hour of the evening…
    pub night_from_h: u8,
    /// … to this one of the morning.
    pub night_until_h: u8,
    /// Nobody is stopped on days that are not worked, nor on the eve of one.
    pub days_off: bool,
    /// Minutes from an attempt that failed to the next one, at least.
    pub failed_attempt_min: u32,
}

impl StopPolicy {
    /// The one in force; before the first of the list, the first.
    #[must_use]
    pub fn in_force(now: Instant) -> Self {
        let today = local_date(now).map(|day| day.to_string()).unwrap_or_default();
        let mut policies = Self::shipped();
        let newest = policies.iter().rposition(|policy| policy.from <= today).unwrap_or(0);
        policies.swap_remove(newest)
    }

    /// The list that comes with the program, by its days.
    fn shipped() -> Vec<Self> {
        let mut policies: Vec<Self> = serde_json::from_str(include_str!("stop_policy.json"))
            .expect("the shipped policies are tested");
        policies.sort_by(|left, right| left.from.cmp(&right.from));
        policies
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_policies_are_dated_and_named() {
        let policies = StopPolicy::shipped();
        assert!(policies.iter().all(|policy| !policy.source.is_empty()));
        assert!(policies.iter().all(|policy| policy.night_from_h > policy.night_until_h));
    }

    #[test]
    fn the_newest_that_has_begun_is_in_force() {
        let at = |text: &str| {
            let shown: vocabulary::MeterTime = text.parse().expect("a time");
            StopPolicy::in_force(shown.instant()).notice_days
        };
        assert_eq!(at("2021-12-31T23:59:59"), 3);
        assert_eq!(at("2022-01-01T00:00:00"), 7);
        assert_eq!(at("1990-01-01T00:00:00"), 3);
    }
}
