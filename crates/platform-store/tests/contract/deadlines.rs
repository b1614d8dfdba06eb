//! Deadline clocks of orders, and the calendar that they are counted by.

use platform_store::calendar::{self, CalendarYearRow};
use platform_store::deadlines::{self, AlertedPlace, DeadlineRow};
use platform_store::{Store, orders};
use serde_json::json;

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, order, order_id, person_id, station_id};

stories![
    clocks_are_kept_by_name,
    clocks_are_looked_at_when_it_is_time,
    clocks_of_another_calendar_are_found,
    alerted_clocks_are_listed_by_due_date_and_station,
    a_year_is_written_in_place_of_the_one_before,
];

fn clock(policy: &str) -> DeadlineRow {
    DeadlineRow {
        policy: policy.into(),
        clock: json!({}),
        due_at: None,
        calendar: None,
        next_at: None,
        alert: None,
    }
}

async fn put(store: &Store, order: u128, row: DeadlineRow) {
    write(store, (order, row), |(order, row), tx| {
        Box::pin(deadlines::put(tx, ORG, order_id(*order), row))
    })
    .await
    .unwrap();
}

async fn clocks_are_kept_by_name(ground: Ground) {
    let row = |policy: &str, elapsed: u32, due: Option<i64>| DeadlineRow {
        clock: json!({ "elapsed": elapsed }),
        due_at: due.map(at),
        ..clock(policy)
    };
    let steps = [("statutory", 0, Some(5)), ("internal", 0, Some(3)), ("statutory", 2, None)];
    for (policy, elapsed, due) in steps {
        put(&ground.store, 1, row(policy, elapsed, due)).await;
    }
    let of = |n: u128| {
        read(&ground.store, n, |n, tx| Box::pin(deadlines::of_order(tx, ORG, order_id(*n))))
    };
    assert_eq!(of(1).await, [row("internal", 0, Some(3)), row("statutory", 2, None)]);
    assert_eq!(of(2).await, []);
}

async fn clocks_are_looked_at_when_it_is_time(ground: Ground) {
    let looked_at = |next: Option<i64>| DeadlineRow { next_at: next.map(at), ..clock("total") };
    for (order, next) in [(1, Some(30)), (2, Some(10)), (3, None), (4, Some(20))] {
        put(&ground.store, order, looked_at(next)).await;
    }
    let due = |org, now: i64, limit: u32| {
        read(&ground.store, (org, now, limit), |(org, now, limit), tx| {
            Box::pin(deadlines::to_look_at(tx, *org, at(*now), *limit))
        })
    };
    assert_eq!(due(ORG, 9, 9).await, []);
    assert_eq!(due(ORG, 10, 9).await, [order_id(2)]);
    assert_eq!(due(ORG, 99, 2).await, [order_id(2), order_id(4)]);
    assert_eq!(due(OTHER_ORG, 99, 9).await, []);
    put(&ground.store, 2, looked_at(None)).await;
    assert_eq!(due(ORG, 99, 9).await, [order_id(4), order_id(1)]);
}

async fn clocks_of_another_calendar_are_found(ground: Ground) {
    let counted =
        |by: Option<&str>| DeadlineRow { calendar: by.map(str::to_owned), ..clock("total") };
    for (order, by) in [(1, Some("b")), (2, Some("a")), (3, None), (4, Some("c")), (5, Some(""))] {
        put(&ground.store, order, counted(by)).await;
    }
    let other = async |org, calendar: &'static str, limit: u32| {
        let found = read(&ground.store, (org, calendar, limit), |(org, calendar, limit), tx| {
            Box::pin(deadlines::of_another_calendar(tx, *org, calendar, *limit))
        });
        let mut found = found.await;
        found.sort_unstable();
        found
    };
    assert_eq!(other(ORG, "b", 9).await, [order_id(2), order_id(4), order_id(5)]);
    assert_eq!(other(ORG, "c", 1).await.len(), 1, "some of them");
    assert_eq!(other(OTHER_ORG, "b", 9).await, []);
    for order in [2, 4, 5] {
        put(&ground.store, order, counted(Some("b"))).await;
    }
    assert_eq!(other(ORG, "b", 9).await, []);
}

async fn alerted_clocks_are_listed_by_due_date_and_station(ground: Ground) {
    let store = &ground.store;
    for n in 1..=3 {
        write(store, order(n), |order, tx| Box::pin(orders::insert(tx, ORG, order))).await.unwrap();
    }
    let overdue = |policy: &str, due: i64| DeadlineRow {
        due_at: Some(at(due)),
        alert: Some("overdue".into()),
        ..clock(policy)
    };
    put(store, 1, overdue("total", 20)).await;
    put(store, 1, overdue("reply", 20)).await;
    put(store, 2, overdue("total", 10)).await;
    put(store, 3, DeadlineRow { alert: Some("pre_alert".into()), ..overdue("total", 5) }).await;
    let list = async |station: Option<u128>, after: Option<AlertedPlace>, limit: u32| {
        let rows = read(store, (station, after, limit), |(station, after, limit), tx| {
            let station = station.map(station_id);
            Box::pin(deadlines::alerted(tx, ORG, station, "overdue", after.as_ref(), *limit))
        });
        let names = |row: deadlines::AlertedRow| (row.order, row.deadline.policy, row.order_no);
        rows.await.into_iter().map(names).collect::<Vec<_>>()
    };
    let line = |n: u128, policy: &str| (order_id(n), policy.to_owned(), format!("NO-{n:06}"));
    let all = [line(2, "total"), line(1, "reply"), line(1, "total")];
    assert_eq!(list(None, None, 9).await, all);
    assert_eq!(list(None, None, 2).await, all[..2]);
    let after = AlertedPlace { due_at: at(20), order: order_id(1), policy: "reply".into() };
    assert_eq!(list(None, Some(after), 9).await, all[2..]);
    assert_eq!(list(Some(0), None, 9).await, all[..1], "order 2 is of station 0");
}

async fn a_year_is_written_in_place_of_the_one_before(ground: Ground) {
    let year = |year: i32, source: &str| CalendarYearRow {
        year,
        body: json!({ "source": source }),
        written_by: person_id(1),
        written_at: at(i64::from(year)),
    };
    for one in [year(2027, "draft"), year(2026, "notice"), year(2027, "notice")] {
        write(&ground.store, one, |one, tx| Box::pin(calendar::put(tx, ORG, one))).await.unwrap();
    }
    let years = |org| read(&ground.store, org, |org, tx| Box::pin(calendar::years(tx, *org)));
    assert_eq!(years(ORG).await, [year(2026, "notice"), year(2027, "notice")]);
    assert_eq!(years(OTHER_ORG).await, []);
}
