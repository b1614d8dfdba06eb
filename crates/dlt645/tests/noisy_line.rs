//! A line with noise on it, by seed: echoes, garbage, cut-off and flipped frames, frames whose data look like frames.
//! No frame comes out that nobody sent, and the frames that nothing touched come out all.

use std::collections::HashSet;

use dlt645::{ControlCode, Decoder, End, Event, Frame, MeterAddress, Skip};
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// What one seed brings.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    sent_whole: usize,
    sent_broken: usize,
    received: usize,
    echoes: usize,
    /// Lines on which a fault or noise made a frame whose checksum is right: no decoder can tell, so they are drawn
    /// anew.
    drawn_anew: usize,
}

/// How many places of a line are a frame, found without the decoder.
fn frames_in(line: &[u8]) -> usize {
    let is_frame = |at: &usize| {
        let rest = &line[*at..];
        let (Some(0x68), Some(0x68), Some(len)) = (rest.first(), rest.get(7), rest.get(9)) else {
            return false;
        };
        let end = 10 + usize::from(*len);
        let sum = rest.iter().take(end).fold(0u8, |sum, octet| sum.wrapping_add(*octet));
        rest.get(end) == Some(&sum) && rest.get(end + 1) == Some(&0x16)
    };
    (0..line.len()).filter(is_frame).count()
}

fn random_frame(rng: &mut ChaCha8Rng, is_reply: bool) -> Frame {
    let mut address = [0; 6];
    rng.fill_bytes(&mut address);
    let control = if is_reply { 0x91 } else { 0x11 };
    // Bytes that look like the begin or the end of a frame once 33H is added.
    let tricky = [0x35, 0xE3, 0xCB];
    let data: Vec<u8> = (0..rng.random_range(0..40))
        .map(|_| if rng.random_bool(0.4) { tricky[rng.random_range(0..3)] } else { rng.random() })
        .collect();
    let control = ControlCode::from_octet(control);
    Frame::new(MeterAddress::from_wire(address), control, data).expect("short")
}

/// A fault that the checksum sees: one byte changed, or some missing from the end.
fn broken(rng: &mut ChaCha8Rng, mut octets: Vec<u8>) -> Vec<u8> {
    if rng.random_bool(0.5) {
        let at = rng.random_range(0..octets.len());
        octets[at] ^= 1 << rng.random_range(0..8);
    } else {
        octets.truncate(rng.random_range(1..octets.len()));
    }
    octets
}

/// What one exchange brings: noise, perhaps an echo, and a reply that is whole or broken.
struct Line {
    octets: Vec<u8>,
    reply: Vec<u8>,
    is_whole: bool,
    /// Whole frames on it.
    frames: usize,
}

impl Line {
    fn draw(rng: &mut ChaCha8Rng) -> Self {
        let mut octets = vec![0xFE; rng.random_range(0..5)];
        let noise = rng.random_range(0..6);
        octets.extend((0..noise).map(|_| rng.random::<u8>()));
        let has_echo = rng.random_bool(0.5);
        if has_echo {
            octets.extend(random_frame(rng, false).to_octets());
            octets.extend([0xFE, 0xFE]);
        }
        let reply = random_frame(rng, true).to_octets();
        let is_whole = rng.random_bool(0.6);
        octets.extend(if is_whole { reply.clone() } else { broken(rng, reply.clone()) });
        Self { octets, reply, is_whole, frames: usize::from(has_echo) + usize::from(is_whole) }
    }
}

fn run(seed: u64) -> Tally {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut decoder = Decoder::new(End::Master);
    let mut tally = Tally::default();
    let mut meant = HashSet::new();
    let mut whole = Vec::new();
    let mut received = Vec::new();
    for _ in 0..60 {
        let line = loop {
            let drawn = Line::draw(&mut rng);
            if frames_in(&drawn.octets) == drawn.frames {
                break drawn;
            }
            tally.drawn_anew += 1;
        };
        meant.insert(line.reply.clone());
        if line.is_whole {
            whole.push(line.reply);
            tally.sent_whole += 1;
        } else {
            tally.sent_broken += 1;
        }
        let line = line.octets;
        let mut take = |event: Event<'_>| match event {
            Event::Frame(view) => received.push(view.octets().to_vec()),
            Event::Skipped { why: Skip::OtherDirection, .. } => tally.echoes += 1,
            Event::Skipped { .. } => {}
        };
        let mut rest = &line[..];
        while !rest.is_empty() {
            let (piece, left) = rest.split_at(rng.random_range(1..=rest.len()));
            decoder.push(piece, &mut take);
            rest = left;
        }
        // The line falls silent between two exchanges.
        decoder.finish(&mut take);
        assert_eq!(decoder.held_len(), 0);
    }
    tally.received = received.len();
    for frame in &received {
        assert!(meant.contains(frame), "seed {seed}: nobody sent {}", hex::encode_upper(frame));
    }
    let received: HashSet<_> = received.into_iter().collect();
    for frame in &whole {
        assert!(received.contains(frame), "seed {seed}: {} is lost", hex::encode_upper(frame));
    }
    tally
}

#[test]
fn no_frame_comes_out_that_nobody_sent() {
    let seeds = std::env::var("RONGHE_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    for seed in 1..=seeds.unwrap_or(300) {
        run(seed);
    }
}

#[test]
fn the_first_seed_brings_what_it_always_brought() {
    let tally = run(1);
    insta::assert_debug_snapshot!(tally, @"
    Tally {
        sent_whole: 37,
        sent_broken: 23,
        received: 37,
        echoes: 30,
        drawn_anew: 0,
    }
    ");
}
