//! Files of stages before that travel with an order: fetched once, believed only under their hash, read without a network.

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use http::{HeaderMap, Method};
use sync::{EntityKind, NamedFile, OrderView, files_named};
use terminal_store::TravellingFile;
use vocabulary::{AttachmentId, Digest, OrderId};

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, AgentFault, Desk};

/// Fetches what is missing, if there is news or something was missing before. One that is wrong or gone does not keep others back.
pub(super) async fn fetch(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let is_news = report.items > 0 || report.bundles > 0 || report.rebuilt;
    if !desk.lacks_files.swap(false, Ordering::Relaxed) && !is_news {
        return Ok(());
    }
    let wanted = wanted(agent, desk).await?;
    let here: BTreeSet<AttachmentId> =
        desk.store.all_travelling().await?.into_iter().map(|file| file.attachment).collect();
    for (order, file) in wanted {
        let is_here = here.contains(&file.attachment)
            || desk.store.attachment(file.attachment).await?.is_some();
        if is_here {
            continue;
        }
        if agent.storage().low {
            desk.lacks_files.store(true, Ordering::Relaxed);
            continue;
        }
        let path = format!("/sync/v1/files/{}", file.attachment);
        let answer = session.send(Method::GET, &path, HeaderMap::new(), Bytes::new()).await;
        let body = match answer {
            Err(SyncFault::Platform(fault)) => {
                tracing::warn!(%fault, attachment = %file.attachment, "a file did not come");
                desk.lacks_files.store(true, Ordering::Relaxed);
                continue;
            }
            answer => answer?.into_body(),
        };
        if body.len() > BYTES_MAX || file.sha256.is_none_or(|sha256| Digest::of(&body) != sha256) {
            tracing::warn!(attachment = %file.attachment, "a file is not what its stage says");
            desk.lacks_files.store(true, Ordering::Relaxed);
            continue;
        }
        keep(desk, order, &file, body).await?;
        report.travelling_files += 1;
    }
    forget(desk, !here.is_empty()).await
}

/// What the stages before name in fields whose files travel, of all orders in hand.
async fn wanted(agent: &Agent, desk: &Desk) -> Result<Vec<(OrderId, NamedFile)>, SyncFault> {
    let orders: Vec<OrderView> = desk.store.entities(EntityKind::Order).await?;
    let mut wanted = Vec::new();
    for view in orders {
        // A version that is not here yet, or that this release cannot read, names nothing.
        let Ok(process) = agent.open_process(desk, view.bundle_hash).await else { continue };
        for stage in view.stages.values() {
            let form = stage.form.as_deref().and_then(|form| process.bundle.form(form));
            let fields = form.into_iter().flat_map(|form| form.travelling());
            let named = fields.filter_map(|field| stage.values.get(field)).flat_map(files_named);
            wanted.extend(named.map(|file| (view.order, file)));
        }
    }
    Ok(wanted)
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
async fn forget(desk: &Desk, has_any: bool) -> Result<(), SyncFault> {
    if !has_any {
        return Ok(());
    }
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
