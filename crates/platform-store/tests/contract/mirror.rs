//! What a terminal makes of the feed.

use std::collections::BTreeMap;

use platform_store::Store;
use platform_store::feed::{self, FeedRow, Head, Position};
use serde_json::Value as Json;
use sync::{EntityKind, FeedOp, ScopeDigest, apply_patch};
use vocabulary::PersonId;

use crate::ground::read;
use crate::samples::ORG;

/// Revision and body of everything in a worker's scope.
pub type Scope = BTreeMap<(EntityKind, String), (u64, Json)>;

pub struct Mirror {
    pub worker: PersonId,
    pub position: Position,
    pub scope: Scope,
}

impl Mirror {
    pub fn empty(worker: PersonId) -> Self {
        Self { worker, position: Position::default(), scope: Scope::new() }
    }

    /// Takes one page; `false` when there is no more. A whole mirror must have the digest that the server claims.
    pub async fn pull(&mut self, store: &Store, limit: u32) -> bool {
        let (head, rows) = fetch(store, self.worker, self.position, limit).await;
        let more = rows.len() == limit as usize;
        for row in rows {
            assert!(row.seq > self.position.cursor, "the feed goes forward");
            self.position.cursor = row.seq;
            self.take(row);
        }
        if more {
            return true;
        }
        assert_eq!(digest(&self.scope), head.digest, "at {:?}", self.position);
        self.position = Position { cursor: head.seq, whole_at: head.seq };
        false
    }

    pub async fn pull_all(&mut self, store: &Store, limit: u32) {
        while self.pull(store, limit).await {}
    }

    fn take(&mut self, row: FeedRow) {
        let key = (row.kind, row.entity);
        if row.op == FeedOp::Drop {
            self.scope.remove(&key);
            return;
        }
        let body = match (row.body, row.patch) {
            (Some(body), None) => serde_json::from_str(&body).unwrap(),
            (None, Some(patch)) => {
                let (rev, mut body) = self.scope[&key].clone();
                assert_eq!(rev, row.base, "the patch is for another revision");
                apply_patch(&mut body, &serde_json::from_str(&patch).unwrap());
                body
            }
            both => panic!("a put has a body or a patch: {both:?}"),
        };
        self.scope.insert(key, (row.rev, body));
    }
}

/// One page and the head, from one snapshot.
pub async fn fetch(
    store: &Store,
    worker: PersonId,
    from: Position,
    limit: u32,
) -> (Head, Vec<FeedRow>) {
    read(store, (worker, from, limit), |(worker, from, limit), tx| {
        Box::pin(async move {
            let head = feed::head(tx, ORG, *worker).await?;
            Ok((head, feed::page(tx, ORG, *worker, *from, *limit).await?))
        })
    })
    .await
}

pub fn digest(scope: &Scope) -> ScopeDigest {
    let mut digest = ScopeDigest::default();
    for ((kind, entity), (rev, _)) in scope {
        digest.add(*kind, entity, *rev);
    }
    digest
}
