//! Works across meters: what narrows a list of them, and the chains of their records.

use platform_store::meter_work_list::{self, BrokenChain, WorkFilter, WorkLine};
use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::meters::{self, MeterRow};
use platform_store::people::{self, AreaRow, GridRow};
use platform_store::{ListPlace, Store};
use serde_json::json;
use uuid::Uuid;
use vocabulary::{
    AreaId, Digest, GridId, Instant, MeterCommand, MeterOutcome, MeterWorkId, OrganisationId,
};

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, order_id, person_id, station_id, terminal_id};

stories![
    works_are_narrowed_by_whatever_is_asked_for,
    works_are_counted_up_to_a_number,
    works_are_read_page_by_page,
    a_work_is_of_the_stations_that_it_concerns,
    what_is_odd_about_a_work_is_said_once,
    a_gap_closes_when_the_record_before_comes,
    a_fork_shows_on_both_of_its_sides,
    meters_of_a_station_are_those_of_its_areas,
];

fn id(n: u128) -> MeterWorkId {
    MeterWorkId::from_uuid(Uuid::from_u128(n))
}

fn digest(n: u128) -> Digest {
    Digest::of(&n.to_be_bytes())
}

/// The `n`th record of the first terminal, begun and heard of `n` seconds into the day.
fn work(n: u128) -> MeterWorkRow {
    MeterWorkRow {
        work: id(n),
        authorisation: None,
        order: None,
        comm_address: Some(format!("0620{n:08}").parse().unwrap()),
        command: MeterCommand::Read,
        outcome: MeterOutcome::Done,
        person: person_id(1),
        terminal: terminal_id(1),
        started_at: seconds(n),
        received_at: seconds(n),
        digest: Some(digest(n)),
        previous: n.checked_sub(2).map(|before| digest(before + 1)),
        body: json!({ "frames": [] }),
    }
}

fn seconds(n: u128) -> Instant {
    at(i64::try_from(n).unwrap())
}

async fn keep(store: &Store, row: MeterWorkRow) {
    write(store, row, |row, tx| {
        Box::pin(async move {
            assert!(meter_works::insert(tx, ORG, row).await?);
            meter_works::link(tx, ORG, row).await
        })
    })
    .await
    .unwrap();
}

async fn found(store: &Store, filter: WorkFilter) -> Vec<u128> {
    ids(&lines(store, ORG, filter, 10).await)
}

async fn lines(
    store: &Store,
    org: OrganisationId,
    filter: WorkFilter,
    limit: u32,
) -> Vec<WorkLine> {
    read(store, (org, filter, limit), |(org, filter, limit), tx| {
        Box::pin(meter_work_list::list(tx, *org, filter, *limit))
    })
    .await
}

fn ids(lines: &[WorkLine]) -> Vec<u128> {
    lines.iter().map(|line| line.work.uuid().as_u128()).collect()
}

/// Four works that differ in one thing each, and a fifth like none of them.
async fn five_works(store: &Store) {
    keep(store, MeterWorkRow { order: Some(order_id(1)), ..work(1) }).await;
    keep(store, MeterWorkRow { person: person_id(2), ..work(2) }).await;
    keep(store, MeterWorkRow { command: MeterCommand::Trip, ..work(3) }).await;
    keep(store, MeterWorkRow { outcome: MeterOutcome::Unknown, ..work(4) }).await;
    keep(store, MeterWorkRow { comm_address: Some("070000000001".parse().unwrap()), ..work(5) })
        .await;
    write(store, (), |(), tx| {
        Box::pin(async move {
            meter_works::set_unverified(tx, ORG, id(4), true).await?;
            meter_works::mark_odd(tx, ORG, id(3), "unauthorised").await?;
            meter_works::concern(tx, ORG, &work(2), station_id(1)).await?;
            meter_works::concern(tx, ORG, &work(4), station_id(1)).await
        })
    })
    .await
    .unwrap();
}

