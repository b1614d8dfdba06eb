//! An approver gives leave or does not, or takes it back before it was used.

use access::{Action, Resource, Signatory, two_person_rule};
use async_trait::async_trait;
use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::{Command, Tx, feed};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sync::AuthorisationState;
use utoipa::ToSchema;
use vocabulary::{AuthorisationId, MeterCommand, OrganisationId, Text};

use crate::Platform;
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};
use crate::metering::blocks::{StopFacts, blocks};
use crate::metering::facts::{Asked, gather};
use crate::metering::material::Material;
use crate::metering::operations::MOMENT;
use crate::metering::stop_policy::StopPolicy;
use crate::metering::{lookup, refusal, signing, view};
use crate::orders::{Cause, Order};

/// Decides about one authorisation, once.
pub struct DecideAuthorisation {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub cause: Cause,
    pub once: Once,
    pub authorisation: AuthorisationId,
    pub decision: Decision,
    /// What the key authority made for a restore that travels.
    pub material: Option<Material>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// 批准
    Approve,
    /// 驳回
    Refuse { reason: String },
    /// 撤回: of what was approved and not released.
    Withdraw { reason: String },
}

/// What it is now.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AuthorisationDecided {
    pub authorisation: AuthorisationId,
    pub state: AuthorisationState,
}

#[async_trait]
impl Command for DecideAuthorisation {
    type Answer = AuthorisationDecided;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<AuthorisationDecided, Problem> {
        let request = ("decide_authorisation", self.authorisation, &self.decision);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.decide(tx).await).await
    }
}

impl DecideAuthorisation {
    async fn decide(&self, tx: &mut Tx<'_>) -> Result<AuthorisationDecided, Problem> {
        let org = self.platform.org();
        // Whoever decides about none is not told which there are.
        access::reach(&self.caller.actor, Action::DecideAuthorisation)?;
        let before = lookup::authorisation(tx, org, self.authorisation).await?;
        self.caller.may(approval(before.command), &place(org, &before))?;
        let now = self.cause.received_at;
        let mut after = AuthorisationRow { rev: before.rev + 1, ..before.clone() };
        after.decided_at = Some(now);
        match &self.decision {
            Decision::Approve => self.approve(tx, &before, &mut after).await?,
            Decision::Refuse { reason } => {
                self.expect(&before, AuthorisationState::Requested)?;
                after.state = AuthorisationState::Refused;
                after.approver = Some(self.caller.person);
                after.reason = Some(reason.clone());
            }
            Decision::Withdraw { reason } => {
                self.expect(&before, AuthorisationState::Approved)?;
                // What was released at the moment and came back unused is over with that moment.
                let is_out = before.released_at.is_none_or(|at| now < at.plus(MOMENT));
                if before.signed.is_some() && is_out {
                    let detail = "授权已下发到终端，可离线使用，不能撤回";
                    return Err(Problem::new(ProblemKind::Conflict, detail));
                }
                after.state = AuthorisationState::Withdrawn;
                after.reason = Some(reason.clone());
            }
        }
        self.tell(tx, &after).await?;
        authorisations::update(tx, org, &before, &after).await?;
        let touch = view::touch(tx, org, &after).await?;
        feed::touch(tx, org, now, vec![touch]).await?;
        Ok(AuthorisationDecided { authorisation: after.authorisation, state: after.state })
    }

