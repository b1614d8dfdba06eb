//! Dated policies: how long something may take, by law or by the company's own rule.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::Date;
use vocabulary::{Instant, Text, local_date, minutes};

use crate::{DayEnd, EventPattern, Region, Subject};

/// One time limit, as a line of a bundle's `policies.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    pub kind: PolicyKind,
    /// The limit's name, the same through all its generations.
    pub policy: String,
    /// What people see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    pub region: Region,
    /// The first day on which it is in force.
    pub effective_from: Date,
    /// The last day, if it went out of force without a new generation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_until: Option<Date>,
    pub unit: Unit,
    pub value: u32,
    pub start_event: EventPattern,
    pub end_event: EventPattern,
    #[serde(default)]
    pub pause_reasons: BTreeSet<String>,
    #[serde(default)]
    pub day_zero: DayZero,
    #[serde(default)]
    pub day_end: DayEnd,
    /// How long before the end it counts as due soon; a day for working days, a quarter of the
    /// limit otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pre_alert_minutes: Option<u32>,
    /// Whether somebody has to say why it was missed; a statutory one asks unless it says no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_required: Option<bool>,
    /// Where the limit is written.
    #[serde(default)]
    pub source: String,
}

/// Who set a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyKind {
    /// 法定或承诺时限
    Statutory,
    /// 内控时限: sign-in, arrival.
    Internal,
}

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    WorkingDay,
    Hour,
    Minute,
}

/// Which day is counted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayZero {
    /// The day of the start is day zero: counting begins with the next.
    #[default]
    NextDay,
    /// The day of the start is the first day, if it is a working day and not over.
    SameDay,
}

/// What a clock remembers of its policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PolicyKey {
    pub kind: PolicyKind,
    pub policy: String,
    pub region: Region,
    pub effective_from: Date,
}

impl PolicyKind {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            PolicyKind::Statutory => "statutory",
            PolicyKind::Internal => "internal",
        }
    }
}

impl Policy {
    #[must_use]
    pub fn key(&self) -> PolicyKey {
        PolicyKey {
            kind: self.kind,
            policy: self.policy.clone(),
            region: self.region.clone(),
            effective_from: self.effective_from,
        }
    }

    /// For whom `event` starts a clock, if it does.
    #[must_use]
    pub fn starts(&self, event: &str) -> Option<Subject> {
        self.start_event.subject_of(event)
    }

    /// Whose clock `event` ends, if it ends one.
    #[must_use]
    pub fn ends(&self, event: &str) -> Option<Subject> {
        self.end_event.subject_of(event)
    }

    /// How long before the end it counts as due soon.
    #[must_use]
    pub fn pre_alert(&self) -> Duration {
        let usual = match self.unit {
            Unit::WorkingDay => 1_440,
            Unit::Hour => self.value.saturating_mul(60) / 4,
            Unit::Minute => self.value / 4,
        };
        minutes(u64::from(self.pre_alert_minutes.unwrap_or(usual)))
    }

    /// Whether somebody has to say why it was missed.
    #[must_use]
    pub fn asks_for_reason(&self) -> bool {
        self.reason_required.unwrap_or(self.kind == PolicyKind::Statutory)
    }

    fn is_in_force(&self, day: Date) -> bool {
        self.effective_from <= day && self.effective_until.is_none_or(|until| day <= until)
    }

