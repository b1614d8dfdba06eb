//! How one value travels: how many bytes, which digits, which unit (dlt645-2007.md, section 6).

use vocabulary::{Quantity, Unit};

use crate::{DataIdentifier, Speed, StampForm, StatusWord, Value, bcd};

/// The form of one value. Multi-byte values travel low byte first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// BCD with `decimals` places; if `signed`, bit 7 of the highest byte is the sign.
    Number {
        len: u8,
        decimals: u8,
        unit: Unit,
        signed: bool,
    },
    /// A demand of 3 bytes (XX.XXXX) and its time of 5 (YYMMDDhhmm).
    Demand {
        unit: Unit,
        signed: bool,
    },
    Stamp(StampForm),
    /// BCD digits that name something.
    Digits {
        len: u8,
    },
    /// ASCII, last character first, padded with 00.
    Text {
        len: u8,
    },
    /// A running status word, by its number.
    Status {
        word: u8,
    },
    /// Bits, or a binary count: 1 to 4 bytes.
    Bits {
        len: u8,
    },
    /// MMDDNN, 3 bytes.
    Zone,
    /// hhmmNN, 3 bytes.
    Period,
    /// YYMMDDNN, 4 bytes.
    Holiday,
    /// A data identifier, 4 bytes. FFFFFFFF is kept: in a record it fills an unused place, in a clearing it means all.
    Identifier,
    /// A speed word, 1 byte.
    Speed,
}

