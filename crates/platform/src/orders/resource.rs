//! An order as the access rules see it.

use access::Resource;
use sync::OrderView;
use vocabulary::{GridId, OrganisationId, StationId};

/// Where an order lies, and whose it is.
#[must_use]
pub fn resource(
    org: OrganisationId,
    station: Option<StationId>,
    grid: Option<GridId>,
    view: &OrderView,
) -> Resource {
    let mut resource = Resource::in_organisation(org);
    if let Some(station) = station {
        resource = resource.at_station(station);
    }
    if let Some(grid) = grid {
        resource = resource.in_grid(grid);
    }
    let people = view.stages.values().filter_map(|stage| stage.assignee);
    people.fold(resource, Resource::of_person)
}
