//! Terminals: enrolled with a one-time code, known by their key, locked when they are lost.
//!
//! A session begins with a challenge that the terminal's key answers, and a person's card beside it
//! ([`proof`]). A terminal that is locked or lost opens no session for a person any more; under its own name it still
//! brings up what was sealed on it, so that no work is lost with the right to work.

mod doors;
mod endpoints;
pub mod operations;
mod proof;

use std::sync::Arc;

use axum::Extension;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use proof::{TERMINAL_SESSION, terminal_message};

use crate::Platform;
use doors::Doors;

pub fn routes() -> OpenApiRouter<Platform> {
    let doors = OpenApiRouter::new()
        .routes(routes!(endpoints::enrol::enrol))
        .routes(routes!(endpoints::challenge::challenge))
        .routes(routes!(endpoints::open_session::open_session))
        .layer(Extension(Arc::new(Doors::new())));
    OpenApiRouter::new()
        .merge(doors)
        .routes(routes!(endpoints::sign_out::sign_out))
        .routes(routes!(endpoints::hand_in_sealed::hand_in_sealed))
        .routes(routes!(endpoints::list_terminals::list_terminals))
        .routes(routes!(endpoints::make_enrolment_code::make_enrolment_code))
        .routes(routes!(endpoints::lock_terminal::lock_terminal))
        .routes(routes!(endpoints::unlock_terminal::unlock_terminal))
        .routes(routes!(endpoints::report_lost::report_lost))
}
