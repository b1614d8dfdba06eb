//! Metering belongs to the baseline (计量基线) that was tested with the terminal: an app that was added beside it commands
//! no meter, whoever approved the command.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::At;
use super::problem::{Problem, ProblemKind};
use crate::config::{BUSINESS, METERING};

/// Lets the launcher, the business app and the metering app in.
pub(super) async fn baseline_only(State(at): State<At>, request: Request, next: Next) -> Response {
    let app = at.page.checked_sub(1).and_then(|app| at.shared.apps.get(app));
    if app.is_none_or(|app| [BUSINESS, METERING].contains(&&*app.name)) {
        return next.run(request).await;
    }
    Problem::plain(ProblemKind::NotForThisApp).into_response()
}
