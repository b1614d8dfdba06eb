//! Sending copies of a message, one after another or all at once.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use futures::future::join_all;
use http::StatusCode;
use neighbour_sims::Delivery;
use neighbour_sims::marketing::CommandFault;
use serde::{Deserialize, Serialize};

use crate::desk::{Desk, Marketing};
use crate::platform::Platform;
use crate::refusal::Refusal;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    #[serde(default = "once")]
    times: u32,
    #[serde(default)]
    parallel: bool,
}

/// What came of each copy.
#[derive(Debug, Serialize)]
pub struct Copies {
    answers: Vec<Delivery>,
}

pub async fn repeat(
    State((desk, platform)): State<(Arc<Desk<Marketing>>, Platform)>,
    Path(n): Path<u64>,
    Query(Repeat { times, parallel }): Query<Repeat>,
) -> Result<Json<Copies>, Refusal> {
    if !(1..=TIMES_MAX).contains(&times) {
        let reason = format!("times: must be 1 to {TIMES_MAX}");
        return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", reason));
    }
    let answers = if parallel {
        join_all((0..times).map(|_| send_copy(&desk, &platform, n))).await
    } else {
        let mut answers = Vec::new();
        for _ in 0..times {
            answers.push(send_copy(&desk, &platform, n).await);
        }
        answers
    };
    Ok(Json(Copies { answers: answers.into_iter().collect::<Result<_, _>>()? }))
}

async fn send_copy(
    desk: &Arc<Desk<Marketing>>,
    platform: &Platform,
    n: u64,
) -> Result<Delivery, CommandFault> {
    let copy = desk.ask(move |_, system| system.copy_of(n)).await;
    let delivery = platform.deliver(&copy.ok_or(CommandFault::UnknownMessage(n))?).await;
    let came = delivery.clone();
    // A copy may settle the message that the next one waits for.
    desk.command(move |now, system| system.copy_answered(now, n, &came)).await?;
    Ok(delivery)
}

const fn once() -> u32 {
    1
}

const TIMES_MAX: u32 = 100;
