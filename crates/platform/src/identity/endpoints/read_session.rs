//! `GET /api/v1/session`

use axum::extract::State;
use platform_store::identity;

use super::session_view::SessionView;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody, ProblemKind};

/// Tells who is signed in: a page that was loaded anew asks first.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    operation_id = "readSession",
    tag = "identity",
    security(("console" = [])),
    responses((status = 200, body = SessionView), (status = 401, body = ProblemBody)),
)]
pub(in crate::identity) async fn read_session(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
) -> Result<Json<SessionView>, Problem> {
    let mut snapshot = platform.store().read().await?;
    let session = identity::session(&mut snapshot.tx(), platform.org(), caller.token_hash).await?;
    snapshot.finish().await?;
    let session =
        session.ok_or_else(|| Problem::new(ProblemKind::SignInNeeded, "there is no session"))?;
    Ok(Json(SessionView {
        csrf: session.csrf,
        person: caller.person,
        name: caller.name,
        staff_no: caller.staff_no,
        roles: caller.roles,
        station: caller.station,
        expires_at: session.expires_at,
    }))
}
