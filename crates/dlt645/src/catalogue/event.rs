//! Events, class 03: counters and the last ten records (dlt645-2007.md, 7.4), and the counts of trips and closes.
//!
//! Fields and their order are those of PyPI `dlt645` 3.2.0 and sulfurandcu/dlt645-tool, which the reference names as
//! its sources. The unit of accumulated times is not in the reference; they are taken as minutes.

use vocabulary::Unit;

use super::naming::{NOTHING, Naming, Place, When};
use super::parameter::{HOLIDAYS_MAX, PERIODS, ZONES};
use super::register::Flow;
use super::shape::{Extent, Field, Shape};
use super::{demand, energy};
use crate::{Format, Name, StampForm};

pub(super) fn find(parts: [u8; 4]) -> Option<(Naming, Shape)> {
    match parts {
        [0x1D, 0, 0, 1] => Some((Naming::of(Name::new("跳闸次数", "trips")), Shape::one(COUNT))),
        [0x1E, 0, 0, 1] => Some((Naming::of(Name::new("合闸次数", "closes")), Shape::one(COUNT))),
        [0x03, 0x30, kind, n] => operation(kind, n),
        [0x03, 0x10, phase, month] => voltage_quality(phase, month),
        [0x03, 0x12, direction, n] => demand_limit(direction, n),
        [0x03, event, phase, n] => grid_event(event, phase, n),
        _ => None,
    }
}

/// 0301 to 030F and 0311: what happened to voltage, current and supply.
fn grid_event(event: u8, phase: u8, n: u8) -> Option<(Naming, Shape)> {
    let (_, name, kind) = GRID_EVENTS.iter().find(|(known, ..)| *known == event)?;
    let is_phased = matches!(kind, Kind::Voltage | Kind::Current | Kind::Flow);
    if (phase, n) == (0, 0) {
        let naming = naming(*name, When::Now, COUNTS);
        let shape = match kind {
            Kind::PowerDown => Shape::one(COUNT),
            _ if is_phased => Shape::record(&[&PHASE_TOTALS]),
            _ => Shape::record(&[&TOTALS]),
        };
        return Some((naming, shape));
    }
    let place = match phase {
        0 if !is_phased => Place::Whole,
        1..=3 if is_phased => Place::Phase(phase),
        _ => return None,
    };
    let shape = match kind {
        Kind::Voltage => Shape::record(&[
            &SPAN, &TOTAL, &PHASE_A, &MOMENT_A, &PHASE_B, &MOMENT_B, &PHASE_C, &MOMENT_C, &CHARGE,
        ]),
        Kind::Current => Shape::record(&[
            &SPAN, &TOTAL, &PHASE_A, &MOMENT_A, &PHASE_B, &MOMENT_B, &PHASE_C, &MOMENT_C,
        ]),
        Kind::Flow | Kind::Sequence => {
            Shape::record(&[&SPAN, &TOTAL, &PHASE_A, &PHASE_B, &PHASE_C])
        }
        Kind::Imbalance => {
            Shape::record(&[&SPAN, &IMBALANCE, &TOTAL, &PHASE_A, &PHASE_B, &PHASE_C])
        }
        Kind::AllPhases => Shape::record(&[&ALL_PHASES]),
        Kind::Supply | Kind::PowerDown => Shape::record(&[&SPAN]),
    };
    Some((naming(*name, last(n)?, RECORD).at(place), shape))
}

/// 0310: how long the voltage was within its limits, this month and the last twelve.
fn voltage_quality(phase: u8, month: u8) -> Option<(Naming, Shape)> {
    let place = match phase {
        0 => Place::Whole,
        1..=3 => Place::Phase(phase),
        _ => return None,
    };
    let what = Name::new("电压合格率统计数据", "voltage quality statistics");
    let naming = naming(what, When::Month(month), NOTHING).at(place);
    (month <= 12).then(|| (naming, Shape::record(&[&QUALITY])))
}

/// 0312: demand over its limit, by direction and quadrant.
fn demand_limit(direction: u8, n: u8) -> Option<(Naming, Shape)> {
    if (direction, n) == (0, 0) {
        let what = Name::new("需量超限", "demand over limit");
        return Some((naming(what, When::Now, COUNTS), Shape::record(&[&DEMAND_COUNTS])));
    }
    let what = DEMAND_LIMITS.get(usize::from(direction).wrapping_sub(1))?;
    let flow = if direction <= 2 { Flow::Active } else { Flow::Reactive };
    let reached = Name::new("超限期间最大需量及发生时间", "maximum demand and its time");
    let reached = [Field(reached, demand::format(flow, false))];
    Some((naming(*what, last(n)?, RECORD), Shape::record(&[&SPAN, &reached])))
}

