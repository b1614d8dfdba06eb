//! Parameters (参变量, 4xxx, class 8 where nothing else is said, Annex E.5).
//!
//! Unconfirmed: the scale of 401C and 401D, 4400 and 4401. Step, wallet and tariff values are guarded by the ESAM in
//! prepaid meters.

use vocabulary::Unit;

use super::shape::{
    AttributeDefinition, Length, Member, ObjectDefinition, Shape, attribute, member, method,
    number, object, tag,
};

/// An object whose attribute 2 has its own name.
macro_rules! parameter {
    ($oi:literal, $en:literal, $zh:literal, $shape:expr) => {
        object($oi, 8, $en, $zh, &[attribute(2, $en, $zh, $shape)])
    };
}

const fn array(of: &'static Shape) -> Shape {
    Shape::Array { of, length: Length::Varies }
}

const UNSIGNED: Shape = Shape::Of(tag::UNSIGNED);
const DOUBLE_LONG_UNSIGNED: Shape = Shape::Of(tag::DOUBLE_LONG_UNSIGNED);
const BITS: Shape = Shape::Of(tag::BIT_STRING);
const TEXT: Shape = Shape::Of(tag::VISIBLE_STRING);
const TIME: Shape = Shape::Of(tag::DATE_TIME_S);
const MINUTES: Shape = number(tag::UNSIGNED, 0, Unit::Minute);
const MONEY: Shape = number(tag::DOUBLE_LONG_UNSIGNED, -2, Unit::Yuan);
const PRICE: Shape = number(tag::DOUBLE_LONG_UNSIGNED, -4, Unit::YuanPerKilowattHour);
const STEP: Shape = number(tag::DOUBLE_LONG_UNSIGNED, -2, Unit::KilowattHour);
const LIMIT: Shape = number(tag::LONG_UNSIGNED, -1, Unit::Volt);

const CLOCK: &[AttributeDefinition] = &[
    attribute(2, "date and time", "日期时间", TIME),
    attribute(3, "way of setting", "校时模式", Shape::Of(tag::ENUM)),
    attribute(4, "exact setting", "精准校时参数", Shape::Any),
];

const COUNTS: &[Member] = &[
    member("zones of the year", "年时区数", UNSIGNED),
    member("day tables", "日时段表数", UNSIGNED),
    member("periods of the day", "日时段数", UNSIGNED),
    member("tariffs", "费率数", UNSIGNED),
    member("holidays", "公共假日数", UNSIGNED),
];

const HOLIDAY: &[Member] =
    &[member("date", "日期", Shape::Of(tag::DATE)), member("day table", "日时段表号", UNSIGNED)];

const ZONE: &[Member] = &[
    member("month", "月", UNSIGNED),
    member("day", "日", UNSIGNED),
    member("day table", "日时段表号", UNSIGNED),
];

const PERIOD: &[Member] = &[
    member("hour", "时", UNSIGNED),
    member("minute", "分", UNSIGNED),
    member("tariff", "费率号", UNSIGNED),
];

const STEPS: &[Member] = &[
    member("step values", "阶梯值", array(&STEP)),
    member("step prices", "阶梯电价", array(&PRICE)),
    member(
        "settlement days",
        "阶梯结算日",
        array(&Shape::Structure(&[
            member("month", "月", UNSIGNED),
            member("day", "日", UNSIGNED),
            member("hour", "时", UNSIGNED),
        ])),
    ),
];

const DEVICE: &[AttributeDefinition] = &[
    attribute(2, "descriptor", "设备描述符", Shape::Any),
    attribute(3, "version", "版本信息", Shape::Any),
    attribute(4, "production date", "生产日期", Shape::Any),
    attribute(7, "follow report allowed", "允许跟随上报", Shape::Any),
    attribute(8, "active report allowed", "允许主动上报", Shape::Any),
    attribute(9, "talks with the master", "允许与主站通话", Shape::Any),
    attribute(10, "report channels", "上报通道", Shape::Any),
];

