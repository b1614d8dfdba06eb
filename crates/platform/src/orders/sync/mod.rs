//! The sync endpoints: the feed down, operations and drafts up, receipts, and what is needed after a restore.

mod cursors;
mod feed;
mod keep_drafts;
mod read_bundle;
mod receipts;
mod reoffer;
mod submit_operations;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use cursors::Cursors;
pub use submit_operations::take_all;

use crate::Platform;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(feed::feed))
        .routes(routes!(read_bundle::read_bundle))
        .routes(routes!(submit_operations::submit_operations))
        .routes(routes!(keep_drafts::keep_drafts))
        .routes(routes!(receipts::receipts))
        .routes(routes!(reoffer::reoffer))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
}

/// A full batch of operations fits.
const BODY_BYTES_MAX: usize = 16 * 1024 * 1024;
