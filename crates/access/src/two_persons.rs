//! Where one person is not enough.

use vocabulary::{CardId, PersonId, Text};

/// Somebody who put his name to something, and the card he did it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signatory {
    pub person: PersonId,
    /// None when he signed in at the console by name and password.
    pub card: Option<CardId>,
}

/// Why the second signature does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SamePersonTwice {
    #[error("two different persons are needed")]
    Person,
    #[error("the second person needs a card of his own")]
    Card,
}

impl SamePersonTwice {
    /// The reason as people see it.
    #[must_use]
    pub fn reason(&self) -> Text {
        let zh = match self {
            SamePersonTwice::Person => "必须由两名不同的人员完成",
            SamePersonTwice::Card => "第二人必须使用本人的操作员卡",
        };
        Text::new(zh, self.to_string())
    }
}

/// Holds wherever two must act: approver and executor of a stop, issuer of a permit and worker,
/// worker and second person at a stage. The order does not matter.
///
/// # Errors
/// When both are the same person, or used the same card.
pub fn two_person_rule(first: Signatory, second: Signatory) -> Result<(), SamePersonTwice> {
    if first.person == second.person {
        return Err(SamePersonTwice::Person);
    }
    if first.card.is_some() && first.card == second.card {
        return Err(SamePersonTwice::Card);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn signatory(person: u128, card: Option<u128>) -> Signatory {
        Signatory {
            person: PersonId::from_uuid(Uuid::from_u128(person)),
            card: card.map(|card| CardId::from_uuid(Uuid::from_u128(card))),
        }
    }

    #[test]
    fn needs_two_persons_and_two_cards() {
        let check = |first, second, expect| {
            assert_eq!(two_person_rule(first, second), expect);
            assert_eq!(two_person_rule(second, first), expect);
        };
        let (person, card) = (Err(SamePersonTwice::Person), Err(SamePersonTwice::Card));
        check(signatory(1, Some(1)), signatory(2, Some(2)), Ok(()));
        check(signatory(1, Some(1)), signatory(1, Some(2)), person);
        check(signatory(1, Some(1)), signatory(2, Some(1)), card);
        check(signatory(1, None), signatory(2, None), Ok(()));
        check(signatory(1, None), signatory(2, Some(1)), Ok(()));
        check(signatory(1, None), signatory(1, Some(1)), person);
    }

    #[test]
    fn says_why_in_both_languages() {
        assert_eq!(SamePersonTwice::Card.reason().en, "the second person needs a card of his own");
        assert_eq!(SamePersonTwice::Person.reason().zh, "必须由两名不同的人员完成");
    }
}
