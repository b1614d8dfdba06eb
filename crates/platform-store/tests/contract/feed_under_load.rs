//! The trap: a row with a lower number that is committed after one with a higher number is never seen by a reader whose
//! cursor has passed it. Here writers overlap, linger before they commit, and a reader never misses a row.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use platform_store::Store;
use platform_store::feed::{self, Change, Touch};
use serde_json::json;
use sync::EntityKind;
use vocabulary::SeededEntropy;

use crate::ground::{Ground, linger, read, write};
use crate::mirror::{Mirror, digest};
use crate::samples::{ORG, at, below, person_id};

stories![commit_order_is_cursor_order];

const WORKERS: u64 = 4;
const ENTITIES: u64 = 6;
const WRITERS: u64 = 8;
const CHANGES: u64 = 25;
const LINGER_MICROS_MAX: u64 = 3_000;

struct Lingering {
    touches: Vec<Touch>,
    before_micros: u64,
    after_micros: u64,
}

async fn commit_order_is_cursor_order(ground: Ground) {
    let done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..WORKERS)
        .map(|n| tokio::spawn(follow(ground.store.clone(), n, Arc::clone(&done))))
        .collect();
    let writers: Vec<_> =
        (0..WRITERS).map(|n| tokio::spawn(change(ground.store.clone(), n))).collect();
    for writer in writers {
        writer.await.unwrap();
    }
    done.store(true, Ordering::SeqCst);
    for reader in readers {
        let mirror = reader.await.unwrap();
        let head =
            read(&ground.store, mirror.worker, |worker, tx| Box::pin(feed::head(tx, ORG, *worker)));
        assert_eq!(digest(&mirror.scope), head.await.digest);
        let mut fresh = Mirror::empty(mirror.worker);
        fresh.pull_all(&ground.store, 3).await;
        assert_eq!(fresh.scope, mirror.scope);
    }
}

async fn change(store: Store, writer: u64) {
    let entropy = SeededEntropy::new(writer);
    for n in 0..CHANGES {
        let rev = writer * 1_000 + n;
        let change = Lingering {
            touches: some_touches(&entropy, rev),
            before_micros: below(&entropy, LINGER_MICROS_MAX),
            after_micros: below(&entropy, LINGER_MICROS_MAX),
        };
        write(&store, change, |change, tx| {
            Box::pin(async move {
                linger(change.before_micros).await;
                feed::touch(tx, ORG, at(0), change.touches.clone()).await?;
                linger(change.after_micros).await;
                Ok(())
            })
        })
        .await
        .unwrap();
    }
}

/// Puts and drops for some of the workers, in no particular order.
fn some_touches(entropy: &SeededEntropy, rev: u64) -> Vec<Touch> {
    let first = below(entropy, WORKERS);
    let count = 1 + below(entropy, WORKERS);
    let touches = (first..first + count).map(|worker| {
        let put = Change::Put { rev, body: json!({ "rev": rev }) };
        Touch {
            worker: person_id(u128::from(worker % WORKERS)),
            kind: EntityKind::Notice,
            entity: format!("notice-{}", below(entropy, ENTITIES)),
            change: if below(entropy, 4) == 0 { Change::Drop } else { put },
        }
    });
    touches.collect()
}

/// Reads on, a small page at a time, until the writers are done and there is no more.
async fn follow(store: Store, worker: u64, done: Arc<AtomicBool>) -> Mirror {
    let mut mirror = Mirror::empty(person_id(u128::from(worker)));
    loop {
        let last = done.load(Ordering::SeqCst);
        let more = mirror.pull(&store, 2).await;
        if last && !more {
            return mirror;
        }
        linger(500).await;
    }
}
