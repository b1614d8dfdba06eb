//! Messages from and to the company's other systems.

use platform_store::neighbours::{self, InboxKey, InboxRow, OutboxRow, OutboxState};
use platform_store::{ListPlace, Store, StoreFault};
use serde_json::json;
use uuid::Uuid;
use vocabulary::{Digest, MessageId};

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, at, correlation_id, order_id};

stories![
    the_same_message_five_times_at_once_counts_once,
    another_version_is_another_message,
    later_versions_of_a_kind_are_known,
    due_messages_come_oldest_first,
    messages_under_way_are_counted,
    only_one_program_settles_an_attempt,
    held_messages_wait_for_their_order,
    a_message_is_taken_back_until_it_is_answered,
    the_office_lists_the_newest_first,
    a_message_may_belong_to_no_order,
];

fn message(version: u64) -> InboxRow {
    InboxRow {
        key: InboxKey {
            neighbour: "marketing".into(),
            order_no: "NO-1".into(),
            stage: "intake".into(),
            version,
        },
        kind: "new".into(),
        digest: Digest::of(&version.to_be_bytes()),
        body: json!({ "version": version }),
        outcome: json!("applied"),
        received_at: at(0),
    }
}

/// As the inbox does it: take it, or tell what became of the first copy.
async fn receive(store: &Store, message: InboxRow) -> bool {
    write(store, message, |message, tx| {
        Box::pin(async move {
            if neighbours::receive(tx, ORG, message).await? {
                return Ok(true);
            }
            let before = neighbours::received_before(tx, ORG, &message.key).await?;
            assert_eq!(before, Some((message.digest, json!("applied"))));
            Ok(false)
        })
    })
    .await
    .unwrap()
}

async fn counts(store: &Store) -> (u64, u64) {
    read(store, (), |(), tx| Box::pin(neighbours::count_received(tx, ORG))).await
}

async fn the_same_message_five_times_at_once_counts_once(ground: Ground) {
    assert_eq!(counts(&ground.store).await, (0, 0));
    let copies: Vec<_> = (0..5)
        .map(|_| {
            let store = ground.store.clone();
            tokio::spawn(async move { receive(&store, message(1)).await })
        })
        .collect();
    let mut taken = 0;
    for copy in copies {
        taken += u32::from(copy.await.unwrap());
    }
    assert_eq!(taken, 1);
    assert_eq!(counts(&ground.store).await, (1, 5));
}

async fn another_version_is_another_message(ground: Ground) {
    assert!(receive(&ground.store, message(1)).await);
    assert!(receive(&ground.store, message(2)).await);
    assert!(!receive(&ground.store, message(2)).await);
    assert_eq!(counts(&ground.store).await, (2, 3));
    let key = InboxKey { stage: "archive".into(), ..message(1).key };
    let unknown =
        write(&ground.store, key, |key, tx| Box::pin(neighbours::received_before(tx, ORG, key)));
    assert_eq!(unknown.await.unwrap(), None);
}

async fn later_versions_of_a_kind_are_known(ground: Ground) {
    for (version, kind) in [(1, "new"), (4, "change"), (3, "change"), (2, "change"), (5, "urge")] {
        let body = json!({ "version": version });
        let row = InboxRow { kind: kind.into(), body, ..message(version) };
        assert!(receive(&ground.store, row).await);
    }
    let later = |version: u64, kind: &'static str| {
        read(&ground.store, (message(version).key, kind), |(key, kind), tx| {
            Box::pin(neighbours::later_versions(tx, ORG, key, kind))
        })
    };
    let bodies = [json!({ "version": 3 }), json!({ "version": 4 })];
    assert_eq!(later(2, "change").await, bodies);
    assert_eq!(later(4, "change").await, Vec::<serde_json::Value>::new());
    assert_eq!(later(1, "cancel").await, Vec::<serde_json::Value>::new());
}

async fn messages_under_way_are_counted(ground: Ground) {
    let states = [
        OutboxState::Held,
        OutboxState::Pending,
        OutboxState::Pending,
        OutboxState::Delivered,
        OutboxState::Refused,
    ];
    for (n, state) in (1..).zip(states) {
        send(&ground.store, result(n, state)).await;
    }
    let waiting = read(&ground.store, (), |(), tx| Box::pin(neighbours::count_waiting(tx, ORG)));
    assert_eq!(waiting.await, 3);
}

fn message_id(n: u128) -> MessageId {
    MessageId::from_uuid(Uuid::from_u128(0xa000 + n))
}

fn result(n: u128, state: OutboxState) -> OutboxRow {
    OutboxRow {
        message: message_id(n),
        neighbour: "marketing".into(),
        order: Some(order_id(n % 2)),
        kind: "order_finished".into(),
        body: json!({ "n": u64::try_from(n).unwrap() }),
        correlation: correlation_id(n),
        state,
        attempts: 0,
        next_at: at(100 - i64::try_from(n).unwrap()),
        last_error: None,
        created_at: at(i64::try_from(n).unwrap()),
        settled_at: None,
    }
}

