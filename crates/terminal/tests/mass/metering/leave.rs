//! Leave: asked for once, and what no leave serves for.

use std::sync::Arc;

use security_unit::SigningToken as _;
use serde_json::json;
use sync::AuthorisationState;
use terminal::AgentFault;
use terminal::agent::{LeaveAsked, Run, RunAsked};
use vocabulary::{CardKind, MeterCommand, MeterOutcome, StageId};

use super::site::{METER, OTHER, Site};
use crate::bench::{card, pin};

fn reason(run: &Run) -> Option<&str> {
    run.result.as_ref().and_then(|record| record.in_list.reason.as_deref())
}

#[tokio::test]
async fn a_request_whose_answer_was_lost_is_the_same_request() {
    let site = Site::new(61).await;
    let agent = site.ready().await;
    let asked = LeaveAsked {
        order: site.order,
        stage: StageId::derive(site.order, "survey", 1),
        comm_address: METER.parse().expect("an address"),
        command: MeterCommand::Trip,
        parameter: None,
        present_in: None,
    };
    let ask = async || agent.ask_for_leave(agent.correlate(), asked.clone()).await;
    site.bench.platform.state().office.loses_answer = true;
    let lost = ask().await;
    assert!(matches!(lost, Err(AgentFault::Platform(_))), "{lost:?}");
    for _ in 0..2 {
        assert_eq!(ask().await.expect("answered").state, AuthorisationState::Requested);
    }
    let other = LeaveAsked { command: MeterCommand::DirectClose, ..asked.clone() };
    agent.ask_for_leave(agent.correlate(), other).await.expect("answered");
    let state = site.bench.platform.state();
    let ids: Vec<_> = state.office.asked.iter().map(|one| one.authorisation).collect();
    assert!(ids[0] == ids[1] && ids[1] == ids[2] && ids[2] != ids[3], "{ids:?}");
    assert!(state.office.asked.iter().all(|one| one.unit.is_some()));
}

#[tokio::test]
async fn what_the_platform_gives_out_is_checked_again_before_the_first_frame() {
    let site = Site::new(62).await;
    let agent = site.ready().await;
    let platform = &site.bench.platform;
    // Expired, of another meter, for another person, and changed after it was signed.
    let right = site.leave(MeterCommand::Trip);
    let mut expired = right.clone();
    expired.not_after = expired.not_before.shifted(1);
    let mut elsewhere = right.clone();
    elsewhere.meter.comm_address = OTHER.parse().expect("an address");
    let mut stranger = right.clone();
    stranger.executor = vocabulary::PersonId::make(&*site.bench.clock, &*site.bench.entropy);
    let mut edited = platform.sign(&right);
    edited.body = edited.body.replace("\"trip\"", "\"guard_on\"");
    site.bench.clock.advance(std::time::Duration::from_secs(5));
    for (signed, expected) in [
        (platform.sign(&expired), "authorisation_expired"),
        (platform.sign(&elsewhere), "authorisation_for_other"),
        (platform.sign(&stranger), "authorisation_for_other"),
        (edited, "authorisation_bad"),
    ] {
        site.approved(&agent, &right).await;
        platform.state().office.signed.push((right.authorisation, signed));
        let run = site.changes(&agent, &right).await;
        assert_eq!((run.outcome, reason(&run)), (Some(MeterOutcome::Refused), Some(expected)));
    }
    assert_eq!(site.street.sent(), 0, "no meter was spoken to");
}

#[tokio::test]
async fn a_leave_serves_for_its_own_command_meter_and_order() {
    let site = Site::new(63).await;
    let agent = site.ready().await;
    let leave = site.leave(MeterCommand::Trip);
    let unknown =
        RunAsked { authorisation: Some(leave.authorisation), ..site.asked(leave.command) };
    let refused = site.begin(&agent, unknown.clone()).await;
    assert!(matches!(refused, Err(AgentFault::UnknownAuthorisation)), "{refused:?}");
    site.approved(&agent, &leave).await;
    let close = RunAsked { command: MeterCommand::DirectClose, ..unknown.clone() };
    let elsewhere = RunAsked { comm_address: Some(OTHER.parse().expect("one")), ..unknown };
    for (asked, what) in [(close, "command"), (elsewhere, "meter")] {
        let refused = site.begin(&agent, asked).await;
        assert!(matches!(refused, Err(AgentFault::LeaveForOther(found)) if found == what));
    }
    let without = site.begin(&agent, site.asked(MeterCommand::Trip)).await;
    assert!(matches!(without, Err(AgentFault::LeaveMissing)), "{without:?}");
    assert!(site.bench.platform.state().office.released_for.is_empty());
    assert_eq!(site.street.sent(), 0);
}

#[tokio::test]
async fn what_the_terminal_forbids_anyhow_burns_no_release() {
    let site = Site::new(64).await;
    let agent = site.ready().await;
    let leave = site.leave(MeterCommand::Trip);
    site.approved(&agent, &leave).await;
    *site.percent.lock().expect("whole") = Some(19);
    let run = site.changes(&agent, &leave).await;
    assert_eq!(reason(&run), Some("battery_low"));
    *site.percent.lock().expect("whole") = Some(80);
    site.business.remove();
    let run = site.changes(&agent, &leave).await;
    assert_eq!(reason(&run), Some("no_business_card"));
    site.business.insert(site.business_card.clone());
    let run = site.changes(&agent, &leave).await;
    assert_eq!(reason(&run), Some("no_business_card"), "put in again it needs its PIN again");
    assert!(site.bench.platform.state().office.released_for.is_empty());
    agent.open_business_card(&pin()).await.expect("opened");
    let run = site.changes(&agent, &leave).await;
    assert_eq!(run.outcome, Some(MeterOutcome::Done), "{run:?}");
}

