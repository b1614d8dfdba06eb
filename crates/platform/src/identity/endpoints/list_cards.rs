//! `GET /api/v1/cards`

use access::{Action, Resource};
use axum::extract::State;
use platform_store::identity::{self, CardRow, CardState};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{CardId, CardKind, Instant, PersonId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, PageQuery, Problem, ProblemBody, Query};

/// A card and whose it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "card": "019a0000-0000-7000-8000-000000000003",
    "serial": "6021000001",
    "kind": "operator",
    "person": "019a0000-0000-7000-8000-000000000001",
    "revoked": false,
    "issued_at": 1_780_000_000_000_000_i64,
}))]
pub struct CardView {
    pub card: CardId,
    /// The number printed on it.
    pub serial: String,
    /// What it is for.
    pub kind: CardKind,
    pub person: PersonId,
    pub revoked: bool,
    pub issued_at: Instant,
}

/// Lists the cards by serial number.
#[utoipa::path(
    get,
    path = "/api/v1/cards",
    operation_id = "listCards",
    tag = "identity",
    security(("console" = [])),
    params(PageQuery),
    responses((status = 200, body = Page<CardView>), (status = 403, body = ProblemBody)),
)]
pub(in crate::identity) async fn list_cards(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<CardView>>, Problem> {
    caller.may(Action::ListCards, &Resource::in_organisation(platform.org()))?;
    let (after, limit) = (page.after(), page.limit());
    let mut snapshot = platform.store().read().await?;
    let cards = identity::cards(&mut snapshot.tx(), platform.org(), after, limit + 1).await?;
    snapshot.finish().await?;
    let cards = cards.into_iter().map(CardView::from).collect();
    Ok(Json(Page::cut(cards, limit, |card: &CardView| card.serial.clone())))
}

impl From<CardRow> for CardView {
    fn from(row: CardRow) -> Self {
        Self {
            card: row.card,
            serial: row.serial,
            kind: row.kind,
            person: row.person,
            revoked: row.state == CardState::Revoked,
            issued_at: row.issued_at,
        }
    }
}
