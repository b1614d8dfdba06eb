//! Which orders a caller's lists hold.

use access::{Action, Reach};
use platform_store::order_list::OrderLine;
use vocabulary::{PersonId, StationId};

use super::order_view::resource_of_line;
use crate::Platform;
use crate::http::{ConsoleCaller, Problem, ProblemKind};

/// The orders that somebody may list.
pub(super) struct Within {
    /// Of one station; of all if none.
    pub station: Option<StationId>,
    /// Somebody's own and those of his grids.
    pub of: Option<PersonId>,
    /// He may see personal data unmasked, if he says why.
    pub may_unmask: bool,
    reach: Reach,
}

impl Within {
    /// The station asked for, or the caller's own where he sees no other.
    ///
    /// # Errors
    /// When he sees nothing, or not the station that he asked for.
    pub fn of_caller(
        platform: &Platform,
        caller: &ConsoleCaller,
        asked: Option<StationId>,
    ) -> Result<Self, Problem> {
        let reach = access::reach(&caller.actor, Action::ListOrders)?;
        let station = station_within(platform, caller, &reach, asked)?;
        let everywhere = reach.organisations().contains(&platform.org());
        let whole =
            everywhere || station.is_some_and(|station| reach.stations().contains(&station));
        let may_unmask = access::reach(&caller.actor, Action::UnmaskPersonalData).is_ok();
        Ok(Self { station, of: (!whole).then_some(caller.person), may_unmask, reach })
    }

    /// Whether a line that a list has brought is his to see: a list of his grids and his own orders is wider than what
    /// his role reaches.
    pub fn shows(&self, platform: &Platform, line: &OrderLine) -> bool {
        self.of.is_none() || self.reach.covers(&resource_of_line(platform, line)).is_some()
    }
}

/// The station that a list is narrowed to: the one asked for, or the caller's own where he sees no other.
///
/// # Errors
/// When he may not see the station that he asked for, or has none.
pub(super) fn station_within(
    platform: &Platform,
    caller: &ConsoleCaller,
    reach: &Reach,
    asked: Option<StationId>,
) -> Result<Option<StationId>, Problem> {
    if reach.organisations().contains(&platform.org()) {
        return Ok(asked);
    }
    match asked.or(caller.station) {
        Some(station) if Some(station) == caller.station => Ok(Some(station)),
        _ => Err(Problem::new(ProblemKind::NotAllowed, "只能查看本所工单")),
    }
}
