//! The company that every seed begins with: made once, copied for each.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use async_trait::async_trait;
use platform::{Durability, FoundOrganisation, Limits, Platform, PlatformKeys, Setup};
use platform_store::dispatch_rules::{self, DispatchRules};
use platform_store::identity::{CardRow, CardState, ConsoleSessionRow};
use platform_store::people::{AreaRow, GridRow, PersonRow, StationRow};
use platform_store::processes::BundleRow;
use platform_store::{
    Command, Hazard, Location, Options, Store, StoreFault, Tx, identity, people, processes,
};
use security_unit::{CardOwner, NewCard, Pin, PinCost, SigningToken, SoftwareCard, UnlockCode};
use serde_json::json;
use vocabulary::{
    AreaId, CardKind, Clock, Digest, Entropy, Epoch, GridId, Instant, ManualClock, OrganisationId,
    PersonId, Role, SeededEntropy, SessionId, StationId, hours,
};

use crate::desk_acts::OFFICE;
use crate::processes::{Process, Processes};

/// Monday, 2026-11-23, 08:00 in Shanghai.
pub const MORNING: Instant = Instant::from_micros(1_795_392_000_000_000);
/// The PIN of every card of the simulation.
pub const PIN: &str = "135790";
/// Workers: A and B of the first grid, B of the second, and a clerk with a terminal who inspects too.
pub const WORKERS: [(&str, &[Role]); 4] = [
    ("王建国", &[Role::AreaManager, Role::MeterInstaller]),
    ("李秀英", &[Role::AreaManager, Role::MeterInstaller]),
    ("郭晓明", &[Role::AreaManager, Role::MeterInstaller]),
    ("陈志远", &[Role::BackOfficeClerk, Role::UsageInspector]),
];
/// Areas of the first grid; the examples of the shipped processes lie in them.
pub const AREA_CODES: [&str; 2] = ["T-0103-017", "T-0103-016"];

/// Whether somebody of the station has the role.
#[must_use]
pub fn is_held(role: Role) -> bool {
    WORKERS.iter().any(|(_, roles)| roles.contains(&role))
        || Desk::ALL.iter().any(|desk| desk.role() == role)
}

/// The office's people, each with a console session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    Head,
    Clerk,
    Officer,
    Administrator,
}

impl Desk {
    pub const ALL: [Desk; 4] = [Desk::Head, Desk::Clerk, Desk::Officer, Desk::Administrator];

    /// The token of the session; the simulation does not type passwords.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Desk::Head => "head-token",
            Desk::Clerk => "clerk-token",
            Desk::Officer => "officer-token",
            Desk::Administrator => "administrator-token",
        }
    }

    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Desk::Head => Role::StationHead,
            Desk::Clerk => Role::BackOfficeClerk,
            Desk::Officer => Role::SecurityOfficer,
            Desk::Administrator => Role::Administrator,
        }
    }
}

/// A made company: a folder to copy, and its keys.
pub struct Template {
    folder: tempfile::TempDir,
    pub keys: PlatformKeys,
    pub workers: Vec<PersonId>,
    pub desks: Vec<PersonId>,
    pub grids: Vec<GridId>,
    pub processes: Arc<Processes>,
}

