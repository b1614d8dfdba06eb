//! A relay is moved: with leave of this moment, once, and read back; or nobody knows, and somebody has to look.

use std::sync::atomic::Ordering;

use security_unit::metering::UnitSecret;
use terminal::AgentFault;
use terminal::agent::{Run, RunAsked, UnitOpener};
use vocabulary::{MeterCommand, MeterOutcome, RelayState};

use super::site::{METER, Site, ended, some_frames};
use crate::bench::pin;

fn reason(run: &Run) -> Option<&str> {
    run.result.as_ref().and_then(|record| record.in_list.reason.as_deref())
}

#[tokio::test]
async fn a_trip_is_released_read_back_and_not_done_twice() {
    let site = Site::new(51).await;
    let agent = site.ready().await;
    let leave = site.leave(MeterCommand::Trip);
    site.approved(&agent, &leave).await;
    let run = site.changes(&agent, &leave).await;
    assert_eq!((run.outcome, run.why.clone()), (Some(MeterOutcome::Done), None), "{run:?}");
    let record = run.result.expect("a record");
    assert_eq!(record.before.relay, Some(RelayState::Closed));
    assert_eq!(record.after.relay, Some(RelayState::Open));
    assert_eq!(record.authorisation, Some(leave.authorisation));
    {
        let state = site.bench.platform.state();
        assert_eq!(state.office.released_for.len(), 1, "at the moment of action");
        assert!(state.office.released_for[0].is_some(), "for the unit at the meter");
    }
    // The mirror does not know yet that it is used; the journal does.
    let sent = site.street.sent();
    let again = site.changes(&agent, &leave).await;
    assert_eq!(
        (again.outcome, reason(&again)),
        (Some(MeterOutcome::Refused), Some("authorisation_used"))
    );
    assert_eq!(site.street.sent(), sent, "the meter heard nothing of it");
    agent.sync_once().await.expect("synced");
    let came = site.bench.platform.state().data.meter_works.clone();
    let work = &came[&record.in_list.work].0;
    assert_eq!((work.outcome, work.order), (MeterOutcome::Done, Some(site.order)));
    assert!(work.stage.is_some() && work.business_card.is_some());
}

