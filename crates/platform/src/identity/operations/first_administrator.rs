//! Makes the first administrator of a new platform; `ronghe init` runs it, no endpoint does.

use async_trait::async_trait;
use platform_store::identity::AccountRow;
use platform_store::people::PersonRow;
use platform_store::{Command, Tx, identity, people};
use serde_json::json;
use vocabulary::{OrganisationId, PersonId, Role};

use crate::audit::{Act, Chain};
use crate::http::{Problem, ProblemKind};
use crate::identity::PasswordHash;

/// Somebody who can make everybody else.
pub struct FirstAdministrator {
    pub org: OrganisationId,
    pub act: Act,
    pub person: PersonId,
    pub staff_no: String,
    pub name: String,
    pub mobile: String,
    pub login: String,
    pub password: PasswordHash,
}

#[async_trait]
impl Command for FirstAdministrator {
    type Answer = ();
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        if !identity::accounts(tx, self.org, "", 1).await?.is_empty() {
            return Err(Problem::new(ProblemKind::Conflict, "there are accounts already"));
        }
        let person = PersonRow {
            person: self.person,
            staff_no: self.staff_no.clone(),
            name: self.name.clone(),
            mobile: self.mobile.clone(),
            station: None,
            active: true,
            roles: vec![Role::Administrator],
        };
        people::put_person(tx, self.org, &person).await?;
        let account = AccountRow {
            login: self.login.clone(),
            person: self.person,
            password_hash: self.password.as_str().to_owned(),
            failures: 0,
            locked_until: None,
        };
        identity::put_account(tx, self.org, &account).await?;
        let body = json!({ "person": self.person, "roles": person.roles });
        let chain = Chain::Account(self.login.clone());
        self.act.record(tx, self.org, &chain, "account_created", body).await?;
        Ok(())
    }
}
