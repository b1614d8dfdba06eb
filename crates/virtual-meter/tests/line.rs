//! Meters on a line: pacing, echo, noise, beams and collisions, in a time that the test keeps.

mod bench;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bench::*;
use dlt645::{Decoder, End, Event, Frame, MeterAddress, Request, Response, Skip, Speed};
use virtual_meter::{
    AskingEnd, Line, LineClock, LineSetup, Medium, Meter, MeterSetup, Protocol, WireSetup,
};
use vocabulary::Instant;

fn meters(numbers: &[&str]) -> Vec<Meter> {
    let machine = machine();
    let meter = |(seed, number): (u64, &&str)| {
        let address = number.parse().expect("an address");
        let mut setup = MeterSetup::new(Protocol::Dlt645, address);
        setup.seed = seed;
        setup.history_days = 0;
        Meter::new(&setup, &machine, at(NOW).instant())
    };
    (1..).zip(numbers).map(meter).collect()
}

fn beam(medium: Medium) -> LineSetup {
    let wire = WireSetup { speed: Some(1_200), checks_parity: true, ..WireSetup::default() };
    LineSetup { medium, wire, echoes: true }
}

fn now() -> Instant {
    at(NOW).instant()
}

fn after(milliseconds: i64) -> Instant {
    now().shifted(milliseconds * 1_000)
}

fn read_address() -> Vec<u8> {
    let frame = Request::ReadAddress.to_frame(MeterAddress::ANY).expect("a frame");
    [&dlt645::WAKE_UP[..], &frame.to_octets()].concat()
}

/// The frames of meters in what arrived, and how many bytes were an echo.
fn frames(bytes: &[u8]) -> (Vec<Frame>, usize) {
    let mut decoder = Decoder::new(End::Master);
    let (mut frames, mut echoed) = (Vec::new(), 0);
    let mut keep = |event: Event<'_>| match event {
        Event::Frame(view) => frames.push(view.to_frame()),
        Event::Skipped { bytes, why: Skip::OtherDirection } => echoed += bytes.len(),
        Event::Skipped { .. } => {}
    };
    decoder.push(bytes, &mut keep);
    decoder.finish(&mut keep);
    (frames, echoed)
}

#[test]
fn an_infrared_exchange_takes_its_time_and_hears_itself() {
    let mut line = Line::new(beam(Medium::Focused { meter: 0 }), meters(&[NUMBER]));
    let request = read_address();
    line.send(&request, now());
    // 16 characters of 9.17 ms.
    assert_eq!(line.receive(after(140)).len(), 15, "the echo arrives character by character");
    let mut heard = line.receive(after(146));
    assert_eq!(heard.len(), 0, "the last one is on its way");
    heard.extend(line.receive(after(147)));
    assert_eq!(heard.len(), 1);
    let first = line.next_arrival().expect("an answer").since(now()) / 1_000;
    assert!((147 + 20..=147 + 500 + 10).contains(&first), "Td, and one character: {first} ms");
    let (answers, _) = frames(&line.receive(after(2_000)));
    assert_eq!(answers[0].address().to_string(), NUMBER);
    assert_eq!(line.next_arrival(), None);
}

#[test]
fn a_narrow_beam_reaches_one_meter() {
    let both = [NUMBER, "000000000002"];
    let mut line = Line::new(beam(Medium::Focused { meter: 1 }), meters(&both));
    line.send(&read_address(), now());
    let (answers, echoed) = frames(&line.receive(after(2_000)));
    let told: Vec<_> = answers.iter().map(|frame| frame.address().to_string()).collect();
    assert_eq!((told, echoed), (vec!["000000000002".to_owned()], 12));
    line.aim(Medium::Focused { meter: 0 });
    line.send(&read_address(), after(3_000));
    let (answers, _) = frames(&line.receive(after(6_000)));
    assert_eq!(answers[0].address().to_string(), NUMBER);
}

#[test]
fn a_wide_beam_is_answered_by_several_or_by_a_mixture() {
    let mut line = Line::new(beam(Medium::Diffuse), meters(&[NUMBER, "000000000002"]));
    let mut both = 0;
    let mut spoilt = 0;
    for turn in 0..40 {
        let begin = turn * 3_000;
        line.send(&read_address(), after(begin));
        let (answers, _) = frames(&line.receive(after(begin + 2_900)));
        match answers.len() {
            2 => both += 1,
            0 => spoilt += 1,
            _ => {}
        }
        for answer in &answers {
            let told = answer.address().to_string();
            assert!([NUMBER, "000000000002"].contains(&told.as_str()), "nobody else: {told}");
        }
    }
    // An answer takes 165 to 200 ms, delays differ by 0 to 480 ms.
    assert!(both > 5, "{both} of 40 are two answers one after the other");
    assert!(spoilt > 5, "{spoilt} of 40 are a mixture that is none");
}

