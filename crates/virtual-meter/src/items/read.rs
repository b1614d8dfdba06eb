//! What the items of DL/T 645 hold in this meter (reference, section 7). Formats are those of the catalogue in `dlt645`;
//! here stands where the values come from.

use dlt645::{DataIdentifier, Fitted, Item, MeterDate, Speed, Stamp, StatusWord, Value, item};
use security_unit::metering::Generation;
use vocabulary::{MeterTime, Quantity, Unit};

use crate::demand::Peak;
use crate::freezes::Occasion;
use crate::load::Measured;
use crate::meter::Meter;
use crate::registers::TARIFFS;
use crate::setup::Wiring;
use crate::tariffs::{PERIODS_MAX, TABLES_MAX, ZONES_MAX};

impl Meter {
    /// The bytes behind an identifier in a reply; nothing if the meter has no such item.
    pub(super) fn item(&self, identifier: DataIdentifier) -> Option<Vec<u8>> {
        let item = item(identifier)?;
        if let Some(octets) = self.written.get(&identifier) {
            return Some(octets.to_vec());
        }
        match identifier.parts() {
            [0x03 | 0x1D | 0x1E, ..] => self.event(&item),
            [0x05, kind, what, n] => self.frozen(&item, kind, what, usize::from(n)),
            parts => match self.values(parts) {
                Some(values) => item.encode(&values).ok(),
                None => self.block(&item),
            },
        }
    }

    /// The single items that a block holds, those that the meter does not have as FF.
    fn block(&self, item: &Item) -> Option<Vec<u8>> {
        let held = item.answers(FITTED);
        let mut octets = Vec::new();
        let mut has_any = false;
        for identifier in held {
            let single = dlt645::item(identifier)?;
            let values = self.written_value(&single).or_else(|| self.values(identifier.parts()));
            has_any |= values.is_some();
            let values = values.unwrap_or_else(|| vec![Value::Unavailable]);
            octets.extend(single.encode(&values).ok()?);
        }
        has_any.then_some(octets)
    }

    fn written_value(&self, item: &Item) -> Option<Vec<Value>> {
        let octets = self.written.get(&item.identifier())?;
        let readings = item.decode(octets).ok()?;
        Some(readings.into_iter().map(|reading| reading.value).collect())
    }

    /// The values of an item that is no block; a table has several.
    fn values(&self, parts: [u8; 4]) -> Option<Vec<Value>> {
        let one = |value: Value| Some(vec![value]);
        match parts {
            [0x00, 0x90, place, which] => one(self.prepaid(place, which)?),
            [0x00, kind, tariff, settlement] => one(self.energy(kind, tariff, settlement)?),
            [0x01, kind @ 1..=2, tariff, settlement] => {
                let peak = self.peak(kind, tariff, settlement)?;
                one(demand_value(peak))
            }
            [0x02, ..] => one(self.variable(parts)?),
            [0x04, set @ 1..=2, 0, 0] => {
                let zones = &self.tariffs.zones[usize::from(set - 1)];
                let zone = |at: usize| zones.get(at).or(zones.last()).copied();
                let value = |at| {
                    let zone = zone(at)?;
                    Some(Value::Zone { month: zone.month, day: zone.day, table: zone.table })
                };
                // Unused entries repeat the last one (unconfirmed).
                (0..ZONES_MAX).map(value).collect()
            }
            [0x04, set @ 1..=2, 0, table @ 1..=8] => {
                let periods = self.tariffs.table(usize::from(set - 1), usize::from(table));
                let value = |at: usize| {
                    let period = periods.get(at).or(periods.last())?;
                    let (hour, minute) = (period.minute_of_day / 60, period.minute_of_day % 60);
                    Some(Value::Period {
                        hour: u8::try_from(hour).ok()?,
                        minute: u8::try_from(minute).ok()?,
                        tariff: period.tariff,
                    })
                };
                (0..PERIODS_MAX).map(value).collect()
            }
            [0x04, 0x05, set @ 1..=2, tariff @ 1..=4] => {
                let price = self.tariffs.prices[usize::from(set - 1)][usize::from(tariff - 1)];
                one(quantity(i64::from(price), 4, Unit::YuanPerKilowattHour))
            }
            [0x04, 0x05, set @ 1..=2, 0xFF] => {
                let prices = self.tariffs.prices[usize::from(set - 1)];
                let value = |price| quantity(i64::from(price), 4, Unit::YuanPerKilowattHour);
                Some(prices.map(value).to_vec())
            }
            [0x04, ..] => one(self.parameter(DataIdentifier::new(u32::from_be_bytes(parts)))?),
            _ => None,
        }
    }

