//! The plug is pulled at every statement of a command, and after its commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use platform_store::audit::{self, Entry};
use platform_store::feed::{self, Change, Touch};
use platform_store::{Hazard, Options, Store, StoreFault, Tx, args, housekeeping, orders};
use serde_json::json;
use sync::EntityKind;

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, at, correlation_id, order, order_id, person_id};

stories![
    a_strike_at_any_statement_leaves_no_trace,
    a_strike_at_the_answer_leaves_the_data,
    a_strike_at_one_command_spares_the_others,
];

/// Strikes at the k-th statement from now, or at the next answer.
#[derive(Default)]
struct Strike {
    statements_left: AtomicI64,
    answer: AtomicI64,
}

impl Strike {
    fn at_statement(&self, k: i64) {
        self.statements_left.store(k, Ordering::SeqCst);
    }

    fn at_next_answer(&self) {
        self.answer.store(1, Ordering::SeqCst);
    }
}

impl Hazard for Strike {
    fn strikes_statement(&self) -> bool {
        self.statements_left.fetch_sub(1, Ordering::SeqCst) == 1
    }

    fn strikes_answer(&self) -> bool {
        self.answer.fetch_sub(1, Ordering::SeqCst) == 1
    }
}

/// What an order's coming writes: the order and its stages, its chain, its number, a worker's feed.
async fn take_in(tx: &mut Tx<'_>) -> Result<(), StoreFault> {
    housekeeping::allocate(tx, ORG, "order").await?;
    orders::insert(tx, ORG, &order(1)).await?;
    let entry = Entry {
        at: at(0),
        received_at: at(0),
        kind: "order_taken_in".into(),
        actor: "marketing".into(),
        correlation: correlation_id(1),
        body: json!({}),
    };
    audit::append(tx, ORG, "order:1", &entry).await?;
    let touch = Touch {
        worker: person_id(1),
        kind: EntityKind::Order,
        entity: order_id(1).to_string(),
        change: Change::Order { order: order_id(1), rev: 1, patch: None },
    };
    feed::touch(tx, ORG, at(0), vec![touch]).await
}

/// Rows in the tables that [`take_in`] writes.
async fn traces(store: &Store) -> i64 {
    const COUNT: &str = "
        SELECT (SELECT COUNT(*) FROM allocator WHERE org = $1)
             + (SELECT COUNT(*) FROM work_order WHERE org = $1)
             + (SELECT COUNT(*) FROM stage WHERE org = $1)
             + (SELECT COUNT(*) FROM audit_head WHERE org = $1)
             + (SELECT COUNT(*) FROM audit_entry WHERE org = $1)
             + (SELECT COUNT(*) FROM feed_head WHERE org = $1)
             + (SELECT COUNT(*) FROM feed WHERE org = $1) AS traces";
    read(store, (), |(), tx| {
        Box::pin(async move { tx.row(COUNT, &args![ORG]).await?.unwrap().get("traces") })
    })
    .await
}

const TRACES: i64 = 8;

async fn under_hazard(ground: &Ground) -> (Store, Arc<Strike>) {
    let strike = Arc::new(Strike::default());
    let options = Options { hazard: Some(strike.clone()), ..Options::default() };
    (ground.open(options).await, strike)
}

async fn a_strike_at_any_statement_leaves_no_trace(ground: Ground) {
    let (store, strike) = under_hazard(&ground).await;
    let mut struck = 0;
    for k in 1.. {
        strike.at_statement(k);
        match write(&store, (), |(), tx| Box::pin(take_in(tx))).await {
            Err(StoreFault::Killed) => struck += 1,
            Ok(()) => break,
            Err(other) => panic!("{other}"),
        }
        assert_eq!(traces(&store).await, 0, "struck at statement {k}");
    }
    assert!(struck >= TRACES, "at every statement that writes, and at those that read");
    assert_eq!(traces(&store).await, TRACES);
    store.close().await;
}

async fn a_strike_at_the_answer_leaves_the_data(ground: Ground) {
    let (store, strike) = under_hazard(&ground).await;
    strike.at_next_answer();
    let unheard = write(&store, (), |(), tx| Box::pin(take_in(tx))).await;
    assert!(matches!(unheard, Err(StoreFault::Killed)), "{unheard:?}");
    assert_eq!(traces(&store).await, TRACES);
    store.close().await;
}

async fn a_strike_at_one_command_spares_the_others(ground: Ground) {
    let (store, strike) = under_hazard(&ground).await;
    strike.at_statement(20);
    let commands: Vec<_> = (0..40)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                write(&store, n, |n, tx| {
                    Box::pin(
                        async move { housekeeping::set_state(tx, &format!("name {n}"), "").await },
                    )
                })
                .await
            })
        })
        .collect();
    let mut struck = 0;
    for (n, command) in commands.into_iter().enumerate() {
        let answer = command.await.unwrap();
        let there = read(&store, n, |n, tx| {
            Box::pin(async move { housekeeping::state(tx, &format!("name {n}")).await })
        });
        assert_eq!(there.await.is_some(), answer.is_ok());
        struck += u32::from(answer.is_err());
    }
    assert_eq!(struck, 1);
    store.close().await;
}
