//! The city's stations, grids, areas and people in the platform's words.

use anyhow::Context as _;
use city::{City, Polygon};
use platform::people::{Area, Grid, Organisation, Outline, Person, Station};

/// The whole organisation as one import.
///
/// # Errors
/// When a polygon of the city is none for the platform.
pub fn organisation(city: &City) -> anyhow::Result<Organisation> {
    let mut organisation = Organisation {
        stations: city.stations.iter().map(station).collect(),
        people: city.company.staff.iter().map(|person| member(person, None)).collect(),
        ..Organisation::default()
    };
    for station in &city.stations {
        let code = station.code.as_str();
        organisation.people.extend(station.staff.iter().map(|one| member(one, Some(code))));
        for grid in &station.grids {
            organisation.grids.push(Grid {
                code: grid.code.to_string(),
                name: grid.name.clone(),
                station: code.to_owned(),
                outline: outline(&grid.polygon)?,
                primary: Some(grid.primary.to_string()),
                backup: Some(grid.backup.to_string()),
            });
            for area in &grid.areas {
                organisation.areas.push(Area {
                    code: area.code.to_string(),
                    name: area.name.clone(),
                    grid: grid.code.to_string(),
                    outline: outline(&area.polygon)?,
                });
            }
        }
    }
    Ok(organisation)
}

fn station(station: &city::Station) -> Station {
    Station {
        code: station.code.to_string(),
        name: station.name.clone(),
        county: station.county_name.clone(),
        lon_e7: e7(station.centre.lon),
        lat_e7: e7(station.centre.lat),
        region: Default::default(),
    }
}

fn member(person: &city::Person, station: Option<&str>) -> Person {
    Person {
        staff_no: person.staff_no.to_string(),
        name: person.name.clone(),
        mobile: person.mobile.to_string(),
        station: station.map(str::to_owned),
        active: true,
        roles: person.roles.clone(),
    }
}

/// One ring, closed as GeoJSON wants it.
fn outline(polygon: &Polygon) -> anyhow::Result<Outline> {
    let mut ring: Vec<_> = polygon.corners().iter().map(|at| [at.lon, at.lat]).collect();
    ring.extend(ring.first().copied());
    Outline::try_from(vec![ring]).context("a polygon of the city is none for the platform")
}

fn e7(degrees: f64) -> i64 {
    // Degrees of the city are whole multiples of 10⁻⁷ already.
    (degrees * 1e7).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use city::Size;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn any_city_is_an_organisation_that_the_platform_takes(seed in any::<u64>()) {
            let city = City::generate(seed, Size::small());
            let organisation = organisation(&city).expect("polygons");
            prop_assert!(organisation.check().is_ok());
            prop_assert_eq!(organisation.people.len(), city.people().count());
            prop_assert_eq!(organisation.areas.len(), city.areas().count());
        }
    }
}
