//! Customers, the bundles of their areas, and who looked at them.

use std::collections::BTreeSet;

use platform_store::customers::{self, AreaRow, Changed, CustomerRow, Within};
use platform_store::inquiries::{self, InquiryFilter, InquiryRow};
use platform_store::order_keys::{Key, KeyKind};
use platform_store::orders;
use platform_store::people::{self, GridRow};
use platform_store::{ListPlace, Store, StoreFault};
use serde_json::json;
use uuid::Uuid;
use vocabulary::{AreaId, CustomerNo, Digest, GridId, InquiryId, OrderState, PersonId, StationId};

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, order, person_id, station_id};

stories![
    an_older_revision_never_replaces_a_newer_one,
    a_customer_is_found_by_the_beginning_of_his_numbers_where_he_lives,
    what_changes_an_area_or_its_keepers_outdates_its_bundle,
    a_bundle_is_kept_only_as_it_was_seen,
    finished_orders_are_those_of_the_areas_customers,
    an_inquiry_is_kept_once_and_listed_newest_first,
];

fn no(n: u32) -> CustomerNo {
    format!("13020{n:05}").parse().unwrap()
}

fn customer(n: u32, area: &str, revision: u64) -> CustomerRow {
    CustomerRow {
        customer_no: no(n),
        area_code: area.to_owned(),
        revision,
        closed: false,
        body: json!({ "revision": revision }),
        received_at: at(1),
    }
}

async fn put(store: &Store, row: CustomerRow) -> bool {
    write(store, row, |row, tx| Box::pin(customers::put(tx, ORG, row))).await.unwrap()
}

async fn find(store: &Store, n: u32) -> Option<CustomerRow> {
    read(store, no(n), |no, tx| Box::pin(customers::find(tx, ORG, no))).await
}

