//! The functions at a meter, both protocols: what is done, what is refused and by whom, and what the record says.

mod bench;

use bench::{BOTH, Bench, MemoryJournal, at, private, setup};
use meter_link::ItemSet;
use meter_work::{Doing, Job, Progress};
use security_unit::metering::PurchaseKind;
use serde_json::json;
use sync::{FrameWay, LineQuality, MeterWork};
use virtual_meter::{Protocol, PurseSetup};
use vocabulary::{MeterCommand, MeterOutcome, RelayState, SecurityPart};

fn reason(work: &MeterWork) -> &str {
    work.reason.as_deref().unwrap_or("")
}

/// What a platform asks of every record.
fn checked(work: &MeterWork) {
    work.check().expect("a record that the platform takes");
}

#[tokio::test(start_paused = true)]
async fn a_meter_is_looked_at_and_read() {
    for protocol in BOTH {
        let mut labelled = setup(protocol);
        labelled.asset_no = Some("1330001000000000000019".parse().expect("an asset number"));
        let mut bench = Bench::new(labelled);
        let seen = bench.carry(&bench.job(MeterCommand::Acquire)).await;
        assert_eq!(seen.work.outcome, MeterOutcome::Done, "{:?}", seen.why);
        assert_eq!(seen.work.after.asset_no, bench.setup.asset_no);
        assert_eq!(seen.work.meter, Some(bench.setup.address.clone()));
        assert_eq!(seen.work.after.relay, Some(RelayState::Closed));
        assert_eq!(seen.work.after.keys.as_deref(), Some("public"));
        assert_eq!(seen.work.after.voltage_v_e1.len(), 1);
        assert!(seen.work.after.clock_ahead_s.is_some_and(|ahead| ahead.abs() <= 1));
        assert!(!seen.work.frames.is_empty());
        assert_eq!(seen.work.line_quality, Some(LineQuality::default()), "nothing was amiss");
        checked(&seen.work);
        for items in [ItemSet::Energy, ItemSet::Billing] {
            let read = bench.carry(&Job { items, ..bench.job(MeterCommand::Read) }).await;
            let readings = read.work.readings.expect("registers");
            assert!(readings.total_kwh_e4 >= 1_000 * 10_000, "{readings:?}");
            assert_eq!(readings.tariffs_kwh_e4.len(), 4);
            let sum: i64 = readings.tariffs_kwh_e4.iter().sum();
            assert!((readings.total_kwh_e4 - sum).abs() <= 500, "{readings:?}");
        }
        let snapshot = bench.carry(&bench.job(MeterCommand::Snapshot)).await;
        assert_eq!(snapshot.work.outcome, MeterOutcome::Done);
        let seen = bench.eyes.0.lock().expect("whole");
        assert!(seen.contains(&Progress::Doing(Doing::Reading)));
        assert!(!seen.contains(&Progress::Doing(Doing::Commanding)), "nothing was commanded");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stop_and_a_restore_are_done_when_they_were_read_back() {
    for protocol in BOTH {
        let mut bench = Bench::new(setup(protocol));
        let trip = bench.permitted(MeterCommand::Trip, bench.control(MeterCommand::Trip));
        let mut journal = MemoryJournal::default();
        let tripped =
            bench.carry_with(&trip, &mut journal, Default::default()).await.expect("kept");
        assert_eq!(tripped.work.outcome, MeterOutcome::Done, "{protocol:?} {:?}", tripped.why);
        assert!(bench.view().relay_is_open);
        assert_eq!(tripped.work.before.relay, Some(RelayState::Closed));
        assert_eq!(tripped.work.after.relay, Some(RelayState::Open));
        assert!(tripped.work.authorisation.is_some() && tripped.work.business_card.is_some());
        checked(&tripped.work);
        let outcomes: Vec<_> = journal.all().into_iter().map(|work| work.outcome).collect();
        let kept = [MeterOutcome::Refused, MeterOutcome::Unknown, MeterOutcome::Done];
        assert_eq!(outcomes, kept, "a record of nothing, of doubt, and of what became of it");
        let close = MeterCommand::DirectClose;
        let closed = bench.carry(&bench.permitted(close, bench.control(close))).await;
        assert_eq!(closed.work.outcome, MeterOutcome::Done, "{:?}", closed.why);
        assert!(!bench.view().relay_is_open);
        checked(&closed.work);
        bench.carry(&trip_anew(&bench)).await;
        let permit = MeterCommand::PermitClose;
        let permitted = bench.carry(&bench.permitted(permit, bench.control(permit))).await;
        assert_eq!(permitted.work.outcome, MeterOutcome::Done, "{:?}", permitted.why);
        assert!(bench.view().may_be_closed);
    }
}

fn trip_anew(bench: &Bench) -> Job {
    bench.permitted(MeterCommand::Trip, bench.control(MeterCommand::Trip))
}

#[tokio::test(start_paused = true)]
async fn a_stop_over_infrared_passes_the_gate_first() {
    for protocol in BOTH {
        let mut bench = Bench::new(setup(protocol)).under_infrared();
        let tripped = bench.carry(&trip_anew(&bench)).await;
        assert_eq!(tripped.work.outcome, MeterOutcome::Done, "{protocol:?} {:?}", tripped.why);
        assert!(bench.view().relay_is_open);
        let seen = bench.eyes.0.lock().expect("whole");
        assert!(seen.contains(&Progress::Doing(Doing::Opening)));
    }
}

#[tokio::test(start_paused = true)]
async fn a_meter_under_guard_is_not_tripped() {
    for protocol in BOTH {
        let mut bench = Bench::new(setup(protocol));
        let on = MeterCommand::GuardOn;
        let guarded = bench.carry(&bench.permitted(on, bench.control(on))).await;
        assert!(bench.view().is_guarded);
        let tripped = bench.carry(&trip_anew(&bench)).await;
        assert_eq!(tripped.work.outcome, MeterOutcome::Refused);
        assert!(!bench.view().relay_is_open);
        match protocol {
            // A 645 meter does not tell whether guard is on: it says so when it is told to trip.
            Protocol::Dlt645 => {
                assert_eq!(guarded.work.outcome, MeterOutcome::Unknown);
                assert_eq!(reason(&guarded.work), "not_readable");
                assert_eq!(reason(&tripped.work), "meter_refused");
            }
            Protocol::Dlt698 => {
                assert_eq!(guarded.work.outcome, MeterOutcome::Done);
                assert_eq!(reason(&tripped.work), "guard_on");
                let sent_trip = bench.eyes.0.lock().expect("whole");
                let commanded =
                    sent_trip.iter().filter(|seen| **seen == Progress::Doing(Doing::Commanding));
                assert_eq!(commanded.count(), 1, "the trip was never sent");
            }
        }
        checked(&tripped.work);
    }
}

#[tokio::test(start_paused = true)]
async fn a_clock_is_set_to_ours() {
    for protocol in BOTH {
        let mut slow = setup(protocol);
        slow.clock_offset_s = -900;
        let mut bench = Bench::new(slow);
        let set = bench.carry(&bench.permitted(MeterCommand::SetClock, bench.set_clock())).await;
        assert_eq!(set.work.outcome, MeterOutcome::Done, "{protocol:?} {:?}", set.why);
        assert_eq!(set.work.before.clock_ahead_s, Some(-900));
        assert!(set.work.after.clock_ahead_s.is_some_and(|ahead| ahead.abs() <= 5));
        checked(&set.work);
    }
}

#[tokio::test(start_paused = true)]
async fn a_restore_does_not_fail_at_a_clock_that_is_wrong() {
    let mut fast = setup(Protocol::Dlt698);
    fast.clock_offset_s = 3_600;
    let mut bench = Bench::new(fast);
    let tripped = bench.carry(&trip_anew(&bench)).await;
    assert_eq!(tripped.work.outcome, MeterOutcome::Done, "{:?}", tripped.why);
}

#[tokio::test(start_paused = true)]
async fn a_parameter_is_read_back_octet_by_octet() {
    let mut prepaid = setup(Protocol::Dlt645);
    prepaid.purse = Some(PurseSetup::default());
    let mut bench = Bench::new(prepaid);
    let set = bench.carry(&set_parameter(&bench, "00005000")).await;
    assert_eq!(set.work.outcome, MeterOutcome::Done, "{:?}", set.why);
    let change = set.work.parameter.clone().expect("what was set");
    assert_eq!(change.identifier, "04001001");
    assert_eq!(change.after.as_deref(), Some("00500000"));
    assert_ne!(change.before, change.after);
    checked(&set.work);
    let mut wrong = setup(Protocol::Dlt645);
    wrong.purse = Some(PurseSetup::default());
    wrong.clock_offset_s = 301;
    let mut bench = Bench::new(wrong);
    let refused = bench.carry(&set_parameter(&bench, "00005000")).await;
    assert_eq!(reason(&refused.work), "meter_clock_wrong");
}

/// What the material sets is always the same; what was approved is told.
fn set_parameter(bench: &Bench, approved: &str) -> Job {
    let parameter = json!({ "item": "04001001", "value": approved });
    bench.approved(MeterCommand::SetParameter, bench.parameter(), parameter)
}

/// Material that would set or buy something else than the approver saw reaches no meter.
#[tokio::test(start_paused = true)]
async fn what_was_not_approved_is_not_set() {
    let mut prepaid = setup(Protocol::Dlt645);
    prepaid.purse = Some(PurseSetup::default());
    let mut bench = Bench::new(prepaid);
    let unsaid = bench.permitted(MeterCommand::SetParameter, bench.parameter());
    let buy = |approved| {
        let permit = bench.purchase(PurchaseKind::OpenAccount, 5_000, 1);
        bench.approved(MeterCommand::Recharge, permit, approved)
    };
    let jobs = [
        unsaid,
        set_parameter(&bench, "00006000"),
        buy(json!({ "amount_fen": 4_000, "count": 1 })),
        buy(json!({ "amount_fen": 5_000, "count": 2 })),
        buy(json!({ "amount_fen": 5_000 })),
    ];
    let before = bench.view();
    for job in jobs {
        let refused = bench.carry(&job).await;
        assert_eq!(reason(&refused.work), "authorisation_bad", "{:?}", refused.why);
        checked(&refused.work);
    }
    assert_eq!(bench.view().balance_fen, before.balance_fen);
    let seen = bench.eyes.0.lock().expect("whole");
    assert!(!seen.contains(&Progress::Doing(Doing::Commanding)), "nothing was commanded");
}

#[tokio::test(start_paused = true)]
async fn keys_are_updated_and_named_never_shown() {
    for protocol in BOTH {
        let mut bench = Bench::new(setup(protocol));
        let job = bench.permitted(MeterCommand::UpdateKeys, bench.keys(private(1)));
        let updated = bench.carry(&job).await;
        assert_eq!(updated.work.outcome, MeterOutcome::Done, "{protocol:?} {:?}", updated.why);
        assert_eq!(updated.work.before.keys.as_deref(), Some("public"));
        assert_eq!(updated.work.after.keys.as_deref(), Some("private"));
        assert_eq!(bench.view().key_map, 0xF_FFFF);
        checked(&updated.work);
        // The leave for the old keys opens nothing now.
        let again = bench.carry(&trip_anew(&bench)).await;
        assert_eq!(reason(&again.work), "other_keys");
        assert!(!bench.view().relay_is_open);
    }
}

#[tokio::test(start_paused = true)]
async fn a_purchase_counts_once() {
    for protocol in BOTH {
        let mut prepaid = setup(protocol);
        prepaid.purse = Some(PurseSetup::default());
        let mut bench = Bench::new(prepaid);
        let buy = |bench: &Bench, kind, count| {
            let approved = json!({ "amount_fen": 5_000, "count": count });
            bench.approved(MeterCommand::Recharge, bench.purchase(kind, 5_000, count), approved)
        };
        let opened = bench.carry(&buy(&bench, PurchaseKind::OpenAccount, 1)).await;
        assert_eq!(opened.work.outcome, MeterOutcome::Done, "{protocol:?} {:?}", opened.why);
        assert_eq!(opened.work.after.purchase_count, Some(1));
        checked(&opened.work);
        let recharged = bench.carry(&buy(&bench, PurchaseKind::Recharge, 2)).await;
        assert_eq!(recharged.work.outcome, MeterOutcome::Done, "{:?}", recharged.why);
        let balance = bench.view().balance_fen;
        let again = bench.carry(&buy(&bench, PurchaseKind::Recharge, 2)).await;
        assert_eq!(reason(&again.work), "already_counted");
        let gap = bench.carry(&buy(&bench, PurchaseKind::Recharge, 4)).await;
        assert_eq!(reason(&gap.work), "count_gap");
        assert_eq!(bench.view().balance_fen, balance, "nothing was counted twice");
    }
}

#[tokio::test(start_paused = true)]
async fn a_leave_is_for_one_person_command_meter_and_time() {
    for protocol in BOTH {
        let mut bench = Bench::new(setup(protocol));
        let leave = bench.leave(MeterCommand::Trip, bench.control(MeterCommand::Trip));
        let job = bench.job(MeterCommand::Trip);
        let mut cases = Vec::new();
        cases.push((Job { leave: None, ..job.clone() }, "no_authorisation"));
        let mut edited = bench.sign(&leave);
        edited.body = edited.body.replace("\"trip\"", "\"direct_close\"");
        cases.push((Job { leave: Some(edited), ..job.clone() }, "authorisation_bad"));
        let signed = |change: &dyn Fn(&mut sync::Authorisation)| {
            let mut other = leave.clone();
            change(&mut other);
            Job { leave: Some(bench.sign(&other)), ..job.clone() }
        };
        cases.push((signed(&|leave| leave.approver = leave.executor), "authorisation_bad"));
        cases.push((signed(&|leave| leave.executor = leave.approver), "authorisation_bad"));
        cases.push((
            signed(&|leave| {
                std::mem::swap(&mut leave.executor, &mut leave.approver);
            }),
            "authorisation_for_other",
        ));
        cases.push((
            signed(&|leave| leave.command = MeterCommand::DirectClose),
            "authorisation_for_other",
        ));
        cases.push((
            signed(&|leave| leave.meter.comm_address = "000000000999".parse().expect("one")),
            "authorisation_for_other",
        ));
        cases.push((
            signed(&|leave| leave.not_before = leave.not_before.shifted(60_000_000)),
            "authorisation_not_yet",
        ));
        cases.push((
            signed(&|leave| {
                leave.not_after = leave.not_before;
                leave.not_before = leave.not_before.shifted(-60_000_000);
            }),
            "authorisation_expired",
        ));
        cases.push((signed(&|leave| leave.material = None), "no_material"));
        cases.push((
            signed(&|leave| leave.meter.meter_no = "000000000999".parse().expect("one")),
            "wrong_meter_no",
        ));
        // Signed for a trip, but what it would do is close.
        let close = bench.leave(MeterCommand::Trip, bench.control(MeterCommand::DirectClose));
        cases.push((Job { leave: Some(bench.sign(&close)), ..job.clone() }, "authorisation_bad"));
        for (job, expected) in cases {
            let carried = bench.carry(&job).await.work;
            assert_eq!(reason(&carried), expected, "{protocol:?}");
            assert_eq!(carried.outcome, MeterOutcome::Refused);
            checked(&carried);
            assert!(!bench.view().relay_is_open);
        }
        bench.hands.history.is_leave_used = true;
        let used = bench.carry(&Job { leave: Some(bench.sign(&leave)), ..job }).await;
        assert_eq!(reason(&used.work), "authorisation_used");
    }
}

#[tokio::test(start_paused = true)]
async fn the_interlocks_before_the_first_frame() {
    type Change<'c> = &'c dyn Fn(&mut Bench);
    let cases: [(&str, Change<'_>); 5] = [
        ("no_business_card", &|bench| bench.hands.business_card = None),
        ("battery_low", &|bench| bench.hands.battery_percent = Some(19)),
        ("clock_not_compared", &|bench| bench.hands.is_clock_compared = false),
        ("too_soon", &|bench| {
            bench.hands.history.switch_failed_at = Some(bench.clock.now().shifted(-60_000_000));
        }),
        ("verify_first", &|bench| {
            let work = vocabulary::MeterWorkId::make(&*bench.hands.clock, &*bench.hands.entropy);
            bench.hands.history.unverified = Some((work, MeterCommand::Trip));
        }),
    ];
    for (expected, change) in cases {
        let mut bench = Bench::new(setup(Protocol::Dlt645));
        change(&mut bench);
        let refused = bench.carry(&trip_anew(&bench)).await;
        assert_eq!(reason(&refused.work), expected);
        assert!(refused.work.frames.is_empty(), "{expected}: nothing was sent");
        let why = refused.why.expect("in words");
        assert!(!why.zh.is_empty() && !why.en.is_empty());
        // Looking is never forbidden by these.
        let seen = bench.carry(&bench.job(MeterCommand::Acquire)).await;
        assert_eq!(seen.work.outcome, MeterOutcome::Done, "{expected}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_lacks_a_part_does_no_metering_at_all() {
    for part in SecurityPart::ALL {
        let fitted = SecurityPart::ALL.into_iter().filter(|other| *other != part).collect();
        let mut bench = Bench::with(setup(Protocol::Dlt645), fitted);
        for command in [MeterCommand::Read, MeterCommand::Acquire] {
            let refused = bench.carry(&bench.job(command)).await;
            assert_eq!(reason(&refused.work), "not_fitted_for_metering");
            assert!(refused.work.frames.is_empty());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn another_meter_stops_everything() {
    for protocol in BOTH {
        let mut bench = Bench::new(setup(protocol)).under_infrared();
        let mut leave = bench.leave(MeterCommand::Trip, bench.control(MeterCommand::Trip));
        leave.meter.comm_address = "000000000999".parse().expect("an address");
        let job =
            Job { leave: Some(bench.sign(&leave)), meant: None, ..bench.job(MeterCommand::Trip) };
        let refused = bench.carry(&job).await;
        assert_eq!(reason(&refused.work), "wrong_meter");
        assert_eq!(refused.work.meter, Some(bench.setup.address.clone()), "who it was");
        assert!(!bench.view().relay_is_open);
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_meter_claims_is_not_believed() {
    for protocol in BOTH {
        for (faults, outcome, word) in [
            ("hollow", MeterOutcome::Failed, "no_effect"),
            ("stuck-relay", MeterOutcome::Failed, "relay_stuck"),
        ] {
            let mut spoilt = setup(protocol);
            spoilt.faults = faults.parse().expect("a fault");
            let mut bench = Bench::new(spoilt);
            let tripped = bench.carry(&trip_anew(&bench)).await;
            assert_eq!(tripped.work.outcome, outcome, "{protocol:?} {faults}");
            assert_eq!(reason(&tripped.work), word, "{faults}");
            assert!(!bench.view().relay_is_open);
            checked(&tripped.work);
        }
    }
}

/// Carries a command out at a meter whose faults are told by the number of the frame that commands it.
async fn spoilt_at_command(
    protocol: Protocol,
    command: MeterCommand,
    faults: impl Fn(usize) -> String,
) -> (Bench, MeterWork) {
    let mut whole = Bench::new(setup(protocol));
    whole.carry(&whole.permitted(command, whole.control(command))).await;
    let sent_before = {
        let seen = whole.eyes.0.lock().expect("whole");
        let before = seen.iter().take_while(|seen| **seen != Progress::Doing(Doing::Commanding));
        let sent = |seen: &&Progress| matches!(seen, Progress::Frame { way: FrameWay::Sent, .. });
        before.filter(sent).count()
    };
    let mut spoilt = setup(protocol);
    spoilt.faults = faults(sent_before + 1).parse().expect("faults");
    let mut bench = Bench::new(spoilt);
    let work = bench.carry(&bench.permitted(command, bench.control(command))).await.work;
    checked(&work);
    (bench, work)
}

#[tokio::test(start_paused = true)]
async fn an_alarm_whose_answer_cannot_be_believed_is_unknown() {
    for (protocol, fault) in [
        (Protocol::Dlt645, "flip"),
        (Protocol::Dlt645, "truncate"),
        (Protocol::Dlt698, "flip"),
        (Protocol::Dlt698, "truncate"),
        // The frame is whole, and the MAC in it does not hold.
        (Protocol::Dlt698, "wrong-value"),
    ] {
        for command in [MeterCommand::AlarmOn, MeterCommand::AlarmOff] {
            let faults = |frame| format!("{fault}@{frame}");
            let (bench, work) = spoilt_at_command(protocol, command, faults).await;
            let told = (work.outcome, reason(&work));
            assert_eq!(told, (MeterOutcome::Unknown, "not_readable"), "{protocol:?} {fault}");
            assert_eq!(bench.view().has_alarm, command == MeterCommand::AlarmOn, "it was done");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_trip_whose_answer_is_not_authentic_is_what_is_read_back() {
    let trip = |faults: fn(usize) -> String| {
        spoilt_at_command(Protocol::Dlt698, MeterCommand::Trip, faults)
    };
    let (bench, opened) = trip(|frame| format!("wrong-value@{frame}")).await;
    assert_eq!((opened.outcome, reason(&opened)), (MeterOutcome::Done, "read_back_only"));
    assert!(bench.view().relay_is_open);
    let (bench, unseen) = trip(|frame| {
        let deaf: String = (1..20).map(|later| format!(",deaf@{}", frame + later)).collect();
        format!("wrong-value@{frame}{deaf}")
    })
    .await;
    assert_eq!((unseen.outcome, reason(&unseen)), (MeterOutcome::Unknown, "cut_off"));
    assert!(bench.view().relay_is_open, "the doubt was right");
    let (bench, closed) = trip(|frame| format!("hollow@{frame},wrong-value@{frame}")).await;
    assert_eq!((closed.outcome, reason(&closed)), (MeterOutcome::Failed, "no_effect"));
    assert!(!bench.view().relay_is_open, "the meter itself says so");
}

#[tokio::test(start_paused = true)]
async fn a_clear_refusal_of_a_command_leaves_no_doubt() {
    for protocol in BOTH {
        for command in [MeterCommand::AlarmOn, MeterCommand::Trip] {
            let faults = |frame| format!("refuse@{frame}");
            let (bench, work) = spoilt_at_command(protocol, command, faults).await;
            let told = (work.outcome, reason(&work));
            assert_eq!(told, (MeterOutcome::Refused, "meter_refused"), "{protocol:?} {command:?}");
            assert!(!bench.view().relay_is_open && !bench.view().has_alarm);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_that_may_change_a_meter_when_the_record_cannot_be_kept() {
    for protocol in BOTH {
        let mut bench = Bench::new(setup(protocol));
        let mut journal = MemoryJournal::default();
        journal.is_full = true;
        let carried = bench.carry_with(&trip_anew(&bench), &mut journal, Default::default()).await;
        assert!(carried.is_err());
        assert!(!bench.view().relay_is_open);
        assert_eq!(bench.view().frames, 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_card_that_is_pulled_ends_it_between_two_frames() {
    for protocol in BOTH {
        let mut bench = Bench::new(setup(protocol));
        bench.cancel.ask();
        let cancelled = bench.carry(&trip_anew(&bench)).await;
        assert_eq!(reason(&cancelled.work), "cancelled");
        assert!(!bench.view().relay_is_open);
        assert_eq!(at(bench::NOW), bench.view().shows, "no frame was waited for");
    }
}
