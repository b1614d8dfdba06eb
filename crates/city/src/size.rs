//! How large a city is made.

use serde::{Deserialize, Serialize};

/// Counts per level. A count of zero is taken as one; there are at most as many stations as the list has towns (244).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub stations: usize,
    pub grids_per_station: usize,
    pub areas_per_grid: usize,
    pub customers_per_area: usize,
    pub staff: StationStaff,
}

/// People of a station beside its head and its area managers, of whom there is one per grid and never fewer than two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationStaff {
    pub meter_installers: usize,
    pub usage_inspectors: usize,
    pub acq_maintainers: usize,
    pub counter_clerks: usize,
    pub back_office_clerks: usize,
    pub dispatchers: usize,
}

impl Size {
    /// Enough for a test: 240 customers.
    #[must_use]
    pub const fn small() -> Self {
        Self {
            stations: 2,
            grids_per_station: 2,
            areas_per_grid: 3,
            customers_per_area: 20,
            staff: StationStaff::FEW,
        }
    }

    /// Enough for a demonstration: 7,200 customers of one county.
    #[must_use]
    pub const fn demo() -> Self {
        Self {
            stations: 6,
            grids_per_station: 4,
            areas_per_grid: 5,
            customers_per_area: 60,
            staff: StationStaff::FEW,
        }
    }

    /// What one platform must carry: a million customers.
    #[must_use]
    pub const fn city() -> Self {
        Self {
            stations: 80,
            grids_per_station: 10,
            areas_per_grid: 12,
            customers_per_area: 105,
            staff: StationStaff { meter_installers: 6, acq_maintainers: 3, ..StationStaff::FEW },
        }
    }

    pub(crate) fn at_least_one_of_each(self) -> Self {
        Self {
            stations: self.stations.max(1),
            grids_per_station: self.grids_per_station.max(1),
            areas_per_grid: self.areas_per_grid.max(1),
            customers_per_area: self.customers_per_area.max(1),
            staff: self.staff,
        }
    }
}

impl StationStaff {
    const FEW: Self = Self {
        meter_installers: 2,
        usage_inspectors: 2,
        acq_maintainers: 1,
        counter_clerks: 1,
        back_office_clerks: 1,
        dispatchers: 1,
    };
}
