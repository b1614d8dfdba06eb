//! 14H: who may write what (reference, 9.5 and section 5), and what comes of it.

use dlt645::{
    DataIdentifier, ErrorReason, Grid, Plain, Reading, Stamp, Value, WriteClass, WriteContent,
    item, write_class,
};
use security_unit::metering::{Generation, Mac, ParameterKind};
use vocabulary::{Instant, MeterTime};

use super::switch::reason;
use crate::events::{Detail, EventKind};
use crate::meter::{Meter, SettlementDay};
use crate::tariffs::{PERIODS_MAX, Period, TABLES_MAX, TableFault, ZONES_MAX, Zone};

impl Meter {
    pub(super) fn write(
        &mut self,
        identifier: DataIdentifier,
        content: WriteContent,
        now: Instant,
    ) -> Result<(), ErrorReason> {
        let (value, operator) = self.authorise(identifier, content)?;
        let operator = *operator.natural();
        let item = item(identifier).ok_or(ErrorReason::NoSuchData)?;
        let readings = item.decode(&value).map_err(|_| ErrorReason::Other)?;
        if let Some(time) = self.clock_value(identifier, &readings)? {
            self.set_clock(now, time, operator);
            return Ok(());
        }
        if self.item(identifier).is_none() && !identifier_is_table(identifier) {
            return Err(ErrorReason::NoSuchData);
        }
        self.take_value(identifier, &readings, value)?;
        if !self.is_hollow {
            let kind = match identifier.parts() {
                [0x04, 1..=2, 0, 0] => EventKind::ZoneTables,
                [0x04, 1..=2, 0, _] => EventKind::PeriodTables,
                [0x04, 0, 0x0B, _] => EventKind::SettlementDays,
                _ => EventKind::Programming,
            };
            let items = Detail::Items(Box::new([identifier]));
            self.events.record(kind, self.time(), operator, items);
        }
        Ok(())
    }

    /// The value in the order of the wire, and who gave it.
    fn authorise(
        &mut self,
        identifier: DataIdentifier,
        content: WriteContent,
    ) -> Result<(Vec<u8>, dlt645::OperatorCode), ErrorReason> {
        let class = write_class(identifier);
        let now = self.time();
        match content {
            WriteContent::Password { password, operator, value } => {
                self.enter(Plain { password, operator })?;
                // Meters of 2013 take no plain write outside their factory.
                let is_2013 = self.esam.generation() == Generation::Of2013;
                if is_2013 && !self.rules.is_in_factory {
                    return Err(ErrorReason::Password);
                }
                Ok((value, operator))
            }
            WriteContent::Mac { grid, operator, value, mac } => {
                if grid != Grid::State || class != Some(WriteClass::Class1) {
                    return Err(ErrorReason::Password);
                }
                let kind = match identifier.number() {
                    0x0405_01FF => ParameterKind::Prices,
                    0x0405_02FF => ParameterKind::BackupPrices,
                    _ => ParameterKind::Class1,
                };
                let natural: Vec<u8> = value.iter().rev().copied().collect();
                let mac = Mac::from_bytes(*mac.natural());
                let item = identifier.parts();
                self.esam.check_class1(now, kind, item, &natural, mac).map_err(reason)?;
                Ok((value, operator))
            }
            WriteContent::Sealed { grid, operator, ciphertext, mac } => {
                if grid != Grid::State || class != Some(WriteClass::Class2) {
                    return Err(ErrorReason::Password);
                }
                let mac = Mac::from_bytes(*mac.natural());
                let opened = self.esam.open_class2(now, identifier.parts(), &ciphertext, mac);
                let natural = opened.map_err(reason)?;
                Ok((natural.into_iter().rev().collect(), operator))
            }
        }
    }

    /// The time that the clock is set to, if the item is a clock's.
    fn clock_value(
        &self,
        identifier: DataIdentifier,
        readings: &[Reading],
    ) -> Result<Option<MeterTime>, ErrorReason> {
        let is_clock = matches!(identifier.number(), 0x0400_0101 | 0x0400_0102 | 0x0400_010C);
        if !is_clock {
            return Ok(None);
        }
        let shown = self.time();
        let time = match readings {
            [Reading { value: Value::Stamp(Stamp::AtWeekday { at, .. }), .. }] => *at,
            [Reading { value: Value::Stamp(Stamp::Day { date, .. }), .. }] => {
                let of_day = (shown.hour(), shown.minute(), shown.second());
                let day = (date.year(), date.month(), date.day());
                MeterTime::new(day, of_day).map_err(|_| ErrorReason::Other)?
            }
            [Reading { value: Value::Stamp(Stamp::Time(time)), .. }] => {
                let day = (shown.year(), shown.month(), shown.day());
                let of_day = (time.hour(), time.minute(), time.second());
                MeterTime::new(day, of_day).map_err(|_| ErrorReason::Other)?
            }
            _ => return Err(ErrorReason::Other),
        };
        Ok(Some(time))
    }

