//! The organisation: stations, grids, areas, and the people in them.

use serde_json::Value as Json;
use vocabulary::{AreaId, GridId, Instant, OrganisationId, PersonId, Role, StationId};

use crate::{Row, StoreFault, Tx, args};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StationRow {
    pub station: StationId,
    pub code: String,
    pub name: String,
    pub county: String,
    /// 10⁻⁷ degree.
    pub lon_e7: i64,
    pub lat_e7: i64,
    /// Where it lies, as deadline policies name it; `*` where nobody has said.
    pub region: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    pub grid: GridId,
    pub station: StationId,
    pub code: String,
    pub name: String,
    /// GeoJSON polygon coordinates.
    pub outline: Json,
    /// A: in charge.
    pub primary: Option<PersonId>,
    /// B: stands in.
    pub backup: Option<PersonId>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct AreaRow {
    pub area: AreaId,
    pub grid: GridId,
    pub code: String,
    pub name: String,
    pub outline: Json,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub person: PersonId,
    pub staff_no: String,
    pub name: String,
    pub mobile: String,
    pub station: Option<StationId>,
    /// Still works here.
    pub active: bool,
    pub roles: Vec<Role>,
}

/// # Errors
/// When the database refuses.
pub async fn put_organisation(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    name: &str,
    at: Instant,
) -> Result<(), StoreFault> {
    tx.execute(PUT_ORGANISATION, &args![org, name, at]).await.map(|_| ())
}

/// The organisations of this installation.
///
/// # Errors
/// When the database refuses.
pub async fn organisations(tx: &mut Tx<'_>) -> Result<Vec<(OrganisationId, String)>, StoreFault> {
    let rows = tx.rows(ORGANISATIONS, &[]).await?;
    rows.iter().map(|row| Ok((row.get("org")?, row.get("name")?))).collect()
}

/// # Errors
/// When the database refuses.
pub async fn put_station(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: &StationRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        station.station,
        &station.code,
        &station.name,
        &station.county,
        station.lon_e7,
        station.lat_e7,
        &station.region,
    ];
    tx.execute(PUT_STATION, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn station_by_code(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    code: &str,
) -> Result<Option<StationRow>, StoreFault> {
    let row = tx.row(STATION_BY_CODE, &args![org, code]).await?;
    row.as_ref().map(read_station).transpose()
}

/// # Errors
/// When the database refuses.
pub async fn stations(tx: &mut Tx<'_>, org: OrganisationId) -> Result<Vec<StationRow>, StoreFault> {
    let rows = tx.rows(STATIONS, &args![org]).await?;
    rows.iter().map(read_station).collect()
}

/// Where a station lies, as deadline policies name it.
///
/// # Errors
/// When the database refuses.
pub async fn region_of_station(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: StationId,
) -> Result<Option<String>, StoreFault> {
    tx.row(REGION, &args![org, station]).await?.map(|row| row.get("region")).transpose()
}

fn read_station(row: &Row) -> Result<StationRow, StoreFault> {
    Ok(StationRow {
        station: row.get("station")?,
        code: row.get("code")?,
        name: row.get("name")?,
        county: row.get("county")?,
        lon_e7: row.get("lon_e7")?,
        lat_e7: row.get("lat_e7")?,
        region: row.get("region")?,
    })
}

/// # Errors
/// When the database refuses.
pub async fn put_grid(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    grid: &GridRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        grid.grid,
        grid.station,
        &grid.code,
        &grid.name,
        &grid.outline,
        grid.primary,
        grid.backup,
    ];
    tx.execute(PUT_GRID, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn grids(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
) -> Result<Vec<GridRow>, StoreFault> {
    let rows = tx.rows(GRIDS, &args![org, station]).await?;
    rows.iter().map(read_grid).collect()
}

/// # Errors
/// When the database refuses.
pub async fn grid_by_code(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    code: &str,
) -> Result<Option<GridRow>, StoreFault> {
    let row = tx.row(GRID_BY_CODE, &args![org, code]).await?;
    row.as_ref().map(read_grid).transpose()
}

/// # Errors
/// When the database refuses.
pub async fn grid(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    grid: GridId,
) -> Result<Option<GridRow>, StoreFault> {
    tx.row(GRID, &args![org, grid]).await?.as_ref().map(read_grid).transpose()
}

/// The grid that an area belongs to, by the area's code.
///
/// # Errors
/// When the database refuses.
pub async fn grid_of_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area_code: &str,
) -> Result<Option<GridRow>, StoreFault> {
    let row = tx.row(GRID_OF_AREA, &args![org, area_code]).await?;
    row.as_ref().map(read_grid).transpose()
}

/// The codes of the areas of a grid.
///
/// # Errors
/// When the database refuses.
pub async fn area_codes_of_grid(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    grid: GridId,
) -> Result<Vec<String>, StoreFault> {
    let rows = tx.rows(AREA_CODES, &args![org, grid]).await?;
    rows.iter().map(|row| row.get("code")).collect()
}

fn read_grid(row: &Row) -> Result<GridRow, StoreFault> {
    Ok(GridRow {
        grid: row.get("grid")?,
        station: row.get("station")?,
        code: row.get("code")?,
        name: row.get("name")?,
        outline: row.get("outline")?,
        primary: row.get("primary_person")?,
        backup: row.get("backup_person")?,
    })
}

/// # Errors
/// When the database refuses.
pub async fn put_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area: &AreaRow,
) -> Result<(), StoreFault> {
    let (lon_e7, lat_e7) = centre(&area.outline).unzip();
    let row =
        args![org, area.area, area.grid, &area.code, &area.name, &area.outline, lon_e7, lat_e7];
    tx.execute(PUT_AREA, &row).await.map(|_| ())
}

/// # Errors
/// When the database refuses.
pub async fn area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    area: AreaId,
) -> Result<Option<AreaRow>, StoreFault> {
    tx.row(AREA, &args![org, area]).await?.as_ref().map(read_area).transpose()
}

