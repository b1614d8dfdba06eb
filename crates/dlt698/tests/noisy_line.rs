//! A line that drops, changes and adds bytes: what comes through it is counted.

mod support;

use dlt698::{Decoder, Event, LinkFrame, SkipReason};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};

use support::Dice;

/// What came of 2000 frames.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    sent: usize,
    /// As they were sent, in their order.
    whole: usize,
    /// Frames that nobody sent.
    invented: usize,
    skipped_bytes: usize,
    broken: usize,
}

/// Of each `per_bytes` bytes one is dropped, changed or doubled, or 68H comes in between.
fn run(seed: u64, per_bytes: u32) -> Outcome {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut decoder = Decoder::default();
    let mut outcome = Outcome::default();
    for _ in 0..2_000 {
        let mut dice = [0; 200];
        random.fill_bytes(&mut dice);
        let sent = Dice::new(&dice).frame();
        let line = disturbed(&sent.emit(), per_bytes, &mut random);
        decoder.push(&[0xFE; 4]);
        for piece in line.chunks(1 + random.next_u32() as usize % 40) {
            decoder.push(piece);
            count(&mut decoder, &sent, &mut outcome);
        }
        // The pause behind a frame.
        decoder.finish();
        count(&mut decoder, &sent, &mut outcome);
        outcome.sent += 1;
        assert!(decoder.unfinished().is_empty(), "seed {seed}");
    }
    outcome
}

fn disturbed(frame: &[u8], per_bytes: u32, random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut line = Vec::new();
    for &byte in frame {
        if !random.next_u32().is_multiple_of(per_bytes) {
            line.push(byte);
            continue;
        }
        match random.next_u32() % 4 {
            0 => {}
            1 => line.push(byte ^ 1 << (random.next_u32() % 8)),
            2 => line.extend([byte, byte]),
            _ => line.extend([0x68, byte]),
        }
    }
    line
}

fn count(decoder: &mut Decoder, sent: &LinkFrame, outcome: &mut Outcome) {
    while let Some(event) = decoder.poll() {
        match event {
            Event::Frame(frame) if frame == *sent => outcome.whole += 1,
            Event::Frame(_) => outcome.invented += 1,
            Event::Skipped { bytes, why } => {
                outcome.skipped_bytes += bytes.len();
                outcome.broken += usize::from(matches!(why, SkipReason::Broken(_)));
            }
        }
    }
}

#[test]
fn a_quiet_line_loses_nothing() {
    let outcome = run(1, u32::MAX);
    assert_eq!((outcome.whole, outcome.invented, outcome.broken), (2_000, 0, 0));
    assert_eq!(outcome.skipped_bytes, 4 * 2_000, "the preambles");
}

#[test]
fn a_noisy_line_loses_frames_and_invents_none() {
    let outcome = run(2, 200);
    let expected =
        Outcome { sent: 2_000, whole: 1_500, invented: 0, skipped_bytes: 57_767, broken: 548 };
    assert_eq!(outcome, expected);
}
