//! Reading a meter: needs nobody's leave and no network, and its record goes up once.

use std::sync::atomic::Ordering;

use meter_link::ItemSet;
use serde_json::json;
use sync::{LineQuality, LinkKind, PositionSource, WorkPosition};
use terminal::agent::{MeterLink, MeterWay, MeteringFittings, RunAsked, UnitOpener};
use terminal::{Agent, AgentFault};
use virtual_meter::Protocol;
use vocabulary::{Instant, MeterCommand, MeterOutcome, RelayState};

use super::site::{METER, Site, ended, some_frames};
use crate::bench::pin;

#[tokio::test]
async fn a_reading_is_kept_shown_and_sent_exactly_once() {
    let site = Site::new(41).await;
    let agent = site.ready().await;
    site.bench.platform.weather.lock().expect("whole").offline = true;
    let meter = Some(METER.parse().expect("an address"));
    let at = Instant::from_micros(1);
    let position = WorkPosition::reported((118.18, 39.63), 8.5, PositionSource::Gnss, at);
    let read = RunAsked {
        comm_address: meter,
        position,
        order: Some(site.order),
        ..site.asked(MeterCommand::Read)
    };
    let run = site.run(&agent, read).await;
    assert_eq!((run.outcome, run.why), (Some(MeterOutcome::Done), None));
    assert!(run.frames_sent > 1 && run.frames_heard > 1);
    let shown = run.result.expect("a record");
    assert!(shown.in_list.readings.is_some() && !shown.frames.is_empty());
    assert!(position.is_some() && shown.position == position && shown.order_no.is_some());
    let line = (shown.line, shown.line_quality);
    assert_eq!(line, (Some(LinkKind::Tcp), Some(LineQuality::default())));
    let readout = shown.readout.as_ref().expect("a readout");
    assert!(readout["items"].as_array().is_some_and(|items| !items.is_empty()));
    assert_eq!(agent.metering_work(shown.in_list.work).await.expect("there"), shown);

    let line = agent.metering_works(None, 50).await.expect("read");
    assert_eq!((line.len(), line[0].is_sent), (1, false));
    site.bench.platform.weather.lock().expect("whole").offline = false;
    for _ in 0..2 {
        agent.sync_once().await.expect("synced");
    }
    let came = site.bench.platform.state().data.meter_works.clone();
    assert_eq!(came.len(), 1);
    let (record, times) = &came[&shown.in_list.work];
    assert_eq!((record.position, *times), (position, 1), "once");
    assert!(agent.metering_works(None, 50).await.expect("read")[0].is_sent);
    let meters = agent.meters("0000000001").await.expect("read");
    assert_eq!(meters.len(), 1);
    assert_eq!(meters[0].last.as_ref().map(|last| last.work), Some(shown.in_list.work));
    assert!(agent.meters("9").await.expect("read").is_empty());
}

#[tokio::test]
async fn a_reading_for_a_stage_stands_in_its_form_and_nobody_types_one() {
    let site = Site::new(44).await;
    let agent = site.ready().await;
    let detail = agent.order(site.order).await.expect("here");
    let stage = detail.now.view.stages_in_order()[0].stage;
    let looked = async || {
        let detail = agent.order(site.order).await.expect("here");
        detail.now.drafts.get(&stage).and_then(|fields| fields.get("looked").cloned())
    };
    let for_stage = RunAsked {
        comm_address: Some(METER.parse().expect("an address")),
        order: Some(site.order),
        stage: Some(stage),
        ..site.asked(MeterCommand::Read)
    };
    site.run(&agent, site.asked(MeterCommand::Read)).await;
    assert_eq!(looked().await, None, "it was read for nobody");
    let run = site.run(&agent, for_stage.clone()).await;
    let record = run.result.expect("a record");
    let first = looked().await.expect("it is there");
    assert_eq!((&first["work"], &first["outcome"]), (&json!(record.in_list.work), &json!("done")));
    let told = first["readings"]["total"].as_str().expect("a reading");
    let e4 = record.in_list.readings.expect("readings").total_kwh_e4;
    assert_eq!(told, format!("{}.{:02}", e4 / 10_000, e4 % 10_000 / 100));

    let typed = agent.save_field(site.order, stage, "looked", first.clone()).await;
    assert!(matches!(typed, Err(AgentFault::NotTyped(_))), "{typed:?}");
    // The line is gone: that nothing came of a second try does not take away what was read.
    site.street.is_closed.store(true, Ordering::SeqCst);
    let run = site.run(&agent, for_stage).await;
    assert_ne!(run.outcome, Some(MeterOutcome::Done));
    assert_eq!(looked().await, Some(first));
}