async fn works_are_narrowed_by_whatever_is_asked_for(ground: Ground) {
    let store = &ground.store;
    five_works(store).await;
    let all = WorkFilter::default;
    let meter = |digits: &str| WorkFilter { meter: Some(digits.into()), ..all() };
    let check = async |filter: WorkFilter, expected: &[u128]| {
        assert_eq!(found(store, filter.clone()).await, expected, "{filter:?}");
        let counted = read(store, filter.clone(), |filter, tx| {
            Box::pin(meter_work_list::count(tx, ORG, filter, 10))
        });
        assert_eq!(counted.await as usize, expected.len(), "{filter:?}");
    };
    check(all(), &[5, 4, 3, 2, 1]).await;
    check(WorkFilter { order: Some(order_id(1)), ..all() }, &[1]).await;
    check(WorkFilter { person: Some(person_id(2)), ..all() }, &[2]).await;
    check(WorkFilter { command: Some(MeterCommand::Trip), ..all() }, &[3]).await;
    check(WorkFilter { outcome: Some(MeterOutcome::Unknown), ..all() }, &[4]).await;
    check(WorkFilter { unverified: true, ..all() }, &[4]).await;
    check(WorkFilter { odd: true, ..all() }, &[3]).await;
    check(WorkFilter { station: Some(station_id(1)), ..all() }, &[4, 2]).await;
    check(meter("07"), &[5]).await;
    check(meter("0620"), &[4, 3, 2, 1]).await;
    check(meter("062000000003"), &[3]).await;
    check(meter("08"), &[]).await;
    let days = WorkFilter { from: Some(at(2)), before: Some(at(4)), ..all() };
    check(days, &[3, 2]).await;
    // Whatever leads the walk, the rest narrows it.
    let station = Some(station_id(1));
    check(WorkFilter { station, outcome: Some(MeterOutcome::Unknown), ..all() }, &[4]).await;
    check(WorkFilter { station, odd: true, ..all() }, &[]).await;
    check(WorkFilter { station, ..meter("0620") }, &[4, 2]).await;
    check(WorkFilter { person: Some(person_id(1)), from: Some(at(4)), ..all() }, &[5, 4]).await;
    assert_eq!(lines(store, OTHER_ORG, all(), 10).await, []);
}

async fn works_are_counted_up_to_a_number(ground: Ground) {
    let store = &ground.store;
    five_works(store).await;
    let counted = async |most: u32| {
        read(store, most, |most, tx| {
            Box::pin(async { meter_work_list::count(tx, ORG, &WorkFilter::default(), *most).await })
        })
        .await
    };
    assert_eq!((counted(3).await, counted(9).await), (3, 5));
}

async fn works_are_read_page_by_page(ground: Ground) {
    let store = &ground.store;
    // Two that began in the same microsecond are told apart by their ids.
    for n in 1..=3 {
        keep(store, MeterWorkRow { started_at: at(7), ..work(n) }).await;
    }
    let mut after = None;
    let mut seen = Vec::new();
    loop {
        let page = lines(store, ORG, WorkFilter { after, ..WorkFilter::default() }, 2).await;
        let Some(last) = page.last() else { break };
        after = Some(ListPlace::new(last.started_at, last.work.uuid()));
        assert_eq!(after, Some(last.place()));
        seen.extend(ids(&page));
    }
    assert_eq!(seen, [3, 2, 1]);
}

async fn a_work_is_of_the_stations_that_it_concerns(ground: Ground) {
    let store = &ground.store;
    keep(store, MeterWorkRow { order: Some(order_id(1)), ..work(1) }).await;
    let of = async |n: u128| {
        let listed =
            found(store, WorkFilter { station: Some(station_id(n)), ..WorkFilter::default() });
        let concerned = read(store, n, |n, tx| {
            Box::pin(async { meter_works::concerns(tx, ORG, &work(1), station_id(*n)).await })
        });
        let listed = !listed.await.is_empty();
        assert_eq!(concerned.await, listed);
        listed
    };
    assert!(!of(1).await);
    write(store, (), |(), tx| {
        Box::pin(async { meter_works::concern(tx, ORG, &work(1), station_id(1)).await })
    })
    .await
    .unwrap();
    assert!(of(1).await && !of(2).await);
    // The order goes to another station.
    for _ in 0..2 {
        write(store, (), |(), tx| {
            Box::pin(meter_works::follow(tx, ORG, order_id(1), station_id(2)))
        })
        .await
        .unwrap();
    }
    assert!(of(1).await && of(2).await);
}

async fn what_is_odd_about_a_work_is_said_once(ground: Ground) {
    let store = &ground.store;
    keep(store, work(1)).await;
    for oddity in ["used_twice", "out_of_chain", "used_twice"] {
        write(store, oddity, |oddity, tx| Box::pin(meter_works::mark_odd(tx, ORG, id(1), oddity)))
            .await
            .unwrap();
    }
    assert_eq!(line(store, 1).await.oddities, ["used_twice", "out_of_chain"]);
}

async fn line(store: &Store, n: u128) -> WorkLine {
    let found = read(store, n, |n, tx| Box::pin(meter_work_list::find(tx, ORG, id(*n))));
    found.await.unwrap()
}

