//! How this program says no: `{code, reason}`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use neighbour_sims::marketing::CommandFault;
use serde_json::json;
use tracing::error;

#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    code: &'static str,
    reason: String,
}

impl Refusal {
    pub fn new(status: StatusCode, code: &'static str, reason: impl Into<String>) -> Self {
        Self { status, code, reason: reason.into() }
    }

    /// Status, code and reason.
    pub fn into_parts(self) -> (StatusCode, &'static str, String) {
        (self.status, self.code, self.reason)
    }
}

impl From<CommandFault> for Refusal {
    fn from(fault: CommandFault) -> Self {
        let (status, code) = match &fault {
            CommandFault::OrderExists(_) => (StatusCode::CONFLICT, "order_exists"),
            CommandFault::UnknownOrder(_) => (StatusCode::NOT_FOUND, "order_unknown"),
            CommandFault::UnknownMessage(_) => (StatusCode::NOT_FOUND, "message_unknown"),
            CommandFault::Invalid { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            CommandFault::NotKept(cause) => {
                error!(%cause, "the ledger did not keep an entry");
                (StatusCode::SERVICE_UNAVAILABLE, "not_kept")
            }
        };
        Self::new(status, code, fault.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({"code": self.code, "reason": self.reason});
        (self.status, Json(body)).into_response()
    }
}
