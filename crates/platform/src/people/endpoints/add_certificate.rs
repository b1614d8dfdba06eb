//! `POST /api/v1/certificates`

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{
    CertificateChange, CertificateKept, KeepCertificate, NewCertificate,
};

/// Writes down that somebody has a certificate (登记证书).
#[utoipa::path(
    post,
    path = "/api/v1/certificates",
    operation_id = "addCertificate",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = NewCertificate,
    responses(
        (status = 200, body = CertificateKept),
        (status = 403, description = "another station's people", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn add_certificate(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<NewCertificate>,
) -> Result<Json<CertificateKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = CertificateChange::Add(request);
    let keep = KeepCertificate { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