/// 0330: what somebody did to the meter.
fn operation(kind: u8, n: u8) -> Option<(Naming, Shape)> {
    if kind == 0x12 {
        let what = Name::new("密钥更新", "key update");
        return Some((naming(what, last(n)?, RECORD), Shape::Open));
    }
    let what = *OPERATIONS.get(usize::from(kind))?;
    if n == 0 {
        return Some((naming(what, When::Now, TIMES), Shape::one(COUNT)));
    }
    let shape = match kind {
        0x00 => Shape::record_with_table(&WHO, PROGRAMMED, Format::Identifier, 10, Extent::All),
        0x01 => Shape::record(&[&WHO, &BEFORE_CLEARING]),
        0x02 => Shape::record(&[&WHO, &DEMANDS_BEFORE_CLEARING]),
        0x03 => {
            let cleared = Name::new("事件清零数据标识码", "identifier that was cleared");
            Shape::record(&[&WHO, &[Field(cleared, Format::Identifier)]])
        }
        0x04 => Shape::record(&[&CLOCK]),
        0x05 => {
            let entry = Name::new("时段", "period");
            Shape::record_with_table(
                &WHO,
                entry,
                Format::Period,
                PERIODS_OF_BOTH_SETS,
                Extent::Unknown,
            )
        }
        0x06 => {
            let entry = Name::new("时区", "zone");
            Shape::record_with_table(&WHO, entry, Format::Zone, 2 * ZONES, Extent::All)
        }
        0x07 => Shape::record(&[&WHO, &[Field(Name::new("日时段表号", "period table"), TABLE)]]),
        0x08 => {
            let entry = Name::new("节假日", "holiday");
            Shape::record_with_table(&WHO, entry, Format::Holiday, HOLIDAYS_MAX, Extent::Unknown)
        }
        0x09..=0x0B => {
            let word = Field(Name::new("特征字", "word"), Format::Bits { len: 1 });
            Shape::record(&[&WHO, &[word]])
        }
        0x0C => {
            let day = Format::Stamp(StampForm::Monthly);
            Shape::record_with_table(
                &WHO,
                Name::new("结算日", "settlement day"),
                day,
                3,
                Extent::All,
            )
        }
        _ => Shape::record(&[&SPAN, &AROUND_OPENING]),
    };
    Some((naming(what, last(n)?, RECORD), shape))
}

const fn naming(what: Name, when: When, noun: Name) -> Naming {
    Naming { when, what, place: Place::Whole, noun }
}

/// Record `n` of the last ten.
fn last(n: u8) -> Option<When> {
    (1..=10).contains(&n).then_some(When::Last(n))
}

/// How an event is recorded.
#[derive(Clone, Copy)]
enum Kind {
    /// By phase, with what the meter saw and the charge: 131 bytes.
    Voltage,
    /// By phase, with what the meter saw: 115 bytes.
    Current,
    /// By phase, energies only: 76 bytes.
    Flow,
    /// Energies only: 76 bytes.
    Sequence,
    /// Energies and the greatest imbalance: 78 bytes.
    Imbalance,
    /// All three phases lost: 15 bytes.
    AllPhases,
    /// From when to when: 12 bytes.
    Supply,
    /// From when to when, and counted without the time.
    PowerDown,
}

const GRID_EVENTS: [(u8, Name, Kind); 16] = [
    (0x01, Name::new("失压", "loss of voltage"), Kind::Voltage),
    (0x02, Name::new("欠压", "undervoltage"), Kind::Voltage),
    (0x03, Name::new("过压", "overvoltage"), Kind::Voltage),
    (0x04, Name::new("断相", "phase break"), Kind::Voltage),
    (0x05, Name::new("全失压", "total loss of voltage"), Kind::AllPhases),
    (0x06, Name::new("辅助电源失电", "auxiliary power lost"), Kind::Supply),
    (0x07, Name::new("电压逆相序", "voltage reverse sequence"), Kind::Sequence),
    (0x08, Name::new("电流逆相序", "current reverse sequence"), Kind::Sequence),
    (0x09, Name::new("电压不平衡", "voltage imbalance"), Kind::Imbalance),
    (0x0A, Name::new("电流不平衡", "current imbalance"), Kind::Imbalance),
    (0x0B, Name::new("失流", "loss of current"), Kind::Current),
    (0x0C, Name::new("过流", "overcurrent"), Kind::Current),
    (0x0D, Name::new("断流", "current break"), Kind::Current),
    (0x0E, Name::new("潮流反向", "reverse power flow"), Kind::Flow),
    (0x0F, Name::new("过载", "overload"), Kind::Flow),
    (0x11, Name::new("掉电", "power failure"), Kind::PowerDown),
];

