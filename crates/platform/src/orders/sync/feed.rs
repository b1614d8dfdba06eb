//! `GET /sync/v1/feed`: what changed in the worker's scope since his cursor.

use ::sync::{EntityKind, FEED_ITEMS_MAX, FeedItem, FeedOp, FeedPage, FeedRequest, order_body};
use access::{Action, Resource};
use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use platform_store::feed::{self, FeedRow, Position};
use serde_json::json;
use serde_json::value::RawValue;

use super::cursors::Seen;
use crate::Platform;
use crate::http::{Problem, ProblemKind, Query, SignedInTerminal, packed};

/// One page of the worker's feed, read from one unchanging state of the data.
#[utoipa::path(
    get, path = "/sync/v1/feed", operation_id = "syncFeed", params(FeedRequest),
    responses((status = 200, body = FeedPage), (status = 410, description = "begin again at 0")),
)]
pub async fn feed(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    headers: HeaderMap,
    Query(request): Query<FeedRequest>,
) -> Result<Response, Problem> {
    let (org, worker) = (platform.org(), caller.person);
    let feed = Resource::in_organisation(org).of_terminal(caller.terminal).of_person(worker);
    caller.may(Action::SyncFeed, &feed)?;
    let limit = request.limit.clamp(1, FEED_ITEMS_MAX);
    let mut snapshot = platform.store().read().await?;
    let head = feed::head(&mut snapshot.tx(), org, worker).await?;
    let cursor = request.cursor;
    if cursor > head.seq || (cursor > 0 && cursor < head.pruned_seq) {
        if cursor > head.seq {
            tracing::error!(%worker, cursor, head = head.seq, "a cursor lies above the head");
        }
        return Err(Problem::new(ProblemKind::CursorGone, "begin again at cursor 0")
            .with(json!({ "epoch": platform.epoch() })));
    }
    let from = Position { cursor, whole_at: request.whole_at.min(cursor) };
    let rows = feed::page(&mut snapshot.tx(), org, worker, from, limit).await?;
    snapshot.finish().await?;
    if cursor > 0 {
        platform.cursors().see(worker, Seen { terminal: caller.terminal, cursor });
    }
    let full = rows.len() == limit as usize;
    let taken = within_bytes(&rows);
    let more = taken < rows.len() || full;
    let last = rows.get(taken.wrapping_sub(1)).map(|row| row.seq);
    let items = rows.into_iter().take(taken).map(item).collect::<Result<_, _>>()?;
    let page = FeedPage {
        epoch: platform.epoch(),
        now: platform.clock().now(),
        // Drops that a fresh terminal is not told of still move its cursor.
        cursor: if more { last.unwrap_or(cursor) } else { head.seq },
        more,
        digest: (!more).then_some(head.digest),
        items,
        switched_off: platform.switched_off().to_vec(),
    };
    let about = page.items.iter().map(bytes).sum::<usize>() + ITEM_BYTES;
    packed(&headers, page, about).await
}

/// How many rows fit into one answer; at least one.
fn within_bytes(rows: &[FeedRow]) -> usize {
    let mut bytes = 0;
    for (place, row) in rows.iter().enumerate() {
        bytes += row.body.as_ref().or(row.patch.as_ref()).map_or(0, String::len);
        if bytes > PAGE_BYTES_MAX && place > 0 {
            return place;
        }
    }
    rows.len()
}

fn item(row: FeedRow) -> Result<FeedItem, Problem> {
    let broken = |error: serde_json::Error| Problem::internal(&error);
    let patch = row.patch.map(|text| serde_json::from_str(&text)).transpose().map_err(broken)?;
    let base = patch.is_some().then_some(row.base);
    let body = match (row.op, &patch) {
        (FeedOp::Put, None) => row.body,
        _ => None,
    };
    let body = match (body, row.kind) {
        (Some(body), EntityKind::Order) => {
            Some(order_body::to_wire(&row.entity, &body).map_err(broken)?)
        }
        (body, _) => body.map(RawValue::from_string).transpose().map_err(broken)?,
    };
    Ok(FeedItem {
        op: row.op,
        kind: row.kind.into(),
        id: row.entity,
        rev: row.rev,
        body,
        patch,
        base,
    })
}

/// About as many as the item has as text.
fn bytes(item: &FeedItem) -> usize {
    ITEM_BYTES + item.body.as_ref().map_or(0, |body| body.get().len())
}

/// About what an item has besides its body.
const ITEM_BYTES: usize = 256;
/// Bytes of bodies in one page, before compression.
const PAGE_BYTES_MAX: usize = 6 * 1024 * 1024;
