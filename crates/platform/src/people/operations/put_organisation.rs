//! Writes a part of the organisation; what is there already under its code is changed, the rest is made.

use std::collections::BTreeSet;

use async_trait::async_trait;
use platform_store::cut_overs::AreaGrid;
use platform_store::people::{AreaRow, GridRow, PersonRow, StationRow};
use platform_store::{Command, Tx, cut_overs, identity, people, terminals};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use utoipa::ToSchema;
use vocabulary::{AreaId, GridId, OrganisationId, PersonId, Role, StationId};

use super::candidates::{drop_candidates, tell_candidates};
use crate::Platform;
use crate::audit::{Act, Chain};
use crate::customers::{self, Changed};
use crate::http::{Once, Problem, ProblemKind, answer_once};
use crate::people::{Area, Grid, Organisation, Outline, Person, Station};

/// Writes a part of the organisation, all of it or nothing.
pub struct PutOrganisation {
    pub platform: Platform,
    pub act: Act,
    pub once: Once,
    pub part: Organisation,
}

/// How many were written because they were new or had changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Written {
    pub stations: u32,
    pub people: u32,
    pub grids: u32,
    pub areas: u32,
}

impl std::ops::AddAssign for Written {
    fn add_assign(&mut self, more: Self) {
        self.stations += more.stations;
        self.people += more.people;
        self.grids += more.grids;
        self.areas += more.areas;
    }
}

#[async_trait]
impl Command for PutOrganisation {
    type Answer = Written;
    type Fault = Problem;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Written, Problem> {
        let request = ("put_organisation", &self.part);
        answer_once(tx, &self.once, &request, async |tx| self.write(tx).await).await
    }
}

impl PutOrganisation {
    fn org(&self) -> OrganisationId {
        self.platform.org()
    }

    async fn write(&self, tx: &mut Tx<'_>) -> Result<Written, Problem> {
        let mut written = Written::default();
        for station in &self.part.stations {
            written.stations += u32::from(self.put_station(tx, station).await?);
        }
        let mut moves = Moves::default();
        for person in &self.part.people {
            written.people += u32::from(self.put_person(tx, person, &mut moves).await?);
        }
        for grid in &self.part.grids {
            written.grids += u32::from(self.put_grid(tx, grid).await?);
        }
        for area in &self.part.areas {
            written.areas += u32::from(self.put_area(tx, area).await?);
        }
        if written != Written::default() {
            self.record(tx, written).await?;
        }
        // Last: the feeds' counter rows are locked from here to the commit.
        self.tell(tx, &moves).await?;
        Ok(written)
    }

    async fn put_station(&self, tx: &mut Tx<'_>, station: &Station) -> Result<bool, Problem> {
        let before = people::station_by_code(tx, self.org(), &station.code).await?;
        let row = StationRow {
            station: before.as_ref().map_or_else(|| self.new_station(), |row| row.station),
            code: station.code.clone(),
            name: station.name.clone(),
            county: station.county.clone(),
            lon_e7: station.lon_e7,
            lat_e7: station.lat_e7,
            region: station.region.to_string(),
        };
        if before.as_ref() == Some(&row) {
            return Ok(false);
        }
        people::put_station(tx, self.org(), &row).await?;
        Ok(true)
    }

    async fn put_person(
        &self,
        tx: &mut Tx<'_>,
        person: &Person,
        moves: &mut Moves,
    ) -> Result<bool, Problem> {
        let before = people::person_by_staff_no(tx, self.org(), &person.staff_no).await?;
        let station = match &person.station {
            Some(code) => Some(self.station(tx, code).await?),
            None => None,
        };
        let row = PersonRow {
            person: before.as_ref().map_or_else(|| self.new_person(), |row| row.person),
            staff_no: person.staff_no.clone(),
            name: person.name.clone(),
            mobile: person.mobile.clone(),
            station,
            active: person.active,
            roles: in_order(&person.roles),
        };
        if before.as_ref().is_some_and(|before| same(before, &row)) {
            return Ok(false);
        }
        people::put_person(tx, self.org(), &row).await?;
        customers::follow(tx, self.org(), Changed::Person(row.person)).await?;
        if !row.active {
            let now = self.act.at;
            identity::end_sessions(tx, self.org(), now, Some(row.person)).await?;
            terminals::end_sessions_of_person(tx, self.org(), row.person).await?;
        }
        moves.note(before.as_ref(), &row);
        Ok(true)
    }

    async fn put_grid(&self, tx: &mut Tx<'_>, grid: &Grid) -> Result<bool, Problem> {
        let before = people::grid_by_code(tx, self.org(), &grid.code).await?;
        let row = GridRow {
            grid: before.as_ref().map_or_else(|| self.new_grid(), |row| row.grid),
            station: self.station(tx, &grid.station).await?,
            code: grid.code.clone(),
            name: grid.name.clone(),
            outline: coordinates(&grid.outline)?,
            primary: self.person(tx, grid.primary.as_deref()).await?,
            backup: self.person(tx, grid.backup.as_deref()).await?,
        };
        if row.primary.is_some() && row.primary == row.backup {
            return Err(invalid(format!("A and B of grid {} are one person", grid.code)));
        }
        if before.as_ref() == Some(&row) {
            return Ok(false);
        }
        people::put_grid(tx, self.org(), &row).await?;
        customers::follow(tx, self.org(), Changed::Grid(row.grid)).await?;
        Ok(true)
    }

