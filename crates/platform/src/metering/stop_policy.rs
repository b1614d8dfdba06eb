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
    /// A restore that is agreed as automatic may be carried out without a network, within the day of its approval.
    pub restores_travel: bool,
}

/// What holds for stops, day by day: the company's own list, or the one that comes with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopPolicies(Vec<StopPolicy>);

/// A list that says nothing, or something that no day has.
#[derive(Debug, thiserror::Error)]
pub enum NoStopPolicies {
    #[error("it is no list of stop policies")]
    Json(#[from] serde_json::Error),
    #[error("it is empty")]
    Empty,
    #[error("from must be a day such as 2022-01-01, not {from}")]
    Day { from: String },
    #[error("the policy from {from} names no source")]
    Source { from: String },
    #[error("the policy from {from} has an hour beyond 24")]
    Hour { from: String },
}

impl StopPolicies {
    /// The list that comes with the program.
    #[must_use]
    pub fn shipped() -> Self {
        Self::read(include_str!("stop_policy.json")).expect("the shipped policies are tested")
    }

    /// A company's own list: JSON as `stop_policy.json` is.
    ///
    /// # Errors
    /// Names what is wrong with it.
    pub fn read(text: &str) -> Result<Self, NoStopPolicies> {
        let mut policies: Vec<StopPolicy> = serde_json::from_str(text)?;
        for StopPolicy { from, source, night_from_h, night_until_h, .. } in &policies {
            let from = from.clone();
            let shape: String =
                from.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            if shape != "0000-00-00" {
                return Err(NoStopPolicies::Day { from });
            }
            if source.trim().is_empty() {
                return Err(NoStopPolicies::Source { from });
            }
            if *night_from_h > 24 || *night_until_h > 24 {
                return Err(NoStopPolicies::Hour { from });
            }
        }
        policies.sort_by(|left, right| left.from.cmp(&right.from));
        if policies.is_empty() { Err(NoStopPolicies::Empty) } else { Ok(Self(policies)) }
    }

    /// The one in force; before the first of the list, the first.
    #[must_use]
    pub fn in_force(&self, now: Instant) -> &StopPolicy {
        let today = local_date(now).map(|day| day.to_string()).unwrap_or_default();
        let newest = self.0.iter().rposition(|policy| policy.from <= today).unwrap_or(0);
        &self.0[newest]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_policies_have_a_night() {
        let StopPolicies(policies) = StopPolicies::shipped();
        assert!(policies.iter().all(|policy| policy.night_from_h > policy.night_until_h));
    }

    #[test]
    fn the_newest_that_has_begun_is_in_force() {
        let policies = StopPolicies::shipped();
        let at = |text: &str| {
            let shown: vocabulary::MeterTime = text.parse().expect("a time");
            policies.in_force(shown.instant()).notice_days
        };
        assert_eq!(at("2021-12-31T23:59:59"), 3);
        assert_eq!(at("2022-01-01T00:00:00"), 7);
        assert_eq!(at("1990-01-01T00:00:00"), 3);
    }

    #[test]
    fn a_company_s_own_list_says_what_is_wrong_with_it() {
        let list = |change: &str, to: &str| {
            StopPolicies::read(&include_str!("stop_policy.json").replace(change, to))
        };
        assert!(list("", "").is_ok());
        assert!(matches!(list("2022-01-01", "soon"), Err(NoStopPolicies::Day { .. })));
        assert!(matches!(list(": 20,", ": 25,"), Err(NoStopPolicies::Hour { .. })));
        assert!(matches!(StopPolicies::read("[]"), Err(NoStopPolicies::Empty)));
        assert!(matches!(StopPolicies::read("{}"), Err(NoStopPolicies::Json(_))));
    }
}
