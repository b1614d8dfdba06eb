//! Who is on duty when.

use platform_store::Store;
use platform_store::duties::{self, DutyRow};
use uuid::Uuid;
use vocabulary::DutyId;

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, person_id, station_id};

stories![whoever_is_on_duty_is_so_from_then_until_then, a_duty_is_taken_back];

fn duty(n: u128, station: u128, kind: &str, from: i64, until: i64) -> DutyRow {
    DutyRow {
        duty: DutyId::from_uuid(Uuid::from_u128(n)),
        station: station_id(station),
        person: person_id(n),
        kind: kind.into(),
        from: at(from),
        until: at(until),
        note: String::new(),
    }
}

async fn put(store: &Store, row: DutyRow) {
    write(store, row, |row, tx| Box::pin(duties::insert(tx, ORG, row))).await.unwrap();
}

async fn on_duty(store: &Store, station: u128, when: i64) -> Vec<vocabulary::PersonId> {
    read(store, (station, when), |(station, when), tx| {
        Box::pin(duties::on_duty(tx, ORG, station_id(*station), at(*when)))
    })
    .await
}

async fn whoever_is_on_duty_is_so_from_then_until_then(ground: Ground) {
    let store = &ground.store;
    put(store, duty(1, 1, "day", 100, 200)).await;
    put(store, duty(2, 1, "night", 150, 300)).await;
    put(store, duty(3, 1, "standby", 0, 900)).await;
    put(store, duty(4, 2, "day", 0, 900)).await;
    assert_eq!(on_duty(store, 1, 99).await, []);
    assert_eq!(on_duty(store, 1, 100).await, [person_id(1)]);
    assert_eq!(on_duty(store, 1, 199).await, [person_id(1), person_id(2)]);
    assert_eq!(on_duty(store, 1, 200).await, [person_id(2)], "he goes home");
    let listed = async |station: Option<u128>, from: i64, until: i64| {
        let rows = read(store, (station, from, until), |(station, from, until), tx| {
            let station = station.map(station_id);
            Box::pin(duties::list(tx, ORG, station, (at(*from), at(*until)), 10))
        });
        rows.await.into_iter().map(|row| row.person).collect::<Vec<_>>()
    };
    assert_eq!(listed(Some(1), 200, 900).await, [person_id(3), person_id(2)]);
    assert_eq!(listed(None, 200, 900).await.len(), 3);
    let elsewhere =
        read(store, (), |(), tx| Box::pin(duties::list(tx, OTHER_ORG, None, (at(0), at(900)), 10)));
    assert_eq!(elsewhere.await, []);
}

async fn a_duty_is_taken_back(ground: Ground) {
    let store = &ground.store;
    let row = duty(1, 1, "day", 100, 200);
    put(store, row.clone()).await;
    let found = async || read(store, row.duty, |id, tx| Box::pin(duties::find(tx, ORG, *id))).await;
    assert_eq!(found().await, Some(row.clone()));
    write(store, row.duty, |id, tx| Box::pin(duties::delete(tx, ORG, *id))).await.unwrap();
    assert_eq!(found().await, None);
    assert_eq!(on_duty(store, 1, 150).await, []);
}