    fn prepaid(&self, place: u8, which: u8) -> Option<Value> {
        let purse = self.purse.as_ref()?;
        let fen = match (place, which) {
            (2, 0) => purse.left_fen(),
            (2, 1) => purse.owed_fen(),
            _ => return None,
        };
        Some(quantity(i64::from(fen), 2, Unit::Yuan))
    }

    /// `kind` is DI2, `tariff` DI1 (0 the total), `settlement` DI0 (0 now).
    fn energy(&self, kind: u8, tariff: u8, settlement: u8) -> Option<Value> {
        if settlement == 0
            && let Some(value) = self.phase_energy(kind, tariff)
        {
            return Some(value);
        }
        let place = usize::from(tariff);
        if place > TARIFFS {
            return None;
        }
        let (forward, reactive) = if settlement == 0 {
            (self.registers.forward.hundredths(), self.registers.reactive.hundredths())
        } else if settlement <= 12 {
            let frozen = self.freezes.last(Occasion::Settlement, usize::from(settlement));
            // A month that the meter has not seen holds zeros.
            frozen.map_or(([0; 5], [0; 5]), |frozen| (frozen.forward, frozen.reactive))
        } else {
            return None;
        };
        let (hundredths, unit) = match kind {
            0x00 | 0x01 => (forward[place], Unit::KilowattHour),
            0x02 => (0, Unit::KilowattHour),
            0x03 | 0x05 => (reactive[place], Unit::KilovarHour),
            0x04 | 0x06..=0x08 => (0, Unit::KilovarHour),
            _ => return None,
        };
        Some(quantity(i64::from(hundredths), 2, unit))
    }

    fn phase_energy(&self, kind: u8, tariff: u8) -> Option<Value> {
        let (phase, kind) = match kind {
            0x15..=0x1E => (0, kind - 0x14),
            0x29..=0x32 => (1, kind - 0x28),
            0x3D..=0x46 => (2, kind - 0x3C),
            _ => return None,
        };
        if tariff != 0 || phase >= self.wiring.phases() {
            return None;
        }
        let (energy, unit) = match kind {
            0x01 => (self.registers.phases[phase].hundredths(), Unit::KilowattHour),
            0x02 => (0, Unit::KilowattHour),
            0x03 | 0x05 => (self.registers.phases_reactive[phase].hundredths(), Unit::KilovarHour),
            0x04 | 0x06..=0x08 => (0, Unit::KilovarHour),
            _ => return None,
        };
        Some(quantity(i64::from(energy), 2, unit))
    }

    fn peak(&self, kind: u8, tariff: u8, settlement: u8) -> Option<Peak> {
        let place = usize::from(tariff);
        if place > TARIFFS || settlement > 12 {
            return None;
        }
        // Nothing flows backwards here.
        if kind == 0x02 {
            return Some(Peak::default());
        }
        if settlement == 0 {
            return Some(self.demand.forward[place]);
        }
        let frozen = self.freezes.last(Occasion::Settlement, usize::from(settlement));
        Some(frozen.and_then(|frozen| frozen.peaks.get(place).copied()).unwrap_or_default())
    }

    fn variable(&self, parts: [u8; 4]) -> Option<Value> {
        let measured = self.measured();
        match parts {
            [_, kind @ 1..=9, place @ 0..=3, 0] => self.phased(&measured, kind, place),
            [_, 0x80, 0, which] => self.other_variable(&measured, which),
            _ => None,
        }
    }

    /// `place` is 0 for the total, 1 to 3 for a phase.
    fn phased(&self, measured: &Measured, kind: u8, place: u8) -> Option<Value> {
        let phase = usize::from(place).checked_sub(1);
        if phase.is_some_and(|phase| phase >= self.wiring.phases()) {
            return None;
        }
        let of = |values: [i64; 3]| phase.map_or(values.iter().sum(), |phase| values[phase]);
        let wide = |values: [u32; 3]| values.map(i64::from);
        Some(match (kind, phase) {
            (0x01, Some(_)) => quantity(of(wide(measured.decivolts)), 1, Unit::Volt),
            (0x02, Some(_)) => quantity(of(wide(measured.milliamperes)), 3, Unit::Ampere),
            (0x03, _) => quantity(of(measured.deciwatts), 4, Unit::Kilowatt),
            (0x04, _) => quantity(of(measured.decivars), 4, Unit::Kilovar),
            (0x05, _) => {
                let apparent = std::array::from_fn(|phase| {
                    i64::from(measured.decivolts[phase]) * i64::from(measured.milliamperes[phase])
                        / 1_000
                });
                quantity(of(apparent), 4, Unit::KilovoltAmpere)
            }
            (0x06, _) => {
                let factor = measured.factors[phase.unwrap_or(0)];
                quantity(i64::from(factor), 3, Unit::One)
            }
            _ => return None,
        })
    }

