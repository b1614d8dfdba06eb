//! `GET /api/v1/items`: what waits for a person in the office.

use access::Action;
use axum::extract::State;
use platform_store::{ListPlace, office};
use serde::{Deserialize, Serialize};

use super::order_view::ItemView;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, Query};

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListItems {
    /// `open` unless told otherwise; `all` for every state.
    pub state: Option<String>,
    /// Of one kind only, such as `overdue`.
    pub kind: Option<String>,
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<ListPlace>,
    pub limit: Option<u32>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ItemList {
    pub items: Vec<ItemView>,
    /// Goes back in as `after`; none on the last page.
    #[schema(value_type = Option<String>)]
    pub next: Option<ListPlace>,
}

/// Lists refused, late and flagged work, and what else needs somebody.
#[utoipa::path(
    get, path = "/api/v1/items", operation_id = "listOfficeItems", params(ListItems),
    responses((status = 200, body = ItemList)),
)]
pub async fn list_items(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(request): Query<ListItems>,
) -> Result<Json<ItemList>, Problem> {
    let reach = access::reach(&caller.actor, Action::ListOfficeItems)?;
    let everywhere = reach.organisations().contains(&platform.org());
    let station = if everywhere { None } else { caller.station };
    let state = request.state.as_deref().unwrap_or("open");
    let state = (state != "all").then_some(state);
    let after = request.after.unwrap_or(ListPlace::NEWEST);
    let limit = request.limit.unwrap_or(50).clamp(1, 200);
    let mut snapshot = platform.store().read().await?;
    let org = platform.org();
    let (tx, kind) = (&mut snapshot.tx(), request.kind.as_deref());
    let rows = office::list(tx, org, station, state, kind, after, limit).await?;
    snapshot.finish().await?;
    let full = rows.len() == limit as usize;
    let next =
        rows.last().filter(|_| full).map(|row| ListPlace::new(row.created_at, row.item.uuid()));
    Ok(Json(ItemList { items: rows.into_iter().map(Into::into).collect(), next }))
}
