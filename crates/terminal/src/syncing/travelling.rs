//! Files of stages before that travel with an order: fetched once, believed only under their hash, read without a network.

use bytes::Bytes;
use http::{HeaderMap, Method};
use sync::{NamedFile, OrderView, files_named};
use terminal_store::TravellingFile;
use vocabulary::{Digest, OrderId};

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, AgentFault, Desk};

/// Fetches what is missing of an order's files; says whether all of them are here. One that is wrong or gone does not keep
/// others back.
pub(super) async fn bring_all(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    view: &OrderView,
    report: &mut SyncReport,
) -> Result<bool, SyncFault> {
    let mut all = true;
    for file in named(agent, desk, view).await {
        let is_here = desk.store.travelling(file.attachment).await?.is_some()
            || desk.store.attachment(file.attachment).await?.is_some();
        if !is_here {
            all &= !agent.storage().low && bring(session, desk, view.order, &file, report).await?;
        }
    }
    Ok(all)
}

/// What the stages of an order name in fields whose files travel.
async fn named(agent: &Agent, desk: &Desk, view: &OrderView) -> Vec<NamedFile> {
    // A version that is not here yet, or that this release cannot read, names nothing.
    let Ok(process) = agent.open_process(desk, view.bundle_hash).await else { return Vec::new() };
    let mut named = Vec::new();
    for stage in view.stages.values() {
        let form = stage.form.as_deref().and_then(|form| process.bundle.form(form));
        let fields = form.into_iter().flat_map(|form| form.travelling());
        named.extend(fields.filter_map(|field| stage.values.get(field)).flat_map(files_named));
    }
    named
}

/// Fetches one file; says whether it came.
async fn bring(
    session: &Session<'_>,
    desk: &Desk,
    order: OrderId,
    file: &NamedFile,
    report: &mut SyncReport,
) -> Result<bool, SyncFault> {
    let path = format!("/sync/v1/files/{}", file.attachment);
    let answer = session.send(Method::GET, &path, HeaderMap::new(), Bytes::new()).await;
    let body = match answer {
        Err(SyncFault::Platform(fault)) => {
            tracing::warn!(%fault, attachment = %file.attachment, "a file did not come");
            return Ok(false);
        }
        answer => answer?.into_body(),
    };
    if body.len() > BYTES_MAX || file.sha256.is_none_or(|sha256| Digest::of(&body) != sha256) {
        tracing::warn!(attachment = %file.attachment, "a file is not what its stage says");
        return Ok(false);
    }
    keep(desk, order, file, body).await?;
    report.travelling_files += 1;
    Ok(true)
}

async fn keep(
    desk: &Desk,
    order: OrderId,
    file: &NamedFile,
    content: Bytes,
) -> Result<(), SyncFault> {
    let (evidence, attachment) = (desk.evidence.clone(), file.attachment);
    let written = tokio::task::spawn_blocking(move || evidence.write(attachment, &content)).await;
    let written = written.map_err(|_| SyncFault::Agent(AgentFault::TaskEnded))??;
    let mime = file.mime.clone().unwrap_or_else(|| JPEG.to_owned());
    let row = TravellingFile { attachment, order, mime, file_name: written.file_name };
    Ok(desk.store.keep_travelling(&row).await?)
}

/// What travelled with an order goes with it.
pub(super) async fn forget(desk: &Desk) -> Result<(), SyncFault> {
    let names = desk.store.forget_travelling().await?;
    if names.is_empty() {
        return Ok(());
    }
    let evidence = desk.evidence.clone();
    let removed = tokio::task::spawn_blocking(move || evidence.remove(&names)).await;
    removed.map_err(|_| SyncFault::Agent(AgentFault::TaskEnded))??;
    Ok(())
}

/// A photo of a drawing has a fifth of this.
const BYTES_MAX: usize = 16 * 1024 * 1024;
const JPEG: &str = "image/jpeg";
