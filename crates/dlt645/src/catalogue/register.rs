//! What energies and demands share: kinds, phases, tariffs, settlement days (dlt645-2007.md, 7.1 and 7.2).

use super::naming::{Place, When};
use super::shape::{Extent, Shape, Slot, TARIFFS_MAX};
use crate::{DataIdentifier, Format, Name};

/// What is counted or averaged: DI2 without its phase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    pub name: Name,
    pub flow: Flow,
    /// Combined registers may be negative.
    pub is_signed: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Flow {
    Active,
    Reactive,
    Apparent,
}

/// What DI2 means: the kind, and the phase if it is one phase's.
pub(super) fn kind(di2: u8) -> Option<(Kind, Option<u8>)> {
    let (base, phase) = match di2 {
        0x00..=0x0A => (0x00, None),
        0x15..=0x1E => (0x14, Some(1)),
        0x29..=0x32 => (0x28, Some(2)),
        0x3D..=0x46 => (0x3C, Some(3)),
        _ => return None,
    };
    Some((KINDS[usize::from(di2 - base)], phase))
}

/// Shape, time and place of DI1 and DI0.
pub(super) fn find(
    parts: [u8; 4],
    phase: Option<u8>,
    format: Format,
) -> Option<(When, Place, Shape)> {
    let [di3, di2, rr, ss] = parts;
    let single = |rr, ss| {
        let identifier = DataIdentifier::new(u32::from_be_bytes([di3, di2, rr, ss]));
        Slot::single(identifier, format)
    };
    let when = match ss {
        0 => When::Now,
        1..=SETTLEMENT_DAYS => When::SettlementDay(ss),
        BLOCK if rr != BLOCK => When::SettlementDays,
        _ => return None,
    };
    let place = match (phase, rr) {
        (Some(phase), 0) => Place::Phase(phase),
        (Some(_), _) => return None,
        (None, 0) => Place::Total,
        (None, 1..=TARIFFS_MAX) => Place::Tariff(rr),
        (None, BLOCK) => Place::Block,
        (None, _) => return None,
    };
    let shape = if ss == BLOCK {
        let slots = (0..=SETTLEMENT_DAYS).map(|ss| single(rr, ss)).collect();
        Shape::UpTo { slots, least: 1, extent: Extent::All }
    } else if rr == BLOCK {
        let slots = (0..=TARIFFS_MAX).map(|rr| single(rr, ss)).collect();
        Shape::UpTo { slots, least: 1, extent: Extent::Tariffs }
    } else {
        Shape::one(format)
    };
    Some((when, place, shape))
}

const KINDS: [Kind; 11] = [
    register("组合有功", "combined active", Flow::Active, true),
    register("正向有功", "forward active", Flow::Active, false),
    register("反向有功", "reverse active", Flow::Active, false),
    register("组合无功1", "combined reactive 1", Flow::Reactive, true),
    register("组合无功2", "combined reactive 2", Flow::Reactive, true),
    register("第一象限无功", "quadrant I reactive", Flow::Reactive, false),
    register("第二象限无功", "quadrant II reactive", Flow::Reactive, false),
    register("第三象限无功", "quadrant III reactive", Flow::Reactive, false),
    register("第四象限无功", "quadrant IV reactive", Flow::Reactive, false),
    register("正向视在", "forward apparent", Flow::Apparent, false),
    register("反向视在", "reverse apparent", Flow::Apparent, false),
];

const fn register(zh: &'static str, en: &'static str, flow: Flow, is_signed: bool) -> Kind {
    Kind { name: Name::new(zh, en), flow, is_signed }
}

/// FF in an identifier: all that this byte may say.
pub(super) const BLOCK: u8 = 0xFF;
const SETTLEMENT_DAYS: u8 = 0x0C;
