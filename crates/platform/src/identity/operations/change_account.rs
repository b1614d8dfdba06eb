//! Changes an account: a new password, or none of any use.

use async_trait::async_trait;
use platform_store::identity::AccountRow;
use platform_store::{Command, Tx, identity};
use serde_json::json;

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Once, Problem, ProblemKind, answer_once};
use crate::identity::PasswordHash;
use crate::identity::account::{disabled, give_tries_back};

/// Changes an account and ends its person's sessions.
pub struct ChangeAccount {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub login: String,
    pub change: AccountChange,
}

/// What becomes of an account.
#[derive(Debug, Clone)]
pub enum AccountChange {
    /// Nobody signs in with it until it gets a new password.
    Disable,
    /// A new password; locks and disablement end.
    Password(PasswordHash),
}

#[async_trait]
impl Command for ChangeAccount {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let request = (self.kind(), &self.login);
        answer_once(tx, &self.once, &request, async |tx| self.change(tx).await).await
    }
}

impl ChangeAccount {
    const fn kind(&self) -> &'static str {
        match self.change {
            AccountChange::Disable => "account_disabled",
            AccountChange::Password(_) => "password_changed",
        }
    }

    async fn change(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let before = identity::account(tx, org, &self.login)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "there is no such account"))?;
        let after = match &self.change {
            AccountChange::Disable if before.person == self.once.person => {
                return Err(Problem::new(ProblemKind::Conflict, "nobody disables his own account"));
            }
            AccountChange::Disable => disabled(&before),
            AccountChange::Password(hash) => {
                AccountRow { password_hash: hash.as_str().to_owned(), ..give_tries_back(&before) }
            }
        };
        identity::update_account(tx, org, &before, &after).await?;
        identity::end_sessions(tx, org, self.act.at, Some(before.person)).await?;
        let chain = Chain::Account(self.login.clone());
        self.act.record(tx, org, &chain, self.kind(), json!({})).await?;
        Ok(())
    }
}
