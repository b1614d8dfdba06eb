//! `POST /api/v1/processes`: deploys a bundle, or says everything that is wrong with it.

use std::collections::BTreeMap;

use access::{Action, Resource};
use axum::extract::State;
use serde::{Deserialize, Serialize};

use crate::Platform;
use crate::http::{ConsoleCaller, Correlation, IdempotencyKey, Json, Once, Problem};
use crate::orders::operations::{DeployProcess, Deployed, compile};
use crate::orders::order::Cause;

#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeployRequest {
    /// Path within the bundle to text: `process.bpmn`, `forms/acceptance.schema.json`, …
    pub files: BTreeMap<String, String>,
}

/// Deploys a process version; new orders go on with the active one until this is activated.
#[utoipa::path(
    post, path = "/api/v1/processes", operation_id = "deployProcess",
    request_body = DeployRequest, responses((status = 200, body = Deployed)),
)]
pub async fn deploy_process(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Correlation(correlation): Correlation,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<DeployRequest>,
) -> Result<Json<Deployed>, Problem> {
    caller.may(Action::DeployProcess, &Resource::in_organisation(platform.org()))?;
    let version = compile(&platform, request.files.clone())?;
    let at = platform.clock().now();
    let once = Once { org: platform.org(), person: caller.person, key, at };
    let cause = Cause { at, received_at: at, actor: caller.audit_name(), correlation };
    let deploy = DeployProcess {
        platform: platform.clone(),
        caller,
        cause,
        once,
        files: request.files,
        process: version.process().to_owned(),
        hash: version.hash,
        certificates: version.certificates(),
    };
    Ok(Json(platform.store().write(deploy).await?))
}
