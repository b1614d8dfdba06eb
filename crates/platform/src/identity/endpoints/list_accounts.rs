//! `GET /api/v1/accounts`

use access::{Action, Resource};
use axum::extract::State;
use platform_store::identity::AccountRow;
use platform_store::{identity, people};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Instant, PersonId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, PageQuery, Problem, ProblemBody, Query};
use crate::identity::AccountState;

/// An account and whose it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "login": "wangjianguo",
    "person": "019a0000-0000-7000-8000-000000000001",
    "name": "王建国",
    "state": "active",
    "locked_until": null,
}))]
pub struct AccountView {
    pub login: String,
    pub person: PersonId,
    pub name: String,
    pub state: AccountState,
    /// Only while it is locked.
    pub locked_until: Option<Instant>,
}

/// Lists the accounts by name.
#[utoipa::path(
    get,
    path = "/api/v1/accounts",
    operation_id = "listAccounts",
    tag = "identity",
    security(("console" = [])),
    params(PageQuery),
    responses((status = 200, body = Page<AccountView>), (status = 403, body = ProblemBody)),
)]
pub(in crate::identity) async fn list_accounts(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<AccountView>>, Problem> {
    let org = platform.org();
    caller.may(Action::ListAccounts, &Resource::in_organisation(org))?;
    let (after, limit) = (page.after(), page.limit());
    let mut snapshot = platform.store().read().await?;
    let rows = identity::accounts(&mut snapshot.tx(), org, after, limit + 1).await?;
    let mut accounts = Vec::with_capacity(rows.len());
    for row in rows {
        let person = people::person(&mut snapshot.tx(), org, row.person).await?;
        let name = person.map(|person| person.name).unwrap_or_default();
        accounts.push(view(row, name, platform.clock().now()));
    }
    snapshot.finish().await?;
    Ok(Json(Page::cut(accounts, limit, |account| account.login.clone())))
}

fn view(row: AccountRow, name: String, now: Instant) -> AccountView {
    let state = AccountState::of(&row, now);
    let locked_until = row.locked_until.filter(|_| state == AccountState::Locked);
    AccountView { login: row.login, person: row.person, name, state, locked_until }
}
