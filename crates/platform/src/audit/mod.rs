//! Proof: who did what on whose authority, in hash chains, and the signed roots over all of them.
//!
//! Every operation appends its entry in its own transaction ([`Act::entry`] with `platform_store::audit::append`);
//! there is a chain per order, terminal, card and account, and one for the organisation. Once a minute a job signs a
//! Merkle root over the ends of all chains ([`operations::sign_root`]): who has kept a root can tell later whether
//! anything before it was changed ([`verify`]).

mod act;
mod endpoints;
mod merkle;
pub mod operations;
mod root;
mod verify;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use act::{Act, Chain};
pub use verify::{RootVerdict, Verdict, verify};

use crate::Platform;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(endpoints::read_chain::read_chain))
        .routes(routes!(endpoints::newest_root::newest_root))
}
