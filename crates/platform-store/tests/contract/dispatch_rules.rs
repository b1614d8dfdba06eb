//! By which rules work is dispatched, and what people and grids have in hand.

use platform_store::Store;
use platform_store::dispatch_rules::{
    self, DispatchRules, GridLoad, LoadsOf, PersonLoad, Standing,
};
use platform_store::orders::{self, OrderRecord};
use uuid::Uuid;
use vocabulary::{GridId, Instant, OrderState, StageState};

use crate::ground::{Ground, read, write};
use crate::people::put_somebody;
use crate::samples::{
    ORG, OTHER_ORG, add_rounds, at, in_hand, order, order_id, person_id, station_id,
};

stories![
    a_person_takes_what_he_says_else_what_his_station_says,
    loads_are_counted_by_person_and_by_grid,
    what_is_unsigned_for_too_long_is_found_until_the_office_is_told,
    what_is_not_fetched_in_time_is_found_until_the_office_is_told,
];

fn grid(n: u128) -> GridId {
    GridId::from_uuid(Uuid::from_u128(0x9000 + n))
}

async fn standing(store: &Store, n: u128) -> Standing {
    read(store, n, |n, tx| Box::pin(dispatch_rules::standing(tx, ORG, person_id(*n), at(100))))
        .await
}

async fn a_person_takes_what_he_says_else_what_his_station_says(ground: Ground) {
    let store = &ground.store;
    for n in 1..=3 {
        put_somebody(store, n).await;
    }
    assert_eq!(standing(store, 1).await, Standing::default());
    let rules =
        DispatchRules { most_in_hand: Some(12), sign_in_minutes: Some(30), places_itself: true };
    write(store, rules, |rules, tx| Box::pin(dispatch_rules::put(tx, ORG, station_id(1), rules)))
        .await
        .unwrap();
    let rules_of = |org, n| {
        read(store, (org, n), |(org, n), tx| {
            Box::pin(dispatch_rules::of_station(tx, *org, station_id(*n)))
        })
    };
    assert_eq!(rules_of(ORG, 1).await, rules);
    assert_eq!(rules_of(ORG, 0).await, DispatchRules::default());
    assert_eq!(rules_of(OTHER_ORG, 1).await, DispatchRules::default());
    assert_eq!(standing(store, 1).await.most_in_hand, Some(12));
    assert_eq!(standing(store, 2).await.most_in_hand, None, "he is of another station");

    let put_limit = async |most: Option<u32>| {
        write(store, most, |most, tx| {
            Box::pin(dispatch_rules::put_limit(tx, ORG, person_id(3), *most))
        })
        .await
        .unwrap();
    };
    put_limit(Some(4)).await;
    assert_eq!(standing(store, 3).await.most_in_hand, Some(4));
    let own = read(store, (), |(), tx| Box::pin(dispatch_rules::limits(tx, ORG, None))).await;
    assert_eq!(own, [(person_id(3), 4)]);
    let all = read(store, (), |(), tx| Box::pin(dispatch_rules::limits_of_staff(tx, ORG, None)));
    assert_eq!(all.await, [(person_id(1), 12), (person_id(3), 4)]);
    put_limit(None).await;
    assert_eq!(standing(store, 3).await.most_in_hand, Some(12), "as his station says again");
}

async fn insert(store: &Store, record: OrderRecord) {
    write(store, record, |record, tx| Box::pin(orders::insert(tx, ORG, record))).await.unwrap();
}

