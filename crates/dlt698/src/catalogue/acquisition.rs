//! Acquisition (采集监控, 6xxx, class 10 and 11), which acquisition terminals do and meters do not, and the columns of its
//! records. The names and methods are from one terminal's firmware; the shapes are left open.

use super::shape::{AttributeDefinition, ObjectDefinition, Shape, attribute, method, object, tag};

const TABLE: &[AttributeDefinition] = &[attribute(2, "entries", "配置表", Shape::Any)];
const TIME: &[AttributeDefinition] = &[attribute(2, "value", "数值", Shape::Of(tag::DATE_TIME_S))];

pub(super) const ACQUISITIONS: &[ObjectDefinition] = &[
    object(0x6000, 11, "meter archive", "采集档案配置表", TABLE).with_methods(&[
        method(127, "add", "添加采集档案", Shape::Any),
        method(128, "add several", "批量添加采集档案", Shape::Any),
        method(129, "update basic part", "更新采集档案基本信息", Shape::Any),
        method(130, "update extension and annex", "更新采集档案扩展信息及附属信息", Shape::Any),
        method(131, "delete by number", "删除采集档案", Shape::Any),
        method(132, "delete by basic part", "删除采集档案", Shape::Any),
        method(133, "delete by address and port", "删除采集档案", Shape::Any),
        method(134, "clear", "清空采集档案", Shape::Any),
    ]),
    object(0x6001, 8, "meter archive entry", "采集档案配置单元", TABLE),
    object(0x6002, 11, "meter search", "搜表", TABLE).with_methods(&[
        method(127, "start", "启动搜表", Shape::Any),
        method(128, "clear results", "清空搜表结果", Shape::Any),
        method(129, "clear cross-area results", "清空跨台区搜表结果", Shape::Any),
    ]),
    object(0x6012, 10, "tasks", "任务配置表", TABLE).with_methods(&[
        method(127, "add", "添加任务", Shape::Any),
        method(128, "delete", "删除任务", Shape::Any),
        method(129, "clear", "清空任务", Shape::Any),
        method(130, "update state", "更新任务状态", Shape::Any),
    ]),
    object(0x6013, 8, "task", "任务配置单元", TABLE),
    object(0x6014, 11, "normal schemes", "普通采集方案集", TABLE).with_methods(&[
        method(127, "add", "添加方案", Shape::Any),
        method(128, "delete", "删除方案", Shape::Any),
        method(129, "clear", "清空方案", Shape::Any),
        method(130, "set columns", "重置记录列选择", Shape::Any),
    ]),
    object(0x6015, 8, "normal scheme", "普通采集方案", TABLE),
    object(0x6016, 11, "event schemes", "事件采集方案集", TABLE),
    object(0x6017, 8, "event scheme", "事件采集方案", TABLE),
    object(0x6018, 11, "transparent schemes", "透明方案集", TABLE),
    object(0x6019, 8, "transparent scheme", "透明方案", TABLE),
    object(0x601C, 11, "report schemes", "上报方案集", TABLE),
    object(0x601D, 8, "report scheme", "上报方案", TABLE),
    object(0x601E, 11, "acquisition rules", "采集规则库", TABLE),
    object(0x601F, 8, "acquisition rule", "采集规则", TABLE),
    object(0x6034, 11, "task monitoring", "采集任务监控集", TABLE),
    object(0x6035, 8, "task monitoring entry", "采集任务监控单元", TABLE),
    object(0x6040, 8, "acquisition started at", "采集启动时标", TIME),
    object(0x6041, 8, "acquisition succeeded at", "采集成功时标", TIME),
    object(0x6042, 8, "stored at", "采集存储时标", TIME),
];
