//! `POST /sync/v1/ports`: what opens the infrared ports of a worker's meters.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use access::{Action, Resource};
use axum::extract::State;
use futures::future::join_all;
use platform_store::orders::OrderRecord;
use serde::{Deserialize, Serialize};
use sync::{PORTS_MAX, PortOfMeter, PortOpening, PortRefused, PortsAsked, PortsOpened};
use vocabulary::{CommAddress, CorrelationId, OrderId, PersonId, UnitSerial, hours};

use crate::Platform;
use crate::http::{Correlation, Json, Problem, ProblemBody, ProblemKind, SignedInTerminal};
use crate::metering::{lookup, material};
use crate::neighbours::PortRequest;

/// Gives the worker of open stages what his security unit passes the gates of his orders' meters with: for reading, for a
/// working day, also where there is no network. Nothing of the meters is changed, so nobody is asked for leave. Each meter has
/// an answer of its own; once the key authority says nothing, it is not asked for the others.
#[utoipa::path(
    post,
    path = "/sync/v1/ports",
    operation_id = "openPorts",
    tag = "metering",
    security(("terminal" = [])),
    request_body = PortsAsked,
    responses(
        (status = 200, body = PortsOpened),
        (status = 403, body = ProblemBody),
        (status = 422, description = "no meters, or more than 50", body = ProblemBody),
    ),
)]
pub async fn open_ports(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Correlation(correlation): Correlation,
    Json(asked): Json<Asked>,
) -> Result<Json<Answer>, Problem> {
    let person = caller.person;
    let own = Resource::in_organisation(platform.org());
    caller
        .may(Action::RequestAuthorisation, &own.of_terminal(caller.terminal).of_person(person))?;
    let asked = match asked {
        Asked::Many(asked) => asked,
        Asked::One { order, comm_address, unit } => {
            let asking = Asking { platform: &platform, correlation, person, unit };
            let opening = asking.one(&PortOfMeter { order, comm_address }, None).await?;
            return Ok(Json(Answer::One(opening)));
        }
    };
    if !(1..=PORTS_MAX).contains(&asked.meters.len()) {
        let rule = format!("one request is for 1 to {PORTS_MAX} meters");
        return Err(Problem::new(ProblemKind::Invalid, rule));
    }
    let asking = Asking { platform: &platform, correlation, person, unit: asked.unit };
    Ok(Json(Answer::Many(asking.open(asked.meters).await)))
}

/// What is asked: terminals of the release before ask for one port at a time, and are answered so.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Asked {
    Many(PortsAsked),
    One { order: OrderId, comm_address: CommAddress, unit: UnitSerial },
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum Answer {
    Many(PortsOpened),
    One(PortOpening),
}

/// Who asks, for which unit.
struct Asking<'p> {
    platform: &'p Platform,
    correlation: CorrelationId,
    person: PersonId,
    unit: UnitSerial,
}

impl Asking<'_> {
    async fn open(&self, meters: Vec<PortOfMeter>) -> PortsOpened {
        let mut answer = PortsOpened::default();
        let mut silent: Option<PortRefused> = None;
        let records = self.records(&meters).await;
        for some in meters.chunks(AT_ONCE) {
            if let Some(silent) = &silent {
                let refused = some.iter().map(|meter| PortRefused {
                    comm_address: meter.comm_address.clone(),
                    ..silent.clone()
                });
                answer.refused.extend(refused);
                continue;
            }
            let opened = some.iter().map(|meter| self.one(meter, records.get(&meter.order)));
            for (meter, opened) in some.iter().zip(join_all(opened).await) {
                match opened {
                    Ok(opening) => answer.opened.push(opening),
                    Err(problem) => {
                        let is_silent = problem.kind == ProblemKind::NeighbourSilent;
                        let refused = refused(meter, problem);
                        if is_silent {
                            silent = Some(refused.clone());
                        }
                        answer.refused.push(refused);
                    }
                }
            }
        }
        answer
    }

    /// The orders that these meters are asked for by, each read once: a route names one for hundreds of meters. What cannot be
    /// read is missing, and said at its meter.
    async fn records(&self, meters: &[PortOfMeter]) -> BTreeMap<OrderId, OrderRecord> {
        let mut records = BTreeMap::new();
        let orders: BTreeSet<OrderId> = meters.iter().map(|meter| meter.order).collect();
        for order in orders {
            if let Ok(record) = self.record(order).await {
                records.insert(order, record);
            }
        }
        records
    }

    async fn record(&self, order: OrderId) -> Result<OrderRecord, Problem> {
        let mut snapshot = self.platform.store().read().await?;
        let record = lookup::order(&mut snapshot.tx(), self.platform.org(), order).await?;
        snapshot.finish().await?;
        Ok(record)
    }

    /// `known` is the order, if it has been read before.
    async fn one(
        &self,
        PortOfMeter { order, comm_address }: &PortOfMeter,
        known: Option<&OrderRecord>,
    ) -> Result<PortOpening, Problem> {
        let (platform, org) = (self.platform, self.platform.org());
        let read;
        let record = match known {
            Some(known) => known,
            None => {
                read = self.record(*order).await?;
                &read
            }
        };
        let mut snapshot = platform.store().read().await?;
        let meter = lookup::meter(&mut snapshot.tx(), org, comm_address).await?;
        snapshot.finish().await?;
        let mut stages = record.view.stages.values();
        if !stages.any(|stage| stage.state.is_open() && stage.assignee == Some(self.person)) {
            return Err(Problem::new(ProblemKind::NotAllowed, "该工单没有环节在您手上"));
        }
        if !lookup::belongs(record, &meter) {
            return Err(Problem::new(ProblemKind::NotAllowed, "该表计不属于此工单"));
        }
        let not_after = platform.clock().now().plus(WORKING_DAY);
        let request = PortRequest {
            order_no: record.view.order_no.clone(),
            unit: self.unit,
            comm_address: comm_address.clone(),
            executor: self.person,
            not_after,
        };
        let material = material::for_port(platform, self.correlation, &request).await?;
        Ok(PortOpening { comm_address: comm_address.clone(), not_after, material })
    }
}

fn refused(meter: &PortOfMeter, problem: Problem) -> PortRefused {
    PortRefused {
        comm_address: meter.comm_address.clone(),
        code: problem.kind.words().0.to_owned(),
        again: !problem.is_for_good(),
        detail: problem.detail,
    }
}

/// From the depot in the morning to the last meter in a cellar.
const WORKING_DAY: Duration = hours(12);
/// Requests to the key authority at a time.
const AT_ONCE: usize = 8;
