//! `POST /api/v1/customers/{customer_no}/unmask`: a customer's personal data in full, for a reason that is written down.

use access::Action;
use async_trait::async_trait;
use axum::extract::State;
use platform_store::inquiries::{self, InquiryRow};
use platform_store::{Command, Tx};
use serde_json::json;
use vocabulary::{CustomerNo, InquiryId};

use super::customer_file::{CustomerFile, open};
use crate::Platform;
use crate::audit::{Act, Chain};
use crate::http::{
    ConsoleCaller, ConsoleCommand, Json, Once, Path, Problem, ProblemBody, Reason, answer_once,
};

/// Opens a customer's card unmasked; it stands among the inquiries.
#[utoipa::path(
    post,
    path = "/api/v1/customers/{customer_no}/unmask",
    operation_id = "unmaskCustomer",
    tag = "customers",
    security(("console" = [], "csrf" = [])),
    params(
        ("customer_no" = String, Path, example = "1302000101"),
        ("Idempotency-Key" = String, Header),
    ),
    request_body = Reason,
    responses(
        (status = 200, body = CustomerFile),
        (status = 403, description = "another station's", body = ProblemBody),
        (status = 404, body = ProblemBody),
    ),
)]
pub async fn unmask_customer(
    State(platform): State<Platform>,
    command: ConsoleCommand,
    Path(customer_no): Path<CustomerNo>,
    Json(reason): Json<Reason>,
) -> Result<Json<CustomerFile>, Problem> {
    let reason = reason.into_text()?;
    let act = command.act();
    let (caller, once) = (command.caller, command.once);
    let inquiry = InquiryId::make(platform.clock(), platform.entropy());
    let platform_of = platform.clone();
    let unmask = Unmask { platform: platform_of, caller, act, once, inquiry, customer_no, reason };
    Ok(Json(platform.store().write(unmask).await?))
}

struct Unmask {
    platform: Platform,
    caller: ConsoleCaller,
    act: Act,
    once: Once,
    inquiry: InquiryId,
    customer_no: CustomerNo,
    reason: String,
}

#[async_trait]
impl Command for Unmask {
    type Answer = CustomerFile;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<CustomerFile, Problem> {
        let action = Action::UnmaskPersonalData;
        let file = open(&self.platform, tx, &self.caller, &self.customer_no, action).await?;
        // That it was asked is remembered, not the data: an answer is kept in clear.
        let asked = ("unmask_customer", &self.customer_no, &self.reason);
        answer_once(tx, &self.once, &asked, async |tx: &mut Tx<'_>| self.note(tx).await).await?;
        Ok(file)
    }
}

impl Unmask {
    async fn note(&self, tx: &mut Tx<'_>) -> Result<(), Problem> {
        let org = self.platform.org();
        let row = InquiryRow {
            inquiry: self.inquiry,
            at: self.act.at,
            received_at: self.act.at,
            person: self.caller.person,
            terminal: None,
            customer_no: self.customer_no.clone(),
            reason: AT_A_DESK.to_owned(),
            note: Some(self.reason.clone()),
            in_scope: true,
        };
        inquiries::insert(tx, org, &row).await?;
        let chain = Chain::Customer(self.customer_no.clone());
        let body = json!({ "inquiry": self.inquiry, "reason": self.reason });
        Ok(self.act.record(tx, org, &chain, "customer_unmasked", body).await?)
    }
}

/// A desk gives its reason in words.
const AT_A_DESK: &str = "desk";
