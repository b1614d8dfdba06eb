//! What of the organisation a caller sees.

use access::Action;
use vocabulary::StationId;

use crate::Platform;
use crate::http::{ConsoleCaller, Problem, ProblemKind};

/// The station that a list is narrowed to: the one asked for, or the caller's own where he sees no other.
///
/// # Errors
/// When he sees nothing, or not the station that he asked for.
pub(super) fn narrow(
    platform: &Platform,
    caller: &ConsoleCaller,
    asked: Option<StationId>,
) -> Result<Option<StationId>, Problem> {
    let reach = access::reach(&caller.actor, Action::ReadOrganisation)?;
    if reach.organisations().contains(&platform.org()) {
        return Ok(asked);
    }
    let stations = reach.stations();
    let seen = asked.or_else(|| stations.first().copied());
    match seen.filter(|station| stations.contains(station)) {
        Some(station) => Ok(Some(station)),
        None => Err(Problem::new(ProblemKind::NotAllowed, "another station's people and places")),
    }
}