async fn loads_are_counted_by_person_and_by_grid(ground: Ground) {
    let store = &ground.store;
    put_somebody(store, 7).await;
    for (n, due, in_grid) in [(1, 50, Some(1)), (2, 150, Some(1)), (3, 900, Some(2)), (4, 50, None)]
    {
        let mut record = order(n);
        record.view.due_at = Some(at(due));
        record.grid = in_grid.map(grid);
        let stage = record.view.stages.get_mut(&in_hand(order_id(n))).unwrap();
        stage.assignee = Some(person_id(7));
        stage.state = if n == 4 { StageState::Submitted } else { StageState::Dispatched };
        if n == 2 {
            add_rounds(&mut record, 60);
        }
        insert(store, record).await;
    }
    let asked = LoadsOf { station: None, now: at(100), soon: at(200) };
    let people =
        read(store, asked, |asked, tx| Box::pin(dispatch_rules::person_loads(tx, ORG, *asked)));
    let load = PersonLoad { person: person_id(7), open: 3, overdue: 1, due_soon: 1 };
    assert_eq!(people.await, [load], "what was submitted is in nobody's hands");
    let count = read(store, 7, |n, tx| Box::pin(dispatch_rules::in_hand(tx, ORG, person_id(*n))));
    assert_eq!(count.await, 3);
    let limited = |most| Standing { most_in_hand: Some(most), ..Standing::default() };
    assert_eq!(limited(3).full(3), Some(3));
    assert_eq!(limited(4).full(3), None);

    let grids = async |station: Option<u128>| {
        let asked = LoadsOf { station: station.map(station_id), ..asked };
        let loads =
            read(store, asked, |asked, tx| Box::pin(dispatch_rules::grid_loads(tx, ORG, *asked)));
        let mut loads = loads.await;
        loads.sort_by_key(|load| load.grid);
        loads
    };
    let all = grids(None).await;
    let of = |n: Option<u128>| {
        let found = all.iter().find(|load| load.grid == n.map(grid));
        found.map(|load| (load.open, load.overdue, load.due_soon))
    };
    assert_eq!(
        (of(None), of(Some(1)), of(Some(2))),
        (Some((1, 1, 0)), Some((2, 1, 1)), Some((1, 0, 0)))
    );
    let odd: Vec<GridLoad> = grids(Some(1)).await;
    assert_eq!(odd.iter().map(|load| load.open).sum::<u64>(), 2, "orders 1 and 3");
}

async fn what_is_unsigned_for_too_long_is_found_until_the_office_is_told(ground: Ground) {
    let store = &ground.store;
    put_somebody(store, 7).await;
    let mut record = order(1);
    let place = (order_id(1), in_hand(order_id(1)));
    let stage = record.view.stages.get_mut(&place.1).unwrap();
    stage.assignee = Some(person_id(7));
    stage.state = StageState::Dispatched;
    insert(store, record.clone()).await;
    let minute = |n: i64| at(60 * n);
    write(store, place, |place, tx| {
        Box::pin(orders::deliver(tx, ORG, *place, person_id(7), at(600)))
    })
    .await
    .unwrap();
    let unsigned = async |now: Instant| {
        read(store, now, |now, tx| Box::pin(orders::unsigned_of(tx, ORG, person_id(7), *now, 9)))
            .await
    };
    let passes_on = || read(store, (), |(), tx| Box::pin(dispatch_rules::any_passes_on(tx, ORG)));
    assert_eq!(unsigned(minute(99)).await, [], "no station says so");
    assert!(!passes_on().await);
    let rules = DispatchRules { sign_in_minutes: Some(30), ..DispatchRules::default() };
    write(store, rules, |rules, tx| Box::pin(dispatch_rules::put(tx, ORG, station_id(1), rules)))
        .await
        .unwrap();
    assert!(passes_on().await);
    // It was delivered in the tenth minute.
    assert_eq!(unsigned(minute(39)).await, []);
    let found = unsigned(minute(40)).await;
    assert_eq!((found.len(), found[0].seen_at, found[0].minutes), (1, None, 30));
    for seen in [minute(41), minute(42)] {
        write(store, (place, seen), |(place, seen), tx| {
            Box::pin(orders::see_unsigned(tx, ORG, *place, person_id(7), *seen))
        })
        .await
        .unwrap();
    }
    assert_eq!(unsigned(minute(43)).await[0].seen_at, Some(minute(41)), "the first time counts");
    write(store, place, |place, tx| Box::pin(orders::tell_unsigned(tx, ORG, *place)))
        .await
        .unwrap();
    assert_eq!(unsigned(minute(44)).await, [], "once is enough");

    // Whoever gets it next has his own time.
    let mut given = record.clone();
    given.rev += 1;
    let stage = given.view.stages.get_mut(&place.1).unwrap();
    stage.generation += 1;
    write(store, (record, given), |(before, given), tx| {
        Box::pin(orders::update(tx, ORG, before, given))
    })
    .await
    .unwrap();
    assert_eq!(unsigned(minute(99)).await, [], "it was not delivered anew");
}

