//! A line with meters on it: an RS-485 bus, or the infrared beam of a handheld that reaches one meter or several.

use std::time::Duration;

use vocabulary::Instant;

use crate::meter::Meter;
use crate::port::Port;
use crate::wire::{Wire, WireSetup};

/// What connects the meters with whoever asks them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// RS-485: everybody hears.
    Bus,
    /// A narrow beam, which one meter sees.
    Focused { meter: usize },
    /// A wide beam, which all see; several may answer, one after the other or at once.
    Diffuse,
}

/// A line to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSetup {
    pub medium: Medium,
    pub wire: WireSetup,
    /// Whether the asking end hears itself: infrared heads do, many RS-485 drivers too.
    pub echoes: bool,
}

impl Default for LineSetup {
    /// A bus without time, noise or echo.
    fn default() -> Self {
        Self { medium: Medium::Bus, wire: WireSetup::default(), echoes: false }
    }
}

/// Meters on a line. It knows no clock: whoever has it sends at a time, asks when something comes next, and takes it.
///
/// A meter whose port has another speed than the line hears nothing. Characters of two meters that overlap in time
/// become one that is neither's.
pub struct Line {
    setup: LineSetup,
    meters: Vec<Meter>,
    to_meters: Wire,
    from_meters: Wire,
    /// Characters on their way to the asking end, by their arrival.
    coming: Vec<Character>,
    /// When the asking end's last character is out.
    sent_until: Instant,
}

#[derive(Debug, Clone, Copy)]
struct Character {
    arrives: Instant,
    octet: u8,
    /// None for an echo.
    from: Option<usize>,
}

impl Line {
    #[must_use]
    pub fn new(setup: LineSetup, meters: Vec<Meter>) -> Self {
        Self {
            setup,
            meters,
            to_meters: Wire::new(setup.wire, 0),
            from_meters: Wire::new(setup.wire, 1),
            coming: Vec::new(),
            sent_until: Instant::from_micros(i64::MIN),
        }
    }

    /// The asking end sends. Characters that are still on their way from it come first.
    pub fn send(&mut self, bytes: &[u8], now: Instant) {
        if bytes.is_empty() {
            return;
        }
        let begin = now.max(self.sent_until);
        let was_silent = begin.since(self.sent_until) > PAUSE_MAX_US;
        let character = self.to_meters.character();
        let heard: Vec<u8> =
            bytes.iter().filter_map(|octet| self.to_meters.carry(*octet)).collect();
        let mut at = begin;
        for octet in bytes {
            at = at.plus(character);
            if self.setup.echoes {
                self.coming.push(Character { arrives: at, octet: *octet, from: None });
            }
        }
        self.sent_until = at;
        let port = self.port();
        for place in 0..self.meters.len() {
            if !self.reaches(place) {
                continue;
            }
            let meter = &mut self.meters[place];
            let mut sent = Vec::new();
            if was_silent {
                sent.extend(meter.fall_silent(port, begin));
            }
            sent.extend(meter.take(port, &heard, at));
            for transmission in sent {
                let delay = if self.setup.wire.speed.is_some() {
                    transmission.delay
                } else {
                    Duration::ZERO
                };
                let begin = at.plus(delay).plus(transmission.late);
                self.answer(place, begin, &transmission.bytes);
            }
        }
        self.coming.sort_by_key(|character| character.arrives);
    }

    /// What has arrived at the asking end by now.
    pub fn receive(&mut self, now: Instant) -> Vec<u8> {
        let arrived = self.coming.partition_point(|character| character.arrives <= now);
        let octets = self.coming.drain(..arrived).map(|character| character.octet).collect();
        if self.coming.is_empty() {
            // Hundreds of lines run in one process and most of them are silent.
            self.coming = Vec::new();
        }
        octets
    }

    /// When the next character arrives.
    #[must_use]
    pub fn next_arrival(&self) -> Option<Instant> {
        self.coming.first().map(|character| character.arrives)
    }

    /// The asking end has gone: what was on its way reaches nobody.
    pub fn hang_up(&mut self) {
        self.coming.clear();
    }

    /// The asking end goes over to another speed, as it does after 17H.
    pub fn set_speed(&mut self, baud: u32) {
        self.to_meters.set_speed(baud);
        self.from_meters.set_speed(baud);
    }

    /// The beam is pointed elsewhere.
    pub fn aim(&mut self, medium: Medium) {
        self.setup.medium = medium;
    }

    #[must_use]
    pub fn meters(&self) -> &[Meter] {
        &self.meters
    }

    pub fn meters_mut(&mut self) -> &mut [Meter] {
        &mut self.meters
    }

    const fn port(&self) -> Port {
        match self.setup.medium {
            Medium::Bus => Port::Rs485,
            Medium::Focused { .. } | Medium::Diffuse => Port::Infrared,
        }
    }

    fn reaches(&self, place: usize) -> bool {
        let is_lit = match self.setup.medium {
            Medium::Bus | Medium::Diffuse => true,
            Medium::Focused { meter } => meter == place,
        };
        let speed = self.meters[place].speed(self.port());
        is_lit && self.to_meters.speed().is_none_or(|baud| baud == speed)
    }

    fn answer(&mut self, place: usize, begin: Instant, bytes: &[u8]) {
        let duration = self.from_meters.character();
        let mut at = begin;
        for octet in bytes {
            at = at.plus(duration);
            let Some(octet) = self.from_meters.carry(*octet) else { continue };
            let overlapping = self.coming.iter_mut().find(|other| {
                other.from.is_some_and(|other| other != place)
                    && other.arrives.since(at).unsigned_abs() < duration.as_micros() as u64
            });
            match overlapping {
                // Carrier on is a 0 on both media's lines, so the zeros of both win.
                Some(other) => other.octet &= octet,
                None => self.coming.push(Character { arrives: at, octet, from: Some(place) }),
            }
        }
    }
}

/// Tb: a longer pause ends a frame.
const PAUSE_MAX_US: i64 = 500_000;
