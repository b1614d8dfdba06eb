//! Takes a card's rights away, for good.

use async_trait::async_trait;
use platform_store::identity::{CardRow, CardState};
use platform_store::{Command, Tx, identity, terminals};
use serde_json::json;
use vocabulary::CardId;

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Once, Problem, ProblemKind, answer_once};

/// Revokes a card and ends its sessions. What its owner did before stays to be judged as late evidence.
pub struct RevokeCard {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub card: CardId,
    pub reason: String,
}

#[async_trait]
impl Command for RevokeCard {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let request = ("revoke_card", self.card, &self.reason);
        answer_once(tx, &self.once, &request, async |tx| self.revoke(tx).await).await
    }
}

impl RevokeCard {
    async fn revoke(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let card = identity::card(tx, org, self.card)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "there is no such card"))?;
        if card.state == CardState::Revoked {
            return Ok(());
        }
        identity::put_card(tx, org, &CardRow { state: CardState::Revoked, ..card }).await?;
        terminals::end_sessions(tx, org, self.act.at, None, Some(self.card)).await?;
        let body = json!({ "reason": self.reason });
        self.act.record(tx, org, &Chain::Card(self.card), "card_revoked", body).await?;
        Ok(())
    }
}
