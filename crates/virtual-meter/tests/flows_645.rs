//! Whole flows of DL/T 645 with the software security unit at the other end: what a field worker does at a meter.

mod bench;

use bench::*;
use dlt645::{
    DataIdentifier, Function, MeterAddress, Request, Response, SecurityCommand, SecurityReply,
};
use security_unit::metering::*;
use virtual_meter::{Port, Protocol, PurseSetup};

const CUSTOMER: [u8; 6] = [0x00, 0x03, 0x01, 0x23, 0x45, 0x67];

fn private(version: u8) -> KeySet {
    KeySet::Private { version: version.try_into().expect("not 0") }
}

fn of(generation: Generation) -> virtual_meter::MeterSetup {
    setup(Protocol::Dlt645).of_generation(generation)
}

/// The sequence of the reference, 9.7.
#[test]
fn a_stop_at_a_meter_of_2013_over_infrared() {
    let mut bench = Bench::new(&of(Generation::Of2013), Port::Infrared);
    let Some(Response::Address(address)) = bench.ask_of(MeterAddress::ANY, Request::ReadAddress)
    else {
        panic!("the meter tells its address")
    };
    assert_eq!(address.to_string(), NUMBER);
    assert_eq!(bench.read(0x0400_0402), [NUMBER]);
    bench.pass_infrared();
    let random2 = bench.authenticate();
    assert_eq!(bench.read(0x0280_0022), ["5 min"]);
    let trip = bench.sealed(random2, ControlOrder::Trip);
    assert_eq!(bench.ask(trip), done(Function::Switch));
    assert_eq!(bench.read(0x0400_0503), ["0050H 继电器断开 继电器命令状态为断"]);
    assert!(bench.view().relay_is_open);
    assert_eq!(bench.read(0x0202_0100), ["0.000 A"], "nothing flows any more");
    let Ok(SecurityReply::ValidityEnded { key_status, .. }) =
        bench.secure(SecurityCommand::EndValidity)
    else {
        panic!("ended")
    };
    assert_eq!(key_status.natural(), &[0; 4], "test keys");
    let again = bench.sealed(random2, ControlOrder::CloseDirectly);
    assert_eq!(bench.refusal(again), dlt645::ErrorReason::Password);
    assert!(bench.view().relay_is_open);
}

#[test]
fn a_meter_of_2009_has_no_gate_and_the_same_commands() {
    for port in [Port::Infrared, Port::Rs485] {
        let mut bench = Bench::new(&of(Generation::Of2009), port);
        assert_eq!(bench.read(0x0201_0100).len(), 1, "everything is told at once");
        let query = SecurityCommand::QueryInfrared { random_1: dlt645::Octets::new([1; 8]) };
        assert_eq!(bench.secure(query).map_err(|word| word.number()), Err(1));
        assert_eq!(bench.switch(ControlOrder::Trip), done(Function::Switch));
        assert!(bench.view().relay_is_open);
        assert_eq!(bench.switch(ControlOrder::CloseDirectly), done(Function::Switch));
        assert!(!bench.view().relay_is_open);
        assert_eq!(bench.read(0x1D00_0001), ["1"]);
        assert_eq!(bench.read(0x1E00_0001), ["1"]);
    }
}

#[test]
fn permit_guard_and_alarm_do_what_they_say() {
    let mut bench = Bench::new(&of(Generation::Of2013), Port::Rs485);
    bench.switch(ControlOrder::Trip);
    assert_eq!(bench.switch(ControlOrder::PermitClose), done(Function::Switch));
    let view = bench.view();
    assert!(view.relay_is_open && view.may_be_closed && !view.relay_was_told_to_open);
    assert!(bench.meter.press_button(bench.now), "the customer closes it");
    assert!(!bench.view().relay_is_open);

    assert_eq!(bench.switch(ControlOrder::Guard), done(Function::Switch));
    let random2 = bench.authenticate();
    let trip = bench.sealed(random2, ControlOrder::Trip);
    assert_eq!(bench.refusal(trip), dlt645::ErrorReason::Other, "under guard trips are refused");
    assert!(!bench.view().relay_is_open && bench.view().is_guarded);
    bench.switch(ControlOrder::EndGuard);
    bench.switch(ControlOrder::Alarm);
    assert!(bench.view().has_alarm);
    bench.switch(ControlOrder::EndAlarm);
    assert!(!bench.view().has_alarm);
    assert_eq!(bench.switch(ControlOrder::Trip), done(Function::Switch));
    assert!(bench.view().relay_is_open);
}