#[tokio::test]
async fn a_card_of_another_kind_opens_nothing_and_costs_no_try() {
    let site = Site::new(66).await;
    let agent = site.ready().await;
    let leave = site.leave(MeterCommand::Trip);
    site.approved(&agent, &leave).await;
    let operators = Arc::new(card(&site.bench.clock, &site.bench.entropy, "李秀英"));
    site.business.insert(Arc::clone(&operators));
    let refused = agent.open_business_card(&pin()).await;
    let (found, wanted) = (CardKind::Operator, CardKind::Business);
    assert!(
        matches!(refused, Err(AgentFault::OtherCardKind { found: f, wanted: w }) if (f, w) == (found, wanted)),
        "{refused:?}"
    );
    let seen = agent.metering_state().await.business_card;
    assert_eq!((seen.is_open, seen.why), (false, Some(found.instead_of(wanted))));
    // Even one that is open by other means is no business card.
    operators.present_pin(&pin()).expect("the right PIN");
    assert_eq!(reason(&site.changes(&agent, &leave).await), Some("no_business_card"));
    assert!(site.bench.platform.state().office.released_for.is_empty());

    let business = Arc::clone(&site.business_card);
    site.business.insert(Arc::clone(&business));
    let asked = business.asked().len();
    let refused = agent.unlock(agent.correlate(), business.clone(), &pin()).await;
    assert!(matches!(refused, Err(AgentFault::OtherCardKind { .. })), "{refused:?}");
    assert_eq!(business.asked().len(), asked, "nothing was asked of it");
}

#[tokio::test]
async fn a_stop_is_never_run_from_what_travelled_and_giving_supply_back_may_be() {
    let site = Site::new(65).await;
    let agent = site.ready().await;
    let (trip, close) = (site.leave(MeterCommand::Trip), site.leave(MeterCommand::DirectClose));
    site.bench.platform.approve(&trip, true);
    site.bench.platform.approve(&close, true);
    agent.sync_once().await.expect("synced");
    site.bench.platform.weather.lock().expect("whole").offline = true;
    let authorisation = Some(trip.authorisation);
    let offline = site.begin(&agent, RunAsked { authorisation, ..site.asked(trip.command) }).await;
    assert!(matches!(offline, Err(AgentFault::Platform(_))), "{offline:?}");
    assert_eq!(site.street.sent(), 0);
    let run = site.changes(&agent, &close).await;
    assert_eq!(run.outcome, Some(MeterOutcome::Done), "{run:?}");
    assert!(site.bench.platform.state().office.released_for.is_empty());
}

#[tokio::test]
async fn what_a_parameter_is_now_is_read_and_goes_with_the_request() {
    let site = Site::new(67).await;
    let agent = site.ready().await;
    // The meter's number of displayed figures (DL/T 645-2007, table A.4); four bytes of its number show the order.
    for (item, value) in [("04000305", "03"), ("04000401", "000000000162")] {
        let parameter = json!({ "item": item, "value": value });
        let identifier = u32::from_str_radix(item, 16).ok();
        let look = RunAsked { parameter: identifier, ..site.asked(MeterCommand::Read) };
        let run = site.run(&agent, look).await;
        assert_eq!(run.outcome, Some(MeterOutcome::Done), "{run:?}");
        let record = run.result.expect("a record").in_list;
        let read = record.parameter_read.clone().expect("it was read");
        assert_eq!(read.identifier, item);

        let asked = LeaveAsked {
            order: site.order,
            stage: StageId::derive(site.order, "survey", 1),
            comm_address: METER.parse().expect("an address"),
            command: MeterCommand::SetParameter,
            parameter: Some(parameter),
            present_in: Some(record.work),
        };
        agent.ask_for_leave(agent.correlate(), asked.clone()).await.expect("asked");
        let told = site.bench.platform.state().office.asked.pop().expect("a request");
        let present = told.present.expect("what it is now");
        assert_eq!((present.work, present.read_at), (record.work, record.ended_at));
        let travelling = read.value.expect("the meter has it");
        let mut natural = hex::decode(travelling).expect("hex");
        natural.reverse();
        assert_eq!(present.value.as_deref(), Some(&*hex::encode_upper(&natural)));
        if item == "04000401" {
            assert_eq!(
                present.value.as_deref(),
                Some(METER),
                "in the order in which it is asked for"
            );
        }

        // Of another meter, or another parameter, it says nothing.
        for other in [
            LeaveAsked { comm_address: OTHER.parse().expect("an address"), ..asked.clone() },
            LeaveAsked { parameter: Some(json!({ "item": "04000301", "value": "05" })), ..asked },
        ] {
            let refused = agent.ask_for_leave(agent.correlate(), other).await;
            assert!(matches!(refused, Err(AgentFault::UnknownWork)), "{refused:?}");
        }
    }
}
