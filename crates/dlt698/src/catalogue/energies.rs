//! Energies (电能量, 0xxx, class 1, Annex E.1): total and tariffs, hundredths; attribute 4 the same in ten-thousandths.

use vocabulary::Unit;

use super::shape::{
    AttributeDefinition, Length, ObjectDefinition, Shape, attribute, number, object, scaler_unit,
    tag, values,
};

/// The attributes of an energy: two widths, one unit.
macro_rules! energy {
    ($name:ident, $tag:ident, $fine_tag:ident, $unit:ident) => {
        const $name: &[AttributeDefinition] = &[
            values(total_and_tariffs(&number(tag::$tag, -2, Unit::$unit))),
            scaler_unit(3),
            attribute(
                4,
                "high-precision values",
                "高精度数值组",
                total_and_tariffs(&number(tag::$fine_tag, -4, Unit::$unit)),
            ),
            scaler_unit(5),
        ];
    };
}

energy!(ACTIVE, DOUBLE_LONG_UNSIGNED, LONG64_UNSIGNED, KilowattHour);
energy!(ACTIVE_COMBINED, DOUBLE_LONG, LONG64, KilowattHour);
energy!(REACTIVE, DOUBLE_LONG_UNSIGNED, LONG64_UNSIGNED, KilovarHour);
energy!(REACTIVE_COMBINED, DOUBLE_LONG, LONG64, KilovarHour);
energy!(APPARENT, DOUBLE_LONG_UNSIGNED, LONG64_UNSIGNED, KilovoltAmpereHour);

const fn total_and_tariffs(of: &'static Shape) -> Shape {
    Shape::Array { of, length: Length::TotalAndTariffs }
}

const fn energy(
    oi: u16,
    en: &'static str,
    zh: &'static str,
    attributes: &'static [AttributeDefinition],
) -> ObjectDefinition {
    object(oi, 1, en, zh, attributes)
}

pub(super) const ENERGIES: &[ObjectDefinition] = &[
    energy(0x0000, "combined active energy", "组合有功电能", ACTIVE_COMBINED),
    energy(0x0010, "forward active energy", "正向有功电能", ACTIVE),
    energy(0x0011, "forward active energy, phase A", "A相正向有功电能", ACTIVE),
    energy(0x0012, "forward active energy, phase B", "B相正向有功电能", ACTIVE),
    energy(0x0013, "forward active energy, phase C", "C相正向有功电能", ACTIVE),
    energy(0x0020, "reverse active energy", "反向有功电能", ACTIVE),
    energy(0x0021, "reverse active energy, phase A", "A相反向有功电能", ACTIVE),
    energy(0x0022, "reverse active energy, phase B", "B相反向有功电能", ACTIVE),
    energy(0x0023, "reverse active energy, phase C", "C相反向有功电能", ACTIVE),
    energy(0x0030, "combined reactive energy 1", "组合无功1电能", REACTIVE_COMBINED),
    energy(0x0031, "combined reactive energy 1, phase A", "A相组合无功1电能", REACTIVE_COMBINED),
    energy(0x0032, "combined reactive energy 1, phase B", "B相组合无功1电能", REACTIVE_COMBINED),
    energy(0x0033, "combined reactive energy 1, phase C", "C相组合无功1电能", REACTIVE_COMBINED),
    energy(0x0040, "combined reactive energy 2", "组合无功2电能", REACTIVE_COMBINED),
    energy(0x0041, "combined reactive energy 2, phase A", "A相组合无功2电能", REACTIVE_COMBINED),
    energy(0x0042, "combined reactive energy 2, phase B", "B相组合无功2电能", REACTIVE_COMBINED),
    energy(0x0043, "combined reactive energy 2, phase C", "C相组合无功2电能", REACTIVE_COMBINED),
    energy(0x0050, "reactive energy, quadrant 1", "第一象限无功电能", REACTIVE),
    energy(0x0051, "reactive energy, quadrant 1, phase A", "A相第一象限无功电能", REACTIVE),
    energy(0x0052, "reactive energy, quadrant 1, phase B", "B相第一象限无功电能", REACTIVE),
    energy(0x0053, "reactive energy, quadrant 1, phase C", "C相第一象限无功电能", REACTIVE),
    energy(0x0060, "reactive energy, quadrant 2", "第二象限无功电能", REACTIVE),
    energy(0x0061, "reactive energy, quadrant 2, phase A", "A相第二象限无功电能", REACTIVE),
    energy(0x0062, "reactive energy, quadrant 2, phase B", "B相第二象限无功电能", REACTIVE),
    energy(0x0063, "reactive energy, quadrant 2, phase C", "C相第二象限无功电能", REACTIVE),
    energy(0x0070, "reactive energy, quadrant 3", "第三象限无功电能", REACTIVE),
    energy(0x0071, "reactive energy, quadrant 3, phase A", "A相第三象限无功电能", REACTIVE),
    energy(0x0072, "reactive energy, quadrant 3, phase B", "B相第三象限无功电能", REACTIVE),
    energy(0x0073, "reactive energy, quadrant 3, phase C", "C相第三象限无功电能", REACTIVE),
    energy(0x0080, "reactive energy, quadrant 4", "第四象限无功电能", REACTIVE),
    energy(0x0081, "reactive energy, quadrant 4, phase A", "A相第四象限无功电能", REACTIVE),
    energy(0x0082, "reactive energy, quadrant 4, phase B", "B相第四象限无功电能", REACTIVE),
    energy(0x0083, "reactive energy, quadrant 4, phase C", "C相第四象限无功电能", REACTIVE),
    energy(0x0090, "forward apparent energy", "正向视在电能", APPARENT),
    energy(0x0091, "forward apparent energy, phase A", "A相正向视在电能", APPARENT),
    energy(0x0092, "forward apparent energy, phase B", "B相正向视在电能", APPARENT),
    energy(0x0093, "forward apparent energy, phase C", "C相正向视在电能", APPARENT),
    energy(0x00A0, "reverse apparent energy", "反向视在电能", APPARENT),
    energy(0x00A1, "reverse apparent energy, phase A", "A相反向视在电能", APPARENT),
    energy(0x00A2, "reverse apparent energy, phase B", "B相反向视在电能", APPARENT),
    energy(0x00A3, "reverse apparent energy, phase C", "C相反向视在电能", APPARENT),
];
