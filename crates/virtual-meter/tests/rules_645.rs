//! What a meter of DL/T 645 tells and what it refuses, rule by rule of the reference.

mod bench;

use bench::*;
use dlt645::{
    ClearContent, ClearEvents, ControlCode, DataIdentifier, ErrorReason, Frame, FreezeTime,
    Function, LoadRecords, MeterAddress, Octets, Password, Request, Response, SecurityCommand,
    Speed, Stamp, SwitchAction, TerminalOutput, Value,
};
use security_unit::metering::Generation;
use virtual_meter::{MeterSetup, Port, Protocol, PurseSetup, Wiring};
use vocabulary::{Quantity, Unit};

fn of(generation: Generation) -> MeterSetup {
    setup(Protocol::Dlt645).of_generation(generation)
}

fn wired() -> Bench {
    Bench::new(&of(Generation::Of2013), Port::Rs485)
}

fn minutes(minutes: i64) -> Value {
    Value::Quantity(Quantity::new(minutes, 0, Unit::Minute))
}

#[test]
fn energies_tell_the_total_and_its_tariffs() {
    let mut setup = of(Generation::Of2013);
    setup.load = virtual_meter::Load::Constant { watts: 1_000 };
    let mut bench = Bench::new(&setup, Port::Rs485);
    // Two days of a kilowatt upon 1000 kWh in equal parts: 8 h valley, 5 h flat at night and noon, …
    let told = bench.read(0x0001_FF00);
    assert_eq!(told[0], "1048.00 kWh");
    let steps = |text: &str| text.split(' ').next().map(|n| n.replace('.', ""));
    let sum: i64 = told[1..].iter().filter_map(|t| steps(t)?.parse::<i64>().ok()).sum();
    assert_eq!(sum, 104_800, "the tariffs make the total: {told:?}");
    bench.pass(3_600);
    assert_eq!(bench.read(0x0001_0000), ["1049.00 kWh"]);
    assert_eq!(bench.read(0x0000_0000), ["1049.00 kWh"], "combined is forward and reverse");
    assert_eq!(bench.read(0x0002_0000), ["0.00 kWh"]);
    assert_eq!(bench.read(0x0101_0000)[0].split(' ').next(), Some("1.0000"), "kW at the most");
    assert_eq!(bench.read(0x0203_0000), ["1.0000 kW"]);
}

#[test]
fn a_single_phase_meter_has_no_phases_b_and_c() {
    let mut bench = wired();
    let block = bench.read(0x0201_FF00);
    assert_eq!(block[1..], ["-", "-"], "FF in a block");
    assert_eq!(bench.read_refusal(0x0201_0200), ErrorReason::NoSuchData);
    assert_eq!(bench.read_refusal(0x0029_0000), ErrorReason::NoSuchData);
    let mut setup = of(Generation::Of2013);
    setup.wiring = Wiring::ThreePhase;
    let mut bench = Bench::new(&setup, Port::Rs485);
    assert!(bench.read(0x0202_FF00).iter().all(|current| current.ends_with(" A")));
    assert_eq!(bench.read(0x0203_FF00).len(), 4);
    assert_eq!(bench.read(0x003D_0000).len(), 1);
}

#[test]
fn what_the_meter_does_not_have_is_error_bit_1() {
    let mut bench = wired();
    for number in [
        0x0090_0200,
        0x0400_1001,
        0x0280_0020,
        0x0400_0C03,
        0x0001_0500,
        0x0600_0001,
        0xEE00_0000,
        0x0506_0132,
        0x0180_0000,
    ] {
        assert_eq!(bench.read_refusal(number), ErrorReason::NoSuchData, "{number:08X}");
    }
    let records = LoadRecords::Blocks(1);
    let load = Request::Read { identifier: DataIdentifier::new(0x0600_0001), records };
    assert_eq!(bench.refusal(load), ErrorReason::NoSuchData);
    let mut setup = of(Generation::Of2013);
    setup.purse = Some(PurseSetup::default());
    let mut bench = Bench::new(&setup, Port::Rs485);
    assert_eq!(bench.read(0x0090_0200), ["100.00 元"]);
    assert_eq!(bench.read(0x0280_0020), ["0.8000 元/kWh"]);
    assert_eq!(bench.read(0x0400_0503), ["0200H 电费型预付费"]);
}

