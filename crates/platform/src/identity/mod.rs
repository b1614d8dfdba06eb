//! Who is who: accounts and sessions at the console, and the cards that sign on terminals.
//!
//! A try is counted before the password is looked at, so that no burst of guesses gets more than its share
//! ([`operations::sign_in`]); an unknown name costs as much time as a known one and is locked as soon.

mod account;
mod doors;
mod endpoints;
pub mod operations;
mod password;
mod token;

use std::sync::Arc;

use axum::Extension;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use account::AccountState;
pub use password::{BadPassword, Password, PasswordHash};
pub(crate) use token::make_token;

use crate::Platform;
use doors::Doors;

pub fn routes() -> OpenApiRouter<Platform> {
    let sessions = OpenApiRouter::new()
        .routes(routes!(
            endpoints::sign_in::sign_in,
            endpoints::read_session::read_session,
            endpoints::sign_out::sign_out
        ))
        .layer(Extension(Arc::new(Doors::new())));
    OpenApiRouter::new()
        .merge(sessions)
        .routes(routes!(endpoints::change_password::change_password))
        .routes(routes!(endpoints::list_accounts::list_accounts))
        .routes(routes!(endpoints::create_account::create_account))
        .routes(routes!(endpoints::disable_account::disable_account))
        .routes(routes!(endpoints::reset_password::reset_password))
        .routes(routes!(endpoints::list_cards::list_cards))
        .routes(routes!(endpoints::issue_card::issue_card))
        .routes(routes!(endpoints::revoke_card::revoke_card))
        .routes(routes!(endpoints::unlock_card::unlock_card))
}
