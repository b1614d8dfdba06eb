//! Orders and their stages.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use platform_store::feed::{self, Change, Touch};
use platform_store::orders::{self, OrderRecord};
use platform_store::{Hazard, Options, Store, StoreFault};
use sync::{EntityKind, StageView};
use vocabulary::{OrderState, StageState};

use crate::ground::{Ground, linger, read, write};
use crate::samples::{ORG, OTHER_ORG, at, in_hand, order, order_id, person_id, urged};

stories![
    an_order_is_found_by_id_and_number,
    a_taken_number_is_reported,
    an_update_is_guarded_by_the_revision,
    a_lost_guard_leaves_the_stages_alone,
    only_changed_stages_are_written,
    open_stages_are_counted_per_person,
    a_stage_is_delivered_once_to_whoever_has_it,
    sixteen_commands_on_one_order_lose_nothing,
];

async fn insert(store: &Store, record: OrderRecord) {
    write(store, record, |record, tx| Box::pin(orders::insert(tx, ORG, record))).await.unwrap();
}

async fn find(store: &Store, n: u128) -> OrderRecord {
    let found = read(store, n, |n, tx| Box::pin(orders::find(tx, ORG, order_id(*n)))).await;
    found.expect("the order is there")
}

fn first_stage(record: &mut OrderRecord) -> &mut StageView {
    record.view.stages.get_mut(&in_hand(record.view.order)).unwrap()
}

fn same(left: &OrderRecord, right: &OrderRecord) -> bool {
    format!("{left:?}") == format!("{right:?}")
}

async fn an_order_is_found_by_id_and_number(ground: Ground) {
    let store = ground.store;
    insert(&store, order(1)).await;
    insert(&store, order(2)).await;
    assert!(same(&find(&store, 1).await, &order(1)));
    let by_no = read(&store, (), |(), tx| Box::pin(orders::find_by_no(tx, ORG, "NO-000002"))).await;
    assert!(same(&by_no.unwrap(), &order(2)));

    let unknown = read(&store, (), |(), tx| Box::pin(orders::find(tx, ORG, order_id(3)))).await;
    assert!(unknown.is_none());
    let foreign = read(&store, (), |(), tx| Box::pin(orders::find(tx, OTHER_ORG, order_id(1))));
    assert!(foreign.await.is_none());
}

async fn a_taken_number_is_reported(ground: Ground) {
    insert(&ground.store, order(1)).await;
    let mut twin = order(2);
    twin.view.order_no = order(1).view.order_no;
    let refused =
        write(&ground.store, twin, |twin, tx| Box::pin(orders::insert(tx, ORG, twin))).await;
    // PostgreSQL tries again, in case the number has become free, before it gives up.
    assert!(matches!(refused, Err(StoreFault::LostGuard | StoreFault::Busy)), "{refused:?}");
    let none = read(&ground.store, (), |(), tx| Box::pin(orders::find(tx, ORG, order_id(2)))).await;
    assert!(none.is_none());
}

async fn an_update_is_guarded_by_the_revision(ground: Ground) {
    let store = ground.store;
    insert(&store, order(1)).await;
    let mut after = urged(&order(1));
    after.view.state = OrderState::Suspended;
    after.closed_at = Some(at(9));
    after.evidence_missing = 2;
    let change = (order(1), after.clone());
    let update = |store: Store, change: (OrderRecord, OrderRecord)| async move {
        write(&store, change, |(before, after), tx| {
            Box::pin(orders::update(tx, ORG, before, after))
        })
        .await
    };
    update(store.clone(), change.clone()).await.unwrap();
    assert!(same(&find(&store, 1).await, &after));

    let lost = update(store.clone(), change).await;
    assert!(matches!(lost, Err(StoreFault::LostGuard | StoreFault::Busy)), "{lost:?}");
    assert!(same(&find(&store, 1).await, &after));
}

async fn a_lost_guard_leaves_the_stages_alone(ground: Ground) {
    let store = ground.store;
    insert(&store, order(1)).await;
    let mut stale = order(1);
    stale.rev = 7;
    let mut after = urged(&stale);
    first_stage(&mut after).state = StageState::Submitted;
    let lost = write(&store, (stale, after), |(before, after), tx| {
        Box::pin(orders::update(tx, ORG, before, after))
    });
    assert!(lost.await.is_err());
    let open =
        read(&store, (), |(), tx| Box::pin(orders::open_stages_of(tx, ORG, person_id(1), 9))).await;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].state, StageState::Dispatched);
    assert_eq!(open[0].order_no.as_str(), "NO-000001");
}

/// Counts statements and strikes at none.
#[derive(Default)]
struct Counter(AtomicU64);

impl Hazard for Counter {
    fn strikes_statement(&self) -> bool {
        self.0.fetch_add(1, Ordering::SeqCst);
        false
    }

    fn strikes_answer(&self) -> bool {
        false
    }
}

