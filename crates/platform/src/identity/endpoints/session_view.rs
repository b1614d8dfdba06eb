//! A console session as the page sees it.

use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Instant, PersonId, Role, StationId};

/// The cookie that a session is known by.
pub(super) const COOKIE: &str = "ronghe_session";

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "csrf": "0f8e…",
    "person": "019a0000-0000-7000-8000-000000000001",
    "name": "王建国",
    "staff_no": "13020001",
    "roles": ["station_head"],
    "station": "019a0000-0000-7000-8000-000000000002",
    "expires_at": 1_780_043_200_000_000_i64,
}))]
pub struct SessionView {
    /// Goes into the header `X-Ronghe-Csrf` of everything but GET.
    pub csrf: String,
    pub person: PersonId,
    pub name: String,
    pub staff_no: String,
    pub roles: Vec<Role>,
    pub station: Option<StationId>,
    pub expires_at: Instant,
}
