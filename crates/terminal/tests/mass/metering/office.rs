//! The platform's part of metering: leave asked for, released, and what was done.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use p256::ecdsa::signature::Signer as _;
use security_unit::metering::UnitSerial;
use serde_json::{Value, json};
use sync::{
    Authorisation, AuthorisationRequest, AuthorisationState, AuthorisationView, EntityKind,
    MeterWorkBatch, PortsAsked, Release, SignedAuthorisation,
};
use terminal::transport::{Request, Response};
use vocabulary::{AuthorisationId, Clock as _, CommAddress, MeterCommand, hours};

use crate::platform::{ModelPlatform, ok};

/// What the office knows of leave.
#[derive(Default)]
pub struct Office {
    /// What forbids every release now, in words.
    pub forbids: Option<String>,
    /// What is given out for an authorisation.
    pub signed: Vec<(AuthorisationId, SignedAuthorisation)>,
    /// For which unit each release was asked.
    pub released_for: Vec<Option<UnitSerial>>,
    pub asked: Vec<AuthorisationRequest>,
    /// What opens the port of the meter, and for whom it was asked.
    pub port: Option<Value>,
    pub ports_asked: Vec<PortsAsked>,
    /// Of these meters the key machine says nothing.
    pub ports_silent: Vec<CommAddress>,
    /// The next answer to a request for leave is lost.
    pub loses_answer: bool,
    /// Commands that the company does not have done on site.
    pub switched_off: Vec<MeterCommand>,
    /// Works of others at the meter; none where nothing in the worker's hands names it.
    pub works_of_others: Option<Value>,
}

impl ModelPlatform {
    /// Approves: the worker's feed brings the view, and a release gives out the signed form.
    pub fn approve(&self, leave: &Authorisation, travels_signed: bool) {
        let signed = self.sign(leave);
        let view = AuthorisationView {
            authorisation: leave.authorisation,
            order: leave.order,
            order_no: leave.order_no.clone(),
            meter: leave.meter.clone(),
            command: leave.command,
            parameter: None,
            present: None,
            state: AuthorisationState::Approved,
            requested_at: self.clock.now(),
            approver: Some(leave.approver),
            approver_name: None,
            reason: None,
            not_before: leave.not_before,
            not_after: leave.not_after,
            signed: travels_signed.then(|| signed.clone()),
        };
        let id = leave.authorisation.to_string();
        let mut state = self.state();
        state.office.signed.push((leave.authorisation, signed));
        state.data.publish(EntityKind::Authorisation, &id, Some(json!(view)));
    }

    /// With the key that terminals know from their enrolment.
    pub fn sign(&self, leave: &Authorisation) -> SignedAuthorisation {
        let body = json!(leave).to_string();
        let key = p256::ecdsa::SigningKey::from_slice(&self.recovery_scalar).expect("a key");
        let signature: p256::ecdsa::Signature = key.sign(&SignedAuthorisation::message(&body));
        SignedAuthorisation { body, signature: STANDARD.encode(signature.to_bytes()) }
    }

    pub fn release(&self, request: &Request) -> Response {
        let asked: Release = serde_json::from_slice(request.body()).expect("a release");
        let mut state = self.state();
        state.office.released_for.push(asked.unit);
        if let Some(words) = &state.office.forbids {
            return refusal(words, json!({ "blocks": ["paid_meanwhile"] }));
        }
        let signed = state.office.signed.iter().rev().find(|(id, _)| *id == asked.authorisation);
        let (_, signed) = signed.expect("it was approved");
        ok(&json!({ "signed": signed, "now": self.clock.now() }))
    }

    pub fn open_ports(&self, request: &Request) -> Response {
        let asked: PortsAsked = serde_json::from_slice(request.body()).expect("some");
        assert!(asked.meters.len() <= sync::PORTS_MAX, "{}", asked.meters.len());
        let mut state = self.state();
        let not_after = self.clock.now().plus(hours(12));
        let (silent, told): (Vec<_>, Vec<_>) =
            asked.meters.iter().partition(|m| state.office.ports_silent.contains(&m.comm_address));
        let opened = told.iter().map(|meter| json!({
            "comm_address": meter.comm_address, "not_after": not_after, "material": state.office.port,
        }));
        let refused = silent.iter().map(|meter| json!({
            "comm_address": meter.comm_address, "code": "neighbour-silent", "detail": "", "again": true,
        }));
        let answer = json!({
            "opened": opened.collect::<Vec<_>>(), "refused": refused.collect::<Vec<_>>(),
        });
        state.office.ports_asked.push(asked);
        ok(&answer)
    }

    pub fn take_leave_request(&self, request: &Request) -> Response {
        let asked: AuthorisationRequest = serde_json::from_slice(request.body()).expect("one");
        let mut state = self.state();
        let view = json!({
            "authorisation": asked.authorisation, "order": asked.order,
            "order_no": "1302000100000014", "command": asked.command, "state": "requested",
            "meter": { "comm_address": asked.comm_address, "meter_no": asked.comm_address.as_str() },
            "requested_at": self.clock.now(), "not_before": 1, "not_after": 2,
        });
        state.office.asked.push(asked);
        if std::mem::take(&mut state.office.loses_answer) {
            let mut busy = refusal("", Value::Null);
            *busy.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            return busy;
        }
        ok(&view)
    }

    pub fn take_meter_works(&self, request: &Request) -> Response {
        let batch: MeterWorkBatch = serde_json::from_slice(request.body()).expect("a batch");
        let mut state = self.state();
        let mut kept = Vec::new();
        for work in batch.works {
            assert_eq!(work.check(), Ok(()), "no terminal records such a thing");
            kept.push(work.work);
            let came = state.data.meter_works.entry(work.work).or_insert((work.clone(), 0));
            assert_eq!(came.0, work, "a work is the same whenever it comes");
            came.1 += 1;
        }
        ok(&json!({ "epoch": state.epoch, "kept": kept }))
    }
}

fn refusal(detail: &str, more: Value) -> Response {
    let body = json!({ "code": "conflict", "detail": detail, "more": more });
    let mut response = Response::new(body.to_string().into());
    *response.status_mut() = StatusCode::CONFLICT;
    response
}
