//! Stations, grids, areas and people as they are handed over: each names the others by their codes.

use std::collections::BTreeSet;

use deadlines::Region;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::Role;

use super::Outline;
use crate::http::{Problem, ProblemKind};

/// A supply station (供电所).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "130224001", "name": "倴城供电所", "county": "滦南县", "lon_e7": 1_186_700_000, "lat_e7": 395_200_000,
    "region": "130224-rural"
}))]
pub struct Station {
    pub code: String,
    pub name: String,
    pub county: String,
    /// 10⁻⁷ degree.
    pub lon_e7: i64,
    pub lat_e7: i64,
    /// Where it lies, for the time limits: `130224` (行政区划代码), `urban`, `rural`, `remote`, `130224-rural`, or `*`.
    #[serde(default)]
    #[schema(value_type = String)]
    pub region: Region,
}

/// A grid cell (网格) of a station, with the two who answer for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "130224001-01", "name": "倴城一网格", "station": "130224001", "primary": "13020007", "backup": "13020008"
}))]
pub struct Grid {
    pub code: String,
    pub name: String,
    /// Code of its station.
    pub station: String,
    #[serde(default)]
    pub outline: Outline,
    /// A: staff number of who is in charge.
    #[serde(default)]
    pub primary: Option<String>,
    /// B: staff number of who stands in.
    #[serde(default)]
    pub backup: Option<String>,
}

/// A transformer area (台区) of a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "code": "0130224001", "name": "东街台区", "grid": "130224001-01" }))]
pub struct Area {
    pub code: String,
    pub name: String,
    /// Code of its grid.
    pub grid: String,
    #[serde(default)]
    pub outline: Outline,
}

/// A member of staff with exactly the roles that he has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "staff_no": "13020007", "name": "王建国", "mobile": "15400000007", "station": "130224001",
    "roles": ["area_manager"]
}))]
pub struct Person {
    /// 工号
    pub staff_no: String,
    pub name: String,
    pub mobile: String,
    /// Code of his station; none for who works for the company as a whole.
    #[serde(default)]
    pub station: Option<String>,
    #[serde(default = "still_here")]
    pub active: bool,
    pub roles: Vec<Role>,
}

const fn still_here() -> bool {
    true
}

/// A part of the organisation, or all of it; what stands here may name each other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({
    "stations": [{
        "code": "130224001", "name": "倴城供电所", "county": "滦南县",
        "lon_e7": 1_186_700_000, "lat_e7": 395_200_000
    }],
    "people": [{
        "staff_no": "13020007", "name": "王建国", "mobile": "15400000007", "station": "130224001",
        "roles": ["area_manager"]
    }],
}))]
pub struct Organisation {
    pub stations: Vec<Station>,
    pub people: Vec<Person>,
    pub grids: Vec<Grid>,
    pub areas: Vec<Area>,
}

/// Characters of a code or staff number.
const CODE_LEN_MAX: usize = 32;
/// Characters of a name.
const NAME_LEN_MAX: usize = 100;

impl Organisation {
    #[must_use]
    pub fn len(&self) -> usize {
        self.stations.len() + self.people.len() + self.grids.len() + self.areas.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Checks what can be checked without the data.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub fn check(&self) -> Result<(), Problem> {
        self.stations.iter().try_for_each(Station::check)?;
        self.people.iter().try_for_each(Person::check)?;
        self.grids.iter().try_for_each(|grid| check_names(&grid.code, &grid.name))?;
        self.areas.iter().try_for_each(|area| check_names(&area.code, &area.name))
    }

    /// Cuts it into parts of at most `len` things, in an order in which each part needs only those before it.
    #[must_use]
    pub fn parts(self, len: usize) -> Vec<Organisation> {
        let mut parts = Vec::new();
        for station in self.stations {
            Self::with_room(&mut parts, len).stations.push(station);
        }
        for person in self.people {
            Self::with_room(&mut parts, len).people.push(person);
        }
        for grid in self.grids {
            Self::with_room(&mut parts, len).grids.push(grid);
        }
        for area in self.areas {
            Self::with_room(&mut parts, len).areas.push(area);
        }
        parts
    }

    /// The last part, or a new one when it is full.
    fn with_room(parts: &mut Vec<Self>, len: usize) -> &mut Self {
        if parts.last().is_none_or(|part| part.len() >= len) {
            parts.push(Self::default());
        }
        let last = parts.len() - 1;
        &mut parts[last]
    }
}

impl Station {
    fn check(&self) -> Result<(), Problem> {
        check_names(&self.code, &self.name)?;
        let on_earth = self.lon_e7.abs() <= 1_800_000_000 && self.lat_e7.abs() <= 900_000_000;
        if !on_earth {
            return Err(invalid(format!("station {} lies nowhere on this earth", self.code)));
        }
        Ok(())
    }
}

impl Person {
    fn check(&self) -> Result<(), Problem> {
        check_names(&self.staff_no, &self.name)?;
        if self.mobile.parse::<vocabulary::Mobile>().is_err() {
            return Err(invalid(format!("{} has no mobile number of 11 digits", self.staff_no)));
        }
        let distinct: BTreeSet<_> = self.roles.iter().collect();
        if distinct.len() != self.roles.len() {
            return Err(invalid(format!("{} has a role twice", self.staff_no)));
        }
        Ok(())
    }
}

fn check_names(code: &str, name: &str) -> Result<(), Problem> {
    let plain =
        code.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if code.is_empty() || code.len() > CODE_LEN_MAX || !plain {
        let rule = format!("a code has 1 to {CODE_LEN_MAX} letters, digits, hyphens: {code:?}");
        return Err(invalid(rule));
    }
    if name.trim().is_empty() || name.chars().count() > NAME_LEN_MAX {
        return Err(invalid(format!("the name of {code} has 1 to {NAME_LEN_MAX} characters")));
    }
    Ok(())
}

fn invalid(detail: String) -> Problem {
    Problem::new(ProblemKind::Invalid, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(n: usize) -> Area {
        let code = format!("A{n}");
        Area { code: code.clone(), name: code, grid: "G".into(), outline: Outline::default() }
    }

    #[test]
    fn parts_keep_everything_in_order_and_are_no_longer_than_they_may() {
        let whole = Organisation { areas: (0..1_203).map(area).collect(), ..Default::default() };
        let parts = whole.clone().parts(500);
        assert_eq!(parts.iter().map(Organisation::len).collect::<Vec<_>>(), [500, 500, 203]);
        let areas: Vec<_> = parts.into_iter().flat_map(|part| part.areas).collect();
        assert_eq!(areas, whole.areas);
    }

    #[test]
    fn codes_are_plain() {
        assert!(check_names("130224001-01", "倴城").is_ok());
        for bad in ["", "a b", "网格", "a/b", &"1".repeat(33)] {
            assert!(check_names(bad, "x").is_err(), "{bad:?}");
        }
        assert!(check_names("1", "  ").is_err());
    }
}
