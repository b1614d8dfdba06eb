//! How the acquisition system says no: problem+json (RFC 9457) with a code that programs can tell apart.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use neighbour_sims::acquisition::{CommandFault, NoAuthority};
use serde_json::json;
use tracing::error;

use crate::refusal::Refusal;

#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    code: String,
    detail: String,
}

impl Problem {
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self { status, code: code.to_owned(), detail: detail.into() }
    }
}

impl From<NoAuthority> for Problem {
    fn from(why: NoAuthority) -> Self {
        let status = match why {
            NoAuthority::Reused => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, why.code(), why.to_string())
    }
}

impl From<CommandFault> for Problem {
    fn from(fault: CommandFault) -> Self {
        let (status, code) = match &fault {
            CommandFault::Invalid { .. } => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            CommandFault::UnknownMeter(_) => (StatusCode::NOT_FOUND, "meter_unknown"),
            CommandFault::UnknownTask(_) => (StatusCode::NOT_FOUND, "task_unknown"),
            CommandFault::TaskExists(_) => (StatusCode::CONFLICT, "task_exists"),
            CommandFault::NotKept(cause) => {
                error!(%cause, "the ledger did not keep an entry");
                (StatusCode::SERVICE_UNAVAILABLE, "not_kept")
            }
        };
        Self::new(status, code, fault.to_string())
    }
}

/// A body that could not be read.
impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, code, reason) = refusal.into_parts();
        Self::new(status, code, reason)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": format!("urn:acquisition:problem:{}", self.code),
            "title": self.status.canonical_reason(), "status": self.status.as_u16(),
            "code": self.code, "detail": self.detail,
        });
        let json = [(header::CONTENT_TYPE, "application/problem+json")];
        (self.status, json, body.to_string()).into_response()
    }
}
