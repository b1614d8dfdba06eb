//! Files of evidence.

use platform_store::attachments::{self, AttachmentRow, AttachmentState};
use platform_store::{Store, StoreFault};
use uuid::Uuid;
use vocabulary::{AttachmentId, Digest};

use crate::ground::{Ground, read, write};
use crate::samples::{
    ORG, OTHER_ORG, at, in_hand, operation_id, order_id, outbox_id, terminal_id, to_come,
};

stories![
    an_announced_file_keeps_what_it_has,
    a_file_is_claimed_by_its_operation_once,
    received_bytes_are_guarded,
    complete_files_of_an_outbox_are_receipted,
    files_that_never_came_whole_are_found,
    files_without_their_operation_are_counted_per_terminal,
    the_first_key_of_a_file_is_kept,
];

fn attachment_id(n: u128) -> AttachmentId {
    AttachmentId::from_uuid(Uuid::from_u128(0x8000 + n))
}

fn file(n: u128) -> AttachmentRow {
    AttachmentRow {
        attachment: attachment_id(n),
        order: order_id(1),
        stage: in_hand(order_id(1)),
        op_id: None,
        sha256: Digest::of(b"photo"),
        size: 2_000_000,
        mime: "image/jpeg".into(),
        outbox: Some(outbox_id(1)),
        terminal: Some(terminal_id(1)),
        received: 0,
        state: AttachmentState::Partial,
        opens: n.is_multiple_of(2).then(|| attachment_id(n + 1_000)),
        created_at: at(i64::try_from(n).unwrap()),
        completed_at: None,
    }
}

async fn announce(store: &Store, row: AttachmentRow) {
    let announced = write(store, row, |row, tx| Box::pin(attachments::announce(tx, ORG, row)));
    announced.await.unwrap();
}

async fn find(store: &Store, n: u128) -> AttachmentRow {
    read(store, n, |n, tx| Box::pin(attachments::find(tx, ORG, attachment_id(*n)))).await.unwrap()
}

async fn advance(
    store: &Store,
    before: AttachmentRow,
    received: u64,
    state: AttachmentState,
) -> Result<(), StoreFault> {
    write(store, (before, received, state), |(before, received, state), tx| {
        Box::pin(attachments::advance(tx, ORG, before, *received, *state, at(30)))
    })
    .await
}

async fn an_announced_file_keeps_what_it_has(ground: Ground) {
    let store = &ground.store;
    announce(store, file(1)).await;
    announce(store, file(2)).await;
    assert_eq!(find(store, 1).await, file(1));
    assert_eq!(find(store, 2).await, file(2));
    advance(store, file(1), 1_000, AttachmentState::Partial).await.unwrap();
    announce(store, file(1)).await;
    assert_eq!(find(store, 1).await.received, 1_000);
    let foreign =
        read(store, (), |(), tx| Box::pin(attachments::find(tx, OTHER_ORG, attachment_id(1))));
    assert_eq!(foreign.await, None);
    let all = read(store, (), |(), tx| Box::pin(attachments::of_order(tx, ORG, order_id(1))));
    let all = all.await.into_iter().map(|row| row.attachment);
    assert_eq!(all.collect::<Vec<_>>(), [attachment_id(1), attachment_id(2)]);
}

async fn a_file_is_claimed_by_its_operation_once(ground: Ground) {
    let store = &ground.store;
    announce(store, file(1)).await;
    let stage = to_come(order_id(1));
    for operation in [1, 2] {
        write(store, (operation, stage), |(operation, stage), tx| {
            Box::pin(attachments::claim(
                tx,
                ORG,
                attachment_id(1),
                operation_id(*operation),
                *stage,
            ))
        })
        .await
        .unwrap();
    }
    let claimed = find(store, 1).await;
    assert_eq!((claimed.op_id, claimed.stage), (Some(operation_id(1)), stage));
}

