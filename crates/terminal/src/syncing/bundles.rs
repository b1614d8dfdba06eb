//! Process bundles: fetched by their hash, believed only if they have it.

use std::collections::BTreeSet;

use sync::EntityKind;
use terminal_store::StoredBundle;
use vocabulary::Digest;

use super::{Session, SyncFault, SyncReport};
use crate::agent::{Agent, Desk};
use crate::platform::{BundleAnswer, CallFault};

/// Fetches the bundles that the feed names and the store lacks. One that is wrong or gone does not keep others back.
pub(super) async fn fetch(
    agent: &Agent,
    session: &Session<'_>,
    desk: &Desk,
    report: &mut SyncReport,
) -> Result<(), SyncFault> {
    let named = desk.store.entity_ids(EntityKind::Bundle).await?;
    let named: BTreeSet<Digest> = named.iter().filter_map(|id| id.parse().ok()).collect();
    let here: BTreeSet<Digest> = desk.store.bundle_hashes().await?.into_iter().collect();
    for hash in named.difference(&here) {
        let answer = session.get::<BundleAnswer>(&format!("/sync/v1/bundles/{hash}")).await;
        let answer = match answer {
            Err(SyncFault::Platform(fault)) => {
                tracing::warn!(%fault, %hash, "a bundle did not come");
                continue;
            }
            answer => answer?,
        };
        let bundle =
            StoredBundle { process: answer.process, version: answer.version, files: answer.files };
        if !has_hash(&bundle, *hash).await? {
            tracing::warn!(%hash, "a bundle is not what its name says, or not one that this release reads");
            continue;
        }
        desk.store.keep_bundle(*hash, &bundle, agent.times.corrected()).await?;
        report.bundles += 1;
    }
    Ok(())
}

async fn has_hash(bundle: &StoredBundle, hash: Digest) -> Result<bool, SyncFault> {
    let files = bundle.files.clone();
    let opened = tokio::task::spawn_blocking(move || forms::Bundle::open(files));
    let opened = opened.await.map_err(|_| CallFault::BadAnswer)?;
    Ok(opened.is_ok_and(|opened| opened.hash() == hash))
}
