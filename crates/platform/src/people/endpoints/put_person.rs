//! `PUT /api/v1/people/{staff_no}`

use access::{Action, Resource};
use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Path, Problem, ProblemBody, ProblemKind};
use crate::people::operations::{PutOrganisation, Written};
use crate::people::{Organisation, Person};

/// Writes a member of staff and exactly the roles named.
#[utoipa::path(
    put,
    path = "/api/v1/people/{staff_no}",
    operation_id = "putPerson",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("staff_no" = String, Path, example = "13020007"), ("Idempotency-Key" = String, Header)),
    request_body = Person,
    responses(
        (status = 200, description = "1 if it was new or had changed", body = Written),
        (status = 403, description = "only administrators", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn put_person(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(staff_no): Path<String>,
    Json(person): Json<Person>,
) -> Result<Json<Written>, Problem> {
    command.may(Action::ManageOrganisation, &Resource::in_organisation(platform.org()))?;
    if person.staff_no != staff_no {
        return Err(Problem::new(ProblemKind::Invalid, "path and body name two staff numbers"));
    }
    let part = Organisation { people: vec![person], ..Organisation::default() };
    part.check()?;
    let (act, once) = (command.act(), command.once);
    let put = PutOrganisation { platform: platform.clone(), act, once, part };
    Ok(Json(platform.store().write(put).await?))
}
