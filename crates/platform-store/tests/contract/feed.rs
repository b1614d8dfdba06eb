//! The feed, one change at a time.

use platform_store::Store;
use platform_store::feed::{self, Change, Position, Touch};
use platform_store::orders::{self, OrderRecord};
use serde_json::json;
use sync::{EntityKind, FeedOp, merge_patch};
use vocabulary::{Instant, PersonId, SeededEntropy};

use crate::ground::{Ground, read, write};
use crate::mirror::{Mirror, Scope, digest, fetch};
use crate::samples::{ORG, at, below, order, person_id, urged};

stories![
    a_worker_without_a_feed_stands_at_zero,
    only_the_newest_row_is_kept,
    a_drop_reaches_whoever_had_the_entity,
    a_fresh_terminal_gets_no_drops,
    a_drop_of_nothing_is_nothing,
    a_scope_holds_what_was_put_and_not_dropped,
    an_order_comes_from_its_own_row,
    a_patch_serves_only_who_has_the_row_before,
    a_patch_never_skips_over_an_unfinished_sync,
    pruned_drops_are_remembered,
    old_notices_are_dropped_for_their_workers,
    pruning_never_forgets_how_far_it_went,
    another_worker_sees_nothing,
    every_mirror_agrees_after_every_change,
];

async fn touch(store: &Store, at: Instant, touches: Vec<Touch>) {
    write(store, (at, touches), |(at, touches), tx| {
        Box::pin(feed::touch(tx, ORG, *at, touches.clone()))
    })
    .await
    .unwrap();
}

fn notice(worker: PersonId, entity: &str, rev: u64) -> Touch {
    let change = Change::Put { rev, body: json!({ "rev": rev }) };
    Touch { worker, kind: EntityKind::Notice, entity: entity.into(), change }
}

fn gone(worker: PersonId, entity: &str) -> Touch {
    Touch { worker, kind: EntityKind::Notice, entity: entity.into(), change: Change::Drop }
}

fn order_touch(worker: PersonId, before: Option<&OrderRecord>, after: &OrderRecord) -> Touch {
    let json = |record: &OrderRecord| serde_json::to_value(&record.view).unwrap();
    let patch = before.and_then(|before| merge_patch(&json(before), &json(after)));
    Touch {
        worker,
        kind: EntityKind::Order,
        entity: after.view.order.to_string(),
        change: Change::Order { order: after.view.order, rev: after.rev, patch },
    }
}

/// Writes an order and the feeds of those who see it, in one transaction.
async fn change_order(
    store: &Store,
    before: Option<OrderRecord>,
    after: OrderRecord,
    workers: Vec<PersonId>,
) {
    write(store, (before, after, workers), |(before, after, workers), tx| {
        Box::pin(async move {
            match before {
                Some(before) => orders::update(tx, ORG, before, after).await?,
                None => orders::insert(tx, ORG, after).await?,
            }
            let touches = workers.iter().map(|w| order_touch(*w, before.as_ref(), after));
            feed::touch(tx, ORG, at(0), touches.collect()).await
        })
    })
    .await
    .unwrap();
}

fn from(cursor: u64, whole_at: u64) -> Position {
    Position { cursor, whole_at }
}

async fn a_worker_without_a_feed_stands_at_zero(ground: Ground) {
    let (head, rows) = fetch(&ground.store, person_id(1), from(0, 0), 9).await;
    assert_eq!(head, feed::Head::default());
    assert!(rows.is_empty());
}

