//! `GET /local/v1/state`: the terminal at a glance.

use axum::extract::State;
use security_unit::{CardIdentity, SigningToken};
use serde::Serialize;
use vocabulary::{CardKind, Text};

use super::appearance::Appearance;
use crate::agent::AgentState;
use crate::local_api::At;
use crate::local_api::extract::Json;
use crate::local_api::network::Network;
use crate::local_api::problem::Problem;

#[derive(Serialize)]
pub struct TerminalState {
    #[serde(flatten)]
    agent: AgentState,
    /// The card in the worker's slot.
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<CardSeen>,
    network: Network,
    #[serde(skip_serializing_if = "Option::is_none")]
    appearance: Option<Appearance>,
}

#[derive(Serialize)]
struct CardSeen {
    name: String,
    staff_no: String,
    /// Why it opens nothing here.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Text>,
    /// 0 is locked.
    tries_left: u8,
}

pub async fn read(State(at): State<At>) -> Result<Json<TerminalState>, Problem> {
    let card = at.shared.slots.operator.card();
    Ok(Json(TerminalState {
        agent: at.agent().state().await?,
        card: card.and_then(|card| seen(&*card)),
        network: at.shared.network.now(),
        appearance: Appearance::kept(at.agent()).await?,
    }))
}

/// Nothing of a card that is just being pulled.
fn seen(card: &dyn SigningToken) -> Option<CardSeen> {
    let CardIdentity { owner, kind, .. } = card.identity();
    let tries_left = card.tries_left().ok()?;
    let why = (kind != CardKind::Operator).then(|| kind.instead_of(CardKind::Operator));
    Some(CardSeen { name: owner.name, staff_no: owner.staff_no, why, tries_left })
}
