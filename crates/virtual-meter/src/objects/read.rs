//! What the objects of DL/T 698.45 hold in this meter (dlt698-45.md, section 7), from the same state as the items of
//! DL/T 645.

use dlt698::apdu::Dar;
use dlt698::{
    BitString, Characters, Data, DateTimeS, Oad, Octets, ScalerUnit, Ti, TiUnit, UnitCode,
};
use vocabulary::MeterTime;

use super::modes::mode;
use crate::demand::Peak;
use crate::load::Measured;
use crate::meter::Meter;
use crate::registers::{Energy, TARIFFS, Tariffed};
use crate::tariffs::{PERIODS_MAX, TABLES_MAX, ZONES_MAX};

impl Meter {
    /// An attribute, or an element of it.
    pub(super) fn attribute(&self, oad: Oad) -> Result<Data, Dar> {
        if oad.feature() != 0 {
            return Err(Dar::UNDEFINED);
        }
        let (oi, attribute) = (oad.oi.0, oad.attribute_number());
        let whole = match attribute {
            1 if self.knows(oi) => Data::OctetString(Octets(oi.to_be_bytes().to_vec())),
            2 => self.value(oi).ok_or_else(|| self.missing(oi))?,
            _ => self.further(oi, attribute).ok_or_else(|| self.missing(oi))?,
        };
        match oad.index {
            0 => Ok(whole),
            index => {
                let elements = whole.elements().ok_or(Dar::ABSENT)?;
                elements.get(usize::from(index) - 1).cloned().ok_or(Dar::ABSENT)
            }
        }
    }

    /// An object that is there has no such attribute; or there is no such object.
    fn missing(&self, oi: u16) -> Dar {
        if self.knows(oi) { Dar::ABSENT } else { Dar::UNDEFINED }
    }

    fn knows(&self, oi: u16) -> bool {
        self.value(oi).is_some() || matches!(oi, 0x4300 | 0x8000 | 0xF100 | 0xF101)
    }

    /// Attribute 2.
    fn value(&self, oi: u16) -> Option<Data> {
        match oi >> 12 {
            0x0 => self.energy_object(oi, Energy::hundredths, Data::DoubleLongUnsigned),
            0x1 => self.demand_object(oi),
            0x2 => self.variable_object(oi),
            0x4 => self.parameter_object(oi),
            0x8 => self.control_object(oi),
            0xF => self.security_object(oi),
            _ => None,
        }
    }

    /// Attributes from 3 on.
    fn further(&self, oi: u16, attribute: u8) -> Option<Data> {
        match (oi, attribute) {
            (0x0000..=0x00FF, 3) => {
                self.value(oi)?;
                let unit =
                    if oi <= 0x002F { UnitCode::KILOWATT_HOUR } else { UnitCode::KILOVAR_HOUR };
                Some(scaled(-2, unit))
            }
            (0x0000..=0x00FF, 4) => {
                self.energy_object(oi, Energy::ten_thousandths, Data::Long64Unsigned)
            }
            (0x1000..=0x10FF, 3) => {
                self.value(oi)?;
                Some(scaled(-4, if oi <= 0x102F { UnitCode::KILOWATT } else { UnitCode::KILOVAR }))
            }
            (0x2000, 3) => Some(scaled(-1, UnitCode::VOLT)),
            (0x2001, 3) => Some(scaled(-3, UnitCode::AMPERE)),
            (0x2001, 4) => Some(Data::DoubleLong(0)),
            (0x2004, 3) => Some(scaled(-1, UnitCode::WATT)),
            (0x2005, 3) => Some(scaled(-1, UnitCode::VAR)),
            (0x200F, 3) => Some(scaled(-2, UnitCode::HERTZ)),
            (0x202C, 3) => Some(scaled(-2, UnitCode::CURRENCY)),
            (0x4000, 3) => Some(Data::Enum(0)),
            (0x4300, 3) => {
                let part = |text: &str| Data::VisibleString(Characters(text.as_bytes().to_vec()));
                let parts = ["RHVM", "0001", "261130", "0001", "261130", "00000000"];
                Some(Data::Structure(parts.map(part).to_vec()))
            }
            (0x8000, 3) => Some(bits(1, u32::from(self.relay.is_open()))),
            (0x8000, 4) => Some(bits(8, u32::from(self.relay.has_alarm()) << 7)),
            (0x8000, 5) => Some(bits(8, u32::from(self.relay.was_told_to_open()) << 7)),
            (0xF100, attribute) => self.esam_attribute(attribute),
            (0xF101, 3) => {
                let entry = |oi: u16| {
                    let mode = mode(dlt698::Oi(oi));
                    Data::Structure(vec![Data::Oi(dlt698::Oi(oi)), Data::LongUnsigned(mode)])
                };
                Some(Data::Array(
                    [0x4000, 0x4001, 0x4002, 0x4003, 0x8000, 0xF100].map(entry).to_vec(),
                ))
            }
            (0xF101, 4) => Some(Data::Enum(0)),
            _ => None,
        }
    }

