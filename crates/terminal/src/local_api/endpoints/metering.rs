//! `/local/v1/metering`: what the metering app asks for. What is done at a meter is a run; there is one at a time.

use axum::extract::State;
use http::StatusCode;
use meter_link::{Beam, ItemSet, Protocol};
use serde::{Deserialize, Serialize};
use sync::{AuthorisationView, PositionSource, WorkAtMeter, WorkPosition};
use vocabulary::{
    AuthorisationId, CommAddress, Instant, MeterCommand, MeterWorkId, OrderId, StageId,
};

use super::locking::PinTyped;
use crate::agent::{
    LeaveAsked, MeterShown, MeterWithWorks, MeteringState, Run, RunAsked, WorkLine, WorkShown,
};
use crate::local_api::At;
use crate::local_api::correlation::Correlation;
use crate::local_api::extract::{Json, Path, Query};
use crate::local_api::problem::{Problem, ProblemKind};

#[derive(Serialize)]
pub struct MeteringNow {
    #[serde(flatten)]
    agent: MeteringState,
    operator_card: CardIn,
}

#[derive(Serialize)]
struct CardIn {
    is_in: bool,
}

#[derive(Deserialize)]
pub struct MetersAsked {
    #[serde(default)]
    search: String,
}

#[derive(Serialize)]
pub struct Meters {
    meters: Vec<MeterShown>,
}

#[derive(Deserialize)]
pub struct WorksBefore {
    limit: Option<u32>,
    before: Option<Instant>,
}

#[derive(Serialize)]
pub struct Works {
    works: Vec<WorkLine>,
}

#[derive(Serialize)]
pub struct WorksOfOthers {
    works: Vec<WorkAtMeter>,
}

/// What is to be done at which meter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunRequest {
    command: MeterCommand,
    link: String,
    comm_address: Option<CommAddress>,
    order: Option<OrderId>,
    stage: Option<StageId>,
    items: Option<String>,
    /// A parameter to be read besides: `{item}` of DL/T 645 or `{oad}` of DL/T 698.45.
    parameter: Option<serde_json::Value>,
    authorisation: Option<AuthorisationId>,
    beam: Option<BeamWord>,
    protocol: Option<ProtocolWord>,
    position: Option<PositionTold>,
}

/// Where the page is, as its browser says.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct PositionTold {
    lon: f64,
    lat: f64,
    accuracy_m: f64,
    source: PositionSource,
    at: Instant,
}

impl PositionTold {
    /// What is no place is left out: nobody is kept from a work by his receiver.
    fn position(self) -> Option<WorkPosition> {
        let Self { lon, lat, accuracy_m, source, at } = self;
        let position = WorkPosition::reported((lon, lat), accuracy_m, source, at);
        if position.is_none() {
            tracing::warn!(lon, lat, accuracy_m, "the page told a position that is none");
        }
        position
    }
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum BeamWord {
    Focused,
    Diffuse,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ProtocolWord {
    Dlt645,
    Dlt698,
}

impl RunRequest {
    fn asked(self) -> Result<RunAsked, Problem> {
        let items = match self.items.as_deref() {
            None => ItemSet::Energy,
            Some(word) => ItemSet::parse(word)
                .ok_or_else(|| Problem::new(ProblemKind::Invalid, format!("items: {word}")))?,
        };
        let parameter =
            match &self.parameter {
                None => None,
                Some(told) => Some(meter_work::parameter_identifier(told).ok_or_else(|| {
                    Problem::new(ProblemKind::Invalid, format!("parameter: {told}"))
                })?),
            };
        Ok(RunAsked {
            command: self.command,
            link: self.link,
            comm_address: self.comm_address,
            order: self.order,
            stage: self.stage,
            items,
            parameter,
            authorisation: self.authorisation,
            beam: self.beam.map(|beam| match beam {
                BeamWord::Focused => Beam::Focused,
                BeamWord::Diffuse => Beam::Diffuse,
            }),
            protocol: self.protocol.map(|protocol| match protocol {
                ProtocolWord::Dlt645 => Protocol::Dlt645,
                ProtocolWord::Dlt698 => Protocol::Dlt698,
            }),
            position: self.position.and_then(PositionTold::position),
        })
    }
}

pub async fn state(State(at): State<At>) -> Json<MeteringNow> {
    let operator_card = CardIn { is_in: at.shared.slots.operator.card().is_some() };
    Json(MeteringNow { agent: at.agent().metering_state().await, operator_card })
}

pub async fn open_business_card(
    State(at): State<At>,
    Json(typed): Json<PinTyped>,
) -> Result<StatusCode, Problem> {
    let pin = typed.parsed()?;
    at.agent().open_business_card(&pin).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn meters(
    State(at): State<At>,
    Query(asked): Query<MetersAsked>,
) -> Result<Json<Meters>, Problem> {
    Ok(Json(Meters { meters: at.agent().meters(&asked.search).await? }))
}

pub async fn meter(
    State(at): State<At>,
    Path(address): Path<CommAddress>,
) -> Result<Json<MeterWithWorks>, Problem> {
    Ok(Json(at.agent().meter(&address).await?))
}

/// What others did at the meter; only with a network.
pub async fn look_back(
    State(at): State<At>,
    Correlation(correlation): Correlation,
    Path(address): Path<CommAddress>,
) -> Result<Json<WorksOfOthers>, Problem> {
    Ok(Json(WorksOfOthers { works: at.agent().look_back(correlation, &address).await? }))
}

pub async fn begin_run(
    State(at): State<At>,
    Correlation(correlation): Correlation,
    Json(request): Json<RunRequest>,
) -> Result<(StatusCode, Json<Run>), Problem> {
    let run = at.shared.agent.begin_run(correlation, request.asked()?).await?;
    Ok((StatusCode::ACCEPTED, Json(run)))
}

pub async fn run(State(at): State<At>) -> Result<Json<Option<Run>>, Problem> {
    Ok(Json(at.agent().metering_run().await?))
}

pub async fn cancel_run(State(at): State<At>) -> Result<StatusCode, Problem> {
    at.agent().cancel_run().await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn works(
    State(at): State<At>,
    Query(asked): Query<WorksBefore>,
) -> Result<Json<Works>, Problem> {
    let limit = asked.limit.unwrap_or(LIMIT_USUAL);
    Ok(Json(Works { works: at.agent().metering_works(asked.before, limit).await? }))
}

pub async fn work(
    State(at): State<At>,
    Path(work): Path<MeterWorkId>,
) -> Result<Json<WorkShown>, Problem> {
    Ok(Json(at.agent().metering_work(work).await?))
}

pub async fn ask_for_leave(
    State(at): State<At>,
    Correlation(correlation): Correlation,
    Json(asked): Json<LeaveAsked>,
) -> Result<Json<AuthorisationView>, Problem> {
    let view = at.agent().ask_for_leave(correlation, asked).await?;
    at.shared.wake.notify_one();
    Ok(Json(view))
}

const LIMIT_USUAL: u32 = 50;
