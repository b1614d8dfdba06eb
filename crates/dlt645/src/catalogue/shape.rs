//! How the bytes behind an identifier fall into values.

use super::Fitted;
use super::naming::Label;
use crate::{DataIdentifier, Format, Name};

/// One value's place in an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    /// Of the single item that stands here, if the item is a block.
    pub identifier: Option<DataIdentifier>,
    pub label: Label,
    pub format: Format,
}

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field(pub Name, pub Format);

#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Exactly these.
    Fixed(Vec<Slot>),
    /// At least the first few of these; the rest may be missing from the end on.
    UpTo { slots: Vec<Slot>, least: usize, extent: Extent },
    /// Sections that hold a total, or a total and each tariff; all of them as many.
    Tariffed(Vec<Section>),
    /// Bytes whose layout is not known.
    Open,
}

/// How many of the values a meter answers.
#[derive(Debug, Clone, Copy)]
pub(super) enum Extent {
    /// The total and as many tariffs as it has.
    Tariffs,
    /// As many phases as its blocks hold, behind `before` others.
    Phases {
        before: usize,
    },
    All,
    /// As many as were ever set.
    Unknown,
}

/// A part of a tariffed block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    pub slot: Slot,
    pub is_tariffed: bool,
}

impl Slot {
    pub const fn of(format: Format) -> Self {
        Self { identifier: None, label: Label::Whole, format }
    }

    pub const fn single(identifier: DataIdentifier, format: Format) -> Self {
        Self { identifier: Some(identifier), label: Label::Whole, format }
    }

    /// The total, then tariffs 1, 2, …
    const fn of_tariff(self, tariff: u8) -> Self {
        let label = match tariff {
            0 => Label::Field(Name::new("总", "total")),
            n => Label::Numbered(Name::new("费率", "tariff"), n),
        };
        Self { label, ..self }
    }
}

impl Shape {
    pub fn one(format: Format) -> Self {
        Self::Fixed(vec![Slot::of(format)])
    }

    pub fn record(fields: &[&[Field]]) -> Self {
        Self::Fixed(slots(fields))
    }

    /// Numbered entries of one format.
    pub fn table(entry: Name, format: Format, count: u8) -> Self {
        let slots = entries(entry, format, count).collect();
        Self::UpTo { slots, least: 1, extent: Extent::All }
    }

    /// Fields, and behind them as many entries as there are, up to `most`.
    pub fn record_with_table(
        fields: &[Field],
        entry: Name,
        format: Format,
        most: u8,
        extent: Extent,
    ) -> Self {
        let mut slots = slots(&[fields]);
        let least = slots.len();
        slots.extend(entries(entry, format, most));
        Self::UpTo { slots, least, extent }
    }

    /// The total and each tariff of one identifier.
    pub fn tariffs_of_one(format: Format) -> Self {
        let slots = (0..=TARIFFS_MAX).map(|tariff| Slot::of(format).of_tariff(tariff)).collect();
        Self::UpTo { slots, least: 1, extent: Extent::Tariffs }
    }

    pub fn identifiers(&self) -> Vec<DataIdentifier> {
        match self {
            Self::Fixed(slots) | Self::UpTo { slots, .. } => {
                slots.iter().filter_map(|slot| slot.identifier).collect()
            }
            Self::Tariffed(sections) => {
                sections.iter().filter_map(|section| section.slot.identifier).collect()
            }
            Self::Open => Vec::new(),
        }
    }

    /// The values that `len` bytes hold; none if they hold no whole number of them.
    pub fn slots_of_len(&self, len: usize) -> Option<Vec<Slot>> {
        match self {
            Self::Fixed(slots) => (sum(slots) == len).then(|| slots.clone()),
            Self::UpTo { slots, least, .. } => {
                let mut at = 0;
                let count = slots.iter().take_while(|slot| {
                    at += slot.format.buffer_len();
                    at <= len
                });
                let taken = &slots[..count.count()];
                (taken.len() >= *least && sum(taken) == len).then(|| taken.to_vec())
            }
            Self::Tariffed(sections) => {
                let len_of = |slots: Vec<Slot>| sum(&slots);
                (0..=TARIFFS_MAX)
                    .find(|tariffs| len_of(expand(sections, *tariffs)) == len)
                    .map(|tariffs| expand(sections, tariffs))
            }
            Self::Open => Some(Vec::new()),
        }
    }

    /// The places for `count` values.
    pub fn slots_of_count(&self, count: usize) -> Option<Vec<Slot>> {
        match self {
            Self::Fixed(slots) => (slots.len() == count).then(|| slots.clone()),
            Self::UpTo { slots, least, .. } => {
                (*least..=slots.len()).contains(&count).then(|| slots[..count].to_vec())
            }
            Self::Tariffed(sections) => (0..=TARIFFS_MAX)
                .map(|tariffs| expand(sections, tariffs))
                .find(|slots| slots.len() == count),
            Self::Open => None,
        }
    }

    pub fn len_of(&self, fitted: Fitted) -> Option<usize> {
        match self {
            Self::Fixed(slots) => Some(sum(slots)),
            Self::UpTo { slots, extent, .. } => {
                let count = match extent {
                    Extent::Tariffs => 1 + usize::from(fitted.tariffs),
                    Extent::Phases { before } => before + usize::from(fitted.phases),
                    Extent::All => slots.len(),
                    Extent::Unknown => return None,
                };
                slots.get(..count).map(sum)
            }
            Self::Tariffed(sections) => {
                (fitted.tariffs <= TARIFFS_MAX).then(|| sum(&expand(sections, fitted.tariffs)))
            }
            Self::Open => None,
        }
    }

    /// What a wrong length should have been.
    pub const fn expects(&self) -> &'static str {
        match self {
            Self::Fixed(_) => "a fixed number of",
            Self::UpTo { .. } => "a number of entries' worth of",
            Self::Tariffed(_) => "a total's or a number of tariffs' worth of",
            Self::Open => "any",
        }
    }
}

fn slots(fields: &[&[Field]]) -> Vec<Slot> {
    let fields = fields.iter().copied().flatten();
    fields
        .map(|Field(name, format)| Slot {
            identifier: None,
            label: Label::Field(*name),
            format: *format,
        })
        .collect()
}

fn entries(entry: Name, format: Format, count: u8) -> impl Iterator<Item = Slot> {
    (1..=count).map(move |n| Slot { identifier: None, label: Label::Numbered(entry, n), format })
}

fn expand(sections: &[Section], tariffs: u8) -> Vec<Slot> {
    let mut slots = Vec::new();
    for Section { slot, is_tariffed } in sections {
        match (is_tariffed, tariffs) {
            (false, _) | (true, 0) => slots.push(*slot),
            (true, _) => slots.extend((0..=tariffs).map(|tariff| slot.of_tariff(tariff))),
        }
    }
    slots
}

fn sum(slots: &[Slot]) -> usize {
    slots.iter().map(|slot| slot.format.buffer_len()).sum()
}

/// Tariffs k of 04000204.
pub(super) const TARIFFS_MAX: u8 = 63;
