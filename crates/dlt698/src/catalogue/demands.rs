//! Maximum demands (最大需量, 1xxx, class 2, Annex E.2): total and tariffs, each with the time at which it occurred.

use vocabulary::Unit;

use super::shape::{
    AttributeDefinition, Length, ObjectDefinition, Shape, member, number, object, scaler_unit, tag,
    values,
};

/// The attributes of a demand: one width, one unit.
macro_rules! demand {
    ($name:ident, $tag:ident, $unit:ident) => {
        const $name: &[AttributeDefinition] = &[
            values(Shape::Array {
                of: &Shape::Structure(&[
                    member("maximum demand", "最大需量", number(tag::$tag, -4, Unit::$unit)),
                    member("occurred at", "发生时间", Shape::Of(tag::DATE_TIME_S)),
                ]),
                length: Length::TotalAndTariffs,
            }),
            scaler_unit(3),
        ];
    };
}

demand!(ACTIVE, DOUBLE_LONG_UNSIGNED, Kilowatt);
demand!(REACTIVE, DOUBLE_LONG_UNSIGNED, Kilovar);
demand!(REACTIVE_COMBINED, DOUBLE_LONG, Kilovar);
demand!(APPARENT, DOUBLE_LONG_UNSIGNED, KilovoltAmpere);

const fn demand(
    oi: u16,
    en: &'static str,
    zh: &'static str,
    attributes: &'static [AttributeDefinition],
) -> ObjectDefinition {
    object(oi, 2, en, zh, attributes)
}

pub(super) const DEMANDS: &[ObjectDefinition] = &[
    demand(0x1010, "forward active maximum demand", "正向有功最大需量", ACTIVE),
    demand(0x1011, "forward active maximum demand, phase A", "A相正向有功最大需量", ACTIVE),
    demand(0x1012, "forward active maximum demand, phase B", "B相正向有功最大需量", ACTIVE),
    demand(0x1013, "forward active maximum demand, phase C", "C相正向有功最大需量", ACTIVE),
    demand(0x1020, "reverse active maximum demand", "反向有功最大需量", ACTIVE),
    demand(0x1021, "reverse active maximum demand, phase A", "A相反向有功最大需量", ACTIVE),
    demand(0x1022, "reverse active maximum demand, phase B", "B相反向有功最大需量", ACTIVE),
    demand(0x1023, "reverse active maximum demand, phase C", "C相反向有功最大需量", ACTIVE),
    demand(0x1030, "combined reactive maximum demand 1", "组合无功1最大需量", REACTIVE_COMBINED),
    demand(
        0x1031,
        "combined reactive maximum demand 1, phase A",
        "A相组合无功1最大需量",
        REACTIVE_COMBINED,
    ),
    demand(
        0x1032,
        "combined reactive maximum demand 1, phase B",
        "B相组合无功1最大需量",
        REACTIVE_COMBINED,
    ),
    demand(
        0x1033,
        "combined reactive maximum demand 1, phase C",
        "C相组合无功1最大需量",
        REACTIVE_COMBINED,
    ),
    demand(0x1040, "combined reactive maximum demand 2", "组合无功2最大需量", REACTIVE_COMBINED),
    demand(
        0x1041,
        "combined reactive maximum demand 2, phase A",
        "A相组合无功2最大需量",
        REACTIVE_COMBINED,
    ),
    demand(
        0x1042,
        "combined reactive maximum demand 2, phase B",
        "B相组合无功2最大需量",
        REACTIVE_COMBINED,
    ),
    demand(
        0x1043,
        "combined reactive maximum demand 2, phase C",
        "C相组合无功2最大需量",
        REACTIVE_COMBINED,
    ),
    demand(0x1050, "reactive maximum demand, quadrant 1", "第一象限最大需量", REACTIVE),
    demand(0x1051, "reactive maximum demand, quadrant 1, phase A", "A相第一象限最大需量", REACTIVE),
    demand(0x1052, "reactive maximum demand, quadrant 1, phase B", "B相第一象限最大需量", REACTIVE),
    demand(0x1053, "reactive maximum demand, quadrant 1, phase C", "C相第一象限最大需量", REACTIVE),
    demand(0x1060, "reactive maximum demand, quadrant 2", "第二象限最大需量", REACTIVE),
    demand(0x1061, "reactive maximum demand, quadrant 2, phase A", "A相第二象限最大需量", REACTIVE),
    demand(0x1062, "reactive maximum demand, quadrant 2, phase B", "B相第二象限最大需量", REACTIVE),
    demand(0x1063, "reactive maximum demand, quadrant 2, phase C", "C相第二象限最大需量", REACTIVE),
    demand(0x1070, "reactive maximum demand, quadrant 3", "第三象限最大需量", REACTIVE),
    demand(0x1071, "reactive maximum demand, quadrant 3, phase A", "A相第三象限最大需量", REACTIVE),
    demand(0x1072, "reactive maximum demand, quadrant 3, phase B", "B相第三象限最大需量", REACTIVE),
    demand(0x1073, "reactive maximum demand, quadrant 3, phase C", "C相第三象限最大需量", REACTIVE),
    demand(0x1080, "reactive maximum demand, quadrant 4", "第四象限最大需量", REACTIVE),
    demand(0x1081, "reactive maximum demand, quadrant 4, phase A", "A相第四象限最大需量", REACTIVE),
    demand(0x1082, "reactive maximum demand, quadrant 4, phase B", "B相第四象限最大需量", REACTIVE),
    demand(0x1083, "reactive maximum demand, quadrant 4, phase C", "C相第四象限最大需量", REACTIVE),
    demand(0x1090, "forward apparent maximum demand", "正向视在最大需量", APPARENT),
    demand(0x1091, "forward apparent maximum demand, phase A", "A相正向视在最大需量", APPARENT),
    demand(0x1092, "forward apparent maximum demand, phase B", "B相正向视在最大需量", APPARENT),
    demand(0x1093, "forward apparent maximum demand, phase C", "C相正向视在最大需量", APPARENT),
    demand(0x10A0, "reverse apparent maximum demand", "反向视在最大需量", APPARENT),
    demand(0x10A1, "reverse apparent maximum demand, phase A", "A相反向视在最大需量", APPARENT),
    demand(0x10A2, "reverse apparent maximum demand, phase B", "B相反向视在最大需量", APPARENT),
    demand(0x10A3, "reverse apparent maximum demand, phase C", "C相反向视在最大需量", APPARENT),
];
