//! `PUT /api/v1/certificate-kinds/{kind}`

use access::{Action, Resource};
use axum::extract::State;

use crate::Platform;
use crate::http::{ConsoleCommand, Json, Path, Problem, ProblemBody, ProblemKind};
use crate::people::operations::{CertificateKind, KindWritten, PutCertificateKind};

/// Writes a kind of certificate down: from then on people have it and processes ask for it.
#[utoipa::path(
    put,
    path = "/api/v1/certificate-kinds/{kind}",
    operation_id = "putCertificateKind",
    tag = "people",
    security(("console" = [], "csrf" = [])),
    params(
        ("kind" = String, Path, example = "low_voltage_electrician"),
        ("Idempotency-Key" = String, Header),
    ),
    request_body = CertificateKind,
    responses(
        (status = 200, body = KindWritten),
        (status = 403, description = "only administrators", body = ProblemBody),
        (status = 422, description = "what is wrong", body = ProblemBody),
    ),
)]
pub(in crate::people) async fn put_certificate_kind(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(path): Path<String>,
    Json(kind): Json<CertificateKind>,
) -> Result<Json<KindWritten>, Problem> {
    command.may(Action::ManageOrganisation, &Resource::in_organisation(platform.org()))?;
    check(&path, &kind)?;
    let (act, once) = (command.act(), command.once);
    let put = PutCertificateKind { platform: platform.clone(), act, once, kind };
    Ok(Json(platform.store().write(put).await?))
}

fn check(path: &str, CertificateKind { kind, name }: &CertificateKind) -> Result<(), Problem> {
    let invalid = |detail: &str| Err(Problem::new(ProblemKind::Invalid, detail));
    if path != kind {
        return invalid("path and body name two kinds");
    }
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !(1..=32).contains(&kind.len()) || !kind.bytes().all(is_plain) {
        return invalid("证书种类代码为 1 至 32 个小写字母、数字或下划线");
    }
    let is_name = |name: &str| (1..=60).contains(&name.trim().chars().count());
    if !is_name(&name.zh) || !is_name(&name.en) {
        return invalid("证书种类的中文名和英文名为 1 至 60 个字符");
    }
    Ok(())
}
