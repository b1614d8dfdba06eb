//! Who is away when.

use platform_store::Store;
use platform_store::absences::{self, AbsenceRow};
use uuid::Uuid;
use vocabulary::{AbsenceId, Instant};

use crate::ground::{Ground, read, write};
use crate::people::put_somebody;
use crate::samples::{ORG, OTHER_ORG, at, person_id, station_id};

stories![somebody_is_away_from_then_until_then, a_stations_absences_are_listed_as_they_begin];

fn absence(n: u128, person: u128, from: i64, until: i64) -> AbsenceRow {
    AbsenceRow {
        absence: AbsenceId::from_uuid(Uuid::from_u128(n)),
        person: person_id(person),
        kind: "leave".into(),
        from: at(from),
        until: at(until),
        note: "年休".into(),
    }
}

async fn put(store: &Store, row: AbsenceRow) {
    write(store, row, |row, tx| Box::pin(absences::insert(tx, ORG, row))).await.unwrap();
}

async fn away(store: &Store, person: u128, when: i64) -> Option<Instant> {
    read(store, (person, when), |(person, when), tx| {
        Box::pin(absences::away_until(tx, ORG, person_id(*person), at(*when)))
    })
    .await
}

async fn somebody_is_away_from_then_until_then(ground: Ground) {
    let store = &ground.store;
    put(store, absence(1, 1, 100, 200)).await;
    put(store, absence(2, 1, 150, 300)).await;
    assert_eq!(away(store, 1, 99).await, None);
    assert_eq!(away(store, 1, 100).await, Some(at(200)));
    assert_eq!(away(store, 1, 160).await, Some(at(300)), "the later end counts");
    assert_eq!(away(store, 1, 300).await, None, "he is back");
    assert_eq!(away(store, 2, 160).await, None);
    let id = absence(2, 1, 0, 0).absence;
    write(store, id, |id, tx| Box::pin(absences::delete(tx, ORG, *id))).await.unwrap();
    assert_eq!(away(store, 1, 250).await, None);
    let found = read(store, id, |id, tx| Box::pin(absences::find(tx, ORG, *id))).await;
    assert_eq!(found, None);
}

async fn a_stations_absences_are_listed_as_they_begin(ground: Ground) {
    let store = &ground.store;
    for n in 1..=3 {
        put_somebody(store, n).await;
    }
    put(store, absence(1, 1, 300, 400)).await;
    put(store, absence(2, 3, 100, 200)).await;
    put(store, absence(3, 2, 100, 400)).await;
    let list = async |station: Option<u128>, from: i64, until: i64| {
        let rows = read(store, (station, from, until), |(station, from, until), tx| {
            let station = station.map(station_id);
            Box::pin(absences::list(tx, ORG, station, at(*from), at(*until), 10))
        });
        rows.await.into_iter().map(|row| row.absence).collect::<Vec<_>>()
    };
    let id = |n| absence(n, 0, 0, 0).absence;
    assert_eq!(list(Some(1), 0, 1_000).await, [id(2), id(1)]);
    assert_eq!(list(Some(1), 200, 1_000).await, [id(1)]);
    assert_eq!(list(None, 150, 300).await, [id(2), id(3)]);
    let elsewhere = read(store, (), |(), tx| {
        Box::pin(absences::list(tx, OTHER_ORG, None, at(0), at(1_000), 10))
    });
    assert_eq!(elsewhere.await, []);
}
