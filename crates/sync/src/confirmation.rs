//! A second person's confirmation (监护人确认): the value of a field, and what its signature stands for.

use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::{CardId, Digest, Instant, OrderId, PersonId, StageId};

/// That this person, with this card, confirmed one field of one stage then. It is the field's value in the submitted
/// form, and holds everything that the signature covers, so that anybody can check it years later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    pub person_id: PersonId,
    pub name: String,
    pub card_id: CardId,
    pub confirmed_at: Instant,
    /// The card's signature over [`Confirmation::digest`], base64.
    pub signature: String,
}

impl Confirmation {
    /// What the card signs.
    ///
    /// # Errors
    /// Never for these types; the signature is that of [`vocabulary::digest_of_json`].
    pub fn digest(
        (order, stage, field): (OrderId, StageId, &str),
        (person, card): (PersonId, CardId),
        confirmed_at: Instant,
    ) -> Result<Digest, serde_json::Error> {
        vocabulary::digest_of_json(&json!({
            "order": order,
            "stage": stage,
            "field": field,
            "person_id": person,
            "card_id": card,
            "confirmed_at": confirmed_at,
        }))
    }
}
