//! Goes through all chains and tells what does not hold.

use platform_store::audit::{ChainEnd, Root};
use platform_store::{Snapshot, StoreFault, audit};
use security_unit::{PublicKey, Signature};
use vocabulary::{Digest, OrganisationId};

use super::root::{message, tree_at};
use crate::Platform;

/// Rows read at a time.
const PAGE: u32 = 1_000;

/// What the audit proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub chains: u64,
    pub entries: u64,
    /// Chains with an entry that does not follow from the one before it, or that do not end where they should.
    pub broken: Vec<String>,
    pub root: RootVerdict,
}

impl Verdict {
    #[must_use]
    pub fn holds(&self) -> bool {
        self.broken.is_empty() && self.root != RootVerdict::Broken
    }
}

/// What the newest signed root proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootVerdict {
    /// Nothing was signed yet.
    None,
    /// The chains up to then are those that were signed.
    Holds,
    /// Chains or signature were changed afterwards.
    Broken,
}

/// Checks every chain and the newest root, on one state of the data.
///
/// # Errors
/// When the store gives no answer.
pub async fn verify(platform: &Platform) -> Result<Verdict, StoreFault> {
    let org = platform.org();
    let mut snapshot = platform.store().read().await?;
    let mut verdict =
        Verdict { chains: 0, entries: 0, broken: Vec::new(), root: RootVerdict::None };
    let mut after = String::new();
    loop {
        let heads = audit::heads(&mut snapshot.tx(), org, &after, PAGE).await?;
        for (chain, head) in &heads {
            verdict.chains += 1;
            verdict.check_chain(&mut snapshot, org, chain, *head).await?;
        }
        let Some((last, _)) = heads.last().filter(|_| heads.len() == PAGE as usize) else { break };
        after.clone_from(last);
    }
    if let Some(newest) = audit::newest_root(&mut snapshot.tx(), org).await? {
        let tree = tree_at(&mut snapshot.tx(), org, newest.at).await?;
        let same = (tree.leaves(), tree.root()) == (newest.chains, newest.root);
        let holds = same && is_signed(platform, &newest);
        verdict.root = if holds { RootVerdict::Holds } else { RootVerdict::Broken };
    }
    snapshot.finish().await?;
    Ok(verdict)
}

impl Verdict {
    async fn check_chain(
        &mut self,
        snapshot: &mut Snapshot,
        org: OrganisationId,
        chain: &str,
        head: Digest,
    ) -> Result<(), StoreFault> {
        let mut end = ChainEnd::default();
        loop {
            let entries = audit::entries(&mut snapshot.tx(), org, chain, end.n, PAGE).await?;
            self.entries += entries.len() as u64;
            if !audit::verifies(end, &entries) {
                break;
            }
            let Some(last) = entries.last() else { break };
            end = ChainEnd { n: last.n, hash: last.hash };
        }
        if end.hash != head {
            self.broken.push(chain.to_owned());
        }
        Ok(())
    }
}

fn is_signed(platform: &Platform, root: &Root) -> bool {
    let key =
        platform.keys().public_key().try_into().ok().and_then(|key| PublicKey::parse(key).ok());
    let signature = root.signature.clone().try_into().ok().map(Signature::from_bytes);
    let message = message(platform.org(), root);
    key.zip(signature)
        .is_some_and(|(key, signature)| security_unit::verify(&key, &message, &signature).is_ok())
}
