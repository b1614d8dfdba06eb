//! Authorities serve what they were made for, as often as they say, and nothing else.

use super::*;

#[test]
fn serve_one_unit_one_meter_one_work_one_set_of_keys() {
    on_every_unit(|bench| {
        let prove =
            |target: &Target, authority: &Authority| bench.unit.prove_identity(target, authority);
        let permit =
            |grant: Grant| bench.machine.permit(&grant, Purpose::Identity).expect("permitted");
        let right = permit(bench.grant.clone());
        prove(&bench.target, &right).expect("all is right");

        let stranger = UnitSerial::from_bytes([0x22; 8]);
        let for_another = permit(Grant { unit: stranger, ..bench.grant.clone() });
        assert_eq!(refusal(prove(&bench.target, &for_another)), AuthorityRefusal::Foreign);

        let there = Target { meter: meter(THERE), ..bench.target.clone() };
        assert_eq!(refusal(prove(&there, &right)), AuthorityRefusal::Foreign);

        let private_keys = Target { key_state: KeyState::Private, ..bench.target.clone() };
        assert_eq!(refusal(prove(&private_keys, &right)), AuthorityRefusal::OtherKeys);

        let sealed = bench.unit.seal_control(
            &bench.target,
            Random2::from_bytes([0; 4]),
            &Authorised { authority: right, ..bench.trip() },
        );
        assert_eq!(refusal(sealed), AuthorityRefusal::OtherWork);
    });
}

#[test]
fn serve_until_their_last_second_and_no_clock_put_back_revives_them() {
    on_every_unit(|bench| {
        let short = Grant { not_after: at("2026-11-30T10:30:00"), ..bench.grant.clone() };
        let short = bench.machine.permit(&short, Purpose::Identity).expect("permitted");
        let long = bench.machine.permit(&bench.grant, Purpose::Identity).expect("permitted");
        let prove = |now, authority| {
            let target = Target { now: at(now), ..bench.target.clone() };
            bench.unit.prove_identity(&target, authority)
        };
        prove("2026-11-30T10:30:00", &short).expect("its last second");
        assert_eq!(refusal(prove("2026-11-30T10:30:01", &short)), AuthorityRefusal::Expired);
        prove("2026-11-30T17:00:00", &long).expect("the longer one serves");
        assert_eq!(refusal(prove("2026-11-30T10:00:00", &short)), AuthorityRefusal::Expired);
    });
}

#[test]
fn are_used_up_by_what_the_unit_refuses_too() {
    on_every_unit(|bench| {
        let grant = Grant { uses: 3, ..bench.grant.clone() };
        let task = ControlTask::new(ControlOrder::Trip, at(EVENING)).expect("this century");
        let trip = bench.machine.permit_control(&grant, task).expect("permitted");
        let random2 = Random2::from_bytes([1; 4]);
        for guess in 0..3 {
            let guessed = Authorised { mac: TaskMac::from_bytes([guess; 4]), ..trip.clone() };
            let sealed = bench.unit.seal_control(&bench.target, random2, &guessed);
            assert!(matches!(sealed, Err(UnitFault::TaskRefused)), "{sealed:?}");
        }
        let sealed = bench.unit.seal_control(&bench.target, random2, &trip);
        assert_eq!(refusal(sealed), AuthorityRefusal::UsedUp);
    });
}

#[test]
fn are_made_for_one_to_sixteen_uses_and_in_the_way_of_their_work() {
    let (machine, _) = machine(3);
    let grant = |uses| Grant {
        unit: unit_serial(),
        meter: meter(HERE),
        keys: KeySet::Public,
        not_after: at(EVENING),
        uses,
    };
    for uses in [0, 17] {
        let made = machine.permit(&grant(uses), Purpose::Identity);
        assert!(matches!(made, Err(KeyMachineFault::Uses { found }) if found == uses));
    }
    for purpose in [Purpose::Control, Purpose::KeyWrap, Purpose::KeyUpdate] {
        let made = machine.permit(&grant(1), purpose);
        assert!(matches!(made, Err(KeyMachineFault::Purpose)), "{purpose:?}");
    }
}