/// # Errors
/// When the database refuses.
pub async fn area_by_code(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    code: &str,
) -> Result<Option<AreaRow>, StoreFault> {
    let row = tx.row(AREA_BY_CODE, &args![org, code]).await?;
    row.as_ref().map(read_area).transpose()
}

/// The mean of the positions of an outline, in 10⁻⁷ degree.
fn centre(outline: &Json) -> Option<(i64, i64)> {
    let ring = outline.get(0)?.as_array()?;
    let mean = |axis: usize| {
        let positions = ring.iter().filter_map(|position| position.get(axis)?.as_f64());
        let (sum, count) = positions.fold((0.0, 0_u32), |(sum, n), at| (sum + at, n + 1));
        (count > 0).then(|| (sum / f64::from(count) * 1e7).round() as i64)
    };
    Some((mean(0)?, mean(1)?))
}

/// An area and how far it is from somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearArea {
    pub code: String,
    pub grid: GridId,
    /// To its middle, in metres.
    pub distance_m: u32,
}

/// The area whose middle is nearest to a place (10⁻⁷ degree), if one is within about twenty kilometres.
///
/// # Errors
/// When the database refuses.
pub async fn nearest_area(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    (lon_e7, lat_e7): (i64, i64),
) -> Result<Option<NearArea>, StoreFault> {
    // A degree of longitude is shorter than one of latitude by the cosine.
    let cosine = (lat_e7 as f64 / 1e7).to_radians().cos();
    let squared = (cosine * cosine * 10_000.0).round() as i64;
    let Some(row) = tx.row(NEAREST_AREA, &args![org, lon_e7, lat_e7, NEAR_E7, squared]).await?
    else {
        return Ok(None);
    };
    let (lon, lat): (i64, i64) = (row.get("lon_e7")?, row.get("lat_e7")?);
    let east = (lon - lon_e7) as f64 * cosine;
    let north = (lat - lat_e7) as f64;
    let distance_m = (east.hypot(north) * METRES_PER_E7).round() as u32;
    Ok(Some(NearArea { code: row.get("code")?, grid: row.get("grid")?, distance_m }))
}

/// 0.2 degree.
const NEAR_E7: i64 = 2_000_000;
/// Of latitude.
const METRES_PER_E7: f64 = 111_195.0 / 1e7;

/// The areas of a station (or of all), by code, after one of them.
///
/// # Errors
/// When the database refuses.
pub async fn areas(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    after_code: &str,
    limit: u32,
) -> Result<Vec<AreaRow>, StoreFault> {
    let rows = tx.rows(AREAS, &args![org, station, after_code, limit]).await?;
    rows.iter().map(read_area).collect()
}