#[test]
fn a_trip_waits_for_its_delay_and_a_pre_trip_warns() {
    let mut bench = Bench::new(&of(Generation::Of2013), Port::Rs485);
    let random2 = bench.authenticate();
    let delay = bench.parameter(random2, ParameterKind::Class2, 0x0400_1401, &[0x00, 0x05]);
    assert_eq!(bench.ask(delay), done(Function::Write));
    assert_eq!(bench.read(0x0400_1401), ["5 min"]);
    bench.switch(ControlOrder::Trip);
    assert!(bench.view().relay_was_told_to_open && !bench.view().relay_is_open);
    bench.pass(299);
    assert!(!bench.view().relay_is_open);
    bench.pass(1);
    assert!(bench.view().relay_is_open);
    bench.switch(ControlOrder::CloseDirectly);
    bench.switch(ControlOrder::PreTrip1 { five_minutes: 2 });
    assert!(bench.view().warns_of_trip);
    assert_eq!(bench.read(0x0400_0503), ["00C0H 继电器命令状态为断 预跳闸报警"]);
    bench.pass(600);
    assert!(bench.view().relay_is_open && !bench.view().warns_of_trip);
}

#[test]
fn a_clock_is_set_by_broadcast_within_five_minutes_and_under_level_98_beyond() {
    let mut setup = of(Generation::Of2013);
    setup.clock_offset_s = -600;
    let mut bench = Bench::new(&setup, Port::Rs485);
    assert_eq!(bench.view().shows, at("2026-11-30T09:50:00"));
    let broadcast = |bench: &mut Bench, time: &str| {
        let frame = Request::BroadcastTime(at(time)).to_frame(MeterAddress::BROADCAST);
        assert_eq!(bench.send(&frame.expect("a broadcast").to_octets()), [], "nobody answers");
        bench.view().shows
    };
    let untouched = at("2026-11-30T09:50:00");
    assert_eq!(broadcast(&mut bench, "2026-11-30T10:00:00"), untouched, "ten minutes are too many");
    assert_eq!(broadcast(&mut bench, "2026-11-30T09:55:00"), at("2026-11-30T09:55:00"));

    let random2 = bench.authenticate();
    assert_eq!(bench.set_clock(random2), done(Function::Write));
    assert_eq!(bench.view().shows, at(NOW));
    assert_eq!(bench.read(0x0400_010C), ["2026-11-30T10:00:00 (weekday 1)"]);
    let record = bench.read(0x0330_0401);
    assert_eq!(record, ["00001234", "2026-11-30T09:55:00", "2026-11-30T10:00:00"]);
    assert_eq!(bench.read(0x0280_0022), ["5 min"], "the authentication stands as long as before");
}

#[test]
fn a_recharge_counts_once() {
    let mut setup = of(Generation::Of2013);
    setup.purse = Some(PurseSetup { hoarding_fen: 30_000, ..PurseSetup::default() });
    let mut bench = Bench::new(&setup, Port::Rs485);
    let random2 = bench.authenticate();
    let buy = |bench: &mut Bench, kind, fen, count, customer| {
        bench.purchase(random2, kind, fen, count, customer).map_err(|word| word.number())
    };
    let open = PurchaseKind::OpenAccount;
    let recharge = PurchaseKind::Recharge;
    let bit = |bit: u16| Err(1 << bit);
    assert_eq!(buy(&mut bench, recharge, 5_000, 1, CUSTOMER), bit(4), "no account yet");
    assert!(buy(&mut bench, open, 5_000, 1, CUSTOMER).is_ok());
    assert_eq!(buy(&mut bench, recharge, 5_000, 1, CUSTOMER), bit(1), "the same count again");
    assert_eq!(buy(&mut bench, recharge, 5_000, 3, CUSTOMER), bit(5), "a count was left out");
    assert_eq!(buy(&mut bench, recharge, 5_000, 2, [9; 6]), bit(4), "another customer");
    assert_eq!(buy(&mut bench, recharge, 20_000, 2, CUSTOMER), bit(6), "over the hoarding limit");
    assert!(buy(&mut bench, recharge, 10_000, 2, CUSTOMER).is_ok());
    assert_eq!(bench.view().balance_fen, Some((25_000, 0)));
    assert_eq!(bench.read(0x0090_0200), ["250.00 元"]);
    let status = bench.secure(SecurityCommand::QueryStatus).expect("told");
    let SecurityReply::Status { amount_fen, count, customer, .. } = status else { panic!() };
    assert_eq!((amount_fen, count, *customer.natural()), (25_000, 2, CUSTOMER));
}

