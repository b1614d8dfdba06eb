//! Parameters, class 04 (dlt645-2007.md, 7.5).

use vocabulary::Unit;

use super::naming::{NOTHING, Naming, Place, When};
use super::register::BLOCK;
use super::shape::{Extent, Shape, Slot, TARIFFS_MAX};
use crate::{DataIdentifier, Format, Name, StampForm};

pub(super) fn find(parts: [u8; 4]) -> Option<(Naming, Shape)> {
    let number = u32::from_be_bytes(parts);
    if let Ok(row) = ROWS.binary_search_by_key(&number, |row| row.0) {
        let Row(_, zh, en, format) = ROWS[row];
        return Some((Naming::of(Name::new(zh, en)), Shape::one(format)));
    }
    let numbered = |what, n| Naming::of(what).at(Place::Numbered(n));
    let block = |what| Naming::of(what).at(Place::Block);
    match parts {
        [0x04, 0x00, 0x05, BLOCK] => {
            let slots = (1..=7).map(|word| {
                let identifier = DataIdentifier::new(0x0400_0500 + u32::from(word));
                Slot::single(identifier, Format::Status { word })
            });
            let shape = Shape::UpTo { slots: slots.collect(), least: 1, extent: Extent::All };
            Some((block(Name::new("电表运行状态字", "running status words")), shape))
        }
        [0x04, 0x00, 0x0C, level @ 1..=10] => {
            let what = Name::new("密码(级别由0起)", "password of level (from 0)");
            Some((numbered(what, level), Shape::Open))
        }
        [0x04, 0x00, 0x15, 0x03] => {
            let what = Name::new("主动上报状态字复位", "reset of the active report status word");
            Some((Naming::of(what), Shape::Open))
        }
        [0x04, set @ 1..=2, 0x00, 0x00] => {
            let what = SETS[usize::from(set - 1)];
            let naming = Naming {
                when: When::Now,
                what,
                place: Place::Whole,
                noun: Name::new("时区表", "zone table"),
            };
            Some((naming, Shape::table(Name::new("时区", "zone"), Format::Zone, ZONES)))
        }
        [0x04, set @ 1..=2, 0x00, table @ 1..=8] => {
            let what = DAY_TABLES[usize::from(set - 1)];
            let shape = Shape::table(Name::new("时段", "period"), Format::Period, PERIODS);
            Some((numbered(what, table), shape))
        }
        [0x04, 0x03, 0x00, n @ 1..=HOLIDAYS_MAX] => {
            let what = Name::new("公共假日及日时段表号", "holiday and its period table");
            Some((numbered(what, n), Shape::one(Format::Holiday)))
        }
        [0x04, 0x05, set @ 1..=2, n] => {
            let what = PRICES[usize::from(set - 1)];
            match n {
                1..=TARIFFS_MAX => {
                    let naming =
                        Naming { when: When::Now, what, place: Place::Tariff(n), noun: PRICE };
                    Some((naming, Shape::one(YUAN_PER_KWH)))
                }
                BLOCK => {
                    let slots = (1..=TARIFFS_MAX).map(|n| {
                        let identifier =
                            DataIdentifier::new(0x0405_0000 | u32::from(set) << 8 | u32::from(n));
                        Slot::single(identifier, YUAN_PER_KWH)
                    });
                    let slots = slots.collect();
                    let shape = Shape::UpTo { slots, least: 1, extent: Extent::Unknown };
                    let naming = Naming { when: When::Now, what, place: Place::Block, noun: PRICE };
                    Some((naming, shape))
                }
                _ => None,
            }
        }
        [0x04, 0x06, ..] => {
            let what = Name::new("阶梯值或阶梯电价", "step values or step prices");
            let naming = Naming { when: When::Now, what, place: Place::Whole, noun: NOTHING };
            Some((naming, Shape::Open))
        }
        _ => None,
    }
}

/// Entries of a yearly zone table.
pub(super) const ZONES: u8 = 14;
/// Entries of a daily period table.
pub(super) const PERIODS: u8 = 14;
pub(super) const HOLIDAYS_MAX: u8 = 254;

const SETS: [Name; 2] = [Name::new("第一套", "set 1"), Name::new("第二套", "set 2")];
const DAY_TABLES: [Name; 2] = [
    Name::new("日时段表(第一套)", "daily period table of set 1, table"),
    Name::new("日时段表(第二套)", "daily period table of set 2, table"),
];
const PRICES: [Name; 2] = [Name::new("当前套", "tariff"), Name::new("备用套", "backup tariff")];
const PRICE: Name = Name::new("电价", "price");
const YUAN_PER_KWH: Format = number(4, 4, Unit::YuanPerKilowattHour);