async fn broken(store: &Store, gaps_before: i64) -> Vec<BrokenChain> {
    read(store, gaps_before, |before, tx| {
        Box::pin(meter_work_list::broken_chains(tx, ORG, at(*before), 10))
    })
    .await
}

async fn a_gap_closes_when_the_record_before_comes(ground: Ground) {
    let store = &ground.store;
    keep(store, work(1)).await;
    keep(store, work(3)).await;
    keep(store, work(4)).await;
    assert_eq!(line(store, 3).await.chain, "gap");
    assert_eq!(line(store, 4).await.chain, "whole");
    assert_eq!(broken(store, 3).await, [], "it is young");
    let gap = BrokenChain {
        terminal: terminal_id(1),
        gaps: 1,
        forks: 0,
        since: at(3),
        broken: id(3),
        last: id(4),
        last_received_at: at(4),
    };
    assert_eq!(broken(store, 4).await, [gap]);
    // Another terminal's record is none of its own.
    keep(store, MeterWorkRow { terminal: terminal_id(2), work: id(12), ..work(2) }).await;
    assert_eq!(line(store, 3).await.chain, "gap");
    keep(store, MeterWorkRow { received_at: at(9), ..work(2) }).await;
    assert_eq!(line(store, 3).await.chain, "whole");
    let left: Vec<_> = broken(store, 100).await.into_iter().map(|chain| chain.terminal).collect();
    assert_eq!(left, [terminal_id(2)]);
}

async fn a_fork_shows_on_both_of_its_sides(ground: Ground) {
    let store = &ground.store;
    keep(store, work(1)).await;
    keep(store, work(2)).await;
    keep(store, MeterWorkRow { work: id(5), digest: Some(digest(5)), ..work(2) }).await;
    let chains = async |of: [u128; 3]| {
        let mut chains = Vec::new();
        for n in of {
            chains.push(line(store, n).await.chain);
        }
        chains
    };
    assert_eq!(chains([1, 2, 5]).await, ["whole", "fork", "fork"]);
    // A second beginning.
    keep(store, MeterWorkRow { work: id(6), digest: Some(digest(6)), ..work(1) }).await;
    assert_eq!(chains([1, 2, 6]).await, ["fork", "fork", "fork"]);
    let found = broken(store, 0).await;
    assert_eq!((found.len(), found[0].forks, found[0].gaps, found[0].since), (1, 4, 0, at(1)));
}

async fn meters_of_a_station_are_those_of_its_areas(ground: Ground) {
    let store = &ground.store;
    for n in 1..=3 {
        let grid = GridRow {
            grid: GridId::from_uuid(Uuid::from_u128(n)),
            station: station_id(n.min(2)),
            code: format!("G{n}"),
            name: "网格".into(),
            outline: json!([]),
            primary: None,
            backup: None,
        };
        let area = AreaRow {
            area: AreaId::from_uuid(Uuid::from_u128(n)),
            grid: grid.grid,
            code: format!("A{n}"),
            name: "台区".into(),
            outline: json!([]),
        };
        write(store, (n, grid, area), |(n, grid, area), tx| {
            Box::pin(async move {
                people::put_grid(tx, ORG, grid).await?;
                people::put_area(tx, ORG, area).await?;
                meters::put(tx, ORG, &meter(*n)).await
            })
        })
        .await
        .unwrap();
    }
    let listed = async |station: u128, keys: Option<&'static str>, after: &'static str| {
        let rows = read(store, (station, keys, after), |(station, keys, after), tx| {
            Box::pin(meters::list(tx, ORG, Some(station_id(*station)), *keys, after, 10))
        });
        rows.await.into_iter().map(|row| row.area_code.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(listed(1, None, "").await, ["A1"]);
    assert_eq!(listed(2, None, "").await, ["A2", "A3"]);
    assert_eq!(listed(2, None, "000000000002").await, ["A3"]);
    assert_eq!(listed(2, Some("private"), "").await, [""; 0]);
}

fn meter(n: u128) -> MeterRow {
    let address: vocabulary::CommAddress = format!("{n:012}").parse().unwrap();
    MeterRow {
        meter_no: address.as_str().parse().unwrap(),
        comm_address: address,
        asset_no: None,
        protocol: "dlt645".into(),
        phases: 1,
        customer_no: None,
        area_code: Some(format!("A{n}")),
        keys: "public".into(),
        keys_told_at: None,
        revision: 1,
        received_at: at(1),
    }
}
