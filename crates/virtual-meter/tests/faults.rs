//! Each fault by name: what it does to an answer, and what it leaves behind in the meter.

mod bench;

use bench::*;
use dlt645::{DataIdentifier, Decoder, End, Event, Frame, Function, Request, Response, Skip};
use security_unit::metering::ControlOrder;
use virtual_meter::{Faults, Port, Protocol};

fn faulty(text: &str) -> Bench {
    let mut setup = setup(Protocol::Dlt645);
    setup.faults = text.parse().expect("faults");
    Bench::new(&setup, Port::Rs485)
}

fn voltage() -> Request {
    Request::read(DataIdentifier::new(0x0201_0100))
}

/// The frames that a decoder finds in an answer, and how many bytes it skips for being broken or unfinished.
fn answer(bench: &mut Bench) -> (Vec<Frame>, usize) {
    let frame = voltage().to_frame(bench.meter.address()).expect("a frame").to_octets();
    let sent = bench.send(&frame);
    let mut decoder = Decoder::new(End::Master);
    let (mut frames, mut broken) = (Vec::new(), 0);
    let mut keep = |event: Event<'_>| match event {
        Event::Frame(view) => frames.push(view.to_frame()),
        Event::Skipped { bytes, why: Skip::Broken(_) | Skip::Unfinished { .. } | Skip::Noise } => {
            broken += bytes.len();
        }
        Event::Skipped { .. } => {}
    };
    for transmission in &sent {
        decoder.push(&transmission.bytes, &mut keep);
    }
    decoder.finish(&mut keep);
    (frames, broken)
}

#[test]
fn what_the_checksum_tells_comes_out_as_no_frame() {
    for name in ["flip", "drop", "truncate", "truncate=9"] {
        for seed in 1..30 {
            let mut setup = setup(Protocol::Dlt645);
            setup.history_days = 0;
            setup.seed = seed;
            setup.faults = name.parse().expect("a fault");
            let mut bench = Bench::new(&setup, Port::Rs485);
            let (frames, broken) = answer(&mut bench);
            assert!(frames.is_empty() && broken > 0, "{name} with seed {seed}: {frames:?}");
        }
    }
}

#[test]
fn a_wrong_value_has_a_right_checksum() {
    let (right, _) = answer(&mut faulty(""));
    let (wrong, broken) = answer(&mut faulty("wrong-value"));
    let ([right], [wrong], 0) = (&right[..], &wrong[..], broken) else { panic!("{wrong:?}") };
    assert_eq!(right.data()[..5], wrong.data()[..5]);
    assert_ne!(right.data()[5], wrong.data()[5]);
    assert_eq!((right.address(), right.control()), (wrong.address(), wrong.control()));
}

#[test]
fn another_address_is_answered_for() {
    let (frames, _) = answer(&mut faulty("other-address"));
    assert_eq!(frames[0].address().to_string(), "000000000000");
    let (frames, _) = answer(&mut faulty("other-address=201000000012"));
    assert_eq!(frames[0].address().to_string(), "201000000012");
}

#[test]
fn an_answer_comes_twice_late_or_not_at_all() {
    assert_eq!(answer(&mut faulty("twice")).0.len(), 2);
    assert_eq!(answer(&mut faulty("silent")).0.len(), 0);
    assert_eq!(answer(&mut faulty("deaf@1")).0.len(), 0);
    let mut late = faulty("late=1200");
    let frame = voltage().to_frame(late.meter.address()).expect("a frame").to_octets();
    let sent = late.send(&frame);
    assert_eq!(sent[0].late.as_millis(), 1_200);
    assert!(sent[0].delay.as_millis() <= 500, "the delay itself is a meter's");
}

#[test]
fn deaf_and_silent_differ_in_what_is_done() {
    for (name, is_open) in [("deaf@2", false), ("silent@2", true)] {
        let mut bench = faulty(name);
        let random2 = bench.authenticate();
        let trip = bench.sealed(random2, ControlOrder::Trip);
        let address = bench.meter.address();
        assert_eq!(bench.ask_of(address, trip), None);
        assert_eq!(bench.view().relay_is_open, is_open, "{name}");
    }
}

