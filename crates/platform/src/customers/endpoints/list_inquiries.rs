//! `GET /api/v1/inquiries`: who looked at which customer without an order, and why.

use std::collections::BTreeMap;

use access::{Action, Resource};
use axum::extract::State;
use platform_store::inquiries::{self, InquiryFilter, InquiryRow};
use platform_store::people::PersonRow;
use platform_store::{ListPlace, people};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{CustomerNo, InquiryId, Instant, PersonId, TerminalId};

use crate::Platform;
use crate::http::{ConsoleCaller, Json, Page, Problem, ProblemBody, Query};

/// Which inquiries.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct InquiriesAsked {
    /// Of one customer.
    #[param(value_type = Option<String>)]
    pub customer_no: Option<CustomerNo>,
    /// By one person.
    #[param(value_type = Option<String>)]
    pub person: Option<PersonId>,
    /// For this reason, by its code.
    pub reason: Option<String>,
    /// Heard of from then on.
    pub from: Option<Instant>,
    /// And before.
    pub before: Option<Instant>,
    /// The `next` of the page before.
    #[param(value_type = Option<String>)]
    pub after: Option<ListPlace>,
    /// Inquiries, at most; 50 unless told, never more than 200.
    pub limit: Option<u32>,
}

/// A look at a customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct InquiryView {
    pub inquiry: InquiryId,
    /// By the clock of where it was made.
    pub at: Instant,
    pub received_at: Instant,
    pub person: PersonId,
    pub person_name: String,
    pub staff_no: String,
    /// None at a desk.
    pub terminal: Option<TerminalId>,
    pub customer_no: CustomerNo,
    /// A code of the list of reasons; `desk` where the note says it in words.
    pub reason: String,
    pub note: Option<String>,
    /// The customer was in his scope when the platform heard of it.
    pub in_scope: bool,
}

/// Lists inquiries, the newest first.
#[utoipa::path(
    get,
    path = "/api/v1/inquiries",
    operation_id = "listInquiries",
    tag = "customers",
    security(("console" = [])),
    params(InquiriesAsked),
    responses(
        (status = 200, body = Page<InquiryView>),
        (status = 403, description = "only security officers", body = ProblemBody),
    ),
)]
pub async fn list_inquiries(
    State(platform): State<Platform>,
    caller: ConsoleCaller,
    Query(asked): Query<InquiriesAsked>,
) -> Result<Json<Page<InquiryView>>, Problem> {
    let org = platform.org();
    caller.may(Action::ListInquiries, &Resource::in_organisation(org))?;
    let limit = asked.limit.unwrap_or(LIMIT_DEFAULT).clamp(1, LIMIT_MAX);
    let after = asked.after.unwrap_or(ListPlace::NEWEST);
    let mut snapshot = platform.store().read().await?;
    let InquiriesAsked { customer_no, person, reason, from, before, .. } = asked;
    let filter = InquiryFilter { customer_no, person, reason, from, before };
    let rows = inquiries::list(&mut snapshot.tx(), org, &filter, after, limit + 1).await?;
    let mut names: BTreeMap<PersonId, PersonRow> = BTreeMap::new();
    for row in &rows {
        if !names.contains_key(&row.person)
            && let Some(person) = people::person(&mut snapshot.tx(), org, row.person).await?
        {
            names.insert(row.person, person);
        }
    }
    snapshot.finish().await?;
    let place = |row: &InquiryRow| ListPlace::new(row.received_at, row.inquiry.uuid()).to_string();
    let page = Page::cut(rows, limit, place);
    let items = page.items.into_iter().map(|row| view(row, &names)).collect();
    Ok(Json(Page { items, next: page.next }))
}

fn view(row: InquiryRow, names: &BTreeMap<PersonId, PersonRow>) -> InquiryView {
    let person = names.get(&row.person);
    InquiryView {
        inquiry: row.inquiry,
        at: row.at,
        received_at: row.received_at,
        person: row.person,
        person_name: person.map(|person| person.name.clone()).unwrap_or_default(),
        staff_no: person.map(|person| person.staff_no.clone()).unwrap_or_default(),
        terminal: row.terminal,
        customer_no: row.customer_no,
        reason: row.reason,
        note: row.note,
        in_scope: row.in_scope,
    }
}

const LIMIT_DEFAULT: u32 = 50;
const LIMIT_MAX: u32 = 200;
