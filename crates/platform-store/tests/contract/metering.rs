//! Meters, leave to give them commands, and what was done at them.

use platform_store::authorisations::{self, AuthorisationRow};
use platform_store::meter_works::{self, MeterWorkRow};
use platform_store::meters::{self, MeterRow, StopBanRow};
use platform_store::{ListPlace, Store, StoreFault};
use serde_json::json;
use sync::{AuthorisationState, TargetMeter};
use uuid::Uuid;
use vocabulary::{
    AuthorisationId, CommAddress, Digest, MeterCommand, MeterOutcome, MeterWorkId, StageId,
    StopBanId, UnitSerial,
};

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, order_id, person_id, station_id, terminal_id};

stories![
    an_older_revision_of_a_meter_replaces_nothing,
    what_a_terminal_says_of_keys_outlives_the_register,
    bans_are_those_of_the_station_and_of_the_company,
    an_authorisation_is_kept_once_and_changed_by_one,
    authorisations_run_out_while_nobody_uses_them,
    a_work_is_kept_once_and_found_at_its_meter,
];

fn address(n: u32) -> CommAddress {
    format!("{n:012}").parse().unwrap()
}

fn meter(n: u32, revision: u64, keys: &str) -> MeterRow {
    MeterRow {
        comm_address: address(n),
        meter_no: address(n).as_str().parse().unwrap(),
        asset_no: None,
        protocol: "dlt645".into(),
        phases: 1,
        customer_no: Some("1302000101".parse().unwrap()),
        area_code: Some("A1".into()),
        keys: keys.into(),
        keys_told_at: None,
        revision,
        received_at: at(1),
    }
}

async fn put(store: &Store, row: MeterRow) -> bool {
    write(store, row, |row, tx| Box::pin(meters::put(tx, ORG, row))).await.unwrap()
}

async fn find(store: &Store, n: u32) -> Option<MeterRow> {
    read(store, address(n), |address, tx| Box::pin(meters::find(tx, ORG, address))).await
}

async fn an_older_revision_of_a_meter_replaces_nothing(ground: Ground) {
    let store = &ground.store;
    assert!(put(store, meter(1, 2, "public")).await);
    let older = MeterRow { protocol: "dlt698".into(), ..meter(1, 1, "public") };
    assert!(!put(store, older).await);
    assert_eq!(find(store, 1).await, Some(meter(1, 2, "public")));
    let newer = MeterRow { protocol: "dlt698".into(), ..meter(1, 3, "public") };
    assert!(put(store, newer.clone()).await);
    assert_eq!(find(store, 1).await, Some(newer));
    let elsewhere =
        read(store, address(1), |address, tx| Box::pin(meters::find(tx, OTHER_ORG, address))).await;
    assert_eq!(elsewhere, None);
}

async fn what_a_terminal_says_of_keys_outlives_the_register(ground: Ground) {
    let store = &ground.store;
    put(store, meter(1, 1, "public")).await;
    put(store, meter(2, 1, "public")).await;
    let tell = async |keys: &'static str, seconds: i64| {
        write(store, (keys, seconds), |(keys, seconds), tx| {
            Box::pin(
                async move { meters::tell_keys(tx, ORG, &address(1), keys, at(*seconds)).await },
            )
        })
        .await
        .unwrap()
    };
    assert!(tell("private", 20).await);
    assert!(!tell("half_updated", 10).await, "what was seen earlier is heard of later");
    put(store, meter(1, 2, "public")).await;
    let keys = find(store, 1).await.map(|row| row.keys);
    assert_eq!(keys.as_deref(), Some("private"), "the register knows no better");
    let listed =
        read(store, (), |(), tx| Box::pin(meters::list(tx, ORG, None, Some("public"), "", 10)));
    let listed: Vec<_> = listed.await.into_iter().map(|row| row.comm_address).collect();
    assert_eq!(listed, [address(2)]);
    let all = read(store, (), |(), tx| Box::pin(meters::list(tx, ORG, None, None, "", 10))).await;
    assert_eq!(all.len(), 2);
}

