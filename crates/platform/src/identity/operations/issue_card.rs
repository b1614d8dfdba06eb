//! Registers a card that was made for somebody.

use async_trait::async_trait;
use platform_store::identity::{CardRow, CardState};
use platform_store::{Command, Tx, identity, people};
use security_unit::{PublicKey, UnlockCode};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use vocabulary::{CardId, CardKind, Instant, PersonId};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Once, Problem, ProblemKind, answer_once};
use crate::identity::operations::reveal_unlock_code::purpose;

/// Registers a card with the code that unlocks it.
pub struct IssueCard {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub card: CardId,
    pub serial: String,
    pub kind: CardKind,
    pub person: PersonId,
    pub public_key: PublicKey,
    pub unlock_code: UnlockCode,
}

/// The card that was registered.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct CardIssued {
    pub card: CardId,
    pub issued_at: Instant,
}

#[async_trait]
impl Command for IssueCard {
    type Answer = CardIssued;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<CardIssued, Problem> {
        let request =
            ("issue_card", self.card, &self.serial, self.kind, self.person, self.public_key);
        answer_once(tx, &self.once, &request, async |tx| self.issue(tx).await).await
    }
}

impl IssueCard {
    async fn issue(&self, tx: &mut Tx<'_>) -> Result<CardIssued, Problem> {
        let org = self.platform.org();
        let person = people::person(tx, org, self.person).await?;
        if !person.is_some_and(|person| person.active) {
            return Err(Problem::new(
                ProblemKind::Invalid,
                "a card is for somebody who works here",
            ));
        }
        let taken = identity::card(tx, org, self.card).await?.is_some()
            || identity::card_by_serial(tx, org, &self.serial).await?.is_some();
        if taken {
            return Err(Problem::new(ProblemKind::Conflict, "the card is registered already"));
        }
        let code = self.unlock_code.reveal().as_bytes();
        let (keys, entropy) = (self.platform.keys(), self.platform.entropy());
        let card = CardRow {
            card: self.card,
            serial: self.serial.clone(),
            kind: self.kind,
            person: self.person,
            public_key: self.public_key.bytes().to_vec(),
            puk_sealed: keys.seal(entropy, &purpose(self.card), code),
            state: CardState::Active,
            issued_at: self.act.at,
        };
        identity::put_card(tx, org, &card).await?;
        let body = json!({
            "person": self.person, "serial": self.serial, "kind": self.kind,
            "public_key": self.public_key,
        });
        self.act.record(tx, org, &Chain::Card(self.card), "card_issued", body).await?;
        Ok(CardIssued { card: self.card, issued_at: self.act.at })
    }
}
