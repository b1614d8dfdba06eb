//! Timers and deadlines of orders.

use platform_store::Store;
use platform_store::orders::{self, DeadlineRow, TimerRow};
use serde_json::json;

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, order_id};

stories![timers_come_due_in_order, a_timer_is_armed_anew_or_disarmed, deadlines_are_kept_by_policy];

fn timer(n: u128, due: i64) -> TimerRow {
    TimerRow { order: order_id(n), timer: "boundary".into(), due_at: at(due) }
}

async fn arm(store: &Store, timer: TimerRow) {
    write(store, timer, |timer, tx| Box::pin(orders::arm_timer(tx, ORG, timer))).await.unwrap();
}

async fn due(store: &Store, now: i64) -> Vec<TimerRow> {
    read(store, now, |now, tx| Box::pin(orders::due_timers(tx, ORG, at(*now), 2))).await
}

async fn timers_come_due_in_order(ground: Ground) {
    for (n, due) in [(1, 30), (2, 10), (3, 20)] {
        arm(&ground.store, timer(n, due)).await;
    }
    assert_eq!(due(&ground.store, 9).await, []);
    assert_eq!(due(&ground.store, 10).await, [timer(2, 10)]);
    assert_eq!(due(&ground.store, 99).await, [timer(2, 10), timer(3, 20)]);
    let foreign =
        read(&ground.store, (), |(), tx| Box::pin(orders::due_timers(tx, OTHER_ORG, at(99), 9)));
    assert_eq!(foreign.await, []);
}

async fn a_timer_is_armed_anew_or_disarmed(ground: Ground) {
    arm(&ground.store, timer(1, 10)).await;
    arm(&ground.store, timer(1, 50)).await;
    assert_eq!(due(&ground.store, 49).await, []);
    assert_eq!(due(&ground.store, 50).await, [timer(1, 50)]);
    write(&ground.store, (), |(), tx| {
        Box::pin(orders::disarm_timer(tx, ORG, order_id(1), "boundary"))
    })
    .await
    .unwrap();
    assert_eq!(due(&ground.store, 99).await, []);
}

async fn deadlines_are_kept_by_policy(ground: Ground) {
    let deadline = |policy: &str, elapsed: u32, due: Option<i64>| DeadlineRow {
        policy: policy.into(),
        clock: json!({ "elapsed": elapsed }),
        due_at: due.map(at),
    };
    let steps = [("statutory", 0, Some(5)), ("internal", 0, Some(3)), ("statutory", 2, None)];
    for (policy, elapsed, due) in steps {
        write(&ground.store, deadline(policy, elapsed, due), |deadline, tx| {
            Box::pin(orders::put_deadline(tx, ORG, order_id(1), deadline))
        })
        .await
        .unwrap();
    }
    let of = |n: u128| {
        read(&ground.store, n, |n, tx| Box::pin(orders::deadlines(tx, ORG, order_id(*n))))
    };
    let kept = [deadline("internal", 0, Some(3)), deadline("statutory", 2, None)];
    assert_eq!(of(1).await, kept);
    assert_eq!(of(2).await, []);
}
