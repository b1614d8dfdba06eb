//! `POST /local/v1/unlock` and `POST /local/v1/lock`.

use axum::extract::{Extension, State};
use security_unit::Pin;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Done;
use crate::local_api::At;
use crate::local_api::correlation::Correlation;
use crate::local_api::extract::Json;
use crate::local_api::problem::{Problem, ProblemKind};
use crate::local_api::sessions::Browser;
use crate::platform::SessionPerson;

/// What opens a card.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinTyped {
    pin: String,
}

impl PinTyped {
    pub fn parsed(self) -> Result<Pin, Problem> {
        Ok(Pin::parse(&Zeroizing::new(self.pin))?)
    }
}

#[derive(Serialize)]
pub struct Unlocked {
    person: SessionPerson,
    /// For a page that was loaded again, or whose agent was started anew.
    token: String,
}

pub async fn unlock(
    State(at): State<At>,
    Correlation(correlation): Correlation,
    Extension(browser): Extension<Option<Browser>>,
    Json(typed): Json<PinTyped>,
) -> Result<Json<Unlocked>, Problem> {
    let browser = browser.ok_or(Problem::plain(ProblemKind::EntryNeeded))?;
    let pin = typed.parsed()?;
    let card = at.shared.slots.operator.card();
    let card = card.ok_or(Problem::plain(ProblemKind::NoCard))?;
    let unlocked = at.agent().unlock(correlation, card, &pin).await;
    at.recorded();
    let person = unlocked?;
    Ok(Json(Unlocked { person, token: at.sessions().token(at.page, browser) }))
}

pub async fn lock(State(at): State<At>) -> Json<Done> {
    at.agent().lock().await;
    at.recorded();
    Json(Done {})
}
