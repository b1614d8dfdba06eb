//! Accounts, console sessions and cards.

use platform_store::identity::{self, AccountRow, CardRow, CardState, ConsoleSessionRow};
use platform_store::{Store, StoreFault};
use uuid::Uuid;
use vocabulary::{CardId, CardKind, Digest, SessionId};

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, person_id};

stories![
    an_account_is_found_by_its_login,
    accounts_are_paged_by_login,
    every_wrong_password_counts,
    a_stale_account_is_not_written,
    a_session_is_found_by_its_token,
    sessions_end_with_time_or_person,
    a_card_is_revoked_but_keeps_its_key,
];

fn account() -> AccountRow {
    AccountRow {
        login: "station-head".into(),
        person: person_id(1),
        password_hash: "$argon2id$…".into(),
        failures: 0,
        locked_until: None,
    }
}

async fn put(store: &Store, account: AccountRow) {
    write(store, account, |account, tx| Box::pin(identity::put_account(tx, ORG, account)))
        .await
        .unwrap();
}

async fn find(store: &Store) -> AccountRow {
    read(store, (), |(), tx| Box::pin(identity::account(tx, ORG, "station-head"))).await.unwrap()
}

async fn an_account_is_found_by_its_login(ground: Ground) {
    put(&ground.store, account()).await;
    let found = find(&ground.store).await;
    assert_eq!((found.person, found.failures, found.locked_until), (person_id(1), 0, None));
    put(&ground.store, AccountRow { failures: 5, locked_until: Some(at(60)), ..account() }).await;
    let found = find(&ground.store).await;
    assert_eq!((found.failures, found.locked_until), (5, Some(at(60))));
    for (org, login) in [(ORG, "Station-Head"), (OTHER_ORG, "station-head")] {
        let none = read(&ground.store, (org, login), |(org, login), tx| {
            Box::pin(identity::account(tx, *org, login))
        });
        assert!(none.await.is_none());
    }
    for (person, login) in [(1, Some("station-head")), (2, None)] {
        let of_person = read(&ground.store, person, |person, tx| {
            Box::pin(identity::account_of(tx, ORG, person_id(*person)))
        });
        assert_eq!(of_person.await.map(|account| account.login).as_deref(), login);
    }
}

async fn accounts_are_paged_by_login(ground: Ground) {
    for login in ["b", "B", "a", "c"] {
        put(&ground.store, AccountRow { login: login.into(), ..account() }).await;
    }
    let accounts = read(&ground.store, (), |(), tx| Box::pin(identity::accounts(tx, ORG, "B", 2)));
    let logins = accounts.await.into_iter().map(|account| account.login);
    assert_eq!(logins.collect::<Vec<_>>(), ["a", "b"]);
}

/// Passwords tried all at once must not share one failure, or the lock-out would be no limit.
async fn every_wrong_password_counts(ground: Ground) {
    put(&ground.store, account()).await;
    let attempts: Vec<_> = (0..10)
        .map(|_| {
            let store = ground.store.clone();
            tokio::spawn(async move {
                write(&store, (), |(), tx| {
                    Box::pin(async move {
                        let before = identity::account(tx, ORG, "station-head").await?.unwrap();
                        let failures = before.failures + 1;
                        let after = AccountRow { failures, ..before.clone() };
                        identity::update_account(tx, ORG, &before, &after).await
                    })
                })
                .await
            })
        })
        .collect();
    for attempt in attempts {
        attempt.await.unwrap().unwrap();
    }
    assert_eq!(find(&ground.store).await.failures, 10);
}

async fn a_stale_account_is_not_written(ground: Ground) {
    put(&ground.store, AccountRow { locked_until: Some(at(60)), ..account() }).await;
    let update = |before: AccountRow, after: AccountRow| {
        write(&ground.store, (before, after), |(before, after), tx| {
            Box::pin(identity::update_account(tx, ORG, before, after))
        })
    };
    let locked = find(&ground.store).await;
    let lost = update(account(), account()).await;
    assert!(matches!(lost, Err(StoreFault::LostGuard | StoreFault::Busy)), "{lost:?}");
    update(locked, account()).await.unwrap();
    assert_eq!(find(&ground.store).await.locked_until, None);
}

fn session(n: u8) -> ConsoleSessionRow {
    ConsoleSessionRow {
        token_hash: Digest::of(&[n]),
        session: SessionId::from_uuid(Uuid::from_u128(u128::from(n))),
        person: person_id(u128::from(n)),
        csrf: "csrf".into(),
        created_at: at(0),
        expires_at: at(i64::from(n) * 100),
    }
}

