//! The objects that a field terminal needs: their names, the shape of their attributes, units and scales.
//!
//! One file per family of objects; to add one, put a line into its family's table, in the order of the OIs. What the
//! table does not know is read and kept all the same, as [`Value::Raw`]. A meter may scale otherwise than the standard
//! says: its attribute 3 tells, and [`value_scaled`] takes what it told.
//!
//! The tables are made from reference dlt698-45.md, section 7. The file of each family names what has one source only
//! or none.

mod acquisition;
mod control;
mod demands;
mod energies;
mod events;
mod freezes;
mod parameters;
mod ports;
mod shape;
mod value;
mod variables;

pub use shape::{
    AttributeDefinition, Layout, Length, Member, MethodDefinition, ObjectDefinition, Shape,
};
pub use value::{Value, value, value_scaled};

use crate::Words;
use crate::identifiers::{Oad, Oi, Omd};

/// All objects, in the order of their OIs.
pub fn objects() -> impl Iterator<Item = &'static ObjectDefinition> {
    FAMILIES.iter().copied().flatten()
}

/// The object of an OI; nothing for one that the catalogue does not have.
#[must_use]
pub fn object(oi: Oi) -> Option<&'static ObjectDefinition> {
    FAMILIES.iter().find_map(|family| {
        let at = family.binary_search_by_key(&oi, |object| object.oi).ok()?;
        family.get(at)
    })
}

/// The attribute that an OAD means a part of; nothing for one that the catalogue does not have.
#[must_use]
pub fn attribute(oad: Oad) -> Option<&'static AttributeDefinition> {
    let number = oad.attribute_number();
    object(oad.oi)?.attributes.iter().find(|attribute| attribute.number == number)
}

/// The method that an OMD means; nothing for one that the catalogue does not have.
#[must_use]
pub fn method(omd: Omd) -> Option<&'static MethodDefinition> {
    object(omd.oi)?.methods.iter().find(|method| method.number == omd.method)
}

/// The shape of what an OAD means: of the attribute, or of its element. [`Shape::Any`] if the catalogue does not know.
#[must_use]
pub fn shape(oad: Oad) -> &'static Shape {
    let Some(attribute) = attribute(oad) else { return &Shape::Any };
    match oad.index {
        0 => &attribute.shape,
        index => attribute.shape.element(index),
    }
}

/// An OI with its name, for people.
pub(crate) fn named(oi: Oi) -> String {
    match object(oi) {
        Some(object) => format!("{oi} {}", object.name),
        None => oi.to_string(),
    }
}

/// An OAD with its names, for people.
pub(crate) fn named_attribute(oad: Oad) -> String {
    let object = object(oad.oi).map(|object| object.name);
    let attribute = attribute(oad).map(|attribute| attribute.name);
    // What an attribute has the name of its object needs no second one.
    with_names(oad.to_string(), object, attribute)
}

/// An OMD with its names, for people.
pub(crate) fn named_method(omd: Omd) -> String {
    let object = object(omd.oi).map(|object| object.name);
    with_names(omd.to_string(), object, method(omd).map(|method| method.name))
}

fn with_names(mut told: String, object: Option<Words>, part: Option<Words>) -> String {
    let part = part.filter(|part| Some(*part) != object);
    for words in [object, part].into_iter().flatten() {
        told += &format!(" {words}");
    }
    told
}

/// Each in the order of the OIs, and each with OIs above those of the one before.
static FAMILIES: [&[ObjectDefinition]; 9] = [
    energies::ENERGIES,
    demands::DEMANDS,
    variables::VARIABLES,
    events::EVENTS,
    parameters::PARAMETERS,
    freezes::FREEZES,
    acquisition::ACQUISITIONS,
    control::CONTROLS,
    ports::PORTS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_objects_stand_in_order() {
        let ois: Vec<Oi> = objects().map(|object| object.oi).collect();
        assert!(ois.is_sorted_by(|one, next| one < next), "{ois:?}");
        for object in objects() {
            assert_eq!(object.oi, super::object(object.oi).expect("itself").oi);
            let numbers = object.attributes.iter().map(|attribute| attribute.number);
            assert!(numbers.is_sorted_by(|one, next| one < next), "{}", object.oi);
        }
    }

    #[test]
    fn an_attribute_is_told_with_its_names() {
        let told = |oad: &str| named_attribute(oad.parse().expect("an OAD"));
        assert_eq!(told("00100200"), "0010-02-00 forward active energy 正向有功电能 values 数值组");
        assert_eq!(told("40010200"), "4001-02-00 communication address 通信地址");
        assert_eq!(told("FFFF0200"), "FFFF-02-00");
    }
}
