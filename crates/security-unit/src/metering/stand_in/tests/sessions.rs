//! Protected exchanges of DL/T 698.45.

use super::*;

fn connect(bench: &Bench, esam: &mut SoftwareEsam) {
    let authority = bench.machine.permit(&bench.grant, Purpose::Connect).expect("permitted");
    let counter = esam.negotiations() + 1;
    let client = bench.unit.begin_connect(&bench.target, &authority, esam.serial(), counter);
    let server = esam.connect(at(NOW), &client.expect("begun")).expect("believed");
    bench.unit.confirm_connect(&server).expect("the meter is one");
}

fn action(bench: &Bench, protection: Protection) -> Authorised<CommandTask> {
    let task = CommandTask::new(protection, [7, 1], vec![0x80, 0x00, 0x81, 0x00, 0x00]);
    bench.machine.permit_command(&bench.grant, task.expect("an action")).expect("permitted")
}

fn no_tag() -> TimeTag {
    TimeTag::parse(&[0]).expect("no time tag")
}

#[test]
fn commands_and_replies_pass_under_every_protection() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        connect(bench, &mut esam);
        for protection in [Protection::PlainMac, Protection::Cipher, Protection::CipherMac] {
            let task = action(bench, protection);
            let command = bench.unit.protect_command(&bench.target, &task, 0x15, &no_tag());
            let apdu = esam.open_command(at(NOW), &command.expect("permitted"));
            assert_eq!(apdu, Ok(vec![7, 1, 0x15, 0x80, 0x00, 0x81, 0x00, 0x00, 0]));
            let reply = esam.protect_reply(at(NOW), vec![0x87, 1, 0x15]).expect("asked");
            assert_eq!(bench.unit.unprotect(&reply).expect("ours"), [0x87, 1, 0x15]);
            let again = bench.unit.unprotect(&reply);
            assert!(matches!(again, Err(UnitFault::OutOfStep)), "{again:?}");
        }
    });
}

#[test]
fn a_plain_read_is_proved_by_its_own_random() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        connect(bench, &mut esam);
        let old = bench.unit.protect_read().expect("a session stands");
        let old = esam.prove_read(at(NOW), &old, vec![0x85, 1]).expect("a session stands");
        let random = bench.unit.protect_read().expect("a session stands");
        let stale = bench.unit.unprotect(&old);
        assert!(matches!(stale, Err(UnitFault::MeterNotAuthentic)), "{stale:?}");
        let reply = esam.prove_read(at(NOW), &random, vec![0x85, 1]).expect("a session stands");
        assert_eq!(bench.unit.unprotect(&reply).expect("ours"), [0x85, 1]);
    });
}

#[test]
fn neither_a_command_nor_a_negotiation_is_taken_twice() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let authority = bench.machine.permit(&bench.grant, Purpose::Connect);
        let authority = authority.expect("permitted");
        let client = bench.unit.begin_connect(&bench.target, &authority, esam.serial(), 1);
        let client = client.expect("begun");
        let server = esam.connect(at(NOW), &client).expect("believed");
        bench.unit.confirm_connect(&server).expect("the meter is one");

        let task = action(bench, Protection::CipherMac);
        let command = bench.unit.protect_command(&bench.target, &task, 1, &no_tag());
        let command = command.expect("permitted");
        assert!(esam.open_command(at(NOW), &command).is_ok());
        assert_eq!(esam.open_command(at(NOW), &command), Err(EsamRefusal::NoSession));
        assert_eq!(esam.connect(at(NOW), &client), Err(EsamRefusal::IdentityFailed));
        assert_eq!(esam.open_command(at(NOW), &command), Err(EsamRefusal::NoSession));
    });
}

#[test]
fn a_false_server_gets_no_session_and_no_second_try() {
    on_every_unit(|bench| {
        let authority = bench.machine.permit(&bench.grant, Purpose::Connect);
        let esam = EsamSerial::from_bytes([0xD1; 8]);
        bench
            .unit
            .begin_connect(&bench.target, &authority.expect("permitted"), esam, 1)
            .expect("begun");
        for len in [0, 1, 4] {
            let server = ServerProof { random: vec![0; 16], signature: vec![0; len] };
            assert!(bench.unit.confirm_connect(&server).is_err());
        }
        let read = bench.unit.protect_read();
        assert!(matches!(read, Err(UnitFault::OutOfStep)), "{read:?}");
    });
}