#[test]
fn every_item_of_the_catalogue_is_told_by_its_form_or_refused() {
    let mut setup = of(Generation::Of2013);
    setup.purse = Some(PurseSetup::default());
    setup.wiring = Wiring::ThreePhase;
    let mut bench = Bench::new(&setup, Port::Rs485);
    bench.meter.open_cover(bench.now);
    bench.ask(Request::ClearDemand(plain(2)));
    let few = |byte: u32| byte <= 0x0C || byte >= 0xFE;
    let mut told = 0;
    for di2 in 0..=0xFF {
        for di1 in (0..=0xFF).filter(|byte| few(*byte)) {
            for di0 in (0..=0xFF).filter(|byte| few(*byte)) {
                for di3 in [0, 1, 2, 3, 4, 5] {
                    let number = di3 << 24 | di2 << 16 | di1 << 8 | di0;
                    let identifier = DataIdentifier::new(number);
                    let Some(item) = dlt645::item(identifier) else { continue };
                    let response = bench.ask(Request::read(identifier));
                    if let Response::Data { data, .. } = response {
                        item.decode(&data).unwrap_or_else(|fault| panic!("{identifier}: {fault}"));
                        told += 1;
                    }
                }
            }
        }
    }
    assert!(told > 1_500, "{told} items are told");
}

#[test]
fn long_replies_come_in_parts() {
    let mut setup = of(Generation::Of2013);
    setup.rules.data_len_max = 50;
    let mut bench = Bench::new(&setup, Port::Rs485);
    bench.meter.open_cover(bench.now);
    bench.pass(60);
    bench.meter.close_cover(bench.now);
    let record = bench.read(0x0330_0D01);
    assert_eq!(record[..2], ["2026-11-30T10:00:00", "2026-11-30T10:01:00"]);
    let identifier = DataIdentifier::new(0x0330_0D01);
    let again = Request::ReadFollowing { identifier, sequence: 1 };
    assert!(matches!(bench.ask(again), Response::Following { sequence: 1, .. }), "asked again");
    let beyond = Request::ReadFollowing { identifier, sequence: 9 };
    assert_eq!(bench.refusal(beyond), ErrorReason::NoSuchData);
}

#[test]
fn who_is_not_meant_is_silent() {
    let mut bench = wired();
    let other: MeterAddress = "000000000002".parse().expect("an address");
    let voltage = Request::read(DataIdentifier::new(0x0201_0100));
    assert_eq!(bench.ask_of(other, voltage.clone()), None);
    let shortened: MeterAddress = "AAAAAAAA0001".parse().expect("an address");
    assert!(bench.ask_of(shortened, voltage.clone()).is_some(), "shortened addresses read");
    assert!(bench.ask_of(MeterAddress::ANY, voltage).is_some());
    let frames = bench.view().frames;
    let mut to_all = |control: u8, data: &[u8], address| {
        let frame = Frame::new(address, ControlCode::from_octet(control), data).expect("short");
        bench.send(&frame.to_octets())
    };
    let trip = [2, 0x56, 0x34, 0x12, 0, 0, 0, 0, 0x1A, 0, 0, 0, 18, 0x30, 0x11, 0x26];
    for address in [MeterAddress::BROADCAST, MeterAddress::ANY, shortened] {
        assert_eq!(to_all(0x1C, &trip, address), [], "a trip names one meter");
    }
    assert_eq!(to_all(0x16, &[0x99; 4], MeterAddress::BROADCAST), [], "nobody answers all");
    assert_eq!(to_all(0x1E, &[1, 2, 3], bench_address()), [], "what the standard has not");
    assert!(!bench.view().relay_is_open);
    assert!(bench.view().frames > frames);
    assert_eq!(bench.read(0x0501_0001), ["2026-11-30T10:00:00"], "but all have frozen");
}

fn bench_address() -> MeterAddress {
    NUMBER.parse().expect("an address")
}

