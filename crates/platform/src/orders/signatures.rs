//! Whether the people whose names stand under an operation put them there: its author, and a second person.

use access::{Signatory, two_person_rule};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use forms::Widget;
use platform_store::Tx;
use platform_store::identity::{self, CardRow, CardState};
use security_unit::{Context, PublicKey, Signature, verify};
use serde::Serialize;
use serde_json::json;
use sync::{Confirmation, Operation};
use vocabulary::{CardId, CardKind, Digest};

use super::versions::ProcessVersion;
use crate::Platform;
use crate::http::Problem;

/// Checks, before an operation queues for the writer, that one of its author's cards signed it.
///
/// # Errors
/// When the database refuses.
pub async fn author_signed(
    platform: &Platform,
    tx: &mut Tx<'_>,
    operation: &Operation,
    digest: Digest,
    cards: &[CardId],
) -> Result<bool, Problem> {
    let Some(signature) = operation.signature.as_deref() else { return Ok(false) };
    let Ok(signature) = serde_json::from_value(json!(signature)) else { return Ok(false) };
    let message = Context::Operation.message(digest.bytes());
    for card in cards {
        let Some(card) = identity::card(tx, platform.org(), *card).await? else { continue };
        let is_authors = card.kind == CardKind::Operator && card.person == operation.author;
        if is_authors && signed(&card, &message, &signature) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What the confirmations in a submit's values are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondPerson {
    /// Each was signed for this field of this stage, by a card of somebody else than the author; or none was asked.
    Confirmed,
    /// As before, but a card was revoked since: nobody can tell here who held it.
    CardRevoked,
    /// One was not.
    Unproven,
}

/// Checks the confirmations of a submit, before it queues for the writer.
///
/// # Errors
/// When the database refuses.
pub async fn second_person(
    platform: &Platform,
    tx: &mut Tx<'_>,
    operation: &Operation,
) -> Result<SecondPerson, Problem> {
    let org = platform.org();
    let hash = operation.bundle_hash;
    // Without its version it will be refused for that.
    let Some(version) = platform.versions().find(tx, org, hash).await? else {
        return Ok(SecondPerson::Confirmed);
    };
    let mut worth = SecondPerson::Confirmed;
    for field in fields(&version) {
        let Some(value) = operation.body.get(field).filter(|value| !value.is_null()) else {
            continue;
        };
        let Ok(said) = serde_json::from_value::<Confirmation>(value.clone()) else {
            return Ok(SecondPerson::Unproven);
        };
        let card = identity::card(tx, org, said.card_id).await?;
        match card.filter(|card| confirmed(operation, field, &said, card)) {
            None => return Ok(SecondPerson::Unproven),
            Some(card) if card.state == CardState::Revoked => worth = SecondPerson::CardRevoked,
            Some(_) => {}
        }
    }
    Ok(worth)
}

/// The fields of any form of this version that a second person fills in: which form a stage has is not for the
/// operation to say.
fn fields(version: &ProcessVersion) -> impl Iterator<Item = &str> {
    let fields = version.bundle.forms().flat_map(|form| &form.ui().fields);
    let confirming = fields.filter(|(_, field)| field.widget == Widget::SecondPerson);
    confirming.map(|(name, _)| name.as_str())
}

fn confirmed(operation: &Operation, field: &str, said: &Confirmation, card: &CardRow) -> bool {
    let author = Signatory { person: operation.author, card: None };
    let second = Signatory { person: said.person_id, card: Some(said.card_id) };
    let place = (operation.order, operation.stage, field);
    let who = (said.person_id, said.card_id);
    let Ok(digest) = Confirmation::digest(place, who, said.confirmed_at) else { return false };
    let Ok(signature) = STANDARD.decode(&said.signature) else { return false };
    let Ok(signature) = signature.try_into().map(Signature::from_bytes) else { return false };
    let message = Context::SecondPerson.message(digest.bytes());
    card.kind == CardKind::Operator
        && card.person == said.person_id
        && two_person_rule(author, second).is_ok()
        && signed(card, &message, &signature)
}

fn signed(card: &CardRow, message: &[u8], signature: &Signature) -> bool {
    let point = <[u8; 33]>::try_from(card.public_key.as_slice()).ok();
    let key = point.and_then(|point| PublicKey::parse(point).ok());
    key.is_some_and(|key| verify(&key, message, signature).is_ok())
}
