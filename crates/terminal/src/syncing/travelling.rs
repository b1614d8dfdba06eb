//! Files of stages before that travel with an order: fetched once, believed only under their hash, read without a network.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{HeaderMap, Method};
use sync::{EntityKind, FeedPage, NamedFile, OrderView, files_named};
use terminal_store::TravellingFile;
use vocabulary::{AttachmentId, Digest, OrderId};

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, AgentFault, Desk};

/// Of which orders the files may be missing here: to be looked for at the next sync, and again until they are here.
#[derive(Debug)]
pub(crate) enum FilesDue {
    OfAll,
    Of(BTreeSet<OrderId>),
}

impl FilesDue {
    pub const fn of_none() -> Self {
        Self::Of(BTreeSet::new())
    }

    /// What a page of the feed touches.
    pub fn add(&mut self, page: &FeedPage) {
        let Self::Of(orders) = self else { return };
        let touched = page.items.iter().filter(|item| item.kind == EntityKind::Order);
        orders.extend(touched.filter_map(|item| item.id.parse::<OrderId>().ok()));
    }
}

/// Fetches what is missing of the orders that are due. A file that is wrong or gone does not keep others back.
pub(super) async fn fetch(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let mut due = desk.files_due.lock().await;
    // A form that was not here yet may name files in orders that came before it.
    if report.bundles > 0 || report.rebuilt {
        *due = FilesDue::OfAll;
    }
    let views = match &*due {
        FilesDue::Of(orders) if orders.is_empty() => return Ok(()),
        FilesDue::Of(orders) => those(desk, orders).await?,
        FilesDue::OfAll => desk.store.entities(EntityKind::Order).await?,
    };
    let mut here: BTreeSet<AttachmentId> =
        desk.store.all_travelling().await?.into_iter().map(|file| file.attachment).collect();
    let mut lacking = BTreeSet::new();
    for view in views {
        for file in named(agent, desk, &view).await {
            let is_here = here.contains(&file.attachment)
                || desk.store.attachment(file.attachment).await?.is_some();
            if is_here {
                continue;
            }
            if !agent.storage().low && bring(session, desk, view.order, &file, report).await? {
                here.insert(file.attachment);
            } else {
                lacking.insert(view.order);
            }
        }
    }
    *due = FilesDue::Of(lacking);
    forget(desk, !here.is_empty()).await
}

/// Those of them that are still in hand.
async fn those(desk: &Desk, orders: &BTreeSet<OrderId>) -> Result<Vec<OrderView>, SyncFault> {
    let mut views = Vec::new();
    for order in orders {
        views.extend(desk.store.entity(EntityKind::Order, &order.to_string()).await?);
    }
    Ok(views)
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
