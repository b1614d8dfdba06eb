//! `GET /api/v1/terminals`

use access::Action;
use axum::extract::State;
use platform_store::terminals::{self, TerminalRow};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Instant, StationId, TerminalId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, PageQuery, Problem, ProblemBody, ProblemKind, Query};

/// A terminal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "terminal": "019a0000-0000-7000-8000-000000000005",
    "name": "倴城-03",
    "station": "019a0000-0000-7000-8000-000000000002",
    "state": "active",
    "enrolled_at": 1_780_000_000_000_000_i64,
    "last_seen": 1_780_000_600_000_000_i64,
    "release_no": "0.1.0",
}))]
pub struct TerminalView {
    pub terminal: TerminalId,
    pub name: String,
    pub station: Option<StationId>,
    /// `active`, `locked`, `lost`
    pub state: &'static str,
    pub enrolled_at: Instant,
    /// When it last opened a session.
    pub last_seen: Option<Instant>,
    pub release_no: String,
}

/// Lists terminals in the order of their enrolment; a station head sees his station's.
#[utoipa::path(
    get,
    path = "/api/v1/terminals",
    operation_id = "listTerminals",
    tag = "fleet",
    security(("console" = [])),
    params(PageQuery),
    responses((status = 200, body = Page<TerminalView>), (status = 403, body = ProblemBody)),
)]
pub(in crate::fleet) async fn list_terminals(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TerminalView>>, Problem> {
    let org = platform.org();
    let reach = access::reach(&caller.actor, Action::ListTerminals)?;
    let everywhere = reach.organisations().contains(&org);
    let station = if everywhere { None } else { reach.stations().first().copied() };
    if !everywhere && station.is_none() {
        return Ok(Json(Page::cut(Vec::new(), page.limit(), view_key)));
    }
    let after = match page.after() {
        "" => None,
        id => Some(id.parse().map_err(|_| Problem::new(ProblemKind::Malformed, "after"))?),
    };
    let mut snapshot = platform.store().read().await?;
    let limit = page.limit() + 1;
    let rows = terminals::terminals(&mut snapshot.tx(), org, station, after, limit).await?;
    snapshot.finish().await?;
    let views = rows.into_iter().map(TerminalView::from).collect();
    Ok(Json(Page::cut(views, page.limit(), view_key)))
}

fn view_key(view: &TerminalView) -> String {
    view.terminal.to_string()
}

impl From<TerminalRow> for TerminalView {
    fn from(row: TerminalRow) -> Self {
        Self {
            terminal: row.terminal,
            name: row.name,
            station: row.station,
            state: row.state.as_str(),
            enrolled_at: row.enrolled_at,
            last_seen: row.last_seen,
            release_no: row.release_no,
        }
    }
}
