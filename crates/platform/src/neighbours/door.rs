//! One address of a neighbour that things are posted to.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

#[derive(Debug, Clone)]
pub(super) struct Door {
    client: Client<HttpConnector, Full<Bytes>>,
    address: Uri,
    authorization: Option<HeaderValue>,
    timeout: Duration,
}

/// An address or a key that nothing can be sent to or with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLink {
    #[error("must look like http://host:port")]
    Address,
    #[error("the key cannot be sent")]
    Key,
}

impl Door {
    /// `path` of the neighbour at `url`, where `key` is shown.
    pub(super) fn new(
        url: &str,
        path: &str,
        key: Option<&str>,
        timeout: Duration,
    ) -> Result<Self, BadLink> {
        let address: Uri =
            format!("{}{path}", url.trim_end_matches('/')).parse().map_err(|_| BadLink::Address)?;
        if address.scheme_str() != Some("http") || address.host().is_none() {
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
        Ok(Self { client, address, authorization, timeout })
    }

    /// Posts once; what went wrong on the way, in words.
    pub(super) async fn post(
        &self,
        headers: &[(&'static str, String)],
        body: &Value,
    ) -> Result<(StatusCode, Bytes), String> {
        match tokio::time::timeout(self.timeout, self.attempt(headers, body)).await {
            Ok(answered) => answered.map_err(|error| error.to_string()),
            Err(_) => Err("no answer in time".to_owned()),
        }
    }

    async fn attempt(
        &self,
        headers: &[(&'static str, String)],
        body: &Value,
    ) -> Result<(StatusCode, Bytes), Box<dyn std::error::Error + Send + Sync>> {
        let mut request =
            Request::post(self.address.clone()).header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        if let Some(authorization) = &self.authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let request = request.body(Full::from(serde_json::to_vec(body)?))?;
        let answer = self.client.request(request).await?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), ANSWER_LEN_MAX).collect().await?.to_bytes();
        Ok((status, body))
    }
}

/// Bytes of an answer that are read.
const ANSWER_LEN_MAX: usize = 64 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one() {
        let door = |url: &str, key| Door::new(url, "/results", key, Duration::from_secs(1));
        assert!(door("http://127.0.0.1:8720/", Some("key")).is_ok());
        for bad in ["127.0.0.1:8720", "https://m", "http://", "", "http://a b"] {
            assert_eq!(door(bad, None).err(), Some(BadLink::Address), "{bad}");
        }
        assert_eq!(door("http://m", Some("a\nb")).err(), Some(BadLink::Key));
    }
}
