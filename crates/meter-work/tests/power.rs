//! The power goes at every step, on either side: what the journal holds afterwards is true.

mod bench;

use bench::{BOTH, Battery, Bench, MemoryJournal, private, setup};
use virtual_meter::{MeterView, Protocol};
use vocabulary::{MeterCommand, MeterOutcome, MeterWorkId, RelayState};

/// Whether the meter is as the command wants it.
type Changed = fn(&MeterView) -> bool;

/// Pulls the terminal's battery at every step of a command, one after the other, and looks at the meter afterwards.
async fn pulled_at_every_step(
    protocol: Protocol,
    command: MeterCommand,
    changed: Changed,
) -> (usize, usize) {
    let (mut steps, mut unknown) = (0, 0);
    loop {
        let mut bench = Bench::new(setup(protocol));
        let permit = match command {
            MeterCommand::UpdateKeys => bench.keys(private(1)),
            _ => bench.control(command),
        };
        let job = bench.permitted(command, permit);
        let mut journal = MemoryJournal::default();
        let battery = Battery::that_lasts(steps);
        let carried = bench.carry_until(&job, &mut journal, battery).await;
        if let Some(carried) = carried {
            assert_eq!(carried.work.outcome, MeterOutcome::Done, "{steps}");
            return (steps, unknown);
        }
        let is_changed = changed(&bench.view());
        match journal.last() {
            // Nothing is on the disk: nothing was sent.
            None => assert_eq!(bench.view().frames, 0),
            Some(work) => {
                work.check().expect("a record that the platform takes");
                match work.outcome {
                    MeterOutcome::Refused => assert!(!is_changed, "step {steps}: {work:?}"),
                    MeterOutcome::Done => assert!(is_changed, "step {steps}"),
                    MeterOutcome::Unknown => {
                        unknown += 1;
                        assert_eq!(work.reason.as_deref(), Some("cut_off"));
                        verify(&mut bench, work.work, is_changed, command).await;
                    }
                    MeterOutcome::Failed => panic!("step {steps}: {work:?}"),
                }
            }
        }
        steps += 1;
    }
}

/// Verifying is the only thing that is offered, and says how the meter stands.
async fn verify(bench: &mut Bench, unknown: MeterWorkId, is_changed: bool, command: MeterCommand) {
    bench.hands.history.unverified = Some((unknown, command));
    let other = bench.permitted(MeterCommand::Trip, bench.control(MeterCommand::Trip));
    let refused = bench.carry(&other).await;
    assert_eq!(refused.work.reason.as_deref(), Some("verify_first"));
    let seen = bench.carry(&bench.job(MeterCommand::Acquire)).await;
    assert_eq!(seen.work.outcome, MeterOutcome::Done, "{:?}", seen.why);
    if command == MeterCommand::Trip {
        let expected = if is_changed { RelayState::Open } else { RelayState::Closed };
        assert_eq!(seen.work.after.relay, Some(expected));
    }
}

#[tokio::test(start_paused = true)]
async fn at_every_step_of_a_trip() {
    for protocol in BOTH {
        let trip = pulled_at_every_step(protocol, MeterCommand::Trip, |view| view.relay_is_open);
        let (steps, unknown) = trip.await;
        assert!(steps >= 15 && unknown >= 4, "{protocol:?}: {steps} steps, {unknown} unknown");
    }
}

#[tokio::test(start_paused = true)]
async fn at_every_step_of_a_key_update() {
    for protocol in BOTH {
        let changed = |view: &MeterView| view.key_map != 0;
        let update = pulled_at_every_step(protocol, MeterCommand::UpdateKeys, changed);
        let (steps, unknown) = update.await;
        assert!(steps > 20 && unknown >= 10, "{protocol:?}: {steps} steps, {unknown} unknown");
    }
}

/// The meter's own power goes for ten seconds, at each frame of a command, before it is carried out and after.
#[tokio::test(start_paused = true)]
async fn the_meter_goes_dark_at_every_frame_of_a_trip() {
    for protocol in BOTH {
        for kind in ["cut-before", "cut-after"] {
            let mut frame = 1;
            loop {
                let mut spoilt = setup(protocol);
                spoilt.faults = format!("{kind}=10@{frame}").parse().expect("a fault");
                let mut bench = Bench::new(spoilt);
                let job = bench.permitted(MeterCommand::Trip, bench.control(MeterCommand::Trip));
                let carried = bench.carry(&job).await;
                let view = bench.view();
                let is_open = view.relay_is_open;
                carried.work.check().expect("a record that the platform takes");
                match carried.work.outcome {
                    MeterOutcome::Done => assert!(is_open, "{kind}@{frame}"),
                    MeterOutcome::Refused | MeterOutcome::Failed => {
                        assert!(!is_open, "{kind}@{frame}: {:?}", carried.work.reason);
                    }
                    MeterOutcome::Unknown => {}
                }
                if view.frames < frame {
                    break;
                }
                frame += 1;
            }
            assert!(frame > 5, "{kind}: {frame} frames");
        }
    }
}

/// Somewhere among its frames an update is in two; who was cut there says so, or that nobody knows.
#[tokio::test(start_paused = true)]
async fn an_update_that_was_cut_in_two_is_told_as_half() {
    for protocol in BOTH {
        let mut halves = 0;
        for frame in 1..30 {
            let mut spoilt = setup(protocol);
            spoilt.faults = format!("cut-after=1@{frame}").parse().expect("a fault");
            let mut bench = Bench::new(spoilt);
            let job = bench.permitted(MeterCommand::UpdateKeys, bench.keys(private(1)));
            let carried = bench.carry(&job).await;
            let map = bench.view().key_map;
            if map == 0 || map == ALL_KEYS {
                continue;
            }
            halves += 1;
            let told = (carried.work.outcome, carried.work.reason.as_deref());
            let half = (MeterOutcome::Failed, Some("half_updated"));
            let unknown = (MeterOutcome::Unknown, Some("cut_off"));
            assert!(told == half || told == unknown, "{protocol:?} @{frame}: {told:?}");
        }
        assert!(halves >= 3, "{protocol:?}: {halves}");
    }
}

const ALL_KEYS: u32 = 0xF_FFFF;
