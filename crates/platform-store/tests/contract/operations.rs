//! Operations: each is taken once.

use platform_store::StoreFault;
use platform_store::operations::{self, StoredOperation};
use sync::{LateReason, Operation, Outcome};

use crate::ground::{Ground, read, write};
use crate::samples::{
    APPLIED, ORG, OTHER_ORG, at, operation, operation_id, order_id, outbox_id, terminal_id,
};

stories![
    five_copies_at_once_are_taken_once,
    an_outcome_is_found_with_its_digest,
    the_office_gives_another_outcome,
    receipts_go_on_where_the_terminal_stands,
    an_order_tells_what_was_done_to_it,
];

fn stored(operation: Operation) -> StoredOperation {
    StoredOperation {
        digest: operation.digest().unwrap(),
        outcome: APPLIED,
        event_at: at(10),
        received_at: at(20),
        operation,
    }
}

async fn take(ground: &Ground, n: u128) -> bool {
    write(&ground.store, stored(operation(n)), |stored, tx| {
        Box::pin(operations::insert(tx, ORG, stored))
    })
    .await
    .unwrap()
}

async fn five_copies_at_once_are_taken_once(ground: Ground) {
    let copies = (0..5).map(|_| {
        let store = ground.store.clone();
        tokio::spawn(async move {
            write(&store, stored(operation(1)), |stored, tx| {
                Box::pin(operations::insert(tx, ORG, stored))
            })
            .await
        })
    });
    let mut taken = 0;
    for copy in copies.collect::<Vec<_>>() {
        taken += u32::from(copy.await.unwrap().unwrap());
    }
    assert_eq!(taken, 1);
}

async fn an_outcome_is_found_with_its_digest(ground: Ground) {
    assert!(take(&ground, 1).await);
    let outcome = |n| {
        read(&ground.store, n, |n, tx| Box::pin(operations::outcome(tx, ORG, operation_id(*n))))
    };
    assert_eq!(outcome(1).await, Some((operation(1).digest().unwrap(), APPLIED)));
    assert_eq!(outcome(2).await, None);
    let foreign = read(&ground.store, (), |(), tx| {
        Box::pin(operations::outcome(tx, OTHER_ORG, operation_id(1)))
    });
    assert_eq!(foreign.await, None);
    let found =
        read(&ground.store, (), |(), tx| Box::pin(operations::find(tx, ORG, operation_id(1))))
            .await
            .unwrap();
    assert_eq!(found.operation, operation(1));
    assert_eq!((found.event_at, found.received_at), (at(10), at(20)));
}

async fn the_office_gives_another_outcome(ground: Ground) {
    assert!(take(&ground, 1).await);
    let late = Outcome::AcceptedLate { reason: LateReason::Reassigned };
    let settle = |n: u128, outcome: Outcome| {
        write(&ground.store, (n, outcome), |(n, outcome), tx| {
            Box::pin(operations::settle(tx, ORG, operation_id(*n), outcome))
        })
    };
    settle(1, late.clone()).await.unwrap();
    let unknown = settle(2, late.clone()).await;
    assert!(matches!(unknown, Err(StoreFault::LostGuard | StoreFault::Busy)), "{unknown:?}");
    let found =
        read(&ground.store, (), |(), tx| Box::pin(operations::find(tx, ORG, operation_id(1))));
    assert_eq!(found.await.unwrap().outcome, late);
}

async fn receipts_go_on_where_the_terminal_stands(ground: Ground) {
    for n in [3, 1, 2, 4] {
        assert!(take(&ground, n).await);
    }
    let receipts = read(&ground.store, (), |(), tx| {
        Box::pin(operations::receipts(tx, ORG, (terminal_id(1), outbox_id(1)), 1, 2))
    });
    let receipts = receipts.await;
    assert_eq!(receipts.iter().map(|receipt| receipt.n).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(receipts[0].digest, operation(2).digest().unwrap());
    let other = read(&ground.store, (), |(), tx| {
        Box::pin(operations::receipts(tx, ORG, (terminal_id(1), outbox_id(2)), 0, 9))
    });
    assert_eq!(other.await, []);
}

async fn an_order_tells_what_was_done_to_it(ground: Ground) {
    for n in [2, 1] {
        assert!(take(&ground, n).await);
    }
    let done =
        read(&ground.store, (), |(), tx| Box::pin(operations::of_order(tx, ORG, order_id(1), 9)));
    let done = done.await.into_iter().map(|stored| stored.operation);
    assert_eq!(done.collect::<Vec<_>>(), [operation(1), operation(2)]);
    let other =
        read(&ground.store, (), |(), tx| Box::pin(operations::of_order(tx, ORG, order_id(2), 9)));
    assert!(other.await.is_empty());
}