impl Template {
    /// Makes the company.
    ///
    /// # Errors
    /// When the disk does not do what is asked.
    pub async fn make() -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let clock = ManualClock::at(MORNING);
        let entropy: Arc<dyn Entropy> = Arc::new(SeededEntropy::new(0));
        let keys = PlatformKeys::generate(&*entropy);
        let processes = Arc::new(Processes::read()?);
        let company = Company::make(&clock, &entropy, folder.path(), &processes)?;
        let (workers, desks) = company.people.split_at(WORKERS.len());
        let ids = |people: &[PersonRow]| people.iter().map(|row| row.person).collect();
        let (workers, desks) = (ids(workers), ids(desks));
        let grids = company.grids.iter().map(|grid| grid.grid).collect();
        let location = Location::Sqlite(folder.path().join("platform.db"));
        let options = Options { forgetful: true, hazard: None };
        let store = Store::open(&location, options).await?;
        let epoch = Epoch::make(&clock, &*entropy);
        let name = "唐山供电公司".to_owned();
        store.write(FoundOrganisation { org: company.org, name, epoch, at: MORNING }).await?;
        store.write(company).await?;
        store.close().await;
        Ok(Self { folder, keys, workers, desks, grids, processes })
    }

    /// A copy of the company for one seed.
    ///
    /// # Errors
    /// When the disk does not do what is asked.
    pub fn copy_to(&self, folder: &Path) -> anyhow::Result<()> {
        copy_folder(self.folder.path(), folder)
    }
}

/// Copies a folder with everything in it.
///
/// # Errors
/// When the disk does not do what is asked.
pub fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Opens the platform of one seed.
///
/// # Errors
/// When its data cannot be opened.
pub async fn open_platform(
    folder: &Path,
    keys: PlatformKeys,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    hazard: Arc<dyn Hazard>,
) -> anyhow::Result<Platform> {
    Platform::open(Setup {
        location: Location::Sqlite(folder.join("platform.db")),
        files: folder.join("evidence"),
        keys,
        neighbour_keys: vec![("marketing".to_owned(), "marketing-key".to_owned())],
        key_authority: None,
        stop_policies: platform::metering::StopPolicies::shipped(),
        on_site_recharge: false,
        limits: Limits::default(),
        clock,
        entropy,
        durability: Durability::Forgetful,
        hazard: Some(hazard),
    })
    .await
    .context("the platform does not start")
}

/// Everything that is there before the first order.
struct Company {
    org: OrganisationId,
    station: StationRow,
    grids: Vec<GridRow>,
    areas: Vec<AreaRow>,
    people: Vec<PersonRow>,
    cards: Vec<CardRow>,
    sessions: Vec<ConsoleSessionRow>,
    bundles: Vec<BundleRow>,
}

impl Company {
    fn make(
        clock: &dyn Clock,
        entropy: &Arc<dyn Entropy>,
        folder: &Path,
        processes: &Processes,
    ) -> anyhow::Result<Self> {
        let station = StationId::make(clock, &**entropy);
        let person = |name: &str, n: usize, roles: Vec<Role>| PersonRow {
            person: PersonId::make(clock, &**entropy),
            staff_no: format!("T{n:04}"),
            name: name.to_owned(),
            mobile: format!("1540000{n:04}"),
            station: Some(station),
            active: true,
            roles,
        };
        let workers = WORKERS.iter().enumerate();
        let mut people: Vec<_> =
            workers.map(|(n, (name, roles))| person(name, n, roles.to_vec())).collect();
        let cards = people
            .iter()
            .map(|owner| make_card(clock, entropy, folder, owner))
            .collect::<anyhow::Result<_>>()?;
        let desks: Vec<_> = Desk::ALL
            .iter()
            .enumerate()
            .map(|(n, desk)| person(OFFICE, 100 + n, vec![desk.role()]))
            .collect();
        let sessions = Desk::ALL
            .iter()
            .zip(&desks)
            .map(|(desk, person)| ConsoleSessionRow {
                token_hash: Digest::of(desk.token().as_bytes()),
                session: SessionId::make(clock, &**entropy),
                person: person.person,
                csrf: "csrf".to_owned(),
                created_at: MORNING,
                expires_at: MORNING.plus(hours(24 * 365)),
            })
            .collect();
        let grid = |code: &str, name: &str, primary: usize, backup: usize| GridRow {
            grid: GridId::make(clock, &**entropy),
            station,
            code: code.to_owned(),
            name: name.to_owned(),
            outline: json!([]),
            primary: Some(people[primary].person),
            backup: Some(people[backup].person),
        };
        let grids = vec![grid("G01", "一网格", 0, 1), grid("G02", "二网格", 1, 2)];
        let area = |code: &&str| AreaRow {
            area: AreaId::make(clock, &**entropy),
            grid: grids[0].grid,
            code: (*code).to_owned(),
            name: "东街台区".to_owned(),
            outline: json!([]),
        };
        let areas = AREA_CODES.iter().map(area).collect();
        let deployed_by = desks[0].person;
        people.extend(desks);
        Ok(Self {
            org: OrganisationId::make(clock, &**entropy),
            station: StationRow {
                station,
                code: "S01".to_owned(),
                name: "城关供电所".to_owned(),
                county: "滦南县".to_owned(),
                lon_e7: 1_186_700_000,
                lat_e7: 395_200_000,
                region: "*".to_owned(),
            },
            grids,
            areas,
            people,
            cards,
            sessions,
            bundles: processes.iter().map(|process| bundle(process, deployed_by)).collect(),
        })
    }
}