/// DI1 of 0330xxnn.
const OPERATIONS: [Name; 15] = [
    Name::new("编程", "programming"),
    Name::new("电表清零", "meter clear"),
    Name::new("需量清零", "demand clear"),
    Name::new("事件清零", "event clear"),
    Name::new("校时", "clock set"),
    Name::new("时段表编程", "period table programming"),
    Name::new("时区表编程", "zone table programming"),
    Name::new("周休日编程", "weekend programming"),
    Name::new("节假日编程", "holiday programming"),
    Name::new("有功组合方式编程", "active combination programming"),
    Name::new("无功组合方式1编程", "reactive combination 1 programming"),
    Name::new("无功组合方式2编程", "reactive combination 2 programming"),
    Name::new("结算日编程", "settlement day programming"),
    Name::new("开表盖", "cover opened"),
    Name::new("开端钮盒", "terminal cover opened"),
];

/// DI1 of 0312xxnn.
const DEMAND_LIMITS: [Name; 6] = [
    Name::new("正向有功需量超限", "forward active demand over limit"),
    Name::new("反向有功需量超限", "reverse active demand over limit"),
    Name::new("第一象限无功需量超限", "quadrant I reactive demand over limit"),
    Name::new("第二象限无功需量超限", "quadrant II reactive demand over limit"),
    Name::new("第三象限无功需量超限", "quadrant III reactive demand over limit"),
    Name::new("第四象限无功需量超限", "quadrant IV reactive demand over limit"),
];

const RECORD: Name = Name::new("记录", "record");
const COUNTS: Name = Name::new("总次数，总累计时间", "counts");
const TIMES: Name = Name::new("总次数", "count");
const PROGRAMMED: Name = Name::new("数据标识码", "identifier");
/// Two sets of eight daily tables; the largest count that a table here can have is below.
const PERIODS_OF_BOTH_SETS: u8 = 2 * 8 * PERIODS;

const COUNT: Format = Format::Number { len: 3, decimals: 0, unit: Unit::One, signed: false };
const MINUTES: Format = Format::Number { len: 3, decimals: 0, unit: Unit::Minute, signed: false };
const SECOND: Format = Format::Stamp(StampForm::Second);
const TABLE: Format = Format::Number { len: 1, decimals: 0, unit: Unit::One, signed: false };
const ACTIVE: Format = energy::format(Flow::Active, false);
const COMBINED_REACTIVE: Format = energy::format(Flow::Reactive, true);
const REACTIVE: Format = energy::format(Flow::Reactive, false);
const VOLTAGE: Format = Format::Number { len: 2, decimals: 1, unit: Unit::Volt, signed: false };
const CURRENT: Format = Format::Number { len: 3, decimals: 3, unit: Unit::Ampere, signed: true };
const POWER: Format = Format::Number { len: 3, decimals: 4, unit: Unit::Kilowatt, signed: true };
const VARS: Format = Format::Number { len: 3, decimals: 4, unit: Unit::Kilovar, signed: true };
const FACTOR: Format = Format::Number { len: 2, decimals: 3, unit: Unit::One, signed: true };
const CHARGE_AH: Format =
    Format::Number { len: 4, decimals: 2, unit: Unit::AmpereHour, signed: false };
const PERCENT: Format = Format::Number { len: 3, decimals: 2, unit: Unit::Percent, signed: false };
const UNBALANCE: Format =
    Format::Number { len: 2, decimals: 2, unit: Unit::Percent, signed: false };

const SPAN: [Field; 2] =
    [Field(Name::new("发生时刻", "begin"), SECOND), Field(Name::new("结束时刻", "end"), SECOND)];
