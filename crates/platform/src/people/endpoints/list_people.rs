//! `GET /api/v1/people`

use axum::extract::State;
use forms::mask_mobile;
use platform_store::people::{self, PersonRow};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{PersonId, Role, StationId};

use super::list_grids::OfStation;
use super::reach::narrow;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, PageQuery, Problem, ProblemBody, Query};

/// A member of staff.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonView {
    pub person: PersonId,
    /// 工号
    pub staff_no: String,
    pub name: String,
    /// Masked: `154****1234`.
    pub mobile: String,
    pub station: Option<StationId>,
    /// Still works here.
    pub active: bool,
    pub roles: Vec<Role>,
}

/// Lists the people of a station, or all that the caller sees, by staff number.
#[utoipa::path(
    get,
    path = "/api/v1/people",
    operation_id = "listPeople",
    tag = "people",
    security(("console" = [])),
    params(OfStation, PageQuery),
    responses((status = 200, body = Page<PersonView>), (status = 403, body = ProblemBody)),
)]
pub(in crate::people) async fn list_people(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<OfStation>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<PersonView>>, Problem> {
    let station = narrow(&platform, &caller, asked.station)?;
    let mut snapshot = platform.store().read().await?;
    let (after, limit) = (page.after(), page.limit());
    let people =
        people::people(&mut snapshot.tx(), platform.org(), station, after, limit + 1).await?;
    snapshot.finish().await?;
    let people = people.into_iter().map(PersonView::from).collect();
    Ok(Json(Page::cut(people, limit, |person: &PersonView| person.staff_no.clone())))
}

impl From<PersonRow> for PersonView {
    fn from(row: PersonRow) -> Self {
        Self {
            person: row.person,
            staff_no: row.staff_no,
            name: row.name,
            mobile: mask_mobile(&row.mobile),
            station: row.station,
            active: row.active,
            roles: row.roles,
        }
    }
}
