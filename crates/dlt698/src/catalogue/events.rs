//! Events (事件, 3xxx, class 7, Annex E.4): attribute 2 is the table of records, whose columns a reader chooses.
//!
//! The names of 30xx are from one meter's firmware, those of 31xx from one program for terminals. Attribute 6 is the
//! event's settings with some events (one source). Methods 2 to 5 are unconfirmed, method 1 clears the records.

use super::shape::{
    AttributeDefinition, Length, MethodDefinition, ObjectDefinition, Shape, attribute, method,
    object,
};

const RECORDS: &[AttributeDefinition] = &[
    attribute(
        2,
        "event records",
        "事件记录表",
        Shape::Array { of: &Shape::Any, length: Length::Varies },
    ),
    attribute(6, "settings", "配置参数", Shape::Any),
];

const METHODS: &[MethodDefinition] = &[method(1, "reset", "复位", Shape::Any)];

const fn event(oi: u16, en: &'static str, zh: &'static str) -> ObjectDefinition {
    object(oi, 7, en, zh, RECORDS).with_methods(METHODS)
}

pub(super) const EVENTS: &[ObjectDefinition] = &[
    event(0x3000, "loss of voltage", "失压事件"),
    event(0x3001, "under-voltage", "欠压事件"),
    event(0x3002, "over-voltage", "过压事件"),
    event(0x3003, "phase break", "断相事件"),
    event(0x3004, "loss of current", "失流事件"),
    event(0x3005, "over-current", "过流事件"),
    event(0x3006, "current break", "断流事件"),
    event(0x3007, "power flow reversal", "潮流反向事件"),
    event(0x3008, "overload", "过载事件"),
    event(0x3009, "forward active demand over limit", "正向有功需量超限事件"),
    event(0x300A, "reverse active demand over limit", "反向有功需量超限事件"),
    event(0x300B, "reactive demand over limit", "无功需量超限事件"),
    event(0x300C, "power factor below limit", "功率因数超下限事件"),
    event(0x300D, "total loss of voltage", "全失压事件"),
    event(0x300E, "auxiliary power lost", "辅助电源掉电事件"),
    event(0x300F, "voltage sequence reversed", "电压逆相序事件"),
    event(0x3010, "current sequence reversed", "电流逆相序事件"),
    event(0x3011, "power down", "掉电事件"),
    event(0x3012, "programming", "编程事件"),
    event(0x3013, "meter cleared", "清零事件"),
    event(0x3014, "demand cleared", "需量清零事件"),
    event(0x3015, "events cleared", "事件清零事件"),
    event(0x3016, "clock set", "校时事件"),
    event(0x3017, "period table programmed", "时段表编程事件"),
    event(0x3018, "zone table programmed", "时区表编程事件"),
    event(0x3019, "weekly rest days programmed", "周休日编程事件"),
    event(0x301A, "settlement days programmed", "结算日编程事件"),
    event(0x301B, "cover opened", "开盖事件"),
    event(0x301C, "terminal cover opened", "开端钮盖事件"),
    event(0x301D, "voltage unbalance", "电压不平衡事件"),
    event(0x301E, "current unbalance", "电流不平衡事件"),
    event(0x301F, "tripped", "跳闸事件"),
    event(0x3020, "closed", "合闸事件"),
    event(0x3021, "holidays programmed", "节假日编程事件"),
    event(0x3022, "active combination programmed", "有功组合方式编程事件"),
    event(0x3023, "reactive combination programmed", "无功组合方式编程事件"),
    event(0x3024, "tariff prices programmed", "费率参数表编程事件"),
    event(0x3025, "step table programmed", "阶梯表编程事件"),
    event(0x3026, "keys updated", "密钥更新事件"),
    event(0x3027, "abnormal card", "异常插卡事件"),
    event(0x3028, "purchase", "购电事件"),
    event(0x3029, "refund", "退费事件"),
    event(0x302A, "magnetic field", "恒定磁场干扰事件"),
    event(0x302B, "load switch malfunction", "负荷开关误动作事件"),
    event(0x302C, "power supply abnormal", "电源异常事件"),
    event(0x302D, "severe current unbalance", "电流严重不平衡事件"),
    event(0x302E, "clock fault", "时钟故障事件"),
    event(0x302F, "metering chip fault", "计量芯片故障事件"),
    event(0x3030, "communication module changed", "通信模块变更事件"),
    event(0x303C, "broadcast time sync", "广播校时事件"),
    event(0x3100, "terminal initialised", "终端初始化事件"),
    event(0x3101, "terminal version changed", "终端版本变更事件"),
    event(0x3104, "terminal state changed", "终端状态量变位事件"),
    event(0x3105, "meter clock deviates", "电能表时钟超差事件"),
    event(0x3106, "terminal power off and on", "终端停/上电事件"),
    event(0x3107, "DC analog above limit", "终端直流模拟量越上限事件"),
    event(0x3108, "DC analog below limit", "终端直流模拟量越下限事件"),
    event(0x3109, "message authentication error", "终端消息认证错误事件"),
    event(0x310A, "device fault", "设备故障事件"),
    event(0x310B, "energy decreased", "电能表示度下降事件"),
    event(0x310C, "energy out of tolerance", "电能量超差事件"),
    event(0x310D, "meter runs away", "电能表飞走事件"),
    event(0x310E, "meter stopped", "电能表停走事件"),
    event(0x310F, "meter reading failed", "抄表失败事件"),
    event(0x3110, "monthly traffic over limit", "月通信流量超限事件"),
    event(0x3111, "unknown meter found", "发现未知电能表事件"),
    event(0x3112, "cross-area meter found", "跨台区电能表事件"),
    event(0x3114, "terminal clock set", "终端对时事件"),
    event(0x3115, "remote trip", "遥控跳闸事件"),
    event(0x3116, "total energy difference over limit", "有功总电能量差动越限事件"),
    event(0x3117, "output loop switched", "输出回路接入状态变位事件"),
    event(0x3118, "terminal programmed", "终端编程事件"),
    event(0x3119, "current loop abnormal", "电流回路异常事件"),
    event(0x311A, "meter joined or left", "电能表在网状态切换事件"),
    event(0x311B, "terminal set a meter clock", "终端对电表校时事件"),
    event(0x311C, "meter data changed", "电能表数据变更事件"),
];
