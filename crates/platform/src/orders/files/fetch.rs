//! `GET /sync/v1/files/{attachment}`: a file that travels with an order, for whoever has a stage of it in hand.

use access::{Action, Resource};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, header};
use platform_store::attachments::{self, AttachmentState};
use platform_store::orders;
use sync::{OrderView, files_named};
use vocabulary::{AttachmentId, PersonId};

use super::proved::read_proved;
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
        .ok_or_else(|| Problem::new(ProblemKind::NotAllowed, "该工单不在任何人手上"))?;
    let file = Resource::in_organisation(org).of_terminal(caller.terminal).of_person(whose);
    caller.may(Action::FetchFile, &file)?;
    let version = version.ok_or_else(missing)?;
    if !travels(&version, &record.view, attachment) {
        return Err(missing());
    }
    let bytes = read_proved(&platform, &row).await?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let octets = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&row.mime).unwrap_or(octets));
    if let Ok(value) = HeaderValue::from_str(&row.sha256.to_string()) {
        headers.insert("x-ronghe-sha256", value);
    }
    Ok((headers, bytes).into_response())
}

/// Whoever has a stage of the order that is still open: the person, if he is one of them.
fn performer(view: &OrderView, person: PersonId) -> Option<PersonId> {
    let open = view.stages.values().filter(|stage| stage.state.is_open());
    let mut performers = open.filter_map(|stage| stage.assignee).peekable();
    let first = performers.peek().copied();
    performers.find(|performer| *performer == person).or(first)
}

fn travels(version: &ProcessVersion, view: &OrderView, attachment: AttachmentId) -> bool {
    view.stages.values().any(|stage| {
        let form = version.form_of(&stage.element);
        let fields = form.into_iter().flat_map(|form| form.travelling());
        let named = fields.filter_map(|field| stage.values.get(field)).flat_map(files_named);
        named.into_iter().any(|file| file.attachment == attachment)
    })
}
