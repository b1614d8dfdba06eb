//! The platform, as the stand-ins reach it.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use neighbour_sims::Delivery;
use neighbour_sims::marketing::{Outgoing, OutgoingCustomers};
use serde::Serialize;
use uuid::Uuid;

use crate::key::Key;

#[derive(Debug, Clone)]
pub struct Platform {
    client: Client<HttpConnector, Full<Bytes>>,
    base: String,
    authorization: HeaderValue,
}

impl Platform {
    /// `section` is where address and key were configured.
    pub fn new(section: &str, base: &str, key: &Key) -> anyhow::Result<Self> {
        let base = base.trim_end_matches('/').to_owned();
        let uri = base.parse::<Uri>();
        let uri = uri.with_context(|| format!("{section}.platform: {base} is no address"))?;
        ensure!(
            uri.scheme_str() == Some("http") && uri.host().is_some(),
            "{section}.platform: {base} must look like http://host:port"
        );
        let authorization =
            key.bearer().with_context(|| format!("{section}.platform_key cannot be sent"))?;
        let client = Client::builder(TokioExecutor::new()).build_http();
        Ok(Self { client, base, authorization })
    }

    /// Sends a message once. Whatever goes wrong on the way is a reason to come again.
    pub async fn deliver(&self, outgoing: &Outgoing) -> Delivery {
        let Outgoing { correlation, message, .. } = outgoing;
        self.post(MESSAGES_PATH, *correlation, message).await
    }

    /// Sends a batch of customers once, in the same way.
    pub async fn deliver_customers(&self, outgoing: &OutgoingCustomers) -> Delivery {
        let OutgoingCustomers { correlation, message, .. } = outgoing;
        self.post(CUSTOMERS_PATH, *correlation, message).await
    }

    /// Sends something to one of the platform's paths once, in the same way.
    pub async fn post(&self, path: &str, correlation: Uuid, message: &impl Serialize) -> Delivery {
        let attempt = self.attempt(path, correlation, message);
        match tokio::time::timeout(ATTEMPT_TIMEOUT, attempt).await {
            Ok(Ok(delivery)) => delivery,
            Ok(Err(fault)) => Delivery::ComeAgain { why: format!("{fault:#}") },
            Err(_) => Delivery::ComeAgain { why: "no answer in time".to_owned() },
        }
    }

    async fn attempt(
        &self,
        path: &str,
        correlation: Uuid,
        message: &impl Serialize,
    ) -> anyhow::Result<Delivery> {
        let body = serde_json::to_vec(message)?;
        let request = Request::post(format!("{}{path}", self.base))
            .header(header::AUTHORIZATION, &self.authorization)
            .header(header::CONTENT_TYPE, "application/json")
            .header("X-Correlation-Id", correlation.to_string())
            .body(Full::from(body))?;
        let answer = self.client.request(request).await?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), ANSWER_LEN_MAX).collect().await;
        let body = body.map_err(|cause| anyhow::anyhow!("answer {status} unreadable: {cause}"))?;
        Ok(Delivery::of_answer(status, &body.to_bytes()))
    }
}

const MESSAGES_PATH: &str = "/neighbours/v1/marketing/messages";
const CUSTOMERS_PATH: &str = "/neighbours/v1/marketing/customers";
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(20);
/// A batch of tasks is answered line by line.
const ANSWER_LEN_MAX: usize = 256 << 10;
