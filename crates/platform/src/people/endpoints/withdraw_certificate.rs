//! `POST /api/v1/certificates/withdraw`

use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Problem, ProblemBody};
use crate::people::operations::{CertificateChange, CertificateKept, KeepCertificate, Withdrawal};

/// Takes a certificate away, for a reason (吊销): from now on it counts no more.
#[utoipa::path(
    post,
    path = "/api/v1/certificates/withdraw",
    operation_id = "withdrawCertificate",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(("Idempotency-Key" = String, Header)),
    request_body = Withdrawal,
    responses(
        (status = 200, body = CertificateKept),
        (status = 403, description = "another station's people", body = ProblemBody),
        (status = 404, description = "it is not there", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn withdraw_certificate(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Json(request): Json<Withdrawal>,
) -> Result<Json<CertificateKept>, Problem> {
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let change = CertificateChange::Withdraw(request);
    let keep = KeepCertificate { platform: platform.clone(), caller, act, once, change };
    Ok(Json(platform.store().write(keep).await?))
}