    async fn put_area(&self, tx: &mut Tx<'_>, area: &Area) -> Result<bool, Problem> {
        let before = people::area_by_code(tx, self.org(), &area.code).await?;
        let grid = people::grid_by_code(tx, self.org(), &area.grid)
            .await?
            .ok_or_else(|| invalid(format!("there is no grid {}", area.grid)))?;
        let row = AreaRow {
            area: before.as_ref().map_or_else(|| self.new_area(), |row| row.area),
            grid: grid.grid,
            code: area.code.clone(),
            name: area.name.clone(),
            outline: coordinates(&area.outline)?,
        };
        if before.as_ref() == Some(&row) {
            return Ok(false);
        }
        people::put_area(tx, self.org(), &row).await?;
        if before.is_none_or(|before| before.grid != row.grid) {
            let since = AreaGrid { grid: row.grid, from: self.act.at };
            cut_overs::note_grid(tx, self.org(), row.area, since).await?;
        }
        customers::follow(tx, self.org(), Changed::Area(&row.code)).await?;
        Ok(true)
    }

    /// The chain holds which codes were written, not who they are.
    async fn record(&self, tx: &mut Tx<'_>, written: Written) -> Result<(), Problem> {
        let part = &self.part;
        let roles = |person: &Person| (person.staff_no.clone(), json!(person.roles));
        let body = json!({
            "written": written,
            "stations": part.stations.iter().map(|station| &station.code).collect::<Vec<_>>(),
            "people": part.people.iter().map(roles).collect::<serde_json::Map<_, _>>(),
            "grids": part.grids.iter().map(|grid| &grid.code).collect::<Vec<_>>(),
            "areas": part.areas.iter().map(|area| &area.code).collect::<Vec<_>>(),
        });
        let chain = Chain::Organisation;
        self.act.record(tx, self.org(), &chain, "organisation_written", body).await?;
        Ok(())
    }

    async fn tell(&self, tx: &mut Tx<'_>, moves: &Moves) -> Result<(), Problem> {
        drop_candidates(tx, self.org(), self.act.at, &moves.left).await?;
        for station in &moves.changed {
            tell_candidates(tx, self.org(), self.act.at, *station).await?;
        }
        Ok(())
    }

    async fn station(&self, tx: &mut Tx<'_>, code: &str) -> Result<StationId, Problem> {
        let station = people::station_by_code(tx, self.org(), code).await?;
        let missing = || invalid(format!("there is no station {code}"));
        station.map(|station| station.station).ok_or_else(missing)
    }

    async fn person(
        &self,
        tx: &mut Tx<'_>,
        staff_no: Option<&str>,
    ) -> Result<Option<PersonId>, Problem> {
        let Some(staff_no) = staff_no else { return Ok(None) };
        let person = people::person_by_staff_no(tx, self.org(), staff_no).await?;
        let missing = || invalid(format!("there is nobody with staff number {staff_no}"));
        person.map(|person| Some(person.person)).ok_or_else(missing)
    }

    fn new_station(&self) -> StationId {
        StationId::make(self.platform.clock(), self.platform.entropy())
    }

    fn new_person(&self) -> PersonId {
        PersonId::make(self.platform.clock(), self.platform.entropy())
    }

    fn new_grid(&self) -> GridId {
        GridId::make(self.platform.clock(), self.platform.entropy())
    }

    fn new_area(&self) -> AreaId {
        AreaId::make(self.platform.clock(), self.platform.entropy())
    }
}

/// Which stations have other people now, and who has left which.
#[derive(Debug, Default)]
struct Moves {
    changed: BTreeSet<StationId>,
    left: BTreeSet<(PersonId, StationId)>,
}

impl Moves {
    fn note(&mut self, before: Option<&PersonRow>, now: &PersonRow) {
        let was_at = before.filter(|before| before.active).and_then(|before| before.station);
        let is_at = now.station.filter(|_| now.active);
        self.changed.extend(was_at);
        self.changed.extend(is_at);
        if was_at != is_at {
            self.left.extend(was_at.map(|station| (now.person, station)));
        }
    }
}

fn same(before: &PersonRow, now: &PersonRow) -> bool {
    PersonRow { roles: in_order(&before.roles), ..before.clone() } == *now
}

fn in_order(roles: &[Role]) -> Vec<Role> {
    let mut roles = roles.to_vec();
    roles.sort_unstable();
    roles
}

fn coordinates(outline: &Outline) -> Result<Json, Problem> {
    serde_json::to_value(outline).map_err(|error| Problem::internal(&error))
}

fn invalid(detail: String) -> Problem {
    Problem::new(ProblemKind::Invalid, detail)
}
