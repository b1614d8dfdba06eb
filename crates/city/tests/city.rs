//! What everyone who uses a generated city relies on.

use std::collections::BTreeSet;

use city::{Application, City, Customer, Point, Polygon, Size, Station};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use vocabulary::{AssetNo, Role};

#[test]
fn the_same_seed_gives_the_same_city() {
    let city = City::generate(7, Size::demo());
    assert_eq!(city, City::generate(7, Size::demo()));
    assert!(city.customers().eq(City::generate(7, Size::demo()).customers()));
    assert_ne!(city.stations, City::generate(8, Size::demo()).stations);
}

#[test]
fn the_city_of_a_seed_never_changes() {
    let city = City::generate(2_026, Size::small());
    let customers: Vec<Customer> = city.customers().collect();
    let applications: Vec<Application> = city.applications().take(50).collect();
    let digests = [digest(&city), digest(&customers), digest(&applications)].join("\n");
    insta::assert_snapshot!(digests, @r"
    aca958b1009339d4bc190e3f25678da9e1201e95942a3cc1f4559335c129c36d
    4ce180c142abb0099105d2f087c847e3e5aeaa58fbd2d703c5c36f5e140d5f16
    bd2d05f8910bc87093d7caf67e1f5e92c8ddb0cba02e995a2a6422a473c8a105
    ");
}

#[test]
fn a_city_survives_json() {
    let city = City::generate(3, Size::small());
    let json = serde_json::to_string(&city).expect("JSON");
    assert_eq!(serde_json::from_str::<City>(&json).expect("a city"), city);
}

#[test]
fn codes_logins_and_numbers_are_unique() {
    let city = City::generate(11, Size { stations: 40, ..Size::demo() });
    assert_eq!(city.stations.len(), 40);
    all_differ(city.stations.iter().map(|station| station.code.as_str()));
    all_differ(city.stations.iter().flat_map(|s| &s.grids).map(|grid| grid.code.as_str()));
    all_differ(city.areas().map(|(_, area)| area.code.as_str()));
    all_differ(city.areas().map(|(_, area)| area.ordinal));
    all_differ(city.areas().flat_map(|(_, area)| &area.boxes).map(|b| b.code.as_str()));
    all_differ(city.people().map(|person| person.login.as_str()));
    all_differ(city.people().map(|person| person.staff_no.as_str()));
    all_differ(city.people().map(|person| person.mobile.as_str()));
    let customers: Vec<Customer> = city.customers().collect();
    assert_eq!(customers.len() as u64, city.customer_count());
    all_differ(customers.iter().map(|customer| customer.customer_no.as_str()));
    all_differ(customers.iter().map(|customer| customer.meter_asset_no.as_str()));
    all_differ(customers.iter().map(|customer| customer.comm_address.as_str()));
    all_differ(customers.iter().map(|customer| (customer.meter_box.as_str(), customer.slot)));
    let households = city.applications().take(2_000).map(|application| application.order_no);
    let businesses: Vec<_> = city.business_applications().take(500).collect();
    all_differ(households.chain(businesses.iter().map(|business| business.order_no.clone())));
    all_differ(businesses.iter().map(|business| business.mobile.as_str()));
}

#[test]
fn area_names_differ_within_a_station() {
    let city = City::generate(4, Size { areas_per_grid: 40, ..Size::small() });
    for station in &city.stations {
        all_differ(station.areas().map(|area| area.name.as_str()));
    }
}

#[test]
fn every_role_is_present() {
    let city = City::generate(5, Size::demo());
    let at_a_station = [
        Role::StationHead,
        Role::AreaManager,
        Role::MeterInstaller,
        Role::UsageInspector,
        Role::AcqMaintainer,
        Role::CounterClerk,
        Role::BackOfficeClerk,
        Role::Dispatcher,
    ];
    for station in &city.stations {
        for role in at_a_station {
            assert!(station.staff_with(role).next().is_some(), "{}: {role:?}", station.name);
        }
        assert_eq!(station.staff[0].roles, [Role::StationHead]);
    }
    for role in [Role::SecurityOfficer, Role::AppAdmin, Role::MonitorOperator] {
        assert!(city.company.staff.iter().any(|person| person.roles.contains(&role)), "{role:?}");
    }
}

#[test]
fn every_grid_has_two_different_managers_of_its_station() {
    for grids_per_station in [1, 2, 5] {
        let city = City::generate(6, Size { grids_per_station, ..Size::small() });
        for station in &city.stations {
            let managers: BTreeSet<_> =
                station.staff_with(Role::AreaManager).map(|person| &person.staff_no).collect();
            for grid in &station.grids {
                assert_ne!(grid.primary, grid.backup);
                assert!(managers.contains(&grid.primary) && managers.contains(&grid.backup));
            }
        }
    }
}

#[test]
fn a_size_of_nothing_still_makes_a_station() {
    let none = Size {
        stations: 0,
        grids_per_station: 0,
        areas_per_grid: 0,
        customers_per_area: 0,
        ..Size::small()
    };
    let city = City::generate(1, none);
    assert_eq!((city.stations.len(), city.customers().count()), (1, 1));
}

#[test]
fn there_are_no_more_stations_than_towns() {
    let many = Size { stations: 1_000, areas_per_grid: 1, ..Size::small() };
    let city = City::generate(1, many);
    assert_eq!(city.stations.len(), 244);
    assert_eq!(city.counties.len(), 18);
}

#[test]
fn synthetic_identity_numbers_belong_to_no_division() {
    let city = City::generate(9, Size::small());
    let of_customers = city.customers().map(|customer| customer.id_no);
    let of_applicants = city.applications().take(100).map(|application| application.id_no);
    for id_no in of_customers.chain(of_applicants) {
        assert!(id_no.as_str().starts_with("130299"), "{id_no}");
    }
    assert!(city.counties.iter().all(|county| county.code.as_str() != "130299"));
}

#[test]
fn asset_numbers_end_with_the_check_digit_and_hold_the_address() {
    for customer in City::generate(9, Size::small()).customers() {
        let asset_no = customer.meter_asset_no.as_str();
        assert_eq!(AssetNo::check_digit(&asset_no[..21]), asset_no.chars().last());
        assert!(asset_no.contains(customer.comm_address.as_str()));
    }
}

#[test]
fn applications_arrive_in_order_and_name_a_box_with_a_free_position() {
    let city = City::generate(10, Size::demo());
    let applications: Vec<Application> = city.applications().take(3_000).collect();
    assert!(applications.is_sorted_by_key(|application| application.accepted_after_s));
    for application in &applications {
        let (_, area) =
            city.areas().find(|(_, area)| area.code == application.area).expect("a known area");
        assert!(area.polygon.contains(application.position));
        let Some(code) = &application.meter_box else {
            continue;
        };
        let meter_box = area.boxes.iter().find(|b| b.code == *code).expect("a box of the area");
        assert!(!meter_box.free_slots.is_empty());
    }
    assert_eq!(city.application(41), applications[41]);
}

#[test]
fn customers_of_an_area_are_those_of_the_whole_stream() {
    let city = City::generate(12, Size::small());
    let (station, area) = city.areas().nth(4).expect("twelve areas");
    let alone: Vec<Customer> = city.customers_of(station, area).collect();
    let picked: Vec<Customer> =
        city.customers().filter(|customer| customer.area == area.code).collect();
    assert_eq!(alone, picked);
    assert_eq!(alone.len(), city.size.customers_per_area);
}

#[test]
fn a_million_customers_come_one_at_a_time() {
    let city = City::generate(13, Size::city());
    assert!(city.customer_count() >= 1_000_000);
    // The last areas are reached without making the customers before them.
    let (station, area) = city.areas().last().expect("areas");
    let last = city.customers_of(station, area).last().expect("customers");
    assert_eq!(last.customer_no.as_str(), format!("13{:08}", city.customer_count() - 1));
    assert_eq!(city.customers().take(20_000).count(), 20_000);
}

#[test]
fn the_base_map_draws_every_cell_and_closes_its_rings() {
    let city = City::generate(14, Size::small());
    let map = city.base_map();
    assert_eq!(map["type"], "FeatureCollection");
    let features = map["features"].as_array().expect("features");
    let count = |kind: &str| features.iter().filter(|f| f["properties"]["kind"] == kind).count();
    assert_eq!((count("county"), count("town"), count("grid"), count("area")), (1, 2, 4, 12));
    assert_eq!((count("river"), count("main_road"), count("road"), count("lane")), (1, 2, 4, 12));
    assert_eq!(count("place"), 2);
    for feature in features.iter().filter(|f| f["geometry"]["type"] == "Polygon") {
        let ring = feature["geometry"]["coordinates"][0].as_array().expect("ring");
        assert!(ring.len() >= 4);
        assert_eq!(ring.first(), ring.last());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn areas_fill_their_grid_without_overlapping(seed: u64, lon in 0.0..1.0, lat in 0.0..1.0) {
        let size = Size { stations: 3, grids_per_station: 3, areas_per_grid: 7, ..Size::small() };
        let city = City::generate(seed, size);
        for station in &city.stations {
            lies_within(station.grids.iter().map(|grid| &grid.polygon), &station.territory)?;
            for grid in &station.grids {
                lies_within(grid.areas.iter().map(|area| &area.polygon), &grid.polygon)?;
            }
            let point = somewhere(station, lon, lat);
            prop_assert_eq!(
                station.territory.contains(point),
                station.areas().any(|area| area.polygon.contains(point))
            );
            // A point on a border may be counted by both sides; a step aside settles it.
            let holders = station.areas().filter(|area| well_inside(&area.polygon, point)).count();
            prop_assert!(holders <= 1);
        }
    }

    #[test]
    fn boxes_and_transformers_stand_in_their_area(seed: u64) {
        let city = City::generate(seed, Size::small());
        for (_, area) in city.areas() {
            prop_assert!(area.polygon.contains(area.transformer));
            let taken: usize = area.boxes.iter().map(|b| usize::from(b.taken_slots())).sum();
            prop_assert_eq!(taken, city.size.customers_per_area);
            for meter_box in &area.boxes {
                prop_assert!(area.polygon.contains(meter_box.position));
                prop_assert!(meter_box.position.distance_m(area.transformer) < 410.0);
            }
        }
    }
}

fn lies_within<'a>(
    pieces: impl Iterator<Item = &'a Polygon>,
    whole: &Polygon,
) -> Result<(), TestCaseError> {
    let mut sum = 0.0;
    for piece in pieces {
        sum += piece.area_km2();
        prop_assert!(piece.corners().iter().all(|corner| whole.contains(*corner)));
    }
    // Pieces within the whole whose areas add up to it can neither overlap nor leave a gap; the tolerance is what
    // the rounding of corners makes of the smallest grids.
    prop_assert!((sum - whole.area_km2()).abs() < whole.area_km2() * 1e-4);
    Ok(())
}

fn somewhere(station: &Station, lon: f64, lat: f64) -> Point {
    let corners = station.territory.corners();
    let between = |part: f64, of: fn(&Point) -> f64| {
        let low = corners.iter().map(of).fold(f64::INFINITY, f64::min);
        let high = corners.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        low + (high - low) * part
    };
    Point::new(between(lon, |corner| corner.lon), between(lat, |corner| corner.lat))
}

fn well_inside(polygon: &Polygon, point: Point) -> bool {
    const STEP: f64 = 1e-5;
    [(STEP, 0.0), (-STEP, 0.0), (0.0, STEP), (0.0, -STEP)]
        .iter()
        .all(|(lon, lat)| polygon.contains(Point::new(point.lon + lon, point.lat + lat)))
}

fn digest<T: serde::Serialize>(value: &T) -> String {
    hex::encode(Sha256::digest(serde_json::to_vec(value).expect("JSON")))
}

fn all_differ<T: Ord>(values: impl Iterator<Item = T>) {
    let all: Vec<T> = values.collect();
    let count = all.len();
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), count);
}
