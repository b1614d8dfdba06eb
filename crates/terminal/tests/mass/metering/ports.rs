//! Gated infrared ports: what opens them comes with the order, and lasts the day without a network.

use std::time::Duration;

use meter_link::Beam;
use security_unit::metering::{Grant, KeySet, PortMaterial};
use serde_json::json;
use terminal::agent::{Run, RunAsked};
use virtual_meter::Protocol;
use vocabulary::{
    Clock as _, CommAddress, MeterCommand, MeterOutcome, MeterTime, RelayState, hours,
};

use super::site::{METER, Site};

/// Under a beam: how the relay stands is what a closed port does not tell.
fn look(site: &Site) -> RunAsked {
    RunAsked {
        comm_address: Some(METER.parse().expect("an address")),
        order: Some(site.order),
        beam: Some(Beam::Focused),
        ..site.asked(MeterCommand::Acquire)
    }
}

fn relay(run: &Run) -> Option<RelayState> {
    run.result.as_ref().and_then(|record| record.after.relay)
}

fn material(site: &Site) -> PortMaterial {
    let grant = Grant {
        unit: site.serial,
        meter: METER.parse().expect("a number"),
        keys: KeySet::Public,
        not_after: MeterTime::right_at(site.bench.clock.now().plus(hours(12))).expect("a time"),
        uses: 16,
    };
    let infrared = site.machine.permit_infrared(&grant).expect("permitted");
    PortMaterial { keys: grant.keys, infrared }
}

#[tokio::test]
async fn a_gated_port_is_opened_where_no_network_is() {
    let site = Site::under_beam(111, Protocol::Dlt645).await;
    let agent = site.ready().await;
    let closed = site.run(&agent, look(&site)).await;
    assert_eq!((closed.outcome, relay(&closed)), (Some(MeterOutcome::Done), None), "{closed:?}");

    // The order names its meter: what opens it comes with the order.
    {
        let mut state = site.bench.platform.state();
        state.office.port = Some(json!(material(&site)));
        let mut view = state.data.orders[&site.order].clone();
        view.facts["meters"] = json!({ "A1": { "comm_address": METER } });
        state.data.save(view, site.bench.platform.worker.person);
        state.office.ports_asked.clear();
    }
    // What was fetched before, for nothing, is over.
    site.bench.clock.advance(Duration::from_secs(11 * 3_600));
    for _ in 0..2 {
        agent.sync_once().await.expect("synced");
    }
    let asked = site.bench.platform.state().office.ports_asked.clone();
    assert_eq!(asked.len(), 1, "once a day");
    assert_eq!((asked[0].meters[0].order, asked[0].unit), (site.order, site.serial));

    site.bench.platform.weather.lock().expect("whole").offline = true;
    let open = site.run(&agent, look(&site)).await;
    assert_eq!((open.outcome, open.why.clone()), (Some(MeterOutcome::Done), None));
    assert_eq!(relay(&open), Some(RelayState::Closed));
}

#[tokio::test]
async fn a_route_of_hundreds_costs_a_few_requests_and_asks_again_for_what_it_lacks() {
    let site = Site::under_beam(112, Protocol::Dlt645).await;
    let agent = site.ready().await;
    let address = |n: u32| format!("{n:012}").parse::<CommAddress>().expect("an address");
    let meters = (1..=120).map(|n| (format!("A{n}"), json!({ "comm_address": address(n) })));
    {
        let mut state = site.bench.platform.state();
        let mut view = state.data.orders[&site.order].clone();
        view.facts["meters"] = serde_json::Value::Object(meters.collect());
        state.data.save(view, site.bench.platform.worker.person);
        state.office.ports_asked.clear();
        state.office.ports_silent = vec![address(77)];
    }
    agent.sync_once().await.expect("synced");
    let asked = || std::mem::take(&mut site.bench.platform.state().office.ports_asked);
    let sizes: Vec<_> = asked().iter().map(|asked| asked.meters.len()).collect();
    assert_eq!(sizes, [50, 50, 20]);
    // Only the one that nothing came for, until something comes.
    agent.sync_once().await.expect("synced");
    site.bench.platform.state().office.ports_silent.clear();
    agent.sync_once().await.expect("synced");
    agent.sync_once().await.expect("synced");
    let again: Vec<_> = asked().into_iter().map(|asked| asked.meters).collect();
    assert_eq!(again.len(), 2);
    assert!(again.iter().all(|meters| meters.len() == 1 && meters[0].comm_address == address(77)));
}
