//! Timers of orders.

use platform_store::Store;
use platform_store::orders::{self, TimerRow};

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, order_id};

stories![timers_come_due_in_order, a_timer_is_armed_anew_or_disarmed];

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