async fn only_changed_stages_are_written(ground: Ground) {
    let counter = Arc::new(Counter::default());
    let store = ground.open(Options { hazard: Some(counter.clone()), ..Options::default() }).await;
    let count = |before: OrderRecord, after: OrderRecord| {
        let (store, counter) = (store.clone(), counter.clone());
        async move {
            counter.0.store(0, Ordering::SeqCst);
            write(&store, (before, after), |(before, after), tx| {
                Box::pin(orders::update(tx, ORG, before, after))
            })
            .await
            .unwrap();
            counter.0.load(Ordering::SeqCst)
        }
    };
    insert(&store, order(1)).await;
    assert_eq!(counter.0.load(Ordering::SeqCst), 3, "the order and its two stages");

    let only_urged = urged(&order(1));
    assert_eq!(count(order(1), only_urged.clone()).await, 1, "no stage changed");

    let mut submitted = urged(&only_urged);
    let stage = first_stage(&mut submitted);
    stage.state = StageState::Submitted;
    stage.closed_at = Some(at(5));
    stage.assignee = Some(person_id(9));
    assert_eq!(count(only_urged, submitted).await, 2, "one stage changed");
    let open = read(&store, (), |(), tx| {
        Box::pin(async move {
            orders::open_stages_of(tx, ORG, person_id(1), 10).await.map(|stages| stages.len())
        })
    });
    assert_eq!(open.await, 0);
    store.close().await;
}

async fn a_stage_is_delivered_once_to_whoever_has_it(ground: Ground) {
    let store = &ground.store;
    let mut record = order(1);
    insert(store, record.clone()).await;
    let change = Change::Order { order: order_id(1), rev: 1, patch: None };
    let entity = order_id(1).to_string();
    let touch = Touch { worker: person_id(1), kind: EntityKind::Order, entity, change };
    write(store, touch, |touch, tx| Box::pin(feed::touch(tx, ORG, at(0), vec![touch.clone()])))
        .await
        .unwrap();
    let place = (order_id(1), in_hand(order_id(1)));
    let undelivered = async |worker, cursor| {
        read(store, (person_id(worker), cursor), |(worker, cursor), tx| {
            Box::pin(orders::undelivered(tx, ORG, *worker, *cursor, 9))
        })
        .await
    };
    let deliver = async |worker| {
        write(store, (place, person_id(worker)), |(place, worker), tx| {
            Box::pin(orders::deliver(tx, ORG, *place, *worker, at(30)))
        })
        .await
        .unwrap()
    };
    assert_eq!(undelivered(1, 0).await, [], "its terminal has not asked for what comes after");
    assert_eq!(undelivered(1, 1).await, [place]);
    assert_eq!(undelivered(2, 1).await, []);
    assert!(!deliver(2).await, "somebody else's");
    assert!(deliver(1).await);
    assert!(!deliver(1).await, "once");
    assert_eq!(undelivered(1, 1).await, []);

    // Given to him anew, it has to reach him anew.
    let before = record.clone();
    record.rev += 1;
    first_stage(&mut record).generation += 1;
    write(store, (before, record), |(before, after), tx| {
        Box::pin(orders::update(tx, ORG, before, after))
    })
    .await
    .unwrap();
    assert_eq!(undelivered(1, 1).await, [place]);
}

async fn open_stages_are_counted_per_person(ground: Ground) {
    let store = ground.store;
    for n in 1..=3 {
        let mut record = order(n);
        let stage = first_stage(&mut record);
        stage.assignee = Some(person_id(1));
        if n == 3 {
            stage.state = StageState::Submitted;
        }
        insert(&store, record).await;
    }
    let open =
        read(&store, (), |(), tx| Box::pin(orders::open_stages_of(tx, ORG, person_id(1), 9))).await;
    let mut of = open.iter().map(|open| open.order).collect::<Vec<_>>();
    of.sort();
    assert_eq!(of, [order_id(1), order_id(2)]);
    let one =
        read(&store, (), |(), tx| Box::pin(orders::open_stages_of(tx, ORG, person_id(1), 1))).await;
    assert_eq!(one.len(), 1);
}

/// All linger over the same revision; all but one lose their guard and must run again, on what the winner left.
async fn sixteen_commands_on_one_order_lose_nothing(ground: Ground) {
    let store = ground.store;
    insert(&store, order(1)).await;
    let commands = (0..16).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            write(&store, (), |(), tx| {
                Box::pin(async move {
                    let before = orders::find(tx, ORG, order_id(1)).await?.unwrap();
                    linger(5_000).await;
                    orders::update(tx, ORG, &before, &urged(&before)).await
                })
            })
            .await
        })
    });
    for command in commands.collect::<Vec<_>>() {
        command.await.unwrap().unwrap();
    }
    let after = find(&store, 1).await;
    assert_eq!((after.rev, after.view.urged), (17, 16));
}
