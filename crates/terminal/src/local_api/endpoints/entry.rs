//! `POST /local/v1/entry`: a one-time code becomes cookie and token.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};
use serde::{Deserialize, Serialize};

use crate::local_api::At;
use crate::local_api::extract::Json;
use crate::local_api::guard::COOKIE;
use crate::local_api::problem::{Problem, ProblemKind};
use crate::local_api::sessions::Browser;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    code: String,
}

#[derive(Serialize)]
struct Entered {
    token: String,
}

pub async fn enter(
    State(at): State<At>,
    Extension(browser): Extension<Option<Browser>>,
    Json(entry): Json<Entry>,
) -> Result<Response, Problem> {
    let entered = at.sessions().enter(at.page, &entry.code, browser).await?;
    let entered = entered.ok_or(Problem::plain(ProblemKind::EntryRefused))?;
    if entered.first_visit {
        let renewed = at.shared.renew_entry();
        renewed.map_err(|fault| Problem::logged(ProblemKind::StoreFailed, &fault))?;
    }
    let mut response = Json(Entered { token: entered.token }).into_response();
    if let Some(cookie) = entered.cookie {
        let cookie = format!("{COOKIE}={cookie}; Path=/; HttpOnly; SameSite=Strict");
        let cookie = HeaderValue::try_from(cookie)
            .map_err(|fault| Problem::logged(ProblemKind::Internal, &fault))?;
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
