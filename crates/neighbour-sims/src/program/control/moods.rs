//! Being out of service, and refusing results.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use http::StatusCode;
use neighbour_sims::marketing::HowDown;
use serde::Deserialize;

use crate::body::Body;
use crate::desk::{Desk, Marketing};
use crate::refusal::Refusal;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Down {
    /// Until told, when absent.
    #[serde(default)]
    seconds: Option<u32>,
    #[serde(default)]
    how: HowDown,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refuse {
    order_no: String,
    #[serde(default = "business_rule")]
    code: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    order_no: String,
}

pub async fn go_down(
    State(desk): State<Arc<Desk<Marketing>>>,
    Body(down): Body<Down>,
) -> Result<StatusCode, Refusal> {
    let lasting = down.seconds.map(|seconds| Duration::from_secs(seconds.into()));
    desk.ask(move |now, system| system.go_down(now, down.how, lasting)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn come_up(State(desk): State<Arc<Desk<Marketing>>>) -> Result<StatusCode, Refusal> {
    desk.ask(|_, system| system.come_up()).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn refuse(
    State(desk): State<Arc<Desk<Marketing>>>,
    Body(Refuse { order_no, code, reason }): Body<Refuse>,
) -> Result<StatusCode, Refusal> {
    desk.ask(move |_, system| system.set_refusal(&order_no, &code, &reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn accept(
    State(desk): State<Arc<Desk<Marketing>>>,
    Body(Accept { order_no }): Body<Accept>,
) -> Result<StatusCode, Refusal> {
    desk.ask(move |_, system| system.lift_refusal(&order_no)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn business_rule() -> String {
    "business_rule".to_owned()
}