    fn check(&self) -> Result<(), PolicyFault> {
        if !is_name(&self.policy) || self.pause_reasons.iter().any(|reason| !is_name(reason)) {
            return Err(PolicyFault::Name);
        }
        if self.effective_until.is_some_and(|until| until < self.effective_from) {
            return Err(PolicyFault::NeverInForce);
        }
        let value_max = match self.unit {
            Unit::WorkingDay => WORKING_DAYS_MAX,
            Unit::Hour => WORKING_DAYS_MAX * 24,
            Unit::Minute => WORKING_DAYS_MAX * 1_440,
        };
        if self.value == 0 || self.value > value_max {
            return Err(PolicyFault::Value { value_max });
        }
        if self.start_event == self.end_event {
            return Err(PolicyFault::SameEvent);
        }
        if self.start_event.has_star() != self.end_event.has_star() {
            return Err(PolicyFault::OneStar);
        }
        if self.pre_alert_minutes.is_some_and(|minutes| minutes > WORKING_DAYS_MAX * 1_440) {
            return Err(PolicyFault::PreAlert);
        }
        Ok(())
    }
}

/// Reads a bundle's `policies.json`.
///
/// # Errors
/// When it is too long or no list of policies, or names the policy that cannot be.
pub fn parse_policies(bytes: &[u8]) -> Result<Vec<Policy>, PolicyError> {
    if bytes.len() > FILE_LEN_MAX {
        return Err(PolicyError::TooLong);
    }
    let policies: Vec<Policy> = serde_json::from_slice(bytes).map_err(PolicyError::Syntax)?;
    let mut keys = BTreeSet::new();
    for policy in &policies {
        let refused = |fault| PolicyError::Policy { policy: policy.policy.clone(), fault };
        policy.check().map_err(refused)?;
        if !keys.insert(policy.key()) {
            return Err(refused(PolicyFault::Twice));
        }
    }
    Ok(policies)
}

/// The policies in force at `at` for a station that lies in `region`, one of each kind and name: the
/// nearest region's before a wider one's, then the newest.
#[must_use]
pub fn choose<'a>(policies: &'a [Policy], region: &Region, at: Instant) -> Vec<&'a Policy> {
    let Some(today) = local_date(at) else { return Vec::new() };
    let mut chosen: BTreeMap<(PolicyKind, &str), &Policy> = BTreeMap::new();
    for policy in policies {
        if !policy.region.contains(region) || !policy.is_in_force(today) {
            continue;
        }
        let rank = |policy: &Policy| (policy.region.nearness(), policy.effective_from);
        let best = chosen.entry((policy.kind, &policy.policy)).or_insert(policy);
        if rank(policy) > rank(best) {
            *best = policy;
        }
    }
    chosen.into_values().collect()
}

/// Why a file of policies was refused.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("the file is longer than {FILE_LEN_MAX} bytes")]
    TooLong,
    #[error("the text is no list of policies")]
    Syntax(#[source] serde_json::Error),
    #[error("the policy {policy:?} cannot be")]
    Policy {
        policy: String,
        #[source]
        fault: PolicyFault,
    },
}

/// What is wrong with one policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    #[error("names and reasons are 1 to {NAME_LEN_MAX} of a-z, 0-9 and _")]
    Name,
    #[error("it would be out of force before it is in force")]
    NeverInForce,
    #[error("a region is *, six digits of a division, urban, rural, remote, or 130000-rural")]
    Region,
    #[error("the value must lie between 1 and {value_max}")]
    Value { value_max: u32 },
    #[error("it would end with the event that starts it")]
    SameEvent,
    #[error("a * in one of its events needs a * in the other")]
    OneStar,
    #[error("the pre-alert is longer than any limit")]
    PreAlert,
    #[error("the same kind, name, region and first day appear twice")]
    Twice,
}

pub(crate) fn is_name(name: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !name.is_empty() && name.len() <= NAME_LEN_MAX && name.bytes().all(known)
}

