//! A worker asks for leave to give his order's meter a command.

use async_trait::async_trait;
use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::{Command, Tx, feed};
use serde_json::json;
use sync::{
    AuthorisationRequest, AuthorisationState, AuthorisationView, ParameterPresent, TargetMeter,
};
use vocabulary::{MeterCommand, PersonId, hours};

use crate::Platform;
use crate::http::{Problem, ProblemKind};
use crate::metering::blocks::{Block, blocks};
use crate::metering::facts::{Asked, gather};
use crate::metering::{lookup, refusal, view};
use crate::orders::{Cause, Order};

/// Asks, once; the same request again gets what has become of it.
pub struct RequestAuthorisation {
    pub platform: Platform,
    pub cause: Cause,
    pub person: PersonId,
    pub request: AuthorisationRequest,
}

#[async_trait]
impl Command for RequestAuthorisation {
    type Answer = AuthorisationView;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<AuthorisationView, Problem> {
        let org = self.platform.org();
        let request = &self.request;
        if let Some(before) = authorisations::find(tx, org, request.authorisation).await? {
            if !self.is_same(&before) {
                let detail = "该编号已用于另一个授权申请";
                return Err(Problem::new(ProblemKind::Conflict, detail));
            }
            return view::view(tx, org, &before).await;
        }
        let row = self.row(tx).await?;
        let mut order = Order::load(&self.platform, tx, self.cause.clone(), row.order)
            .await?
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这个工单"))?;
        let body = json!({
            "authorisation": row.authorisation, "command": row.command, "meter": row.meter,
            "executor": row.executor,
        });
        order.note("authorisation_requested", body);
        order.save_beside(tx).await?;
        authorisations::insert(tx, org, &row).await?;
        let touch = view::touch(tx, org, &row).await?;
        feed::touch(tx, org, self.cause.received_at, vec![touch]).await?;
        view::view(tx, org, &row).await
    }
}

impl RequestAuthorisation {
    fn is_same(&self, before: &AuthorisationRow) -> bool {
        let request = &self.request;
        before.executor == self.person
            && before.order == request.order
            && before.command == request.command
            && before.meter.comm_address == request.comm_address
            && before.parameter == request.parameter
            && before.unit == request.unit
    }

    async fn row(&self, tx: &mut Tx<'_>) -> Result<AuthorisationRow, Problem> {
        let org = self.platform.org();
        let (request, now) = (&self.request, self.cause.received_at);
        if !request.command.changes_meter() {
            return Err(Problem::new(ProblemKind::Invalid, "该操作不改变表计，不需要授权"));
        }
        let bytes = request.parameter.as_ref().map_or(0, |parameter| parameter.to_string().len());
        if bytes > PARAMETER_BYTES_MAX {
            let rule = format!("a parameter has at most {PARAMETER_BYTES_MAX} bytes");
            return Err(Problem::new(ProblemKind::TooLarge, rule));
        }
        if let Some(present) = &request.present {
            is_of_parameter(request.command, present)?;
        }
        let record = lookup::order_for(tx, org, request.order, request.command).await?;
        let stage = record.view.stage(request.stage);
        if !stage.is_some_and(|stage| stage.state.is_open() && stage.assignee == Some(self.person))
        {
            return Err(Problem::new(ProblemKind::NotAllowed, "该环节不在您手上"));
        }
        if request.command == MeterCommand::Trip
            && !lookup::asks_for(&self.platform, tx, &record, request.stage, request.command)
                .await?
        {
            return Err(Problem::new(ProblemKind::NotAllowed, "该环节没有停电任务，不能申请跳闸"));
        }
        let meter = lookup::meter(tx, org, &request.comm_address).await?;
        if !lookup::belongs(&record, &meter) {
            return Err(Problem::new(ProblemKind::NotAllowed, "该表计不属于此工单"));
        }
        let asked =
            Asked { order: &record, meter: &meter, parameter: request.parameter.as_ref(), now };
        let facts = gather(&self.platform, tx, &asked).await?;
        let mut found =
            blocks(request.command, &facts, self.platform.stop_policies().in_force(now), now);
        // What passes by itself forbids the action, and not the asking.
        found.retain(|block| !passes(*block));
        if !found.is_empty() {
            return Err(refusal(&found));
        }
        Ok(AuthorisationRow {
            authorisation: request.authorisation,
            order: request.order,
            order_no: record.view.order_no.clone(),
            stage: request.stage,
            station: record.station,
            meter: TargetMeter {
                comm_address: meter.comm_address,
                meter_no: meter.meter_no,
                asset_no: meter.asset_no,
            },
            command: request.command,
            parameter: request.parameter.clone(),
            present: request.present.as_ref().map(|present| json!(present)),
            executor: self.person,
            requested_at: now,
            state: AuthorisationState::Requested,
            rev: 1,
            approver: None,
            decided_at: None,
            reason: None,
            not_before: now,
            not_after: now.plus(valid_for(request.command)),
            signed: None,
            released_at: None,
            work: None,
            unit: request.unit,
            released_to: None,
        })
    }
}

/// What a parameter is now goes with leave to set one, and is no longer than one that is set.
fn is_of_parameter(command: MeterCommand, present: &ParameterPresent) -> Result<(), Problem> {
    let hex = present.value.as_deref().unwrap_or_default();
    let is_hex = hex.len().is_multiple_of(2) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    if command != MeterCommand::SetParameter || !is_hex || hex.len() > PARAMETER_BYTES_MAX {
        return Err(Problem::new(ProblemKind::Invalid, "参数现值有误"));
    }
    Ok(())
}

/// A stop is asked for and done in one visit; a restore may have to wait for its customer.
const fn valid_for(command: MeterCommand) -> std::time::Duration {
    if command.restores() { hours(24) } else { hours(8) }
}

/// Time alone takes it away, or a terminal that tells what it has done.
const fn passes(block: Block) -> bool {
    matches!(
        block,
        Block::Night
            | Block::SecondNotice
            | Block::Announced
            | Block::FailedRecently
            | Block::Unreported
            | Block::NotContacted
    )
}

const PARAMETER_BYTES_MAX: usize = 4 * 1024;
