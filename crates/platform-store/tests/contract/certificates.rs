//! By which certificates people may do what.

use platform_store::Store;
use platform_store::certificates::{self, CertificateRow, KindRow};
use uuid::Uuid;
use vocabulary::{CertificateId, Text};

use crate::ground::{Ground, read, write};
use crate::people::put_somebody;
use crate::samples::{ORG, OTHER_ORG, at, person_id, station_id};

stories![kinds_are_renamed, a_certificate_counts_within_its_days_unless_it_was_withdrawn];

async fn kinds_are_renamed(ground: Ground) {
    let kind = |kind: &str, zh: &str| KindRow { kind: kind.into(), name: Text::new(zh, "licence") };
    for row in [kind("low", "电工证"), kind("height", "登高证"), kind("low", "低压电工证")]
    {
        write(&ground.store, row, |row, tx| Box::pin(certificates::put_kind(tx, ORG, row)))
            .await
            .unwrap();
    }
    let kinds = |org| read(&ground.store, org, |org, tx| Box::pin(certificates::kinds(tx, *org)));
    assert_eq!(kinds(ORG).await, [kind("height", "登高证"), kind("low", "低压电工证")]);
    assert_eq!(kinds(OTHER_ORG).await, []);
}

fn certificate(n: u128, person: u128, kind: &str, until: i64) -> CertificateRow {
    CertificateRow {
        certificate: CertificateId::from_uuid(Uuid::from_u128(n)),
        person: person_id(person),
        kind: kind.into(),
        number: format!("T{n}"),
        issued_by: "应急管理局".into(),
        from: at(100),
        until: at(until),
        withdrawn: None,
    }
}

async fn put(store: &Store, row: CertificateRow) {
    write(store, row, |row, tx| Box::pin(certificates::put(tx, ORG, row))).await.unwrap();
}

async fn a_certificate_counts_within_its_days_unless_it_was_withdrawn(ground: Ground) {
    let store = &ground.store;
    for n in 1..=2 {
        put_somebody(store, n).await;
    }
    put(store, certificate(1, 1, "low", 300)).await;
    put(store, certificate(2, 1, "height", 200)).await;
    put(store, certificate(3, 2, "low", 250)).await;
    let valid = async |person: u128, when: i64| {
        read(store, (person, when), |(person, when), tx| {
            Box::pin(certificates::valid_kinds(tx, ORG, person_id(*person), at(*when)))
        })
        .await
    };
    assert_eq!(valid(1, 99).await, [""; 0]);
    assert_eq!(valid(1, 100).await, ["height", "low"]);
    assert_eq!(valid(1, 200).await, ["low"], "its last day is over");
    let withdrawn = Some((at(150), "作废".to_owned()));
    put(store, CertificateRow { withdrawn, ..certificate(1, 1, "low", 300) }).await;
    assert_eq!(valid(1, 100).await, ["height"]);
    put(store, certificate(2, 1, "height", 400)).await;
    assert_eq!(valid(1, 399).await, ["height"], "it was extended");

    let list = async |station: Option<u128>| {
        let rows = read(store, station.map(station_id), |station, tx| {
            Box::pin(certificates::list(tx, ORG, *station, 9))
        });
        rows.await.into_iter().map(|row| row.number).collect::<Vec<_>>()
    };
    assert_eq!(list(None).await, ["T3", "T1", "T2"], "those that end first come first");
    assert_eq!(list(Some(1)).await, ["T1", "T2"]);
    let id = certificate(1, 1, "", 0).certificate;
    let found = read(store, id, |id, tx| Box::pin(certificates::find(tx, ORG, *id))).await;
    assert_eq!(found.and_then(|row| row.withdrawn), Some((at(150), "作废".to_owned())));
}