#[test]
fn an_empty_purse_opens_the_relay_by_itself_and_a_recharge_lets_the_customer_close_it() {
    let mut setup = of(Generation::Of2013);
    setup.load = virtual_meter::Load::Constant { watts: 3_000 };
    setup.purse = Some(PurseSetup { balance_fen: 400, ..PurseSetup::default() });
    let mut bench = Bench::new(&setup, Port::Rs485);
    assert!(bench.view().has_alarm, "below both alarm amounts");
    // 3 kW at 0.80 yuan: 2.40 yuan an hour; 4.00 yuan last for 100 minutes.
    bench.pass(5_999);
    assert!(!bench.view().relay_is_open);
    bench.pass(1);
    assert!(bench.view().relay_is_open);
    assert_eq!(bench.view().balance_fen, Some((0, 0)));
    assert_eq!(bench.read(0x1D00_0001), ["1"]);
    let random2 = bench.authenticate();
    bench.purchase(random2, PurchaseKind::OpenAccount, 10_000, 1, CUSTOMER).expect("taken");
    assert!(bench.view().relay_is_open && bench.view().may_be_closed);
    assert!(bench.meter.press_button(bench.now));
    assert!(!bench.view().relay_is_open && !bench.view().has_alarm);
}

#[test]
fn a_payment_permits_nothing_at_a_meter_that_was_stopped_from_afar() {
    let mut setup = of(Generation::Of2013);
    setup.purse = Some(PurseSetup::default());
    let mut bench = Bench::new(&setup, Port::Rs485);
    bench.switch(ControlOrder::Trip);
    let random2 = bench.authenticate();
    bench.purchase(random2, PurchaseKind::OpenAccount, 10_000, 1, CUSTOMER).expect("taken");
    let view = bench.view();
    assert!(view.relay_is_open && view.relay_was_told_to_open && !view.may_be_closed, "{view:?}");
    assert!(!bench.meter.press_button(bench.now));
}

#[test]
fn under_guard_an_empty_purse_opens_nothing() {
    let mut setup = of(Generation::Of2013);
    setup.load = virtual_meter::Load::Constant { watts: 3_000 };
    setup.purse = Some(PurseSetup { balance_fen: 100, ..PurseSetup::default() });
    let mut bench = Bench::new(&setup, Port::Rs485);
    bench.switch(ControlOrder::Guard);
    bench.pass(7_200);
    let view = bench.view();
    assert!(!view.relay_is_open && view.balance_fen.is_some_and(|(_, owed)| owed > 0), "{view:?}");
    bench.switch(ControlOrder::EndGuard);
    bench.pass(900);
    assert!(bench.view().relay_is_open, "with the guard it ends");
}

#[test]
fn all_keys_are_updated_one_generation_like_the_other() {
    for (generation, map) in [(Generation::Of2009, 0xF), (Generation::Of2013, 0xF_FFFF)] {
        let mut bench = Bench::new(&of(generation), Port::Rs485);
        let random2 = bench.authenticate();
        for command in bench.key_update(random2, generation, private(1)) {
            bench.secure(command).expect("taken");
        }
        assert_eq!(bench.view().key_map, map, "{generation:?}");
        let shown: Vec<_> = bench.read(0x0400_0508);
        assert_eq!(shown, [format!("{map:02X}H")]);
        bench.grant.keys = private(1);
        bench.target.key_state = KeyState::Private;
        assert_eq!(bench.switch(ControlOrder::Trip), done(Function::Switch), "with the new keys");
    }
}

