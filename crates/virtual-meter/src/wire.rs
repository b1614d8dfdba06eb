//! What happens to characters between two ends: time and noise. Pseudo-terminals and sockets have neither.

use std::time::Duration;

use crate::chance::Chance;

/// A wire or a beam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WireSetup {
    /// In baud; a character of start, eight data bits, even parity and stop takes 11 bits. None for no time at all:
    /// then meters do not wait before they answer either.
    pub speed: Option<u32>,
    /// So many of a million bits arrive wrong.
    pub wrong_bits_per_million: u32,
    /// Whether the receiver drops characters whose parity is wrong. A driver that is set so does; 8N1 does not see it.
    pub checks_parity: bool,
    pub seed: u64,
}

/// One direction, which counts its characters so that a seed always spoils the same ones.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    setup: WireSetup,
    chance: Chance,
    carried: u64,
}

impl Wire {
    pub(crate) const fn new(setup: WireSetup, direction: u64) -> Self {
        Self { setup, chance: Chance::new(setup.seed).part(direction), carried: 0 }
    }

    /// How long one character takes.
    pub(crate) fn character(&self) -> Duration {
        let speed = self.setup.speed.filter(|speed| *speed > 0);
        speed.map_or(Duration::ZERO, |speed| {
            Duration::from_micros(BITS * 1_000_000 / u64::from(speed))
        })
    }

    pub(crate) fn set_speed(&mut self, baud: u32) {
        self.setup.speed = self.setup.speed.map(|_| baud);
    }

    pub(crate) const fn speed(&self) -> Option<u32> {
        self.setup.speed
    }

    /// The character as it arrives; none if its parity is wrong and somebody looks.
    pub(crate) fn carry(&mut self, octet: u8) -> Option<u8> {
        let place = self.carried * DATA_BITS;
        self.carried = self.carried.wrapping_add(1);
        if self.setup.wrong_bits_per_million == 0 {
            return Some(octet);
        }
        // Eight data bits and the parity; a wrong start or stop bit is one of these in effect.
        let wrong: Vec<u64> = (0..DATA_BITS)
            .filter(|bit| {
                let place = place.wrapping_add(*bit);
                self.chance.happens(place, self.setup.wrong_bits_per_million)
            })
            .collect();
        if wrong.len() % 2 == 1 && self.setup.checks_parity {
            return None;
        }
        let data = wrong.iter().filter(|bit| **bit < 8);
        Some(data.fold(octet, |octet, bit| octet ^ (1 << bit)))
    }
}

const BITS: u64 = 11;
/// Eight of data and the parity.
const DATA_BITS: u64 = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_at_1200_baud_takes_nine_milliseconds() {
        let wire = Wire::new(WireSetup { speed: Some(1_200), ..WireSetup::default() }, 0);
        assert_eq!(wire.character(), Duration::from_micros(9_166));
        assert_eq!(Wire::new(WireSetup::default(), 0).character(), Duration::ZERO);
    }

    #[test]
    fn noise_is_the_seeds_and_parity_sees_half_of_it() {
        let noisy = WireSetup { wrong_bits_per_million: 10_000, seed: 7, ..WireSetup::default() };
        let run = |setup| {
            let mut wire = Wire::new(setup, 0);
            (0..10_000).map(|_| wire.carry(0x68)).collect::<Vec<_>>()
        };
        assert_eq!(run(noisy), run(noisy));
        let wrong = run(noisy).iter().filter(|carried| **carried != Some(0x68)).count();
        assert!((600..1_000).contains(&wrong), "{wrong} of 10000");
        let checked = run(WireSetup { checks_parity: true, ..noisy });
        let unseen = checked.iter().flatten().filter(|octet| **octet != 0x68).count();
        let dropped = checked.iter().filter(|carried| carried.is_none()).count();
        assert!(unseen < 60 && dropped > 600, "{unseen} pass, {dropped} are dropped");
    }
}
