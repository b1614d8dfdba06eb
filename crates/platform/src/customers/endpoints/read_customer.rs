//! `GET /api/v1/customers/{customer_no}`: a customer's card, personal data masked.

use access::Action;
use async_trait::async_trait;
use axum::extract::State;
use platform_store::{Command, Tx};
use serde_json::json;
use vocabulary::CustomerNo;

use super::customer_file::{CustomerFile, open};
use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{ConsoleCaller, Correlation, Json, Path, Problem, ProblemBody};

/// Opens a customer's card (用户卡片); the look is written into the audit.
#[utoipa::path(
    get,
    path = "/api/v1/customers/{customer_no}",
    operation_id = "readCustomer",
    tag = "customers",
    security(("console" = [])),
    params(("customer_no" = String, Path, example = "1302000101")),
    responses(
        (status = 200, body = CustomerFile),
        (status = 403, description = "another station's", body = ProblemBody),
        (status = 404, body = ProblemBody),
    ),
)]
pub async fn read_customer(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Correlation(correlation): Correlation,
    Path(customer_no): Path<CustomerNo>,
) -> Result<Json<CustomerFile>, Problem> {
    let act = Act { at: platform.clock().now(), actor: caller.audit_name(), correlation };
    let read = Read { platform: platform.clone(), caller, act, customer_no };
    Ok(Json(platform.store().write(read).await?))
}

struct Read {
    platform: Platform,
    caller: ConsoleCaller,
    act: Act,
    customer_no: CustomerNo,
}

#[async_trait]
impl Command for Read {
    type Answer = CustomerFile;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<CustomerFile, Problem> {
        let action = Action::ReadCustomer;
        let file = open(&self.platform, tx, &self.caller, &self.customer_no, action).await?;
        let chain = Chain::Customer(self.customer_no.clone());
        self.act.record(tx, self.platform.org(), &chain, "customer_read", json!({})).await?;
        Ok(file)
    }
}