#[test]
fn an_update_that_the_power_cut_in_two_is_taken_up_again() {
    let mut setup = of(Generation::Of2013);
    // Frame 1 authenticates, 2 to 6 bring the keys: the third message is taken and not answered.
    setup.faults = "cut-after=30@4".parse().expect("a fault");
    let mut bench = Bench::new(&setup, Port::Rs485);
    let random2 = bench.authenticate();
    let task = bench.machine.permit_key_update(&bench.grant, Generation::Of2013, private(1));
    let task = task.expect("permitted");
    let address = bench.meter.address();
    let answers: Vec<_> = bench
        .seal_keys(random2, &task)
        .into_iter()
        .map(|command| bench.ask_of(address, Request::Security { operator: OPERATOR, command }))
        .map(|answer| answer.is_some())
        .collect();
    assert_eq!(answers, [true, true, false, false, false], "the meter is dark from then on");
    assert!(!bench.view().is_powered);
    bench.pass(31);
    assert!(bench.view().is_powered);
    assert_eq!(bench.view().key_map, 0x1FFE, "keys 1 to 12 are the company's, 0 is not");

    // The identity key is new already; material and main control key are still the same.
    bench.grant.keys = private(1);
    bench.target.key_state = KeyState::Private;
    let random2 = bench.authenticate();
    bench.target.key_state = KeyState::Public;
    for command in bench.seal_keys(random2, &task) {
        bench.secure(command).expect("taken, some once more");
    }
    assert_eq!(bench.view().key_map, 0xF_FFFF);
    assert_eq!(bench.read(0x0311_0000), ["1"], "the power failed once");
}

#[test]
fn a_relay_has_moved_or_not_by_when_the_power_went() {
    for (fault, is_open) in [("cut-before@2", false), ("cut-after@2", true)] {
        let mut setup = of(Generation::Of2013);
        setup.faults = fault.parse().expect("a fault");
        let mut bench = Bench::new(&setup, Port::Rs485);
        let random2 = bench.authenticate();
        let trip = bench.sealed(random2, ControlOrder::Trip);
        let address = bench.meter.address();
        assert_eq!(bench.ask_of(address, trip.clone()), None, "{fault}: no answer either way");
        bench.pass(10);
        assert_eq!(bench.view().relay_is_open, is_open, "{fault}");
        // With the power went the authentication: the same frame is not taken now.
        assert_eq!(bench.refusal(trip), dlt645::ErrorReason::Password);
    }
}

#[test]
fn parameters_are_written_by_class() {
    let mut setup = of(Generation::Of2013);
    setup.purse = Some(PurseSetup::default());
    let mut bench = Bench::new(&setup, Port::Rs485);
    let random2 = bench.authenticate();
    let class1 = ParameterKind::Class1;
    let class2 = ParameterKind::Class2;
    let alarm = bench.parameter(random2, class1, 0x0400_1001, &[0x00, 0x00, 0x50, 0x00]);
    assert_eq!(bench.ask(alarm), done(Function::Write));
    assert_eq!(bench.read(0x0400_1001), ["50.00 元"]);
    let wrong_class = bench.parameter(random2, class2, 0x0400_1001, &[0x00, 0x00, 0x60, 0x00]);
    assert_eq!(bench.refusal(wrong_class), dlt645::ErrorReason::Password, "99 is for class 1");
    let wrong_class = bench.parameter(random2, class1, 0x0400_1003, &[0x00, 0x00, 0x60, 0x00]);
    assert_eq!(bench.refusal(wrong_class), dlt645::ErrorReason::Password, "98 is for class 2");
    let prices = [[0x00, 0x00, 0x77, 0x77]; 4].concat();
    let backup = bench.parameter(random2, ParameterKind::BackupPrices, 0x0405_02FF, &prices);
    assert_eq!(bench.ask(backup), done(Function::Write));
    assert_eq!(bench.read(0x0405_0204), ["0.7777 元/kWh"]);
    let table = [&[0x01, 0x00, 0x00][..], &[0x02, 0x30, 0x08]].concat();
    // In natural order the last entry comes first: 08:30 tariff 2, then 00:00 tariff 1.
    let natural: Vec<u8> = table.iter().rev().copied().collect();
    let table = bench.parameter(random2, class2, 0x0402_0002, &natural);
    assert_eq!(bench.ask(table), done(Function::Write));
    let shown = bench.read(0x0402_0002);
    assert_eq!(shown[..3], ["00:00 tariff 1", "08:30 tariff 2", "08:30 tariff 2"]);
    let five = bench.parameter(random2, class2, 0x0402_0002, &[0x00, 0x00, 0x05]);
    assert_eq!(bench.refusal(five), dlt645::ErrorReason::Tariffs);
    let fifteen = bench.parameter(random2, class2, 0x0400_0201, &[0x15]);
    assert_eq!(bench.refusal(fifteen), dlt645::ErrorReason::YearlyZones);
    let record = bench.read(0x0330_0001);
    assert_eq!(record[..3], ["2026-11-30T10:00:00", "00001234", "040502FF"]);
}

