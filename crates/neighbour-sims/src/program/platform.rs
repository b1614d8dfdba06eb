//! The platform, as the marketing system reaches it.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use neighbour_sims::marketing::{Delivery, Outgoing};

use crate::key::Key;

#[derive(Debug, Clone)]
pub struct Platform {
    client: Client<HttpConnector, Full<Bytes>>,
    messages: Uri,
    authorization: HeaderValue,
}

impl Platform {
    pub fn new(base: &str, key: Key) -> anyhow::Result<Self> {
        let messages: Uri = format!("{}{MESSAGES_PATH}", base.trim_end_matches('/'))
            .parse()
            .with_context(|| format!("marketing.platform: {base} is no address"))?;
        ensure!(
            messages.scheme_str() == Some("http") && messages.host().is_some(),
            "marketing.platform: {base} must look like http://host:port"
        );
        let authorization = key.bearer().context("marketing.platform_key cannot be sent")?;
        let client = Client::builder(TokioExecutor::new()).build_http();
        Ok(Self { client, messages, authorization })
    }

    /// Sends a message once. Whatever goes wrong on the way is a reason to come again.
    pub async fn deliver(&self, outgoing: &Outgoing) -> Delivery {
        match tokio::time::timeout(ATTEMPT_TIMEOUT, self.attempt(outgoing)).await {
            Ok(Ok(delivery)) => delivery,
            Ok(Err(fault)) => Delivery::ComeAgain { why: format!("{fault:#}") },
            Err(_) => Delivery::ComeAgain { why: "no answer in time".to_owned() },
        }
    }

    async fn attempt(&self, outgoing: &Outgoing) -> anyhow::Result<Delivery> {
        let body = serde_json::to_vec(&outgoing.message)?;
        let request = Request::post(self.messages.clone())
            .header(header::AUTHORIZATION, &self.authorization)
            .header(header::CONTENT_TYPE, "application/json")
            .header("X-Correlation-Id", outgoing.correlation.to_string())
            .body(Full::from(body))?;
        let answer = self.client.request(request).await?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), ANSWER_LEN_MAX).collect().await;
        let body = body.map_err(|cause| anyhow::anyhow!("answer {status} unreadable: {cause}"))?;
        Ok(Delivery::of_answer(status, &body.to_bytes()))
    }
}

const MESSAGES_PATH: &str = "/neighbours/v1/marketing/messages";
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);
const ANSWER_LEN_MAX: usize = 64 << 10;