/// Identifier, names, format.
#[derive(Clone, Copy)]
struct Row(u32, &'static str, &'static str, Format);

const fn number(len: u8, decimals: u8, unit: Unit) -> Format {
    Format::Number { len, decimals, unit, signed: false }
}

const fn count(len: u8) -> Format {
    number(len, 0, Unit::One)
}

const fn text(len: u8) -> Format {
    Format::Text { len }
}

const fn bits(len: u8) -> Format {
    Format::Bits { len }
}

const fn stamp(form: StampForm) -> Format {
    Format::Stamp(form)
}

/// In the order of their identifiers.
const ROWS: &[Row] = &[
    Row(0x0400_0101, "日期及星期", "date and weekday", stamp(StampForm::Weekday)),
    Row(0x0400_0102, "时间", "time", stamp(StampForm::Time)),
    Row(0x0400_0103, "最大需量周期", "demand period", number(1, 0, Unit::Minute)),
    Row(0x0400_0104, "滑差时间", "slide time", number(1, 0, Unit::Minute)),
    Row(0x0400_0105, "校表脉冲宽度", "pulse width", number(2, 0, Unit::Millisecond)),
    Row(0x0400_0106, "两套时区表切换时间", "switch time of zone tables", stamp(StampForm::Minute)),
    Row(
        0x0400_0107,
        "两套日时段表切换时间",
        "switch time of period tables",
        stamp(StampForm::Minute),
    ),
    Row(0x0400_0108, "两套费率电价切换时间", "switch time of tariffs", stamp(StampForm::Minute)),
    Row(0x0400_0109, "两套阶梯切换时间", "switch time of steps", stamp(StampForm::Minute)),
    Row(0x0400_010C, "日期、星期及时间", "date, weekday and time", stamp(StampForm::WeekdaySecond)),
    Row(0x0400_0201, "年时区数", "zones", count(1)),
    Row(0x0400_0202, "日时段表数", "daily period tables", count(1)),
    Row(0x0400_0203, "日时段数", "daily periods", count(1)),
    Row(0x0400_0204, "费率数", "tariffs", count(1)),
    Row(0x0400_0205, "公共假日数", "holidays", count(2)),
    Row(0x0400_0206, "谐波分析次数", "harmonics", count(1)),
    Row(0x0400_0207, "阶梯数", "steps", count(1)),
    Row(0x0400_0208, "密钥总条数", "keys", bits(1)),
    Row(0x0400_0301, "自动循环显示屏数", "screens shown in turn", count(1)),
    Row(0x0400_0302, "每屏显示时间", "time of each screen", number(1, 0, Unit::Second)),
    Row(0x0400_0303, "显示电能小数位数", "decimals of energy shown", count(1)),
    Row(0x0400_0304, "显示功率(最大需量)小数位数", "decimals of power shown", count(1)),
    Row(0x0400_0305, "按键循环显示屏数", "screens shown by key", count(1)),
    Row(0x0400_0306, "电流互感器变比", "current transformer ratio", count(3)),
    Row(0x0400_0307, "电压互感器变比", "voltage transformer ratio", count(3)),
    Row(0x0400_0401, "通信地址", "communication address", Format::Digits { len: 6 }),
    Row(0x0400_0402, "表号", "meter number", Format::Digits { len: 6 }),
    Row(0x0400_0403, "资产管理编码", "asset code", text(32)),
    Row(0x0400_0404, "额定电压", "rated voltage", text(6)),
    Row(0x0400_0405, "额定电流/基本电流", "rated current", text(6)),
    Row(0x0400_0406, "最大电流", "maximum current", text(6)),
    Row(0x0400_0407, "有功准确度等级", "active accuracy class", text(4)),
    Row(0x0400_0408, "无功准确度等级", "reactive accuracy class", text(4)),
    Row(
        0x0400_0409,
        "电表有功常数",
        "active pulse constant",
        number(3, 0, Unit::ImpulsePerKilowattHour),
    ),
    Row(
        0x0400_040A,
        "电表无功常数",
        "reactive pulse constant",
        number(3, 0, Unit::ImpulsePerKilovarHour),
    ),
    Row(0x0400_040B, "电表型号", "model", text(10)),
    Row(0x0400_040C, "生产日期", "production date", text(10)),
    Row(0x0400_040D, "协议版本号", "protocol version", text(16)),
    Row(0x0400_040E, "客户编号", "customer number", Format::Digits { len: 6 }),
    Row(0x0400_0501, "电表运行状态字1", "running status word 1", Format::Status { word: 1 }),
    Row(0x0400_0502, "电表运行状态字2", "running status word 2", Format::Status { word: 2 }),
    Row(0x0400_0503, "电表运行状态字3", "running status word 3", Format::Status { word: 3 }),
    Row(
        0x0400_0504,
        "电表运行状态字4(A相)",
        "running status word 4 (phase A)",
        Format::Status { word: 4 },
    ),
    Row(
        0x0400_0505,
        "电表运行状态字5(B相)",
        "running status word 5 (phase B)",
        Format::Status { word: 5 },
    ),
    Row(
        0x0400_0506,
        "电表运行状态字6(C相)",
        "running status word 6 (phase C)",
        Format::Status { word: 6 },
    ),
    Row(0x0400_0507, "电表运行状态字7", "running status word 7", Format::Status { word: 7 }),
    Row(0x0400_0508, "密钥状态字", "key status, bit n: key n is private", bits(4)),
    Row(0x0400_0601, "有功组合方式特征字", "active combination word", bits(1)),
    Row(0x0400_0602, "无功组合方式1特征字", "reactive combination 1 word", bits(1)),
    Row(0x0400_0603, "无功组合方式2特征字", "reactive combination 2 word", bits(1)),
    Row(0x0400_0701, "调制型红外光口通信速率", "speed of the infrared port", Format::Speed),
    Row(0x0400_0702, "接触型红外光口通信速率", "speed of the contact infrared port", Format::Speed),
    Row(0x0400_0703, "通信口1通信速率", "speed of port 1", Format::Speed),
    Row(0x0400_0704, "通信口2通信速率", "speed of port 2", Format::Speed),
    Row(0x0400_0705, "通信口3通信速率", "speed of port 3", Format::Speed),
    Row(0x0400_0801, "周休日特征字", "weekend word", bits(1)),
    Row(0x0400_0802, "周休日采用的日时段表号", "period table of weekends", count(1)),
    Row(0x0400_0901, "负荷记录模式字", "load record mode", bits(1)),
    Row(0x0400_0902, "冻结数据模式字", "freeze mode", bits(1)),
    Row(0x0400_0A01, "负荷记录起始时间", "begin of load records", stamp(StampForm::Yearly)),
    Row(
        0x0400_0A02,
        "第1类负荷记录间隔时间",
        "interval of load records 1",
        number(2, 0, Unit::Minute),
    ),
    Row(
        0x0400_0A03,
        "第2类负荷记录间隔时间",
        "interval of load records 2",
        number(2, 0, Unit::Minute),
    ),
    Row(
        0x0400_0A04,
        "第3类负荷记录间隔时间",
        "interval of load records 3",
        number(2, 0, Unit::Minute),
    ),
    Row(
        0x0400_0A05,
        "第4类负荷记录间隔时间",
        "interval of load records 4",
        number(2, 0, Unit::Minute),
    ),
    Row(
        0x0400_0A06,
        "第5类负荷记录间隔时间",
        "interval of load records 5",
        number(2, 0, Unit::Minute),
    ),
    Row(
        0x0400_0A07,
        "第6类负荷记录间隔时间",
        "interval of load records 6",
        number(2, 0, Unit::Minute),
    ),
    Row(0x0400_0B01, "每月第1结算日", "settlement day 1", stamp(StampForm::Monthly)),
    Row(0x0400_0B02, "每月第2结算日", "settlement day 2", stamp(StampForm::Monthly)),
    Row(0x0400_0B03, "每月第3结算日", "settlement day 3", stamp(StampForm::Monthly)),
    Row(0x0400_1001, "报警金额1限值", "alarm amount 1", number(4, 2, Unit::Yuan)),
    Row(0x0400_1002, "报警金额2限值", "alarm amount 2", number(4, 2, Unit::Yuan)),
    Row(0x0400_1003, "透支金额限值", "overdraft limit", number(4, 2, Unit::Yuan)),
    Row(0x0400_1004, "囤积金额限值", "hoarding limit", number(4, 2, Unit::Yuan)),
    Row(0x0400_1005, "合闸允许金额限值", "amount that allows closing", number(4, 2, Unit::Yuan)),
    Row(0x0400_1401, "跳闸延时时间", "trip delay", number(2, 0, Unit::Minute)),
    Row(0x0400_1402, "合闸延时时间", "close delay", number(2, 0, Unit::Minute)),
    Row(0x0480_0001, "厂家软件版本号", "maker's software version", text(32)),
];