#[test]
fn a_frame_without_sense_is_error_bit_0() {
    let mut bench = wired();
    let mut ask = |control: u8, data: &[u8]| {
        let frame = Frame::new(bench_address(), ControlCode::from_octet(control), data);
        let sent = bench.send(&frame.expect("short").to_octets());
        let [sent] = &sent[..] else { panic!("{sent:?}") };
        let begin = sent.bytes.iter().position(|octet| *octet == 0x68).expect("a frame");
        let reply = Frame::parse(&sent.bytes[begin..]).expect("a frame");
        (reply.control().octet(), reply.data().to_vec())
    };
    assert_eq!(ask(0x11, &[0x00]), (0xD1, vec![0x01]), "too short");
    assert_eq!(ask(0x14, &[0, 0, 0, 4, 2]), (0xD4, vec![0x01]));
    assert_eq!(ask(0x16, &[0x61, 0x99, 0x99, 0x99]), (0xD6, vec![0x01]), "minute 61");
    assert_eq!(ask(0x03, &[0xFF, 0, 0, 7]), (0xC3, vec![0x01, 0x00]));
    // N3 of the reference: a speed word that forgot its 33H.
    assert_eq!(ask(0x17, &[0xD5]), (0xD7, vec![0x08]));
}

#[test]
fn before_infrared_authentication_a_meter_of_2013_tells_a_short_list() {
    let mut bench = Bench::new(&of(Generation::Of2013), Port::Infrared);
    for number in [0x0400_0402, 0x0400_0401, 0x0400_0101, 0x0400_0102, 0x0400_010C, 0x0001_FF00] {
        assert!(!bench.read(number).is_empty(), "{number:08X}");
    }
    for number in [0x0201_0100, 0x0400_0503, 0x0001_0001, 0x0506_0001] {
        assert_eq!(bench.read_refusal(number), ErrorReason::Password, "{number:08X}");
    }
    let identity = SecurityCommand::AuthenticateIdentity {
        ciphertext: Octets::new([0; 8]),
        random_1: Octets::new([0; 8]),
        diversifier: Octets::new([0; 8]),
    };
    assert_eq!(bench.secure(identity).map_err(|word| word.number()), Err(1));
    assert_eq!(bench.refusal(Request::ClearDemand(plain(2))), ErrorReason::Password);
    // A time for all is ignored silently; for one meter it is error 04.
    let time = Request::BroadcastTime(at("2026-11-30T10:01:00"));
    let frame = time.to_frame(bench_address()).expect("one meter").to_octets();
    let sent = bench.send(&frame);
    let begin = sent[0].bytes.iter().position(|octet| *octet == 0x68).expect("a frame");
    let reply = Frame::parse(&sent[0].bytes[begin..]).expect("a frame");
    assert_eq!((reply.control().octet(), reply.data()), (0xC8, &[0x04][..]));
    assert_eq!(bench.view().shows, at(NOW));
    // A trip with a password needs no infrared authentication.
    let trip = switch_plain(plain(2), SwitchAction::Trip, EVENING);
    assert_eq!(bench.ask(trip), done(Function::Switch));

    bench.pass_infrared();
    assert_eq!(bench.read(0x0201_0100).len(), 1);
    bench.pass(30 * 60);
    assert_eq!(bench.read_refusal(0x0201_0100), ErrorReason::Password, "over after 30 minutes");
}

#[test]
fn another_meters_proof_opens_no_gate() {
    let mut bench = Bench::new(&of(Generation::Of2013), Port::Infrared);
    let wrong = SecurityCommand::AuthenticateInfrared { ciphertext: Octets::new([7; 8]) };
    assert_eq!(bench.secure(wrong.clone()).map_err(|word| word.number()), Err(1 << 3));
    bench.pass_infrared();
    assert_eq!(bench.secure(wrong).map_err(|word| word.number()), Err(1 << 3));
    assert_eq!(bench.read_refusal(0x0201_0100), ErrorReason::Password, "it ended the earlier pass");
}