fn make_card(
    clock: &dyn Clock,
    entropy: &Arc<dyn Entropy>,
    folder: &Path,
    owner: &PersonRow,
) -> anyhow::Result<CardRow> {
    let cards = folder.join("cards");
    std::fs::create_dir_all(&cards)?;
    let new = NewCard {
        serial: &owner.staff_no,
        kind: CardKind::Operator,
        owner: CardOwner {
            person: owner.person,
            name: owner.name.clone(),
            staff_no: owner.staff_no.clone(),
        },
        pin: &Pin::parse(PIN)?,
        unlock_code: &UnlockCode::make(&**entropy),
        cost: PinCost::SIMULATION,
    };
    let card = SoftwareCard::issue(clock, Arc::clone(entropy), &cards, new)?;
    // Found again by the owner, whatever the file is called.
    std::fs::rename(card.path(), cards.join(&owner.staff_no))?;
    let identity = card.identity();
    let key: String = serde_json::from_value(json!(identity.public_key))?;
    Ok(CardRow {
        card: identity.card,
        serial: identity.serial,
        kind: identity.kind,
        person: owner.person,
        public_key: hex(&key)?,
        puk_sealed: Vec::new(),
        state: CardState::Active,
        issued_at: MORNING,
    })
}

fn hex(text: &str) -> anyhow::Result<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|pair| Ok(u8::from_str_radix(std::str::from_utf8(pair)?, 16)?)).collect()
}

fn bundle(process: &Process, deployed_by: PersonId) -> BundleRow {
    BundleRow {
        hash: process.first.hash,
        process: process.name().to_owned(),
        version: 1,
        files: json!(process.first_files),
        deployed_by,
        deployed_at: MORNING,
    }
}

#[async_trait]
impl Command for Company {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        let org = self.org;
        people::put_station(tx, org, &self.station).await?;
        for person in &self.people {
            people::put_person(tx, org, person).await?;
        }
        for grid in &self.grids {
            people::put_grid(tx, org, grid).await?;
        }
        for area in &self.areas {
            people::put_area(tx, org, area).await?;
        }
        // Nobody has more than eight at once, and what lies unsigned for an hour and a half goes on.
        let rules = DispatchRules {
            most_in_hand: Some(8),
            sign_in_minutes: Some(90),
            places_itself: false,
        };
        dispatch_rules::put(tx, org, self.station.station, &rules).await?;
        for card in &self.cards {
            identity::put_card(tx, org, card).await?;
        }
        for session in &self.sessions {
            identity::insert_session(tx, org, session).await?;
        }
        for bundle in &self.bundles {
            let version = processes::next_version(tx, org, &bundle.process).await?;
            processes::insert(tx, org, &BundleRow { version, ..bundle.clone() }).await?;
            processes::activate(tx, org, &bundle.process, bundle.hash).await?;
        }
        Ok(())
    }
}
