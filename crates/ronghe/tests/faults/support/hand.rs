//! A terminal in the test's own hands: what it sends and when is the test's decision.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use ronghe::bench::small_company::{PIN, Worker};
use ronghe::client::{Answer, Call, CallFault, Http};
use security_unit::{Context as Purpose, Pin, SigningToken as _, SoftwareCard};
use serde_json::{Value, json};
use sync::{
    Attached, Base, Captured, Kind, Operation, OperationBatch, OperationResults, OrderView, Outcome,
};
use vocabulary::{
    AttachmentId, Clock as _, Digest, OperationId, OutboxId, SystemClock, SystemEntropy,
};

/// A worker's session and card, without an agent between.
pub struct Hand {
    pub http: Http,
    worker: Worker,
    card: SoftwareCard,
    pub outbox: OutboxId,
    n: AtomicU64,
}

impl Hand {
    /// # Errors
    /// When the card does not open.
    pub fn of(worker: &Worker, platform_url: &str) -> anyhow::Result<Self> {
        let card = SoftwareCard::open(Arc::new(SystemEntropy), &worker.card_file)?;
        card.present_pin(&Pin::parse(PIN)?)?;
        let outbox = OutboxId::make(&SystemClock::new(), &SystemEntropy);
        let http = Http::new(platform_url);
        Ok(Self { http, worker: worker.clone(), card, outbox, n: AtomicU64::new(1) })
    }

    /// A request of the session.
    pub fn call(&self, method: Method, path: &str) -> Call {
        let bearer = format!("Bearer {}", self.worker.token);
        self.http.call(method, path).header("Authorization", &bearer)
    }

    pub fn token(&self) -> &str {
        &self.worker.token
    }

    /// Something done to the open stage of an order, signed.
    ///
    /// # Errors
    /// When the card does not sign.
    pub fn operation(&self, view: &OrderView, kind: Kind) -> anyhow::Result<Operation> {
        let clock = SystemClock::new();
        let stages = view.stages_in_order();
        let stage = stages.last().ok_or_else(|| anyhow::anyhow!("no stage is open"))?;
        let mut operation = Operation {
            op_id: OperationId::make(&clock, &SystemEntropy),
            outbox: self.outbox,
            n: self.n.fetch_add(1, Ordering::Relaxed),
            author: self.worker.person,
            terminal: self.worker.terminal,
            order: view.order,
            stage: stage.stage,
            base: Base::Stage { stage_rev: stage.stage_rev, generation: stage.generation },
            bundle_hash: view.bundle_hash,
            kind,
            form: None,
            to: None,
            captured: Captured {
                device_time: clock.now(),
                offset_micros: Some(0),
                monotonic_micros: 1,
                boot: 1,
                fed_at: view.fed_at,
            },
            body: json!({}),
            needs: Vec::new(),
            correlation: None,
            signature: None,
        };
        self.sign(&mut operation)?;
        Ok(operation)
    }

    /// # Errors
    /// When the card does not sign.
    pub fn sign(&self, operation: &mut Operation) -> anyhow::Result<()> {
        let message = Purpose::Operation.message(operation.digest()?.bytes());
        operation.signature = Some(hex::encode(self.card.sign(&message)?.bytes()));
        Ok(())
    }

    /// # Errors
    /// When nobody answers, or the request is refused whole.
    pub async fn send(&self, operations: &[Operation]) -> Result<Vec<Outcome>, CallFault> {
        let batch = OperationBatch { epoch: None, operations: operations.to_vec() };
        let answer = self.call(Method::POST, "/sync/v1/ops").json(&batch).send().await?;
        let results: OperationResults = answer.into_json()?;
        Ok(results.results.into_iter().map(|result| result.outcome).collect())
    }

    /// Sends a batch as it stands.
    ///
    /// # Errors
    /// When nobody answers; a refusal is an answer.
    pub async fn send_raw(&self, operations: &[Value]) -> Result<Answer, CallFault> {
        let batch = json!({ "operations": operations });
        self.call(Method::POST, "/sync/v1/ops").json(&batch).send().await
    }

    /// `Upload-Metadata` of a file of evidence.
    pub fn metadata(&self, view: &OrderView, file: &Attached) -> String {
        let stage = view.stages_in_order().last().map(|stage| stage.stage.to_string());
        let pairs = [
            ("attachment", file.attachment.to_string()),
            ("work_order", view.order.to_string()),
            ("stage", stage.unwrap_or_default()),
            ("sha256", file.sha256.to_string()),
            ("mime", file.mime.clone()),
            ("outbox", self.outbox.to_string()),
        ];
        let pairs = pairs.map(|(name, value)| format!("{name} {}", STANDARD.encode(value)));
        pairs.join(",")
    }

    /// Announces a file; gives where its bytes go.
    ///
    /// # Errors
    /// When nobody answers; a refusal is an answer.
    pub async fn announce(&self, view: &OrderView, file: &Attached) -> Result<Answer, CallFault> {
        let call = self.tus(Method::POST, "/sync/v1/files");
        let call = call.header("Upload-Length", &file.size.to_string());
        call.header("Upload-Metadata", &self.metadata(view, file)).send().await
    }

    /// Appends bytes to a file that was announced.
    ///
    /// # Errors
    /// When nobody answers; a refusal is an answer.
    pub async fn append(
        &self,
        attachment: AttachmentId,
        offset: u64,
        bytes: &[u8],
    ) -> Result<Answer, CallFault> {
        let call = self.tus(Method::PATCH, &format!("/sync/v1/files/{attachment}"));
        let call = call.header("Upload-Offset", &offset.to_string());
        call.bytes("application/offset+octet-stream", bytes.to_vec()).send().await
    }

    /// How many bytes of a file the platform has on disk.
    ///
    /// # Errors
    /// When it does not say.
    pub async fn offset(&self, attachment: AttachmentId) -> anyhow::Result<u64> {
        let path = format!("/sync/v1/files/{attachment}");
        let answer = self.tus(Method::HEAD, &path).send().await?;
        let offset = answer.headers.get("upload-offset").and_then(|value| value.to_str().ok());
        let offset = offset.and_then(|text| text.parse().ok());
        offset.with_context(|| format!("no offset: {answer:?}"))
    }

    pub fn tus(&self, method: Method, path: &str) -> Call {
        self.call(method, path).header("Tus-Resumable", "1.0.0")
    }
}

/// A file of evidence with that content.
pub fn evidence(content: &[u8]) -> Attached {
    Attached {
        attachment: AttachmentId::make(&SystemClock::new(), &SystemEntropy),
        sha256: Digest::of(content),
        size: content.len() as u64,
        mime: "image/jpeg".to_owned(),
    }
}
