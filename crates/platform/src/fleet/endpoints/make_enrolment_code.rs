//! `POST /api/v1/terminals/enrolment-codes`

use access::{Action, Resource};
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{Instant, StationId};

use crate::Platform;
use crate::fleet::operations::MakeEnrolmentCode;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody, ProblemKind};

/// The terminal that is to be enrolled.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "倴城-03" }))]
pub struct NewTerminal {
    /// What people call it; 1 to 60 characters.
    pub name: String,
    /// Where it belongs; none for one that serves the company as a whole.
    pub station: Option<StationId>,
}

/// A code for one terminal.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "code": "7K2M-9PQX-04TD", "expires_at": 1_780_259_200_000_000_i64 }))]
pub struct EnrolmentCodeView {
    /// Shown once: only its digest is kept.
    pub code: String,
    pub expires_at: Instant,
}

/// Makes a one-time code with which a terminal enrols itself within 72 hours.
#[utoipa::path(
    post,
    path = "/api/v1/terminals/enrolment-codes",
    operation_id = "makeEnrolmentCode",
    tag = "fleet",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = NewTerminal,
    responses(
        (status = 201, body = EnrolmentCodeView),
        (status = 403, description = "only security officers", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::fleet) async fn make_enrolment_code(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<NewTerminal>,
) -> Result<(StatusCode, Json<EnrolmentCodeView>), Problem> {
    command.may(Action::EnrolTerminal, &Resource::in_organisation(platform.org()))?;
    let NewTerminal { name, station } = request;
    if name.trim().is_empty() || name.chars().count() > 60 {
        return Err(Problem::new(ProblemKind::Invalid, "a name has 1 to 60 characters"));
    }
    let (act, once) = (command.act(), command.once);
    let make = MakeEnrolmentCode { platform: platform.clone(), act, once, name, station };
    let made = platform.store().write(make).await?;
    let code = EnrolmentCodeView { code: made.open(&platform)?, expires_at: made.expires_at };
    Ok((StatusCode::CREATED, Json(code)))
}
