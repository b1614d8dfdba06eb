//! The way of messages to the neighbours over HTTP.

use std::collections::BTreeMap;
use std::time::Duration;

use super::door::{BadLink, Door};
use super::{Answer, NeighbourLink, Outgoing};
use crate::metering::{ACQUISITION, METER_WORK};
use crate::orders::{AwaitedReport, MARKETING};
use async_trait::async_trait;
use http::StatusCode;
use serde::Deserialize;

/// The doors of the neighbours, by neighbour and kind of message. Messages to one that has none wait until it is
/// configured.
#[derive(Debug, Clone, Default)]
pub struct HttpLinks {
    doors: BTreeMap<(&'static str, &'static str), Door>,
}

impl HttpLinks {
    /// `POST <url>/results` of the marketing system.
    ///
    /// # Errors
    /// When address or key are none.
    pub fn marketing(&mut self, url: &str, key: Option<&str>) -> Result<(), BadLink> {
        let door = Door::new(url, "/results", key, ATTEMPT_TIMEOUT)?;
        self.doors.insert((MARKETING, AwaitedReport::Order.kind()), door);
        Ok(())
    }

    /// `POST <url>/acquisition/v1/results` of the acquisition system for what was done at meters, and `…/task-results`
    /// for what became of its tasks.
    ///
    /// # Errors
    /// When address or key are none.
    pub fn acquisition(&mut self, url: &str, key: &str) -> Result<(), BadLink> {
        for (kind, path) in [
            (METER_WORK, "/acquisition/v1/results"),
            (AwaitedReport::Task.kind(), "/acquisition/v1/task-results"),
        ] {
            let door = Door::new(url, path, Some(key), ATTEMPT_TIMEOUT)?;
            self.doors.insert((ACQUISITION, kind), door);
        }
        Ok(())
    }
}

#[async_trait]
impl NeighbourLink for HttpLinks {
    async fn hand_over(&self, message: &Outgoing<'_>) -> Answer {
        let Outgoing { neighbour, kind, message, correlation, body } = *message;
        let Some(door) = self.doors.get(&(neighbour, kind)) else {
            return Answer::Silent { error: format!("{neighbour} is not configured") };
        };
        let headers = [
            ("Idempotency-Key", message.to_string()),
            ("X-Correlation-Id", correlation.to_string()),
        ];
        match door.post(&headers, body).await {
            Ok((status, answer)) => read_answer(status, &answer),
            Err(error) => Answer::Silent { error },
        }
    }
}

/// The way to nobody: messages wait.
#[derive(Debug, Clone, Copy)]
pub struct NoLink;

#[async_trait]
impl NeighbourLink for NoLink {
    async fn hand_over(&self, _message: &Outgoing<'_>) -> Answer {
        Answer::Silent { error: "no neighbour is configured".to_owned() }
    }
}

/// How a refusal says why: of its own shape, or as a problem (RFC 9457) with a code.
#[derive(Deserialize)]
struct Refusal {
    code: String,
    #[serde(default, alias = "detail")]
    reason: String,
}

/// A refusal that speaks of the message is final; whatever may pass is tried again. A wrong key passes too: somebody
/// will set it right.
pub(super) fn read_answer(status: StatusCode, body: &[u8]) -> Answer {
    if status == StatusCode::OK {
        return Answer::Accepted;
    }
    let may_pass = matches!(
        status,
        StatusCode::UNAUTHORIZED
            | StatusCode::FORBIDDEN
            | StatusCode::NOT_FOUND
            | StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_EARLY
            | StatusCode::TOO_MANY_REQUESTS
    );
    match serde_json::from_slice::<Refusal>(body) {
        Ok(refusal) if status.is_client_error() && !may_pass => {
            let short = |text: String| text.chars().take(500).collect();
            Answer::Refused { code: short(refusal.code), reason: short(refusal.reason) }
        }
        _ => Answer::Silent { error: format!("status {}", status.as_u16()) },
    }
}

/// How long one attempt may take.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(status: u16, body: &str) -> Answer {
        read_answer(StatusCode::from_u16(status).expect("a status"), body.as_bytes())
    }

    #[test]
    fn tells_a_no_from_a_not_now() {
        assert_eq!(answer(200, r#"{"accepted":true}"#), Answer::Accepted);
        let refusal = r#"{"code":"business_rule","reason":"表计未建档"}"#;
        let refused =
            Answer::Refused { code: "business_rule".into(), reason: "表计未建档".into() };
        assert_eq!(answer(422, refusal), refused);
        assert_eq!(answer(409, refusal), refused);
        let problem =
            r#"{"type":"urn:x","status":422,"code":"business_rule","detail":"表计未建档"}"#;
        assert_eq!(answer(422, problem), refused);
        for passing in [401, 429, 500, 503] {
            assert!(matches!(answer(passing, refusal), Answer::Silent { .. }), "{passing}");
        }
        // Some proxy's page is nobody's refusal.
        assert!(matches!(answer(400, "<html>"), Answer::Silent { .. }));
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_panic(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..200)) {
            let status = StatusCode::from_u16(status).expect("a status");
            let _ = read_answer(status, &body);
        }
    }
}
