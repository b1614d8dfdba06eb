//! The hash chains.

use platform_store::audit::{self, ChainEnd, ChainedEntry, Entry, Root, verified_end, verifies};
use platform_store::{Store, args};
use serde_json::json;
use vocabulary::Digest;

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, at, correlation_id};

stories![
    twenty_entries_at_once_make_one_chain,
    a_changed_body_is_found,
    a_changed_time_kind_actor_or_correlation_is_found,
    a_rewritten_hash_is_found,
    a_missing_entry_is_found,
    an_erased_body_still_verifies,
    verification_goes_on_where_it_stopped,
    heads_are_paged_in_the_order_of_their_bytes,
    heads_are_told_as_they_were,
    the_newest_root_is_read_back,
];

const CHAIN: &str = "order:1";

fn entry(n: u32) -> Entry {
    Entry {
        at: at(i64::from(n)),
        received_at: at(i64::from(n) + 60),
        kind: "stage_submitted".into(),
        actor: format!("person:{n}"),
        correlation: correlation_id(u128::from(n)),
        body: json!({ "n": n, "name": "李明" }),
    }
}

async fn append(store: &Store, chain: &'static str, n: u32) {
    write(store, (chain, entry(n)), |(chain, entry), tx| {
        Box::pin(audit::append(tx, ORG, chain, entry))
    })
    .await
    .unwrap();
}

async fn entries(store: &Store, after_n: u64) -> Vec<ChainedEntry> {
    read(store, after_n, |n, tx| Box::pin(audit::entries(tx, ORG, CHAIN, *n, 100))).await
}

/// A chain of three entries, the second of which somebody with a database shell has changed.
async fn tampered(store: &Store, statement: &'static str) -> bool {
    for n in 1..=3 {
        append(store, CHAIN, n).await;
    }
    assert!(verifies(ChainEnd::default(), &entries(store, 0).await));
    let changed = write(store, statement, |statement, tx| {
        Box::pin(async move { tx.execute(statement, &args![ORG, CHAIN, 2_i64]).await })
    });
    assert_eq!(changed.await.unwrap(), 1);
    !verifies(ChainEnd::default(), &entries(store, 0).await)
}

async fn twenty_entries_at_once_make_one_chain(ground: Ground) {
    let appends: Vec<_> = (1..=20)
        .map(|n| {
            let store = ground.store.clone();
            tokio::spawn(async move { append(&store, CHAIN, n).await })
        })
        .collect();
    for append in appends {
        append.await.unwrap();
    }
    let chain = entries(&ground.store, 0).await;
    assert_eq!(chain.len(), 20);
    let mut actors: Vec<_> = chain.iter().map(|entry| entry.actor.clone()).collect();
    actors.sort();
    actors.dedup();
    assert_eq!(actors.len(), 20);
    let end = read(&ground.store, (), |(), tx| Box::pin(audit::end(tx, ORG, CHAIN))).await;
    assert_eq!(verified_end(ChainEnd::default(), &chain), Some(end));
    assert_eq!(end.n, 20);
}

async fn a_changed_body_is_found(ground: Ground) {
    let statement = "
        UPDATE audit_entry SET body = '{\"n\":7}' WHERE org = $1 AND chain = $2 AND n = $3";
    assert!(tampered(&ground.store, statement).await);
}

async fn a_changed_time_kind_actor_or_correlation_is_found(ground: Ground) {
    for n in 1..=3 {
        append(&ground.store, CHAIN, n).await;
    }
    let honest = entries(&ground.store, 0).await;
    let changes: [fn(&mut ChainedEntry); 6] = [
        |entry| entry.at = entry.at.shifted(1),
        |entry| entry.received_at = entry.received_at.shifted(-1),
        |entry| entry.kind.push('!'),
        |entry| entry.actor = "person:9".into(),
        |entry| entry.correlation = correlation_id(99),
        |entry| entry.digest = Digest::of(b"another body"),
    ];
    for (n, change) in changes.into_iter().enumerate() {
        let mut forged = honest.clone();
        change(&mut forged[1]);
        assert!(!verifies(ChainEnd::default(), &forged), "change {n} went unnoticed");
    }
    assert!(verifies(ChainEnd::default(), &honest));
}

async fn a_rewritten_hash_is_found(ground: Ground) {
    let statement = "
        UPDATE audit_entry SET hash = digest WHERE org = $1 AND chain = $2 AND n = $3";
    assert!(tampered(&ground.store, statement).await);
}

