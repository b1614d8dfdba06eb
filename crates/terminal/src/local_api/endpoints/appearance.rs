//! `PUT /local/v1/appearance`: how the pages look; kept here, because pages keep nothing.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use terminal_store::StoreFault;

use super::Done;
use crate::Agent;
use crate::local_api::At;
use crate::local_api::changes::Topic;
use crate::local_api::extract::Json;
use crate::local_api::problem::{Problem, ProblemKind};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appearance {
    theme: Theme,
    language: Language,
    text_percent: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Theme {
    Outdoor,
    Night,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Language {
    Zh,
    En,
}

impl Appearance {
    /// What was chosen last.
    pub async fn kept(agent: &Agent) -> Result<Option<Self>, StoreFault> {
        agent.device.setting(APPEARANCE).await
    }
}

pub async fn keep(
    State(at): State<At>,
    Json(appearance): Json<Appearance>,
) -> Result<Json<Done>, Problem> {
    if !(50..=300).contains(&appearance.text_percent) {
        return Err(Problem::new(ProblemKind::Invalid, "text_percent 应为 50 至 300"));
    }
    at.agent().device.set(APPEARANCE, &appearance).await?;
    at.shared.changes.tell(&[Topic::State]);
    Ok(Json(Done {}))
}

const APPEARANCE: &str = "appearance";