    fn take_value(
        &mut self,
        identifier: DataIdentifier,
        readings: &[Reading],
        octets: Vec<u8>,
    ) -> Result<(), ErrorReason> {
        let values: Vec<&Value> = readings.iter().map(|reading| &reading.value).collect();
        let first = values.first().copied().ok_or(ErrorReason::Other)?;
        match identifier.parts() {
            // What the meter measures, records or is cannot be written.
            [0x04, 0, 0x05, _]
            | [0x04, 0, 0x04, 0x01 | 0x02]
            | [0x04, 0, 0x07, _]
            | [0x04, 0, 0x02, 0x08]
            | [0x04, 0x80, ..] => Err(ErrorReason::Password),
            // It counts demands by blocks of 15 minutes and by no others.
            [0x04, 0, 0x01, 0x03 | 0x04] if steps(first)? != 15 => Err(ErrorReason::Other),
            [0x04, 0, 0x02, which] => {
                limit(which, first).and_then(|()| self.keep(identifier, octets))
            }
            [0x04, 0, 0x01, which @ 0x06..=0x08] => self.take_switch_time(which, first),
            [0x04, 0, 0x04, 0x0E] => self.take_customer(first),
            [0x04, 0, 0x0B, 0x01] => self.take_settlement_day(first),
            [0x04, 0, 0x10, which @ 1..=5] => self.take_amount(which, first),
            [0x04, 0, 0x14, which @ 1..=2] => self.take_delay(which, first),
            [0x04, set @ 1..=2, 0, 0] => self.take_zones(usize::from(set - 1), &values),
            [0x04, set @ 1..=2, 0, table] => {
                self.take_table(usize::from(set - 1), usize::from(table), &values)
            }
            [0x04, 0x05, set @ 1..=2, which] => {
                self.take_prices(usize::from(set - 1), which, &values)
            }
            [0x04, ..] => self.keep(identifier, octets),
            _ => Err(ErrorReason::NoSuchData),
        }
    }

    fn keep(&mut self, identifier: DataIdentifier, octets: Vec<u8>) -> Result<(), ErrorReason> {
        if !self.is_hollow {
            self.written.insert(identifier, octets.into());
        }
        Ok(())
    }

    fn take_switch_time(&mut self, which: u8, value: &Value) -> Result<(), ErrorReason> {
        let time = match value {
            Value::Stamp(Stamp::At(time)) => Some(*time),
            Value::Stamp(Stamp::Never) => None,
            _ => return Err(ErrorReason::Other),
        };
        if self.is_hollow {
            return Ok(());
        }
        let switching = &mut self.tariffs.switching;
        match which {
            0x06 => switching.zones = time,
            0x07 => switching.tables = time,
            _ => switching.prices = time,
        }
        Ok(())
    }

    fn take_customer(&mut self, value: &Value) -> Result<(), ErrorReason> {
        let Value::Digits(digits) = value else { return Err(ErrorReason::Other) };
        let number: vocabulary::MeterNo = digits.parse().map_err(|_| ErrorReason::Other)?;
        if !self.is_hollow {
            self.customer = number.bcd();
        }
        Ok(())
    }

    fn take_settlement_day(&mut self, value: &Value) -> Result<(), ErrorReason> {
        let Value::Stamp(Stamp::Monthly { day, hour }) = value else {
            return Err(ErrorReason::Other);
        };
        // A day that every month has.
        if !(1..=28).contains(day) {
            return Err(ErrorReason::Other);
        }
        if !self.is_hollow {
            self.settlement = SettlementDay { day: *day, hour: *hour };
        }
        Ok(())
    }

    fn take_amount(&mut self, which: u8, value: &Value) -> Result<(), ErrorReason> {
        let fen = steps(value)?;
        let is_hollow = self.is_hollow;
        let purse = self.purse.as_mut().ok_or(ErrorReason::NoSuchData)?;
        if is_hollow {
            return Ok(());
        }
        let limits = &mut purse.limits;
        match which {
            1 => limits.alarm_fen[0] = fen,
            2 => limits.alarm_fen[1] = fen,
            3 => limits.overdraft_fen = fen,
            4 => limits.hoarding_fen = fen,
            _ => limits.closing_fen = fen,
        }
        Ok(())
    }

