//! Makes a city by seed: a generated supply company for demos, tests, benchmarks and stories.
//!
//! [`City::generate`] gives the company with its stations, grid cells, transformer areas, meter boxes and staff;
//! [`City::customers`], [`City::applications`] and [`City::business_applications`] stream what would be too much to
//! hold. The same seed and size give the same city on every machine. Counties, towns and villages bear real names
//! (`places/README.md`); borders, people and numbers are made up:
//!
//! - identity numbers pass their check but begin with a division code that no county has;
//! - mobile numbers lie in a range that no carrier has been given.
//!
//! ```
//! use city::{City, Size};
//!
//! let city = City::generate(7, Size::small());
//! let station = &city.stations[0];
//! println!("{}: {} grids, head {}", station.name, station.grids.len(), station.staff[0].name);
//! for order in city.applications().take(3) {
//!     println!("{} {} {}", order.order_no, order.applicant, order.address);
//! }
//! ```

mod applications;
mod base_map;
mod businesses;
mod city;
mod codes;
mod customers;
mod generation;
mod ground;
mod names;
mod network;
mod places;
mod size;
mod staff;
mod synthetic;
mod territories;

pub use applications::{Application, OrderSeries, Tariff};
pub use businesses::BusinessApplication;
pub use city::{City, Company, CountyCompany, Station};
pub use codes::{AreaCode, BoxCode, CountyCode, GridCode, StaffNo, StationCode};
pub use customers::{Customer, UsageClass};
pub use ground::{Point, Polygon};
pub use network::{GridCell, MeterBox, TransformerArea};
pub use size::{Size, StationStaff};
pub use staff::Person;
