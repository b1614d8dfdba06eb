//! `GET /sync/v1/files/{attachment}`: a file that travels with an order, for whoever has a stage of it in hand.

use access::{Action, Resource};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, header};
use platform_store::attachments::{self, AttachmentState};
use platform_store::orders;
use sync::{OrderView, files_named};
use vocabulary::{AttachmentId, Digest, PersonId};

use crate::Platform;
use crate::http::{Path, Problem, ProblemBody, ProblemKind, SignedInTerminal};
use crate::orders::versions::ProcessVersion;

/// The bytes of a drawing or another file that a stage before asked for with `travels`.
#[utoipa::path(
    get, path = "/sync/v1/files/{attachment}", operation_id = "fetchFile",
    security(("terminal" = [])),
    params(("attachment" = String, Path)),
    responses(
        (status = 200, description = "the bytes; `X-Ronghe-Sha256` is what they hash to"),
        (status = 403, description = "of an order that the person has not in hand", body = ProblemBody),
        (status = 404, description = "it does not travel, or is not here yet", body = ProblemBody),
    ),
)]
pub async fn fetch_file(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Path(attachment): Path<AttachmentId>,
) -> Result<Response, Problem> {
    let org = platform.org();
    access::reach(&caller.actor, Action::FetchFile)?;
    let missing = || Problem::new(ProblemKind::NotFound, "没有随单下发的该附件");
    let mut snapshot = platform.store().read().await?;
    let found = attachments::find(&mut snapshot.tx(), org, attachment).await?;
    let row = found.filter(|row| row.state == AttachmentState::Complete).ok_or_else(missing)?;
    let record = orders::find(&mut snapshot.tx(), org, row.order).await?.ok_or_else(missing)?;
    let bundle = record.view.bundle_hash;
    let version = platform.versions().find(&mut snapshot.tx(), org, bundle).await?;
    snapshot.finish().await?;
    let whose = performer(&record.view, caller.person)
        .ok_or_else(|| Problem::new(ProblemKind::NotAllowed, "该工单不在您手上"))?;
    let file = Resource::in_organisation(org).of_terminal(caller.terminal).of_person(whose);
    caller.may(Action::FetchFile, &file)?;
    let version = version.ok_or_else(missing)?;
    if !travels(&version, &record.view, attachment) {
        return Err(missing());
    }
    let files = platform.files().clone();
    let bytes = tokio::task::spawn_blocking(move || files.read(attachment))
        .await
        .map_err(|error| Problem::internal(&error))?
        .map_err(|fault| Problem::internal(&fault))?;
    let digest = Digest::of(&bytes);
    if digest != row.sha256 {
        tracing::error!(%attachment, "a file of evidence no longer has its hash");
        return Err(Problem::new(ProblemKind::Conflict, "文件校验不符，请联系信息安全员"));
    }
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let octets = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&row.mime).unwrap_or(octets));
    if let Ok(value) = HeaderValue::from_str(&digest.to_string()) {
        headers.insert("x-ronghe-sha256", value);
    }
    Ok((headers, bytes).into_response())
}

/// The person, if a stage of the order that is still open is his.
fn performer(view: &OrderView, person: PersonId) -> Option<PersonId> {
    let mut open = view.stages.values().filter(|stage| stage.state.is_open());
    open.any(|stage| stage.assignee == Some(person)).then_some(person)
}

fn travels(version: &ProcessVersion, view: &OrderView, attachment: AttachmentId) -> bool {
    view.stages.values().any(|stage| {
        let form = version.form_of(&stage.element);
        let fields = form.into_iter().flat_map(|form| form.travelling());
        let named = fields.filter_map(|field| stage.values.get(field)).flat_map(files_named);
        named.into_iter().any(|file| file.attachment == attachment)
    })
}
