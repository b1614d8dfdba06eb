//! Where an order belongs that says where it is, and not in which area: the grid of the nearest.

use platform_store::people::{self, GridRow};
use platform_store::{Tx, dispatch_rules};
use serde_json::{Value, json};
use vocabulary::{GridId, OrganisationId, StationId};

use super::facts::set_areas;
use super::order::Order;
use crate::http::Problem;

/// The grid of the nearest area.
#[derive(Debug, Clone)]
pub struct Nearest {
    pub grid: GridRow,
    /// The area's code.
    area: String,
    distance_m: u32,
    /// Its station lets such orders go there without being asked.
    pub goes_itself: bool,
}

impl Nearest {
    /// The grid that is nearest to the position in the data of a new order; `None` where that says none, or none is near.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn to(
        tx: &mut Tx<'_>,
        org: OrganisationId,
        data: &Value,
    ) -> Result<Option<Self>, Problem> {
        let e7 = |name: &str| data[name].as_f64().map(|degrees| (degrees * 1e7).round() as i64);
        let (Some(lon), Some(lat)) = (e7("lon"), e7("lat")) else { return Ok(None) };
        let Some(near) = people::nearest_area(tx, org, (lon, lat)).await? else { return Ok(None) };
        let Some(grid) = people::grid(tx, org, near.grid).await? else { return Ok(None) };
        let rules = dispatch_rules::of_station(tx, org, grid.station).await?;
        Ok(Some(Self {
            grid,
            area: near.code,
            distance_m: near.distance_m,
            goes_itself: rules.places_itself,
        }))
    }

    /// As story and office name it.
    #[must_use]
    pub fn named(&self) -> Value {
        json!({
            "grid": self.grid.grid, "grid_name": self.grid.name, "area": self.area,
            "distance_m": self.distance_m,
        })
    }
}

impl Order {
    /// It belongs to this grid from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn place(&mut self, tx: &mut Tx<'_>, grid: &GridRow) -> Result<(), Problem> {
        let areas = people::area_codes_of_grid(tx, self.platform.org(), grid.grid).await?;
        self.belongs_to(grid.station, grid.grid, &areas);
        Ok(())
    }

    /// A new order whose area is not known goes to the nearest grid, or waits at its station for somebody to say so.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn near(&mut self, tx: &mut Tx<'_>, nearest: Nearest) -> Result<(), Problem> {
        let kind = if nearest.goes_itself { "placed" } else { "grid_proposed" };
        self.note(kind, nearest.named());
        if nearest.goes_itself {
            return self.place(tx, &nearest.grid).await;
        }
        self.record.station = Some(nearest.grid.station);
        self.proposed = Some(nearest);
        Ok(())
    }

    fn belongs_to(&mut self, station: StationId, grid: GridId, areas: &[String]) {
        self.record.station = Some(station);
        self.record.grid = Some(grid);
        set_areas(&mut self.record.view.facts, areas);
    }
}