fn read_area(row: &Row) -> Result<AreaRow, StoreFault> {
    Ok(AreaRow {
        area: row.get("area")?,
        grid: row.get("grid")?,
        code: row.get("code")?,
        name: row.get("name")?,
        outline: row.get("outline")?,
    })
}

/// Writes a person and exactly the roles named.
///
/// # Errors
/// When the database refuses.
pub async fn put_person(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: &PersonRow,
) -> Result<(), StoreFault> {
    let row = args![
        org,
        person.person,
        &person.staff_no,
        &person.name,
        &person.mobile,
        person.station,
        state_word(person.active),
    ];
    tx.execute(PUT_PERSON, &row).await?;
    tx.execute(TAKE_ROLES, &args![org, person.person]).await?;
    for role in &person.roles {
        tx.execute(GIVE_ROLE, &args![org, person.person, *role]).await?;
    }
    Ok(())
}

/// # Errors
/// When the database refuses.
pub async fn person(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    person: PersonId,
) -> Result<Option<PersonRow>, StoreFault> {
    let rows = tx.rows(PERSON, &args![org, person]).await?;
    Ok(read_people(&rows)?.pop())
}

/// # Errors
/// When the database refuses.
pub async fn person_by_staff_no(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    staff_no: &str,
) -> Result<Option<PersonRow>, StoreFault> {
    let rows = tx.rows(PERSON_BY_STAFF_NO, &args![org, staff_no]).await?;
    Ok(read_people(&rows)?.pop())
}

/// The people of a station (or of all), by staff number.
///
/// # Errors
/// When the database refuses.
pub async fn people(
    tx: &mut Tx<'_>,
    org: OrganisationId,
    station: Option<StationId>,
    after_staff_no: &str,
    limit: u32,
) -> Result<Vec<PersonRow>, StoreFault> {
    let rows = tx.rows(PEOPLE, &args![org, station, after_staff_no, limit]).await?;
    read_people(&rows)
}

/// A row per role, a person's rows together.
fn read_people(rows: &[Row]) -> Result<Vec<PersonRow>, StoreFault> {
    let mut people: Vec<PersonRow> = Vec::new();
    for row in rows {
        let id: PersonId = row.get("person")?;
        let role: Option<Role> = row.get("role")?;
        if let Some(last) = people.last_mut().filter(|last| last.person == id) {
            last.roles.extend(role);
            continue;
        }
        people.push(PersonRow {
            person: id,
            staff_no: row.get("staff_no")?,
            name: row.get("name")?,
            mobile: row.get("mobile")?,
            station: row.get("station")?,
            active: row.get::<String>("state")? == state_word(true),
            roles: role.into_iter().collect(),
        });
    }
    Ok(people)
}

const fn state_word(active: bool) -> &'static str {
    if active { "active" } else { "left" }
}

const PUT_ORGANISATION: &str = "
    INSERT INTO organisation (org, name, created_at)
    VALUES ($1, $2, $3)
    ON CONFLICT (org) DO UPDATE SET name = EXCLUDED.name";

const ORGANISATIONS: &str = "SELECT org, name FROM organisation ORDER BY created_at, org";

const PUT_STATION: &str = "
    INSERT INTO station (org, station, code, name, county, lon_e7, lat_e7, region)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (org, station) DO UPDATE
       SET code = EXCLUDED.code, name = EXCLUDED.name, county = EXCLUDED.county,
           lon_e7 = EXCLUDED.lon_e7, lat_e7 = EXCLUDED.lat_e7, region = EXCLUDED.region";

const STATION_BY_CODE: &str = "
    SELECT station, code, name, county, lon_e7, lat_e7, region
      FROM station
     WHERE org = $1 AND code = $2";

const REGION: &str = "SELECT region FROM station WHERE org = $1 AND station = $2";

const STATIONS: &str = "
    SELECT station, code, name, county, lon_e7, lat_e7, region
      FROM station
     WHERE org = $1
     ORDER BY code";

const PUT_GRID: &str = "
    INSERT INTO grid_cell
           (org, grid, station, code, name, outline, primary_person, backup_person)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (org, grid) DO UPDATE
       SET station = EXCLUDED.station, code = EXCLUDED.code, name = EXCLUDED.name,
           outline = EXCLUDED.outline, primary_person = EXCLUDED.primary_person,
           backup_person = EXCLUDED.backup_person";

