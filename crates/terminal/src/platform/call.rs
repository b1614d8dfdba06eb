//! Sending a request and reading what came back.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vocabulary::{CorrelationId, Text};

use crate::transport::{Request, Response, Transport, TransportFault};

/// The platform behind a transport.
#[derive(Clone)]
pub struct Platform {
    transport: Arc<dyn Transport>,
    /// Goes with every request.
    correlation: Option<CorrelationId>,
}

/// Why a call gave no answer that can be worked with.
#[derive(Debug, thiserror::Error)]
pub enum CallFault {
    #[error("the platform was not reached")]
    Transport(#[from] TransportFault),
    /// 401: nobody is signed in, or not any more.
    #[error("the platform wants a new sign-in")]
    SignInNeeded,
    /// 403: card, person or terminal has lost its rights.
    #[error("the platform refuses this person, card or terminal: {code}")]
    Forbidden { code: String, detail: String },
    /// 404 or 410.
    #[error("the platform does not have it, or no longer: {code}")]
    Gone { code: String, detail: String },
    /// 429, 502, 503, 504, 507: come back in a moment.
    #[error("the platform is busy")]
    Busy { retry_after_s: u32 },
    /// Any other refusal; sending the same again will not help.
    #[error("the platform refused the request: {status} {code}")]
    Refused { status: u16, code: String, detail: String, more: Value },
    /// Nothing was sent that the terminal would have had to sign.
    #[error("the terminal cannot prove who it is: {}", .why.en)]
    NoIdentity { why: Text },
    #[error("the answer is not what was asked for")]
    BadAnswer,
}

impl Platform {
    #[must_use]
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        Self { transport, correlation: None }
    }

    /// The same platform; what is asked of it this way carries the id of whatever it is asked for.
    #[must_use]
    pub fn under(&self, correlation: CorrelationId) -> Self {
        Self { transport: Arc::clone(&self.transport), correlation: Some(correlation) }
    }

    /// Posts JSON and reads JSON.
    ///
    /// # Errors
    /// Every answer but a 2xx, and an answer that is no `A`.
    pub async fn post<B: Serialize + Sync, A: DeserializeOwned>(
        &self,
        token: Option<&str>,
        path: &str,
        body: &B,
    ) -> Result<A, CallFault> {
        let body = serde_json::to_vec(body).map_err(|_| CallFault::BadAnswer)?;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let response = self.send(token, Method::POST, path, headers, body.into()).await?;
        read(&response)
    }

    /// Gets JSON.
    ///
    /// # Errors
    /// As [`Platform::post`].
    pub async fn get<A: DeserializeOwned>(
        &self,
        token: Option<&str>,
        path: &str,
    ) -> Result<A, CallFault> {
        let response = self.send(token, Method::GET, path, HeaderMap::new(), Bytes::new()).await?;
        read(&response)
    }

    /// Sends a request and gives back a response that is a 2xx.
    ///
    /// # Errors
    /// Every other answer.
    pub async fn send(
        &self,
        token: Option<&str>,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Response, CallFault> {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().map_err(|_| CallFault::BadAnswer)?;
        *request.headers_mut() = headers;
        if let Some(token) = token {
            let bearer = HeaderValue::try_from(format!("Bearer {token}"));
            request.headers_mut().insert(AUTHORIZATION, bearer.map_err(|_| CallFault::BadAnswer)?);
        }
        if let Some(correlation) = self.correlation {
            let id = HeaderValue::try_from(correlation.to_string());
            request.headers_mut().insert(CORRELATION, id.map_err(|_| CallFault::BadAnswer)?);
        }
        let response = self.transport.send(request).await?;
        if response.status().is_success() {
            return Ok(response);
        }
        Err(refusal(&response))
    }
}

/// What of a problem the terminal acts on or shows.
#[derive(Default, Deserialize)]
struct ProblemTold {
    code: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    more: Value,
}

fn read<A: DeserializeOwned>(response: &Response) -> Result<A, CallFault> {
    serde_json::from_slice(response.body()).map_err(|_| CallFault::BadAnswer)
}

fn refusal(response: &Response) -> CallFault {
    let told = serde_json::from_slice::<ProblemTold>(response.body()).unwrap_or_default();
    let ProblemTold { code, detail, more } = told;
    match response.status() {
        StatusCode::UNAUTHORIZED => CallFault::SignInNeeded,
        StatusCode::FORBIDDEN => CallFault::Forbidden { code, detail },
        StatusCode::NOT_FOUND | StatusCode::GONE => CallFault::Gone { code, detail },
        StatusCode::TOO_MANY_REQUESTS
        | StatusCode::BAD_GATEWAY
        | StatusCode::SERVICE_UNAVAILABLE
        | StatusCode::GATEWAY_TIMEOUT
        | StatusCode::INSUFFICIENT_STORAGE => {
            let header = response.headers().get(RETRY_AFTER);
            let seconds = header.and_then(|value| value.to_str().ok()?.parse().ok());
            CallFault::Busy { retry_after_s: seconds.unwrap_or(RETRY_AFTER_S_DEFAULT) }
        }
        status => CallFault::Refused { status: status.as_u16(), code, detail, more },
    }
}

const CORRELATION: HeaderName = HeaderName::from_static("x-correlation-id");
const RETRY_AFTER_S_DEFAULT: u32 = 10;
