//! The office's lists of orders, and the figures above them.

use platform_store::order_list::{self, DueDay, Figures, FiguresOf, Load, OrderFilter, Sort};
use platform_store::orders::{self, OrderRecord};
use platform_store::people::{self, GridRow};
use platform_store::{ListPlace, Store};
use serde_json::json;
use uuid::Uuid;
use vocabulary::{GridId, Instant, OrderState, StageState};

use crate::ground::{Ground, read, write};
use crate::people::put_somebody;
use crate::samples::{
    ORG, add_rounds, at, in_hand, order, order_id, person_id, station_id, to_come,
};

stories![
    lists_are_newest_first_and_paged,
    each_narrowing_holds_by_itself_and_with_others,
    what_is_due_first_comes_first_and_what_is_never_due_last,
    somebody_sees_his_own_orders_and_those_of_his_grids,
    figures_count_what_runs,
    the_heaviest_load_comes_first,
];

async fn insert(store: &Store, record: OrderRecord) {
    write(store, record, |record, tx| Box::pin(orders::insert(tx, ORG, record))).await.unwrap();
}

async fn list(store: &Store, filter: OrderFilter) -> Vec<String> {
    let lines = read(store, filter, |filter, tx| Box::pin(order_list::list(tx, ORG, filter)));
    lines.await.into_iter().map(|line| line.view.order_no.to_string()).collect()
}

fn all() -> OrderFilter {
    OrderFilter { limit: 10, ..OrderFilter::default() }
}

fn place(seconds: i64, order: u128) -> ListPlace {
    ListPlace::new(at(seconds), order_id(order).uuid())
}

fn grid_id() -> GridId {
    GridId::from_uuid(Uuid::from_u128(0x9001))
}

async fn lists_are_newest_first_and_paged(ground: Ground) {
    let store = &ground.store;
    for n in 1..=6 {
        let mut record = order(n);
        if n % 3 == 0 {
            record.view.state = OrderState::Archived;
        }
        insert(store, record).await;
    }
    let newest = [6, 5, 4, 3, 2, 1].map(|n| format!("NO-{n:06}"));
    assert_eq!(list(store, all()).await, newest);
    assert_eq!(list(store, OrderFilter { limit: 2, ..all() }).await, newest[..2]);
    let next = OrderFilter { after: Some(place(5, 5)), limit: 2, ..all() };
    assert_eq!(list(store, next).await, newest[2..4]);
    let archived = OrderFilter { states: vec![OrderState::Archived], ..all() };
    assert_eq!(list(store, archived).await, ["NO-000006", "NO-000003"]);

    // Two of the same microsecond, at a page's border.
    let mut twin = order(9);
    twin.view.created_at = at(3);
    insert(store, twin).await;
    let beyond = |id| OrderFilter { after: Some(place(3, id)), limit: 2, ..all() };
    assert_eq!(list(store, beyond(10)).await, ["NO-000009", "NO-000003"]);
    assert_eq!(list(store, beyond(9)).await, ["NO-000003", "NO-000002"]);
}

