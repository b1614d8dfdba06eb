//! `POST /terminal/v1/meter-works`: a terminal brings what was done at meters while nobody is signed in.

use access::{Action, Resource};
use axum::extract::State;
use platform_store::{StoreFault, identity};
use sync::{MeterWork, MeterWorkBatch, MeterWorksKept};

use super::submit_meter_works::checked;
use crate::Platform;
use crate::http::{Correlation, Json, Problem, ProblemBody, TerminalCaller};
use crate::metering::operations::{KeepMeterWorks, WorkOf};
use crate::orders::Cause;

/// Keeps works of whoever did them: the owners of the cards that were in the terminal's slot. Those of a card that nobody
/// knows stay with the terminal.
#[utoipa::path(
    post,
    path = "/terminal/v1/meter-works",
    operation_id = "handInMeterWorks",
    tag = "terminal",
    security(("terminal" = [])),
    request_body = MeterWorkBatch,
    responses(
        (status = 200, body = MeterWorksKept),
        (status = 422, description = "what no terminal could have recorded", body = ProblemBody),
    ),
)]
pub async fn hand_in_meter_works(
    State(platform): State<Platform>,
    caller: TerminalCaller,
    Correlation(correlation): Correlation,
    Json(batch): Json<MeterWorkBatch>,
) -> Result<Json<MeterWorksKept>, Problem> {
    let terminal = caller.terminal;
    let own = Resource::in_organisation(platform.org()).of_terminal(terminal);
    caller.may(Action::SubmitMeterWork, &own)?;
    let works = of_owners(&platform, checked(batch)?).await?;
    let at = platform.clock().now();
    let cause = Cause { at, received_at: at, actor: format!("terminal:{terminal}"), correlation };
    let keep = KeepMeterWorks { platform: platform.clone(), cause, terminal, works };
    Ok(Json(platform.store().write(keep).await?))
}

/// Revoked cards, too: what was done before counts.
async fn of_owners(platform: &Platform, works: Vec<MeterWork>) -> Result<Vec<WorkOf>, StoreFault> {
    let mut snapshot = platform.store().read().await?;
    let mut owned = Vec::new();
    for work in works {
        match identity::card(&mut snapshot.tx(), platform.org(), work.card).await? {
            Some(card) => owned.push(WorkOf { person: card.person, work }),
            None => tracing::warn!(work = %work.work, card = %work.card, "nobody knows the card"),
        }
    }
    snapshot.finish().await?;
    Ok(owned)
}
