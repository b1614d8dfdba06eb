//! People and places: stations, grids, areas, staff, their roles, absences and certificates, and how much they take; and
//! how personal data within an order are masked.
//!
//! Everything is known by its own code (a person by his staff number), so that what another system hands over twice is
//! written once. When the people of a station change, the list of those who may take a next stage goes into the feed
//! of everybody there ([`operations::PutOrganisation`]).

mod candidates;
mod endpoints;
pub mod masking;
pub mod operations;
mod organisation;
mod outline;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub use candidates::candidates;
pub use organisation::{Area, Grid, Organisation, Person, Station};
pub use outline::Outline;

use crate::Platform;

pub fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(endpoints::import_organisation::import_organisation))
        .routes(routes!(endpoints::put_station::put_station))
        .routes(routes!(endpoints::put_grid::put_grid))
        .routes(routes!(endpoints::put_area::put_area))
        .routes(routes!(endpoints::put_person::put_person))
        .routes(routes!(endpoints::list_stations::list_stations))
        .routes(routes!(endpoints::list_grids::list_grids))
        .routes(routes!(endpoints::list_areas::list_areas))
        .routes(routes!(endpoints::read_area_history::read_area_history))
        .routes(routes!(endpoints::list_people::list_people))
        .routes(routes!(endpoints::read_map::read_map))
        .routes(routes!(
            endpoints::list_absences::list_absences,
            endpoints::add_absence::add_absence
        ))
        .routes(routes!(endpoints::cancel_absence::cancel_absence))
        .routes(routes!(endpoints::list_duties::list_duties, endpoints::add_duty::add_duty))
        .routes(routes!(endpoints::cancel_duty::cancel_duty))
        .routes(routes!(endpoints::copy_duties::copy_duties))
        .routes(routes!(
            endpoints::list_dispatch_rules::list_dispatch_rules,
            endpoints::put_dispatch_rules::put_dispatch_rules
        ))
        .routes(routes!(endpoints::put_person_limit::put_person_limit))
        .routes(routes!(
            endpoints::list_certificates::list_certificates,
            endpoints::add_certificate::add_certificate
        ))
        .routes(routes!(endpoints::extend_certificate::extend_certificate))
        .routes(routes!(endpoints::withdraw_certificate::withdraw_certificate))
        .routes(routes!(endpoints::put_certificate_kind::put_certificate_kind))
}