pub(super) const PARAMETERS: &[ObjectDefinition] = &[
    object(0x4000, 8, "date and time", "日期时间", CLOCK).with_methods(&[method(
        127,
        "broadcast time sync",
        "广播校时",
        TIME,
    )]),
    parameter!(0x4001, "communication address", "通信地址", Shape::Digits),
    parameter!(0x4002, "meter number", "表号", Shape::Digits),
    parameter!(0x4003, "customer number", "客户编号", Shape::Digits),
    parameter!(0x4004, "location", "设备地理位置", Shape::Any),
    parameter!(0x4005, "group addresses", "组地址", array(&Shape::Digits)),
    parameter!(
        0x4006,
        "clock source",
        "时钟源",
        Shape::Structure(&[
            member("source", "时钟源", Shape::Of(tag::ENUM)),
            member("state", "状态", Shape::Of(tag::ENUM)),
        ])
    ),
    parameter!(0x4007, "display settings", "LCD参数", Shape::Any),
    parameter!(0x4008, "zone tables switch at", "两套时区表切换时间", TIME),
    parameter!(0x4009, "period tables switch at", "两套日时段表切换时间", TIME),
    parameter!(0x400A, "tariff prices switch at", "两套分时费率切换时间", TIME),
    parameter!(0x400B, "step prices switch at", "两套阶梯电价切换时间", TIME),
    parameter!(0x400C, "zone and period counts", "时区时段数", Shape::Structure(COUNTS)),
    parameter!(0x400D, "steps", "阶梯数", UNSIGNED),
    parameter!(0x400E, "harmonic orders", "谐波分析次数", UNSIGNED),
    parameter!(0x400F, "keys", "密钥总条数", UNSIGNED),
    parameter!(0x4010, "metering elements", "计量元件数", UNSIGNED),
    parameter!(0x4011, "public holidays", "公共假日表", array(&Shape::Structure(HOLIDAY))),
    parameter!(0x4012, "weekly rest days", "周休日特征字", BITS),
    parameter!(0x4013, "day table of rest days", "周休日采用的日时段表号", UNSIGNED),
    parameter!(0x4014, "current zone table", "当前套时区表", array(&Shape::Structure(ZONE))),
    parameter!(0x4015, "standby zone table", "备用套时区表", array(&Shape::Structure(ZONE))),
    parameter!(
        0x4016,
        "current period tables",
        "当前套日时段表",
        array(&array(&Shape::Structure(PERIOD)))
    ),
    parameter!(
        0x4017,
        "standby period tables",
        "备用套日时段表",
        array(&array(&Shape::Structure(PERIOD)))
    ),
    parameter!(0x4018, "current tariff prices", "当前套费率电价", array(&PRICE)),
    parameter!(0x4019, "standby tariff prices", "备用套费率电价", array(&PRICE)),
    parameter!(0x401A, "current step prices", "当前套阶梯电价", Shape::Structure(STEPS)),
    parameter!(0x401B, "standby step prices", "备用套阶梯电价", Shape::Structure(STEPS)),
    parameter!(0x401C, "current transformer ratio", "电流互感器变比", DOUBLE_LONG_UNSIGNED),
    parameter!(0x401D, "voltage transformer ratio", "电压互感器变比", DOUBLE_LONG_UNSIGNED),
    parameter!(
        0x401E,
        "alarm amounts",
        "报警金额限值",
        Shape::Structure(&[
            member("alarm amount 1", "报警金额1", MONEY),
            member("alarm amount 2", "报警金额2", MONEY),
        ])
    ),
    parameter!(
        0x401F,
        "other amounts",
        "其它金额限值",
        Shape::Structure(&[
            member("overdraft limit", "透支金额限值", MONEY),
            member("hoarding limit", "囤积金额限值", MONEY),
            member("closing allowed", "合闸允许金额限值", MONEY),
        ])
    ),
    parameter!(0x4022, "card status", "插卡状态字", BITS),
    parameter!(
        0x4023,
        "authentication validity",
        "认证有效时长",
        number(tag::LONG_UNSIGNED, 0, Unit::Minute)
    ),
    parameter!(
        0x4030,
        "voltage pass-rate limits",
        "电压合格率参数",
        Shape::Structure(&[
            member("assessed upper limit", "电压考核上限", LIMIT),
            member("assessed lower limit", "电压考核下限", LIMIT),
            member("passing upper limit", "电压合格上限", LIMIT),
            member("passing lower limit", "电压合格下限", LIMIT),
        ])
    ),
    parameter!(0x4100, "demand period", "最大需量周期", MINUTES),
    parameter!(0x4101, "demand slide", "滑差时间", MINUTES),
    parameter!(0x4102, "pulse width", "校表脉冲宽度", number(tag::UNSIGNED, 0, Unit::Millisecond)),
    parameter!(0x4103, "asset code", "资产管理编码", TEXT),
    parameter!(0x4104, "rated voltage", "额定电压", TEXT),
    parameter!(0x4105, "rated current", "额定电流/基本电流", TEXT),
    parameter!(0x4106, "maximum current", "最大电流", TEXT),
    parameter!(0x4107, "active accuracy class", "有功准确度等级", TEXT),
    parameter!(0x4108, "reactive accuracy class", "无功准确度等级", TEXT),
    parameter!(
        0x4109,
        "active constant",
        "电能表有功常数",
        number(tag::DOUBLE_LONG_UNSIGNED, 0, Unit::ImpulsePerKilowattHour)
    ),
    parameter!(
        0x410A,
        "reactive constant",
        "电能表无功常数",
        number(tag::DOUBLE_LONG_UNSIGNED, 0, Unit::ImpulsePerKilovarHour)
    ),
    parameter!(0x410B, "meter model", "电能表型号", TEXT),
    parameter!(0x4111, "software record number", "软件备案号", TEXT),
    parameter!(0x4112, "active combination word", "有功组合方式特征字", BITS),
    parameter!(0x4113, "reactive combination word 1", "无功组合方式1特征字", BITS),
    parameter!(0x4114, "reactive combination word 2", "无功组合方式2特征字", BITS),
    parameter!(
        0x4116,
        "settlement days",
        "结算日",
        array(&Shape::Structure(&[member("day", "日", UNSIGNED), member("hour", "时", UNSIGNED)]))
    ),
    parameter!(0x4117, "demand freeze period", "期间需量冻结周期", Shape::Of(tag::TI)),
    parameter!(0x4204, "terminal broadcast sync", "终端广播校时", Shape::Any),
    object(0x4300, 19, "device", "电气设备", DEVICE).with_methods(&[
        method(1, "reset", "复位", Shape::Any),
        method(3, "initialise data", "数据初始化", Shape::Any),
        method(4, "restore factory parameters", "恢复出厂参数", Shape::Any),
        method(5, "initialise events", "事件初始化", Shape::Any),
        method(6, "initialise demands", "需量初始化", Shape::Any),
    ]),
    parameter!(0x4400, "application association", "应用连接", Shape::Any),
    parameter!(0x4401, "application password", "应用连接认证密码", Shape::Any),
    object(
        0x4500,
        25,
        "wireless public network",
        "无线公网通信模块",
        &[
            attribute(2, "communication settings", "通信配置", Shape::Any),
            attribute(3, "masters", "主站通信参数表", Shape::Any),
        ],
    ),
    object(
        0x4510,
        26,
        "Ethernet",
        "以太网通信模块",
        &[
            attribute(2, "communication settings", "通信配置", Shape::Any),
            attribute(3, "masters", "主站通信参数表", Shape::Any),
        ],
    ),
];
