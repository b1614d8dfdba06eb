//! The organisation and the people in it.

use platform_store::Store;
use platform_store::people::{self, AreaRow, GridRow, PersonRow, StationRow};
use serde_json::json;
use uuid::Uuid;
use vocabulary::{AreaId, GridId, Role};

use crate::ground::{Ground, read, write};
use crate::samples::{ORG, OTHER_ORG, at, person_id, station_id};

stories![
    organisations_are_listed_oldest_first,
    a_person_has_exactly_the_roles_given,
    people_are_paged_by_staff_number,
    an_area_leads_to_its_grid,
    a_station_moves,
    the_nearest_area_is_the_one_whose_middle_is_nearest,
];

fn person(n: u128, roles: &[Role]) -> PersonRow {
    PersonRow {
        person: person_id(n),
        staff_no: format!("S{n:03}"),
        name: format!("员工{n}"),
        mobile: "13800000000".into(),
        station: Some(station_id(n % 2)),
        active: true,
        roles: roles.to_vec(),
    }
}

/// Somebody of the station that his number leads to.
pub async fn put_somebody(store: &Store, n: u128) {
    put(store, person(n, &[Role::AreaManager])).await;
}

async fn put(store: &Store, person: PersonRow) {
    write(store, person, |person, tx| Box::pin(people::put_person(tx, ORG, person))).await.unwrap();
}

async fn find(store: &Store, n: u128) -> Option<PersonRow> {
    read(store, n, |n, tx| Box::pin(people::person(tx, ORG, person_id(*n)))).await
}

async fn organisations_are_listed_oldest_first(ground: Ground) {
    for (org, name, made) in [(OTHER_ORG, "唐山", 1), (ORG, "保定", 2), (ORG, "保定供电", 3)]
    {
        write(&ground.store, (org, name, made), |(org, name, made), tx| {
            Box::pin(people::put_organisation(tx, *org, name, at(*made)))
        })
        .await
        .unwrap();
    }
    let all = read(&ground.store, (), |(), tx| Box::pin(people::organisations(tx))).await;
    assert_eq!(all, [(OTHER_ORG, "唐山".to_owned()), (ORG, "保定供电".to_owned())]);
}

async fn a_person_has_exactly_the_roles_given(ground: Ground) {
    let store = &ground.store;
    assert_eq!(find(store, 1).await, None);
    let both = person(1, &[Role::AreaManager, Role::MeterInstaller]);
    put(store, both.clone()).await;
    assert_eq!(find(store, 1).await, Some(both));
    let moved = PersonRow { active: false, station: None, ..person(1, &[Role::Dispatcher]) };
    put(store, moved.clone()).await;
    assert_eq!(find(store, 1).await, Some(moved));
    put(store, person(1, &[])).await;
    assert_eq!(find(store, 1).await, Some(person(1, &[])));
}

async fn people_are_paged_by_staff_number(ground: Ground) {
    let store = &ground.store;
    let roles = [Role::AreaManager, Role::MeterInstaller, Role::StationHead];
    for n in [4, 2, 1, 3] {
        put(store, person(n, &roles)).await;
    }
    let page = |station: Option<u128>, after: &'static str, limit: u32| {
        let with = (station.map(station_id), after, limit);
        async move {
            read(store, with, |(station, after, limit), tx| {
                Box::pin(people::people(tx, ORG, *station, after, *limit))
            })
            .await
        }
    };
    // The limit counts people, not their roles.
    assert_eq!(page(None, "", 2).await, [person(1, &roles), person(2, &roles)]);
    assert_eq!(page(None, "S002", 9).await, [person(3, &roles), person(4, &roles)]);
    assert_eq!(page(Some(1), "", 9).await, [person(1, &roles), person(3, &roles)]);
    let by_staff_no = |staff_no: &'static str| {
        read(store, staff_no, |staff_no, tx| {
            Box::pin(people::person_by_staff_no(tx, ORG, staff_no))
        })
    };
    assert_eq!(by_staff_no("S002").await, Some(person(2, &roles)));
    assert_eq!(by_staff_no("S009").await, None);
}