#[test]
fn an_identity_ends_after_five_minutes_and_with_the_power() {
    let mut bench = Bench::new(&of(Generation::Of2013), Port::Rs485);
    let random2 = bench.authenticate();
    bench.pass(299);
    let alarm = bench.sealed(random2, ControlOrder::Alarm);
    assert_eq!(bench.ask(alarm), done(Function::Switch));
    bench.pass(1);
    let trip = bench.sealed(random2, ControlOrder::Trip);
    assert_eq!(bench.refusal(trip), dlt645::ErrorReason::Password);
    let status = bench.secure(SecurityCommand::QueryStatus);
    assert_eq!(status.map_err(|word| word.number()), Err(1 << 3));

    let random2 = bench.authenticate();
    bench.meter.cut_power(bench.now, Some(std::time::Duration::from_secs(1)));
    let read = Request::read(DataIdentifier::new(0x0001_0000));
    assert_eq!(bench.ask_of(bench.meter.address(), read), None, "dark");
    bench.pass(2);
    let trip = bench.sealed(random2, ControlOrder::Trip);
    assert_eq!(bench.refusal(trip), dlt645::ErrorReason::Password);
}

#[test]
fn fifteen_wrong_macs_shut_a_meter_of_2009_for_the_day() {
    let mut bench = Bench::new(&of(Generation::Of2009), Port::Rs485);
    bench.authenticate();
    for _ in 0..15 {
        let request = bench.sealed(Random2::from_bytes([0; 4]), ControlOrder::Trip);
        assert_eq!(bench.refusal(request), dlt645::ErrorReason::Password);
        bench.grant.uses = 16;
    }
    let random2 = bench.authenticate();
    let right = bench.sealed(random2, ControlOrder::Trip);
    assert_eq!(bench.refusal(right), dlt645::ErrorReason::Password, "locked");
    assert!(!bench.view().relay_is_open);
}

#[test]
fn a_command_is_carried_out_once_and_not_after_its_deadline() {
    let mut bench = Bench::new(&of(Generation::Of2013), Port::Rs485);
    let random2 = bench.authenticate();
    let close = bench.sealed(random2, ControlOrder::CloseDirectly);
    assert_eq!(bench.ask(close.clone()), done(Function::Switch));
    assert_eq!(bench.refusal(close), dlt645::ErrorReason::Other, "the same once more");
    let late = bench.sealed_until(random2, ControlOrder::Trip, "2026-11-30T10:00:10");
    bench.pass(11);
    assert_eq!(bench.refusal(late), dlt645::ErrorReason::Other);
    assert!(!bench.view().relay_is_open);
}

#[test]
fn keys_are_made_of_the_meter_number_whatever_the_address_is() {
    let mut setup = of(Generation::Of2013);
    setup.meter_no = "000000000077".parse().expect("twelve digits");
    let mut bench = Bench::new(&setup, Port::Rs485);
    assert_eq!(bench.read(0x0400_0402), ["000000000077"]);
    bench.authenticate();
    // Who takes the address for the number has the keys of another meter.
    bench.target.meter = NUMBER.parse().expect("twelve digits");
    bench.grant.meter = bench.target.meter.clone();
    let authority = bench.machine.permit(&bench.grant, Purpose::Identity).expect("permitted");
    let proof = bench.unit.prove_identity(&bench.target, &authority).expect("proved");
    let command = SecurityCommand::AuthenticateIdentity {
        ciphertext: dlt645::Octets::new(*proof.cipher1.bytes()),
        random_1: dlt645::Octets::new(*proof.random1.bytes()),
        diversifier: dlt645::Octets::new(diversifier(&bench.target.meter)),
    };
    assert_eq!(bench.secure(command).map_err(|word| word.number()), Err(1 << 3));
    let status = bench.secure(SecurityCommand::QueryStatus);
    assert_eq!(status.map_err(|word| word.number()), Err(1 << 3), "the earlier one has ended");
}

