//! The company from its head down to its stations.

use serde::{Deserialize, Serialize};
use vocabulary::Role;

use crate::codes::{CountyCode, StationCode};
use crate::ground::{Point, Polygon};
use crate::network::{GridCell, TransformerArea};
use crate::size::Size;
use crate::staff::Person;

/// A generated supply company and the ground it supplies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct City {
    pub seed: u64,
    pub size: Size,
    pub company: Company,
    /// The county companies that have stations.
    pub counties: Vec<CountyCompany>,
    pub stations: Vec<Station>,
}

/// The city's power company (市供电公司).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    pub code: String,
    pub name: String,
    /// How addresses begin: 河北省唐山市.
    pub region: String,
    /// Security officer, app administrator, monitoring operator, dispatcher.
    pub staff: Vec<Person>,
}

/// A county's power company (县供电公司).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountyCompany {
    pub code: CountyCode,
    pub name: String,
    /// The county itself: 滦南县.
    pub county: String,
    pub centre: Point,
    pub territory: Polygon,
}

/// Supply station (供电所) of one town.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Station {
    pub code: StationCode,
    pub name: String,
    pub county: CountyCode,
    pub county_name: String,
    pub town: String,
    pub centre: Point,
    pub territory: Polygon,
    /// Head first, then the area managers.
    pub staff: Vec<Person>,
    pub grids: Vec<GridCell>,
}

impl City {
    /// Every area with its station, in the order in which they were made.
    pub fn areas(&self) -> impl Iterator<Item = (&Station, &TransformerArea)> {
        self.stations.iter().flat_map(|station| station.areas().map(move |area| (station, area)))
    }

    /// Everybody, the company's own people first.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        let of_stations = self.stations.iter().flat_map(|station| &station.staff);
        self.company.staff.iter().chain(of_stations)
    }

    #[must_use]
    pub fn customer_count(&self) -> u64 {
        let size = self.size;
        let per_station = size.grids_per_station * size.areas_per_grid * size.customers_per_area;
        (self.stations.len() * per_station) as u64
    }
}

impl Station {
    /// The areas of all grids.
    pub fn areas(&self) -> impl Iterator<Item = &TransformerArea> {
        self.grids.iter().flat_map(|grid| &grid.areas)
    }

    /// Those who hold the role.
    pub fn staff_with(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.staff.iter().filter(move |person| person.roles.contains(&role))
    }
}
