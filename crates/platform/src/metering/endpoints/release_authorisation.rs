//! `POST /sync/v1/authorisations/release`: the moment of action.

use access::{Action, Resource};
use axum::extract::State;
use sync::{Release, Released};

use crate::Platform;
use crate::http::{Correlation, Json, Problem, ProblemBody, SignedInTerminal};
use crate::metering::material;
use crate::metering::operations::ReleaseAuthorisation;
use crate::orders::Cause;

/// Gives out the signed form of an approved authorisation, if nothing forbids the command now. Good for five minutes, in
/// which the same request gets the same answer; afterwards, and for another unit, the meter has to be looked at first.
#[utoipa::path(
    post,
    path = "/sync/v1/authorisations/release",
    operation_id = "releaseAuthorisation",
    tag = "metering",
    security(("terminal" = [])),
    request_body = Release,
    responses(
        (status = 200, body = Released),
        (status = 403, description = "somebody else's", body = ProblemBody),
        (status = 409, description = "what forbids it: `more.blocks`; or the business card is of another kind, or revoked", body = ProblemBody),
        (status = 410, description = "its time has passed, or it was released before", body = ProblemBody),
        (status = 503, description = "the key authority says nothing: `more.retry_after`", body = ProblemBody),
    ),
)]
pub async fn release_authorisation(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Correlation(correlation): Correlation,
    Json(release): Json<Release>,
) -> Result<Json<Released>, Problem> {
    let person = caller.person;
    let own = Resource::in_organisation(platform.org());
    caller
        .may(Action::ReleaseAuthorisation, &own.of_terminal(caller.terminal).of_person(person))?;
    let material = material::for_release(&platform, correlation, person, &release).await?;
    let at = platform.clock().now();
    let cause = Cause { at, received_at: at, actor: format!("person:{person}"), correlation };
    let Release { authorisation, unit, business_card } = release;
    let platform_of = platform.clone();
    let release = ReleaseAuthorisation {
        platform: platform_of,
        cause,
        person,
        authorisation,
        unit,
        business_card,
        material,
    };
    Ok(Json(platform.store().write(release).await?))
}