const WHO: [Field; 2] = [
    Field(Name::new("发生时刻", "time"), SECOND),
    Field(Name::new("操作者代码", "operator code"), Format::Digits { len: 4 }),
];
const CLOCK: [Field; 3] = [
    Field(Name::new("操作者代码", "operator code"), Format::Digits { len: 4 }),
    Field(Name::new("校时前时间", "time before"), SECOND),
    Field(Name::new("校时后时间", "time after"), SECOND),
];
const TOTALS: [Field; 2] = [
    Field(Name::new("总次数", "count"), COUNT),
    Field(Name::new("总累计时间", "accumulated time"), MINUTES),
];
const PHASE_TOTALS: [Field; 6] = [
    Field(Name::new("A相总次数", "count, phase A"), COUNT),
    Field(Name::new("A相总累计时间", "accumulated time, phase A"), MINUTES),
    Field(Name::new("B相总次数", "count, phase B"), COUNT),
    Field(Name::new("B相总累计时间", "accumulated time, phase B"), MINUTES),
    Field(Name::new("C相总次数", "count, phase C"), COUNT),
    Field(Name::new("C相总累计时间", "accumulated time, phase C"), MINUTES),
];
const DEMAND_COUNTS: [Field; 6] = [
    Field(Name::new("正向有功", "forward active"), COUNT),
    Field(Name::new("反向有功", "reverse active"), COUNT),
    Field(Name::new("第一象限无功", "quadrant I reactive"), COUNT),
    Field(Name::new("第二象限无功", "quadrant II reactive"), COUNT),
    Field(Name::new("第三象限无功", "quadrant III reactive"), COUNT),
    Field(Name::new("第四象限无功", "quadrant IV reactive"), COUNT),
];
const ALL_PHASES: [Field; 3] = [
    Field(Name::new("发生时刻", "begin"), SECOND),
    Field(Name::new("电流值", "current"), CURRENT),
    Field(Name::new("结束时刻", "end"), SECOND),
];
const IMBALANCE: [Field; 1] = [Field(Name::new("最大不平衡率", "greatest imbalance"), UNBALANCE)];
const QUALITY: [Field; 9] = [
    Field(Name::new("电压监测时间", "time observed"), MINUTES),
    Field(Name::new("电压合格率", "within limits"), PERCENT),
    Field(Name::new("电压超限率", "outside limits"), PERCENT),
    Field(Name::new("电压超上限时间", "time above the upper limit"), MINUTES),
    Field(Name::new("电压超下限时间", "time below the lower limit"), MINUTES),
    Field(Name::new("最高电压", "highest voltage"), VOLTAGE),
    Field(Name::new("最高电压出现时间", "time of the highest voltage"), YEARLY),
    Field(Name::new("最低电压", "lowest voltage"), VOLTAGE),
    Field(Name::new("最低电压出现时间", "time of the lowest voltage"), YEARLY),
];
const YEARLY: Format = Format::Stamp(StampForm::Yearly);

/// What four registers counted while an event lasted; of all phases or of one.
macro_rules! increments {
    ($zh:literal, $total:literal, $en:literal) => {
        [
            Field(
                Name::new(
                    concat!("期间", $zh, "正向有功", $total, "电能增量"),
                    concat!("forward active energy, ", $en),
                ),
                ACTIVE,
            ),
            Field(
                Name::new(
                    concat!("期间", $zh, "反向有功", $total, "电能增量"),
                    concat!("reverse active energy, ", $en),
                ),
                ACTIVE,
            ),
            Field(
                Name::new(
                    concat!("期间", $zh, "组合无功1", $total, "电能增量"),
                    concat!("combined reactive 1 energy, ", $en),
                ),
                COMBINED_REACTIVE,
            ),
            Field(
                Name::new(
                    concat!("期间", $zh, "组合无功2", $total, "电能增量"),
                    concat!("combined reactive 2 energy, ", $en),
                ),
                COMBINED_REACTIVE,
            ),
        ]
    };
}

/// What a phase was like when an event began.
macro_rules! moment {
    ($phase:literal) => {
        [
            Field(Name::new(concat!("时刻", $phase, "相电压"), concat!("voltage, phase ", $phase)), VOLTAGE),
            Field(Name::new(concat!("时刻", $phase, "相电流"), concat!("current, phase ", $phase)), CURRENT),
            Field(
                Name::new(concat!("时刻", $phase, "相有功功率"), concat!("active power, phase ", $phase)),
                POWER,
            ),
            Field(
                Name::new(concat!("时刻", $phase, "相无功功率"), concat!("reactive power, phase ", $phase)),
                VARS,
            ),
            Field(
                Name::new(concat!("时刻", $phase, "相功率因数"), concat!("power factor, phase ", $phase)),
                FACTOR,
            ),
        ]
    };
}

