//! What may follow the body of an APDU: a report that rides along, and a time tag.

use vocabulary::MeterTime;

use crate::apdu::get::{ResultNormal, ResultRecord};
use crate::axdr::{DateTimeS, Ti, choice, sequence};

choice! {
    /// A report that a server adds to an answer (跟随上报信息域, FollowReport).
    pub enum FollowReport: "follow report (1 normal, 2 record)" {
        1 Normal(results: Vec<ResultNormal>),
        2 Record(results: Vec<ResultRecord>),
    }
}

sequence! {
    /// When an APDU was sent and how long it may be under way (时间标签, TimeTag): 10 bytes.
    #[derive(Copy, Hash)]
    pub struct TimeTag shown {
        pub sent: DateTimeS,
        pub delay_max: Ti,
    }
}

impl TimeTag {
    /// Whether a server whose clock shows `now` is to take the APDU: not later than the delay after it was sent.
    ///
    /// No delay means no limit (unconfirmed). A send time that no calendar has, or a delay in months or years, is
    /// never in time.
    #[must_use]
    pub fn is_in_time(self, now: MeterTime) -> bool {
        if self.delay_max.count == 0 {
            return true;
        }
        match (self.sent.meter_time(), self.delay_max.seconds()) {
            (Some(sent), Some(seconds)) => now.seconds_since(sent) <= i64::from(seconds),
            _ => false,
        }
    }
}

impl std::fmt::Display for TimeTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} + {}", self.sent, self.delay_max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::axdr::TiUnit;

    #[test]
    fn an_apdu_is_in_time_for_as_long_as_its_tag_says() {
        let time = |text: &str| -> MeterTime { text.parse().expect("a time") };
        let check = |unit, count, now, expected| {
            let sent = time("2026-11-22T10:00:00").into();
            let tag = TimeTag { sent, delay_max: Ti { unit, count } };
            assert_eq!(tag.is_in_time(time(now)), expected, "{tag} at {now}");
        };
        check(TiUnit::MINUTE, 5, "2026-11-22T10:05:00", true);
        check(TiUnit::MINUTE, 5, "2026-11-22T10:05:01", false);
        check(TiUnit::MINUTE, 0, "2026-11-23T10:00:00", true);
        check(TiUnit::MONTH, 1, "2026-11-22T10:00:00", false);
        check(TiUnit::MINUTE, 5, "2026-11-22T09:00:00", true);
    }
}
