//! `GET /api/v1/certificates`

use axum::extract::State;
use forms::mask_id_no;
use platform_store::certificates::{self, CertificateRow, KindRow};
use serde::Serialize;
use time::{Date, Duration};
use utoipa::ToSchema;
use vocabulary::{CertificateId, Instant, PersonId, local_date};

use super::list_grids::OfStation;
use super::reach::narrow;
use crate::Platform;
use crate::http::{ConsoleCaller, Json, Problem, ProblemBody, ProblemKind, Query};
use crate::people::operations::CertificateKind;

/// The kinds that there are, and who has which.
#[derive(Debug, Serialize, ToSchema)]
pub struct Certificates {
    pub kinds: Vec<CertificateKind>,
    /// Of those who still work here; those that end first come first, at most 5,000.
    pub items: Vec<CertificateView>,
}

/// Somebody has a certificate.
#[derive(Debug, Serialize, ToSchema)]
pub struct CertificateView {
    pub certificate: CertificateId,
    pub person: PersonId,
    pub kind: String,
    /// Masked where it is long: many are the holder's identity number.
    pub number: String,
    pub issued_by: String,
    #[schema(value_type = String)]
    pub valid_from: Date,
    /// The last day on which it counts.
    #[schema(value_type = String)]
    pub valid_to: Date,
    /// It counts today.
    pub valid: bool,
    /// Days from today to the last one; negative when that is over.
    pub days_left: i64,
    pub withdrawn_at: Option<Instant>,
    pub withdrawn_for: Option<String>,
}

/// Lists the certificates of a station's people, or of all whom the caller sees.
#[utoipa::path(
    get,
    path = "/api/v1/certificates",
    operation_id = "listCertificates",
    tag = "people",
    security(("console" = [])),
    params(OfStation),
    responses((status = 200, body = Certificates), (status = 403, body = ProblemBody)),
)]
pub(in crate::people) async fn list_certificates(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<OfStation>,
) -> Result<Json<Certificates>, Problem> {
    let station = narrow(&platform, &caller, asked.station)?;
    let (org, now) = (platform.org(), platform.clock().now());
    let mut snapshot = platform.store().read().await?;
    let tx = &mut snapshot.tx();
    let kinds = certificates::kinds(tx, org).await?;
    let rows = certificates::list(tx, org, station, LISTED_MAX).await?;
    snapshot.finish().await?;
    let kinds = kinds.into_iter().map(|KindRow { kind, name }| CertificateKind { kind, name });
    let items = rows.into_iter().map(|row| view(row, now)).collect::<Option<_>>();
    let items = items.ok_or_else(|| Problem::new(ProblemKind::Internal, "a day without a date"))?;
    Ok(Json(Certificates { kinds: kinds.collect(), items }))
}

/// `None` when one of its days has no date.
fn view(row: CertificateRow, now: Instant) -> Option<CertificateView> {
    let valid_to = local_date(row.until)?.saturating_sub(Duration::DAY);
    let is_long = row.number.chars().count() > SHOWN_LEN_MAX;
    let (withdrawn_at, withdrawn_for) = row.withdrawn.unzip();
    Some(CertificateView {
        certificate: row.certificate,
        person: row.person,
        kind: row.kind,
        number: if is_long { mask_id_no(&row.number) } else { row.number },
        issued_by: row.issued_by,
        valid_from: local_date(row.from)?,
        valid_to,
        valid: row.from <= now && now < row.until && withdrawn_at.is_none(),
        days_left: (valid_to - local_date(now)?).whole_days(),
        withdrawn_at,
        withdrawn_for,
    })
}

const LISTED_MAX: u32 = 5_000;
const SHOWN_LEN_MAX: usize = 12;
