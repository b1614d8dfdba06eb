//! Gives a person an account.

use async_trait::async_trait;
use platform_store::identity::AccountRow;
use platform_store::{Command, Tx, identity, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use vocabulary::PersonId;

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Once, Problem, ProblemKind, answer_once};
use crate::identity::PasswordHash;

/// Makes an account for somebody who works here.
pub struct CreateAccount {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub login: String,
    pub staff_no: String,
    pub password: PasswordHash,
}

/// The account that was made.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct AccountCreated {
    pub login: String,
    pub person: PersonId,
}

#[async_trait]
impl Command for CreateAccount {
    type Answer = AccountCreated;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<AccountCreated, Problem> {
        // The password is not part of what a repetition must repeat: its hash is another each time.
        let request = ("create_account", &self.login, &self.staff_no);
        answer_once(tx, &self.once, &request, async |tx| self.create(tx).await).await
    }
}

impl CreateAccount {
    async fn create(&self, tx: &mut Tx<'_>) -> Result<AccountCreated, Problem> {
        let org = self.platform.org();
        let person = people::person_by_staff_no(tx, org, &self.staff_no)
            .await?
            .filter(|person| person.active)
            .ok_or_else(|| Problem::new(ProblemKind::Invalid, "nobody has this staff number"))?;
        if identity::account(tx, org, &self.login).await?.is_some() {
            return Err(Problem::new(ProblemKind::Conflict, "the name is taken"));
        }
        if identity::account_of(tx, org, person.person).await?.is_some() {
            return Err(Problem::new(ProblemKind::Conflict, "the person has an account already"));
        }
        let account = AccountRow {
            login: self.login.clone(),
            person: person.person,
            password_hash: self.password.as_str().to_owned(),
            failures: 0,
            locked_until: None,
        };
        identity::put_account(tx, org, &account).await?;
        let body = json!({ "person": person.person });
        let chain = Chain::Account(self.login.clone());
        self.act.record(tx, org, &chain, "account_created", body).await?;
        Ok(AccountCreated { login: self.login.clone(), person: person.person })
    }
}