    fn take_delay(&mut self, which: u8, value: &Value) -> Result<(), ErrorReason> {
        let minutes = u16::try_from(steps(value)?).map_err(|_| ErrorReason::Other)?;
        let mut delays = self.relay.delays;
        match which {
            1 => delays.trip_min = minutes,
            _ => delays.close_min = minutes,
        }
        if !self.is_hollow {
            self.set_delays(delays);
        }
        Ok(())
    }

    fn take_zones(&mut self, set: usize, values: &[&Value]) -> Result<(), ErrorReason> {
        let zone = |value: &&Value| match value {
            Value::Zone { month, day, table } => {
                Some(Zone { month: *month, day: *day, table: *table })
            }
            _ => None,
        };
        let zones: Option<Vec<Zone>> = values.iter().map(zone).collect();
        let mut zones = zones.ok_or(ErrorReason::Other)?;
        // Unused entries are zeros or repeat the last.
        zones.retain(|zone| *zone != Zone { month: 0, day: 0, table: 0 });
        zones.dedup();
        let mut tariffs = self.tariffs.clone();
        tariffs.set_zones(set, zones).map_err(table_reason)?;
        if !self.is_hollow {
            self.tariffs = tariffs;
        }
        Ok(())
    }

    fn take_table(
        &mut self,
        set: usize,
        table: usize,
        values: &[&Value],
    ) -> Result<(), ErrorReason> {
        let period = |value: &&Value| match value {
            Value::Period { hour, minute, tariff } => {
                let minute_of_day = u16::from(*hour) * 60 + u16::from(*minute);
                Some(Period { minute_of_day, tariff: *tariff })
            }
            _ => None,
        };
        let periods: Option<Vec<Period>> = values.iter().map(period).collect();
        let mut periods = periods.ok_or(ErrorReason::Other)?;
        periods.retain(|period| *period != Period { minute_of_day: 0, tariff: 0 });
        periods.dedup();
        let mut tariffs = self.tariffs.clone();
        tariffs.set_table(set, table, periods).map_err(table_reason)?;
        if !self.is_hollow {
            self.tariffs = tariffs;
        }
        Ok(())
    }

    /// One price, or the block of all.
    fn take_prices(&mut self, set: usize, which: u8, values: &[&Value]) -> Result<(), ErrorReason> {
        let mut prices = self.tariffs.prices[set];
        let places = match which {
            0xFF => &mut prices[..],
            which => {
                let place = usize::from(which).checked_sub(1).ok_or(ErrorReason::NoSuchData)?;
                prices.get_mut(place..=place).ok_or(ErrorReason::Tariffs)?
            }
        };
        if values.len() > places.len() {
            return Err(ErrorReason::Tariffs);
        }
        for (place, value) in places.iter_mut().zip(values) {
            *place = steps(value)?;
        }
        if !self.is_hollow {
            self.tariffs.prices[set] = prices;
        }
        Ok(())
    }
}

/// Numbers of zones, tables, periods and tariffs that a meter has room for.
fn limit(which: u8, value: &Value) -> Result<(), ErrorReason> {
    let number = usize::try_from(steps(value)?).map_err(|_| ErrorReason::Other)?;
    match which {
        0x01 if number > ZONES_MAX => Err(ErrorReason::YearlyZones),
        0x02 if number > TABLES_MAX => Err(ErrorReason::DailyPeriods),
        0x03 if number > PERIODS_MAX => Err(ErrorReason::DailyPeriods),
        0x04 if number > crate::registers::TARIFFS => Err(ErrorReason::Tariffs),
        _ => Ok(()),
    }
}

/// A table that nobody has set yet may be written.
fn identifier_is_table(identifier: DataIdentifier) -> bool {
    matches!(identifier.parts(), [0x04, 1..=2, 0, _])
}

const fn table_reason(fault: TableFault) -> ErrorReason {
    match fault {
        TableFault::Entry => ErrorReason::Other,
        TableFault::TooManyZones => ErrorReason::YearlyZones,
        TableFault::TooManyPeriods => ErrorReason::DailyPeriods,
        TableFault::TooManyTariffs => ErrorReason::Tariffs,
    }
}

/// The steps of a quantity that cannot be negative: fen, minutes, 0.0001 yuan.
fn steps(value: &Value) -> Result<u32, ErrorReason> {
    match value {
        Value::Quantity(quantity) => {
            u32::try_from(quantity.steps()).map_err(|_| ErrorReason::Other)
        }
        _ => Err(ErrorReason::Other),
    }
}