    async fn approve(
        &self,
        tx: &mut Tx<'_>,
        before: &AuthorisationRow,
        after: &mut AuthorisationRow,
    ) -> Result<(), Problem> {
        let org = self.platform.org();
        self.expect(before, AuthorisationState::Requested)?;
        let now = self.cause.received_at;
        if before.not_after <= now {
            return Err(Problem::new(ProblemKind::Gone, "申请已过有效期，请重新申请"));
        }
        let executor = Signatory { person: before.executor, card: None };
        let approver = Signatory { person: self.caller.person, card: None };
        two_person_rule(approver, executor)
            .map_err(|same| Problem::new(ProblemKind::NotAllowed, same.reason().zh))?;
        let record = lookup::order_for(tx, org, before.order, before.command).await?;
        let meter = lookup::meter(tx, org, &before.meter.comm_address).await?;
        let parameter = before.parameter.as_ref();
        let asked = Asked { order: &record, meter: &meter, parameter, now };
        let facts = gather(&self.platform, tx, &asked).await?;
        let policy = self.platform.stop_policies().in_force(now);
        let found = blocks(before.command, &facts, policy, now);
        if !found.is_empty() {
            return Err(refusal(&found));
        }
        after.state = AuthorisationState::Approved;
        after.approver = Some(self.caller.person);
        if may_travel(before.command, &facts, policy) {
            self.expect_material(before)?;
            let times = (now, after.not_after);
            let signed = signing::sign(&self.platform, after, times, self.material.as_ref())?;
            after.signed = Some(json!(signed));
        }
        Ok(())
    }

    /// Whether it travels has changed between the key authority's answer and now: nothing was fetched.
    fn expect_material(&self, row: &AuthorisationRow) -> Result<(), Problem> {
        let wanted = row.unit.filter(|_| self.platform.key_authority().is_some());
        let made_for = self.material.as_ref().map(|material| material.unit);
        if wanted.is_some() && made_for != wanted {
            return Err(Problem::new(ProblemKind::Conflict, "授权条件刚有变化，请再试一次"));
        }
        Ok(())
    }

    fn expect(&self, row: &AuthorisationRow, state: AuthorisationState) -> Result<(), Problem> {
        if row.state == state {
            return Ok(());
        }
        let detail = format!("该授权的状态已是 {}", row.state.as_str());
        Err(Problem::new(ProblemKind::Conflict, detail).with(json!({ "state": row.state })))
    }

    /// Writes it into the order's story and tells the executor.
    async fn tell(&self, tx: &mut Tx<'_>, row: &AuthorisationRow) -> Result<(), Problem> {
        let loaded = Order::load(&self.platform, tx, self.cause.clone(), row.order).await?;
        let Some(mut order) = loaded else { return Ok(()) };
        let kind = format!("authorisation_{}", row.state.as_str());
        let body = json!({
            "authorisation": row.authorisation, "command": row.command, "meter": row.meter,
            "executor": row.executor, "reason": row.reason,
        });
        order.note(&kind, body);
        let (zh, en) = match self.decision {
            Decision::Approve => ("已批准", "approved"),
            Decision::Refuse { .. } => ("被驳回", "refused"),
            Decision::Withdraw { .. } => ("已撤回", "taken back"),
        };
        let text = Text::new(
            format!("{}授权{zh}（表 {}）", row.command.zh(), row.meter.comm_address),
            format!("leave for {} at meter {} was {en}", row.command.en(), row.meter.comm_address),
        );
        order.notify(row.executor, &kind, text);
        order.save_beside(tx).await
    }
}

/// Whether somebody's roles let him decide about it; that he is not its executor is asked beside.
pub fn may_decide(org: OrganisationId, caller: &ConsoleCaller, row: &AuthorisationRow) -> bool {
    caller.may(approval(row.command), &place(org, row)).is_ok()
}

fn place(org: OrganisationId, row: &AuthorisationRow) -> Resource {
    let place = Resource::in_organisation(org);
    match row.station {
        Some(station) => place.at_station(station),
        None => place,
    }
}

/// Whose leave a command needs.
const fn approval(command: MeterCommand) -> Action {
    match command {
        MeterCommand::UpdateKeys => Action::ApproveKeyUpdate,
        command if command.switches() => Action::ApproveSwitching,
        _ => Action::ApproveMeterChange,
    }
}

/// Only a restore of which it is agreed that nobody can be hurt by it may run without asking again, where the policy in
/// force lets it: the customer whose money has come in sits in the dark where no network is.
pub const fn may_travel(command: MeterCommand, facts: &StopFacts, policy: &StopPolicy) -> bool {
    command.restores() && facts.auto_restore && policy.restores_travel
}