const FILE_LEN_MAX: usize = 262_144;
const NAME_LEN_MAX: usize = 100;
/// Longer than any limit known (a scheme's validity is a year).
const WORKING_DAYS_MAX: u32 = 366;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINE: &str = r#"{"kind":"statutory","policy":"lv_residential_total","region":"*",
        "effective_from":"2022-01-01","unit":"working_day","value":5,"start_event":"order.accepted",
        "end_event":"stage.install_energise.submitted","pause_reasons":["customer_papers"],
        "source":"the 2022 commitments"}"#;

    fn file(changes: &[&[(&str, &str)]]) -> Result<Vec<Policy>, PolicyError> {
        let lines = changes.iter().map(|changes| {
            changes.iter().fold(LINE.to_owned(), |line, (from, to)| {
                assert!(line.contains(from), "{from}");
                line.replacen(from, to, 1)
            })
        });
        let text = format!("[{}]", lines.collect::<Vec<_>>().join(","));
        parse_policies(text.as_bytes())
    }

    fn at(day: &str) -> Instant {
        // Noon in Shanghai.
        let format = time::macros::format_description!("[year]-[month]-[day]");
        let day = Date::parse(day, format).expect("a day");
        let midnight = day.midnight().assume_utc().unix_timestamp();
        Instant::from_micros((midnight + 4 * 3_600) * 1_000_000)
    }

    #[test]
    fn reads_the_line_of_a_bundle_with_its_defaults() {
        let policies = file(&[&[]]).expect("a list");
        let policy = &policies[0];
        assert_eq!((policy.unit, policy.value), (Unit::WorkingDay, 5));
        assert_eq!(policy.day_zero, DayZero::NextDay);
        assert_eq!(policy.day_end, DayEnd::MIDNIGHT);
        assert_eq!(policy.pre_alert(), minutes(1_440));
        let again = serde_json::to_vec(&policies).expect("JSON");
        assert_eq!(parse_policies(&again).expect("its own text"), policies);
    }

    #[test]
    fn names_what_is_wrong() {
        let check = |changes: &[(&str, &str)], expect| match file(&[changes]) {
            Err(PolicyError::Policy { fault, .. }) => assert_eq!(fault, expect, "{changes:?}"),
            other => panic!("{changes:?}: {other:?}"),
        };
        check(&[("\"value\":5", "\"value\":0")], PolicyFault::Value { value_max: 366 });
        check(&[("\"value\":5", "\"value\":367")], PolicyFault::Value { value_max: 366 });
        check(&[("lv_residential_total", "LV")], PolicyFault::Name);
        check(&[("order.accepted", "stage.*.signed_in")], PolicyFault::OneStar);
        check(
            &[("\"unit\"", "\"effective_until\":\"2021-12-31\",\"unit\"")],
            PolicyFault::NeverInForce,
        );
        check(&[("customer_papers", "")], PolicyFault::Name);
        check(&[("order.accepted", "stage.install_energise.submitted")], PolicyFault::SameEvent);
        assert!(matches!(
            file(&[&[], &[]]),
            Err(PolicyError::Policy { fault: PolicyFault::Twice, .. })
        ));
        for (from, to) in [
            ("\"region\":\"*\"", "\"region\":\"唐山\""),
            ("\"value\":5", "\"value\":5.5"),
            ("order.accepted", "Order Accepted"),
            ("working_day", "fortnight"),
            ("\"source\"", "\"day_end\":\"25:00\",\"source\""),
            ("\"source\"", "\"colour\""),
        ] {
            assert!(matches!(file(&[&[(from, to)]]), Err(PolicyError::Syntax(_))), "{to}");
        }
        assert!(matches!(parse_policies(&vec![b' '; 300_000]), Err(PolicyError::TooLong)));
    }

    #[test]
    fn the_region_and_then_the_newest_generation_win() {
        let policies = file(&[
            &[("2022-01-01", "2011-01-01"), ("\"value\":5", "\"value\":6")],
            &[],
            &[("\"value\":5", "\"value\":4"), ("\"*\"", "\"130200\""), ("2022", "2015")],
            &[("\"value\":5", "\"value\":3"), ("2022", "2030")],
            &[("\"value\":5", "\"value\":2"), ("statutory", "internal")],
        ])
        .expect("a list");
        let check = |region: &str, day: &str, expect: &[u32]| {
            let region = Region::parse(region).expect("a region");
            let values =
                choose(&policies, &region, at(day)).iter().map(|p| p.value).collect::<Vec<_>>();
            assert_eq!(values, expect, "{region} {day}");
        };
        check("110000", "2010-12-31", &[]);
        check("110000", "2021-12-31", &[6]);
        check("110000", "2022-01-01", &[5, 2]);
        check("130200", "2022-01-01", &[4, 2]);
        check("130224-rural", "2022-01-01", &[4, 2]);
        check("130000", "2022-01-01", &[5, 2]);
        check("130200", "2014-06-01", &[6]);
        check("110000", "2030-01-01", &[3, 2]);
    }

    /// The three times of arrival at a fault, and a province that promises more.
    #[test]
    fn the_nearest_region_wins() {
        let of = |region: &'static str, value: &'static str| {
            [("\"*\"", region), ("working_day", "minute"), ("\"value\":5", value)]
        };
        let policies = file(&[
            &of("\"urban\"", "\"value\":45"),
            &of("\"rural\"", "\"value\":90"),
            &of("\"remote\"", "\"value\":120"),
            &of("\"130000\"", "\"value\":80"),
            &of("\"130000-urban\"", "\"value\":40"),
        ])
        .expect("a list");
        let check = |region: &str, expect: &[u32]| {
            let region = Region::parse(region).expect("a region");
            let chosen = choose(&policies, &region, at("2026-11-29"));
            assert_eq!(chosen.iter().map(|p| p.value).collect::<Vec<_>>(), expect, "{region}");
        };
        check("urban", &[45]);
        check("110101-rural", &[90]);
        check("remote", &[120]);
        check("130224-urban", &[40]);
        check("130224-remote", &[80]);
        check("*", &[]);
    }

    #[test]
    fn what_went_out_of_force_is_not_chosen() {
        let until = [("\"unit\"", "\"effective_until\":\"2023-06-30\",\"unit\"")];
        let policies = file(&[&until]).expect("a list");
        let count = |day| choose(&policies, &Region::everywhere(), at(day)).len();
        assert_eq!((count("2023-06-30"), count("2023-07-01")), (1, 0));
    }

    #[test]
    fn a_star_gives_every_stage_its_own_clock() {
        let stars = [
            ("order.accepted", "stage.*.delivered"),
            ("stage.install_energise.submitted", "stage.*.signed_in"),
        ];
        let policies = file(&[&stars]).expect("a list");
        let archive = Some(Subject::Element("archive".into()));
        assert_eq!(policies[0].starts("stage.archive.delivered"), archive);
        assert_eq!(policies[0].ends("stage.archive.signed_in"), archive);
        assert_eq!(policies[0].starts("stage.archive.signed_in"), None);
    }

    #[test]
    fn reads_the_policies_of_every_process_that_is_shipped() {
        let processes = concat!(env!("CARGO_MANIFEST_DIR"), "/../../processes");
        let mut read = 0;
        for process in std::fs::read_dir(processes).expect("the folder of processes") {
            let path = process.expect("an entry").path().join("policies.json");
            let Ok(bytes) = std::fs::read(&path) else { continue };
            parse_policies(&bytes).unwrap_or_else(|fault| panic!("{path:?}: {fault:?}"));
            read += 1;
        }
        assert!(read > 0, "no process has policies");
    }

    proptest! {
        #[test]
        fn garbage_is_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
            prop_assume!(!bytes.trim_ascii().starts_with(b"["));
            prop_assert!(parse_policies(&bytes).is_err());
        }

        #[test]
        fn one_changed_octet_is_read_or_refused(at in 0_usize..330, octet: u8) {
            let mut text = format!("[{LINE}]").into_bytes();
            prop_assume!(at < text.len());
            text[at] = octet;
            if let Ok(policies) = parse_policies(&text) {
                for policy in policies {
                    prop_assert_eq!(policy.check(), Ok(()));
                }
            }
        }
    }
}
