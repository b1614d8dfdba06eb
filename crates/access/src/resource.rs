//! What is acted on, as far as rights depend on it.

use vocabulary::{GridId, OrganisationId, PersonId, StationId, TerminalId};

/// Where the thing belongs. What is not set belongs to the company as a whole, and only
/// company-wide rights reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    pub(crate) organisation: OrganisationId,
    pub(crate) station: Option<StationId>,
    pub(crate) grid: Option<GridId>,
    pub(crate) persons: Vec<PersonId>,
    pub(crate) terminal: Option<TerminalId>,
}

impl Resource {
    #[must_use]
    pub const fn in_organisation(organisation: OrganisationId) -> Self {
        Self { organisation, station: None, grid: None, persons: Vec::new(), terminal: None }
    }

    #[must_use]
    pub const fn at_station(mut self, station: StationId) -> Self {
        self.station = Some(station);
        self
    }

    #[must_use]
    pub const fn in_grid(mut self, grid: GridId) -> Self {
        self.grid = Some(grid);
        self
    }

    /// Adds a person whose own it is: who has it, or has worked on it.
    #[must_use]
    pub fn of_person(mut self, person: PersonId) -> Self {
        self.persons.push(person);
        self
    }

    /// The terminal that it comes from or goes to.
    #[must_use]
    pub const fn of_terminal(mut self, terminal: TerminalId) -> Self {
        self.terminal = Some(terminal);
        self
    }
}
