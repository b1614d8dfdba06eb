//! Chance by seed: the same seed and the same question give the same answer, whatever was asked before.

/// A seed that numbers are drawn from by place, not in turn, so that two parts of a meter never disturb each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Chance of its own for a part of the meter.
    pub(crate) const fn part(self, part: u64) -> Self {
        Self(self.number(part.wrapping_add(PART)))
    }

    /// The number at a place: the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    pub(crate) const fn number(self, place: u64) -> u64 {
        let mut x = self.0 ^ place.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    /// A number of `least..=most` at a place.
    pub(crate) const fn between(self, place: u64, least: u64, most: u64) -> u64 {
        least + self.number(place) % (most - least + 1)
    }

    /// Whether something of `millionths` in a million happens at a place.
    pub(crate) const fn happens(self, place: u64, millionths: u32) -> bool {
        self.number(place) % 1_000_000 < millionths as u64
    }
}

/// Keeps the numbers of parts apart from those of places.
const PART: u64 = 0x5EED_0000_0000_0000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_its_number_and_no_other() {
        let chance = Chance::new(7);
        assert_eq!(chance.number(3), Chance::new(7).number(3));
        assert_ne!(chance.number(3), chance.number(4));
        assert_ne!(chance.part(1).number(3), chance.part(2).number(3));
        assert!((0..1_000).all(|place| (20..=500).contains(&chance.between(place, 20, 500))));
        let hits = (0..100_000).filter(|place| chance.happens(*place, 100_000)).count();
        assert!((9_500..10_500).contains(&hits), "{hits} of 100000 at one in ten");
    }
}
