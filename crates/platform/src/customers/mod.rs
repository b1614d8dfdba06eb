//! Customers: what the marketing system knows of them, on the terminals of those who answer for them and in the office.
//!
//! The marketing system is the system of record; its records come in batches ([`operations::TakeCustomers`]) and an older
//! one never replaces a newer one. The customers of a transformer area are packed into one bundle under its hash
//! ([`jobs::pack_outdated`]), which the feed names to A and B of the area's grid and to nobody else. Whatever changes what
//! a bundle holds or who may see it says so with [`follow`], and the next run of the job looks after it. Looking at a
//! customer without an order is written down: at a desk with the look, on a terminal before it ([`operations::LogInquiries`]).

mod bundle;
mod endpoints;
pub mod jobs;
mod keepers;
mod keys;
mod masking;
pub mod operations;

use platform_store::{StoreFault, Tx, customers};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use vocabulary::OrganisationId;

pub use platform_store::customers::Changed;

use crate::Platform;

/// Lets the bundles of customers follow a change, in the transaction that makes it.
///
/// # Errors
/// When the database refuses.
pub async fn follow(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    changed: Changed<'_>,
) -> Result<(), StoreFault> {
    customers::outdate_those_of(tx, org, changed).await
}

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(endpoints::list_customers::list_customers))
        .routes(routes!(endpoints::read_customer::read_customer))
        .routes(routes!(endpoints::unmask_customer::unmask_customer))
        .routes(routes!(endpoints::list_inquiries::list_inquiries))
        .routes(routes!(endpoints::read_customer_bundle::read_customer_bundle))
        .routes(routes!(endpoints::submit_inquiries::submit_inquiries))
}