#[test]
fn the_neighbour_answers_when_it_was_asked() {
    let mut line = Line::new(beam(Medium::Diffuse), meters(&[NUMBER, "000000000002"]));
    let neighbour: MeterAddress = "000000000002".parse().expect("an address");
    let frame = Request::ReadAddress.to_frame(neighbour).expect("a frame").to_octets();
    line.send(&frame, now());
    let (answers, _) = frames(&line.receive(after(2_000)));
    let [answer] = &answers[..] else { panic!("{answers:?}") };
    assert_eq!(answer.address(), neighbour);
}

#[test]
fn noise_costs_frames_and_never_makes_one() {
    let wire = WireSetup {
        speed: Some(2_400),
        wrong_bits_per_million: 2_000,
        checks_parity: true,
        seed: 3,
    };
    let setup = LineSetup { medium: Medium::Bus, wire, echoes: false };
    let run = || {
        let mut line = Line::new(setup, meters(&[NUMBER]));
        let mut whole = 0;
        for turn in 0..200 {
            line.send(&read_address(), after(turn * 2_000));
            let (answers, _) = frames(&line.receive(after(turn * 2_000 + 1_900)));
            whole += answers.len();
            assert!(answers.iter().all(|frame| frame.address().to_string() == NUMBER));
        }
        whole
    };
    let whole = run();
    assert!((60..180).contains(&whole), "{whole} of 200 come through");
    assert_eq!(run(), whole, "the same seed, the same noise");
}

#[test]
fn a_meter_at_another_speed_hears_nothing() {
    let wire = WireSetup { speed: Some(2_400), ..WireSetup::default() };
    let setup = LineSetup { wire, ..LineSetup::default() };
    let mut line = Line::new(setup, meters(&[NUMBER]));
    let speed = Speed::from_baud(9_600).expect("a word");
    let meter: MeterAddress = NUMBER.parse().expect("an address");
    let change = Request::ChangeSpeed(speed).to_frame(meter).expect("a frame").to_octets();
    line.send(&change, now());
    let (answers, _) = frames(&line.receive(after(1_000)));
    let view = answers[0].to_octets();
    let view = dlt645::FrameView::new_checked(&view).expect("a frame");
    assert_eq!(Response::parse(&view), Ok(Response::SpeedChanged(speed)));
    line.send(&read_address(), after(1_000));
    assert_eq!(line.receive(after(3_000)).len(), 0, "it speaks 9600 now");
    line.set_speed(9_600);
    line.send(&read_address(), after(3_000));
    assert_eq!(frames(&line.receive(after(4_000))).0.len(), 1);
}

#[test]
fn a_pause_within_a_frame_ends_it() {
    let wire = WireSetup { speed: Some(2_400), ..WireSetup::default() };
    let mut line = Line::new(LineSetup { wire, ..LineSetup::default() }, meters(&[NUMBER]));
    let request = read_address();
    line.send(&request[..10], now());
    line.send(&request[10..], after(400));
    assert_eq!(frames(&line.receive(after(2_000))).0.len(), 1, "400 ms are no end");
    line.send(&request[..10], after(2_000));
    line.send(&request[10..], after(3_000));
    assert_eq!(line.receive(after(5_000)).len(), 0, "a second is");
    line.send(&request, after(6_000));
    assert_eq!(frames(&line.receive(after(8_000))).0.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_asking_end_hears_what_arrives_within_its_patience() {
    let line = Line::new(beam(Medium::Focused { meter: 0 }), meters(&[NUMBER]));
    let end = AskingEnd::new(Arc::new(Mutex::new(line)), LineClock::starting_at(now()));
    let second = Duration::from_secs(1);
    end.send(&read_address());
    assert!(end.hear(Duration::from_millis(5)).await.is_empty(), "no character is through");
    assert_eq!(end.hear(second).await, dlt645::WAKE_UP[..1], "its own echo comes first");
    tokio::time::sleep(second).await;
    end.discard();
    assert!(end.hear(second).await.is_empty(), "what had arrived is forgotten");
}
