//! Who acts, as the channel and the session have proved it.

use vocabulary::{GridId, OrganisationId, PersonId, Role, StationId, TerminalId};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person, at the console or on a terminal.
    Person { person: PersonId, roles: Vec<Held> },
    /// A terminal for itself. Work that waits on it goes up under its own name, so that a worker
    /// who has signed out or lost his role loses none of it; who the work is from is judged when it
    /// takes effect.
    Terminal {
        terminal: TerminalId,
        organisation: OrganisationId,
        /// Whose card session the request carries.
        signed_in: Option<PersonId>,
    },
    /// Another system of the company.
    Neighbour { organisation: OrganisationId },
}

/// A role that a person has, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub role: Role,
    pub place: Place,
}

/// Where a role is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At the company itself, as a dispatcher of the command centre is: rights over a station are
    /// rights over each.
    Company { organisation: OrganisationId },
    /// At a station; `grids` are the grid cells (网格) that are his own.
    Station { organisation: OrganisationId, station: StationId, grids: Vec<GridId> },
}
