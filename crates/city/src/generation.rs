//! How a city comes about: counties in an order that the seed gives, their towns one by one, a station in each.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use vocabulary::Role;

use crate::city::{City, Company, CountyCompany, Station};
use crate::codes::{CountyCode, StationCode};
use crate::ground::{Point, Polygon};
use crate::network::Layout;
use crate::places::{County, Places, Town};
use crate::size::Size;
use crate::staff::{Person, Staffing};
use crate::territories;

impl City {
    /// Makes the city of that seed.
    #[must_use]
    pub fn generate(seed: u64, size: Size) -> City {
        let size = size.at_least_one_of_each();
        let places = Places::tangshan();
        let mut generation = Generation::new(seed, size);
        let company = generation.company(places);
        let (counties, stations) = generation.counties(places);
        City { seed, size, company, counties, stations }
    }
}

/// What is carried from one station to the next.
struct Generation {
    rng: ChaCha8Rng,
    staffing: Staffing,
    size: Size,
    areas_laid_out: u64,
}

impl Generation {
    fn new(seed: u64, size: Size) -> Self {
        let rng = ChaCha8Rng::seed_from_u64(seed);
        // People have a stream of their own, so that another size of ground leaves their names alone.
        let mut people = rng.clone();
        people.set_stream(PEOPLE_STREAM);
        Self { rng, staffing: Staffing::new(people), size, areas_laid_out: 0 }
    }

    fn company(&mut self, places: &Places) -> Company {
        Company {
            code: "1302".to_owned(),
            name: format!("{}供电公司", places.name.trim_end_matches('市')),
            region: format!("{}{}", places.province, places.name),
            staff: self.staffing.company(),
        }
    }

    /// Goes from county to county until there are as many stations as wanted.
    fn counties(&mut self, places: &Places) -> (Vec<CountyCompany>, Vec<Station>) {
        let mut order: Vec<&County> = places.counties.iter().collect();
        order.shuffle(&mut self.rng);
        // A small city lies in one county, if one has towns enough.
        order.sort_by_key(|county| county.towns.len() < self.size.stations);

        let (mut counties, mut stations) = (Vec::new(), Vec::new());
        for county in order {
            let wanted = self.size.stations - stations.len();
            if wanted == 0 {
                break;
            }
            let company = county_company(county);
            let grounds = company.territory.subdivide(&mut self.rng, county.towns.len());
            for (town, ground) in county.towns.iter().zip(grounds).take(wanted) {
                stations.push(self.station(&company, town, ground));
            }
            counties.push(company);
        }
        (counties, stations)
    }

    fn station(&mut self, company: &CountyCompany, town: &Town, territory: Polygon) -> Station {
        let code = StationCode::new(town.code.clone());
        let staff = self.staffing.station(&self.size);
        let managers: Vec<&Person> =
            staff.iter().filter(|person| person.roles.contains(&Role::AreaManager)).collect();
        let layout = Layout {
            station: &code,
            town,
            size: &self.size,
            managers: &managers,
            areas_before: self.areas_laid_out,
        };
        let grids = layout.grids(&mut self.rng, &territory);
        self.areas_laid_out += (self.size.grids_per_station * self.size.areas_per_grid) as u64;
        Station {
            code,
            name: format!("{}供电所", town.stem()),
            county: company.code.clone(),
            county_name: company.county.clone(),
            town: town.name.clone(),
            centre: territory.centre(),
            territory,
            staff,
            grids,
        }
    }
}

fn county_company(county: &County) -> CountyCompany {
    // 河北唐山芦台经济开发区 is spoken of as 芦台经济开发区.
    let name = county.name.trim_start_matches("河北");
    let name = name.trim_start_matches("唐山市").trim_start_matches("唐山");
    CountyCompany {
        code: CountyCode::new(county.code.clone()),
        name: format!("{name}供电公司"),
        county: name.to_owned(),
        centre: Point::new(county.lon, county.lat),
        territory: territories::of_county(county),
    }
}

/// Stream 0 is the ground's.
const PEOPLE_STREAM: u64 = 1;
