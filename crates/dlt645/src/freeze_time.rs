//! When a meter freezes its registers: the data of 16H.

use serde::{Deserialize, Serialize};
use vocabulary::MeterTime;

use crate::fields::{FieldFault, Fields};
use crate::{Name, bcd};

/// When a meter freezes its registers (冻结时间): 4 bytes, `mm hh DD MM`, 99 for any (dlt645-2007.md, 6.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FreezeTime {
    /// 99999999: now.
    Instantly,
    /// 999999mm.
    Hourly { minute: u8 },
    /// 9999hhmm.
    Daily { hour: u8, minute: u8 },
    /// 99DDhhmm.
    Monthly { day: u8, hour: u8, minute: u8 },
    /// MMDDhhmm.
    Yearly { month: u8, day: u8, hour: u8, minute: u8 },
}

impl FreezeTime {
    pub(crate) fn parse(fields: &mut Fields<'_>) -> Result<Self, FieldFault> {
        let octets: [u8; 4] = fields.take(FREEZE_TIME)?;
        let fault =
            fields.value_fault(FREEZE_TIME, octets.len(), "a time (mm hh DD MM) with 99 for any");
        let mut pairs = [0; 4];
        for (pair, octet) in pairs.iter_mut().zip(octets) {
            *pair = bcd::pair(octet).ok_or(fault)?;
        }
        let time = match pairs {
            [ANY, ANY, ANY, ANY] => Self::Instantly,
            [minute, ANY, ANY, ANY] => Self::Hourly { minute },
            [minute, hour, ANY, ANY] => Self::Daily { hour, minute },
            [minute, hour, day, ANY] => Self::Monthly { day, hour, minute },
            [minute, hour, day, month] => Self::Yearly { month, day, hour, minute },
        };
        if !time.exists() {
            return Err(fault);
        }
        fields.tell(|| format!("{time:?}"));
        Ok(time)
    }

    /// Whether a calendar and a clock can come to it.
    pub(crate) fn exists(self) -> bool {
        let (month, day, hour, minute) = match self {
            Self::Instantly => (1, 1, 0, 0),
            Self::Hourly { minute } => (1, 1, 0, minute),
            Self::Daily { hour, minute } => (1, 1, hour, minute),
            Self::Monthly { day, hour, minute } => (1, day, hour, minute),
            Self::Yearly { month, day, hour, minute } => (month, day, hour, minute),
        };
        // A leap year, since the 29th of February exists in some.
        MeterTime::new((2000, month, day), (hour, minute, 0)).is_ok()
    }

    pub(crate) fn to_wire(self) -> [u8; 4] {
        let pairs = match self {
            Self::Instantly => [ANY; 4],
            Self::Hourly { minute } => [minute, ANY, ANY, ANY],
            Self::Daily { hour, minute } => [minute, hour, ANY, ANY],
            Self::Monthly { day, hour, minute } => [minute, hour, day, ANY],
            Self::Yearly { month, day, hour, minute } => [minute, hour, day, month],
        };
        pairs.map(|pair| bcd::octet_of(pair % 100))
    }
}

/// 99 in a time to freeze at.
const ANY: u8 = 99;
const FREEZE_TIME: Name = Name::new("冻结时间", "time to freeze at");

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(octets: [u8; 4]) -> Option<FreezeTime> {
        FreezeTime::parse(&mut Fields::of(&octets)).ok()
    }

    #[test]
    fn ninety_nine_stands_for_any() {
        for (octets, time) in [
            ([0x99, 0x99, 0x99, 0x99], FreezeTime::Instantly),
            ([0x30, 0x99, 0x99, 0x99], FreezeTime::Hourly { minute: 30 }),
            ([0x00, 0x00, 0x99, 0x99], FreezeTime::Daily { hour: 0, minute: 0 }),
            ([0x00, 0x12, 0x01, 0x99], FreezeTime::Monthly { day: 1, hour: 12, minute: 0 }),
            (
                [0x00, 0x12, 0x29, 0x02],
                FreezeTime::Yearly { month: 2, day: 29, hour: 12, minute: 0 },
            ),
        ] {
            assert_eq!(parse(octets), Some(time));
            assert_eq!(time.to_wire(), octets);
        }
    }

    #[test]
    fn a_time_that_never_comes_is_refused() {
        assert_eq!(parse([0x60, 0x99, 0x99, 0x99]), None);
        assert_eq!(parse([0x99, 0x12, 0x99, 0x99]), None, "any minute of an hour");
        assert_eq!(parse([0x00, 0x12, 0x30, 0x02]), None);
        assert_eq!(parse([0x0A, 0x12, 0x30, 0x01]), None);
    }
}
