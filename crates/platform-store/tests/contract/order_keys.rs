//! The numbers and names that an order is asked for by.

use platform_store::Store;
use platform_store::order_keys::{self, Found, Key, KeyKind};
use vocabulary::StationId;

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, order_id, station_id};

stories![
    an_order_is_found_by_the_beginning_of_any_of_its_keys,
    a_key_that_an_order_no_longer_has_leads_nowhere,
    a_station_finds_all_of_its_own_among_many,
];

fn key(kind: KeyKind, key: &str) -> Key {
    Key { kind, key: key.into() }
}

async fn put(store: &Store, n: u128, keys: Vec<Key>) {
    change(store, (n, station_id(n % 2)), Vec::new(), keys).await;
}

async fn change(store: &Store, place: (u128, StationId), gone: Vec<Key>, new: Vec<Key>) {
    write(store, (place, gone, new), |((n, station), gone, new), tx| {
        let place = (order_id(*n), Some(*station));
        Box::pin(order_keys::change(tx, ORG, place, gone.iter(), new.iter()))
    })
    .await
    .unwrap();
}

async fn search(store: &Store, station: Option<StationId>, start: &'static str) -> Vec<Found> {
    read(store, (station, start), |(station, start), tx| {
        Box::pin(order_keys::search(tx, ORG, *station, start, 3))
    })
    .await
}

fn found(n: u128, kind: KeyKind) -> Found {
    Found { order: order_id(n), kind }
}

async fn an_order_is_found_by_the_beginning_of_any_of_its_keys(ground: Ground) {
    let store = &ground.store;
    put(store, 1, vec![key(KeyKind::OrderNo, "1302"), key(KeyKind::CustomerName, "张三")]).await;
    put(store, 2, vec![key(KeyKind::OrderNo, "1303"), key(KeyKind::CustomerNo, "13029")]).await;
    let of_both = [found(1, KeyKind::OrderNo), found(2, KeyKind::CustomerNo)];
    assert_eq!(search(store, None, "1302").await, of_both);
    assert_eq!(search(store, None, "13029").await, of_both[1..]);
    assert_eq!(search(store, None, "张").await, [found(1, KeyKind::CustomerName)]);
    assert_eq!(search(store, None, "李").await, []);
    let foreign =
        read(store, (), |(), tx| Box::pin(order_keys::search(tx, OTHER_ORG, None, "13", 9)));
    assert_eq!(foreign.await, []);
}

async fn a_key_that_an_order_no_longer_has_leads_nowhere(ground: Ground) {
    let store = &ground.store;
    put(store, 1, vec![key(KeyKind::OrderNo, "1302"), key(KeyKind::AssetNo, "88")]).await;
    let (gone, new) = (vec![key(KeyKind::AssetNo, "88")], vec![key(KeyKind::AssetNo, "99")]);
    change(store, (1, station_id(1)), gone, new).await;
    assert_eq!(search(store, None, "88").await, []);
    assert_eq!(search(store, None, "99").await, [found(1, KeyKind::AssetNo)]);
    assert_eq!(search(store, None, "1302").await, [found(1, KeyKind::OrderNo)]);
}

async fn a_station_finds_all_of_its_own_among_many(ground: Ground) {
    let store = &ground.store;
    for n in 1..=9 {
        put(store, n, vec![key(KeyKind::CustomerName, "王")]).await;
    }
    let of_even = [2, 4, 6].map(|n| found(n, KeyKind::CustomerName));
    assert_eq!(search(store, Some(station_id(0)), "王").await, of_even);

    change(store, (2, station_id(1)), Vec::new(), vec![key(KeyKind::CustomerName, "王")]).await;
    let of_even = [4, 6, 8].map(|n| found(n, KeyKind::CustomerName));
    assert_eq!(search(store, Some(station_id(0)), "王").await, of_even, "it has moved");
}
