//! Variables, class 02: what a meter measures now (dlt645-2007.md, 7.3).

use vocabulary::Unit;

use super::naming::{NOTHING, Naming, Place, When};
use super::register::BLOCK;
use super::shape::{Extent, Shape, Slot};
use crate::{DataIdentifier, Format, Name};

pub(super) fn find(parts: [u8; 4]) -> Option<(Naming, Shape)> {
    let [di3, di2, di1, di0] = parts;
    let naming = |what, place, noun| Naming { when: When::Now, what, place, noun };
    let single = |di1, di0, format| {
        Slot::single(DataIdentifier::new(u32::from_be_bytes([di3, di2, di1, di0])), format)
    };
    if let Some(Phased { what, noun, format, has_total }) =
        PHASED.get(usize::from(di2).wrapping_sub(1))
    {
        let first = u8::from(!has_total);
        let (place, shape) = match (di1, di0) {
            (0, 0) if *has_total => (Place::Total, Shape::one(*format)),
            (1..=3, 0) => (Place::Phase(di1), Shape::one(*format)),
            (BLOCK, 0) => {
                let slots = (first..=3).map(|phase| single(phase, 0, *format)).collect();
                let extent = Extent::Phases { before: usize::from(*has_total) };
                (Place::Block, Shape::UpTo { slots, least: 1, extent })
            }
            _ => return None,
        };
        return Some((naming(*what, place, *noun), shape));
    }
    match (di2, di1, di0) {
        (0x0A | 0x0B, 1..=3, 1..=HARMONICS | BLOCK) => {
            let what = if di2 == 0x0A {
                Name::new("电压", "voltage harmonic")
            } else {
                Name::new("电流", "current harmonic")
            };
            let noun = Name::new("谐波含量", "content");
            if di0 == BLOCK {
                let slots = (1..=HARMONICS).map(|order| single(di1, order, DISTORTION)).collect();
                let shape = Shape::UpTo { slots, least: 1, extent: Extent::All };
                return Some((naming(what, Place::PhaseBlock(di1), noun), shape));
            }
            let place = Place::Harmonic { phase: di1, order: di0 };
            Some((naming(what, place, noun), Shape::one(DISTORTION)))
        }
        (0x80, 0, _) => {
            let (_, what, format) = OTHERS.iter().find(|(known, ..)| *known == di0)?;
            Some((Naming::of(*what), Shape::one(*format)))
        }
        _ => None,
    }
}

struct Phased {
    what: Name,
    noun: Name,
    format: Format,
    has_total: bool,
}

/// Without a total.
const fn phased(zh: &'static str, en: &'static str, format: Format) -> Phased {
    Phased { what: Name::new(zh, en), noun: NOTHING, format, has_total: false }
}

/// With a total: `瞬时` `总` `有功功率`.
const fn summed(what: &'static str, zh: &'static str, en: &'static str, format: Format) -> Phased {
    Phased { what: Name::new(what, ""), noun: Name::new(zh, en), format, has_total: true }
}

const fn number(len: u8, decimals: u8, unit: Unit, signed: bool) -> Format {
    Format::Number { len, decimals, unit, signed }
}

/// XX.XX %.
const DISTORTION: Format = number(2, 2, Unit::Percent, false);

/// Orders of harmonics, 1 to 15H.
const HARMONICS: u8 = 0x15;

/// DI2 01 to 09; DI1 is the phase, 0 the total. Apparent power has the sign of powers in general (6.3).
const PHASED: [Phased; 9] = [
    phased("电压", "voltage", number(2, 1, Unit::Volt, false)),
    phased("电流", "current", number(3, 3, Unit::Ampere, true)),
    summed("瞬时", "有功功率", "active power", number(3, 4, Unit::Kilowatt, true)),
    summed("瞬时", "无功功率", "reactive power", number(3, 4, Unit::Kilovar, true)),
    summed("瞬时", "视在功率", "apparent power", number(3, 4, Unit::KilovoltAmpere, true)),
    summed("", "功率因数", "power factor", number(2, 3, Unit::One, true)),
    phased("相角", "phase angle", number(2, 1, Unit::Degree, false)),
    phased("电压波形失真度", "voltage distortion", DISTORTION),
    phased("电流波形失真度", "current distortion", DISTORTION),
];

/// DI0 of 028000xx.
const OTHERS: [(u8, Name, Format); 13] = [
    (0x01, Name::new("零线电流", "neutral current"), number(3, 3, Unit::Ampere, true)),
    (0x02, Name::new("电网频率", "grid frequency"), number(2, 2, Unit::Hertz, false)),
    (
        0x03,
        Name::new("一分钟有功总平均功率", "one-minute average active power"),
        number(3, 4, Unit::Kilowatt, true),
    ),
    (0x04, Name::new("当前有功需量", "present active demand"), number(3, 4, Unit::Kilowatt, true)),
    (0x05, Name::new("当前无功需量", "present reactive demand"), number(3, 4, Unit::Kilovar, true)),
    (
        0x06,
        Name::new("当前视在需量", "present apparent demand"),
        number(3, 4, Unit::KilovoltAmpere, true),
    ),
    (0x07, Name::new("表内温度", "internal temperature"), number(2, 1, Unit::Celsius, true)),
    (0x08, Name::new("时钟电池电压", "clock battery voltage"), number(2, 2, Unit::Volt, false)),
    (
        0x09,
        Name::new("停电抄表电池电压", "meter-reading battery voltage"),
        number(2, 2, Unit::Volt, false),
    ),
    (0x0A, Name::new("电池工作时间", "battery working time"), number(4, 0, Unit::Minute, false)),
    (
        0x0B,
        Name::new("当前阶梯电价", "present step price"),
        number(4, 4, Unit::YuanPerKilowattHour, false),
    ),
    (
        0x20,
        Name::new("当前费率电价", "present tariff price"),
        number(4, 4, Unit::YuanPerKilowattHour, false),
    ),
    (
        0x22,
        Name::new("身份认证剩余时间", "remaining identity authentication time"),
        number(2, 0, Unit::Minute, false),
    ),
];
