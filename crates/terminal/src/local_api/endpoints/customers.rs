//! Customers: found, opened for an order in hand, or looked at for a reason.

use axum::extract::State;
use serde::Deserialize;
use sync::InquiryReason;
use vocabulary::{CustomerNo, OrderId};

use super::Items;
use crate::agent::{CustomerShown, CustomersFound};
use crate::local_api::At;
use crate::local_api::extract::{Json, Path, Query};
use crate::local_api::problem::Problem;

#[derive(Deserialize)]
pub struct CustomersAsked {
    #[serde(default)]
    search: String,
}

#[derive(Deserialize)]
pub struct CardAsked {
    /// The order that it is opened for.
    order: Option<OrderId>,
}

#[derive(Deserialize)]
pub struct InquiryRequest {
    reason: String,
    note: Option<String>,
}

pub async fn search(
    State(at): State<At>,
    Query(asked): Query<CustomersAsked>,
) -> Result<Json<CustomersFound>, Problem> {
    Ok(Json(at.agent().search_customers(&asked.search).await?))
}

pub async fn read(
    State(at): State<At>,
    Path(customer_no): Path<CustomerNo>,
    Query(asked): Query<CardAsked>,
) -> Result<Json<CustomerShown>, Problem> {
    Ok(Json(at.agent().customer_of_order(&customer_no, asked.order).await?))
}

pub async fn inquire(
    State(at): State<At>,
    Path(customer_no): Path<CustomerNo>,
    Json(request): Json<InquiryRequest>,
) -> Result<Json<CustomerShown>, Problem> {
    let InquiryRequest { reason, note } = request;
    let shown = at.agent().inquire(&customer_no, &reason, note.as_deref()).await?;
    at.shared.wake.notify_one();
    Ok(Json(shown))
}

pub async fn reasons(State(at): State<At>) -> Json<Items<InquiryReason>> {
    Json(Items { items: at.agent().inquiry_reasons() })
}