async fn a_missing_entry_is_found(ground: Ground) {
    let statement = "DELETE FROM audit_entry WHERE org = $1 AND chain = $2 AND n = $3";
    assert!(tampered(&ground.store, statement).await);
    // Cut off behind the first, what is left verifies, but does not lead to the chain's end.
    let left = entries(&ground.store, 0).await;
    let end = read(&ground.store, (), |(), tx| Box::pin(audit::end(tx, ORG, CHAIN))).await;
    assert!(verified_end(ChainEnd::default(), &left[..1]).is_some_and(|left| left != end));
}

async fn an_erased_body_still_verifies(ground: Ground) {
    for n in 1..=3 {
        append(&ground.store, CHAIN, n).await;
    }
    write(&ground.store, (), |(), tx| Box::pin(audit::erase_body(tx, ORG, CHAIN, 2)))
        .await
        .unwrap();
    let chain = entries(&ground.store, 0).await;
    assert_eq!(chain.iter().map(|e| e.body.is_some()).collect::<Vec<_>>(), [true, false, true]);
    assert!(verifies(ChainEnd::default(), &chain));
}

async fn verification_goes_on_where_it_stopped(ground: Ground) {
    for n in 1..=4 {
        append(&ground.store, CHAIN, n).await;
    }
    let chain = entries(&ground.store, 0).await;
    let middle = verified_end(ChainEnd::default(), &chain[..2]).unwrap();
    let rest = entries(&ground.store, middle.n).await;
    assert_eq!(rest.len(), 2);
    assert!(verifies(middle, &rest));
    assert!(!verifies(ChainEnd::default(), &rest));
}

/// Whatever language a server sorts by, the Merkle root over the heads must come out alike.
async fn heads_are_paged_in_the_order_of_their_bytes(ground: Ground) {
    for chain in ["order:b", "order:B", "order:a-1", "order:a1", "order:终", "order:A"] {
        append(&ground.store, chain, 1).await;
    }
    let page = |after: &'static str| {
        read(&ground.store, after, |after, tx| Box::pin(audit::heads(tx, ORG, after, 4)))
    };
    let names = |heads: Vec<(String, Digest)>| {
        heads.into_iter().map(|(chain, _)| chain).collect::<Vec<_>>()
    };
    assert_eq!(names(page("").await), ["order:A", "order:B", "order:a-1", "order:a1"]);
    assert_eq!(names(page("order:a1").await), ["order:b", "order:终"]);
    let last = read(&ground.store, (), |(), tx| Box::pin(audit::last_change(tx, ORG))).await;
    assert_eq!(last, Some(at(61)));
}

async fn heads_are_told_as_they_were(ground: Ground) {
    for (chain, n) in [(CHAIN, 1), (CHAIN, 2), ("order:2", 3)] {
        append(&ground.store, chain, n).await;
    }
    let chain = entries(&ground.store, 0).await;
    let heads_at = |seconds: i64, after: &'static str| {
        read(&ground.store, (seconds, after), |(seconds, after), tx| {
            Box::pin(audit::heads_at(tx, ORG, at(*seconds), after, 9))
        })
    };
    let ends = |heads: Vec<(String, Option<Digest>)>| {
        heads.into_iter().map(|(_, hash)| hash).collect::<Vec<_>>()
    };
    assert_eq!(ends(heads_at(60, "").await), [None, None]);
    assert_eq!(ends(heads_at(61, "").await), [Some(chain[0].hash), None]);
    assert_eq!(ends(heads_at(62, "").await), [Some(chain[1].hash), None]);
    assert!(ends(heads_at(63, CHAIN).await)[0].is_some());
}

async fn the_newest_root_is_read_back(ground: Ground) {
    let newest = || read(&ground.store, (), |(), tx| Box::pin(audit::newest_root(tx, ORG)));
    assert!(newest().await.is_none());
    let none = read(&ground.store, (), |(), tx| Box::pin(audit::last_change(tx, ORG))).await;
    assert_eq!(none, None);
    for n in 1..=2 {
        let root = Root { at: at(n), chains: 3, root: Digest::of(b"root"), signature: vec![7; 64] };
        write(&ground.store, root, |root, tx| Box::pin(audit::put_root(tx, ORG, root)))
            .await
            .unwrap();
    }
    let root = newest().await.unwrap();
    assert_eq!((root.at, root.chains, root.signature), (at(2), 3, vec![7; 64]));
}