    fn energy_object<N: Copy + Default>(
        &self,
        oi: u16,
        told: impl Fn(Energy) -> N,
        data: impl Fn(N) -> Data,
    ) -> Option<Data> {
        let all = |tariffed: &Tariffed| {
            let values = std::iter::once(tariffed.total).chain(tariffed.tariffs);
            Data::Array(values.map(|energy| data(told(energy))).collect())
        };
        let none = || Data::Array((0..=TARIFFS).map(|_| data(N::default())).collect());
        let phase = usize::from(oi & 0xF);
        if oi & 0xF != 0 {
            let is_there = (1..=self.wiring.phases()).contains(&phase);
            let energy = match oi & 0xFFF0 {
                0x0010 if is_there => self.registers.phases[phase - 1],
                0x0020 if is_there => Energy::default(),
                _ => return None,
            };
            return Some(Data::Array(vec![data(told(energy))]));
        }
        Some(match oi {
            // Combined registers are signed; nothing is negative here.
            0x0000 => signed(all(&self.registers.forward)),
            0x0010 => all(&self.registers.forward),
            0x0020 => none(),
            0x0030 => signed(all(&self.registers.reactive)),
            0x0040 => signed(none()),
            0x0050 => all(&self.registers.reactive),
            0x0060 | 0x0070 | 0x0080 => none(),
            _ => return None,
        })
    }

    fn demand_object(&self, oi: u16) -> Option<Data> {
        let peaks = match oi {
            0x1010 => self.demand.forward,
            0x1020 => Default::default(),
            _ => return None,
        };
        Some(Data::Array(peaks.map(peak_data).to_vec()))
    }

    fn variable_object(&self, oi: u16) -> Option<Data> {
        let measured = self.measured();
        let at = self.second();
        Some(match oi {
            0x2000 => self.by_phase(measured.decivolts, |value| {
                Data::LongUnsigned(u16::try_from(value).unwrap_or(u16::MAX))
            }),
            0x2001 => self.by_phase(measured.milliamperes, |value| {
                Data::DoubleLong(i32::try_from(value).unwrap_or(i32::MAX))
            }),
            0x2004 => self.with_total(measured.deciwatts),
            0x2005 => self.with_total(measured.decivars),
            0x2006 => self.with_total(apparent(&measured)),
            0x200A => {
                let factor = |factor: u32| Data::Long(i16::try_from(factor).unwrap_or(i16::MAX));
                let mut factors = vec![factor(measured.factors[0])];
                let phases = &measured.factors[..self.wiring.phases()];
                factors.extend(phases.iter().copied().map(factor));
                Data::Array(factors)
            }
            0x200F => Data::LongUnsigned(u16::try_from(self.load().centihertz(at)).ok()?),
            0x2010 => Data::Long(i16::try_from(self.load().decicelsius(at)).ok()?),
            0x2011 => Data::LongUnsigned(364),
            0x2012 => Data::LongUnsigned(601),
            0x2013 => Data::DoubleLongUnsigned(0),
            0x2014 => {
                let word = |number| {
                    let word = self.status_word(number).map_or(0, dlt645::StatusWord::bits);
                    // Bit 0 of a word is the first of the string.
                    bits(16, u32::from(word.reverse_bits()))
                };
                Data::Array((1..=7).map(word).collect())
            }
            0x2015 => bits(32, 0),
            0x2017 => {
                let present = i32::try_from(self.demand.present()).unwrap_or(i32::MAX);
                Data::DoubleLong(present)
            }
            0x201A | 0x201B => Data::DoubleLongUnsigned(self.tariffs.price(at)),
            0x202C => {
                self.purse.as_ref()?;
                let fields = [self.left_fen(), self.esam.purse().count];
                Data::Structure(fields.map(Data::DoubleLongUnsigned).to_vec())
            }
            0x202D => Data::DoubleLongUnsigned(self.purse.as_ref()?.owed_fen()),
            0x202E => {
                self.purse.as_ref()?;
                let bought = self.esam.purse().bought_fen;
                Data::DoubleLongUnsigned(u32::try_from(bought).unwrap_or(u32::MAX))
            }
            _ => return None,
        })
    }

