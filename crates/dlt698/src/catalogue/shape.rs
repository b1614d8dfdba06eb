//! What the catalogue says about objects, attributes and methods.

use vocabulary::Unit;

use crate::Words;
use crate::identifiers::Oi;

/// An object (对象) of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectDefinition {
    pub oi: Oi,
    /// Interface class (接口类).
    pub class: u8,
    pub name: Words,
    /// Without attribute 1, the logical name, which every object has; in the order of their numbers.
    pub attributes: &'static [AttributeDefinition],
    pub methods: &'static [MethodDefinition],
}

/// An attribute (属性) of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeDefinition {
    /// 2 to 31.
    pub number: u8,
    pub name: Words,
    pub shape: Shape,
}

/// A method (方法) of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MethodDefinition {
    pub number: u8,
    pub name: Words,
    pub parameter: Shape,
}

/// What a value looks like and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// The catalogue does not say.
    Any,
    /// A value of this tag that stands for itself.
    Of(u8),
    /// A whole number of this tag, times ten to the power of `scaler`, in a unit.
    Number {
        tag: u8,
        scaler: i8,
        unit: Unit,
    },
    /// An octet-string of BCD digits, the high byte first.
    Digits,
    /// An array of values of one shape.
    Array {
        of: &'static Shape,
        length: Length,
    },
    Structure(&'static [Member]),
}

/// A field of a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub name: Words,
    pub shape: Shape,
}

/// How many elements an array has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    Fixed(usize),
    /// The total, then one for each tariff.
    TotalAndTariffs,
    /// One for each phase.
    Phases,
    /// The total, then one for each phase.
    TotalAndPhases,
    /// As many as there are.
    Varies,
}

/// What a meter has, as far as the lengths of its answers depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// 1 or 3.
    pub phases: usize,
    /// Without the total; 4 with most meters.
    pub tariffs: usize,
}

impl Length {
    /// The number of elements in a meter of this layout; nothing if nobody can know.
    #[must_use]
    pub const fn in_layout(self, layout: Layout) -> Option<usize> {
        match self {
            Self::Fixed(elements) => Some(elements),
            Self::TotalAndTariffs => Some(1 + layout.tariffs),
            Self::Phases => Some(layout.phases),
            Self::TotalAndPhases => Some(1 + layout.phases),
            Self::Varies => None,
        }
    }
}

impl Shape {
    /// The shape of the n-th element, counted from 1; [`Shape::Any`] if there is none.
    #[must_use]
    pub fn element(&self, n: u8) -> &'static Self {
        match self {
            Self::Array { of, .. } => of,
            Self::Structure(members) => {
                let member = usize::from(n).checked_sub(1).and_then(|at| members.get(at));
                member.map_or(&Self::Any, |member| &member.shape)
            }
            _ => &Self::Any,
        }
    }
}

pub(super) const fn words(en: &'static str, zh: &'static str) -> Words {
    Words { en, zh }
}

pub(super) const fn object(
    oi: u16,
    class: u8,
    en: &'static str,
    zh: &'static str,
    attributes: &'static [AttributeDefinition],
) -> ObjectDefinition {
    ObjectDefinition { oi: Oi(oi), class, name: words(en, zh), attributes, methods: &[] }
}

impl ObjectDefinition {
    pub(super) const fn with_methods(self, methods: &'static [MethodDefinition]) -> Self {
        Self { methods, ..self }
    }
}

pub(super) const fn attribute(
    number: u8,
    en: &'static str,
    zh: &'static str,
    shape: Shape,
) -> AttributeDefinition {
    AttributeDefinition { number, name: words(en, zh), shape }
}

pub(super) const fn method(
    number: u8,
    en: &'static str,
    zh: &'static str,
    parameter: Shape,
) -> MethodDefinition {
    MethodDefinition { number, name: words(en, zh), parameter }
}

pub(super) const fn member(en: &'static str, zh: &'static str, shape: Shape) -> Member {
    Member { name: words(en, zh), shape }
}

pub(super) const fn number(tag: u8, scaler: i8, unit: Unit) -> Shape {
    Shape::Number { tag, scaler, unit }
}

/// What class 1 to 6 call attribute 2.
pub(super) const fn values(shape: Shape) -> AttributeDefinition {
    attribute(2, "values", "数值组", shape)
}

/// Scale and unit at run time.
pub(super) const fn scaler_unit(number: u8) -> AttributeDefinition {
    attribute(number, "scale and unit", "换算及单位", Shape::Of(tag::SCALER_UNIT))
}

/// The tags that the tables use.
pub(super) mod tag {
    pub const NULL: u8 = 0x00;
    pub const BOOL: u8 = 0x03;
    pub const BIT_STRING: u8 = 0x04;
    pub const DOUBLE_LONG: u8 = 0x05;
    pub const DOUBLE_LONG_UNSIGNED: u8 = 0x06;
    pub const OCTET_STRING: u8 = 0x09;
    pub const VISIBLE_STRING: u8 = 0x0A;
    pub const INTEGER: u8 = 0x0F;
    pub const LONG: u8 = 0x10;
    pub const UNSIGNED: u8 = 0x11;
    pub const LONG_UNSIGNED: u8 = 0x12;
    pub const LONG64: u8 = 0x14;
    pub const LONG64_UNSIGNED: u8 = 0x15;
    pub const ENUM: u8 = 0x16;
    pub const DATE: u8 = 0x1A;
    pub const DATE_TIME_S: u8 = 0x1C;
    pub const OI: u8 = 0x50;
    pub const OAD: u8 = 0x51;
    pub const TI: u8 = 0x54;
    pub const TSA: u8 = 0x55;
    pub const RN: u8 = 0x57;
    pub const SCALER_UNIT: u8 = 0x59;
    pub const SID: u8 = 0x5D;
    pub const SID_MAC: u8 = 0x5E;
    pub const COMDCB: u8 = 0x5F;
}
