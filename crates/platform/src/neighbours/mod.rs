//! The company's other systems: an inbox that counts each message once, an outbox that outlives their being down.

mod customers_inbox;
mod deliver;
mod door;
mod http_link;
mod inbox;
pub mod jobs;
mod key_authority;
mod meters_inbox;
mod result_message;
mod task_result_message;
mod tasks_inbox;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use deliver::{Answer, NeighbourLink, Outgoing};
pub use door::BadLink;
pub use http_link::{HttpLinks, NoLink};
pub use key_authority::{
    HttpKeyAuthority, KeyAuthority, MaterialAnswer, MaterialRequest, PortRequest,
};
pub use result_message::ResultMessage;

use crate::Platform;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(inbox::receive_message))
        .routes(routes!(meters_inbox::receive_meters))
        .routes(routes!(tasks_inbox::receive_tasks))
        .merge(customers_inbox::routes())
}