    fn other_variable(&self, measured: &Measured, which: u8) -> Option<Value> {
        let kilowatts = |tenths: i64| quantity(tenths, 4, Unit::Kilowatt);
        let at = self.second();
        Some(match which {
            // Of three phases that draw the same nothing is left in the neutral.
            0x01 if self.wiring == Wiring::SinglePhase => {
                quantity(i64::from(measured.milliamperes[0]), 3, Unit::Ampere)
            }
            0x01 => {
                let [a, b, c] = measured.milliamperes;
                let spread = a.max(b).max(c) - a.min(b).min(c);
                quantity(i64::from(spread), 3, Unit::Ampere)
            }
            0x02 => quantity(i64::from(self.load().centihertz(at)), 2, Unit::Hertz),
            0x03 => kilowatts(measured.deciwatts.iter().sum()),
            0x04 => kilowatts(i64::from(self.demand.present())),
            0x05 => quantity(0, 4, Unit::Kilovar),
            0x07 => quantity(i64::from(self.load().decicelsius(at)), 1, Unit::Celsius),
            0x08 => quantity(364, 2, Unit::Volt),
            0x09 => quantity(601, 2, Unit::Volt),
            0x0A => quantity(0, 0, Unit::Minute),
            0x20 if self.purse.is_some() => {
                quantity(i64::from(self.tariffs.price(at)), 4, Unit::YuanPerKilowattHour)
            }
            0x22 if self.esam.generation() == Generation::Of2013 => {
                let left = self.esam.identity_minutes_left(self.time());
                quantity(i64::from(left), 0, Unit::Minute)
            }
            _ => return None,
        })
    }

