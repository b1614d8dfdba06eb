//! Challenges: given out, answered once.

use std::time::Duration;

use async_trait::async_trait;
use platform_store::{Command, Tx, terminals};
use vocabulary::{Instant, TerminalId, minutes};

use crate::Platform;
use crate::http::{Problem, ProblemKind};

/// How long a challenge waits for its answer.
const GOOD_FOR: Duration = minutes(2);

/// Gives a known terminal a number to sign.
pub struct MakeChallenge {
    pub platform: Platform,
    pub terminal: TerminalId,
    pub nonce: [u8; 32],
}

#[async_trait]
impl Command for MakeChallenge {
    /// Until when it is good.
    type Answer = Instant;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Instant, Problem> {
        let org = self.platform.org();
        if terminals::terminal(tx, org, self.terminal).await?.is_none() {
            return Err(Problem::new(ProblemKind::NotFound, "no such terminal is enrolled"));
        }
        let expires_at = self.platform.clock().now().plus(GOOD_FOR);
        terminals::insert_challenge(tx, org, &self.nonce, self.terminal, expires_at).await?;
        Ok(expires_at)
    }
}

/// Takes a challenge away before its answer is looked at: a wrong answer uses it up too.
pub struct TakeChallenge {
    pub platform: Platform,
    pub terminal: TerminalId,
    pub nonce: [u8; 32],
}

#[async_trait]
impl Command for TakeChallenge {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let (org, now) = (self.platform.org(), self.platform.clock().now());
        if terminals::take_challenge(tx, org, &self.nonce, self.terminal, now).await? {
            return Ok(());
        }
        Err(Problem::new(
            ProblemKind::CredentialsWrong,
            "the challenge is unknown, used or too old",
        ))
    }
}
