//! What waits for a person in the office.

use platform_store::office::{self, OfficeItemRow};
use platform_store::{ListPlace, Store, StoreFault};
use serde_json::json;
use uuid::Uuid;
use vocabulary::OfficeItemId;

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, operation_id, order_id, person_id, station_id};

stories![
    an_item_is_settled_once,
    items_are_filtered_and_newest_first,
    open_items_are_counted_by_kind,
    open_items_follow_their_order_to_another_station,
    an_item_that_settled_itself_is_off_the_list_unless_somebody_was_faster,
];

fn item_id(n: u128) -> OfficeItemId {
    OfficeItemId::from_uuid(Uuid::from_u128(0xb000 + n))
}

fn place(n: u128) -> ListPlace {
    let seconds = i64::try_from(n).unwrap();
    ListPlace::new(at(seconds), item_id(n).uuid())
}

fn item(n: u128, kind: &str) -> OfficeItemRow {
    OfficeItemRow {
        item: item_id(n),
        kind: kind.into(),
        reason: "reassigned".into(),
        order: Some(order_id(1)),
        order_no: Some("NO-1".into()),
        station: Some(station_id(n % 2)),
        op_id: Some(operation_id(n)),
        detail: json!({ "n": u64::try_from(n).unwrap() }),
        state: "open".into(),
        created_at: at(i64::try_from(n).unwrap()),
        resolved_at: None,
        resolved_by: None,
        remark: None,
    }
}

async fn open(store: &Store, item: OfficeItemRow) {
    write(store, item, |item, tx| Box::pin(office::open(tx, ORG, item))).await.unwrap();
}

async fn resolve(store: &Store, n: u128, state: &'static str) -> Result<(), StoreFault> {
    write(store, (n, state), |(n, state), tx| {
        Box::pin(office::resolve(tx, ORG, item_id(*n), state, person_id(7), at(50), "核实无误"))
    })
    .await
}

async fn an_item_is_settled_once(ground: Ground) {
    let store = &ground.store;
    open(store, item(1, "late")).await;
    resolve(store, 1, "merged").await.unwrap();
    let again = resolve(store, 1, "kept").await;
    assert!(matches!(again, Err(StoreFault::LostGuard | StoreFault::Busy)), "{again:?}");
    let find = |org| read(store, org, |org, tx| Box::pin(office::find(tx, *org, item_id(1))));
    let settled = find(ORG).await.unwrap();
    assert_eq!(settled.state, "merged");
    assert_eq!((settled.resolved_by, settled.resolved_at), (Some(person_id(7)), Some(at(50))));
    assert_eq!(settled.remark.as_deref(), Some("核实无误"));
    assert_eq!((settled.op_id, settled.detail), (Some(operation_id(1)), json!({ "n": 1 })));
    assert!(find(OTHER_ORG).await.is_none());
}

async fn items_are_filtered_and_newest_first(ground: Ground) {
    let store = &ground.store;
    for n in 1..=4 {
        open(store, item(n, "late")).await;
    }
    open(store, OfficeItemRow { order: None, station: None, ..item(5, "alarm") }).await;
    resolve(store, 4, "kept").await.unwrap();
    let list = |station: Option<u128>, state: Option<&'static str>, after: u128, limit: u32| {
        let with = (station.map(station_id), state, after, limit);
        async move {
            let items = read(store, with, |(station, state, after, limit), tx| {
                Box::pin(office::list(tx, ORG, *station, *state, None, place(*after), *limit))
            });
            items.await.into_iter().map(|item| item.created_at).collect::<Vec<_>>()
        }
    };
    assert_eq!(list(None, None, 99, 9).await, [at(5), at(4), at(3), at(2), at(1)]);
    assert_eq!(list(None, Some("open"), 99, 2).await, [at(5), at(3)]);
    assert_eq!(list(None, None, 3, 9).await, [at(2), at(1)]);
    assert_eq!(list(Some(1), None, 99, 9).await, [at(3), at(1)]);
    let alarms = read(store, (), |(), tx| {
        Box::pin(office::list(tx, ORG, None, None, Some("alarm"), ListPlace::NEWEST, 9))
    });
    assert_eq!(alarms.await.iter().map(|item| item.created_at).collect::<Vec<_>>(), [at(5)]);
    let of_order = read(store, (), |(), tx| Box::pin(office::of_order(tx, ORG, order_id(1)))).await;
    assert_eq!(
        of_order.iter().map(|i| i.item).collect::<Vec<_>>(),
        (1..=4).map(item_id).collect::<Vec<_>>()
    );
}

async fn open_items_are_counted_by_kind(ground: Ground) {
    let store = &ground.store;
    for (n, kind) in [(1, "refused"), (2, "late"), (3, "late"), (4, "late")] {
        open(store, item(n, kind)).await;
    }
    resolve(store, 4, "done").await.unwrap();
    let count = |station: Option<u128>| {
        read(store, station.map(station_id), |station, tx| {
            Box::pin(office::count_open(tx, ORG, *station))
        })
    };
    assert_eq!(count(None).await, [("late".to_owned(), 2), ("refused".to_owned(), 1)]);
    assert_eq!(count(Some(0)).await, [("late".to_owned(), 1)]);
}

async fn open_items_follow_their_order_to_another_station(ground: Ground) {
    let store = &ground.store;
    for n in 1..=2 {
        open(store, item(n, "late")).await;
    }
    open(store, OfficeItemRow { order: Some(order_id(2)), ..item(3, "late") }).await;
    resolve(store, 1, "kept").await.unwrap();
    write(store, (), |(), tx| Box::pin(office::follow(tx, ORG, order_id(1), Some(station_id(9)))))
        .await
        .unwrap();
    let station = async |n| {
        let found = read(store, n, |n, tx| Box::pin(office::find(tx, ORG, item_id(*n)))).await;
        found.unwrap().station
    };
    assert_eq!(station(1).await, Some(station_id(1)), "settled where it was settled");
    assert_eq!(station(2).await, Some(station_id(9)));
    assert_eq!(station(3).await, Some(station_id(1)), "of another order");
}

async fn an_item_that_settled_itself_is_off_the_list_unless_somebody_was_faster(ground: Ground) {
    let store = &ground.store;
    for n in 1..=2 {
        open(store, item(n, "overdue")).await;
    }
    resolve(store, 2, "kept").await.unwrap();
    let settled = async |n| {
        write(store, n, |n, tx| {
            Box::pin(office::lapse(tx, ORG, item_id(*n), None, at(60), "未超期"))
        })
        .await
        .unwrap();
        let found = read(store, n, |n, tx| Box::pin(office::find(tx, ORG, item_id(*n)))).await;
        let found = found.unwrap();
        (found.state, found.resolved_by, found.resolved_at, found.remark)
    };
    let by_itself = ("done".to_owned(), None, Some(at(60)), Some("未超期".to_owned()));
    assert_eq!(settled(1).await, by_itself);
    let (state, by, ..) = settled(2).await;
    assert_eq!((state.as_str(), by), ("kept", Some(person_id(7))));
}