#[test]
fn the_validity_is_set_under_a_mac_and_an_infrared_query_ends_it() {
    let mut bench = Bench::new(&of(Generation::Of2013), Port::Rs485);
    let random2 = bench.authenticate();
    let item = [0x07, 0x00, 0x01, 0xFF];
    let task = ParameterTask::new(ParameterKind::Class1, item, vec![0x00, 0x12]).expect("a task");
    let permitted = bench.machine.permit_parameter(&bench.grant, task).expect("permitted");
    let sealed = bench.unit.seal_parameter(&bench.target, random2, &permitted).expect("sealed");
    let SealedParameter::Plain { mac } = sealed else { panic!("class 1 is plain") };
    let mac = dlt645::Octets::new(*mac.bytes());
    let other = SecurityCommand::SetValidity { minutes: 99, mac };
    assert_eq!(bench.secure(other).map_err(|word| word.number()), Err(1 << 2), "another MAC");
    bench.secure(SecurityCommand::SetValidity { minutes: 12, mac }).expect("taken");
    assert_eq!(bench.read(0x0280_0022), ["12 min"]);
    bench.pass(11 * 60);
    let random_1 = dlt645::Octets::new([7; 8]);
    bench.secure(SecurityCommand::QueryInfrared { random_1 }).expect("answered");
    assert_eq!(bench.read(0x0280_0022), ["0 min"]);
}

#[test]
fn what_is_read_back_carries_the_esams_own_mac() {
    let mut setup = of(Generation::Of2013);
    setup.purse = Some(PurseSetup::default());
    let mut bench = Bench::new(&setup, Port::Rs485);
    let authority = bench.machine.permit(&bench.grant, Purpose::Identity).expect("permitted");
    let proof = bench.unit.prove_identity(&bench.target, &authority).expect("proved");
    let command = SecurityCommand::AuthenticateIdentity {
        ciphertext: dlt645::Octets::new(*proof.cipher1.bytes()),
        random_1: dlt645::Octets::new(*proof.random1.bytes()),
        diversifier: dlt645::Octets::new(diversifier(&bench.target.meter)),
    };
    bench.secure(command).expect("believed");
    let purse = dlt645::ReadBack { directory: 0xDF01, file: 1, start: 0, len: 8 };
    let told = bench.secure(SecurityCommand::ReadBack(purse)).expect("told");
    let SecurityReply::ReadBack { content, .. } = told else { panic!("{told:?}") };
    let dlt645::ReadBackContent::Purse { amount_fen, mac_1, count, mac_2 } = content else {
        panic!("{content:?}")
    };
    assert_eq!((amount_fen, count), (10_000, 0));
    let verify = |start, value: u32, mac: dlt645::Mac| {
        let authority = bench.machine.permit(&bench.grant, Purpose::ReadBack).expect("permitted");
        let place = EsamPlace { directory: 0xDF01, file: 1, start, len: 4 };
        let data = value.to_be_bytes();
        let read = ReadBack { place, data: &data, mac: Mac::from_bytes(*mac.natural()) };
        bench.unit.verify_read_back(&bench.target, &authority, proof.random1, &read)
    };
    verify(0, amount_fen, mac_1).expect("authentic");
    verify(4, count, mac_2).expect("authentic");
    assert!(verify(0, amount_fen + 1, mac_1).is_err(), "another amount");
    let elsewhere = dlt645::ReadBack { directory: 0x3F00, file: 1, start: 0, len: 8 };
    let refused = bench.secure(SecurityCommand::ReadBack(elsewhere));
    assert_eq!(refused.map_err(|word| word.number()), Err(1));
}