/// Whenever the battery is pulled, the form says after the next unlocking what the journal says: the platform would refuse
/// one that says otherwise.
#[tokio::test]
async fn whenever_the_terminal_dies_the_form_follows_the_journal() {
    for steps in 1..=6 {
        let site = Site::new(90 + steps).await;
        let agent = site.ready().await;
        let stage =
            agent.order(site.order).await.expect("here").now.view.stages_in_order()[0].stage;
        let for_stage = RunAsked {
            comm_address: Some(METER.parse().expect("an address")),
            order: Some(site.order),
            stage: Some(stage),
            ..site.asked(MeterCommand::Read)
        };
        site.bench.battery.set(i64::try_from(steps).expect("few"));
        site.begin(&agent, for_stage).await.expect("begun");
        ended(&agent).await;
        drop(agent);

        site.bench.battery.set(0);
        let agent = site.start().await.expect("started");
        site.bench.unlock(&agent).await.expect("unlocked");
        let told = agent.metering_works(None, 1).await.expect("read").into_iter().next();
        let told = told.map(|line| (json!(line.work), json!(line.outcome)));
        let detail = agent.order(site.order).await.expect("here");
        let form = detail.now.drafts.get(&stage).and_then(|fields| fields.get("looked"));
        let form = form.map(|value| (value["work"].clone(), value["outcome"].clone()));
        assert_eq!(form, told, "{steps}");
    }
}

#[tokio::test]
async fn a_restored_platform_gets_the_works_that_it_lacks_again() {
    let site = Site::new(42).await;
    let agent = site.ready().await;
    let backup = site.bench.platform.state().data.clone();
    site.run(&agent, site.asked(MeterCommand::Acquire)).await;
    agent.sync_once().await.expect("synced");
    site.bench.platform.restore(backup);
    for _ in 0..2 {
        agent.sync_once().await.expect("synced");
    }
    let state = site.bench.platform.state();
    let came: Vec<u32> = state.data.meter_works.values().map(|(_, times)| *times).collect();
    assert_eq!(came, [1], "the new data hold it, once");
}

#[tokio::test]
async fn works_of_somebody_signed_out_are_brought_by_the_terminal() {
    let site = Site::new(43).await;
    let agent = site.ready().await;
    site.run(&agent, site.asked(MeterCommand::Acquire)).await;
    agent.lock().await;
    let report = agent.sync_once().await.expect("the terminal alone");
    assert_eq!(report.meter_works, 1);
    site.bench.unlock(&agent).await.expect("unlocked");
    agent.sync_once().await.expect("synced");
    let state = site.bench.platform.state();
    let came: Vec<u32> = state.data.meter_works.values().map(|(_, times)| *times).collect();
    assert_eq!(came, [1], "he need not bring it again");
    assert_eq!(state.requests.get("/terminal/v1/meter-works"), Some(&1));
}

#[tokio::test]
async fn whatever_it_speaks_a_meter_is_found_without_being_told() {
    for (protocol, told) in [(Protocol::Dlt645, "dlt645"), (Protocol::Dlt698, "dlt698")] {
        let site = Site::of(50, protocol).await;
        let agent = site.ready().await;
        let look = RunAsked { protocol: None, ..site.asked(MeterCommand::Acquire) };
        let run = site.run(&agent, look).await;
        assert_eq!(run.outcome, Some(MeterOutcome::Done), "{told}: {run:?}");
        let record = run.result.expect("a record");
        assert_eq!(record.in_list.comm_address, Some(METER.parse().expect("an address")));
        assert_eq!(record.after.relay, Some(RelayState::Closed));
        assert_eq!(record.readout.expect("a readout")["protocol"], told);
    }
}

