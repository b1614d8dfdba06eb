//! One HTTP call and its answer.

use std::time::Duration;

use bytes::Bytes;
use http::request::Builder;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A server on this machine or behind it, spoken to over plain HTTP.
#[derive(Debug, Clone)]
pub struct Http {
    base: String,
    client: Client<HttpConnector, Full<Bytes>>,
}

/// A call that is being put together.
#[derive(Debug)]
pub struct Call {
    client: Client<HttpConnector, Full<Bytes>>,
    named: String,
    request: Builder,
    body: Bytes,
}

/// What came back, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    named: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Why a call gave nothing of use.
#[derive(Debug, thiserror::Error)]
pub enum CallFault {
    #[error("{call}: no answer within {seconds} s")]
    Silent { call: String, seconds: u64 },
    #[error("{call}: no connection")]
    Connection {
        call: String,
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error("{call}: {status} {code}: {detail}")]
    Refused { call: String, status: StatusCode, code: String, detail: String },
    #[error("{call}: the answer is not what was agreed")]
    Unreadable {
        call: String,
        #[source]
        cause: serde_json::Error,
    },
}

/// Bytes of an answer that are read, at most.
const ANSWER_LEN_MAX: usize = 512 << 20;
const TIMEOUT: Duration = Duration::from_secs(60);

impl Http {
    /// `base`: `http://host:port`.
    #[must_use]
    pub fn new(base: &str) -> Self {
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(Duration::from_secs(5))
            .build_http();
        Self { base: base.trim_end_matches('/').to_owned(), client }
    }

    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    #[must_use]
    pub fn call(&self, method: Method, path: &str) -> Call {
        let named = format!("{method} {path}");
        let request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        let client = self.client.clone();
        Call { client, named, request, body: Bytes::new() }
    }

    #[must_use]
    pub fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }
}

impl Call {
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    #[must_use]
    pub fn json(mut self, body: &impl Serialize) -> Self {
        // Only a map with other keys than text cannot be written, and no type of ours has one.
        self.body = serde_json::to_vec(body).unwrap_or_default().into();
        self.header(header::CONTENT_TYPE.as_str(), "application/json")
    }

    #[must_use]
    pub fn bytes(mut self, mime: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header(header::CONTENT_TYPE.as_str(), mime)
    }

    /// Sends it and reads the whole answer.
    ///
    /// # Errors
    /// When nobody answers; a refusal is an answer.
    pub async fn send(self) -> Result<Answer, CallFault> {
        let call = self.named.clone();
        match tokio::time::timeout(TIMEOUT, self.attempt()).await {
            Ok(answer) => answer,
            Err(_) => Err(CallFault::Silent { call, seconds: TIMEOUT.as_secs() }),
        }
    }

    async fn attempt(self) -> Result<Answer, CallFault> {
        let connection = |cause| CallFault::Connection { call: self.named.clone(), cause };
        let request = self.request.body(Full::new(self.body)).map_err(|e| connection(e.into()))?;
        let answer = self.client.request(request).await.map_err(|e| connection(e.into()))?;
        let (parts, body) = answer.into_parts();
        let body = Limited::new(body, ANSWER_LEN_MAX).collect().await.map_err(connection)?;
        let body = body.to_bytes();
        Ok(Answer { named: self.named, status: parts.status, headers: parts.headers, body })
    }
}

impl Answer {
    /// The answer, if it is a yes.
    ///
    /// # Errors
    /// A refusal with the code and the detail that its body gives.
    pub fn accepted(self) -> Result<Self, CallFault> {
        if self.status.is_success() {
            return Ok(self);
        }
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let word = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let mut detail = word("detail") + &word("reason");
        if !body["more"].is_null() {
            detail.push_str(&format!(" {}", body["more"]));
        }
        let (call, status) = (self.named, self.status);
        Err(CallFault::Refused { call, status, code: word("code"), detail })
    }

    /// What the body says.
    ///
    /// # Errors
    /// When it is a refusal, or other JSON than `T`.
    pub fn into_json<T: DeserializeOwned>(self) -> Result<T, CallFault> {
        let answer = self.accepted()?;
        // An answer without a body says nothing, which is a word in JSON too.
        let text: &[u8] = if answer.body.is_empty() { b"null" } else { &answer.body };
        serde_json::from_slice(text)
            .map_err(|cause| CallFault::Unreadable { call: answer.named, cause })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            named: "GET /x".into(),
            status: StatusCode::from_u16(status).expect("a status"),
            headers: HeaderMap::new(),
            body: Bytes::copy_from_slice(body.as_bytes()),
        }
    }

    #[test]
    fn a_problem_becomes_a_readable_refusal() {
        let body = r#"{"code":"conflict","detail":"the name is taken","more":{"login":"li"}}"#;
        let fault = answer(409, body).into_json::<serde_json::Value>().unwrap_err();
        let text = fault.to_string();
        assert_eq!(text, r#"GET /x: 409 Conflict conflict: the name is taken {"login":"li"}"#);
    }

    #[test]
    fn an_empty_yes_says_nothing() {
        assert_eq!(answer(204, "").into_json::<Option<u32>>().unwrap(), None);
        assert!(matches!(answer(200, "x").into_json::<u32>(), Err(CallFault::Unreadable { .. })));
    }
}
