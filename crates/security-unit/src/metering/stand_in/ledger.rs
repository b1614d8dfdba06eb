//! How often each authority was used: what a unit has to remember when the power goes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vocabulary::MeterTime;

use super::authority::{Number, OpenAuthority};
use crate::metering::AuthorityRefusal;

/// The uses of authorities that have not expired, and the latest time at which one served.
///
/// A unit has no clock. What it is told must lie within an authority's time, which the key machine vouches for; so a
/// terminal whose clock runs ahead cannot make the unit forget more than what would have expired by then anyway, and one
/// whose clock is put back revives nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ledger {
    latest: Option<MeterTime>,
    /// By the authority's number in hexadecimal.
    used: BTreeMap<String, Used>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Used {
    times: u8,
    not_after: MeterTime,
}

impl Ledger {
    /// The time that counts: never earlier than one that already counted.
    pub(super) fn now(&self, told: MeterTime) -> MeterTime {
        self.latest.map_or(told, |latest| latest.max(told))
    }

    /// Writes down one more use of `authority`, which serves at `now`.
    pub(super) fn spend(
        &mut self,
        authority: &OpenAuthority,
        now: MeterTime,
    ) -> Result<(), AuthorityRefusal> {
        self.latest = Some(now);
        self.used.retain(|_, used| used.not_after >= now);

        let not_after = authority.terms.not_after();
        let name = name(authority.number);
        let used = self.used.entry(name).or_insert(Used { times: 0, not_after });
        if used.times >= authority.terms.uses().count() {
            return Err(AuthorityRefusal::UsedUp);
        }
        used.times += 1;
        Ok(())
    }
}

fn name(number: Number) -> String {
    hex::encode(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metering::KeySet;
    use crate::metering::Purpose;
    use crate::metering::stand_in::authority::{Terms, Uses};
    use crate::metering::stand_in::sm4::Sm4Key;

    fn authority(number: u8, not_after: &str, uses: u8) -> OpenAuthority {
        let uses = Uses::new(uses).expect("within bounds");
        let not_after = not_after.parse().expect("a time");
        let terms = Terms::new(Purpose::Control, KeySet::Public, not_after, uses);
        OpenAuthority {
            terms: terms.expect("this century"),
            number: [number; 5],
            work_key: Sm4Key::from_bytes([0; 16]),
        }
    }

    fn at(text: &str) -> MeterTime {
        text.parse().expect("a time")
    }

    const MORNING: &str = "2026-11-30T08:00:00";
    const EVENING: &str = "2026-11-30T18:00:00";

    #[test]
    fn an_authority_serves_as_often_as_it_says() {
        let mut ledger = Ledger::default();
        let twice = authority(1, EVENING, 2);
        assert_eq!(ledger.spend(&twice, at(MORNING)), Ok(()));
        assert_eq!(ledger.spend(&twice, at(MORNING)), Ok(()));
        assert_eq!(ledger.spend(&twice, at(MORNING)), Err(AuthorityRefusal::UsedUp));
        assert_eq!(ledger.spend(&authority(2, EVENING, 1), at(MORNING)), Ok(()));
    }

    #[test]
    fn what_has_expired_is_forgotten_and_no_clock_put_back_revives_it() {
        let mut ledger = Ledger::default();
        ledger.spend(&authority(1, MORNING, 1), at(MORNING)).expect("fresh");
        ledger.spend(&authority(2, EVENING, 1), at(EVENING)).expect("fresh");
        assert_eq!(ledger.used.len(), 1, "the morning's is forgotten");
        assert_eq!(ledger.now(at(MORNING)), at(EVENING), "and its time does not come again");
    }

    #[test]
    fn a_ledger_survives_json() {
        let mut ledger = Ledger::default();
        ledger.spend(&authority(1, EVENING, 3), at(MORNING)).expect("fresh");
        let text = serde_json::to_string(&ledger).expect("strings and numbers");
        assert_eq!(serde_json::from_str::<Ledger>(&text).ok(), Some(ledger));
    }
}