async fn an_older_revision_never_replaces_a_newer_one(ground: Ground) {
    let store = &ground.store;
    assert!(put(store, customer(1, "A1", 3)).await);
    assert!(!put(store, customer(1, "A2", 3)).await, "as new is not newer");
    assert!(!put(store, customer(1, "A2", 2)).await);
    assert_eq!(find(store, 1).await, Some(customer(1, "A1", 3)));
    assert!(put(store, customer(1, "A2", 4)).await);
    assert!(put(store, customer(2, "A2", 1)).await);
    let closed = CustomerRow { closed: true, ..customer(3, "A2", 1) };
    assert!(put(store, closed).await);
    let of = async |area: &'static str| {
        let rows = read(store, area, |area, tx| Box::pin(customers::of_area(tx, ORG, area, 10)));
        rows.await.into_iter().map(|row| row.customer_no).collect::<Vec<_>>()
    };
    assert_eq!((of("A1").await, of("A2").await), (vec![], vec![no(1), no(2)]));
    let (count, characters) =
        read(store, (), |(), tx| Box::pin(customers::size_of_area(tx, ORG, "A2"))).await;
    assert_eq!((count, characters), (2, 2 * r#"{"revision":4}"#.len() as u64));
    let none = read(store, (), |(), tx| Box::pin(customers::size_of_area(tx, ORG, "A9"))).await;
    assert_eq!(none, (0, 0));
    let elsewhere = read(store, no(1), |no, tx| Box::pin(customers::find(tx, OTHER_ORG, no)));
    assert_eq!(elsewhere.await, None);
}

fn grid_id(n: u128) -> GridId {
    GridId::from_uuid(Uuid::from_u128(0x8000 + n))
}

/// A grid of a station with one area `A<n>`, person `n` in charge.
async fn put_grid(store: &Store, n: u128, station: StationId, backup: Option<PersonId>) {
    let grid = GridRow {
        grid: grid_id(n),
        station,
        code: format!("G{n}"),
        name: "网格".into(),
        outline: json!([]),
        primary: Some(person_id(n)),
        backup,
    };
    let area = people::AreaRow {
        area: AreaId::from_uuid(Uuid::from_u128(0x9000 + n)),
        grid: grid_id(n),
        code: format!("A{n}"),
        name: "台区".into(),
        outline: json!([]),
    };
    write(store, (grid, area), |(grid, area), tx| {
        Box::pin(async move {
            people::put_grid(tx, ORG, grid).await?;
            people::put_area(tx, ORG, area).await
        })
    })
    .await
    .unwrap();
}

async fn keyed(store: &Store, n: u32, before: &[(KeyKind, &str)], after: &[(KeyKind, &str)]) {
    let keys = |keys: &[(KeyKind, &str)]| -> BTreeSet<Key> {
        keys.iter().map(|(kind, key)| Key { kind: *kind, key: (*key).to_owned() }).collect()
    };
    let change = (no(n), keys(before), keys(after));
    write(store, change, |(no, before, after), tx| {
        Box::pin(customers::change_keys(tx, ORG, no, before, after))
    })
    .await
    .unwrap();
}

async fn a_customer_is_found_by_the_beginning_of_his_numbers_where_he_lives(ground: Ground) {
    let store = &ground.store;
    put_grid(store, 1, station_id(1), Some(person_id(2))).await;
    put_grid(store, 2, station_id(2), None).await;
    for (n, area) in [(1, "A1"), (2, "A2"), (3, "A3")] {
        put(store, customer(n, area, 1)).await;
        let name = format!("王{n}");
        let own = no(n);
        let keys = [(KeyKind::CustomerNo, own.as_str()), (KeyKind::CustomerName, &*name)];
        keyed(store, n, &[], &keys).await;
    }
    let search = async |station: Option<u128>, keeper: Option<u128>, start: &str| {
        let asked = (station.map(station_id), keeper.map(person_id), start.to_owned());
        let found = read(store, asked, |(station, keeper, start), tx| {
            let within = Within { station: *station, keeper: *keeper };
            Box::pin(customers::search(tx, ORG, within, start, 10))
        });
        let found = found.await.into_iter();
        found.map(|one| (one.kind, one.customer.customer_no)).collect::<Vec<_>>()
    };
    let by_no = |n| (KeyKind::CustomerNo, no(n));
    // An area that the organisation does not know lies nowhere.
    assert_eq!(search(None, None, "13020").await, [by_no(1), by_no(2)]);
    assert_eq!(search(Some(1), None, "13020").await, [by_no(1)]);
    assert_eq!(search(None, Some(2), "13020").await, [by_no(1), by_no(2)]);
    assert_eq!(search(Some(1), Some(1), "王").await, [(KeyKind::CustomerName, no(1))]);
    assert_eq!(search(Some(2), Some(1), "王").await, []);
    assert_eq!(search(None, None, "3020").await, []);
    keyed(store, 1, &[(KeyKind::CustomerName, "王1")], &[(KeyKind::CustomerName, "李1")]).await;
    assert_eq!(search(None, None, "王").await, [(KeyKind::CustomerName, no(2))]);
    assert_eq!(search(None, None, "李").await, [(KeyKind::CustomerName, no(1))]);
}

async fn area(store: &Store, code: &'static str) -> Option<AreaRow> {
    read(store, code, |code, tx| Box::pin(customers::area(tx, ORG, code))).await
}

async fn stale(store: &Store, code: &'static str) -> u64 {
    area(store, code).await.map_or(0, |area| area.stale)
}

async fn outdate(store: &Store, code: &'static str) {
    write(store, code, |code, tx| Box::pin(customers::outdate(tx, ORG, code))).await.unwrap();
}

async fn what_changes_an_area_or_its_keepers_outdates_its_bundle(ground: Ground) {
    let store = &ground.store;
    put_grid(store, 1, station_id(1), Some(person_id(2))).await;
    put_grid(store, 2, station_id(1), None).await;
    put(store, customer(1, "A1", 1)).await;
    outdate(store, "A1").await;
    assert_eq!(stale(store, "A1").await, 1);
    let follow = async |changed: Changed<'static>| {
        write(store, changed, |changed, tx| {
            Box::pin(customers::outdate_those_of(tx, ORG, *changed))
        })
        .await
        .unwrap();
    };
    follow(Changed::Area("A1")).await;
    follow(Changed::Grid(grid_id(1))).await;
    follow(Changed::Person(person_id(2))).await;
    follow(Changed::Customer("1302000001")).await;
    assert_eq!(stale(store, "A1").await, 5);
    for none in [
        Changed::Area("A2"),
        Changed::Grid(grid_id(2)),
        Changed::Person(person_id(3)),
        Changed::Customer("1302000009"),
    ] {
        follow(none).await;
    }
    assert_eq!(stale(store, "A1").await, 5);
    assert_eq!(area(store, "A2").await, None, "an area without customers has no bundle");
}

async fn keep(
    store: &Store,
    before: &AreaRow,
    after: &AreaRow,
    packed: Option<&[u8]>,
) -> Result<(), StoreFault> {
    let with = (before.clone(), after.clone(), packed.map(<[u8]>::to_vec));
    write(store, with, |(before, after, packed), tx| {
        Box::pin(customers::keep_area(tx, ORG, before, after, packed.as_deref()))
    })
    .await
}

async fn a_bundle_is_kept_only_as_it_was_seen(ground: Ground) {
    let store = &ground.store;
    outdate(store, "A1").await;
    let seen = area(store, "A1").await.unwrap();
    let hash = Digest::of(b"bundle");
    let kept = AreaRow {
        stale: 0,
        rev: 1,
        hash: Some(hash),
        manifest: Some(json!({ "customers": 1 })),
        told_primary: Some(person_id(1)),
        ..seen.clone()
    };
    outdate(store, "A1").await;
    assert!(keep(store, &seen, &kept, Some(b"packed")).await.is_err(), "something has happened");
    let seen = area(store, "A1").await.unwrap();
    assert_eq!(seen.stale, 2);
    keep(store, &seen, &kept, Some(b"packed")).await.unwrap();
    assert_eq!(area(store, "A1").await, Some(kept.clone()));
    let bundle = async |hash| {
        read(store, hash, |hash, tx| Box::pin(customers::bundle(tx, ORG, *hash))).await
    };
    assert_eq!(bundle(hash).await, Some(("A1".to_owned(), b"packed".to_vec())));
    let outdated = read(store, (), |(), tx| Box::pin(customers::outdated(tx, ORG, 10))).await;
    assert_eq!(outdated, []);

    outdate(store, "A1").await;
    let seen = area(store, "A1").await.unwrap();
    let told = AreaRow { told_backup: Some(person_id(2)), ..kept.clone() };
    keep(store, &seen, &told, None).await.unwrap();
    assert!(bundle(hash).await.is_some(), "other keepers, the same bundle");
    outdate(store, "A1").await;
    let seen = area(store, "A1").await.unwrap();
    let empty = AreaRow { rev: 2, hash: None, manifest: None, ..told };
    keep(store, &seen, &empty, None).await.unwrap();
    assert_eq!(bundle(hash).await, None);
}

