//! What the company permits, with the proof that it does: a task, its authority and its MAC.

use std::fmt;

use serde::{Deserialize, Serialize};
use vocabulary::MeterTime;

use super::{Authority, TaskMac};

/// A task with what proves that the company's key machine permits it; comes with the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authorised<T> {
    pub task: T,
    pub authority: Authority,
    /// MAC1 (reference 9.6): over the task, for this authority alone.
    pub mac: TaskMac,
}

/// Why something is no task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaskFault {
    #[error("the year must lie between 2000 and 2099, because meters carry two digits of it")]
    Century,
    #[error("a parameter's value must have 1 to {max} bytes, has {found}", max = super::ParameterTask::VALUE_LEN_MAX)]
    ValueLength { found: usize },
    #[error("a meter's clock is set by a clock task, not by a parameter task")]
    ClockItem,
    #[error("a protected command's APDU must be a SET or ACTION request of at most {max} bytes", max = super::CommandTask::CONTENT_LEN_MAX)]
    Apdu,
    #[error("a time tag must be 00, or 01 and ten bytes")]
    TimeTag,
}

/// A time that a meter can carry as `YY MM DD hh mm ss`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ShortTime(MeterTime);

impl ShortTime {
    pub(super) fn new(time: MeterTime) -> Result<Self, TaskFault> {
        if !(2000..=2099).contains(&time.year()) {
            return Err(TaskFault::Century);
        }
        Ok(Self(time))
    }

    pub(super) fn from_bcd(bcd: [u8; 6]) -> Option<Self> {
        let [year, month, day, hour, minute, second] = bcd.map(from_bcd);
        let date = (2000 + u16::from(year?), month?, day?);
        MeterTime::new(date, (hour?, minute?, second?)).ok().map(Self)
    }

    pub(super) const fn time(self) -> MeterTime {
        self.0
    }

    /// `YY MM DD hh mm ss`, BCD.
    pub(super) fn bcd(self) -> [u8; 6] {
        let time = self.0;
        let year = u8::try_from(time.year() % 100).expect("two digits");
        [year, time.month(), time.day(), time.hour(), time.minute(), time.second()].map(to_bcd)
    }
}

impl fmt::Display for ShortTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Two decimal digits in one byte; `number` is below 100.
fn to_bcd(number: u8) -> u8 {
    ((number / 10) << 4) | (number % 10)
}

fn from_bcd(byte: u8) -> Option<u8> {
    let (high, low) = (byte >> 4, byte & 0x0F);
    (high < 10 && low < 10).then_some(high * 10 + low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_a_calendar_shows_is_a_time() {
        assert!(ShortTime::from_bcd([0x26, 0x02, 0x29, 0, 0, 0]).is_none());
        assert!(ShortTime::from_bcd([0x26, 0x0A, 0x01, 0, 0, 0]).is_none());
        assert!(ShortTime::from_bcd([0x28, 0x02, 0x29, 0x23, 0x59, 0x59]).is_some());
    }

    proptest! {
        #[test]
        fn a_short_time_reads_back(seconds in 946_684_800i64..4_000_000_000) {
            let instant = vocabulary::Instant::from_micros(seconds * 1_000_000);
            let time = MeterTime::right_at(instant).expect("inside the calendar");
            let short = ShortTime::new(time).expect("this century");
            prop_assert_eq!(ShortTime::from_bcd(short.bcd()), Some(short));
        }
    }
}
