//! What a security unit needs for a command, fetched from the company's key authority before anything is decided.
//!
//! No transaction waits for another system: the facts are looked at, the key authority is asked, and the operation asks the
//! facts again. Material for something that is forbidden meanwhile never leaves the platform.

use std::fmt;

use platform_store::authorisations::{self, AuthorisationRow};
use serde_json::{Value, json};
use sync::{AuthorisationState, Release};
use vocabulary::{AuthorisationId, CorrelationId, Instant, PersonId, UnitSerial};

use super::facts::{Asked, gather};
use super::operations::{MOMENT, ask_again, may_decide, may_travel};
use super::{ACQUISITION, lookup};
use crate::Platform;
use crate::http::{ConsoleCaller, Problem, ProblemKind};
use crate::neighbours::{MaterialAnswer, MaterialRequest, PortRequest};

/// What the key authority made for one unit.
#[derive(Clone)]
pub struct Material {
    pub(super) unit: UnitSerial,
    /// It serves until then.
    pub(super) not_after: Instant,
    pub(super) body: Value,
}

/// For the moment of action. Nothing where no key authority is configured, the terminal has no unit, or the release comes
/// to nothing anyway: the operation says why.
///
/// # Errors
/// What forbids the command, that the key authority says no, or that it says nothing.
pub(super) async fn for_release(
    platform: &Platform,
    correlation: CorrelationId,
    person: PersonId,
    release: &Release,
) -> Result<Option<Material>, Problem> {
    let Some(unit) = release.unit.filter(|_| platform.key_authority().is_some()) else {
        return Ok(None);
    };
    let now = platform.clock().now();
    let mut snapshot = platform.store().read().await?;
    let row = find(platform, &mut snapshot.tx(), release.authorisation).await?;
    let row = row.filter(|row| {
        row.state == AuthorisationState::Approved
            && row.executor == person
            && row.not_before <= now
            && now < row.not_after
    });
    let forbidden = match &row {
        Some(row) => ask_again(platform, &mut snapshot.tx(), row, now).await,
        None => Ok(()),
    };
    snapshot.finish().await?;
    forbidden?;
    let Some((row, approver)) = row.and_then(|row| row.approver.map(|approver| (row, approver)))
    else {
        return Ok(None);
    };
    let not_after = row.not_after.min(now.plus(MOMENT));
    fetch(platform, correlation, request(&row, unit, approver, not_after)).await
}

/// For a restore that travels signed from its approval on.
///
/// # Errors
/// That the key authority says no, or that it says nothing.
pub(super) async fn for_approval(
    platform: &Platform,
    correlation: CorrelationId,
    approver: &ConsoleCaller,
    authorisation: AuthorisationId,
) -> Result<Option<Material>, Problem> {
    if platform.key_authority().is_none() {
        return Ok(None);
    }
    let now = platform.clock().now();
    let mut snapshot = platform.store().read().await?;
    let row = find(platform, &mut snapshot.tx(), authorisation).await?;
    let row = row.filter(|row| {
        row.state == AuthorisationState::Requested
            && now < row.not_after
            && row.executor != approver.person
            && may_decide(platform.org(), approver, row)
    });
    let travels = match &row {
        Some(row) => travels(platform, &mut snapshot.tx(), row, now).await?,
        None => false,
    };
    snapshot.finish().await?;
    let Some((row, unit)) = row.and_then(|row| row.unit.map(|unit| (row, unit))) else {
        return Ok(None);
    };
    if !travels {
        return Ok(None);
    }
    fetch(platform, correlation, request(&row, unit, approver.person, row.not_after)).await
}

async fn find(
    platform: &Platform,
    tx: &mut platform_store::Tx<'_>,
    authorisation: AuthorisationId,
) -> Result<Option<AuthorisationRow>, Problem> {
    Ok(authorisations::find(tx, platform.org(), authorisation).await?)
}

async fn travels(
    platform: &Platform,
    tx: &mut platform_store::Tx<'_>,
    row: &AuthorisationRow,
    now: Instant,
) -> Result<bool, Problem> {
    if !row.command.restores() {
        return Ok(false);
    }
    let record = lookup::order_for(tx, platform.org(), row.order, row.command).await?;
    let meter = lookup::meter(tx, platform.org(), &row.meter.comm_address).await?;
    let asked = Asked { order: &record, meter: &meter, parameter: row.parameter.as_ref(), now };
    let facts = gather(platform, tx, &asked).await?;
    Ok(may_travel(row.command, &facts, platform.stop_policies().in_force(now)))
}

fn request(
    row: &AuthorisationRow,
    unit: UnitSerial,
    approver: PersonId,
    not_after: Instant,
) -> MaterialRequest {
    MaterialRequest {
        authorisation: row.authorisation,
        order_no: row.order_no.clone(),
        unit,
        comm_address: row.meter.comm_address.clone(),
        command: row.command,
        parameter: row.parameter.clone(),
        executor: row.executor,
        approver,
        not_after,
    }
}

async fn fetch(
    platform: &Platform,
    correlation: CorrelationId,
    request: MaterialRequest,
) -> Result<Option<Material>, Problem> {
    let Some(authority) = platform.key_authority() else { return Ok(None) };
    let (unit, not_after) = (request.unit, request.not_after);
    let answer = authority.material(correlation, &request).await;
    let body = given(answer, request.authorisation)?;
    Ok(Some(Material { unit, not_after, body }))
}

/// For reading through a gated infrared port. Nothing where no key authority is configured.
///
/// # Errors
/// As [`for_release`].
pub(super) async fn for_port(
    platform: &Platform,
    correlation: CorrelationId,
    request: &PortRequest,
) -> Result<Option<Value>, Problem> {
    let Some(authority) = platform.key_authority() else { return Ok(None) };
    let answer = authority.port(correlation, request).await;
    given(answer, &request.comm_address).map(Some)
}

/// What the key authority gave, or why it did not, in words for whoever stands at the meter.
fn given(answer: MaterialAnswer, about: impl fmt::Display) -> Result<Value, Problem> {
    match answer {
        MaterialAnswer::Given(body) => Ok(body),
        MaterialAnswer::Refused { code, reason } => {
            tracing::warn!(code, reason, %about, "no material");
            let detail = format!("用电信息采集系统未给出密钥授权：{reason}");
            let more = json!({ "neighbour": ACQUISITION, "code": code, "reason": reason });
            Err(Problem::new(ProblemKind::Conflict, detail).with(more))
        }
        MaterialAnswer::Silent { error } => {
            tracing::warn!(error, %about, "no material");
            let detail = "用电信息采集系统没有应答，授权未生效，表计未动；请稍后重试，仍不成功时联系采集主站值班人员";
            let more = json!({
                "neighbour": ACQUISITION, "retry_after": RETRY_AFTER_S,
                "detail_en": "the acquisition system gives no answer; no leave was given and no meter touched. \
                              Try again in a moment; if it lasts, call the acquisition system's duty",
            });
            Err(Problem::new(ProblemKind::NeighbourSilent, detail).with(more))
        }
    }
}

/// Seconds after which asking again makes sense; `Retry-After` says the same.
const RETRY_AFTER_S: u32 = 10;
