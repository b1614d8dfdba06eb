//! SET of DL/T 698.45: what may be written, into the same state as 14H writes (dlt698-45.md, 7.2).

use dlt645::MeterAddress;
use dlt698::apdu::Dar;
use dlt698::{Data, DateTimeS, Oad};
use vocabulary::{Instant, MeterTime};

use crate::events::{Detail, EventKind};
use crate::meter::{Meter, SettlementDay};
use crate::purse::PurseSetup;
use crate::registers::TARIFFS;
use crate::relay::Delays;
use crate::tariffs::{Period, TableFault, Zone};

impl Meter {
    /// Writes a whole attribute 2.
    pub(super) fn set_attribute(&mut self, oad: Oad, data: &Data, now: Instant) -> Result<(), Dar> {
        if (oad.attribute, oad.index) != (2, 0) {
            return Err(Dar::REFUSED);
        }
        let kind = match oad.oi.0 {
            0x4000 => {
                let time = time(data)?.ok_or(Dar::OUT_OF_RANGE)?;
                self.set_clock(now, time, NOBODY);
                return Ok(());
            }
            0x4014 | 0x4015 => EventKind::ZoneTables,
            0x4016 | 0x4017 => EventKind::PeriodTables,
            0x4116 => EventKind::SettlementDays,
            _ => EventKind::Programming,
        };
        self.take_attribute(oad, data)?;
        if !self.is_hollow {
            self.events.record(kind, self.time(), NOBODY, Detail::None);
        }
        Ok(())
    }

    fn take_attribute(&mut self, oad: Oad, data: &Data) -> Result<(), Dar> {
        let in_use = self.tariffs.in_use;
        match oad.oi.0 {
            0x4001 => {
                let mut octets: [u8; 6] = octets(data)?;
                octets.reverse();
                let given = MeterAddress::from_wire(octets);
                if given.kind() != dlt645::AddressKind::Meter {
                    return Err(Dar::OUT_OF_RANGE);
                }
                self.put(|meter| meter.address = given);
            }
            0x4003 => {
                let customer = octets(data)?;
                self.put(|meter| meter.customer = customer);
            }
            0x4008 => {
                let time = time(data)?;
                self.put(|meter| meter.tariffs.switching.zones = time);
            }
            0x4009 => {
                let time = time(data)?;
                self.put(|meter| meter.tariffs.switching.tables = time);
            }
            0x400A => {
                let time = time(data)?;
                self.put(|meter| meter.tariffs.switching.prices = time);
            }
            oi @ (0x4014 | 0x4015) => {
                let zones = array(data)?.iter().map(zone).collect::<Result<_, _>>()?;
                let mut tariffs = self.tariffs.clone();
                let set = in_use.zones ^ usize::from(oi == 0x4015);
                tariffs.set_zones(set, zones).map_err(table_dar)?;
                self.put(|meter| meter.tariffs = tariffs);
            }
            oi @ (0x4016 | 0x4017) => {
                let tables = array(data)?;
                if tables.len() > crate::tariffs::TABLES_MAX {
                    return Err(Dar::TOO_MANY_PERIODS);
                }
                let mut tariffs = self.tariffs.clone();
                let set = in_use.tables ^ usize::from(oi == 0x4017);
                for (number, table) in (1..).zip(tables) {
                    let periods = array(table)?.iter().map(period).collect::<Result<_, _>>()?;
                    tariffs.set_table(set, number, periods).map_err(table_dar)?;
                }
                self.put(|meter| meter.tariffs = tariffs);
            }
            oi @ (0x4018 | 0x4019) => {
                let told = array(data)?;
                if told.len() > TARIFFS {
                    return Err(Dar::TOO_MANY_TARIFFS);
                }
                let set = in_use.prices ^ usize::from(oi == 0x4019);
                let mut prices = self.tariffs.prices[set];
                for (price, told) in prices.iter_mut().zip(told) {
                    *price = number(told)?;
                }
                self.put(|meter| meter.tariffs.prices[set] = prices);
            }
            0x401E => {
                let alarm_fen = numbers(data)?;
                self.put_limits(|limits| limits.alarm_fen = alarm_fen)?;
            }
            0x401F => {
                let [overdraft, hoarding, closing] = numbers(data)?;
                self.put_limits(|limits| {
                    limits.overdraft_fen = overdraft;
                    limits.hoarding_fen = hoarding;
                    limits.closing_fen = closing;
                })?;
            }
            0x4116 => {
                let [day] = array(data)? else { return Err(Dar::OUT_OF_RANGE) };
                let [day, hour] = small(day)?;
                // A day that every month has.
                if !(1..=28).contains(&day) || hour > 23 {
                    return Err(Dar::OUT_OF_RANGE);
                }
                self.put(|meter| meter.settlement = SettlementDay { day, hour });
            }
            0x8000 => {
                let [_, minutes] = numbers(data)?;
                let trip_min = u16::try_from(minutes).map_err(|_| Dar::OUT_OF_RANGE)?;
                let delays = Delays { trip_min, ..self.relay.delays };
                self.put(|meter| meter.set_delays(delays));
            }
            _ => {
                // What is there and not listed is not to be written.
                self.attribute(oad)?;
                return Err(Dar::REFUSED);
            }
        }
        Ok(())
    }

