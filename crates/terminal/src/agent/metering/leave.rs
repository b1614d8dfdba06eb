//! The signed form for a command. A stop's is fetched at the moment of action and never runs from anything stored
//! (ADR 0012).

use sync::{AuthorisationView, EntityKind, Release, Released, SignedAuthorisation};
use vocabulary::{AuthorisationId, CorrelationId, OrderId, StageId};

use super::RunAsked;
use crate::agent::{Agent, AgentFault, Desk};
use crate::platform::CallFault;
use crate::syncing::{Session, SyncFault};

/// An authorisation that serves for what was asked, and the order that it belongs to.
pub(super) struct Matched {
    pub view: AuthorisationView,
    pub stage: Option<StageId>,
}

impl Agent {
    /// Holds the authorisation against what is asked; nothing for a command that changes nothing. Its order must be here,
    /// to be worked on.
    pub(super) async fn matched(
        &self,
        desk: &Desk,
        asked: &RunAsked,
    ) -> Result<Option<Matched>, AgentFault> {
        if !asked.command.changes_meter() {
            return Ok(None);
        }
        let id = asked.authorisation.ok_or(AgentFault::LeaveMissing)?;
        let view = authorisation(desk, id).await?.ok_or(AgentFault::UnknownAuthorisation)?;
        if let Some(what) = differs(asked, &view) {
            return Err(AgentFault::LeaveForOther(what));
        }
        if view.state.is_over() {
            return Err(AgentFault::LeaveOver(view.state));
        }
        let stage = self.stage_in_hand(desk, view.order).await?;
        Ok(Some(Matched { stage: asked.stage.or(stage), view }))
    }

    /// The worker's open stage of an order that is here to be worked on.
    async fn stage_in_hand(
        &self,
        desk: &Desk,
        order: OrderId,
    ) -> Result<Option<StageId>, AgentFault> {
        let standing = desk.store.standing(order).await?;
        let standing = standing.ok_or(AgentFault::UnknownOrder(order))?;
        if standing.is_kept {
            return Err(AgentFault::ReadOnly);
        }
        let stages = standing.view.stages_in_order();
        let own = stages
            .into_iter()
            .rev()
            .find(|stage| stage.state.is_open() && stage.assignee == Some(desk.person.person));
        Ok(own.map(|stage| stage.stage))
    }

    /// The signed form as of now. What travelled signed in advance serves for giving supply back, and for nothing else.
    pub(super) async fn signed_form(
        &self,
        correlation: CorrelationId,
        desk: &Desk,
        view: &AuthorisationView,
    ) -> Result<SignedAuthorisation, AgentFault> {
        if let Some(signed) = view.signed.as_ref().filter(|_| view.command.restores()) {
            return Ok(signed.clone());
        }
        let fittings = self.fittings()?;
        let unit = fittings.unit.identify().ok().map(|unit| unit.serial);
        let business_card = fittings.open_business_card();
        let session = Session::of_person(self, correlation, desk, desk.work()?);
        let release = Release { authorisation: view.authorisation, unit, business_card };
        let asked = self.times.mark();
        let released: Released = session.post(RELEASE, &release).await.map_err(permitted)?;
        self.times.measure(released.now, asked);
        Ok(released.signed)
    }
}

/// What the mirror says of an authorisation.
async fn authorisation(
    desk: &Desk,
    id: AuthorisationId,
) -> Result<Option<AuthorisationView>, AgentFault> {
    Ok(desk.store.entity(EntityKind::Authorisation, &id.to_string()).await?)
}

fn differs(asked: &RunAsked, view: &AuthorisationView) -> Option<&'static str> {
    if asked.command != view.command {
        return Some("command");
    }
    if asked.comm_address.as_ref().is_some_and(|asked| *asked != view.meter.comm_address) {
        return Some("meter");
    }
    asked.order.is_some_and(|asked| asked != view.order).then_some("order")
}

/// A refusal in the platform's own words, so that the worker reads what forbids it.
pub(super) fn permitted(fault: SyncFault) -> AgentFault {
    match fault {
        SyncFault::Platform(
            CallFault::Forbidden { code, detail } | CallFault::Gone { code, detail },
        ) => AgentFault::NotPermitted {
            detail: if detail.is_empty() { code } else { detail },
            more: serde_json::Value::Null,
        },
        SyncFault::Platform(CallFault::Refused { status: 400..=499, detail, more, code }) => {
            AgentFault::NotPermitted { detail: if detail.is_empty() { code } else { detail }, more }
        }
        SyncFault::Platform(fault) => AgentFault::Platform(fault),
        SyncFault::Paused => AgentFault::Locked,
        SyncFault::Revoked => AgentFault::Revoked,
        SyncFault::NoIdentity { why } => AgentFault::Platform(CallFault::NoIdentity { why }),
        SyncFault::Unreachable(fault) => AgentFault::Platform(CallFault::Transport(fault)),
        SyncFault::Busy { retry_after_s } => {
            AgentFault::Platform(CallFault::Busy { retry_after_s })
        }
        SyncFault::Store(fault) => AgentFault::Store(fault),
        SyncFault::Agent(fault) => fault,
    }
}

const RELEASE: &str = "/sync/v1/authorisations/release";