async fn send(store: &Store, row: OutboxRow) {
    write(store, row, |row, tx| Box::pin(neighbours::send(tx, ORG, row))).await.unwrap();
}

async fn due(store: &Store, now: i64) -> Vec<MessageId> {
    let due = read(store, now, |now, tx| Box::pin(neighbours::due(tx, ORG, at(*now), 9))).await;
    due.into_iter().map(|row| row.message).collect()
}

async fn find(store: &Store, n: u128) -> OutboxRow {
    read(store, n, |n, tx| Box::pin(neighbours::find(tx, ORG, message_id(*n)))).await.unwrap()
}

async fn due_messages_come_oldest_first(ground: Ground) {
    for n in 1..=3 {
        send(&ground.store, result(n, OutboxState::Pending)).await;
    }
    send(&ground.store, result(4, OutboxState::Held)).await;
    assert_eq!(due(&ground.store, 96).await, []);
    assert_eq!(due(&ground.store, 98).await, [message_id(3), message_id(2)]);
}

async fn only_one_program_settles_an_attempt(ground: Ground) {
    let store = &ground.store;
    send(store, result(1, OutboxState::Pending)).await;
    let before = find(store, 1).await;
    assert_eq!(before.body, json!({ "n": 1 }));
    let failed = OutboxRow {
        attempts: 1,
        next_at: at(500),
        last_error: Some("connection refused".into()),
        ..before.clone()
    };
    let settle = |before: OutboxRow, after: OutboxRow| {
        write(store, (before, after), |(before, after), tx| {
            Box::pin(neighbours::settle(tx, ORG, before, after))
        })
    };
    settle(before.clone(), failed.clone()).await.unwrap();
    let lost = settle(before.clone(), failed.clone()).await;
    assert!(matches!(lost, Err(StoreFault::LostGuard | StoreFault::Busy)), "{lost:?}");
    assert_eq!(due(store, 499).await, []);

    let delivered = OutboxRow {
        state: OutboxState::Delivered,
        attempts: 2,
        last_error: None,
        settled_at: Some(at(501)),
        ..failed.clone()
    };
    settle(failed, delivered).await.unwrap();
    let after = find(store, 1).await;
    assert_eq!((after.state, after.attempts), (OutboxState::Delivered, 2));
    assert_eq!((after.last_error, after.settled_at), (None, Some(at(501))));
    assert_eq!(due(store, 9_999).await, []);
}

async fn held_messages_wait_for_their_order(ground: Ground) {
    let store = &ground.store;
    for n in 1..=3 {
        send(store, result(n, OutboxState::Held)).await;
    }
    let held = |n: u128| {
        read(store, n, |n, tx| Box::pin(neighbours::held_of_order(tx, ORG, order_id(*n))))
    };
    let ids = held(1).await.into_iter().map(|row| row.message).collect::<Vec<_>>();
    assert_eq!(ids, [message_id(1), message_id(3)]);
    let before = find(store, 1).await;
    let body = json!({ "evidence": ["photo"] });
    let released = OutboxRow { state: OutboxState::Pending, body, ..before.clone() };
    write(store, (before, released), |(before, after), tx| {
        Box::pin(neighbours::settle(tx, ORG, before, after))
    })
    .await
    .unwrap();
    assert_eq!(held(1).await.len(), 1);
    assert_eq!(find(store, 1).await.body, json!({ "evidence": ["photo"] }));
}

async fn a_message_is_taken_back_until_it_is_answered(ground: Ground) {
    let store = &ground.store;
    let states = [OutboxState::Held, OutboxState::Pending, OutboxState::Delivered];
    for (n, state) in (1..).zip(states) {
        send(store, result(n, state)).await;
    }
    let withdraw =
        |n: u128| write(store, n, |n, tx| Box::pin(neighbours::withdraw(tx, ORG, message_id(*n))));
    for (n, withdrawn) in [(1, true), (1, false), (2, true), (3, false), (4, false)] {
        assert_eq!(withdraw(n).await.unwrap(), withdrawn, "{n}");
    }
    assert_eq!(find(store, 3).await.state, OutboxState::Delivered);
}

async fn the_office_lists_the_newest_first(ground: Ground) {
    for n in 1..=3 {
        send(&ground.store, result(n, OutboxState::Refused)).await;
    }
    let list =
        read(&ground.store, (), |(), tx| Box::pin(neighbours::list(tx, ORG, ListPlace::NEWEST, 2)))
            .await;
    let ids = list.iter().map(|row| row.message).collect::<Vec<_>>();
    assert_eq!(ids, [message_id(3), message_id(2)]);
    assert_eq!(list[0].state, OutboxState::Refused);
}

async fn a_message_may_belong_to_no_order(ground: Ground) {
    let store = &ground.store;
    let row = OutboxRow { order: None, ..result(1, OutboxState::Pending) };
    send(store, row).await;
    assert_eq!(due(store, 99).await, [message_id(1)]);
    assert_eq!(find(store, 1).await.order, None);
}
