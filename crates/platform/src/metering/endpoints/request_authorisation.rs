//! `POST /sync/v1/authorisations`: a worker asks for leave to give a meter a command.

use access::{Action, Resource};
use axum::extract::State;
use sync::{AuthorisationRequest, AuthorisationView};

use crate::Platform;
use crate::http::{Correlation, Json, Problem, ProblemBody, SignedInTerminal};
use crate::metering::operations::RequestAuthorisation;
use crate::orders::Cause;

/// Asks for leave; the same request any number of times is one, and is answered with what has become of it.
#[utoipa::path(
    post,
    path = "/sync/v1/authorisations",
    operation_id = "requestAuthorisation",
    tag = "metering",
    security(("terminal" = [])),
    request_body = AuthorisationRequest,
    responses(
        (status = 200, body = AuthorisationView),
        (status = 403, description = "not his stage, or not the order's meter", body = ProblemBody),
        (status = 409, description = "what forbids it: `more.blocks`", body = ProblemBody),
    ),
)]
pub async fn request_authorisation(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Correlation(correlation): Correlation,
    Json(request): Json<AuthorisationRequest>,
) -> Result<Json<AuthorisationView>, Problem> {
    let person = caller.person;
    let own = Resource::in_organisation(platform.org());
    caller
        .may(Action::RequestAuthorisation, &own.of_terminal(caller.terminal).of_person(person))?;
    let at = platform.clock().now();
    let cause = Cause { at, received_at: at, actor: format!("person:{person}"), correlation };
    let ask = RequestAuthorisation { platform: platform.clone(), cause, person, request };
    Ok(Json(platform.store().write(ask).await?))
}