async fn bans_are_those_of_the_station_and_of_the_company(ground: Ground) {
    let store = &ground.store;
    let ban = |n: u128, station: Option<u128>| StopBanRow {
        ban: StopBanId::from_uuid(Uuid::from_u128(n)),
        station: station.map(station_id),
        from: at(10),
        until: at(100),
        reason: "台风蓝色预警".into(),
    };
    for row in [ban(1, Some(1)), ban(2, Some(2)), ban(3, None)] {
        write(store, row, |row, tx| Box::pin(meters::announce_ban(tx, ORG, row))).await.unwrap();
    }
    let bans = async |station: Option<u128>, seconds: i64| {
        let rows = read(store, (station, seconds), |(station, seconds), tx| {
            Box::pin(meters::bans(tx, ORG, station.map(station_id), at(*seconds)))
        });
        rows.await.into_iter().map(|row| row.ban.uuid().as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(bans(Some(1), 50).await, [1, 3]);
    assert_eq!(bans(None, 50).await, [1, 2, 3]);
    assert_eq!(bans(Some(1), 100).await, [0; 0], "over");
    let lift = async |n: u128| {
        write(store, n, |n, tx| {
            let ban = StopBanId::from_uuid(Uuid::from_u128(*n));
            Box::pin(meters::lift_ban(tx, ORG, ban, at(60)))
        })
        .await
        .unwrap()
    };
    assert!(lift(3).await);
    assert!(!lift(3).await, "it is over");
    assert_eq!(bans(Some(1), 60).await, [1]);
}

fn authorisation(n: u128, state: AuthorisationState) -> AuthorisationRow {
    AuthorisationRow {
        authorisation: AuthorisationId::from_uuid(Uuid::from_u128(n)),
        order: order_id(1),
        order_no: "NO-000001".parse().unwrap(),
        stage: StageId::derive(order_id(1), "field_stop", 1),
        station: Some(station_id(1)),
        meter: TargetMeter {
            comm_address: address(1),
            meter_no: address(1).as_str().parse().unwrap(),
            asset_no: None,
        },
        command: MeterCommand::Trip,
        parameter: Some(json!({ "delay_min": 0 })),
        present: (n == 1).then(|| json!({ "value": "05" })),
        executor: person_id(1),
        requested_at: at(i64::try_from(n).unwrap()),
        state,
        rev: 1,
        approver: None,
        decided_at: None,
        reason: None,
        not_before: at(0),
        not_after: at(3_600),
        signed: None,
        released_at: None,
        work: None,
        unit: Some(UnitSerial::from_bytes([0x11; 8])),
        released_to: None,
    }
}

async fn an_authorisation_is_kept_once_and_changed_by_one(ground: Ground) {
    let store = &ground.store;
    let asked = authorisation(1, AuthorisationState::Requested);
    let keep = async |row: AuthorisationRow| {
        write(store, row, |row, tx| Box::pin(authorisations::insert(tx, ORG, row))).await.unwrap()
    };
    assert!(keep(asked.clone()).await);
    assert!(!keep(asked.clone()).await);
    let approved = AuthorisationRow {
        state: AuthorisationState::Approved,
        rev: 2,
        approver: Some(person_id(2)),
        decided_at: Some(at(5)),
        released_to: Some(UnitSerial::from_bytes([0x22; 8])),
        ..asked.clone()
    };
    let change = async |after: &AuthorisationRow| {
        let rows = (asked.clone(), after.clone());
        write(store, rows, |(before, after), tx| {
            Box::pin(authorisations::update(tx, ORG, before, after))
        })
        .await
    };
    change(&approved).await.unwrap();
    let refused = AuthorisationRow { state: AuthorisationState::Refused, ..approved.clone() };
    let late = change(&refused).await;
    // On a server a lost guard runs the command again; this one can only lose.
    assert!(matches!(late, Err(StoreFault::LostGuard | StoreFault::Busy)), "{late:?}");
    let found =
        read(store, asked.authorisation, |id, tx| Box::pin(authorisations::find(tx, ORG, *id)));
    assert_eq!(found.await, Some(approved.clone()));
    let of_order =
        read(store, (), |(), tx| Box::pin(authorisations::of_order(tx, ORG, order_id(1))));
    assert_eq!(of_order.await, [approved]);
}

async fn authorisations_run_out_while_nobody_uses_them(ground: Ground) {
    let store = &ground.store;
    for row in [
        authorisation(1, AuthorisationState::Requested),
        authorisation(2, AuthorisationState::Approved),
        authorisation(3, AuthorisationState::Released),
        authorisation(4, AuthorisationState::Requested),
    ] {
        write(store, row, |row, tx| Box::pin(authorisations::insert(tx, ORG, row))).await.unwrap();
    }
    let run_out = async |seconds: i64| {
        let rows = read(store, seconds, |seconds, tx| {
            Box::pin(authorisations::run_out(tx, ORG, at(*seconds), 10))
        });
        rows.await.into_iter().map(|row| row.authorisation.uuid().as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(run_out(3_599).await, [0; 0]);
    assert_eq!(run_out(3_600).await, [1, 2, 4], "a released command may have been sent");
    let requested = async |station: Option<u128>, after: ListPlace| {
        let rows = read(store, (station, after), |(station, after), tx| {
            let station = station.map(station_id);
            let state = AuthorisationState::Requested;
            Box::pin(authorisations::in_state(tx, ORG, state, station, *after, 10))
        });
        rows.await.into_iter().map(|row| row.authorisation.uuid().as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(requested(Some(1), ListPlace::NEWEST).await, [4, 1]);
    assert_eq!(requested(Some(2), ListPlace::NEWEST).await, [0; 0]);
    let fourth = authorisation(4, AuthorisationState::Requested);
    let behind = ListPlace::new(fourth.requested_at, fourth.authorisation.uuid());
    assert_eq!(requested(None, behind).await, [1]);
}

async fn a_work_is_kept_once_and_found_at_its_meter(ground: Ground) {
    let store = &ground.store;
    let work = |n: u128, meter: Option<u32>| MeterWorkRow {
        work: MeterWorkId::from_uuid(Uuid::from_u128(n)),
        authorisation: None,
        order: Some(order_id(1)),
        comm_address: meter.map(address),
        command: MeterCommand::Read,
        outcome: MeterOutcome::Done,
        person: person_id(1),
        terminal: terminal_id(1),
        started_at: at(i64::try_from(n).unwrap()),
        received_at: at(100),
        digest: Some(digest(n)),
        previous: n.checked_sub(2).map(|before| digest(before + 1)),
        body: json!({ "frames": [] }),
    };
    let keep = async |row: MeterWorkRow| {
        write(store, row, |row, tx| Box::pin(meter_works::insert(tx, ORG, row))).await.unwrap()
    };
    assert!(keep(work(1, Some(7))).await);
    assert!(keep(work(2, Some(7))).await);
    assert!(keep(work(3, None)).await);
    assert!(!keep(work(2, Some(8))).await);
    let at_meter = read(store, (), |(), tx| {
        Box::pin(async { meter_works::telling_at_meter(tx, ORG, &address(7), 10).await })
    });
    assert_eq!(at_meter.await, [work(2, Some(7)), work(1, Some(7))]);
    let of_order =
        read(store, (), |(), tx| Box::pin(meter_works::of_order(tx, ORG, order_id(1), 10)));
    assert_eq!(of_order.await.len(), 3);
    let found = read(store, work(3, None).work, |id, tx| Box::pin(meter_works::find(tx, ORG, *id)));
    assert_eq!(found.await, Some(work(3, None)));
    let second = read(store, (), |(), tx| {
        Box::pin(meter_works::with_digest(tx, ORG, terminal_id(1), digest(2)))
    });
    assert_eq!(second.await, Some(work(2, None).work));
    let beside = async |row: MeterWorkRow| {
        read(store, row, |row, tx| Box::pin(meter_works::beside(tx, ORG, row))).await
    };
    assert_eq!(beside(work(2, None)).await, None, "the chain has one end");
    let forked = MeterWorkRow { work: work(4, None).work, ..work(2, None) };
    assert_eq!(beside(forked.clone()).await, Some(work(2, None).work));
    let again_first = MeterWorkRow { previous: None, ..forked };
    assert_eq!(beside(again_first).await, Some(work(1, None).work));
}

fn digest(n: u128) -> Digest {
    Digest::of(&n.to_be_bytes())
}
