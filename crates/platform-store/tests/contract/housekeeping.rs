//! Epoch, number series, answered commands, job leases.

use platform_store::housekeeping;
use platform_store::{Store, StoreFault};
use serde_json::json;
use vocabulary::Digest;

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, person_id};

stories![
    state_is_kept_by_name,
    numbers_have_no_gap_and_no_double,
    a_number_taken_back_is_given_again,
    each_series_counts_for_itself,
    an_answer_is_remembered_once,
    five_copies_of_a_command_are_answered_alike,
    a_job_has_one_holder,
];

async fn state_is_kept_by_name(ground: Ground) {
    let state = || read(&ground.store, (), |(), tx| Box::pin(housekeeping::state(tx, "epoch")));
    assert_eq!(state().await, None);
    for value in ["one", "two"] {
        write(&ground.store, value, |v, tx| Box::pin(housekeeping::set_state(tx, "epoch", v)))
            .await
            .unwrap();
        assert_eq!(state().await.as_deref(), Some(value));
    }
}

async fn allocate(store: &Store, series: &'static str) -> u64 {
    write(store, series, |series, tx| Box::pin(housekeeping::allocate(tx, ORG, series)))
        .await
        .unwrap()
}

async fn numbers_have_no_gap_and_no_double(ground: Ground) {
    let takers: Vec<_> = (0..40)
        .map(|_| {
            let store = ground.store.clone();
            tokio::spawn(async move { allocate(&store, "order").await })
        })
        .collect();
    let mut numbers = Vec::new();
    for taker in takers {
        numbers.push(taker.await.unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
}

async fn a_number_taken_back_is_given_again(ground: Ground) {
    assert_eq!(allocate(&ground.store, "order").await, 1);
    let failed: Result<(), _> = write(&ground.store, (), |(), tx| {
        Box::pin(async move {
            housekeeping::allocate(tx, ORG, "order").await?;
            Err(StoreFault::Busy)
        })
    })
    .await;
    assert!(matches!(failed, Err(StoreFault::Busy)));
    assert_eq!(allocate(&ground.store, "order").await, 2);
}

async fn each_series_counts_for_itself(ground: Ground) {
    assert_eq!(allocate(&ground.store, "order").await, 1);
    assert_eq!(allocate(&ground.store, "seal").await, 1);
    let other =
        write(&ground.store, (), |(), tx| Box::pin(housekeeping::allocate(tx, OTHER_ORG, "order")));
    assert_eq!(other.await.unwrap(), 1);
    assert_eq!(allocate(&ground.store, "order").await, 2);
}

async fn remember(store: &Store, answer: u32) -> Result<(), StoreFault> {
    write(store, json!(answer), |answer, tx| {
        let request = Digest::of(b"request");
        Box::pin(housekeeping::remember_answer(
            tx,
            ORG,
            person_id(1),
            "key",
            request,
            answer,
            at(5),
        ))
    })
    .await
}

async fn an_answer_is_remembered_once(ground: Ground) {
    let store = &ground.store;
    let answered = |person: u128| {
        read(store, person, |person, tx| {
            Box::pin(housekeeping::answered(tx, ORG, person_id(*person), "key"))
        })
    };
    assert_eq!(answered(1).await, None);
    remember(store, 1).await.unwrap();
    let second = remember(store, 2).await;
    assert!(matches!(second, Err(StoreFault::LostGuard | StoreFault::Busy)), "{second:?}");
    assert_eq!(answered(1).await, Some((Digest::of(b"request"), json!(1))));
    assert_eq!(answered(2).await, None, "a key is the person's own");

    let forget = |before: i64| {
        write(store, before, |before, tx| {
            Box::pin(housekeeping::forget_answers(tx, ORG, at(*before)))
        })
    };
    assert_eq!(forget(5).await.unwrap(), 0);
    assert_eq!(forget(6).await.unwrap(), 1);
    assert_eq!(answered(1).await, None);
}

/// As an endpoint does it: look, act, remember.
async fn five_copies_of_a_command_are_answered_alike(ground: Ground) {
    let copies: Vec<_> = (0..5)
        .map(|_| {
            let store = ground.store.clone();
            tokio::spawn(async move {
                write(&store, (), |(), tx| {
                    Box::pin(async move {
                        let request = Digest::of(b"request");
                        let person = person_id(1);
                        let before = housekeeping::answered(tx, ORG, person, "key").await?;
                        if let Some((_, answer)) = before {
                            return Ok(answer);
                        }
                        let answer = json!(housekeeping::allocate(tx, ORG, "order").await?);
                        housekeeping::remember_answer(
                            tx,
                            ORG,
                            person,
                            "key",
                            request,
                            &answer,
                            at(0),
                        )
                        .await?;
                        Ok(answer)
                    })
                })
                .await
            })
        })
        .collect();
    for copy in copies {
        assert_eq!(copy.await.unwrap().unwrap(), json!(1));
    }
    assert_eq!(allocate(&ground.store, "order").await, 2);
}

async fn a_job_has_one_holder(ground: Ground) {
    let lease = |holder: &'static str, now: i64| {
        write(&ground.store, (holder, now), |(holder, now), tx| {
            let expires = at(*now + 60);
            Box::pin(housekeeping::lease_job(tx, "timers", holder, at(*now), expires))
        })
    };
    assert!(lease("first", 0).await.unwrap());
    assert!(!lease("second", 1).await.unwrap());
    assert!(lease("first", 30).await.unwrap(), "the holder renews");
    assert!(!lease("second", 89).await.unwrap());
    assert!(lease("second", 90).await.unwrap(), "the lease has run out");
    assert!(!lease("first", 91).await.unwrap());
}
