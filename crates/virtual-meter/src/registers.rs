//! What was counted: energies by direction, quadrant, tariff and phase.

/// How many tariffs the meter counts: sharp, peak, flat, valley (尖、峰、平、谷).
pub(crate) const TARIFFS: usize = 4;

/// Energy in watt-seconds (or var-seconds): whatever is told in coarser steps, nothing of it is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Energy(u64);

/// A total and its tariffs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tariffed {
    pub total: Energy,
    pub tariffs: [Energy; TARIFFS],
}

/// What a consumer's meter counts. Nothing flows backwards here and no customer gives vars, so reverse registers and
/// quadrants II to IV stay zero and are not kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Registers {
    /// Forward active (正向有功).
    pub forward: Tariffed,
    /// Quadrant I (第一象限无功).
    pub reactive: Tariffed,
    pub phases: [Energy; 3],
    pub phases_reactive: [Energy; 3],
}

impl Energy {
    /// Power over a time.
    pub(crate) const fn of(watts: u32, seconds: u64) -> Self {
        Self((watts as u64).saturating_mul(seconds))
    }

    pub(crate) const fn watt_seconds(self) -> u64 {
        self.0
    }

    pub(crate) fn add(&mut self, more: Self) {
        self.0 = self.0.saturating_add(more.0);
    }

    /// 0.01 kWh, as class 00 tells it: eight digits, which go round.
    pub(crate) const fn hundredths(self) -> u32 {
        (self.0 / 36_000 % 100_000_000) as u32
    }

    /// 0.0001 kWh, as attribute 4 of class 1 tells it.
    pub(crate) const fn ten_thousandths(self) -> u64 {
        self.0 / 360
    }
}

impl Tariffed {
    pub(crate) fn add(&mut self, tariff: usize, energy: Energy) {
        self.total.add(energy);
        self.tariffs[tariff].add(energy);
    }

    /// The total and its tariffs in 0.01 kWh.
    pub(crate) fn hundredths(&self) -> [u32; 1 + TARIFFS] {
        let [a, b, c, d] = self.tariffs;
        [self.total, a, b, c, d].map(Energy::hundredths)
    }
}

impl Registers {
    /// A consumer's watts and vars over a time; `tariff` counts from 0.
    pub(crate) fn count(&mut self, watts: [u32; 3], vars: [u32; 3], seconds: u64, tariff: usize) {
        for phase in 0..3 {
            let active = Energy::of(watts[phase], seconds);
            let reactive = Energy::of(vars[phase], seconds);
            self.forward.add(tariff, active);
            self.reactive.add(tariff, reactive);
            self.phases[phase].add(active);
            self.phases_reactive[phase].add(reactive);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilowatt_for_an_hour_is_a_kilowatt_hour() {
        let mut registers = Registers::default();
        registers.count([600, 400, 0], [100, 0, 0], 3_600, 1);
        assert_eq!(registers.forward.hundredths(), [100, 0, 100, 0, 0]);
        assert_eq!(registers.forward.total.ten_thousandths(), 10_000);
        assert_eq!(registers.reactive.total.hundredths(), 10);
        assert_eq!(registers.phases[1].hundredths(), 40);
    }

    #[test]
    fn eight_digits_go_round() {
        let mut energy = Energy::of(999_999_000, 3_600);
        energy.add(Energy::of(1_000, 3_600));
        assert_eq!(energy.hundredths(), 0);
    }
}