/// Why bytes are no value of a format, or a value has no bytes in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ValueFault {
    #[error("byte {at} is {found:02X}H, which is no two decimal digits")]
    Digits { at: usize, found: u8 },
    #[error("the bytes from {at} on are no {pattern} that calendars and clocks show")]
    Stamp { at: usize, pattern: &'static str },
    #[error("byte {at} is {found:02X}H, which is no printable ASCII")]
    Text { at: usize, found: u8 },
    #[error("the item has {expected}, not {found} bytes")]
    Length { expected: &'static str, found: usize },
    #[error("value {index} does not fit: another kind, unit or scale, or out of range")]
    Misfit { index: usize },
    #[error("the item does not take {found} values")]
    Count { found: usize },
}

impl Format {
    /// Bytes on the wire.
    #[must_use]
    pub const fn buffer_len(self) -> usize {
        match self {
            Self::Number { len, .. }
            | Self::Digits { len }
            | Self::Text { len }
            | Self::Bits { len } => len as usize,
            Self::Demand { .. } => 8,
            Self::Stamp(form) => form.buffer_len(),
            Self::Status { .. } => 2,
            Self::Zone | Self::Period => 3,
            Self::Holiday | Self::Identifier => 4,
            Self::Speed => 1,
        }
    }

    /// The unit of what it holds, if that is a quantity.
    #[must_use]
    pub const fn unit(self) -> Option<Unit> {
        match self {
            Self::Number { unit, .. } | Self::Demand { unit, .. } => Some(unit),
            _ => None,
        }
    }

    /// The value that bytes of the format's length hold.
    ///
    /// # Errors
    /// [`ValueFault`] with the first byte that does not belong there.
    pub fn decode(self, octets: &[u8]) -> Result<Value, ValueFault> {
        if octets.len() != self.buffer_len() {
            return Err(ValueFault::Length { expected: "others", found: octets.len() });
        }
        if self.knows_unavailable() && octets.iter().all(|octet| *octet == 0xFF) {
            return Ok(Value::Unavailable);
        }
        match self {
            Self::Number { decimals, unit, signed, .. } => {
                quantity(octets, decimals, unit, signed).map(Value::Quantity)
            }
            Self::Demand { unit, signed } => {
                let (demand, at) = octets.split_at(3);
                let demand = quantity(demand, DEMAND_DECIMALS, unit, signed)?;
                let at = StampForm::Minute.parse(at).map_err(|_| ValueFault::Stamp {
                    at: 3,
                    pattern: StampForm::Minute.pattern(),
                })?;
                Ok(Value::Demand { demand, at })
            }
            Self::Stamp(form) => form
                .parse(octets)
                .map(Value::Stamp)
                .map_err(|_| ValueFault::Stamp { at: 0, pattern: form.pattern() }),
            Self::Digits { .. } => digits(octets).map(Value::Digits),
            Self::Text { .. } => text(octets).map(Value::Text),
            Self::Status { word } => {
                let bits = u16::from_le_bytes([octets[0], octets[1]]);
                let word = StatusWord::new(word, bits).expect("the catalogue has words 1 to 7");
                Ok(Value::Status(word))
            }
            Self::Bits { .. } => {
                let bits = octets.iter().rev().fold(0, |bits, octet| bits << 8 | u32::from(*octet));
                Ok(Value::Bits(bits))
            }
            Self::Zone => {
                let [table, day, month] = pairs(octets)?;
                Ok(Value::Zone { month, day, table })
            }
            Self::Period => {
                let [tariff, minute, hour] = pairs(octets)?;
                Ok(Value::Period { hour, minute, tariff })
            }
            Self::Holiday => {
                let [table] = pairs(&octets[..1])?;
                // A day without a weekday is a minute of it without the hour.
                let day = [&[0, 0], &octets[1..]].concat();
                let day = StampForm::Minute
                    .parse(&day)
                    .map_err(|_| ValueFault::Stamp { at: 1, pattern: "YYMMDD" })?;
                Ok(Value::Holiday { day, table })
            }
            Self::Identifier => {
                let octets = octets.try_into().expect("the format has four bytes");
                Ok(Value::Identifier(DataIdentifier::from_wire(octets)))
            }
            Self::Speed => Ok(Value::Speed(Speed::from_octet(octets[0]))),
        }
    }

    /// The bytes that hold a value; none if it is of another kind, unit or scale, or out of range.
    #[must_use]
    pub fn encode(self, value: &Value) -> Option<Vec<u8>> {
        let octets = match (self, value) {
            (format, Value::Unavailable) if format.knows_unavailable() => {
                vec![0xFF; format.buffer_len()]
            }
            (Self::Number { len, decimals, unit, signed }, Value::Quantity(quantity)) => {
                quantity_octets(*quantity, usize::from(len), decimals, unit, signed)?
            }
            (Self::Demand { unit, signed }, Value::Demand { demand, at }) => {
                let demand = quantity_octets(*demand, 3, DEMAND_DECIMALS, unit, signed)?;
                [demand, StampForm::Minute.emit(*at)?].concat()
            }
            (Self::Stamp(form), Value::Stamp(stamp)) => form.emit(*stamp)?,
            (Self::Digits { len }, Value::Digits(digits)) => digits_octets(digits, len)?,
            (Self::Text { len }, Value::Text(text)) => text_octets(text, len)?,
            (Self::Status { word }, Value::Status(status)) if status.number() == word => {
                status.bits().to_le_bytes().to_vec()
            }
            (Self::Bits { len }, Value::Bits(bits)) => {
                let octets = bits.to_le_bytes();
                let (octets, beyond) = octets.split_at(usize::from(len));
                beyond.iter().all(|octet| *octet == 0).then(|| octets.to_vec())?
            }
            (Self::Zone, Value::Zone { month, day, table }) => pair_octets([*table, *day, *month])?,
            (Self::Period, Value::Period { hour, minute, tariff }) => {
                pair_octets([*tariff, *minute, *hour])?
            }
            (Self::Holiday, Value::Holiday { day, table }) => {
                let day = StampForm::Minute.emit(*day)?;
                let day = day.strip_prefix(&[0, 0])?;
                [&pair_octets([*table])?[..], day].concat()
            }
            (Self::Identifier, Value::Identifier(identifier)) => identifier.to_wire().to_vec(),
            (Self::Speed, Value::Speed(speed)) => vec![speed.octet()],
            _ => return None,
        };
        // A value whose bytes mean another one has none: FFFFH in a status word is a word that is not there.
        (self.decode(&octets).as_ref() == Ok(value)).then_some(octets)
    }

    /// Bits and identifiers may well be all ones.
    const fn knows_unavailable(self) -> bool {
        !matches!(self, Self::Bits { .. } | Self::Identifier | Self::Speed)
    }
}

fn quantity(octets: &[u8], decimals: u8, unit: Unit, signed: bool) -> Result<Quantity, ValueFault> {
    let high = octets.len() - 1;
    let is_negative = signed && octets[high] & SIGN != 0;
    let number = if is_negative {
        let mut magnitude = octets.to_vec();
        magnitude[high] &= !SIGN;
        bcd::number(&magnitude)
    } else {
        bcd::number(octets)
    };
    let number =
        number.map_err(|fault| ValueFault::Digits { at: fault.at, found: octets[fault.at] })?;
    let steps = i64::try_from(number).expect("an item has twelve digits at most");
    Ok(Quantity::new(if is_negative { -steps } else { steps }, decimals, unit))
}

fn quantity_octets(
    quantity: Quantity,
    len: usize,
    decimals: u8,
    unit: Unit,
    signed: bool,
) -> Option<Vec<u8>> {
    if quantity.unit() != unit || quantity.decimals() != decimals {
        return None;
    }
    let mut octets = bcd::octets(quantity.steps().unsigned_abs(), len)?;
    if quantity.steps() < 0 {
        if !signed || octets[len - 1] & SIGN != 0 {
            return None;
        }
        octets[len - 1] |= SIGN;
    }
    Some(octets)
}

fn digits(octets: &[u8]) -> Result<String, ValueFault> {
    for (at, octet) in octets.iter().enumerate() {
        bcd::pair(*octet).ok_or(ValueFault::Digits { at, found: *octet })?;
    }
    let high_first: Vec<u8> = octets.iter().rev().copied().collect();
    Ok(hex::encode(high_first))
}

fn digits_octets(digits: &str, len: u8) -> Option<Vec<u8>> {
    let mut octets = hex::decode(digits).ok().filter(|octets| octets.len() == usize::from(len))?;
    octets.reverse();
    Some(octets)
}

/// Padding stands before or behind the text, by maker; it is left away.
fn text(octets: &[u8]) -> Result<String, ValueFault> {
    let begin = octets.iter().position(|octet| *octet != 0).unwrap_or(octets.len());
    let end = octets.iter().rposition(|octet| *octet != 0).map_or(begin, |last| last + 1);
    let mut text = String::with_capacity(end - begin);
    for at in (begin..end).rev() {
        let found = octets[at];
        if !(0x20..0x7F).contains(&found) {
            return Err(ValueFault::Text { at, found });
        }
        text.push(char::from(found));
    }
    Ok(text)
}

fn text_octets(text: &str, len: u8) -> Option<Vec<u8>> {
    let mut octets: Vec<u8> = text.bytes().rev().collect();
    if octets.len() > usize::from(len) {
        return None;
    }
    octets.resize(usize::from(len), 0);
    Some(octets)
}

fn pairs<const N: usize>(octets: &[u8]) -> Result<[u8; N], ValueFault> {
    let mut pairs = [0; N];
    for (at, (pair, octet)) in pairs.iter_mut().zip(octets).enumerate() {
        *pair = bcd::pair(*octet).ok_or(ValueFault::Digits { at, found: *octet })?;
    }
    Ok(pairs)
}

fn pair_octets<const N: usize>(pairs: [u8; N]) -> Option<Vec<u8>> {
    let fit = pairs.iter().all(|pair| *pair <= 99);
    fit.then(|| pairs.map(bcd::octet_of).to_vec())
}

const SIGN: u8 = 0x80;
/// XX.XXXX.
const DEMAND_DECIMALS: u8 = 4;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VOLTAGE: Format = Format::Number { len: 2, decimals: 1, unit: Unit::Volt, signed: false };
    const POWER: Format =
        Format::Number { len: 3, decimals: 4, unit: Unit::Kilowatt, signed: true };

    fn check(format: Format, text: &str, told: &str) {
        let octets = hex::decode(text.replace(' ', "")).expect("hexadecimal");
        let value = format.decode(&octets).expect(text);
        assert_eq!(value.to_string(), told);
        assert_eq!(format.encode(&value).as_deref(), Some(&octets[..]), "{text}");
    }

    #[test]
    fn numbers_with_their_sign_and_unit() {
        check(VOLTAGE, "01 22", "220.1 V");
        check(POWER, "50 41 82", "-2.4150 kW");
        check(POWER, "99 99 79", "79.9999 kW");
        check(VOLTAGE, "FF FF", "-");
        check(
            Format::Demand { unit: Unit::Kilowatt, signed: false },
            "99 59 06 39 19 07 09 21",
            "6.5999 kW @ 2021-09-07T19:39:00",
        );
    }

    #[test]
    fn texts_come_last_character_first() {
        check(Format::Text { len: 6 }, "56 30 2E 30 32 32", "220.0V");
        let padded_before = Format::Text { len: 6 }.decode(&[0, 0, b'0', b'2', b'2', 0]);
        assert_eq!(padded_before, Ok(Value::Text("220".to_owned())));
    }

    #[test]
    fn table_entries() {
        check(Format::Zone, "01 15 03", "03-15 table 1");
        check(Format::Period, "02 30 08", "08:30 tariff 2");
        check(Format::Holiday, "03 01 10 26", "2026-10-01T00:00:00 table 3");
        check(Format::Digits { len: 6 }, "18 55 60 06 00 00", "000006605518");
        check(Format::Bits { len: 1 }, "FF", "FFH");
    }

    #[test]
    fn what_holds_no_digits_is_named() {
        assert_eq!(VOLTAGE.decode(&[0x01, 0xA2]), Err(ValueFault::Digits { at: 1, found: 0xA2 }));
        assert_eq!(VOLTAGE.decode(&[0x01, 0x82]).map(|v| v.to_string()).as_deref(), Ok("820.1 V"));
        assert_eq!(POWER.decode(&[0, 0, 0xFA]), Err(ValueFault::Digits { at: 2, found: 0xFA }));
        let text = Format::Text { len: 2 }.decode(&[0x41, 0x07]);
        assert_eq!(text, Err(ValueFault::Text { at: 1, found: 0x07 }));
    }

    #[test]
    fn what_does_not_fit_has_no_bytes() {
        let quantity =
            |steps, decimals, unit| Value::Quantity(Quantity::new(steps, decimals, unit));
        assert_eq!(VOLTAGE.encode(&quantity(10_000, 1, Unit::Volt)), None, "out of range");
        assert_eq!(VOLTAGE.encode(&quantity(-1, 1, Unit::Volt)), None, "no sign");
        assert_eq!(VOLTAGE.encode(&quantity(2_201, 2, Unit::Volt)), None, "another scale");
        assert_eq!(VOLTAGE.encode(&quantity(2_201, 1, Unit::Ampere)), None, "another unit");
        assert_eq!(POWER.encode(&quantity(-800_000, 4, Unit::Kilowatt)), None, "the sign's bit");
        let word = StatusWord::new(3, 0xFFFF).expect("word 3");
        assert_eq!(Format::Status { word: 3 }.encode(&Value::Status(word)), None);
        assert_eq!(Format::Text { len: 2 }.encode(&Value::Text("abc".to_owned())), None);
    }

    proptest! {
        #[test]
        fn a_value_reads_back(
            format in prop_oneof![
                Just(VOLTAGE), Just(POWER), Just(Format::Zone), Just(Format::Period), Just(Format::Holiday),
                Just(Format::Demand { unit: Unit::Kilovar, signed: true }),
                Just(Format::Text { len: 4 }), Just(Format::Digits { len: 6 }), Just(Format::Bits { len: 4 }),
                Just(Format::Status { word: 7 }), Just(Format::Identifier), Just(Format::Speed),
                Just(Format::Stamp(StampForm::WeekdaySecond)), Just(Format::Stamp(StampForm::Yearly)),
            ],
            octets in proptest::collection::vec(any::<u8>(), 8),
            digits in proptest::collection::vec(0u8..=99, 8),
        ) {
            let digits: Vec<u8> = digits.into_iter().map(bcd::octet_of).collect();
            for octets in [&octets[..format.buffer_len()], &digits[..format.buffer_len()]] {
                let Ok(value) = format.decode(octets) else { continue };
                let Some(again) = format.encode(&value) else {
                    prop_assert!(false, "{value:?} was read and is not written");
                    continue;
                };
                prop_assert_eq!(format.decode(&again), Ok(value));
            }
        }
    }
}