async fn only_the_newest_row_is_kept(ground: Ground) {
    let worker = person_id(1);
    for rev in 1..=3 {
        touch(&ground.store, at(0), vec![notice(worker, "a", rev)]).await;
    }
    let (head, rows) = fetch(&ground.store, worker, from(0, 0), 9).await;
    assert_eq!((head.seq, head.digest.count), (3, 1));
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].seq, rows[0].rev), (3, 3));
    assert_eq!(rows[0].body.as_deref(), Some(r#"{"rev":3}"#));
}

async fn a_drop_reaches_whoever_had_the_entity(ground: Ground) {
    let worker = person_id(1);
    touch(&ground.store, at(0), vec![notice(worker, "a", 1), notice(worker, "b", 1)]).await;
    let mut mirror = Mirror::empty(worker);
    mirror.pull_all(&ground.store, 9).await;
    touch(&ground.store, at(1), vec![gone(worker, "a")]).await;
    mirror.pull_all(&ground.store, 9).await;
    assert_eq!(mirror.scope.len(), 1);

    touch(&ground.store, at(2), vec![notice(worker, "a", 2)]).await;
    mirror.pull_all(&ground.store, 9).await;
    assert_eq!(mirror.scope.len(), 2);
}

async fn a_fresh_terminal_gets_no_drops(ground: Ground) {
    let worker = person_id(1);
    touch(&ground.store, at(0), vec![notice(worker, "a", 1), notice(worker, "b", 1)]).await;
    touch(&ground.store, at(1), vec![gone(worker, "a")]).await;
    let (_, fresh) = fetch(&ground.store, worker, from(0, 0), 9).await;
    assert_eq!(fresh.iter().map(|row| row.op).collect::<Vec<_>>(), [FeedOp::Put]);
    let (_, known) = fetch(&ground.store, worker, from(1, 0), 9).await;
    assert_eq!(known.iter().map(|row| row.op).collect::<Vec<_>>(), [FeedOp::Put, FeedOp::Drop]);
}

async fn a_drop_of_nothing_is_nothing(ground: Ground) {
    let worker = person_id(1);
    touch(&ground.store, at(0), vec![gone(worker, "a")]).await;
    touch(&ground.store, at(0), vec![notice(worker, "b", 1)]).await;
    touch(&ground.store, at(0), vec![gone(worker, "b")]).await;
    touch(&ground.store, at(0), vec![gone(worker, "b")]).await;
    let (head, _) = fetch(&ground.store, worker, from(0, 0), 9).await;
    assert_eq!(head.seq, 2, "a put and its drop");
    assert_eq!(head.digest, digest(&Scope::new()));
}

async fn a_scope_holds_what_was_put_and_not_dropped(ground: Ground) {
    let worker = person_id(1);
    touch(&ground.store, at(0), vec![notice(worker, "a", 1), notice(worker, "b", 1)]).await;
    touch(&ground.store, at(0), vec![gone(worker, "b")]).await;
    let holds = |worker: PersonId, kind: EntityKind, entity: &'static str| {
        read(&ground.store, (worker, kind, entity), |(worker, kind, entity), tx| {
            Box::pin(feed::holds(tx, ORG, *worker, *kind, entity))
        })
    };
    assert!(holds(worker, EntityKind::Notice, "a").await);
    assert!(!holds(worker, EntityKind::Notice, "b").await);
    assert!(!holds(worker, EntityKind::Bundle, "a").await);
    assert!(!holds(person_id(2), EntityKind::Notice, "a").await);
}

async fn an_order_comes_from_its_own_row(ground: Ground) {
    let worker = person_id(1);
    change_order(&ground.store, None, order(1), vec![worker]).await;
    let (_, rows) = fetch(&ground.store, worker, from(0, 0), 9).await;
    let view: sync::OrderView = serde_json::from_str(rows[0].body.as_ref().unwrap()).unwrap();
    assert_eq!(view, order(1).view);
}

async fn a_patch_serves_only_who_has_the_row_before(ground: Ground) {
    let worker = person_id(1);
    change_order(&ground.store, None, order(1), vec![worker]).await;
    change_order(&ground.store, Some(order(1)), urged(&order(1)), vec![worker]).await;
    let patched_from = async |position| {
        let (_, rows) = fetch(&ground.store, worker, position, 9).await;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].patch.is_some(), rows[0].body.is_none());
        rows[0].patch.as_ref().map(|_| rows[0].base)
    };
    assert_eq!(patched_from(from(1, 1)).await, Some(1));
    assert_eq!(patched_from(from(0, 0)).await, None);
    assert_eq!(patched_from(from(1, 0)).await, None);
    // Two changes later the row before is one that the terminal never saw.
    let (second, third) = (urged(&order(1)), urged(&urged(&order(1))));
    change_order(&ground.store, Some(second), third, vec![worker]).await;
    assert_eq!(patched_from(from(1, 1)).await, None);
    assert_eq!(patched_from(from(2, 2)).await, Some(2));
}

