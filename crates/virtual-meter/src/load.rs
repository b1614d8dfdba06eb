//! What the customer behind the meter draws: a curve over the day by seed, and the voltages and currents that go with it.

use crate::chance::Chance;
use crate::second::Second;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    /// A household's day by seed, on average about this many watts on each phase.
    Household { watts: u32 },
    /// Always the same on each phase.
    Constant { watts: u32 },
}

/// What the meter sees at a moment, phase by phase. Phases that it does not have are zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Measured {
    /// 0.1 V.
    pub decivolts: [u32; 3],
    /// 0.001 A.
    pub milliamperes: [u32; 3],
    /// 0.1 W.
    pub deciwatts: [i64; 3],
    /// 0.1 var.
    pub decivars: [i64; 3],
    /// 0.001, of the phases that draw something; 1.000 where nothing is drawn.
    pub factors: [u32; 3],
}

/// A load, its seed and how many phases it lies on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoadCurve {
    load: Load,
    chance: Chance,
    phases: usize,
}

impl LoadCurve {
    pub(crate) const fn new(load: Load, chance: Chance, phases: usize) -> Self {
        Self { load, chance, phases }
    }

    /// Watts on each phase; the same for a whole quarter of an hour of the meter's clock.
    pub(crate) fn watts(&self, at: Second) -> [u32; 3] {
        std::array::from_fn(|phase| match self.load {
            _ if phase >= self.phases => 0,
            Load::Constant { watts } => watts,
            Load::Household { watts } => {
                let place = at.count_of(QUARTER) as u64 * 4 + phase as u64;
                let hour = usize::from(at.minute_of_day() / 60);
                let percent = self.chance.between(place, 60, 140) * HOURS[hour];
                u32::try_from(u64::from(watts) * percent / 10_000).unwrap_or(u32::MAX)
            }
        })
    }

    /// Reactive power that goes with active power: by a factor of the meter's own.
    pub(crate) fn vars(&self, watts: [u32; 3]) -> [u32; 3] {
        let (_, percent) = self.factor();
        watts.map(|watts| u32::try_from(u64::from(watts) * percent / 100).unwrap_or(u32::MAX))
    }

    /// What instruments show at a moment.
    pub(crate) fn measured(&self, at: Second, is_switched_off: bool) -> Measured {
        let watts = if is_switched_off { [0; 3] } else { self.watts(at) };
        let vars = self.vars(watts);
        let mut measured = Measured::default();
        for phase in 0..self.phases {
            let place = at.count_of(60) as u64 * 4 + phase as u64;
            let decivolts = self.chance.part(1).between(place, 2_150, 2_249);
            let (factor, _) = self.factor();
            let is_drawing = watts[phase] > 0;
            // I = P / (U cos φ): 0.001 A of watts, 0.1 V and a factor of 0.001.
            let milliamperes = u64::from(watts[phase]) * 10_000_000 / (decivolts * factor);
            measured.decivolts[phase] = decivolts as u32;
            measured.milliamperes[phase] = u32::try_from(milliamperes).unwrap_or(u32::MAX);
            measured.deciwatts[phase] = i64::from(watts[phase]) * 10;
            measured.decivars[phase] = i64::from(vars[phase]) * 10;
            measured.factors[phase] = if is_drawing { factor as u32 } else { 1_000 };
        }
        measured
    }

    /// 0.01 Hz.
    pub(crate) fn centihertz(&self, at: Second) -> u32 {
        self.chance.part(2).between(at.count_of(60) as u64, 4_995, 5_005) as u32
    }

    /// 0.1 °C inside the meter.
    pub(crate) fn decicelsius(&self, at: Second) -> u32 {
        self.chance.part(3).between(at.count_of(3_600) as u64, 180, 320) as u32
    }

    /// Power factor in thousandths, and the percentage of vars to watts that belongs to it.
    fn factor(&self) -> (u64, u64) {
        FACTORS[self.chance.part(4).between(0, 0, FACTORS.len() as u64 - 1) as usize]
    }
}

/// A quarter of an hour, in seconds.
pub(crate) const QUARTER: i64 = 900;

/// Percent of the average, by hour of the day.
const HOURS: [u64; 24] = [
    50, 45, 40, 40, 40, 50, 80, 110, 100, 90, 90, 110, 120, 100, 90, 90, 100, 120, 160, 190, 190,
    160, 120, 80,
];

/// cos φ in thousandths, and tan φ in percent.
const FACTORS: [(u64, u64); 4] = [(990, 14), (980, 20), (960, 29), (920, 43)];

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Second {
        Second::of(text.parse().expect("a time"))
    }

    #[test]
    fn the_curve_is_the_seeds_and_flat_within_a_quarter() {
        let curve = |seed| LoadCurve::new(Load::Household { watts: 500 }, Chance::new(seed), 1);
        let evening = at("2026-11-30T20:00:00");
        assert_eq!(curve(1).watts(evening), curve(1).watts(evening.plus(899)));
        assert_ne!(curve(1).watts(evening), curve(2).watts(evening));
        assert!(curve(1).watts(evening)[0] > curve(1).watts(at("2026-11-30T03:00:00"))[0]);
        assert_eq!(curve(1).watts(evening)[1..], [0, 0], "a single-phase meter");
    }

    #[test]
    fn current_goes_with_power_and_stops_with_it() {
        let curve = LoadCurve::new(Load::Constant { watts: 2_200 }, Chance::new(1), 3);
        let now = at("2026-11-30T20:00:00");
        let measured = curve.measured(now, false);
        for phase in 0..3 {
            let apparent =
                u64::from(measured.decivolts[phase]) * u64::from(measured.milliamperes[phase]);
            let active = apparent * u64::from(measured.factors[phase]) / 10_000_000;
            assert!((2_195..=2_200).contains(&active), "{active} W from {measured:?}");
        }
        let off = curve.measured(now, true);
        assert_eq!((off.milliamperes, off.deciwatts), ([0; 3], [0; 3]));
        assert_ne!(off.decivolts, [0; 3], "the voltage stands before the relay");
    }
}