async fn each_narrowing_holds_by_itself_and_with_others(ground: Ground) {
    let store = &ground.store;
    insert(store, order(1)).await;
    let mut urged = order(2);
    urged.view.urged = 1;
    urged.grid = Some(grid_id());
    insert(store, urged).await;
    let mut lacking = order(3);
    lacking.evidence_missing = 2;
    lacking.view.process = "dunning".into();
    lacking.view.due_at = None;
    insert(store, lacking).await;
    let mut handed_on = order(4);
    handed_on.view.due_at = Some(at(500));
    let stages = &mut handed_on.view.stages;
    stages.get_mut(&in_hand(order_id(4))).unwrap().state = StageState::Submitted;
    let next = stages.get_mut(&to_come(order_id(4))).unwrap();
    next.state = StageState::SignedIn;
    next.assignee = Some(person_id(7));
    insert(store, handed_on).await;

    let check = async |narrowed: OrderFilter, expected: &[&str]| {
        assert_eq!(list(store, narrowed.clone()).await, expected, "{narrowed:?}");
    };
    check(OrderFilter { urged: true, ..all() }, &["NO-000002"]).await;
    check(OrderFilter { grid: Some(grid_id()), ..all() }, &["NO-000002"]).await;
    check(OrderFilter { evidence_missing: true, ..all() }, &["NO-000003"]).await;
    check(OrderFilter { process: Some("dunning".into()), ..all() }, &["NO-000003"]).await;
    let undispatched = ["NO-000003", "NO-000002", "NO-000001"];
    check(OrderFilter { undispatched: true, ..all() }, &undispatched).await;
    let element = |name: &str| OrderFilter { element: Some(name.into()), ..all() };
    check(element("acceptance"), &undispatched).await;
    check(element("install"), &["NO-000004", "NO-000003", "NO-000002", "NO-000001"]).await;
    check(element("instal"), &[]).await;
    check(element("inst_ll"), &[]).await;
    check(OrderFilter { due_before: Some(at(501)), ..all() }, &["NO-000004"]).await;
    check(OrderFilter { due_from: Some(at(501)), ..all() }, &["NO-000002", "NO-000001"]).await;
    let worker = |n| OrderFilter { worker: Some(person_id(n)), ..all() };
    check(worker(7), &["NO-000004"]).await;
    check(worker(4), &[]).await;
    let station = OrderFilter { station: Some(station_id(1)), ..all() };
    check(station.clone(), &["NO-000003", "NO-000001"]).await;
    check(OrderFilter { evidence_missing: true, ..station.clone() }, &["NO-000003"]).await;
    check(OrderFilter { urged: true, ..station }, &[]).await;
}

async fn what_is_due_first_comes_first_and_what_is_never_due_last(ground: Ground) {
    let store = &ground.store;
    for (n, due) in [(1, Some(900)), (2, Some(100)), (3, None), (4, Some(900))] {
        let mut record = order(n);
        record.view.due_at = due.map(at);
        insert(store, record).await;
    }
    let due = OrderFilter { sort: Sort::Due, ..all() };
    let sorted = ["NO-000002", "NO-000001", "NO-000004", "NO-000003"];
    assert_eq!(list(store, due.clone()).await, sorted);
    let lines = read(store, due.clone(), |due, tx| Box::pin(order_list::list(tx, ORG, due))).await;
    for (shown, line) in lines.iter().enumerate() {
        let after = OrderFilter { after: Some(line.place(Sort::Due)), ..due.clone() };
        assert_eq!(list(store, after).await, sorted[shown + 1..]);
    }
    let of_station = OrderFilter { station: Some(station_id(0)), ..due };
    assert_eq!(list(store, of_station).await, ["NO-000002", "NO-000004"]);
}

async fn somebody_sees_his_own_orders_and_those_of_his_grids(ground: Ground) {
    let store = &ground.store;
    for n in 1..=4 {
        insert(store, order(n)).await;
    }
    let of = |person| OrderFilter { of: Some(person_id(person)), ..all() };
    assert_eq!(list(store, of(4)).await, ["NO-000004"]);
    let grid = GridRow {
        grid: grid_id(),
        station: station_id(1),
        code: "W-01".into(),
        name: "网格一".into(),
        outline: json!([]),
        primary: Some(person_id(77)),
        backup: Some(person_id(4)),
    };
    let mut in_grid = order(7);
    in_grid.grid = Some(grid.grid);
    in_grid.view.created_at = at(0);
    in_grid.station = Some(station_id(3));
    write(store, grid, |grid, tx| Box::pin(people::put_grid(tx, ORG, grid))).await.unwrap();
    insert(store, in_grid).await;
    assert_eq!(list(store, of(4)).await, ["NO-000004", "NO-000007"]);
    assert_eq!(list(store, of(77)).await, ["NO-000007"]);
    assert_eq!(list(store, of(78)).await, [""; 0]);
}

