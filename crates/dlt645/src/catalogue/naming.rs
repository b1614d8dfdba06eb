//! How the name of an item is put together: when, where, what.

use crate::{FullName, Name};

/// The parts of a name: `(上1结算日)` `正向有功` `费率2` `电能`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming {
    pub when: When,
    pub what: Name,
    pub place: Place,
    /// What follows the place: `电能`, `记录`; empty if `what` says it all.
    pub noun: Name,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    Now,
    SettlementDay(u8),
    /// Now and at the last twelve settlement days.
    SettlementDays,
    /// The last but `n - 1`.
    Last(u8),
    Month(u8),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Whole,
    Total,
    Tariff(u8),
    Phase(u8),
    Harmonic {
        phase: u8,
        order: u8,
    },
    Numbered(u8),
    Block,
    /// A block of one phase.
    PhaseBlock(u8),
}

/// What a value is within its item.
#[derive(Debug, Clone, Copy)]
pub(super) enum Label {
    Whole,
    Field(Name),
    Numbered(Name, u8),
}

impl Naming {
    pub const fn of(what: Name) -> Self {
        Self { when: When::Now, what, place: Place::Whole, noun: NOTHING }
    }

    pub const fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    pub const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }

    pub fn name(&self) -> FullName {
        let (zh, en) = (self.what.zh, self.what.en);
        let noun_zh = self.noun.zh;
        let words = [en, self.noun.en].into_iter().filter(|word| !word.is_empty());
        let en = words.collect::<Vec<_>>().join(" ");
        let place = match self.place {
            Place::Whole => (format!("{zh}{noun_zh}"), String::new()),
            Place::Total => (format!("{zh}总{noun_zh}"), ", total".to_owned()),
            Place::Tariff(n) => (format!("{zh}费率{n}{noun_zh}"), format!(", tariff {n}")),
            Place::Phase(p) => {
                (format!("{}相{zh}{noun_zh}", letter(p)), format!(", phase {}", letter(p)))
            }
            Place::Harmonic { phase, order } => {
                let p = letter(phase);
                (format!("{p}相{zh}{order}次{noun_zh}"), format!(" {order}, phase {p}"))
            }
            Place::Numbered(n) => (format!("第{n}{zh}{noun_zh}"), format!(" {n}")),
            Place::Block => (format!("{zh}{noun_zh}数据块"), ", block".to_owned()),
            Place::PhaseBlock(p) => (
                format!("{}相{zh}{noun_zh}数据块", letter(p)),
                format!(", phase {}, block", letter(p)),
            ),
        };
        let when = match self.when {
            When::Now => (String::new(), String::new()),
            When::SettlementDay(n) => (format!("(上{n}结算日)"), format!(", settlement day {n}")),
            When::SettlementDays => ("(各结算日)".to_owned(), ", all settlement days".to_owned()),
            When::Last(n) => (format!("(上{n}次)"), format!(", last {n}")),
            When::Month(0) => ("(本月)".to_owned(), ", this month".to_owned()),
            When::Month(n) => (format!("(上{n}月)"), format!(", month {n}")),
        };
        FullName { zh: when.0 + &place.0, en: format!("{en}{}{}", place.1, when.1) }
    }
}

impl Label {
    /// The name of the value of an item that is called `whole`.
    pub fn named(self, mut whole: FullName) -> FullName {
        match self {
            Self::Whole => {}
            Self::Field(field) => {
                whole.zh = format!("{}：{}", whole.zh, field.zh);
                whole.en = format!("{}: {}", whole.en, field.en);
            }
            Self::Numbered(field, n) => {
                whole.zh = format!("{}：第{n}{}", whole.zh, field.zh);
                whole.en = format!("{}: {} {n}", whole.en, field.en);
            }
        }
        whole
    }
}

/// The letter of phase 1, 2, 3.
fn letter(phase: u8) -> char {
    char::from(b'A' + phase.saturating_sub(1))
}

pub(super) const NOTHING: Name = Name::new("", "");