    fn parameter_object(&self, oi: u16) -> Option<Data> {
        let octets = |octets: &[u8]| Data::OctetString(Octets(octets.to_vec()));
        let text = |text: String| Data::VisibleString(Characters(text.into_bytes()));
        let small = |number: usize| Data::Unsigned(u8::try_from(number).unwrap_or(u8::MAX));
        let time = |time: Option<MeterTime>| Data::DateTimeS(time.map_or(NEVER, DateTimeS::from));
        Some(match oi {
            0x4000 => Data::DateTimeS(self.time().into()),
            0x4001 => {
                let mut high_first = self.address.to_wire();
                high_first.reverse();
                octets(&high_first)
            }
            0x4002 => octets(&self.esam.meter().bcd()),
            0x4003 => octets(&self.customer),
            0x4007 => return None,
            0x4008 => time(self.tariffs.switching.zones),
            0x4009 => time(self.tariffs.switching.tables),
            0x400A => time(self.tariffs.switching.prices),
            0x400C => Data::Structure(
                [ZONES_MAX, TABLES_MAX, PERIODS_MAX, TARIFFS, 0].map(small).to_vec(),
            ),
            0x400D | 0x400E => small(0),
            0x400F => Data::Unsigned(self.esam.generation().keys()),
            0x4010 => small(self.wiring.phases()),
            0x4014 | 0x4015 => {
                let set = self.tariffs.in_use.zones ^ usize::from(oi == 0x4015);
                let zone = |zone: &crate::tariffs::Zone| {
                    let fields = [zone.month, zone.day, zone.table];
                    Data::Structure(fields.map(Data::Unsigned).to_vec())
                };
                Data::Array(self.tariffs.zones[set].iter().map(zone).collect())
            }
            0x4016 | 0x4017 => {
                let set = self.tariffs.in_use.tables ^ usize::from(oi == 0x4017);
                let period = |period: &crate::tariffs::Period| {
                    let (hour, minute) = (period.minute_of_day / 60, period.minute_of_day % 60);
                    let fields =
                        [usize::from(hour), usize::from(minute), usize::from(period.tariff)];
                    Data::Structure(fields.map(small).to_vec())
                };
                let table = |table: &[crate::tariffs::Period]| {
                    Data::Array(table.iter().map(period).collect())
                };
                let tables = self.tariffs.tables[set].iter().map(|periods| table(periods));
                Data::Array(tables.collect())
            }
            0x4018 | 0x4019 => {
                let set = self.tariffs.in_use.prices ^ usize::from(oi == 0x4019);
                Data::Array(self.tariffs.prices[set].map(Data::DoubleLongUnsigned).to_vec())
            }
            0x401C | 0x401D => Data::DoubleLongUnsigned(1),
            0x401E => {
                let limits = &self.purse.as_ref()?.limits;
                Data::Structure(limits.alarm_fen.map(Data::DoubleLongUnsigned).to_vec())
            }
            0x401F => {
                let limits = &self.purse.as_ref()?.limits;
                let amounts = [limits.overdraft_fen, limits.hoarding_fen, limits.closing_fen];
                Data::Structure(amounts.map(Data::DoubleLongUnsigned).to_vec())
            }
            0x4023 => Data::LongUnsigned(self.esam.identity_minutes_left(self.time())),
            0x4100 | 0x4101 => small(15),
            0x4102 => small(80),
            0x4103 => text(self.asset_code.clone()),
            0x4104 => text("220V".into()),
            0x4105 => text("5A".into()),
            0x4106 => text("60A".into()),
            0x4107 | 0x4108 => text("2.0".into()),
            0x4109 | 0x410A => Data::DoubleLongUnsigned(1_200),
            0x410B => text("RHV".into()),
            0x4111 => text("RH-VIRTUAL-0001".into()),
            0x4116 => {
                let day = [self.settlement.day, self.settlement.hour].map(Data::Unsigned);
                Data::Array(vec![Data::Structure(day.to_vec())])
            }
            0x4117 => Data::Ti(Ti { unit: TiUnit::MINUTE, count: 15 }),
            _ => return None,
        })
    }