#[test]
fn plain_writes_are_a_matter_of_generation_level_and_key() {
    let write = |level| write_plain(plain(level), 0x0400_1401, &[minutes(3)]);
    let mut bench = Bench::new(&of(Generation::Of2009), Port::Rs485);
    assert_eq!(bench.ask(write(2)), done(Function::Write));
    assert_eq!(bench.refusal(write(4)), ErrorReason::Password, "without the programming key");
    bench.meter.press_programming_key(bench.now);
    assert_eq!(bench.ask(write(4)), done(Function::Write));
    assert_eq!(bench.read(0x0400_0503), ["0008H 编程允许"]);
    bench.pass(240 * 60);
    assert_eq!(bench.refusal(write(4)), ErrorReason::Password);

    let mut bench = wired();
    assert_eq!(bench.refusal(write(2)), ErrorReason::Password, "2013, outside its factory");
    let mut setup = of(Generation::Of2013);
    setup.rules.is_in_factory = true;
    let mut bench = Bench::new(&setup, Port::Rs485);
    assert_eq!(bench.ask(write(2)), done(Function::Write));
    let set = Stamp::AtWeekday { at: at("2026-12-01T12:00:00"), weekday: 2 };
    let clock = write_plain(plain(2), 0x0400_010C, &[Value::Stamp(set)]);
    assert_eq!(bench.ask(clock), done(Function::Write));
    assert_eq!(bench.view().shows, at("2026-12-01T12:00:00"));
    let number = write_plain(plain(2), 0x0400_0402, &[Value::Digits("000000000009".into())]);
    assert_eq!(bench.refusal(number), ErrorReason::Password, "its keys are made of it");
    let nothing =
        write_plain(plain(2), 0x0400_1001, &[Value::Quantity(Quantity::new(1, 2, Unit::Yuan))]);
    assert_eq!(bench.refusal(nothing), ErrorReason::NoSuchData, "it is not prepaid");
}

#[test]
fn southern_levels_are_not_authorised_here() {
    let mut bench = wired();
    // P22 and P23 of the reference.
    let mut authority = plain(2);
    authority.password = Password::new(0x96, [0; 3]);
    assert_eq!(bench.refusal(Request::ClearDemand(authority)), ErrorReason::Password);
}

#[test]
fn three_wrong_passwords_shut_a_level_for_a_day() {
    let mut bench = wired();
    let clear = Request::ClearDemand(plain(2));
    for authority in [wrong(2), wrong(2), plain(2), wrong(2), wrong(2), wrong(2)] {
        bench.ask(Request::ClearDemand(authority));
    }
    assert_eq!(bench.refusal(clear.clone()), ErrorReason::Password, "the right one is too late");
    let trip = switch_plain(plain(2), SwitchAction::Trip, "2026-12-31T00:00:00");
    assert_eq!(bench.refusal(trip.clone()), ErrorReason::Password);
    assert!(!bench.view().relay_is_open);
    bench.pass(86_399);
    assert_eq!(bench.refusal(clear.clone()), ErrorReason::Password);
    bench.pass(1);
    assert_eq!(bench.ask(clear), done(Function::ClearDemand));
    assert_eq!(bench.ask(trip), done(Function::Switch));
}

#[test]
fn a_password_is_changed_by_its_own_level_or_a_higher_one() {
    let mut bench = wired();
    let change = |old: Password, level, secret| Request::ChangePassword {
        identifier: DataIdentifier::new(0x0400_0C01 + u32::from(level)),
        old,
        new: Password::new(level, secret),
    };
    let fresh = [0x22; 3];
    let second = plain(2).password;
    // S20 of the reference: level 4 by level 2.
    let changed = bench.ask(change(second, 4, fresh));
    assert_eq!(changed, Response::PasswordChanged(Some(Password::new(4, fresh))));
    let upwards = change(Password::new(4, fresh), 2, fresh);
    assert_eq!(bench.refusal(upwards), ErrorReason::Password);
    bench.ask(change(second, 2, fresh));
    assert_eq!(bench.refusal(Request::ClearDemand(plain(2))), ErrorReason::Password);
    let mut authority = plain(2);
    authority.password = Password::new(2, fresh);
    assert_eq!(bench.ask(Request::ClearDemand(authority)), done(Function::ClearDemand));
}

