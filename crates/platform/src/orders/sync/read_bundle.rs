//! `GET /sync/v1/bundles/{hash}`: a process version, immutable under its hash.

use access::{Action, Resource};
use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use platform_store::processes;
use serde_json::json;
use vocabulary::Digest;

use crate::Platform;
use crate::http::{Path, Problem, ProblemKind, SignedInTerminal, packed};

/// The files of a process version.
#[utoipa::path(
    get, path = "/sync/v1/bundles/{hash}", operation_id = "readBundle",
    params(("hash" = String, Path)), responses((status = 200, body = Object)),
)]
pub async fn read_bundle(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Path(hash): Path<Digest>,
    request: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Action::ReadBundle, &Resource::in_organisation(platform.org()))?;
    let mut snapshot = platform.store().read().await?;
    let found = processes::find(&mut snapshot.tx(), platform.org(), hash).await?;
    snapshot.finish().await?;
    let row = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "no such version"))?;
    let body = json!({ "process": row.process, "version": row.version, "files": row.files });
    let mut answer = packed(&request, body, BUNDLE_BYTES).await?;
    let immutable = HeaderValue::from_static("private, max-age=31536000, immutable");
    answer.headers_mut().insert(header::CACHE_CONTROL, immutable);
    Ok(answer)
}

/// About what a bundle's drawing, forms and rules have as text.
const BUNDLE_BYTES: usize = 128 * 1024;