    fn control_object(&self, oi: u16) -> Option<Data> {
        Some(match oi {
            0x8000 => {
                let delay = Data::LongUnsigned(self.relay.delays.trip_min);
                Data::Structure(vec![Data::DoubleLongUnsigned(0), delay])
            }
            0x8001 => Data::Enum(u8::from(self.relay.is_guarded())),
            _ => return None,
        })
    }

    fn security_object(&self, oi: u16) -> Option<Data> {
        Some(match oi {
            0xF100 => Data::OctetString(Octets(self.esam.serial().bytes().to_vec())),
            0xF101 => Data::Enum(1),
            0xF205 => {
                let relay = Data::Enum(u8::from(self.relay.is_open()));
                let told = Data::Enum(u8::from(self.relay.was_told_to_open()));
                Data::Array(vec![Data::Structure(vec![relay, told])])
            }
            _ => return None,
        })
    }

    fn esam_attribute(&self, attribute: u8) -> Option<Data> {
        Some(match attribute {
            3 => Data::OctetString(Octets(b"RH-STAND-IN".to_vec())),
            // The version of each key, 0 for a test key.
            4 => {
                let versions = self.esam.key_sets().into_iter().map(|set| set.version());
                Data::OctetString(Octets(versions.collect()))
            }
            7 => {
                let counters = [self.esam.negotiations(), 0, 0];
                Data::Structure(counters.map(Data::DoubleLongUnsigned).to_vec())
            }
            _ => return None,
        })
    }

    fn by_phase(&self, values: [u32; 3], data: impl Fn(u32) -> Data) -> Data {
        Data::Array(values[..self.wiring.phases()].iter().copied().map(data).collect())
    }

    /// Powers begin with the total; voltages and currents do not.
    fn with_total(&self, values: [i64; 3]) -> Data {
        let data = |value: i64| Data::DoubleLong(i32::try_from(value).unwrap_or(i32::MAX));
        let total = values.iter().sum();
        let phases = values[..self.wiring.phases()].iter().copied();
        Data::Array(std::iter::once(total).chain(phases).map(data).collect())
    }
}

pub(super) fn peak_data(peak: Peak) -> Data {
    let at = peak.at.map_or(NEVER, DateTimeS::from);
    Data::Structure(vec![Data::DoubleLongUnsigned(peak.tenths_of_watt), Data::DateTimeS(at)])
}

/// `len` bits from the lowest of a number, its highest first.
pub(super) fn bits(len: usize, number: u32) -> Data {
    let shifted = number << (32 - len);
    let bytes = shifted.to_be_bytes()[..len.div_ceil(8)].to_vec();
    Data::BitString(BitString::new(len, bytes).expect("as many bytes as the bits need"))
}

/// Unspecified in every part.
pub(super) const NEVER: DateTimeS = DateTimeS {
    year: u16::MAX,
    month: u8::MAX,
    day: u8::MAX,
    hour: u8::MAX,
    minute: u8::MAX,
    second: u8::MAX,
};

fn apparent(measured: &Measured) -> [i64; 3] {
    std::array::from_fn(|phase| {
        i64::from(measured.decivolts[phase]) * i64::from(measured.milliamperes[phase]) / 1_000
    })
}

/// The same numbers as signed ones.
pub(super) fn signed(data: Data) -> Data {
    match data {
        Data::Array(elements) => Data::Array(elements.into_iter().map(signed).collect()),
        Data::DoubleLongUnsigned(number) => {
            Data::DoubleLong(i32::try_from(number).unwrap_or(i32::MAX))
        }
        Data::Long64Unsigned(number) => Data::Long64(i64::try_from(number).unwrap_or(i64::MAX)),
        other => other,
    }
}

const fn scaled(scaler: i8, unit: UnitCode) -> Data {
    Data::ScalerUnit(ScalerUnit { scaler, unit })
}
