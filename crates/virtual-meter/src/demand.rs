//! Maximum demand (最大需量): the greatest average power of a block of 15 minutes, and when its block ended.
//!
//! The meter counts by interval (区间式), so its period and its slide time are the same.

use vocabulary::MeterTime;

use crate::registers::{Energy, TARIFFS};
use crate::second::Second;

/// A demand in 0.0001 kW, and when it was reached; never since the last clearing if there is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Peak {
    pub tenths_of_watt: u32,
    pub at: Option<MeterTime>,
}

/// The total's peak and those of the tariffs.
pub(crate) type Peaks = [Peak; 1 + TARIFFS];

/// The block that runs and the peaks so far. Nothing flows backwards here, so reverse peaks stay empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Demand {
    block: Energy,
    seconds: u64,
    pub forward: Peaks,
}

impl Demand {
    pub(crate) fn count(&mut self, energy: Energy, seconds: u64) {
        self.block.add(energy);
        self.seconds += seconds;
    }

    /// The average of the block that runs, in 0.1 W.
    pub(crate) fn present(&self) -> u32 {
        let tenths = self.block.watt_seconds().saturating_mul(10).checked_div(self.seconds);
        u32::try_from(tenths.unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// A block ends: only a whole one counts. `tariff` is the one that it lay in, from 0.
    pub(crate) fn end_block(&mut self, at: Second, tariff: usize, block_seconds: u64) {
        let tenths_of_watt = self.present();
        let is_whole = self.seconds == block_seconds;
        (self.block, self.seconds) = (Energy::default(), 0);
        if !is_whole {
            return;
        }
        for place in [0, 1 + tariff] {
            if tenths_of_watt > self.forward[place].tenths_of_watt {
                self.forward[place] = Peak { tenths_of_watt, at: Some(at.time()) };
            }
        }
    }

    /// 最大需量清零.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> MeterTime {
        text.parse().expect("a time")
    }

    #[test]
    fn the_greatest_whole_block_stays() {
        let mut demand = Demand::default();
        let block = |demand: &mut Demand, watts, seconds, text: &str| {
            demand.count(Energy::of(watts, seconds), seconds);
            demand.end_block(Second::of(at(text)), 2, 900);
        };
        block(&mut demand, 1_000, 900, "2026-11-30T10:15:00");
        block(&mut demand, 3_000, 900, "2026-11-30T10:30:00");
        block(&mut demand, 9_000, 600, "2026-11-30T10:45:00");
        block(&mut demand, 2_000, 900, "2026-11-30T11:00:00");
        let peak = Peak { tenths_of_watt: 30_000, at: Some(at("2026-11-30T10:30:00")) };
        assert_eq!((demand.forward[0], demand.forward[3]), (peak, peak));
        assert_eq!(demand.forward[1], Peak::default());
        demand.clear();
        assert_eq!(demand.forward, Peaks::default());
    }
}
