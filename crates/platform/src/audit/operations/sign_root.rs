//! Signs a root over the ends of all chains.

use std::time::Duration;

use async_trait::async_trait;
use platform_store::audit::Root;
use platform_store::{Command, StoreFault, Tx, audit};
use vocabulary::{Instant, OrganisationId};

use crate::Platform;
use crate::audit::root::{message, tree_at};

/// How long an entry may take from its receipt to its commit. A root speaks of a time so long ago that nothing of it is
/// still on its way, so that it can be computed again later, whatever has been appended since.
const SETTLING: Duration = Duration::from_secs(10);

/// Signs a new root, unless nothing has changed since the newest one.
///
/// # Errors
/// When the store gives no answer.
pub async fn sign_root(platform: &Platform) -> Result<Option<Root>, StoreFault> {
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let newest = audit::newest_root(&mut snapshot.tx(), org).await?;
    let changed_at = audit::last_change(&mut snapshot.tx(), org).await?;
    let Some(at) = settled(platform.clock().now(), newest.as_ref(), changed_at) else {
        snapshot.finish().await?;
        return Ok(None);
    };
    let tree = tree_at(&mut snapshot.tx(), org, at).await?;
    snapshot.finish().await?;

    let mut root = Root { at, chains: tree.leaves(), root: tree.root(), signature: Vec::new() };
    root.signature = platform.keys().sign(&message(org, &root));
    platform.store().write(KeepRoot { org, root: root.clone() }).await?;
    Ok(Some(root))
}

/// The time that a new root would speak of, if there is something new to say.
fn settled(now: Instant, newest: Option<&Root>, changed_at: Option<Instant>) -> Option<Instant> {
    let at = now.shifted(-(SETTLING.as_micros() as i64));
    let changed_at = changed_at?;
    match newest {
        Some(newest) if newest.at >= changed_at || newest.at >= at => None,
        _ => Some(at),
    }
}

struct KeepRoot {
    org: OrganisationId,
    root: Root,
}

#[async_trait]
impl Command for KeepRoot {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        audit::put_root(tx, self.org, &self.root).await
    }
}
