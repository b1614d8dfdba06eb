//! The paths of one origin.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, delete, get, post, put};
use tower_http::services::{ServeDir, ServeFile};

use super::At;
use super::baseline::baseline_only;
use super::correlation::correlate;
use super::endpoints::{
    actions, appearance, apps, attachments, customers, drafts, entry, events, locking, metering,
    notices, orders, outbox, photos, practice, recordings, signatures, state, submitting, sync,
};
use super::guard::guard;
use super::problem::{Problem, ProblemKind};

pub(super) fn router(at: At) -> Router {
    let folder = at.shared.page(at.page).folder.clone();
    let pages = ServeDir::new(&folder).fallback(ServeFile::new(folder.join("index.html")));
    let local = Router::new()
        .route("/entry", post(entry::enter))
        .route("/state", get(state::read))
        .route("/appearance", put(appearance::keep))
        .route("/unlock", post(locking::unlock))
        .route("/lock", post(locking::lock))
        .route("/practice", post(practice::begin).delete(practice::end))
        .route("/apps", get(apps::list))
        .route("/apps/{app}/open", post(apps::open))
        .route("/orders", get(orders::list))
        .route("/orders/{order}", get(orders::read))
        .nest("/orders/{order}/stages/{stage}", stage())
        .route("/customers", get(customers::search))
        .route("/customers/{customer_no}", get(customers::read))
        .route("/customers/{customer_no}/inquiries", post(customers::inquire))
        .route("/inquiry-reasons", get(customers::reasons))
        .route("/attachments/{attachment}", get(attachments::read))
        .route("/attachments/{attachment}/thumbnail", get(attachments::thumbnail))
        .route("/outbox", get(outbox::list))
        .route("/outbox/export", get(outbox::export))
        .route("/outbox/{op_id}/retry", post(outbox::retry))
        .route("/outbox/{op_id}/withdraw", post(outbox::withdraw))
        .route("/notices", get(notices::list))
        .route("/notices/{id}/read", post(notices::read))
        .nest("/metering", at_meters(&at))
        .route("/sync", post(sync::wake))
        .route("/events", get(events::follow))
        .method_not_allowed_fallback(async || Problem::plain(ProblemKind::MethodNotAllowed));
    Router::new()
        .nest("/local/v1", local)
        .route("/local/{*rest}", any(async || Problem::plain(ProblemKind::NotFound)))
        .fallback_service(pages)
        .layer(DefaultBodyLimit::max(JSON_BYTES_MAX))
        .layer(from_fn_with_state(at.clone(), guard))
        .layer(from_fn_with_state(at.clone(), correlate))
        .with_state(at)
}

/// Work on one stage.
fn stage() -> Router<At> {
    Router::new()
        .route("/actions", post(actions::act))
        .route("/draft/{field}", put(drafts::keep))
        .route("/photos", post(photos::take).layer(DefaultBodyLimit::max(PHOTO_BYTES_MAX)))
        .route("/photos/{attachment}", delete(photos::discard))
        .route("/recordings", post(recordings::begin))
        .route("/recordings/{attachment}", delete(recordings::discard))
        .route(
            "/recordings/{attachment}/pieces",
            post(recordings::append).layer(DefaultBodyLimit::max(PIECE_BYTES_MAX)),
        )
        .route("/recordings/{attachment}/finish", post(recordings::finish))
        .route("/signature", post(signatures::keep))
        .route("/second-person", post(signatures::confirm))
        .route("/check", post(submitting::check))
        .route("/submit", post(submitting::submit))
}

/// Work at meters.
fn at_meters(at: &At) -> Router<At> {
    Router::new()
        .route("/", get(metering::state))
        .route("/business-card", post(metering::open_business_card))
        .route("/meters", get(metering::meters))
        .route("/meters/{comm_address}", get(metering::meter))
        .route("/meters/{comm_address}/look-back", get(metering::look_back))
        .route("/runs", post(metering::begin_run))
        .route("/run", get(metering::run))
        .route("/run/cancel", post(metering::cancel_run))
        .route("/works", get(metering::works))
        .route("/works/{work}", get(metering::work))
        .route("/authorisations", post(metering::ask_for_leave))
        .layer(from_fn_with_state(at.clone(), baseline_only))
}

const JSON_BYTES_MAX: usize = 1024 * 1024;
const PHOTO_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Some seconds of video.
const PIECE_BYTES_MAX: usize = 8 * 1024 * 1024;
