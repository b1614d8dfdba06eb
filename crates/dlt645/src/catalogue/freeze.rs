//! Frozen data, class 05 (dlt645-2007.md, 7.7).

use vocabulary::Unit;

use super::naming::{Label, Naming, Place, When};
use super::register::{BLOCK, kind};
use super::shape::{Field, Section, Shape, Slot};
use super::{demand, energy};
use crate::{DataIdentifier, Format, Name, StampForm};

pub(super) fn find(parts: [u8; 4]) -> Option<(Naming, Shape)> {
    let [_, kk, ii, nn] = parts;
    let occasion = *OCCASIONS.get(usize::from(kk))?;
    if !(1..BLOCK).contains(&nn) || (kk == HOURLY && !matches!(ii, 0..=2 | BLOCK)) {
        return None;
    }
    let noun = contents(ii)?;
    let shape = match ii {
        0x00 => Shape::one(MOMENT),
        0x01..=0x0A => Shape::tariffs_of_one(register(ii)),
        VARIABLES => Shape::record(&[&POWERS]),
        _ => Shape::Tariffed(block(kk, nn)),
    };
    Some((Naming { when: When::Last(nn), what: occasion, place: Place::Whole, noun }, shape))
}

/// The block FF: time, energies, demands, powers; hourly only time, forward and reverse. Whether and how tariffs stand
/// in it is unconfirmed: every register of a block is taken to have as many.
fn block(kk: u8, nn: u8) -> Vec<Section> {
    let single = |ii, format| {
        let identifier = DataIdentifier::new(u32::from_be_bytes([0x05, kk, ii, nn]));
        Slot::single(identifier, format)
    };
    let time = Section { slot: single(0, MOMENT), is_tariffed: false };
    let tariffed = |ii: u8| Section { slot: single(ii, register(ii)), is_tariffed: kk != HOURLY };
    let last = if kk == HOURLY { 0x02 } else { 0x0A };
    let mut sections = vec![time];
    sections.extend((0x01..=last).map(tariffed));
    if kk != HOURLY {
        sections.extend(POWERS.iter().map(|Field(name, format)| Section {
            slot: Slot { label: Label::Field(*name), ..single(VARIABLES, *format) },
            is_tariffed: false,
        }));
    }
    sections
}

/// The format of ii 01 to 0A: eight energies, two demands.
fn register(ii: u8) -> Format {
    let di2 = if ii <= 0x08 { ii } else { ii - 0x08 };
    let (kind, _) = kind(di2).expect("1 to 8 are kinds of energy");
    if ii <= 0x08 {
        energy::format(kind.flow, kind.is_signed)
    } else {
        demand::format(kind.flow, kind.is_signed)
    }
}

fn contents(ii: u8) -> Option<Name> {
    Some(match ii {
        0x00 => Name::new("时间", "time"),
        0x01 => Name::new("正向有功电能", "forward active energy"),
        0x02 => Name::new("反向有功电能", "reverse active energy"),
        0x03 => Name::new("组合无功1电能", "combined reactive 1 energy"),
        0x04 => Name::new("组合无功2电能", "combined reactive 2 energy"),
        0x05 => Name::new("第一象限无功电能", "quadrant I reactive energy"),
        0x06 => Name::new("第二象限无功电能", "quadrant II reactive energy"),
        0x07 => Name::new("第三象限无功电能", "quadrant III reactive energy"),
        0x08 => Name::new("第四象限无功电能", "quadrant IV reactive energy"),
        0x09 => {
            Name::new("正向有功最大需量及发生时间", "forward active maximum demand and its time")
        }
        0x0A => {
            Name::new("反向有功最大需量及发生时间", "reverse active maximum demand and its time")
        }
        VARIABLES => Name::new("变量", "variables"),
        BLOCK => Name::new("数据块", "block"),
        _ => return None,
    })
}

/// YYMMDDhhmm.
const MOMENT: Format = Format::Stamp(StampForm::Minute);
const ACTIVE: Format = Format::Number { len: 3, decimals: 4, unit: Unit::Kilowatt, signed: true };
const REACTIVE: Format = Format::Number { len: 3, decimals: 4, unit: Unit::Kilovar, signed: true };

const POWERS: [Field; 8] = [
    Field(Name::new("总有功功率", "active power, total"), ACTIVE),
    Field(Name::new("A相有功功率", "active power, phase A"), ACTIVE),
    Field(Name::new("B相有功功率", "active power, phase B"), ACTIVE),
    Field(Name::new("C相有功功率", "active power, phase C"), ACTIVE),
    Field(Name::new("总无功功率", "reactive power, total"), REACTIVE),
    Field(Name::new("A相无功功率", "reactive power, phase A"), REACTIVE),
    Field(Name::new("B相无功功率", "reactive power, phase B"), REACTIVE),
    Field(Name::new("C相无功功率", "reactive power, phase C"), REACTIVE),
];

/// DI2 00 to 07. What 07 means differs by edition.
const OCCASIONS: [Name; 8] = [
    Name::new("定时冻结", "timed freeze"),
    Name::new("瞬时冻结", "instant freeze"),
    Name::new("两套时区表切换冻结", "zone table switch freeze"),
    Name::new("两套日时段表切换冻结", "period table switch freeze"),
    Name::new("整点冻结", "hourly freeze"),
    Name::new("两套费率电价切换冻结", "tariff switch freeze"),
    Name::new("日冻结", "daily freeze"),
    Name::new("月冻结(或阶梯切换冻结)", "monthly (or step switch) freeze"),
];
const HOURLY: u8 = 0x04;
/// DI1 of the powers.
const VARIABLES: u8 = 0x10;
