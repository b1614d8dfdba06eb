//! Energies, class 00: 4 bytes, XXXXXX.XX (dlt645-2007.md, 7.1).

use vocabulary::Unit;

use super::naming::{NOTHING, Naming, Place, When};
use super::register::{self, Flow};
use super::shape::Shape;
use crate::{Format, Name};

pub(super) fn find(parts: [u8; 4]) -> Option<(Naming, Shape)> {
    let [_, di2, rr, ss] = parts;
    if let Some((zh, en)) = LOSSES.get(usize::from(di2).wrapping_sub(0x80)) {
        let (when, _, shape) = register::find(parts, None, format(Flow::Active, false))?;
        let naming = Naming { when, what: Name::new(zh, en), place: Place::Whole, noun: NOTHING };
        return (rr == 0).then_some((naming, shape));
    }
    if di2 == 0x90 {
        return prepaid(rr, ss);
    }
    let (kind, phase) = register::kind(di2)?;
    let format = format(kind.flow, kind.is_signed);
    let (when, place, shape) = register::find(parts, phase, format)?;
    Some((Naming { when, what: kind.name, place, noun: ENERGY }, shape))
}

pub(super) const fn format(flow: Flow, signed: bool) -> Format {
    let unit = match flow {
        Flow::Active => Unit::KilowattHour,
        Flow::Reactive => Unit::KilovarHour,
        Flow::Apparent => Unit::KilovoltAmpereHour,
    };
    Format::Number { len: 4, decimals: 2, unit, signed }
}

/// What is left of what was paid, and what is owed beyond it.
fn prepaid(rr: u8, ss: u8) -> Option<(Naming, Shape)> {
    let money = Format::Number { len: 4, decimals: 2, unit: Unit::Yuan, signed: false };
    let energy = format(Flow::Active, false);
    let (zh, en, format) = match (rr, ss) {
        (1, 0) => ("剩余电量", "remaining energy", energy),
        (1, 1) => ("透支电量", "overdraft energy", energy),
        (2, 0) => ("剩余金额", "remaining amount", money),
        (2, 1) => ("透支金额", "overdraft amount", money),
        _ => return None,
    };
    Some((Naming::of(Name::new(zh, en)).when(When::Now), Shape::one(format)))
}

const ENERGY: Name = Name::new("电能", "energy");

/// DI2 80 to 86.
const LOSSES: [(&str, &str); 7] = [
    ("关联总电能", "linked total energy"),
    ("正向有功基波总电能", "forward active fundamental energy"),
    ("反向有功基波总电能", "reverse active fundamental energy"),
    ("正向有功谐波总电能", "forward active harmonic energy"),
    ("反向有功谐波总电能", "reverse active harmonic energy"),
    ("铜损有功总电能补偿量", "copper loss energy"),
    ("铁损有功总电能补偿量", "iron loss energy"),
];