#[tokio::test]
async fn what_the_platform_forbids_is_said_in_its_words_and_never_reaches_the_meter() {
    let site = Site::new(52).await;
    let agent = site.ready().await;
    let leave = site.leave(MeterCommand::Trip);
    site.approved(&agent, &leave).await;
    site.bench.platform.state().office.forbids = Some("用户已缴清费用".to_owned());
    let authorisation = Some(leave.authorisation);
    let refused = site.begin(&agent, RunAsked { authorisation, ..site.asked(leave.command) }).await;
    let Err(AgentFault::NotPermitted { detail, more }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(detail, "用户已缴清费用");
    assert_eq!(more["blocks"][0], "paid_meanwhile");
    assert_eq!(site.street.sent(), 0);
    assert_eq!(agent.metering_run().await.expect("read"), None);
    assert!(agent.metering_works(None, 9).await.expect("read").is_empty());
}

#[tokio::test]
async fn after_a_line_that_was_cut_only_looking_is_left() {
    let site = Site::new(53).await;
    let agent = site.ready().await;
    let leave = site.leave(MeterCommand::Trip);
    site.approved(&agent, &leave).await;
    site.street.cuts_commands.store(true, Ordering::SeqCst);
    let run = site.changes(&agent, &leave).await;
    assert_eq!((run.outcome, reason(&run)), (Some(MeterOutcome::Unknown), Some("cut_off")));
    assert!(run.why.is_some());
    let meter = METER.parse().expect("an address");
    let shown = agent.meter(&meter).await.expect("known").meter;
    assert_eq!(shown.unverified.map(|unverified| unverified.command), Some(MeterCommand::Trip));

    // Even the leave to give supply back waits.
    site.street.cuts_commands.store(false, Ordering::SeqCst);
    site.street.is_closed.store(false, Ordering::SeqCst);
    let close = site.leave(MeterCommand::DirectClose);
    site.approved(&agent, &close).await;
    let sent = site.street.sent();
    let refused = site.changes(&agent, &close).await;
    assert_eq!(reason(&refused), Some("verify_first"));
    assert_eq!(site.street.sent(), sent);

    let look = RunAsked { comm_address: Some(meter.clone()), ..site.asked(MeterCommand::Acquire) };
    let run = site.run(&agent, look).await;
    let relay = run.result.as_ref().and_then(|record| record.after.relay);
    assert_eq!((run.outcome, relay), (Some(MeterOutcome::Done), Some(RelayState::Open)));
    assert_eq!(agent.meter(&meter).await.expect("known").meter.unverified, None);
    let run = site.changes(&agent, &close).await;
    assert_eq!(run.outcome, Some(MeterOutcome::Done), "{run:?}");
}

#[tokio::test]
async fn a_business_card_that_is_pulled_before_the_command_ends_the_work() {
    let site = Site::slow(54).await;
    let agent = site.ready().await;
    let leave = site.leave(MeterCommand::Trip);
    site.approved(&agent, &leave).await;
    let authorisation = Some(leave.authorisation);
    let trip = RunAsked { authorisation, ..site.asked(leave.command) };
    site.begin(&agent, trip).await.expect("begun");
    some_frames(&agent).await;
    site.business.remove();
    let run = ended(&agent).await;
    assert_eq!((run.outcome, reason(&run)), (Some(MeterOutcome::Refused), Some("cancelled")));
    let look = site.run(&agent, site.asked(MeterCommand::Acquire)).await;
    let relay = look.result.and_then(|record| record.after.relay);
    assert_eq!(relay, Some(RelayState::Closed));
}

#[tokio::test]
async fn a_unit_that_stays_closed_changes_no_meter() {
    let mut site = Site::new(55).await;
    let wrong = UnitSecret::from_passphrase("another passphrase").expect("long enough");
    site.opener = UnitOpener::Passphrase(wrong);
    let agent = site.ready().await;
    let leave = site.leave(MeterCommand::Trip);
    site.approved(&agent, &leave).await;
    let run = site.changes(&agent, &leave).await;
    assert_eq!((run.outcome, reason(&run)), (Some(MeterOutcome::Refused), Some("security_unit")));
    let look = site.run(&agent, site.asked(MeterCommand::Acquire)).await;
    let relay = look.result.and_then(|record| record.after.relay);
    assert_eq!(relay, Some(RelayState::Closed), "and reading needs no open unit");
}

/// Whenever the battery is pulled, what the journal says is true: a record that says "refused" means that the customer
/// has his supply, and a relay that opened has a record that does not deny it.
#[tokio::test]
async fn whenever_the_terminal_dies_its_record_is_true() {
    for steps in 1..=11 {
        let site = Site::new(70 + steps).await;
        let agent = site.ready().await;
        let leave = site.leave(MeterCommand::Trip);
        site.approved(&agent, &leave).await;
        site.bench.battery.set(i64::try_from(steps).expect("few"));
        let authorisation = Some(leave.authorisation);
        let trip = RunAsked { authorisation, ..site.asked(leave.command) };
        site.begin(&agent, trip).await.expect("begun");
        ended(&agent).await;
        drop(agent);

        site.bench.battery.set(0);
        let agent = site.start().await.expect("started");
        site.bench.unlock(&agent).await.expect("unlocked");
        let left = agent.metering_works(None, 9).await.expect("read");
        let told = left.first().map(|line| line.outcome);
        let unverified = match agent.meter(&METER.parse().expect("one")).await {
            Ok(found) => found.meter.unverified.is_some(),
            Err(AgentFault::UnknownMeter) => false,
            Err(fault) => panic!("{fault}"),
        };
        assert_eq!(unverified, told == Some(MeterOutcome::Unknown), "{steps}");
        agent.open_business_card(&pin()).await.expect("opened");
        let look = site.run(&agent, site.asked(MeterCommand::Acquire)).await;
        let relay = look.result.and_then(|record| record.after.relay);
        let may_be_open = matches!(told, Some(MeterOutcome::Unknown | MeterOutcome::Done));
        assert!(relay == Some(RelayState::Closed) || may_be_open, "{steps}: {told:?} {relay:?}");
        // Whatever there is goes up, and only once.
        for _ in 0..2 {
            agent.sync_once().await.expect("synced");
        }
        let state = site.bench.platform.state();
        assert!(state.data.meter_works.values().all(|(_, times)| *times == 1), "{steps}");
        assert_eq!(state.data.meter_works.len(), left.len() + 1, "{steps}");
    }
}
