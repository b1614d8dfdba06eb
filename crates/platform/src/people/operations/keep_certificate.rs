//! Somebody gets a certificate, has it extended, or loses it.

use access::{Action, Resource};
use async_trait::async_trait;
use platform_store::certificates::{self, CertificateRow};
use platform_store::{Command, Tx, people};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::Date;
use utoipa::ToSchema;
use vocabulary::{CertificateId, PersonId, local_midnight};

use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{ConsoleCaller, Once, Problem, ProblemKind, answer_once};

/// Writes down what becomes of a certificate.
pub struct KeepCertificate {
    pub platform: Platform,
    pub caller: ConsoleCaller,
    pub act: Act,
    pub once: Once,
    pub change: CertificateChange,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum CertificateChange {
    Add(NewCertificate),
    Extend(Extension),
    Withdraw(Withdrawal),
}

/// A certificate that somebody has got (证书).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "person": "019a0000-0000-7000-8000-000000000099", "kind": "low_voltage_electrician",
    "number": "T130203198001011234", "issued_by": "应急管理局", "valid_from": "2026-01-01",
    "valid_to": "2028-12-31",
}))]
pub struct NewCertificate {
    pub person: PersonId,
    /// One of the organisation's kinds.
    pub kind: String,
    pub number: String,
    pub issued_by: String,
    #[schema(value_type = String)]
    pub valid_from: Date,
    /// The last day on which it counts.
    #[schema(value_type = String)]
    pub valid_to: Date,
}

/// A certificate counts longer: it was checked again (复审).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "certificate": "019a0000-0000-7000-8000-000000000099", "valid_to": "2031-12-31",
}))]
pub struct Extension {
    pub certificate: CertificateId,
    /// The last day on which it counts from now on.
    #[schema(value_type = String)]
    pub valid_to: Date,
}

/// A certificate counts no more (吊销).
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "certificate": "019a0000-0000-7000-8000-000000000099", "reason": "证书作废",
}))]
pub struct Withdrawal {
    pub certificate: CertificateId,
    pub reason: String,
}

/// Which certificate it is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
pub struct CertificateKept {
    pub certificate: CertificateId,
}

#[async_trait]
impl Command for KeepCertificate {
    type Answer = CertificateKept;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<CertificateKept, Problem> {
        let request = ("keep_certificate", &self.change);
        answer_once(tx, &self.once, &request, async |tx: &mut Tx<'_>| self.keep(tx).await).await
    }
}

impl KeepCertificate {
    async fn keep(&self, tx: &mut Tx<'_>) -> Result<CertificateKept, Problem> {
        // Whoever keeps none is not told whom there is.
        access::reach(&self.caller.actor, Action::KeepCertificates)?;
        let (row, kind) = match &self.change {
            CertificateChange::Add(new) => (self.added(tx, new).await?, "certificate_added"),
            CertificateChange::Extend(extension) => {
                (self.extended(tx, extension).await?, "certificate_extended")
            }
            CertificateChange::Withdraw(withdrawal) => {
                (self.withdrawn(tx, withdrawal).await?, "certificate_withdrawn")
            }
        };
        let org = self.platform.org();
        certificates::put(tx, org, &row).await?;
        // Its number is the holder's own business; the chain holds which one it was.
        let body = json!({
            "certificate": row.certificate, "person": row.person, "kind": row.kind,
            "from": row.from, "until": row.until,
            "reason": row.withdrawn.as_ref().map(|(_, reason)| reason),
        });
        self.act.record(tx, org, &Chain::Organisation, kind, body).await?;
        Ok(CertificateKept { certificate: row.certificate })
    }

    async fn added(
        &self,
        tx: &mut Tx<'_>,
        new: &NewCertificate,
    ) -> Result<CertificateRow, Problem> {
        self.check(tx, new.person).await?;
        let kinds = certificates::kinds(tx, self.platform.org()).await?;
        if !kinds.iter().any(|row| row.kind == new.kind) {
            return Err(invalid("没有这种证书，请管理员先登记证书种类"));
        }
        let (number, issued_by) = (new.number.trim(), new.issued_by.trim());
        if !(1..=NUMBER_LEN_MAX).contains(&number.chars().count()) {
            return Err(invalid("证书编号为 1 至 50 个字符"));
        }
        if !(1..=ISSUER_LEN_MAX).contains(&issued_by.chars().count()) {
            return Err(invalid("发证机关为 1 至 100 个字符"));
        }
        if new.valid_to < new.valid_from {
            return Err(invalid("有效期止应不早于有效期起"));
        }
        Ok(CertificateRow {
            certificate: CertificateId::make(self.platform.clock(), self.platform.entropy()),
            person: new.person,
            kind: new.kind.clone(),
            number: number.to_owned(),
            issued_by: issued_by.to_owned(),
            from: local_midnight(new.valid_from),
            until: local_midnight(new.valid_to.saturating_add(time::Duration::DAY)),
            withdrawn: None,
        })
    }

    async fn extended(
        &self,
        tx: &mut Tx<'_>,
        extension: &Extension,
    ) -> Result<CertificateRow, Problem> {
        let row = self.found(tx, extension.certificate).await?;
        let until = local_midnight(extension.valid_to.saturating_add(time::Duration::DAY));
        if until <= row.until {
            return Err(invalid("新的有效期止应晚于原有效期"));
        }
        Ok(CertificateRow { until, ..row })
    }

    async fn withdrawn(
        &self,
        tx: &mut Tx<'_>,
        withdrawal: &Withdrawal,
    ) -> Result<CertificateRow, Problem> {
        let row = self.found(tx, withdrawal.certificate).await?;
        let reason = withdrawal.reason.trim();
        if !(2..=REASON_LEN_MAX).contains(&reason.chars().count()) {
            return Err(invalid("请填写原因，2 至 200 字"));
        }
        Ok(CertificateRow { withdrawn: Some((self.act.at, reason.to_owned())), ..row })
    }

    /// A certificate that still counts, of somebody whom the caller keeps certificates for.
    async fn found(
        &self,
        tx: &mut Tx<'_>,
        certificate: CertificateId,
    ) -> Result<CertificateRow, Problem> {
        let found = certificates::find(tx, self.platform.org(), certificate).await?;
        let row = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这本证书"))?;
        self.check(tx, row.person).await?;
        if row.withdrawn.is_some() {
            return Err(Problem::new(ProblemKind::Gone, "证书已吊销"));
        }
        Ok(row)
    }

    /// Whoever keeps certificates keeps those of his own station's people.
    async fn check(&self, tx: &mut Tx<'_>, person: PersonId) -> Result<(), Problem> {
        let org = self.platform.org();
        let found = people::person(tx, org, person).await?;
        let found = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, "没有这个人员"))?;
        let mut resource = Resource::in_organisation(org);
        if let Some(station) = found.station {
            resource = resource.at_station(station);
        }
        self.caller.may(Action::KeepCertificates, &resource)?;
        Ok(())
    }
}

fn invalid(detail: &str) -> Problem {
    Problem::new(ProblemKind::Invalid, detail)
}

const NUMBER_LEN_MAX: usize = 50;
const ISSUER_LEN_MAX: usize = 100;
const REASON_LEN_MAX: usize = 200;
