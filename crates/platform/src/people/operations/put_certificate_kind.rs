//! A kind of certificate that the organisation knows.

use async_trait::async_trait;
use platform_store::certificates::{self, KindRow};
use platform_store::{Command, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use vocabulary::Text;

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{Once, Problem, answer_once};

/// Writes a kind down, or its names anew.
pub struct PutCertificateKind {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub kind: CertificateKind,
}

/// A kind of certificate (证书种类): processes ask for it by its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "low_voltage_electrician",
    "name": { "zh": "低压电工作业证", "en": "Low-voltage electrician's licence" },
}))]
pub struct CertificateKind {
    /// 1 to 32 small letters, digits and underscores.
    pub kind: String,
    pub name: Text,
}

/// It is written.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct KindWritten {
    /// It is new, or has other names than before.
    pub changed: bool,
}

#[async_trait]
impl Command for PutCertificateKind {
    type Answer = KindWritten;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<KindWritten, Problem> {
        let request = ("put_certificate_kind", &self.kind);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.put(tx).await).await
    }
}

impl PutCertificateKind {
    async fn put(&self, tx: &mut Tx<'_>) -> Result<KindWritten, Problem> {
        let org = self.platform.org();
        let row = KindRow { kind: self.kind.kind.clone(), name: self.kind.name.clone() };
        if certificates::kinds(tx, org).await?.contains(&row) {
            return Ok(KindWritten { changed: false });
        }
        certificates::put_kind(tx, org, &row).await?;
        let (chain, body) = (Chain::Organisation, json!(self.kind));
        self.act.record(tx, org, &chain, "certificate_kind_written", body).await?;
        Ok(KindWritten { changed: true })
    }
}