    fn parameter(&self, identifier: DataIdentifier) -> Option<Value> {
        let now = self.time();
        let count = |number: usize| quantity(i64::try_from(number).unwrap_or(0), 0, Unit::One);
        let minutes = |number: u16| quantity(i64::from(number), 0, Unit::Minute);
        let text = |text: &str| Value::Text(text.to_owned());
        let switch_time =
            |time: Option<MeterTime>| Value::Stamp(time.map_or(Stamp::Never, Stamp::At));
        let three_phase = self.wiring == Wiring::ThreePhase;
        Some(match identifier.number() {
            0x0400_0101 => {
                let date = MeterDate::new(now.year(), now.month(), now.day()).ok()?;
                Value::Stamp(Stamp::Day { date, weekday: now.weekday() })
            }
            0x0400_0102 => {
                let time = dlt645::ClockTime::new(now.hour(), now.minute(), now.second()).ok()?;
                Value::Stamp(Stamp::Time(time))
            }
            0x0400_010C => Value::Stamp(Stamp::AtWeekday { at: now, weekday: now.weekday() }),
            // Demand by interval: period and slide time are the same.
            0x0400_0103 | 0x0400_0104 => minutes(15),
            0x0400_0105 => quantity(80, 0, Unit::Millisecond),
            0x0400_0106 => switch_time(self.tariffs.switching.zones),
            0x0400_0107 => switch_time(self.tariffs.switching.tables),
            0x0400_0108 => switch_time(self.tariffs.switching.prices),
            0x0400_0109 => Value::Stamp(Stamp::Never),
            0x0400_0201 => count(self.tariffs.zones[self.tariffs.in_use.zones].len()),
            0x0400_0202 => count(TABLES_MAX),
            0x0400_0203 => count(PERIODS_MAX),
            0x0400_0204 => count(TARIFFS),
            0x0400_0205..=0x0400_0207 => count(0),
            0x0400_0208 => Value::Bits(u32::from(self.esam.generation().keys())),
            0x0400_0301 | 0x0400_0305 => count(5),
            0x0400_0302 => quantity(5, 0, Unit::Second),
            0x0400_0303 => count(2),
            0x0400_0304 => count(4),
            0x0400_0306 | 0x0400_0307 => count(1),
            0x0400_0401 => Value::Digits(self.address.to_string()),
            0x0400_0402 => Value::Digits(self.esam.meter().to_string()),
            0x0400_0403 => Value::Text(self.asset_code.clone()),
            0x0400_0404 => text("220V"),
            0x0400_0405 => text("5A"),
            0x0400_0406 => text("60A"),
            0x0400_0407 => text(if three_phase { "1.0" } else { "2.0" }),
            0x0400_0408 => text("2.0"),
            0x0400_0409 => quantity(1_200, 0, Unit::ImpulsePerKilowattHour),
            0x0400_040A => quantity(1_200, 0, Unit::ImpulsePerKilovarHour),
            0x0400_040B => text(if three_phase { "RHV-3" } else { "RHV-1" }),
            0x0400_040C => text("2026-01-01"),
            0x0400_040D => text("DL/T645-2007"),
            0x0400_040E => Value::Digits(digits_of(&self.customer)),
            0x0400_0501..=0x0400_0507 => {
                let number = u8::try_from(identifier.number() & 0xFF).ok()?;
                Value::Status(self.status_word(number)?)
            }
            0x0400_0508 => Value::Bits(self.esam.key_map()),
            0x0400_0601 => Value::Bits(0x05),
            0x0400_0602 => Value::Bits(0x41),
            0x0400_0603 => Value::Bits(0x14),
            0x0400_0701 => Value::Speed(self.speeds[0]),
            0x0400_0703 => Value::Speed(self.speeds[1]),
            0x0400_0702 | 0x0400_0704 | 0x0400_0705 => Value::Speed(Speed::from_baud(2_400)?),
            0x0400_0B01 => {
                let (day, hour) = (self.settlement.day, self.settlement.hour);
                Value::Stamp(Stamp::Monthly { day, hour })
            }
            0x0400_0B02 | 0x0400_0B03 => Value::Stamp(Stamp::Never),
            number @ 0x0400_1001..=0x0400_1005 => {
                let limits = &self.purse.as_ref()?.limits;
                let fen = match number & 0xFF {
                    1 => limits.alarm_fen[0],
                    2 => limits.alarm_fen[1],
                    3 => limits.overdraft_fen,
                    4 => limits.hoarding_fen,
                    _ => limits.closing_fen,
                };
                quantity(i64::from(fen), 2, Unit::Yuan)
            }
            0x0400_1401 => minutes(self.relay.delays.trip_min),
            0x0400_1402 => minutes(self.relay.delays.close_min),
            0x0480_0001 => text("ronghe virtual meter"),
            _ => return None,
        })
    }

    /// Running status word 1 to 7 (reference, 7.6).
    pub(crate) fn status_word(&self, number: u8) -> Option<StatusWord> {
        let bit = |place: u16, is_set: bool| u16::from(is_set) << place;
        let in_use = self.tariffs.in_use;
        let bits = match number {
            // The demand is counted by interval.
            1 => bit(1, true),
            3 => {
                bit(0, in_use.tables == 1)
                    | bit(3, self.allows_programming())
                    | bit(4, self.relay.is_open())
                    | bit(5, in_use.zones == 1)
                    | bit(6, self.relay.was_told_to_open())
                    | bit(7, self.relay.warns_of_trip())
                    | bit(9, self.purse.is_some())
                    | bit(10, in_use.prices == 1)
            }
            _ => 0,
        };
        StatusWord::new(number, bits)
    }
}

pub(super) fn demand_value(peak: Peak) -> Value {
    let demand = Quantity::new(i64::from(peak.tenths_of_watt), 4, Unit::Kilowatt);
    Value::Demand { demand, at: peak.at.map_or(Stamp::Never, |at| Stamp::At(to_minute(at))) }
}

pub(super) fn to_minute(at: MeterTime) -> MeterTime {
    let date = (at.year(), at.month(), at.day());
    MeterTime::new(date, (at.hour(), at.minute(), 0)).unwrap_or(at)
}

pub(super) const fn quantity(steps: i64, decimals: u8, unit: Unit) -> Value {
    Value::Quantity(Quantity::new(steps, decimals, unit))
}

pub(super) fn digits_of(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02X}")).collect()
}

/// Blocks hold four tariffs and three phases; a single-phase meter tells two of them as FF (vector P12).
pub(super) const FITTED: Fitted = Fitted { tariffs: TARIFFS as u8, phases: 3 };