const GRID: &str = "
    SELECT grid, station, code, name, outline, primary_person, backup_person
      FROM grid_cell
     WHERE org = $1 AND grid = $2";

const GRID_BY_CODE: &str = "
    SELECT grid, station, code, name, outline, primary_person, backup_person
      FROM grid_cell
     WHERE org = $1 AND code = $2";

const GRIDS: &str = "
    SELECT grid, station, code, name, outline, primary_person, backup_person
      FROM grid_cell
     WHERE org = $1 AND ($2 IS NULL OR station = $2)
     ORDER BY code";

const GRID_OF_AREA: &str = "
    SELECT g.grid, g.station, g.code, g.name, g.outline, g.primary_person, g.backup_person
      FROM transformer_area a
      JOIN grid_cell g ON g.org = a.org AND g.grid = a.grid
     WHERE a.org = $1 AND a.code = $2";

const PUT_AREA: &str = "
    INSERT INTO transformer_area (org, area, grid, code, name, outline, lon_e7, lat_e7)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (org, area) DO UPDATE
       SET grid = EXCLUDED.grid, code = EXCLUDED.code, name = EXCLUDED.name,
           outline = EXCLUDED.outline, lon_e7 = EXCLUDED.lon_e7, lat_e7 = EXCLUDED.lat_e7";

/// Squares of differences of at most 0.2 degree, times ten thousand, are far within 64 bits.
const NEAREST_AREA: &str = "
    SELECT code, grid, lon_e7, lat_e7
      FROM transformer_area
     WHERE org = $1
       AND lat_e7 > $3 - $4 AND lat_e7 < $3 + $4
       AND lon_e7 > $2 - $4 AND lon_e7 < $2 + $4
     ORDER BY (lon_e7 - $2) * (lon_e7 - $2) * $5 + (lat_e7 - $3) * (lat_e7 - $3) * 10000, code
     LIMIT 1";

const AREA: &str = "
    SELECT area, grid, code, name, outline
      FROM transformer_area
     WHERE org = $1 AND area = $2";

const AREA_BY_CODE: &str = "
    SELECT area, grid, code, name, outline
      FROM transformer_area
     WHERE org = $1 AND code = $2";

const AREA_CODES: &str = "
    SELECT code
      FROM transformer_area
     WHERE org = $1 AND grid = $2
     ORDER BY code
     LIMIT 1000";

const AREAS: &str = "
    SELECT a.area, a.grid, a.code, a.name, a.outline
      FROM transformer_area a
      JOIN grid_cell g ON g.org = a.org AND g.grid = a.grid
     WHERE a.org = $1 AND ($2 IS NULL OR g.station = $2) AND a.code > $3
     ORDER BY a.code
     LIMIT $4";

const PUT_PERSON: &str = "
    INSERT INTO person (org, person, staff_no, name, mobile, station, state)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (org, person) DO UPDATE
       SET staff_no = EXCLUDED.staff_no, name = EXCLUDED.name, mobile = EXCLUDED.mobile,
           station = EXCLUDED.station, state = EXCLUDED.state";

const TAKE_ROLES: &str = "DELETE FROM person_role WHERE org = $1 AND person = $2";

const GIVE_ROLE: &str = "
    INSERT INTO person_role (org, person, role)
    VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING";

const PERSON: &str = "
    SELECT p.person, p.staff_no, p.name, p.mobile, p.station, p.state, r.role
      FROM person p
      LEFT JOIN person_role r ON r.org = p.org AND r.person = p.person
     WHERE p.org = $1 AND p.person = $2
     ORDER BY r.role";

const PERSON_BY_STAFF_NO: &str = "
    SELECT p.person, p.staff_no, p.name, p.mobile, p.station, p.state, r.role
      FROM person p
      LEFT JOIN person_role r ON r.org = p.org AND r.person = p.person
     WHERE p.org = $1 AND p.staff_no = $2
     ORDER BY r.role";

const PEOPLE: &str = "
    SELECT p.person, p.staff_no, p.name, p.mobile, p.station, p.state, r.role
      FROM (SELECT org, person, staff_no, name, mobile, station, state
              FROM person
             WHERE org = $1 AND ($2 IS NULL OR station = $2) AND staff_no > $3
             ORDER BY staff_no
             LIMIT $4) p
      LEFT JOIN person_role r ON r.org = p.org AND r.person = p.person
     ORDER BY p.staff_no, r.role";
