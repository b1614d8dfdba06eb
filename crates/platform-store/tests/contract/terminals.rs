//! Terminals: enrolment, challenges, sessions.

use platform_store::terminals::{
    self, EnrolmentRow, TerminalRow, TerminalSessionRow, TerminalState,
};
use platform_store::{Store, StoreFault};
use uuid::Uuid;
use vocabulary::{CardId, Digest, SessionId};

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, person_id, station_id, terminal_id};

stories![
    a_terminal_keeps_its_key,
    a_code_enrols_one_terminal,
    a_challenge_is_answered_once,
    a_challenge_is_answered_by_its_terminal_in_time,
    unanswered_challenges_are_forgotten,
    sessions_end_with_time_terminal_or_card,
    sessions_end_with_their_person_or_one_by_one,
];

fn terminal(n: u128) -> TerminalRow {
    TerminalRow {
        terminal: terminal_id(n),
        name: format!("T{n}"),
        station: Some(station_id(1)),
        public_key: vec![2; 33],
        state: TerminalState::Active,
        enrolled_at: at(0),
        last_seen: None,
        release_no: String::new(),
        tf_card: (n == 2).then(|| card_id(9)),
    }
}

async fn put(store: &Store, row: TerminalRow) {
    write(store, row, |row, tx| Box::pin(terminals::put_terminal(tx, ORG, row))).await.unwrap();
}

async fn a_terminal_keeps_its_key(ground: Ground) {
    let store = &ground.store;
    for n in [2, 1] {
        put(store, terminal(n)).await;
    }
    let lost = TerminalRow { state: TerminalState::Lost, public_key: vec![3; 33], ..terminal(1) };
    put(store, lost).await;
    write(store, (), |(), tx| Box::pin(terminals::seen(tx, ORG, terminal_id(1), at(60), "0.1.0")))
        .await
        .unwrap();
    let find =
        |org| read(store, org, |org, tx| Box::pin(terminals::terminal(tx, *org, terminal_id(1))));
    let found = find(ORG).await.unwrap();
    assert_eq!((found.state, found.public_key), (TerminalState::Lost, vec![2; 33]));
    assert_eq!((found.last_seen, found.release_no.as_str()), (Some(at(60)), "0.1.0"));
    assert!(find(OTHER_ORG).await.is_none());
    let all =
        read(store, (), |(), tx| Box::pin(terminals::terminals(tx, ORG, None, None, 9))).await;
    assert_eq!(all.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(), ["T1", "T2"]);
    assert_eq!(all.iter().map(|t| t.tf_card).collect::<Vec<_>>(), [None, Some(card_id(9))]);
    put(store, TerminalRow { station: Some(station_id(2)), ..terminal(3) }).await;
    let page = |station: u128, after: u128| {
        let with = (station_id(station), terminal_id(after));
        async move {
            let page = read(store, with, |(station, after), tx| {
                Box::pin(terminals::terminals(tx, ORG, Some(*station), Some(*after), 9))
            });
            page.await.into_iter().map(|row| row.terminal).collect::<Vec<_>>()
        }
    };
    assert_eq!(page(1, 1).await, [terminal_id(2)]);
    assert_eq!(page(2, 1).await, [terminal_id(3)]);
}

async fn a_code_enrols_one_terminal(ground: Ground) {
    let store = &ground.store;
    let enrolment = EnrolmentRow {
        code_hash: Digest::of(b"code"),
        name: "T1".into(),
        station: None,
        made_by: person_id(1),
        expires_at: at(600),
        terminal: None,
    };
    write(store, enrolment, |row, tx| Box::pin(terminals::insert_enrolment(tx, ORG, row)))
        .await
        .unwrap();
    let uses: Vec<_> = (1..=4)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                write(&store, n, |n, tx| {
                    let code = Digest::of(b"code");
                    Box::pin(terminals::use_enrolment(tx, ORG, code, terminal_id(*n)))
                })
                .await
            })
        })
        .collect();
    let mut winners = Vec::new();
    for (n, used) in uses.into_iter().enumerate() {
        match used.await.unwrap() {
            Ok(()) => winners.push(terminal_id(n as u128 + 1)),
            Err(fault) => assert!(matches!(fault, StoreFault::LostGuard | StoreFault::Busy)),
        }
    }
    let found =
        read(store, (), |(), tx| Box::pin(terminals::enrolment(tx, ORG, Digest::of(b"code"))));
    let found = found.await.unwrap();
    assert_eq!(found.terminal.into_iter().collect::<Vec<_>>(), winners);
    assert_eq!((found.made_by, found.expires_at), (person_id(1), at(600)));
}

const NONCE: &[u8] = b"nonce";