#[test]
fn a_command_needs_a_session_with_its_own_meter() {
    on_every_unit(|bench| {
        let task = action(bench, Protection::CipherMac);
        let none = bench.unit.protect_command(&bench.target, &task, 1, &no_tag());
        assert!(matches!(none, Err(UnitFault::OutOfStep)), "{none:?}");

        let mut esam = bench.esam(Generation::Of2013);
        connect(bench, &mut esam);
        let grant = Grant { meter: meter(THERE), ..bench.grant.clone() };
        let there = bench.machine.permit_command(&grant, task.task.clone()).expect("permitted");
        let target = Target { meter: meter(THERE), ..bench.target.clone() };
        let other = bench.unit.protect_command(&target, &there, 1, &no_tag());
        assert!(matches!(other, Err(UnitFault::OutOfStep)), "{other:?}");
    });
}

#[test]
fn what_the_company_did_not_permit_is_not_protected() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        connect(bench, &mut esam);
        let permitted = action(bench, Protection::CipherMac);
        let weaker =
            CommandTask::new(Protection::PlainMac, [7, 1], vec![0x80, 0x00, 0x81, 0x00, 0x00]);
        let other =
            CommandTask::new(Protection::CipherMac, [7, 1], vec![0x80, 0x00, 0x82, 0x00, 0x00]);
        for task in [weaker, other] {
            let swapped = Authorised { task: task.expect("an action"), ..permitted.clone() };
            let made = bench.unit.protect_command(&bench.target, &swapped, 1, &no_tag());
            assert!(matches!(made, Err(UnitFault::TaskRefused)), "{made:?}");
        }
    });
}

#[test]
fn keys_come_in_a_session_only_enciphered_with_a_mac() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let task = bench.machine.permit_key_update(&bench.grant, Generation::Of2013, private(1));
        let task = task.expect("permitted");
        let (records, _) = task.material.bytes().as_chunks::<36>();
        let records: Vec<_> = records.iter().map(|record| KeyRecord::from_bytes(*record)).collect();
        let outside = esam.update_keys_in_session(at(NOW), &records);
        assert_eq!(outside, Err(EsamRefusal::NoSession));

        connect(bench, &mut esam);
        for (protection, is_taken) in [(Protection::PlainMac, false), (Protection::CipherMac, true)]
        {
            let command =
                bench.unit.protect_command(&bench.target, &action(bench, protection), 1, &no_tag());
            esam.open_command(at(NOW), &command.expect("permitted")).expect("opened");
            let taken = esam.update_keys_in_session(at(NOW), &records);
            assert_eq!(taken.is_ok(), is_taken);
        }
        assert_eq!(esam.key_map(), 0xF_FFFF);
    });
}

#[test]
fn money_comes_in_a_session_only_enciphered_with_a_mac_and_ends_with_it() {
    on_every_unit(|bench| {
        let mut esam = bench.esam(Generation::Of2013);
        let purchase = |kind, count| Purchase {
            kind,
            amount_fen: 5_000,
            count,
            customer: PurseCustomer::from_bytes([0, 3, 1, 0x23, 0x45, 0x67]),
        };
        let open = purchase(PurchaseKind::OpenAccount, 1);
        let recharge = purchase(PurchaseKind::Recharge, 1);
        let outside = esam.take_purchase_in_session(at(NOW), &open, None);
        assert_eq!(outside, Err(EsamRefusal::NoSession));

        connect(bench, &mut esam);
        for (protection, is_enough) in [
            (Protection::PlainMac, false),
            (Protection::Cipher, false),
            (Protection::CipherMac, true),
        ] {
            let task = action(bench, protection);
            let command = bench.unit.protect_command(&bench.target, &task, 1, &no_tag());
            esam.open_command(at(NOW), &command.expect("permitted")).expect("opened");
            let taken = esam.take_purchase_in_session(at(NOW), &open, None);
            assert_eq!(taken.is_ok(), is_enough, "{protection:?}: {taken:?}");
        }
        let again = esam.take_purchase_in_session(at(NOW), &recharge, None);
        assert_eq!(again, Err(EsamRefusal::RepeatedPurchase));
        esam.end_session();
        let next = purchase(PurchaseKind::Recharge, 2);
        let after = esam.take_purchase_in_session(at(NOW), &next, None);
        assert_eq!(after, Err(EsamRefusal::NoSession));
    });
}
