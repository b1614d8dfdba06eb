//! Variables (变量, 2xxx, classes 3 to 6 and 8, Annex E.3).
//!
//! Power and power factor begin with the total, voltage and current do not. Unconfirmed: the types of 2002, 2003, 2011
//! to 2013, 201A to 201C, 2031 and 2032, and the scale of 2002 and 2003.

use vocabulary::Unit;

use super::shape::{
    AttributeDefinition, Length, ObjectDefinition, Shape, attribute, member, method, number,
    object, scaler_unit, tag, values,
};

const fn phases(of: &'static Shape) -> Shape {
    Shape::Array { of, length: Length::Phases }
}

const fn total_and_phases(of: &'static Shape) -> Shape {
    Shape::Array { of, length: Length::TotalAndPhases }
}

const fn varies(of: &'static Shape) -> Shape {
    Shape::Array { of, length: Length::Varies }
}

/// A class 6 value: attribute 2 the value, attribute 3 its scale.
macro_rules! variable {
    ($shape:expr) => {
        &[attribute(2, "value", "数值", $shape), scaler_unit(3)]
    };
}

const VOLTAGE: &[AttributeDefinition] =
    &[values(phases(&number(tag::LONG_UNSIGNED, -1, Unit::Volt))), scaler_unit(3)];

const CURRENT: &[AttributeDefinition] = &[
    values(phases(&number(tag::DOUBLE_LONG, -3, Unit::Ampere))),
    scaler_unit(3),
    attribute(4, "neutral current", "零线电流", number(tag::DOUBLE_LONG, -3, Unit::Ampere)),
];

const ANGLE: &[AttributeDefinition] =
    &[values(phases(&number(tag::LONG_UNSIGNED, -1, Unit::Degree))), scaler_unit(3)];

const POWER: &[AttributeDefinition] =
    &[values(total_and_phases(&number(tag::DOUBLE_LONG, -1, Unit::Watt))), scaler_unit(3)];

const REACTIVE_POWER: &[AttributeDefinition] =
    &[values(total_and_phases(&number(tag::DOUBLE_LONG, -1, Unit::Var))), scaler_unit(3)];

const APPARENT_POWER: &[AttributeDefinition] =
    &[values(total_and_phases(&number(tag::DOUBLE_LONG, -1, Unit::VoltAmpere))), scaler_unit(3)];

const POWER_FACTOR: &[AttributeDefinition] =
    &[values(total_and_phases(&number(tag::LONG, -3, Unit::One))), scaler_unit(3)];

const DISTORTION: &[AttributeDefinition] = &[values(phases(&PERCENT)), scaler_unit(3)];

const PERCENT: Shape = number(tag::LONG, -2, Unit::Percent);

const HARMONICS: &[AttributeDefinition] = &[
    attribute(2, "phase A", "A相", varies(&PERCENT)),
    attribute(3, "phase B", "B相", varies(&PERCENT)),
    attribute(4, "phase C", "C相", varies(&PERCENT)),
    attribute(5, "highest order", "最高谐波次数", Shape::Of(tag::UNSIGNED)),
    scaler_unit(6),
];

const STATUS_WORDS: &[AttributeDefinition] = &[
    attribute(
        2,
        "status words 1 to 7",
        "运行状态字1～7",
        Shape::Array { of: &Shape::Of(tag::BIT_STRING), length: Length::Fixed(7) },
    ),
    scaler_unit(3),
];

const FOLLOW_STATUS: &[AttributeDefinition] = &[
    attribute(2, "follow-report status word", "跟随上报状态字", Shape::Of(tag::BIT_STRING)),
    scaler_unit(3),
    attribute(4, "follow-report mode word", "跟随上报模式字", Shape::Of(tag::BIT_STRING)),
];

const MONEY: Shape = number(tag::DOUBLE_LONG_UNSIGNED, -2, Unit::Yuan);

const WALLET: &[AttributeDefinition] = &[attribute(
    2,
    "wallet",
    "当前钱包文件",
    Shape::Structure(&[
        member("balance", "剩余金额", MONEY),
        member("purchases", "购电次数", number(tag::DOUBLE_LONG_UNSIGNED, 0, Unit::One)),
    ]),
)];

const TIME: &[AttributeDefinition] = &[attribute(2, "value", "数值", Shape::Of(tag::DATE_TIME_S))];

const RECORD_NUMBER: &[AttributeDefinition] =
    &[attribute(2, "value", "数值", Shape::Of(tag::DOUBLE_LONG_UNSIGNED))];

const SUM_OF_MONEY: &[AttributeDefinition] = &[attribute(2, "value", "数值", MONEY)];

const ANYTHING: &[AttributeDefinition] = &[attribute(2, "value", "数值", Shape::Any)];

const ADDRESS: &[AttributeDefinition] = &[attribute(2, "value", "数值", Shape::Of(tag::TSA))];

const USAGE: &[AttributeDefinition] =
    &[attribute(2, "value", "数值", number(tag::DOUBLE_LONG_UNSIGNED, -2, Unit::KilowattHour))];

