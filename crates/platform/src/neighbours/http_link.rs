//! The way to a neighbour over HTTP.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Deserialize;
use serde_json::Value;
use vocabulary::CorrelationId;

use super::{Answer, NeighbourLink};

/// `POST <url>/results` of the marketing system.
#[derive(Debug, Clone)]
pub struct HttpLink {
    client: Client<HttpConnector, Full<Bytes>>,
    results: Uri,
    authorization: Option<HeaderValue>,
}

/// An address or a key that nothing can be sent to or with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLink {
    #[error("must look like http://host:port")]
    Address,
    #[error("the key cannot be sent")]
    Key,
}

/// How long one attempt may take.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);
/// Bytes of an answer that are read.
const ANSWER_LEN_MAX: usize = 64 << 10;

impl HttpLink {
    /// # Errors
    /// When address or key are none.
    pub fn new(url: &str, key: Option<&str>) -> Result<Self, BadLink> {
        let results: Uri = format!("{}/results", url.trim_end_matches('/'))
            .parse()
            .map_err(|_| BadLink::Address)?;
        if results.scheme_str() != Some("http") || results.host().is_none() {
            return Err(BadLink::Address);
        }
        let bearer = |key| {
            let mut value =
                HeaderValue::try_from(format!("Bearer {key}")).map_err(|_| BadLink::Key)?;
            value.set_sensitive(true);
            Ok(value)
        };
        let authorization = key.map(bearer).transpose()?;
        let client = Client::builder(TokioExecutor::new()).build_http();
        Ok(Self { client, results, authorization })
    }

    async fn attempt(
        &self,
        message: &str,
        correlation: CorrelationId,
        body: &Value,
    ) -> Result<Answer, Box<dyn std::error::Error + Send + Sync>> {
        let mut request = Request::post(self.results.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", message)
            .header("X-Correlation-Id", correlation.to_string());
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let request = request.body(Full::from(serde_json::to_vec(body)?))?;
        let answer = self.client.request(request).await?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), ANSWER_LEN_MAX).collect().await?.to_bytes();
        Ok(read_answer(status, &body))
    }
}

#[async_trait]
impl NeighbourLink for HttpLink {
    async fn hand_over(&self, message: &str, correlation: CorrelationId, body: &Value) -> Answer {
        let attempt = self.attempt(message, correlation, body);
        match tokio::time::timeout(ATTEMPT_TIMEOUT, attempt).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => Answer::Silent { error: error.to_string() },
            Err(_) => Answer::Silent { error: "no answer in time".to_owned() },
        }
    }
}

/// The way to nobody: messages wait until a neighbour is configured.
#[derive(Debug, Clone, Copy)]
pub struct NoLink;

#[async_trait]
impl NeighbourLink for NoLink {
    async fn hand_over(
        &self,
        _message: &str,
        _correlation: CorrelationId,
        _body: &Value,
    ) -> Answer {
        Answer::Silent { error: "no neighbour is configured".to_owned() }
    }
}

/// How a refusal says why.
#[derive(Deserialize)]
struct Refusal {
    code: String,
    #[serde(default)]
    reason: String,
}

/// A refusal that speaks of the message is final; whatever may pass is tried again. A wrong key passes too: somebody
/// will set it right.
fn read_answer(status: StatusCode, body: &[u8]) -> Answer {
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
        for passing in [401, 429, 500, 503] {
            assert!(matches!(answer(passing, refusal), Answer::Silent { .. }), "{passing}");
        }
        // Some proxy's page is nobody's refusal.
        assert!(matches!(answer(400, "<html>"), Answer::Silent { .. }));
    }

    #[test]
    fn an_address_is_one() {
        assert!(HttpLink::new("http://127.0.0.1:8720/", Some("key")).is_ok());
        for bad in ["127.0.0.1:8720", "https://m", "http://", "", "http://a b"] {
            assert_eq!(HttpLink::new(bad, None).err(), Some(BadLink::Address), "{bad}");
        }
        assert_eq!(HttpLink::new("http://m", Some("a\nb")).err(), Some(BadLink::Key));
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_panic(status in 100_u16..600, body in prop::collection::vec(any::<u8>(), 0..200)) {
            let status = StatusCode::from_u16(status).expect("a status");
            let _ = read_answer(status, &body);
        }
    }
}