/// While a terminal reads page after page, an order that lay ahead of it moves further ahead: the cursor passes the
/// place where it lay without ever having brought it.
async fn a_patch_never_skips_over_an_unfinished_sync(ground: Ground) {
    let worker = person_id(1);
    change_order(&ground.store, None, order(1), vec![worker]).await;
    touch(&ground.store, at(0), vec![notice(worker, "a", 1)]).await;
    change_order(&ground.store, Some(order(1)), urged(&order(1)), vec![worker]).await;
    let mut mirror = Mirror::empty(worker);
    assert!(mirror.pull(&ground.store, 1).await);
    assert_eq!(mirror.position, from(2, 0));
    mirror.pull_all(&ground.store, 1).await;
    assert_eq!(mirror.scope.len(), 2);
}

async fn prune(store: &Store, before: Instant) -> u64 {
    write(store, before, |before, tx| Box::pin(feed::prune(tx, ORG, *before))).await.unwrap()
}

async fn pruned_seq(store: &Store, worker: PersonId) -> u64 {
    read(store, worker, |worker, tx| Box::pin(feed::head(tx, ORG, *worker))).await.pruned_seq
}

async fn pruned_drops_are_remembered(ground: Ground) {
    let (worker, other) = (person_id(1), person_id(2));
    let puts = vec![notice(worker, "a", 1), notice(worker, "b", 1), notice(other, "a", 1)];
    touch(&ground.store, at(0), puts).await;
    touch(&ground.store, at(10), vec![gone(worker, "a")]).await;
    touch(&ground.store, at(20), vec![gone(worker, "b")]).await;
    assert_eq!(prune(&ground.store, at(10)).await, 0);
    assert_eq!(pruned_seq(&ground.store, worker).await, 0);
    assert_eq!(prune(&ground.store, at(15)).await, 1);
    assert_eq!(pruned_seq(&ground.store, worker).await, 3);
    assert_eq!(pruned_seq(&ground.store, other).await, 0);
    let (_, rows) = fetch(&ground.store, worker, from(1, 1), 9).await;
    assert_eq!(rows.len(), 1, "the younger drop is still told");
    assert_eq!(prune(&ground.store, at(99)).await, 1);
    assert_eq!(pruned_seq(&ground.store, worker).await, 4);
}

async fn old_notices_are_dropped_for_their_workers(ground: Ground) {
    let worker = person_id(1);
    touch(&ground.store, at(0), vec![notice(worker, "old", 1)]).await;
    touch(&ground.store, at(50), vec![notice(worker, "new", 1)]).await;
    write(&ground.store, (), |(), tx| Box::pin(feed::drop_notices(tx, ORG, at(10), at(60), 9)))
        .await
        .unwrap();
    let (head, rows) = fetch(&ground.store, worker, from(2, 2), 9).await;
    let dropped: Vec<_> = rows.iter().map(|row| (row.entity.as_str(), row.op)).collect();
    assert_eq!(dropped, [("old", FeedOp::Drop)]);
    assert_eq!(head.digest.count, 1);
}

/// The clock went back, so that the drop with the lower number is the younger one.
async fn pruning_never_forgets_how_far_it_went(ground: Ground) {
    let worker = person_id(1);
    touch(&ground.store, at(0), vec![notice(worker, "a", 1), notice(worker, "b", 1)]).await;
    touch(&ground.store, at(50), vec![gone(worker, "a")]).await;
    touch(&ground.store, at(10), vec![gone(worker, "b")]).await;
    assert_eq!(prune(&ground.store, at(20)).await, 1);
    assert_eq!(pruned_seq(&ground.store, worker).await, 4);
    assert_eq!(prune(&ground.store, at(60)).await, 1);
    assert_eq!(pruned_seq(&ground.store, worker).await, 4);
}

async fn another_worker_sees_nothing(ground: Ground) {
    touch(&ground.store, at(0), vec![notice(person_id(1), "a", 1)]).await;
    let (head, rows) = fetch(&ground.store, person_id(2), from(0, 0), 9).await;
    assert_eq!((head.seq, rows.len()), (0, 0));
}

