//! Frozen data (冻结, 5xxx, class 9, Annex E.6).
//!
//! 5000 to 5006 are confirmed, 5007 to 500B and method 4 and 8 are not.

use super::shape::{
    AttributeDefinition, Length, Member, MethodDefinition, ObjectDefinition, Shape, attribute,
    member, method, object, tag,
};

const RELATED: &[Member] = &[
    member("period", "冻结周期", Shape::Of(tag::LONG_UNSIGNED)),
    member("attribute", "关联对象属性描述符", Shape::Of(tag::OAD)),
    member("depth", "存储深度", Shape::Of(tag::LONG_UNSIGNED)),
];

const FREEZE: &[AttributeDefinition] = &[
    attribute(
        2,
        "frozen data",
        "冻结数据表",
        Shape::Array { of: &Shape::Any, length: Length::Varies },
    ),
    attribute(
        3,
        "related attributes",
        "关联对象属性表",
        Shape::Array { of: &Shape::Structure(RELATED), length: Length::Varies },
    ),
];

const METHODS: &[MethodDefinition] = &[
    method(1, "reset", "复位", Shape::Any),
    method(3, "freeze now", "触发一次冻结", Shape::Any),
    method(4, "add a related attribute", "添加一个冻结对象属性", Shape::Structure(RELATED)),
    method(5, "delete a related attribute", "删除一个冻结对象属性", Shape::Of(tag::OAD)),
    method(
        7,
        "add related attributes",
        "批量添加冻结对象属性",
        Shape::Array { of: &Shape::Structure(RELATED), length: Length::Varies },
    ),
    method(8, "clear related attributes", "清除关联对象属性表", Shape::Any),
];

const fn freeze(oi: u16, en: &'static str, zh: &'static str) -> ObjectDefinition {
    object(oi, 9, en, zh, FREEZE).with_methods(METHODS)
}

pub(super) const FREEZES: &[ObjectDefinition] = &[
    freeze(0x5000, "instant freeze", "瞬时冻结"),
    freeze(0x5001, "second freeze", "秒冻结"),
    freeze(0x5002, "minute freeze", "分钟冻结"),
    freeze(0x5003, "hour freeze", "小时冻结"),
    freeze(0x5004, "day freeze", "日冻结"),
    freeze(0x5005, "settlement day freeze", "结算日冻结"),
    freeze(0x5006, "month freeze", "月冻结"),
    freeze(0x5007, "year freeze", "年冻结"),
    freeze(0x5008, "freeze at zone switch", "时区表切换冻结"),
    freeze(0x5009, "freeze at period switch", "日时段表切换冻结"),
    freeze(0x500A, "freeze at tariff switch", "费率电价切换冻结"),
    freeze(0x500B, "freeze at step switch", "阶梯切换冻结"),
];
