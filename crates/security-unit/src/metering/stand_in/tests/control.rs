//! Control commands: what was permitted, once, in time, at one meter.

use super::*;

#[test]
fn every_order_arrives_as_it_was_permitted() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        for order in [
            ControlOrder::Trip,
            ControlOrder::PermitClose,
            ControlOrder::CloseDirectly,
            ControlOrder::PreTrip1 { five_minutes: 2 },
            ControlOrder::PreTrip2 { five_minutes: 3 },
            ControlOrder::Alarm,
            ControlOrder::EndAlarm,
            ControlOrder::Guard,
            ControlOrder::EndGuard,
        ] {
            let task = bench.control(order, EVENING);
            let sealed = bench.unit.seal_control(&bench.target, random2, &task);
            let opened = esam.open_control(at(NOW), &sealed.expect("permitted"));
            assert_eq!(opened, Ok(task.task));
        }
    });
}

#[test]
fn nothing_is_carried_out_twice_nor_under_another_authentication() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        let sealed = bench.unit.seal_control(&bench.target, random2, &bench.trip());
        let sealed = sealed.expect("permitted");
        assert!(esam.open_control(at(NOW), &sealed).is_ok());
        assert_eq!(esam.open_control(at(NOW), &sealed), Err(EsamRefusal::Repeated));
        bench.authenticate(&mut esam);
        assert_eq!(esam.open_control(at(NOW), &sealed), Err(EsamRefusal::WrongMac));
    });
}

#[test]
fn a_trip_for_one_meter_trips_no_other() {
    on_every_unit(|bench| {
        let mut there = bench.esam_of(THERE, Generation::Of2013, KeySet::Public);
        let target = Target { meter: meter(THERE), ..bench.target.clone() };
        let grant = Grant { meter: meter(THERE), ..bench.grant.clone() };
        let (random2, _) = bench.authenticate_as(&mut there, &target, &grant);
        let sealed = bench.unit.seal_control(&bench.target, random2, &bench.trip());
        let sealed = sealed.expect("permitted for here");
        assert_eq!(there.open_control(at(NOW), &sealed), Err(EsamRefusal::WrongMac));
    });
}

#[test]
fn the_deadline_is_kept_by_the_unit_and_by_the_meter() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        let past = bench.control(ControlOrder::Trip, "2026-11-30T09:59:59");
        let sealed = bench.unit.seal_control(&bench.target, random2, &past);
        assert!(matches!(sealed, Err(UnitFault::DeadlinePassed)), "{sealed:?}");

        let soon = bench.control(ControlOrder::Trip, "2026-11-30T10:01:00");
        let sealed = bench.unit.seal_control(&bench.target, random2, &soon);
        let late = esam.open_control(at("2026-11-30T10:01:01"), &sealed.expect("in time"));
        assert_eq!(late, Err(EsamRefusal::DeadlinePassed));
    });
}

#[test]
fn no_changed_octet_is_carried_out() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let (random2, _) = bench.authenticate(&mut esam);
        let sealed = bench.unit.seal_control(&bench.target, random2, &bench.trip());
        let sealed = sealed.expect("permitted");
        for place in 0..20 {
            let mut changed = sealed;
            match place {
                0..16 => changed.cipher[place] ^= 0x80,
                _ => {
                    let mut mac = *changed.mac.bytes();
                    mac[place - 16] ^= 0x80;
                    changed.mac = Mac::from_bytes(mac);
                }
            }
            assert_eq!(esam.open_control(at(NOW), &changed), Err(EsamRefusal::WrongMac));
        }
    });
}

#[test]
fn too_many_wrong_macs_lock_until_the_day_changes() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2009);
        let (random2, _) = bench.authenticate(&mut esam);
        let sealed = bench.unit.seal_control(&bench.target, random2, &bench.trip());
        let sealed = sealed.expect("permitted");
        let wrong = SealedControl { mac: Mac::from_bytes([0; 4]), ..sealed };
        for _ in 0..15 {
            assert_eq!(esam.open_control(at(NOW), &wrong), Err(EsamRefusal::WrongMac));
        }
        assert_eq!(esam.open_control(at(NOW), &sealed), Err(EsamRefusal::Locked));

        let tomorrow = Target { now: at("2026-12-01T08:00:00"), ..bench.target.clone() };
        let grant = Grant { not_after: tomorrow.now, ..bench.grant.clone() };
        let (random2, _) = bench.authenticate_as(&mut esam, &tomorrow, &grant);
        let task = ControlTask::new(ControlOrder::Alarm, tomorrow.now).expect("this century");
        let task = bench.machine.permit_control(&grant, task).expect("permitted");
        let sealed = bench.unit.seal_control(&tomorrow, random2, &task).expect("permitted");
        assert!(esam.open_control(tomorrow.now, &sealed).is_ok());
    });
}
