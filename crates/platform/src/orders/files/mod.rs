//! Files of evidence by tus 1.0: core, creation, checksum, expiration, termination.
//!
//! Creating a file twice with the same id, size and hash answers the same place, so that a terminal that never heard
//! the first answer loses nothing. A file's bytes are on disk before its offset is acknowledged. GET is ours: a file that
//! travels with an order.

mod append;
mod create;
mod fetch;
mod look;
mod metadata;
mod open_sealed;
mod proved;
mod terminate;

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue, header};
use platform_store::attachments::AttachmentRow;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vocabulary::TerminalId;

pub use metadata::FileMetadata;
pub use open_sealed::open_waiting;
pub use proved::read_proved;

use crate::Platform;
use crate::http::{Problem, ProblemKind};
use crate::orders::jobs::UPLOADS_KEPT;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(create::create_file, look::options)).routes(routes!(
        fetch::fetch_file,
        look::look_at_file,
        append::append_to_file,
        terminate::terminate_file
    ))
}

/// Bytes of one PATCH with a checksum, which has to be held whole; a larger file comes in several.
const CHUNK_BYTES_MAX: usize = 16 * 1024 * 1024;
const VERSION: &str = "1.0.0";

/// Every request but OPTIONS names the protocol version.
fn check_version(headers: &HeaderMap) -> Result<(), Problem> {
    match headers.get("tus-resumable").and_then(|value| value.to_str().ok()) {
        Some(VERSION) => Ok(()),
        _ => Err(Problem::new(ProblemKind::TusVersion, "Tus-Resumable must be 1.0.0")),
    }
}

/// Bytes come as tus says that they do.
fn check_media_type(headers: &HeaderMap) -> Result<(), Problem> {
    match headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()) {
        Some("application/offset+octet-stream") => Ok(()),
        _ => Err(Problem::new(
            ProblemKind::MediaType,
            "Content-Type must be application/offset+octet-stream",
        )),
    }
}

/// An upload is its terminal's own, whoever else has heard of its id.
fn own(row: &AttachmentRow, terminal: TerminalId) -> Result<(), Problem> {
    match row.terminal {
        Some(own) if own != terminal => {
            Err(Problem::new(ProblemKind::NotAllowed, "this file is another terminal's upload"))
        }
        _ => Ok(()),
    }
}

/// Until when an upload that is not whole is waited for, as tus says it: the date of an HTTP header.
fn expires(row: &AttachmentRow) -> String {
    let until = row.created_at.plus(UPLOADS_KEPT).micros().unsigned_abs();
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_micros(until))
}

/// The headers of an answer.
fn headers<const N: usize>(pairs: [(&'static str, String); N]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("tus-resumable", HeaderValue::from_static(VERSION));
    headers.insert("cache-control", HeaderValue::from_static("no-store"));
    for (name, value) in pairs {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers
}