#[tokio::test]
async fn one_meter_at_a_time() {
    let site = Site::new(44).await;
    let agent = site.ready().await;
    let first = site.begin(&agent, site.asked(MeterCommand::Snapshot)).await.expect("begun");
    let second = site.begin(&agent, site.asked(MeterCommand::Read)).await;
    assert!(matches!(second, Err(AgentFault::RunUnderWay)), "{second:?}");
    let run = ended(&agent).await;
    assert_eq!((run.command, run.outcome), (first.command, Some(MeterOutcome::Done)));
    assert_eq!(
        site.run(&agent, site.asked(MeterCommand::Read)).await.outcome,
        Some(MeterOutcome::Done)
    );
}

#[tokio::test]
async fn a_run_is_stopped_between_two_frames() {
    let site = Site::slow(45).await;
    let agent = site.ready().await;
    site.begin(&agent, site.asked(MeterCommand::Snapshot)).await.expect("begun");
    some_frames(&agent).await;
    agent.cancel_run().await.expect("asked");
    let run = ended(&agent).await;
    assert_eq!(run.outcome, Some(MeterOutcome::Refused));
    let record = run.result.expect("a record").in_list;
    assert_eq!(record.reason.as_deref(), Some("cancelled"));
}

#[tokio::test]
async fn a_pulled_operator_card_ends_the_session_with_the_meter() {
    let site = Site::slow(46).await;
    let agent = site.ready().await;
    site.begin(&agent, site.asked(MeterCommand::Snapshot)).await.expect("begun");
    some_frames(&agent).await;
    site.bench.card.remove();
    let run = ended(&agent).await;
    assert_eq!(run.outcome, Some(MeterOutcome::Refused));
    assert_eq!(run.result.expect("a record").in_list.reason.as_deref(), Some("cancelled"));
}

#[tokio::test]
async fn locking_ends_the_session_too_and_closes_the_business_card() {
    let site = Site::slow(47).await;
    let agent = site.ready().await;
    assert!(agent.metering_state().await.business_card.is_open);
    site.begin(&agent, site.asked(MeterCommand::Snapshot)).await.expect("begun");
    some_frames(&agent).await;
    agent.lock().await;
    site.bench.unlock(&agent).await.expect("unlocked");
    let run = ended(&agent).await;
    assert_eq!(run.outcome, Some(MeterOutcome::Refused));
    let card = agent.metering_state().await.business_card;
    assert!(card.is_in && !card.is_open);
}

#[tokio::test]
async fn a_terminal_that_lacks_a_part_does_no_metering_at_all() {
    let site = Site::new(48).await;
    let bare = std::sync::Arc::new(site.bench.ready().await);
    let state = bare.metering_state().await;
    assert!(!state.may && state.why.is_some() && state.links.is_empty());
    let refused = site.begin(&bare, site.asked(MeterCommand::Read)).await;
    assert!(matches!(refused, Err(AgentFault::NoMetering(_))), "{refused:?}");
    assert_eq!(site.street.sent(), 0);
}

#[tokio::test]
async fn a_port_that_is_not_there_leaves_a_record_that_says_so() {
    let site = Site::new(49).await;
    let nowhere = MeterLink {
        link: "head".into(),
        title: "红外".into(),
        way: MeterWay::Infrared {
            path: "/nonexistent/tty".into(),
            settings: meter_link::PortSettings::INFRARED,
        },
    };
    let fittings = MeteringFittings {
        unit: site.unit.clone(),
        opener: UnitOpener::OperatorCard,
        business: site.business.clone(),
        links: vec![nowhere],
        power: std::sync::Arc::new(Unknown),
    };
    let agent: Agent = site.bench.ready().await;
    let agent = std::sync::Arc::new(agent.fitted(fittings));
    agent.open_business_card(&pin()).await.expect("opened");
    let read = RunAsked { items: ItemSet::Identity, ..site.asked(MeterCommand::Read) };
    let run = site.run(&agent, read).await;
    assert_eq!(run.outcome, Some(MeterOutcome::Refused));
    assert_eq!(run.result.expect("a record").in_list.reason.as_deref(), Some("port"));
    let elsewhere = RunAsked { link: "cable".into(), ..site.asked(MeterCommand::Read) };
    let unknown = site.begin(&agent, elsewhere).await;
    assert!(matches!(unknown, Err(AgentFault::UnknownLink(_))), "{unknown:?}");
}

struct Unknown;

impl terminal::agent::PowerProbe for Unknown {
    fn battery_percent(&self) -> Option<u8> {
        None
    }
}