async fn challenge(store: &Store) {
    write(store, (), |(), tx| {
        Box::pin(terminals::insert_challenge(tx, ORG, NONCE, terminal_id(1), at(60)))
    })
    .await
    .unwrap();
}

async fn take(store: &Store, terminal: u128, now: i64) -> bool {
    write(store, (terminal, now), |(terminal, now), tx| {
        Box::pin(terminals::take_challenge(tx, ORG, NONCE, terminal_id(*terminal), at(*now)))
    })
    .await
    .unwrap()
}

async fn a_challenge_is_answered_once(ground: Ground) {
    challenge(&ground.store).await;
    let answers: Vec<_> = (0..5)
        .map(|_| {
            let store = ground.store.clone();
            tokio::spawn(async move { take(&store, 1, 0).await })
        })
        .collect();
    let mut taken = 0;
    for answer in answers {
        taken += u32::from(answer.await.unwrap());
    }
    assert_eq!(taken, 1);
}

async fn a_challenge_is_answered_by_its_terminal_in_time(ground: Ground) {
    challenge(&ground.store).await;
    assert!(!take(&ground.store, 2, 0).await);
    assert!(!take(&ground.store, 1, 60).await);
    assert!(take(&ground.store, 1, 59).await);
}

async fn unanswered_challenges_are_forgotten(ground: Ground) {
    challenge(&ground.store).await;
    let forget = |now: i64| {
        write(&ground.store, now, |now, tx| {
            Box::pin(terminals::forget_challenges(tx, ORG, at(*now)))
        })
    };
    assert_eq!(forget(59).await.unwrap(), 0);
    assert_eq!(forget(60).await.unwrap(), 1);
    assert!(!take(&ground.store, 1, 0).await);
}

fn card_id(n: u8) -> CardId {
    CardId::from_uuid(Uuid::from_u128(u128::from(n)))
}

fn session(n: u8) -> TerminalSessionRow {
    TerminalSessionRow {
        token_hash: Digest::of(&[n]),
        session: SessionId::from_uuid(Uuid::from_u128(u128::from(n))),
        terminal: terminal_id(u128::from(n)),
        person: (n != 4).then(|| person_id(u128::from(n))),
        card: (n != 4).then(|| card_id(n)),
        created_at: at(0),
        expires_at: at(i64::from(n) * 100),
    }
}

async fn open_sessions(store: &Store) {
    for n in 1..=4 {
        write(store, session(n), |s, tx| Box::pin(terminals::insert_session(tx, ORG, s)))
            .await
            .unwrap();
    }
}

async fn find(store: &Store, n: u8) -> Option<TerminalSessionRow> {
    read(store, Digest::of(&[n]), |hash, tx| Box::pin(terminals::session(tx, ORG, *hash))).await
}

async fn sessions_end_with_their_person_or_one_by_one(ground: Ground) {
    let store = &ground.store;
    open_sessions(store).await;
    let ended = write(store, (), |(), tx| {
        Box::pin(terminals::end_sessions_of_person(tx, ORG, person_id(2)))
    });
    assert_eq!(ended.await.unwrap(), 1);
    write(store, Digest::of(&[3]), |hash, tx| Box::pin(terminals::end_session(tx, ORG, *hash)))
        .await
        .unwrap();
    let mut open = Vec::new();
    for n in 1..=4 {
        open.extend(find(store, n).await.map(|_| n));
    }
    assert_eq!(open, [1, 4]);
}

async fn sessions_end_with_time_terminal_or_card(ground: Ground) {
    let store = &ground.store;
    open_sessions(store).await;
    let nobody = find(store, 4).await.unwrap();
    assert_eq!((nobody.person, nobody.card, nobody.terminal), (None, None, terminal_id(4)));
    let end = |now: i64, terminal: Option<u128>, card: Option<u8>| {
        let with = (now, terminal.map(terminal_id), card.map(card_id));
        async move {
            write(store, with, |(now, terminal, card), tx| {
                Box::pin(terminals::end_sessions(tx, ORG, at(*now), *terminal, *card))
            })
            .await
            .unwrap()
        }
    };
    assert_eq!(end(99, None, None).await, 0);
    assert_eq!(end(100, None, None).await, 1);
    assert_eq!(end(100, Some(2), None).await, 1);
    assert_eq!(end(100, None, Some(3)).await, 1);
    assert!(find(store, 3).await.is_none());
    assert!(find(store, 4).await.is_some());
    // By its TF card a terminal is known: all its sessions end with it.
    put(store, TerminalRow { tf_card: Some(card_id(8)), ..terminal(4) }).await;
    assert_eq!(end(100, None, Some(9)).await, 0, "those of the second terminal are over");
    assert_eq!(end(100, None, Some(8)).await, 1);
}
