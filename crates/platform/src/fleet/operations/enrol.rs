//! Enrols a terminal with a one-time code.

use async_trait::async_trait;
use platform_store::identity::CardState;
use platform_store::terminals::{TerminalRow, TerminalState};
use platform_store::{Command, Tx, identity, terminals};
use security_unit::PublicKey;
use serde_json::json;
use vocabulary::{CardId, CardKind, CorrelationId, Digest, TerminalId};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Problem, ProblemKind};

/// Makes a terminal of whoever has the code.
pub struct Enrol {
    pub platform: Platform,
    pub correlation: CorrelationId,
    pub code_hash: Digest,
    /// The id that it gets.
    pub terminal: TerminalId,
    pub public_key: PublicKey,
    /// The TF card that the key lies on, as the terminal says.
    pub tf_card: Option<CardId>,
    pub release_no: String,
}

#[async_trait]
impl Command for Enrol {
    type Answer = TerminalRow;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<TerminalRow, Problem> {
        let (org, now) = (self.platform.org(), self.platform.clock().now());
        let code = terminals::enrolment(tx, org, self.code_hash)
            .await?
            .filter(|code| code.terminal.is_none() && code.expires_at > now)
            .ok_or_else(|| {
                let detail = "the code is unknown, used or too old";
                Problem::new(ProblemKind::CredentialsWrong, detail)
            })?;
        self.check_tf_card(tx).await?;
        terminals::use_enrolment(tx, org, self.code_hash, self.terminal).await?;
        let terminal = TerminalRow {
            terminal: self.terminal,
            name: code.name,
            station: code.station,
            public_key: self.public_key.bytes().to_vec(),
            state: TerminalState::Active,
            enrolled_at: now,
            last_seen: Some(now),
            release_no: self.release_no.clone(),
            tf_card: self.tf_card,
        };
        terminals::put_terminal(tx, org, &terminal).await?;
        let act = Act::of_terminal(self.terminal, now, self.correlation);
        let body = json!({
            "name": terminal.name,
            "station": terminal.station,
            "public_key": self.public_key,
            "tf_card": self.tf_card,
            "code_made_by": code.made_by,
        });
        act.record(tx, org, &Chain::Terminal(self.terminal), "terminal_enrolled", body).await?;
        Ok(terminal)
    }
}

impl Enrol {
    /// A TF card is registered before a terminal is enrolled with it, so that it can be revoked and unlocked.
    async fn check_tf_card(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let Some(id) = self.tf_card else { return Ok(()) };
        let card = identity::card(tx, self.platform.org(), id).await?;
        let card = card.filter(|card| card.public_key == self.public_key.bytes());
        let Some(card) = card else {
            let detail = "这张 TF 卡没有登记；请先发卡";
            return Err(Problem::new(ProblemKind::Conflict, detail));
        };
        if card.kind != CardKind::Tf {
            let words = card.kind.instead_of(CardKind::Tf);
            return Err(Problem::new(ProblemKind::OtherCardKind, words.zh));
        }
        match card.state {
            CardState::Active => Ok(()),
            CardState::Revoked => Err(Problem::new(ProblemKind::Conflict, "这张 TF 卡已吊销")),
        }
    }
}