#[test]
fn a_switching_command_with_a_password_is_limited_in_2013() {
    let mut bench = wired();
    for action in [SwitchAction::Trip, SwitchAction::AllowClose, SwitchAction::Close] {
        assert_eq!(bench.ask(switch_plain(plain(2), action, EVENING)), done(Function::Switch));
    }
    for action in [SwitchAction::Alarm, SwitchAction::Protect, SwitchAction::PreTrip1] {
        let refused = bench.refusal(switch_plain(plain(2), action, EVENING));
        assert_eq!(refused, ErrorReason::Password, "{action:?}");
    }
    let late = switch_plain(plain(2), SwitchAction::Trip, "2026-11-30T09:59:59");
    assert_eq!(bench.refusal(late), ErrorReason::Other, "the deadline has passed");
    let mut bench = Bench::new(&of(Generation::Of2009), Port::Rs485);
    let guard = switch_plain(plain(2), SwitchAction::Protect, EVENING);
    assert_eq!(bench.ask(guard), done(Function::Switch));
    let trip = switch_plain(plain(2), SwitchAction::Trip, EVENING);
    assert_eq!(bench.refusal(trip), ErrorReason::Other, "under guard");
}

#[test]
fn some_meters_refuse_a_switching_command_in_two_bytes() {
    let mut setup = of(Generation::Of2013);
    setup.rules.refuses_switch_in_two_bytes = true;
    let mut bench = Bench::new(&setup, Port::Rs485);
    let trip = switch_plain(wrong(2), SwitchAction::Trip, EVENING);
    let status = Octets::new([0x00, 0x04]);
    assert_eq!(bench.ask(trip), Response::SwitchRefused { status });
}

#[test]
fn clears_leave_a_record_of_themselves() {
    let mut bench = wired();
    let before = bench.read(0x0001_0000);
    bench.ask(switch_plain(plain(2), SwitchAction::Trip, EVENING));
    assert_eq!(bench.read(0x1D00_0001), ["1"]);
    let clear = |events| {
        Request::ClearEvents(ClearEvents::Plain {
            authority: plain(2),
            events: DataIdentifier::new(events),
        })
    };
    assert_eq!(bench.refusal(clear(0x0330_0D01)), ErrorReason::NoSuchData, "a class ends in FF");
    assert_eq!(bench.ask(clear(0x0330_0DFF)), done(Function::ClearEvents));
    assert_eq!(bench.read(0x1D00_0001), ["1"], "another class");
    assert_eq!(bench.ask(clear(0xFFFF_FFFF)), done(Function::ClearEvents));
    assert_eq!(bench.read(0x1D00_0001), ["0"]);
    assert_eq!(bench.read(0x0330_0301)[2], "FFFFFFFF");
    let meter = Request::ClearMeter(ClearContent::Plain(plain(2)));
    assert_eq!(bench.ask(meter), done(Function::ClearMeter));
    assert_eq!(bench.read(0x0001_0000), ["0.00 kWh"]);
    assert_eq!(bench.read(0x0330_0101)[2..3], before[..], "what was there before");
    assert_eq!(bench.read_refusal(0x0506_0001), ErrorReason::NoSuchData, "no freezes are left");
}

#[test]
fn freezes_come_by_the_clock_and_by_command() {
    let mut bench = wired();
    assert_eq!(bench.read(0x0506_0001), ["2026-11-30T00:00:00"]);
    assert_eq!(bench.read(0x0506_0002), ["2026-11-29T00:00:00"]);
    assert_eq!(bench.read(0x0504_0001), ["2026-11-30T10:00:00"]);
    assert_eq!(bench.read(0x0506_FF01).len(), 1 + 8 + 2 + 8);
    bench.pass(14 * 3_600);
    assert_eq!(bench.read(0x0506_0001), ["2026-12-01T00:00:00"]);
    // The first of the month settles.
    let settled = bench.read(0x0001_FF01);
    assert_eq!(settled[0], bench.read(0x0506_0101)[0]);
    assert_eq!(bench.ask(Request::Freeze(FreezeTime::Instantly)), done(Function::Freeze));
    assert_eq!(bench.read(0x0501_0001), ["2026-12-01T00:00:00"]);
    bench.ask(Request::Freeze(FreezeTime::Hourly { minute: 7 }));
    bench.pass(600);
    assert_eq!(bench.read(0x0500_0001), ["2026-12-01T00:07:00"]);
}

