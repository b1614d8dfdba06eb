//! Which station's meters and works a caller's lists hold.

use access::Action;
use vocabulary::StationId;

use crate::Platform;
use crate::http::{ConsoleCaller, Problem, ProblemKind};

/// The station that a list is narrowed to: the one asked for, or the caller's own where he sees no other.
///
/// # Errors
/// When he may not do it at all, or not at the station that he asked for.
pub fn station_within(
    platform: &Platform,
    caller: &ConsoleCaller,
    action: Action,
    asked: Option<StationId>,
) -> Result<Option<StationId>, Problem> {
    let reach = access::reach(&caller.actor, action)?;
    if reach.organisations().contains(&platform.org()) {
        return Ok(asked);
    }
    let station = asked.or(caller.station).filter(|station| reach.stations().contains(station));
    let other = || Problem::new(ProblemKind::NotAllowed, "只能查看本所的电能表和作业");
    station.ok_or_else(other).map(Some)
}
