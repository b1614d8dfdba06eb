//! Process versions.

use platform_store::Store;
use platform_store::processes::{self, BundleRow};
use serde_json::json;
use vocabulary::Digest;

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, person_id};

stories![
    a_bundle_is_deployed_once,
    versions_deployed_at_once_are_numbered_apart,
    new_orders_start_with_the_active_version,
    versions_are_listed_without_their_files,
];

const PROCESS: &str = "low-voltage-residential";

/// As an endpoint does it: unless the bundle is known, number it and keep it.
async fn deploy(store: &Store, content: u8, deployed: i64) -> (u32, bool) {
    write(store, (content, deployed), |(content, deployed), tx| {
        Box::pin(async move {
            let hash = Digest::of(&[*content]);
            if let Some(known) = processes::find(tx, ORG, hash).await? {
                return Ok((known.version, false));
            }
            let version = processes::next_version(tx, ORG, PROCESS).await?;
            let bundle = BundleRow {
                hash,
                process: PROCESS.into(),
                version,
                files: json!({ "process.bpmn": format!("<{content}/>") }),
                deployed_by: person_id(1),
                deployed_at: at(*deployed),
            };
            Ok((version, processes::insert(tx, ORG, &bundle).await?))
        })
    })
    .await
    .unwrap()
}

async fn a_bundle_is_deployed_once(ground: Ground) {
    assert_eq!(deploy(&ground.store, 1, 0).await, (1, true));
    assert_eq!(deploy(&ground.store, 1, 9).await, (1, false));
    let find = |org| {
        read(&ground.store, org, |org, tx| Box::pin(processes::find(tx, *org, Digest::of(&[1]))))
    };
    let bundle = find(ORG).await.unwrap();
    assert_eq!(bundle.files, json!({ "process.bpmn": "<1/>" }));
    assert_eq!((bundle.deployed_by, bundle.deployed_at), (person_id(1), at(0)));
    assert!(find(OTHER_ORG).await.is_none());
    let again = write(&ground.store, bundle, |b, tx| Box::pin(processes::insert(tx, ORG, b)));
    assert!(!again.await.unwrap());
}

async fn versions_deployed_at_once_are_numbered_apart(ground: Ground) {
    let deploys: Vec<_> = (1..=8)
        .map(|content| {
            let store = ground.store.clone();
            tokio::spawn(async move { deploy(&store, content, 0).await })
        })
        .collect();
    let mut versions = Vec::new();
    for deploy in deploys {
        let (version, inserted) = deploy.await.unwrap();
        assert!(inserted);
        versions.push(version);
    }
    versions.sort_unstable();
    assert_eq!(versions, (1..=8).collect::<Vec<_>>());
}

async fn activate(store: &Store, content: u8) {
    write(store, Digest::of(&[content]), |hash, tx| {
        Box::pin(processes::activate(tx, ORG, PROCESS, *hash))
    })
    .await
    .unwrap();
}

async fn new_orders_start_with_the_active_version(ground: Ground) {
    let active = || read(&ground.store, (), |(), tx| Box::pin(processes::active(tx, ORG, PROCESS)));
    assert_eq!(active().await, None);
    for content in [1, 2, 1] {
        activate(&ground.store, content).await;
        assert_eq!(active().await, Some(Digest::of(&[content])));
    }
}

async fn versions_are_listed_without_their_files(ground: Ground) {
    for content in 1..=3 {
        deploy(&ground.store, content, i64::from(content)).await;
    }
    activate(&ground.store, 2).await;
    let list = read(&ground.store, (), |(), tx| Box::pin(processes::list(tx, ORG, 9))).await;
    let lines = list.iter().map(|(bundle, active)| (bundle.version, *active)).collect::<Vec<_>>();
    assert_eq!(lines, [(3, false), (2, true), (1, false)]);
    assert!(list.iter().all(|(bundle, _)| bundle.files == json!({})));
}