const WORKERS: u64 = 3;
const ORDERS: u64 = 4;
const STEPS: u32 = 250;

/// What the server should hold: orders as last written, and who sees what.
struct Model {
    orders: Vec<OrderRecord>,
    scopes: Vec<Scope>,
}

/// Random puts, patches, drops and prunes. After each, the digest is that of the model's scope; readers that come at
/// random, with pages of random size, always end with the same mirror.
async fn every_mirror_agrees_after_every_change(ground: Ground) {
    const SEED: u64 = 20_251_122;
    let entropy = SeededEntropy::new(SEED);
    let store = &ground.store;
    let mut model = Model {
        orders: (0..ORDERS).map(|n| order(u128::from(n))).collect(),
        scopes: vec![Scope::new(); WORKERS as usize],
    };
    for record in &model.orders {
        change_order(store, None, record.clone(), Vec::new()).await;
    }
    let worker = |n: u64| person_id(u128::from(n));
    let mut mirrors: Vec<_> =
        (0..WORKERS).flat_map(|n| [Mirror::empty(worker(n)), Mirror::empty(worker(n))]).collect();
    for step in 0..STEPS {
        match below(&entropy, 10) {
            0..=4 => step_order(store, &entropy, &mut model).await,
            5..=7 => step_notice(store, &entropy, &mut model, u64::from(step) + 1).await,
            _ => step_drop(store, &entropy, &mut model).await,
        }
        for (n, scope) in (0..WORKERS).zip(&model.scopes) {
            let head = read(store, worker(n), |w, tx| Box::pin(feed::head(tx, ORG, *w))).await;
            assert_eq!(head.digest, digest(scope), "seed {SEED}, step {step}, worker {n}");
        }
        let reader = below(&entropy, 2 * WORKERS) as usize;
        let limit = 1 + below(&entropy, 4) as u32;
        mirrors[reader].pull(store, limit).await;
    }
    for mirror in &mut mirrors {
        mirror.pull_all(store, 2).await;
    }
    for (n, mirror) in mirrors.iter().enumerate() {
        assert_eq!(mirror.scope, model.scopes[n / 2], "seed {SEED}, reader {n}");
    }
}

/// Changes an order for all who see it, and for one more.
async fn step_order(store: &Store, entropy: &SeededEntropy, model: &mut Model) {
    let n = below(entropy, ORDERS) as usize;
    let before = model.orders[n].clone();
    let mut after = urged(&before);
    after.view.facts = json!({ "note": below(entropy, 5), "floor": below(entropy, 2) });
    let key = (EntityKind::Order, after.view.order.to_string());
    let newcomer = below(entropy, WORKERS) as usize;
    let mut workers = Vec::new();
    for (worker, scope) in model.scopes.iter_mut().enumerate() {
        if worker == newcomer || scope.contains_key(&key) {
            let body = serde_json::to_value(&after.view).unwrap();
            scope.insert(key.clone(), (after.rev, body));
            workers.push(person_id(worker as u128));
        }
    }
    change_order(store, Some(before), after.clone(), workers).await;
    model.orders[n] = after;
}

async fn step_notice(store: &Store, entropy: &SeededEntropy, model: &mut Model, rev: u64) {
    let worker = below(entropy, WORKERS) as usize;
    let entity = format!("notice-{}", below(entropy, 3));
    touch(store, at(0), vec![notice(person_id(worker as u128), &entity, rev)]).await;
    model.scopes[worker].insert((EntityKind::Notice, entity), (rev, json!({ "rev": rev })));
}

async fn step_drop(store: &Store, entropy: &SeededEntropy, model: &mut Model) {
    let worker = below(entropy, WORKERS) as usize;
    let places = model.scopes[worker].len() as u64 + 1;
    let place = below(entropy, places) as usize;
    let missing = (EntityKind::Notice, "never seen".to_owned());
    let (kind, entity) = model.scopes[worker].keys().nth(place).cloned().unwrap_or(missing);
    model.scopes[worker].remove(&(kind, entity.clone()));
    let drop = Touch { worker: person_id(worker as u128), kind, entity, change: Change::Drop };
    touch(store, at(0), vec![drop]).await;
}
