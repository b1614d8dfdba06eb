//! `POST /api/v1/organisation/import`

use access::{Action, Resource};
use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Once, Problem, ProblemBody, ProblemKind};
use crate::people::Organisation;
use crate::people::operations::{PutOrganisation, Written};

/// Things in one request.
const ITEMS_MAX: usize = 5_000;
/// Things in one transaction: enough to be fast, few enough that others do not wait.
const PART_LEN: usize = 500;

/// Writes stations, people, grids and areas, each known by its code; repeating it changes nothing.
///
/// Up to 5,000 things, in transactions of 500 in the order named: after a failure the same request goes on.
#[utoipa::path(
    post,
    path = "/api/v1/organisation/import",
    operation_id = "importOrganisation",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = Organisation,
    responses(
        (status = 200, description = "how many were new or had changed", body = Written),
        (status = 403, description = "only administrators", body = ProblemBody),
        (status = 422, description = "what is wrong, by its code", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn import_organisation(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(organisation): Json<Organisation>,
) -> Result<Json<Written>, Problem> {
    command.may(Action::ManageOrganisation, &Resource::in_organisation(platform.org()))?;
    if organisation.len() > ITEMS_MAX {
        let rule = format!("at most {ITEMS_MAX} things at a time");
        return Err(Problem::new(ProblemKind::TooLarge, rule));
    }
    organisation.check()?;
    let mut written = Written::default();
    for (place, part) in organisation.parts(PART_LEN).into_iter().enumerate() {
        // Each part is a command of its own, answered once.
        let once = Once { key: format!("{}#{place}", command.once.key), ..command.once.clone() };
        let put = PutOrganisation { platform: platform.clone(), act: command.act(), once, part };
        written += platform.store().write(put).await?;
    }
    Ok(Json(written))
}