async fn finished_orders_are_those_of_the_areas_customers(ground: Ground) {
    let store = &ground.store;
    put(store, customer(1, "A1", 1)).await;
    put(store, customer(2, "A2", 1)).await;
    for (n, of, archived) in [(1, 1, true), (2, 1, false), (3, 2, true), (4, 1, true)] {
        let mut record = order(n);
        if archived {
            record.view.state = OrderState::Archived;
            record.closed_at = Some(at(i64::try_from(n).unwrap()));
        }
        let key = Key { kind: KeyKind::CustomerNo, key: no(of).to_string() };
        write(store, (record, key), |(record, key), tx| {
            Box::pin(async move {
                orders::insert(tx, ORG, record).await?;
                let place = (record.view.order, record.station);
                platform_store::order_keys::change(tx, ORG, place, [], [key]).await
            })
        })
        .await
        .unwrap();
    }
    let of_area =
        read(store, (), |(), tx| Box::pin(customers::finished_orders_of_area(tx, ORG, "A1", 10)));
    let of_area: Vec<_> =
        of_area.await.into_iter().map(|one| (one.customer_no, one.order)).collect();
    let expected: Vec<_> = [4, 1].map(|n| (no(1).to_string(), order(n).view.order)).to_vec();
    assert_eq!(of_area, expected);
    let of_one =
        read(store, no(2), |no, tx| Box::pin(customers::finished_orders_of(tx, ORG, no, 10)));
    let of_one: Vec<_> = of_one.await.into_iter().map(|one| one.order).collect();
    assert_eq!(of_one, [order(3).view.order]);
}

async fn an_inquiry_is_kept_once_and_listed_newest_first(ground: Ground) {
    let store = &ground.store;
    let inquiry = |n: u128, of: u32| InquiryRow {
        inquiry: InquiryId::from_uuid(Uuid::from_u128(n)),
        at: at(0),
        received_at: at(i64::try_from(n).unwrap()),
        person: person_id(1),
        terminal: None,
        customer_no: no(of),
        reason: "bill".into(),
        note: None,
        in_scope: true,
    };
    let insert = async |row| {
        write(store, row, |row, tx| Box::pin(inquiries::insert(tx, ORG, row))).await.unwrap()
    };
    for (n, of) in [(1, 1), (2, 2), (3, 1)] {
        assert!(insert(inquiry(n, of)).await);
    }
    let again = InquiryRow { note: Some("改".into()), ..inquiry(2, 2) };
    assert!(!insert(again).await, "the first one stands");
    let asked = async |filter: InquiryFilter, after: ListPlace, limit: u32| {
        read(store, (filter, after, limit), |(filter, after, limit), tx| {
            Box::pin(inquiries::list(tx, ORG, filter, *after, *limit))
        })
        .await
    };
    let list = async |of: Option<u32>, after: ListPlace, limit: u32| {
        asked(InquiryFilter { customer_no: of.map(no), ..Default::default() }, after, limit).await
    };
    let all = list(None, ListPlace::NEWEST, 2).await;
    assert_eq!(all, [inquiry(3, 1), inquiry(2, 2)]);
    let after = ListPlace::new(all[1].received_at, all[1].inquiry.uuid());
    assert_eq!(list(None, after, 2).await, [inquiry(1, 1)]);
    assert_eq!(list(Some(1), ListPlace::NEWEST, 9).await, [inquiry(3, 1), inquiry(1, 1)]);

    let other = InquiryRow { person: person_id(2), reason: "outage".into(), ..inquiry(4, 2) };
    assert!(insert(other.clone()).await);
    let newest = async |filter| asked(filter, ListPlace::NEWEST, 9).await;
    let of_person = InquiryFilter { person: Some(person_id(2)), ..Default::default() };
    assert_eq!(newest(of_person.clone()).await, std::slice::from_ref(&other));
    let for_reason = InquiryFilter { reason: Some("outage".into()), ..Default::default() };
    assert_eq!(newest(for_reason).await, [other]);
    let between = InquiryFilter { from: Some(at(2)), before: Some(at(4)), ..Default::default() };
    assert_eq!(newest(between).await, [inquiry(3, 1), inquiry(2, 2)]);
    let of_both = InquiryFilter { customer_no: Some(no(1)), ..of_person };
    assert_eq!(newest(of_both).await, []);
}
