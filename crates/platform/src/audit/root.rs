//! What a root says and what is signed of it.

use platform_store::audit::Root;
use platform_store::{StoreFault, Tx, audit};
use vocabulary::{Instant, OrganisationId};

use super::merkle::Merkle;

/// Chains read at a time.
const PAGE: u32 = 1_000;

/// The tree over all chains as they stood at `at`.
pub(super) async fn tree_at(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    at: Instant,
) -> Result<Merkle, StoreFault> {
    let mut tree = Merkle::default();
    let mut after = String::new();
    loop {
        let heads = audit::heads_at(tx, org, at, &after, PAGE).await?;
        for (chain, end) in &heads {
            if let Some(end) = end {
                tree.push(chain, *end);
            }
        }
        let Some((last, _)) = heads.last().filter(|_| heads.len() == PAGE as usize) else {
            return Ok(tree);
        };
        after.clone_from(last);
    }
}

/// The octets that the platform signs for a root: purpose, organisation, time, number of chains, root.
pub(super) fn message(org: OrganisationId, root: &Root) -> Vec<u8> {
    [
        b"ronghe/audit-root/v1\0".as_slice(),
        org.uuid().as_bytes(),
        &root.at.micros().to_be_bytes(),
        &root.chains.to_be_bytes(),
        root.root.bytes(),
    ]
    .concat()
}
