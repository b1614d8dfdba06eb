//! Areas that go to another grid, and which grid they belonged to when.

use platform_store::Store;
use platform_store::cut_overs::{self, AreaGrid, CutOverRow, CutOverState};
use platform_store::people::{self, GridRow};
use serde_json::json;
use uuid::Uuid;
use vocabulary::{AreaId, CutOverId, GridId};

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, order_id, person_id, station_id};

stories![an_area_has_one_grid_at_a_time, what_is_ahead_is_found_by_its_area_and_by_its_day];

fn grid(n: u128) -> GridId {
    GridId::from_uuid(Uuid::from_u128(n))
}

fn area(n: u128) -> AreaId {
    AreaId::from_uuid(Uuid::from_u128(n))
}

async fn an_area_has_one_grid_at_a_time(ground: Ground) {
    let store = &ground.store;
    for (from, to) in [(0, 1), (500, 3), (200, 2), (500, 4)] {
        let since = AreaGrid { grid: grid(to), from: at(from) };
        write(store, since, |since, tx| Box::pin(cut_overs::note_grid(tx, ORG, area(1), *since)))
            .await
            .unwrap();
    }
    let history =
        |org| read(store, org, |org, tx| Box::pin(cut_overs::grids_of_area(tx, *org, area(1))));
    let since = |from, to| AreaGrid { grid: grid(to), from: at(from) };
    assert_eq!(history(ORG).await, [since(500, 4), since(200, 2), since(0, 1)]);
    assert_eq!(history(OTHER_ORG).await, []);
}

fn cut_over(n: u128, day: i64) -> CutOverRow {
    CutOverRow {
        cut_over: CutOverId::from_uuid(Uuid::from_u128(n)),
        area: area(n),
        from_grid: grid(1),
        to_grid: grid(2),
        effective_at: at(day),
        takes_begun: n == 2,
        reason: "网格调整".into(),
        state: CutOverState::Planned,
        made_by: person_id(1),
        made_at: at(i64::try_from(n).unwrap()),
        done_at: None,
    }
}

async fn put(store: &Store, row: CutOverRow) {
    write(store, row, |row, tx| Box::pin(cut_overs::put(tx, ORG, row))).await.unwrap();
}

async fn what_is_ahead_is_found_by_its_area_and_by_its_day(ground: Ground) {
    let store = &ground.store;
    put(store, cut_over(1, 300)).await;
    put(store, cut_over(2, 200)).await;
    let due = async |now: i64| {
        let rows = read(store, now, |now, tx| Box::pin(cut_overs::due(tx, ORG, at(*now), 9)));
        rows.await.into_iter().map(|row| row.cut_over).collect::<Vec<_>>()
    };
    let id = |n| cut_over(n, 0).cut_over;
    assert_eq!(due(199).await, []);
    assert_eq!(due(300).await, [id(2), id(1)]);
    let ahead = |n| read(store, n, |n, tx| Box::pin(cut_overs::ahead_of_area(tx, ORG, area(*n))));
    assert_eq!(ahead(2).await, Some(cut_over(2, 200)));
    put(store, CutOverRow { state: CutOverState::Running, ..cut_over(2, 200) }).await;
    assert_eq!(due(200).await, [id(2)], "it is not done");
    let done = CutOverRow { state: CutOverState::Done, done_at: Some(at(201)), ..cut_over(2, 200) };
    put(store, done.clone()).await;
    assert_eq!(ahead(2).await, None);
    let found = read(store, id(2), |id, tx| Box::pin(cut_overs::find(tx, ORG, *id))).await;
    assert_eq!(found, Some(done));

    for (order, outcome) in [(1, "a"), (2, "b"), (1, "c")] {
        write(store, (order, json!(outcome)), |(order, outcome), tx| {
            let id = cut_over(1, 0).cut_over;
            Box::pin(cut_overs::note_order(tx, ORG, id, order_id(*order), outcome))
        })
        .await
        .unwrap();
    }
    let outcomes = read(store, id(1), |id, tx| Box::pin(cut_overs::outcomes(tx, ORG, *id))).await;
    assert_eq!(outcomes, [json!("c"), json!("b")], "one for each order");

    let of_station = GridRow {
        grid: grid(2),
        station: station_id(5),
        code: "G2".into(),
        name: "二网格".into(),
        outline: json!([]),
        primary: None,
        backup: None,
    };
    write(store, of_station, |row, tx| Box::pin(people::put_grid(tx, ORG, row))).await.unwrap();
    let listed = async |station: Option<u128>| {
        let rows = read(store, station.map(station_id), |station, tx| {
            Box::pin(cut_overs::list(tx, ORG, *station, 9))
        });
        rows.await.len()
    };
    assert_eq!((listed(None).await, listed(Some(5)).await, listed(Some(6)).await), (2, 2, 0));
}