    /// Changes something, unless nothing is to be changed and all is to be claimed.
    fn put(&mut self, change: impl FnOnce(&mut Self)) {
        if !self.is_hollow {
            change(self);
        }
    }

    fn put_limits(&mut self, change: impl FnOnce(&mut PurseSetup)) -> Result<(), Dar> {
        let is_hollow = self.is_hollow;
        let purse = self.purse.as_mut().ok_or(Dar::UNDEFINED)?;
        if !is_hollow {
            change(&mut purse.limits);
        }
        Ok(())
    }
}

fn time(data: &Data) -> Result<Option<MeterTime>, Dar> {
    match data {
        Data::DateTimeS(super::read::NEVER) => Ok(None),
        Data::DateTimeS(time) => in_century(*time).map(Some),
        _ => Err(Dar::TYPE_MISMATCH),
    }
}

fn in_century(time: DateTimeS) -> Result<MeterTime, Dar> {
    let is_kept = |time: &MeterTime| (2000..=2099).contains(&time.year());
    time.meter_time().filter(is_kept).ok_or(Dar::OUT_OF_RANGE)
}

pub(super) fn octets<const N: usize>(data: &Data) -> Result<[u8; N], Dar> {
    match data {
        Data::OctetString(octets) => octets.0.as_slice().try_into().map_err(|_| Dar::OUT_OF_RANGE),
        _ => Err(Dar::TYPE_MISMATCH),
    }
}

fn array(data: &Data) -> Result<&[Data], Dar> {
    match data {
        Data::Array(elements) => Ok(elements),
        _ => Err(Dar::TYPE_MISMATCH),
    }
}

fn number(data: &Data) -> Result<u32, Dar> {
    let number = data.whole_number().ok_or(Dar::TYPE_MISMATCH)?;
    u32::try_from(number).map_err(|_| Dar::OUT_OF_RANGE)
}

/// The members of a structure of whole numbers.
fn numbers<const N: usize>(data: &Data) -> Result<[u32; N], Dar> {
    let Data::Structure(members) = data else { return Err(Dar::TYPE_MISMATCH) };
    let numbers = members.iter().map(number).collect::<Result<Vec<_>, _>>()?;
    numbers.try_into().map_err(|_| Dar::TYPE_MISMATCH)
}

fn small<const N: usize>(data: &Data) -> Result<[u8; N], Dar> {
    let mut small = [0; N];
    for (place, number) in small.iter_mut().zip(numbers::<N>(data)?) {
        *place = u8::try_from(number).map_err(|_| Dar::OUT_OF_RANGE)?;
    }
    Ok(small)
}

fn zone(data: &Data) -> Result<Zone, Dar> {
    let [month, day, table] = small(data)?;
    Ok(Zone { month, day, table })
}

fn period(data: &Data) -> Result<Period, Dar> {
    let [hour, minute, tariff] = small(data)?;
    if hour > 23 || minute > 59 {
        return Err(Dar::OUT_OF_RANGE);
    }
    Ok(Period { minute_of_day: u16::from(hour) * 60 + u16::from(minute), tariff })
}

const fn table_dar(fault: TableFault) -> Dar {
    match fault {
        TableFault::Entry => Dar::OUT_OF_RANGE,
        TableFault::TooManyZones => Dar::TOO_MANY_ZONES,
        TableFault::TooManyPeriods => Dar::TOO_MANY_PERIODS,
        TableFault::TooManyTariffs => Dar::TOO_MANY_TARIFFS,
    }
}

/// No operator code travels in DL/T 698.45.
const NOBODY: [u8; 4] = [0; 4];