async fn open_sessions(store: &Store) -> Vec<u8> {
    let mut open = Vec::new();
    for n in 1..=3 {
        let session = read(store, n, |n, tx| {
            Box::pin(async move { identity::session(tx, ORG, Digest::of(&[*n])).await })
        });
        open.extend(session.await.map(|_| n));
    }
    open
}

async fn open(store: &Store) {
    for n in 1..=3 {
        write(store, session(n), |s, tx| Box::pin(identity::insert_session(tx, ORG, s)))
            .await
            .unwrap();
    }
}

async fn a_session_is_found_by_its_token(ground: Ground) {
    open(&ground.store).await;
    let found =
        read(&ground.store, (), |(), tx| Box::pin(identity::session(tx, ORG, Digest::of(&[2]))));
    let found = found.await.unwrap();
    assert_eq!((found.session, found.person), (session(2).session, person_id(2)));
    assert_eq!((found.csrf.as_str(), found.expires_at), ("csrf", at(200)));
    write(&ground.store, (), |(), tx| Box::pin(identity::end_session(tx, ORG, Digest::of(&[2]))))
        .await
        .unwrap();
    assert_eq!(open_sessions(&ground.store).await, [1, 3]);
}

async fn sessions_end_with_time_or_person(ground: Ground) {
    open(&ground.store).await;
    let end = |now: i64, person: Option<u128>| {
        write(&ground.store, (now, person), |(now, person), tx| {
            Box::pin(identity::end_sessions(tx, ORG, at(*now), person.map(person_id)))
        })
    };
    assert_eq!(end(99, None).await.unwrap(), 0);
    assert_eq!(end(100, None).await.unwrap(), 1);
    assert_eq!(open_sessions(&ground.store).await, [2, 3]);
    assert_eq!(end(100, Some(3)).await.unwrap(), 1);
    assert_eq!(open_sessions(&ground.store).await, [2]);
}

async fn a_card_is_revoked_but_keeps_its_key(ground: Ground) {
    let card_id = |n: u128| CardId::from_uuid(Uuid::from_u128(0x9000 + n));
    let card = |n: u128| CardRow {
        card: card_id(n),
        serial: format!("C{n}"),
        kind: if n == 1 { CardKind::Operator } else { CardKind::Business },
        person: person_id(n),
        public_key: vec![2; 33],
        puk_sealed: vec![1, 2, 3],
        state: CardState::Active,
        issued_at: at(0),
    };
    let put = |card: CardRow| {
        write(&ground.store, card, |card, tx| Box::pin(identity::put_card(tx, ORG, card)))
    };
    for n in [2, 1] {
        put(card(n)).await.unwrap();
    }
    let forged = CardRow {
        state: CardState::Revoked,
        public_key: vec![3; 33],
        kind: CardKind::Business,
        ..card(1)
    };
    put(forged).await.unwrap();
    let found =
        read(&ground.store, card_id(1), |id, tx| Box::pin(identity::card(tx, ORG, *id))).await;
    let found = found.unwrap();
    assert_eq!((found.state, found.public_key), (CardState::Revoked, vec![2; 33]));
    let all = read(&ground.store, (), |(), tx| Box::pin(identity::cards(tx, ORG, "", 9))).await;
    let serials = all.iter().map(|card| card.serial.as_str()).collect::<Vec<_>>();
    assert_eq!(serials, ["C1", "C2"]);
    let kinds = all.iter().map(|card| card.kind).collect::<Vec<_>>();
    assert_eq!(kinds, [CardKind::Operator, CardKind::Business]);
    assert_eq!(all[1].puk_sealed, [1, 2, 3]);
    let next = read(&ground.store, (), |(), tx| Box::pin(identity::cards(tx, ORG, "C1", 9))).await;
    assert_eq!(next.iter().map(|card| card.card).collect::<Vec<_>>(), [card_id(2)]);
    let by_serial = |serial: &'static str| {
        read(&ground.store, serial, |serial, tx| {
            Box::pin(identity::card_by_serial(tx, ORG, serial))
        })
    };
    assert_eq!(by_serial("C2").await.map(|card| card.card), Some(card_id(2)));
    assert!(by_serial("C3").await.is_none());
    let of_person = |person: u128| {
        read(&ground.store, person, |person, tx| {
            Box::pin(identity::cards_of(tx, ORG, person_id(*person)))
        })
    };
    let owner = all[0].person;
    assert_eq!(owner, person_id(1));
    assert!(of_person(1).await.iter().all(|card| card.person == owner));
    assert!(!of_person(1).await.is_empty());
    assert!(of_person(99).await.is_empty());
}