#[test]
fn success_may_be_claimed_and_nothing_done() {
    let mut bench = faulty("hollow@2");
    assert_eq!(bench.switch(ControlOrder::Trip), done(Function::Switch));
    let view = bench.view();
    assert!(!view.relay_is_open && !view.relay_was_told_to_open);
    let mut bench = faulty("stuck-relay@2");
    assert_eq!(bench.switch(ControlOrder::Trip), done(Function::Switch));
    assert_eq!(bench.read(0x0400_0503), ["0040H 继电器命令状态为断"], "told, and still closed");
    // A master that reads back after the fault sees what is.
    assert_eq!(bench.switch(ControlOrder::Trip), done(Function::Switch));
    assert!(bench.view().relay_is_open);
}

#[test]
fn a_refusal_without_a_look_does_nothing() {
    let mut bench = faulty("refuse@2");
    let random2 = bench.authenticate();
    let trip = bench.sealed(random2, ControlOrder::Trip);
    assert_eq!(bench.refusal(trip.clone()), dlt645::ErrorReason::Other);
    assert!(!bench.view().relay_is_open);
    assert_eq!(bench.ask(trip), done(Function::Switch), "the same frame a second time");
}

#[test]
fn a_share_of_frames_is_spoilt_by_seed() {
    let run = |seed| {
        let mut setup = setup(Protocol::Dlt645);
        setup.history_days = 0;
        setup.seed = seed;
        setup.faults = "flip~20%".parse().expect("a fault");
        let mut bench = Bench::new(&setup, Port::Rs485);
        (0..200).map(|_| answer(&mut bench).0.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
    let spoilt = run(1).into_iter().filter(|is_spoilt| *is_spoilt).count();
    assert!((20..60).contains(&spoilt), "{spoilt} of 200");
}

#[test]
fn a_meter_without_power_hears_nothing_until_it_is_back() {
    let mut bench = faulty("cut-before=60@1");
    let address = bench.meter.address();
    assert_eq!(bench.ask_of(address, voltage()), None);
    bench.pass(59);
    assert_eq!(bench.ask_of(address, voltage()), None);
    bench.pass(1);
    assert!(matches!(bench.ask(voltage()), Response::Data { .. }));
    assert_eq!(bench.read(0x0311_0001), ["2026-11-30T10:00:00", "2026-11-30T10:01:00"]);
}

#[test]
fn faults_show_in_the_other_protocol_too() {
    let mut setup = setup(Protocol::Dlt698);
    for (fault, expected) in [("other-address", 1), ("wrong-value", 1), ("flip", 0), ("refuse", 1)]
    {
        setup.faults = fault.parse::<Faults>().expect("a fault");
        let mut bench = Bench::new(&setup, Port::Rs485);
        // Read the communication address (dlt698-45.md, vector 46).
        let request = b"\x68\x17\x00\x43\x45\xAA\xAA\xAA\xAA\xAA\xAA\x10\xDA\x5F\x05\x01\x01\
            \x40\x01\x02\x00\x00\xC6\x07\x16";
        let sent = bench.send(request);
        let mut decoder = dlt698::Decoder::default();
        sent.iter().for_each(|sent| decoder.push(&sent.bytes));
        decoder.finish();
        let frames: Vec<_> = std::iter::from_fn(|| decoder.poll())
            .filter_map(|event| match event {
                dlt698::Event::Frame(frame) => Some(frame),
                dlt698::Event::Skipped { .. } => None,
            })
            .collect();
        assert_eq!(frames.len(), expected, "{fault}");
        if fault == "other-address" {
            assert_eq!(frames[0].server.to_string(), "000000000000");
        }
        if fault == "wrong-value" {
            assert!(frames[0].payload.ends_with(&[0, 0, 0, 0, 0, 0, 0, 0]), "{frames:?}");
        }
    }
}