#[test]
fn speeds_change_and_infrared_stays_at_1200() {
    let mut bench = wired();
    let speed = |baud| Speed::from_baud(baud).expect("a word");
    assert_eq!(bench.meter.speed(Port::Rs485), 2_400);
    let changed = bench.ask(Request::ChangeSpeed(speed(9_600)));
    assert_eq!(changed, Response::SpeedChanged(speed(9_600)));
    assert_eq!(bench.meter.speed(Port::Rs485), 9_600);
    let mut bench = Bench::new(&of(Generation::Of2009), Port::Infrared);
    assert_eq!(bench.refusal(Request::ChangeSpeed(speed(2_400))), ErrorReason::Speed);
    let same = bench.ask(Request::ChangeSpeed(speed(1_200)));
    assert_eq!(same, Response::SpeedChanged(speed(1_200)));
}

#[test]
fn an_address_is_given_with_the_programming_key_pressed() {
    let mut bench = wired();
    let given: MeterAddress = "201000000012".parse().expect("an address");
    let write = Request::WriteAddress(given);
    assert_eq!(bench.ask_of(MeterAddress::ANY, write.clone()), None, "there is no error reply");
    bench.meter.press_programming_key(bench.now);
    assert_eq!(bench.ask_of(MeterAddress::ANY, write), Some(done(Function::WriteAddress)));
    assert_eq!(bench.meter.address(), given);
    assert_eq!(bench.read(0x0400_0401), ["201000000012"]);
    assert_eq!(bench.read(0x0400_0402), [NUMBER], "the meter number is another thing");
}

#[test]
fn the_multi_function_output_takes_what_it_knows() {
    let mut bench = wired();
    let output = TerminalOutput::SecondPulse;
    let told = bench.ask(Request::TerminalOutput(output));
    assert_eq!(told, Response::TerminalOutput(output));
    let unknown = Request::TerminalOutput(TerminalOutput::Unknown(3));
    assert_eq!(bench.refusal(unknown), ErrorReason::Other);
}

#[test]
fn an_answer_comes_between_20_and_500_milliseconds_later() {
    let mut bench = wired();
    let frame = Request::ReadAddress.to_frame(MeterAddress::ANY).expect("a frame").to_octets();
    let mut delays = Vec::new();
    for _ in 0..200 {
        let sent = bench.send(&frame);
        let [sent] = &sent[..] else { panic!("{sent:?}") };
        let preamble = sent.bytes.iter().take_while(|octet| **octet == 0xFE).count();
        assert!(preamble <= 4);
        delays.push(sent.delay.as_millis());
    }
    assert!(delays.iter().all(|delay| (20..=500).contains(delay)));
    assert!(delays.iter().any(|delay| *delay < 120) && delays.iter().any(|delay| *delay > 400));
}

#[test]
fn nothing_is_counted_in_a_long_outage() {
    let mut bench = wired();
    let before = bench.read(0x0001_0000);
    bench.meter.cut_power(bench.now, None);
    bench.pass(300 * 86_400);
    assert!(!bench.view().is_powered);
    bench.meter.restore_power(bench.now);
    assert_eq!(bench.read(0x0001_0000), before);
    assert_eq!(bench.read(0x0506_0001), ["2026-11-30T00:00:00"], "no day was frozen");
    assert_eq!(bench.read(0x0311_0001), ["2026-11-30T10:00:00", "2027-09-26T10:00:00"]);
}

#[test]
fn a_seed_makes_the_same_meter_whoever_else_is_spoken_to() {
    let run = |other_first: bool| {
        let machine = machine();
        let meter = |number: &str| {
            let mut setup = MeterSetup::new(Protocol::Dlt645, number.parse().expect("an address"));
            setup.history_days = 1;
            virtual_meter::Meter::new(&setup, &machine, at(NOW).instant())
        };
        let (mut one, mut other) = (meter(NUMBER), meter("000000000002"));
        let query = SecurityCommand::QueryInfrared { random_1: Octets::new([1; 8]) };
        let request = Request::Security { operator: OPERATOR, command: query };
        let ask = |meter: &mut virtual_meter::Meter| {
            let frame = request.to_frame(meter.address()).expect("a frame").to_octets();
            meter.take(Port::Rs485, &frame, at(NOW).instant())
        };
        if other_first {
            ask(&mut other);
        }
        ask(&mut one)
    };
    assert_eq!(run(false), run(true));
}
