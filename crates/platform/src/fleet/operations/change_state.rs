//! Locks a terminal, unlocks it, or writes it off as lost.

use async_trait::async_trait;
use platform_store::terminals::{TerminalRow, TerminalState};
use platform_store::{Command, Tx, terminals};
use serde_json::json;
use vocabulary::TerminalId;

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Once, Problem, ProblemKind, answer_once};

/// What an officer does with a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateChange {
    /// Nobody signs in on it until it is unlocked.
    Lock,
    Unlock,
    /// As locked, until it is found.
    ReportLost,
}

impl StateChange {
    const fn kind(self) -> &'static str {
        match self {
            Self::Lock => "terminal_locked",
            Self::Unlock => "terminal_unlocked",
            Self::ReportLost => "terminal_reported_lost",
        }
    }

    const fn leads_to(self) -> TerminalState {
        match self {
            Self::Lock => TerminalState::Locked,
            Self::Unlock => TerminalState::Active,
            Self::ReportLost => TerminalState::Lost,
        }
    }
}

/// Changes what a terminal may do and ends its sessions.
pub struct ChangeState {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub terminal: TerminalId,
    pub change: StateChange,
    pub reason: String,
}

#[async_trait]
impl Command for ChangeState {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let request = (self.change.kind(), self.terminal, &self.reason);
        answer_once(tx, &self.once, &request, async |tx| self.change(tx).await).await
    }
}

impl ChangeState {
    async fn change(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let terminal = terminals::terminal(tx, org, self.terminal)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such terminal is enrolled"))?;
        let state = self.change.leads_to();
        if terminal.state == state {
            return Ok(());
        }
        terminals::put_terminal(tx, org, &TerminalRow { state, ..terminal }).await?;
        terminals::end_sessions(tx, org, self.act.at, Some(self.terminal), None).await?;
        let chain = Chain::Terminal(self.terminal);
        let body = json!({ "reason": self.reason });
        self.act.record(tx, org, &chain, self.change.kind(), body).await?;
        Ok(())
    }
}