async fn what_is_not_fetched_in_time_is_found_until_the_office_is_told(ground: Ground) {
    let store = &ground.store;
    put_somebody(store, 7).await;
    let minute = |n: i64| at(60 * n);
    let mut record = order(1);
    let place = (order_id(1), in_hand(order_id(1)));
    let stage = record.view.stages.get_mut(&place.1).unwrap();
    stage.assignee = Some(person_id(7));
    stage.state = StageState::Dispatched;
    record.view.fed_at = minute(10);
    insert(store, record.clone()).await;
    let rules = DispatchRules { sign_in_minutes: Some(30), ..DispatchRules::default() };
    write(store, rules, |rules, tx| Box::pin(dispatch_rules::put(tx, ORG, station_id(1), rules)))
        .await
        .unwrap();
    let unfetched = async |now: i64, up_since: i64| {
        let times = (minute(now), minute(up_since));
        let found =
            read(store, times, |times, tx| Box::pin(orders::unfetched(tx, ORG, *times, 9))).await;
        found
            .into_iter()
            .map(|found| (found.worker, found.stage, found.minutes))
            .collect::<Vec<_>>()
    };
    assert_eq!(unfetched(99, 0).await, [], "he has no terminal");

    // He had one: another stage was delivered to him.
    let mut other = order(2);
    let had = (order_id(2), in_hand(order_id(2)));
    let stage = other.view.stages.get_mut(&had.1).unwrap();
    stage.assignee = Some(person_id(7));
    stage.state = StageState::Dispatched;
    insert(store, other).await;
    write(store, had, |had, tx| Box::pin(orders::deliver(tx, ORG, *had, person_id(7), at(60))))
        .await
        .unwrap();
    let late = [(person_id(7), place.1, 30)];
    assert_eq!(unfetched(39, 0).await, []);
    assert_eq!(unfetched(40, 0).await, late, "it was given to him in the tenth minute");
    assert_eq!(unfetched(40, 11).await, [], "for a minute the platform was not there");
    assert!(
        read(store, place, |place, tx| {
            Box::pin(orders::is_unfetched(tx, ORG, *place, person_id(7)))
        })
        .await
    );

    // While the order stands still nothing is missed, and afterwards he has his time anew.
    let change = async |before: &OrderRecord, minutes: i64, state: OrderState, generation: u32| {
        let mut after = before.clone();
        after.rev += 1;
        after.view.fed_at = minute(minutes);
        after.view.state = state;
        after.view.stages.get_mut(&place.1).unwrap().generation += generation;
        write(store, (before.clone(), after.clone()), |(before, after), tx| {
            Box::pin(orders::update(tx, ORG, before, after))
        })
        .await
        .unwrap();
        after
    };
    let suspended = change(&record, 50, OrderState::Suspended, 0).await;
    assert_eq!(unfetched(60, 0).await, []);
    let resumed = change(&suspended, 70, OrderState::Open, 0).await;
    assert_eq!(unfetched(99, 0).await, []);
    assert_eq!(unfetched(100, 0).await, late);
    write(store, place, |place, tx| Box::pin(orders::tell_unsigned(tx, ORG, *place)))
        .await
        .unwrap();
    assert_eq!(unfetched(101, 0).await, [], "once is enough");

    // Whoever gets it next has his own time, and what was fetched is not missed.
    change(&resumed, 110, OrderState::Open, 1).await;
    assert_eq!(unfetched(139, 0).await, []);
    assert_eq!(unfetched(140, 0).await, late);
    write(store, place, |place, tx| {
        Box::pin(orders::deliver(tx, ORG, *place, person_id(7), at(60 * 139)))
    })
    .await
    .unwrap();
    assert_eq!(unfetched(140, 0).await, []);
}
