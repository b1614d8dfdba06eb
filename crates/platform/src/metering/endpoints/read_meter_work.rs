//! `GET /api/v1/meter-works/{work}`: one work with everything that was sent and heard.

use access::{Action, Resource, permit};
use axum::extract::State;
use platform_store::meter_work_list::{self, WorkLine};
use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::{Tx, people};
use serde::Serialize;
use sync::MeterWork;
use utoipa::ToSchema;
use vocabulary::{Instant, MeterWorkId, OrderNo, PersonId, TerminalId};

use super::within::station_within;
use super::work_line::OrderSeen;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Path, Problem, ProblemBody, ProblemKind};
use crate::metering::oddity::Oddity;

/// A work, who did it, and when the platform heard of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeterWorkFile {
    pub person: PersonId,
    pub person_name: String,
    pub terminal: TerminalId,
    pub received_at: Instant,
    pub chain: ChainStanding,
    /// It ended unknown, and nobody has looked since at what it would have changed.
    pub unverified: bool,
    pub oddities: Vec<Oddity>,
    pub order_no: Option<OrderNo>,
    /// The caller may open the order.
    pub may_open_order: bool,
    /// The record's frames are left out: they are for whoever inspects works.
    pub frames_withheld: bool,
    pub record: MeterWork,
}

/// How the record stands on its terminal's journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChainStanding {
    /// It is the journal's first.
    First,
    Follows,
    /// The one before has not come: it waits on the terminal, or somebody has taken it away.
    Gap,
    /// Another record follows on the same one, or begins the journal too: one of the two was made beside it.
    Fork,
}

/// Opens a work at a meter; to a station head those that are his station's, without their frames.
#[utoipa::path(
    get,
    path = "/api/v1/meter-works/{work}",
    operation_id = "readMeterWork",
    tag = "metering",
    security(("console" = [])),
    params(("work" = MeterWorkId, Path)),
    responses(
        (status = 200, body = MeterWorkFile),
        (status = 403, body = ProblemBody),
        (status = 404, body = ProblemBody),
    ),
)]
pub async fn read_meter_work(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Path(work): Path<MeterWorkId>,
) -> Result<Json<MeterWorkFile>, Problem> {
    let org = platform.org();
    let station = station_within(&platform, &caller, Action::ReadMeterWork, None)?;
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let none = || Problem::new(ProblemKind::NotFound, "没有这次仪表作业");
    let row = meter_works::find(tx, org, work).await?.ok_or_else(none)?;
    let line = meter_work_list::find(tx, org, work).await?.ok_or_else(none)?;
    // Of whose it is not he is not told that there is one.
    if let Some(station) = station
        && !meter_works::concerns(tx, org, &row, station).await?
    {
        return Err(none());
    }
    let chain = standing(&platform, tx, &row, &line).await?;
    let order = match row.order {
        Some(order) => OrderSeen::of(&platform, tx, &caller, order).await?,
        None => OrderSeen::default(),
    };
    let person = people::person(tx, org, row.person).await?;
    snapshot.finish().await?;
    let record = serde_json::from_value(row.body).map_err(|error| Problem::internal(&error))?;
    let whole = Resource::in_organisation(org);
    let frames_withheld = permit(&caller.actor, Action::InspectMeterWork, &whole).is_err();
    Ok(Json(MeterWorkFile {
        person: row.person,
        person_name: person.map(|person| person.name).unwrap_or_default(),
        terminal: row.terminal,
        received_at: row.received_at,
        chain,
        unverified: line.unverified,
        oddities: Oddity::named(&line.oddities),
        order_no: order.order_no,
        may_open_order: order.may_open,
        frames_withheld,
        record: if frames_withheld { MeterWork { frames: Vec::new(), ..record } } else { record },
    }))
}

async fn standing(
    platform: &Platform,
    tx: &mut Tx<'_>,
    row: &MeterWorkRow,
    line: &WorkLine,
) -> Result<ChainStanding, Problem> {
    if line.chain == "fork" {
        return Ok(ChainStanding::Fork);
    }
    let Some(previous) = row.previous else { return Ok(ChainStanding::First) };
    let before = meter_works::with_digest(tx, platform.org(), row.terminal, previous).await?;
    Ok(before.map_or(ChainStanding::Gap, |_| ChainStanding::Follows))
}
