//! `POST /sync/v1/meter-works`: a terminal hands in what was done at meters.

use access::{Action, Resource};
use axum::extract::State;
use sync::{METER_WORKS_MAX, MeterWork, MeterWorkBatch, MeterWorkFault, MeterWorksKept};

use crate::Platform;
use crate::http::{Correlation, Json, Problem, ProblemBody, ProblemKind, SignedInTerminal};
use crate::metering::operations::{KeepMeterWorks, WorkOf};
use crate::orders::Cause;

/// Keeps works, each once however often it comes, and gives the receipts.
#[utoipa::path(
    post,
    path = "/sync/v1/meter-works",
    operation_id = "submitMeterWorks",
    tag = "metering",
    security(("terminal" = [])),
    request_body = MeterWorkBatch,
    responses(
        (status = 200, body = MeterWorksKept),
        (status = 422, description = "what no terminal could have recorded", body = ProblemBody),
    ),
)]
pub async fn submit_meter_works(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Correlation(correlation): Correlation,
    Json(batch): Json<MeterWorkBatch>,
) -> Result<Json<MeterWorksKept>, Problem> {
    let (person, terminal) = (caller.person, caller.terminal);
    let own = Resource::in_organisation(platform.org()).of_terminal(terminal).of_person(person);
    caller.may(Action::SubmitMeterWork, &own)?;
    let works = checked(batch)?;
    let at = platform.clock().now();
    let cause = Cause { at, received_at: at, actor: format!("person:{person}"), correlation };
    let works = works.into_iter().map(|work| WorkOf { person, work }).collect();
    let keep = KeepMeterWorks { platform: platform.clone(), cause, terminal, works };
    Ok(Json(platform.store().write(keep).await?))
}

/// Works that a terminal could have recorded.
pub(super) fn checked(batch: MeterWorkBatch) -> Result<Vec<MeterWork>, Problem> {
    if batch.works.len() > METER_WORKS_MAX {
        let rule = format!("at most {METER_WORKS_MAX} works at once");
        return Err(Problem::new(ProblemKind::TooLarge, rule));
    }
    let invalid = |fault: MeterWorkFault| Problem::new(ProblemKind::Invalid, fault.to_string());
    batch.works.iter().try_for_each(|work| work.check().map_err(invalid))?;
    Ok(batch.works)
}
