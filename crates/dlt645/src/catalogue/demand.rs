//! Maximum demands, class 01: 8 bytes, XX.XXXX and YYMMDDhhmm (dlt645-2007.md, 7.2).

use vocabulary::Unit;

use super::naming::Naming;
use super::register::{self, Flow};
use super::shape::Shape;
use crate::{Format, Name};

pub(super) fn find(parts: [u8; 4]) -> Option<(Naming, Shape)> {
    // Combined active demand is no register of the standard.
    let (kind, phase) = register::kind(parts[1]).filter(|_| parts[1] != 0)?;
    let format = format(kind.flow, kind.is_signed);
    let (when, place, shape) = register::find(parts, phase, format)?;
    Some((Naming { when, what: kind.name, place, noun: DEMAND }, shape))
}

pub(super) const fn format(flow: Flow, signed: bool) -> Format {
    let unit = match flow {
        Flow::Active => Unit::Kilowatt,
        Flow::Reactive => Unit::Kilovar,
        Flow::Apparent => Unit::KilovoltAmpere,
    };
    Format::Demand { unit, signed }
}

const DEMAND: Name = Name::new("最大需量及发生时间", "maximum demand and its time");
