//! `GET /api/v1/meter-works/chains`: terminals whose records of works do not hold together.

use access::{Action, Resource};
use axum::extract::State;
use platform_store::meter_work_list::{self, BrokenChain};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Instant, MeterWorkId, TerminalId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody};

/// Terminals whose records have a gap or a fork, the oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct BrokenChains {
    pub items: Vec<BrokenChainView>,
    /// There are more than are shown.
    pub cut: bool,
}

/// A terminal whose records do not hold together.
#[derive(Debug, Serialize, ToSchema)]
pub struct BrokenChainView {
    pub terminal: TerminalId,
    /// Records of which the one before has not come for hours.
    pub gaps: u32,
    /// Records that follow on the same one as another.
    pub forks: u32,
    /// When the first such record came, and of which work it is.
    pub since: Instant,
    pub broken: MeterWorkId,
    /// The last record that came of the terminal, and when.
    pub last: MeterWorkId,
    pub last_received_at: Instant,
}

/// Lists terminals whose records have a fork, or a gap that no record has closed for hours.
#[utoipa::path(
    get,
    path = "/api/v1/meter-works/chains",
    operation_id = "listBrokenChains",
    tag = "metering",
    security(("console" = [])),
    responses((status = 200, body = BrokenChains), (status = 403, body = ProblemBody)),
)]
pub async fn list_broken_chains(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
) -> Result<Json<BrokenChains>, Problem> {
    let org = platform.org();
    caller.may(Action::InspectMeterWork, &Resource::in_organisation(org))?;
    let gaps_before = platform.clock().now().shifted(-GAP_MICROS);
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let mut found = meter_work_list::broken_chains(tx, org, gaps_before, LISTED_MAX + 1).await?;
    snapshot.finish().await?;
    let cut = found.len() > LISTED_MAX as usize;
    found.truncate(LISTED_MAX as usize);
    Ok(Json(BrokenChains { items: found.into_iter().map(view).collect(), cut }))
}

fn view(chain: BrokenChain) -> BrokenChainView {
    BrokenChainView {
        terminal: chain.terminal,
        gaps: chain.gaps,
        forks: chain.forks,
        since: chain.since,
        broken: chain.broken,
        last: chain.last,
        last_received_at: chain.last_received_at,
    }
}

/// As long a record may wait on its terminal for whoever did it to sign in again: one shift.
const GAP_MICROS: i64 = 8 * 3_600 * 1_000_000;
const LISTED_MAX: u32 = 100;