pub(super) const VARIABLES: &[ObjectDefinition] = &[
    object(0x2000, 3, "voltage", "电压", VOLTAGE),
    object(0x2001, 3, "current", "电流", CURRENT),
    object(0x2002, 3, "voltage angle", "电压相角", ANGLE),
    object(0x2003, 3, "angle between voltage and current", "电压电流相角", ANGLE),
    object(0x2004, 4, "active power", "有功功率", POWER),
    object(0x2005, 4, "reactive power", "无功功率", REACTIVE_POWER),
    object(0x2006, 4, "apparent power", "视在功率", APPARENT_POWER),
    object(0x2007, 4, "one-minute average active power", "一分钟平均有功功率", POWER),
    object(0x2008, 4, "one-minute average reactive power", "一分钟平均无功功率", REACTIVE_POWER),
    object(0x200A, 4, "power factor", "功率因数", POWER_FACTOR),
    object(0x200B, 3, "voltage distortion", "电压波形失真度", DISTORTION),
    object(0x200C, 3, "current distortion", "电流波形失真度", DISTORTION),
    object(0x200D, 5, "voltage harmonic content", "电压谐波含有量", HARMONICS),
    object(0x200E, 5, "current harmonic content", "电流谐波含有量", HARMONICS),
    object(
        0x200F,
        6,
        "frequency",
        "电网频率",
        variable!(number(tag::LONG_UNSIGNED, -2, Unit::Hertz)),
    ),
    object(
        0x2010,
        6,
        "temperature inside the meter",
        "表内温度",
        variable!(number(tag::LONG, -1, Unit::Celsius)),
    ),
    object(
        0x2011,
        6,
        "clock battery voltage",
        "时钟电池电压",
        variable!(number(tag::LONG_UNSIGNED, -2, Unit::Volt)),
    ),
    object(
        0x2012,
        6,
        "reading battery voltage",
        "停电抄表电池电压",
        variable!(number(tag::LONG_UNSIGNED, -2, Unit::Volt)),
    ),
    object(
        0x2013,
        6,
        "clock battery working time",
        "时钟电池工作时间",
        variable!(number(tag::DOUBLE_LONG_UNSIGNED, 0, Unit::Minute)),
    ),
    object(0x2014, 6, "running status words", "电能表运行状态字", STATUS_WORDS),
    object(0x2015, 6, "follow-report status word", "电能表跟随上报状态字", FOLLOW_STATUS)
        .with_methods(&[method(127, "confirm status words", "确认状态字", Shape::Any)]),
    object(
        0x2017,
        6,
        "present active demand",
        "当前有功需量",
        variable!(number(tag::DOUBLE_LONG, -4, Unit::Kilowatt)),
    ),
    object(
        0x2018,
        6,
        "present reactive demand",
        "当前无功需量",
        variable!(number(tag::DOUBLE_LONG, -4, Unit::Kilovar)),
    ),
    object(
        0x2019,
        6,
        "present apparent demand",
        "当前视在需量",
        variable!(number(tag::DOUBLE_LONG, -4, Unit::KilovoltAmpere)),
    ),
    object(0x201A, 6, "present price", "当前电价", variable!(PRICE)),
    object(0x201B, 6, "present tariff price", "当前费率电价", variable!(PRICE)),
    object(0x201C, 6, "present step price", "当前阶梯电价", variable!(PRICE)),
    object(0x201E, 8, "event begins", "事件发生时间", TIME),
    object(0x2020, 8, "event ends", "事件结束时间", TIME),
    object(0x2021, 8, "frozen at", "数据冻结时间", TIME),
    object(0x2022, 8, "event record number", "事件记录序号", RECORD_NUMBER),
    object(0x2023, 8, "freeze record number", "冻结记录序号", RECORD_NUMBER),
    object(0x2024, 8, "event source", "事件发生源", ANYTHING),
    object(0x202A, 8, "target server address", "目标服务器地址", ADDRESS),
    object(0x202C, 8, "wallet", "当前钱包文件", WALLET),
    object(0x202D, 8, "overdraft", "当前透支金额", SUM_OF_MONEY),
    object(0x202E, 8, "accumulated purchases", "累计购电金额", SUM_OF_MONEY),
    object(0x2031, 8, "monthly usage", "月度用电量", USAGE),
    object(0x2032, 8, "step usage", "阶梯结算用电量", USAGE),
    object(0x2130, 8, "voltage pass rate, total", "总电压合格率", ANYTHING),
    object(0x2131, 8, "voltage pass rate, phase A", "A相电压合格率", ANYTHING),
    object(0x2132, 8, "voltage pass rate, phase B", "B相电压合格率", ANYTHING),
    object(0x2133, 8, "voltage pass rate, phase C", "C相电压合格率", ANYTHING),
    object(0x2140, 8, "maximum active power of the day", "日最大有功功率及发生时间", ANYTHING),
    object(0x2141, 8, "maximum active power of the month", "月最大有功功率及发生时间", ANYTHING),
    object(0x2200, 8, "traffic", "通信流量", ANYTHING),
    object(0x2203, 8, "supply time", "供电时间", ANYTHING),
    object(0x2204, 8, "reset counts", "复位次数", ANYTHING),
];

const PRICE: Shape = number(tag::DOUBLE_LONG_UNSIGNED, -4, Unit::YuanPerKilowattHour);
