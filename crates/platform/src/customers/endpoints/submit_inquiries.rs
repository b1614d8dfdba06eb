//! `POST /sync/v1/inquiries`: a terminal hands in which customers were looked at without an order.

use access::{Action, Resource};
use axum::extract::State;
use sync::{INQUIRIES_MAX, InquiriesKept, InquiryBatch};

use crate::Platform;
use crate::audit::Act;
use crate::customers::operations::LogInquiries;
use crate::http::{Correlation, Json, Problem, ProblemBody, ProblemKind, SignedInTerminal};

/// Keeps inquiries, each once however often it comes, and gives the receipts.
#[utoipa::path(
    post,
    path = "/sync/v1/inquiries",
    operation_id = "submitInquiries",
    tag = "customers",
    security(("terminal" = [])),
    request_body = InquiryBatch,
    responses(
        (status = 200, body = InquiriesKept),
        (status = 422, description = "more than 200 at once", body = ProblemBody),
    ),
)]
pub async fn submit_inquiries(
    State(platform): State<Platform>,
    caller: SignedInTerminal,
    Correlation(correlation): Correlation,
    Json(batch): Json<InquiryBatch>,
) -> Result<Json<InquiriesKept>, Problem> {
    let (person, terminal) = (caller.person, caller.terminal);
    let own = Resource::in_organisation(platform.org()).of_terminal(terminal).of_person(person);
    caller.may(Action::LogInquiry, &own)?;
    if batch.inquiries.len() > INQUIRIES_MAX {
        let rule = format!("at most {INQUIRIES_MAX} inquiries at once");
        return Err(Problem::new(ProblemKind::Invalid, rule));
    }
    let act = Act { at: platform.clock().now(), actor: format!("person:{person}"), correlation };
    let inquiries = batch.inquiries;
    let log = LogInquiries { platform: platform.clone(), act, person, terminal, inquiries };
    Ok(Json(platform.store().write(log).await?))
}
