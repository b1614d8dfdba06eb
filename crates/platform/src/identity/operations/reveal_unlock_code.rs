//! Gives a security officer the code that unlocks a card.

use async_trait::async_trait;
use platform_store::identity::CardState;
use platform_store::{Command, Tx, identity};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::CardId;

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Once, Problem, ProblemKind, answer_once};

/// Writes down who takes the code and why, and hands it out.
pub struct RevealUnlockCode {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub card: CardId,
    pub reason: String,
}

/// The code, still sealed: so it lies in the remembered answer too.
#[derive(Serialize, Deserialize)]
pub struct SealedUnlockCode(#[serde(with = "hex::serde")] Vec<u8>);

impl SealedUnlockCode {
    /// The twenty digits.
    ///
    /// # Errors
    /// When the platform's keys are not those that sealed it.
    pub fn open(&self, platform: &Platform, card: CardId) -> Result<String, Problem> {
        let code = platform.keys().open(&purpose(card), &self.0);
        let code = code.map_err(|error| Problem::internal(&error))?;
        String::from_utf8(code).map_err(|error| Problem::internal(&error))
    }
}

/// What a card's code is sealed for.
pub(super) fn purpose(card: CardId) -> String {
    format!("puk:{card}")
}

#[async_trait]
impl Command for RevealUnlockCode {
    type Answer = SealedUnlockCode;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<SealedUnlockCode, Problem> {
        let request = ("reveal_unlock_code", self.card, &self.reason);
        answer_once(tx, &self.once, &request, async |tx| self.reveal(tx).await).await
    }
}

impl RevealUnlockCode {
    async fn reveal(&self, tx: &mut Tx<'_>) -> Result<SealedUnlockCode, Problem> {
        let org = self.platform.org();
        let card = identity::card(tx, org, self.card)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "there is no such card"))?;
        if card.state == CardState::Revoked {
            return Err(Problem::new(ProblemKind::Conflict, "a revoked card is not unlocked"));
        }
        let body = json!({ "reason": self.reason });
        self.act.record(tx, org, &Chain::Card(self.card), "unlock_code_revealed", body).await?;
        Ok(SealedUnlockCode(card.puk_sealed))
    }
}