async fn received_bytes_are_guarded(ground: Ground) {
    let store = &ground.store;
    announce(store, file(1)).await;
    advance(store, file(1), 1_000, AttachmentState::Partial).await.unwrap();
    let second = advance(store, file(1), 900, AttachmentState::Partial).await;
    assert!(matches!(second, Err(StoreFault::LostGuard | StoreFault::Busy)), "{second:?}");
    let before = find(store, 1).await;
    assert_eq!((before.received, before.completed_at), (1_000, None));
    advance(store, before, 2_000_000, AttachmentState::Complete).await.unwrap();
    let whole = find(store, 1).await;
    assert_eq!((whole.state, whole.completed_at), (AttachmentState::Complete, Some(at(30))));
}

async fn complete_files_of_an_outbox_are_receipted(ground: Ground) {
    let store = &ground.store;
    for n in 1..=3 {
        announce(store, file(n)).await;
    }
    for n in [3, 1] {
        advance(store, file(n), 2_000_000, AttachmentState::Complete).await.unwrap();
    }
    let complete = async |outbox, from: Option<u128>, limit| {
        let asked = (outbox_id(outbox), from.map(attachment_id), limit);
        let rows = read(store, asked, |(outbox, from, limit), tx| {
            Box::pin(attachments::complete_of_outbox(
                tx,
                ORG,
                (terminal_id(1), *outbox),
                *from,
                *limit,
            ))
        });
        rows.await.into_iter().map(|row| row.attachment).collect::<Vec<_>>()
    };
    assert_eq!(complete(1, None, 9).await, [attachment_id(1), attachment_id(3)]);
    assert_eq!(complete(1, None, 1).await, [attachment_id(1)]);
    assert_eq!(complete(1, Some(2), 9).await, [attachment_id(3)]);
    assert_eq!(complete(1, Some(3), 9).await, [attachment_id(3)]);
    assert_eq!(complete(2, None, 9).await, []);
}

async fn files_that_never_came_whole_are_found(ground: Ground) {
    let store = &ground.store;
    for n in 1..=4 {
        announce(store, file(n)).await;
    }
    advance(store, file(1), 2_000_000, AttachmentState::Complete).await.unwrap();
    advance(store, file(3), 2_000_000, AttachmentState::Corrupt).await.unwrap();
    let stale = read(store, (), |(), tx| Box::pin(attachments::stale(tx, ORG, at(4), 9))).await;
    let ids =
        |rows: Vec<AttachmentRow>| rows.into_iter().map(|row| row.attachment).collect::<Vec<_>>();
    assert_eq!(ids(stale), [attachment_id(2), attachment_id(3)]);
    write(store, (), |(), tx| Box::pin(attachments::flag(tx, ORG, attachment_id(2), at(9))))
        .await
        .unwrap();
    let stale = read(store, (), |(), tx| Box::pin(attachments::stale(tx, ORG, at(4), 9))).await;
    assert_eq!(ids(stale), [attachment_id(3)], "the office was told of the other");
    let unfinished = read(store, (), |(), tx| Box::pin(attachments::unfinished(tx, ORG, 9))).await;
    assert_eq!(ids(unfinished), [attachment_id(2), attachment_id(3), attachment_id(4)]);
}

async fn files_without_their_operation_are_counted_per_terminal(ground: Ground) {
    let store = &ground.store;
    for n in 1..=3 {
        announce(store, file(n)).await;
    }
    write(store, (operation_id(1), in_hand(order_id(1))), |(op_id, stage), tx| {
        Box::pin(attachments::claim(tx, ORG, attachment_id(1), *op_id, *stage))
    })
    .await
    .unwrap();
    let count = async |terminal| {
        read(store, terminal_id(terminal), |terminal, tx| {
            Box::pin(attachments::count_unclaimed(tx, ORG, *terminal))
        })
        .await
    };
    assert_eq!((count(1).await, count(2).await), (2, 0));
}

async fn the_first_key_of_a_file_is_kept(ground: Ground) {
    let store = &ground.store;
    for key in [vec![1, 2, 3], vec![4, 5, 6]] {
        write(store, key, |key, tx| {
            Box::pin(attachments::keep_file_key(tx, ORG, attachment_id(1), key.clone()))
        })
        .await
        .unwrap();
    }
    let key = |org| {
        read(store, org, |org, tx| Box::pin(attachments::file_key(tx, *org, attachment_id(1))))
    };
    assert_eq!(key(ORG).await, Some(vec![1, 2, 3]));
    assert_eq!(key(OTHER_ORG).await, None);
}