async fn figures_count_what_runs(ground: Ground) {
    let store = &ground.store;
    for n in 1..=5 {
        let mut record = order(n);
        record.view.due_at = Some(at(i64::try_from(n).unwrap() * DAY));
        match n {
            3 => record.view.urged = 2,
            4 => record.view.state = OrderState::Suspended,
            5 => record.view.state = OrderState::Archived,
            _ => {}
        }
        record.evidence_missing = u32::from(n == 4);
        insert(store, record).await;
    }
    let asked = FiguresOf { station: None, of: None, now: at(2 * DAY), soon: at(3 * DAY) };
    let figures =
        async |asked| read(store, asked, |a, tx| Box::pin(order_list::figures(tx, ORG, *a))).await;
    let expected = Figures {
        open: 3,
        suspended: 1,
        overdue: 1,
        due_soon: 1,
        undispatched: 3,
        evidence_missing: 1,
        urged: 1,
    };
    assert_eq!(figures(asked).await, expected);
    let of_station = FiguresOf { station: Some(station_id(0)), ..asked };
    let expected =
        Figures { open: 1, suspended: 1, undispatched: 1, urged: 0, overdue: 0, ..expected };
    assert_eq!(figures(of_station).await, expected);
    let own = FiguresOf { of: Some(person_id(1)), ..asked };
    let expected = Figures { open: 1, undispatched: 1, overdue: 1, ..Figures::default() };
    assert_eq!(figures(own).await, expected);

    let due_days = async || {
        read(store, asked, |asked, tx| {
            Box::pin(order_list::due_days(tx, ORG, *asked, at(30 * DAY)))
        })
        .await
    };
    let first = (at(0).micros() / 1_000_000 + 8 * 3_600).div_euclid(DAY);
    let due = |day, orders| DueDay { day: first + day, orders };
    assert_eq!(due_days().await, [due(2, 1), due(3, 1)]);
    // The end of a day is midnight, and still that day's.
    for (n, later) in [(8, 0), (9, 1)] {
        let mut record = order(n);
        let midnight = Instant::from_micros(((first + 5) * DAY - 8 * 3_600) * 1_000_000);
        record.view.due_at = Some(midnight.shifted(later));
        insert(store, record).await;
    }
    assert_eq!(due_days().await, [due(2, 1), due(3, 1), due(4, 1), due(5, 1)]);
}

async fn the_heaviest_load_comes_first(ground: Ground) {
    let store = &ground.store;
    for n in 1..=3 {
        put_somebody(store, n).await;
    }
    for n in 1..=5 {
        let mut record = order(n);
        let holder = person_id(if n < 4 { 1 } else { 2 });
        record.view.stages.get_mut(&in_hand(order_id(n))).unwrap().assignee = Some(holder);
        record.view.due_at = Some(at(i64::try_from(n).unwrap() * 10));
        if n == 2 {
            add_rounds(&mut record, 60);
        }
        insert(store, record).await;
    }
    let asked = FiguresOf { station: None, of: None, now: at(20), soon: at(30) };
    let load = async |asked, limit| {
        read(store, (asked, limit), |(asked, limit), tx| {
            Box::pin(order_list::load(tx, ORG, *asked, *limit))
        })
        .await
    };
    let one = |n, open, overdue, due_soon| Load {
        person: person_id(n),
        name: format!("员工{n}"),
        open,
        overdue,
        due_soon,
    };
    // A route of many rounds is one order.
    assert_eq!(load(asked, 9).await, [one(1, 3, 1, 1), one(2, 2, 0, 0)]);
    assert_eq!(load(asked, 1).await, [one(1, 3, 1, 1)]);
    let of_station = FiguresOf { station: Some(station_id(0)), ..asked };
    assert_eq!(load(of_station, 9).await, [one(2, 2, 0, 0)]);
    let own = FiguresOf { of: Some(person_id(2)), ..asked };
    assert_eq!(load(own, 9).await, [one(2, 2, 0, 0)]);
}

const DAY: i64 = 86_400;