const TOTAL: [Field; 4] = increments!("", "总", "total");
const PHASE_A: [Field; 4] = increments!("A相", "", "phase A");
const PHASE_B: [Field; 4] = increments!("B相", "", "phase B");
const PHASE_C: [Field; 4] = increments!("C相", "", "phase C");
const MOMENT_A: [Field; 5] = moment!("A");
const MOMENT_B: [Field; 5] = moment!("B");
const MOMENT_C: [Field; 5] = moment!("C");
const CHARGE: [Field; 4] = [
    Field(Name::new("期间总安时数", "charge, total"), CHARGE_AH),
    Field(Name::new("期间A相安时数", "charge, phase A"), CHARGE_AH),
    Field(Name::new("期间B相安时数", "charge, phase B"), CHARGE_AH),
    Field(Name::new("期间C相安时数", "charge, phase C"), CHARGE_AH),
];

/// Six registers before or after an operation: forward, reverse, four quadrants; `$format` is that of each.
macro_rules! six {
    ($when:literal, $zh:literal, $total:literal, $noun:literal, $en:literal, $active:expr, $reactive:expr) => {
        [
            Field(
                Name::new(
                    concat!($when, $zh, "正向有功", $total, $noun),
                    concat!("forward active, ", $en),
                ),
                $active,
            ),
            Field(
                Name::new(
                    concat!($when, $zh, "反向有功", $total, $noun),
                    concat!("reverse active, ", $en),
                ),
                $active,
            ),
            Field(
                Name::new(
                    concat!($when, $zh, "第一象限无功", $total, $noun),
                    concat!("quadrant I reactive, ", $en),
                ),
                $reactive,
            ),
            Field(
                Name::new(
                    concat!($when, $zh, "第二象限无功", $total, $noun),
                    concat!("quadrant II reactive, ", $en),
                ),
                $reactive,
            ),
            Field(
                Name::new(
                    concat!($when, $zh, "第三象限无功", $total, $noun),
                    concat!("quadrant III reactive, ", $en),
                ),
                $reactive,
            ),
            Field(
                Name::new(
                    concat!($when, $zh, "第四象限无功", $total, $noun),
                    concat!("quadrant IV reactive, ", $en),
                ),
                $reactive,
            ),
        ]
    };
}

const ACTIVE_DEMAND: Format = demand::format(Flow::Active, false);
const REACTIVE_DEMAND: Format = demand::format(Flow::Reactive, false);

const AROUND_OPENING: [Field; 12] = joined([
    six!("前", "", "总", "电能", "total, before", ACTIVE, REACTIVE),
    six!("后", "", "总", "电能", "total, after", ACTIVE, REACTIVE),
]);
const BEFORE_CLEARING: [Field; 24] = joined([
    six!("清零前", "", "总", "电能", "total", ACTIVE, REACTIVE),
    six!("清零前", "A相", "", "电能", "phase A", ACTIVE, REACTIVE),
    six!("清零前", "B相", "", "电能", "phase B", ACTIVE, REACTIVE),
    six!("清零前", "C相", "", "电能", "phase C", ACTIVE, REACTIVE),
]);
const DEMANDS_BEFORE_CLEARING: [Field; 24] = joined([
    six!("清零前", "", "总", "最大需量", "total", ACTIVE_DEMAND, REACTIVE_DEMAND),
    six!("清零前", "A相", "", "最大需量", "phase A", ACTIVE_DEMAND, REACTIVE_DEMAND),
    six!("清零前", "B相", "", "最大需量", "phase B", ACTIVE_DEMAND, REACTIVE_DEMAND),
    six!("清零前", "C相", "", "最大需量", "phase C", ACTIVE_DEMAND, REACTIVE_DEMAND),
]);

/// The same fields in one row.
const fn joined<const GROUPS: usize, const FIELDS: usize>(
    groups: [[Field; 6]; GROUPS],
) -> [Field; FIELDS] {
    assert!(FIELDS == 6 * GROUPS, "six fields in each group");
    let mut fields = [groups[0][0]; FIELDS];
    let mut at = 0;
    while at < FIELDS {
        fields[at] = groups[at / 6][at % 6];
        at += 1;
    }
    fields
}
