//! Metering: which meters there are, leave to give them commands, and what was done at them.
//!
//! A worker asks for leave for one command at the meter of his order ([`operations::RequestAuthorisation`]); somebody else
//! gives it at the console ([`operations::DecideAuthorisation`]); at the moment of action the terminal asks again
//! ([`operations::ReleaseAuthorisation`]), and only then is there a signed form for it to believe. Each time `blocks` says
//! what forbids the command, by the `facts` of that moment and the dated `stop_policy`. What came of it comes back as a work
//! with its frames ([`operations::KeepMeterWorks`]) and uses the leave up.

mod blocks;
mod endpoints;
mod facts;
pub mod jobs;
mod lookup;
mod material;
mod oddity;
pub mod operations;
mod signing;
mod stop_policy;
mod view;
mod work_report;

use serde_json::json;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use blocks::{Block, StopFacts};
pub use stop_policy::{NoStopPolicies, StopPolicies};

use crate::Platform;
use crate::http::{Problem, ProblemKind};

/// The acquisition system's (用电信息采集系统) name among the neighbours.
pub const ACQUISITION: &str = "acquisition";
/// The kind of a message that tells it of a work.
pub const METER_WORK: &str = "meter_work";

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(endpoints::request_authorisation::request_authorisation))
        .routes(routes!(endpoints::release_authorisation::release_authorisation))
        .routes(routes!(endpoints::open_ports::open_ports))
        .routes(routes!(endpoints::submit_meter_works::submit_meter_works))
        .routes(routes!(endpoints::look_back_at_meter::look_back_at_meter))
        .routes(routes!(endpoints::hand_in_meter_works::hand_in_meter_works))
        .routes(routes!(endpoints::list_authorisations::list_authorisations))
        .routes(routes!(endpoints::approve_authorisation::approve_authorisation))
        .routes(routes!(endpoints::refuse_authorisation::refuse_authorisation))
        .routes(routes!(endpoints::withdraw_authorisation::withdraw_authorisation))
        .routes(routes!(endpoints::list_meters::list_meters))
        .routes(routes!(endpoints::list_meter_works::list_meter_works))
        .routes(routes!(endpoints::find_meter_works::find_meter_works))
        .routes(routes!(endpoints::count_meter_works::count_meter_works))
        .routes(routes!(endpoints::list_broken_chains::list_broken_chains))
        .routes(routes!(endpoints::read_meter_work::read_meter_work))
        .routes(routes!(endpoints::list_stop_bans::list_stop_bans))
        .routes(routes!(endpoints::announce_stop_ban::announce_stop_ban))
        .routes(routes!(endpoints::lift_stop_ban::lift_stop_ban))
}

/// The refusal that names everything that forbids a command.
fn refusal(found: &[Block]) -> Problem {
    let words: Vec<_> = found.iter().map(|block| block.words()).collect();
    let detail = words.iter().map(|text| text.zh.as_str()).collect::<Vec<_>>().join("；");
    let detail_en = words.iter().map(|text| text.en.as_str()).collect::<Vec<_>>().join("; ");
    Problem::new(ProblemKind::Conflict, detail)
        .with(json!({ "blocks": found, "detail_en": detail_en }))
}
