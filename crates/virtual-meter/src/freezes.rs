//! Frozen data (冻结): what the registers held when a day, an hour or a month ended, a set took over, or a master asked
//! (dlt645-2007.md, 7.7; dlt698-45.md, 7.4).

use dlt645::FreezeTime;
use vocabulary::MeterTime;

use crate::demand::Peaks;
use crate::load::Measured;
use crate::registers::{Registers, TARIFFS};

/// When registers are frozen. The number of a kind is kk of `05kkiinn`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Occasion {
    /// At the time that 16H named.
    Timed,
    /// When 16H said so.
    Instant,
    Zones,
    Tables,
    Hourly,
    Prices,
    Daily,
    /// On the settlement day. That 0507 and objects 5005 and 5006 are this is unconfirmed.
    Settlement,
}

/// What was frozen: energies in 0.01 kWh or kvarh, the total first, then the tariffs.
#[derive(Debug, Clone)]
pub(crate) struct Frozen {
    pub at: MeterTime,
    pub forward: [u32; 1 + TARIFFS],
    pub reactive: [u32; 1 + TARIFFS],
    /// 0.1 W: total, A, B, C.
    pub deciwatts: [i32; 4],
    /// 0.1 var.
    pub decivars: [i32; 4],
    /// Only on settlement days all of them; else the total's.
    pub peaks: Box<[crate::demand::Peak]>,
}

/// The last records of each kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Freezes {
    rings: [Vec<Frozen>; 8],
    /// What 16H set.
    pub timed: Option<FreezeTime>,
}

impl Occasion {
    pub(crate) const ALL: [Self; 8] = [
        Self::Timed,
        Self::Instant,
        Self::Zones,
        Self::Tables,
        Self::Hourly,
        Self::Prices,
        Self::Daily,
        Self::Settlement,
    ];

    /// The object in DL/T 698.45; a timed freeze has none there.
    pub(crate) const fn of_object(oi: u16) -> Option<Self> {
        Some(match oi {
            0x5000 => Self::Instant,
            0x5003 => Self::Hourly,
            0x5004 => Self::Daily,
            0x5005 | 0x5006 => Self::Settlement,
            0x5008 => Self::Zones,
            0x5009 => Self::Tables,
            0x500A => Self::Prices,
            _ => return None,
        })
    }

    /// How many records are kept.
    const fn depth(self) -> usize {
        match self {
            Self::Timed | Self::Settlement => 12,
            Self::Instant => 3,
            Self::Zones | Self::Tables | Self::Prices => 2,
            Self::Hourly => 24,
            Self::Daily => 31,
        }
    }
}

impl Frozen {
    pub(crate) fn new(
        at: MeterTime,
        registers: &Registers,
        peaks: &[crate::demand::Peak],
        measured: &Measured,
    ) -> Self {
        let totalled = |of: [i64; 3]| {
            let [a, b, c] = of;
            let narrow = |value: i64| i32::try_from(value).unwrap_or(i32::MAX);
            [narrow(a + b + c), narrow(a), narrow(b), narrow(c)]
        };
        Self {
            at,
            forward: registers.forward.hundredths(),
            reactive: registers.reactive.hundredths(),
            deciwatts: totalled(measured.deciwatts),
            decivars: totalled(measured.decivars),
            peaks: peaks.into(),
        }
    }
}

impl Freezes {
    pub(crate) fn push(
        &mut self,
        occasion: Occasion,
        at: MeterTime,
        registers: &Registers,
        peaks: &Peaks,
        measured: &Measured,
    ) {
        let kept = if occasion == Occasion::Settlement { &peaks[..] } else { &peaks[..1] };
        let ring = &mut self.rings[occasion as usize];
        if ring.len() == occasion.depth() {
            ring.remove(0);
        }
        // Hundreds of meters run in one process: no room is kept for what has not come.
        ring.reserve_exact(1);
        ring.push(Frozen::new(at, registers, kept, measured));
    }

    /// The n-th last record, from 1.
    pub(crate) fn last(&self, occasion: Occasion, n: usize) -> Option<&Frozen> {
        self.records(occasion).nth(n.checked_sub(1)?)
    }

    /// The last first.
    pub(crate) fn records(&self, occasion: Occasion) -> impl Iterator<Item = &Frozen> {
        self.rings[occasion as usize].iter().rev()
    }

    pub(crate) fn clear(&mut self) {
        self.rings = Default::default();
    }

    /// Whether the freeze that 16H set falls on this minute.
    pub(crate) fn is_timed_at(&self, at: MeterTime) -> bool {
        let (minute, hour, day, month) = (at.minute(), at.hour(), at.day(), at.month());
        match self.timed {
            None | Some(FreezeTime::Instantly) => false,
            Some(FreezeTime::Hourly { minute: m }) => m == minute,
            Some(FreezeTime::Daily { hour: h, minute: m }) => (h, m) == (hour, minute),
            Some(FreezeTime::Monthly { day: d, hour: h, minute: m }) => {
                (d, h, m) == (day, hour, minute)
            }
            Some(FreezeTime::Yearly { month: mo, day: d, hour: h, minute: m }) => {
                (mo, d, h, m) == (month, day, hour, minute)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_three_instant_freezes_are_kept() {
        let mut freezes = Freezes::default();
        for minute in 0..5 {
            let at = MeterTime::new((2026, 11, 30), (10, minute, 0)).expect("a time");
            let (registers, measured) = (Registers::default(), Measured::default());
            freezes.push(Occasion::Instant, at, &registers, &Peaks::default(), &measured);
        }
        let minutes: Vec<_> =
            freezes.records(Occasion::Instant).map(|frozen| frozen.at.minute()).collect();
        assert_eq!(minutes, [4, 3, 2]);
        assert_eq!(freezes.last(Occasion::Instant, 3).map(|frozen| frozen.at.minute()), Some(2));
        assert!(freezes.last(Occasion::Instant, 4).is_none());
        assert!(freezes.last(Occasion::Daily, 1).is_none());
    }

    #[test]
    fn a_timed_freeze_falls_on_its_minute() {
        let at = |text: &str| -> MeterTime { text.parse().expect("a time") };
        let daily = FreezeTime::Daily { hour: 8, minute: 30 };
        let freezes = Freezes { timed: Some(daily), ..Freezes::default() };
        assert!(freezes.is_timed_at(at("2026-11-30T08:30:00")));
        assert!(!freezes.is_timed_at(at("2026-11-30T09:30:00")));
    }
}