async fn an_area_leads_to_its_grid(ground: Ground) {
    let store = &ground.store;
    let grid = |n: u128| GridRow {
        grid: GridId::from_uuid(Uuid::from_u128(n)),
        station: station_id(n),
        code: format!("G{n}"),
        name: "网格".into(),
        outline: json!([[[118.2, 39.6]]]),
        primary: Some(person_id(n)),
        backup: None,
    };
    let area = |n: u128| AreaRow {
        area: AreaId::from_uuid(Uuid::from_u128(n)),
        grid: grid(n).grid,
        code: format!("A{n}"),
        name: "台区".into(),
        outline: json!([]),
    };
    for n in 1..=2 {
        write(store, (grid(n), area(n)), |(grid, area), tx| {
            Box::pin(async move {
                people::put_grid(tx, ORG, grid).await?;
                people::put_area(tx, ORG, area).await
            })
        })
        .await
        .unwrap();
    }
    let grid_of = |code: &'static str| {
        read(store, code, |code, tx| Box::pin(people::grid_of_area(tx, ORG, code)))
    };
    assert_eq!(grid_of("A2").await, Some(grid(2)));
    assert_eq!(grid_of("A3").await, None);

    let handed_over = GridRow { backup: Some(person_id(9)), ..grid(2) };
    write(store, handed_over.clone(), |grid, tx| Box::pin(people::put_grid(tx, ORG, grid)))
        .await
        .unwrap();
    let grids = |station: Option<u128>| {
        read(store, station.map(station_id), |s, tx| Box::pin(people::grids(tx, ORG, *s)))
    };
    assert_eq!(grids(None).await, [grid(1), handed_over.clone()]);
    assert_eq!(grids(Some(2)).await, [handed_over]);
    let areas = |station: Option<u128>| {
        read(store, station.map(station_id), |s, tx| Box::pin(people::areas(tx, ORG, *s, "", 9)))
    };
    assert_eq!(areas(None).await, [area(1), area(2)]);
    assert_eq!(areas(Some(1)).await, [area(1)]);
    let after = read(store, (), |(), tx| Box::pin(people::areas(tx, ORG, None, "A1", 9))).await;
    assert_eq!(after, [area(2)]);
    let by_code = |code: &'static str| {
        read(store, code, |code, tx| {
            Box::pin(async move {
                let grid = people::grid_by_code(tx, ORG, code).await?;
                Ok((grid, people::area_by_code(tx, ORG, code).await?))
            })
        })
    };
    assert_eq!(by_code("G1").await, (Some(grid(1)), None));
    assert_eq!(by_code("A1").await, (None, Some(area(1))));
    let codes =
        read(store, grid(1).grid, |grid, tx| Box::pin(people::area_codes_of_grid(tx, ORG, *grid)));
    assert_eq!(codes.await, ["A1"]);
}

async fn a_station_moves(ground: Ground) {
    let station = |lon_e7: i64, region: &str| StationRow {
        station: station_id(1),
        code: "ST1".into(),
        name: "路南供电所".into(),
        county: "路南区".into(),
        lon_e7,
        lat_e7: -396_000_000,
        region: region.into(),
    };
    let moved = station(1_183_000_000, "130203-urban");
    for station in [station(1_182_000_000, "*"), moved.clone()] {
        write(&ground.store, station, |s, tx| Box::pin(people::put_station(tx, ORG, s)))
            .await
            .unwrap();
    }
    let all = read(&ground.store, (), |(), tx| Box::pin(people::stations(tx, ORG))).await;
    assert_eq!(all, std::slice::from_ref(&moved));
    let by_code = |org| {
        read(&ground.store, org, |org, tx| Box::pin(people::station_by_code(tx, *org, "ST1")))
    };
    assert_eq!(by_code(ORG).await, Some(moved));
    assert_eq!(by_code(OTHER_ORG).await, None);
    let region = |n| {
        read(&ground.store, n, |n, tx| Box::pin(people::region_of_station(tx, ORG, station_id(*n))))
    };
    assert_eq!(region(1).await.as_deref(), Some("130203-urban"));
    assert_eq!(region(2).await, None);
}

async fn the_nearest_area_is_the_one_whose_middle_is_nearest(ground: Ground) {
    let store = &ground.store;
    let square = |lon: f64, lat: f64| {
        let corner = |east: f64, north: f64| [lon + east, lat + north];
        json!([[
            corner(-0.01, -0.01),
            corner(0.01, -0.01),
            corner(0.01, 0.01),
            corner(-0.01, 0.01)
        ]])
    };
    let area = |n: u128, outline| AreaRow {
        area: AreaId::from_uuid(Uuid::from_u128(n)),
        grid: GridId::from_uuid(Uuid::from_u128(n)),
        code: format!("A{n}"),
        name: "台区".into(),
        outline,
    };
    // The second is as many degrees away as the third, and farther: to the north a degree is longer.
    let areas = [
        area(1, json!([])),
        area(2, square(118.2, 39.65)),
        area(3, square(118.25, 39.6)),
        area(4, square(118.9, 39.6)),
    ];
    for area in areas {
        write(store, area, |area, tx| Box::pin(people::put_area(tx, ORG, area))).await.unwrap();
    }
    let nearest = async |org, place: (i64, i64)| {
        read(store, (org, place), |(org, place), tx| {
            Box::pin(people::nearest_area(tx, *org, *place))
        })
        .await
    };
    let found = nearest(ORG, (1_182_000_000, 396_000_000)).await.expect("one is near");
    assert_eq!((found.code.as_str(), found.grid), ("A3", GridId::from_uuid(Uuid::from_u128(3))));
    assert!((4_200..4_400).contains(&found.distance_m), "{found:?}");
    let found = nearest(ORG, (1_182_000_000, 396_500_000)).await.expect("one is near");
    assert_eq!((found.code.as_str(), found.distance_m), ("A2", 0));
    assert_eq!(nearest(ORG, (1_170_000_000, 396_000_000)).await, None, "none within reach");
    assert_eq!(nearest(OTHER_ORG, (1_182_000_000, 396_000_000)).await, None);
}
