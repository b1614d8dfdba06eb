//! `POST /api/v1/certificates/extend`

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{CertificateChange, CertificateKept, Extension, KeepCertificate};

/// Lets a certificate count longer (复审延期).
#[utoipa::path(
    post,
    path = "/api/v1/certificates/extend",
    operation_id = "extendCertificate",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = Extension,
    responses(
        (status = 200, body = CertificateKept),
        (status = 403, description = "another station's people", body = ProblemBody),
        (status = 404, description = "it is not there", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn extend_certificate(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<Extension>,
) -> Result<Json<CertificateKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = CertificateChange::Extend(request);
    let keep = KeepCertificate { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
