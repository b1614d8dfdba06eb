//! A company for benchmarks: a founded platform, a station, and as many workers as asked for, each with a grid, an
//! area, a card, a terminal and a session of his own.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use async_trait::async_trait;
use platform::Platform;
use platform::config::Config;
use platform::identity::Password;
use platform::orders::operations::compile;
use platform_store::identity::{AccountRow, CardRow, CardState};
use platform_store::people::{AreaRow, GridRow, PersonRow, StationRow};
use platform_store::processes::BundleRow;
use platform_store::terminals::{EnrolmentRow, TerminalRow, TerminalSessionRow, TerminalState};
use platform_store::{Command, StoreFault, Tx, identity, people, processes, terminals};
use security_unit::{
    CardOwner, NewCard, Pin, PinCost, SigningToken as _, SoftwareCard, UnlockCode,
};
use serde_json::json;
use vocabulary::{
    AreaId, CardId, CardKind, Clock, Digest, Entropy, GridId, Instant, PersonId, Role, SessionId,
    StationId, SystemClock, SystemEntropy, TerminalId, hours,
};

use super::part::Program;
use crate::company::{find_bundle, password, read_bundle};
use crate::init::{FirstPerson, Founding, found_platform};
use crate::opened::open_platform;

/// The PIN of every card.
pub const PIN: &str = "135790";

/// A founded platform and its workers.
#[derive(Clone)]
pub struct SmallCompany {
    pub folder: PathBuf,
    pub workers: Vec<Worker>,
    /// The station's head, and somebody who sees all stations.
    pub desks: [Desk; 2],
}

/// Somebody at the console.
#[derive(Debug, Clone)]
pub struct Desk {
    pub login: String,
    pub password: String,
    role: Role,
}

/// A worker with everything that he signs and signs in with.
#[derive(Debug, Clone)]
pub struct Worker {
    pub person: PersonId,
    pub card: CardId,
    pub card_file: PathBuf,
    /// The code of his area; orders of it fall to him.
    pub area_code: String,
    /// Enrols a fresh terminal.
    pub enrolment_code: String,
    /// A terminal that is enrolled, and the bearer token of his session on it.
    pub terminal: TerminalId,
    pub token: String,
}

impl SmallCompany {
    /// Founds it in `folder`; `database` is an empty one of a PostgreSQL server, or none for the embedded one.
    ///
    /// # Errors
    /// When a part of it cannot be made.
    pub async fn found(
        folder: &Path,
        database: Option<String>,
        workers: usize,
    ) -> anyhow::Result<Self> {
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let founding = Founding {
            folder: folder.to_owned(),
            database,
            organisation: "供电公司".to_owned(),
            // Any free port; the program says which.
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            pages: None,
            administrator: FirstPerson::administrator("admin".to_owned(), password(&*entropy)),
            officer: None,
            marketing: None,
            acquisition: None,
            stop_policies: None,
        };
        found_platform(&founding).await?;
        let desks = [("head", Role::StationHead), ("watcher", Role::MonitorOperator)]
            .map(|(login, role)| Desk { login: login.into(), password: password(&*entropy), role });
        let company = Self { folder: folder.to_owned(), workers: Vec::new(), desks };
        let platform = company.open().await?;
        let mut staffing = Staffing::make(&platform, &entropy, folder, workers)?;
        for desk in &company.desks {
            staffing.desks.push(desk.rows(&platform, &staffing.station).await?);
        }
        let workers = staffing.people.iter().map(|one| one.worker.clone()).collect();
        platform.store().write(staffing).await?;
        platform.close().await;
        Ok(Self { workers, ..company })
    }

    /// The same company on a copy of its folder.
    ///
    /// # Errors
    /// When it cannot be copied.
    pub fn copy_to(&self, folder: &Path) -> anyhow::Result<Self> {
        copy_folder(&self.folder, folder)
            .with_context(|| format!("cannot copy to {}", folder.display()))?;
        Ok(Self { folder: folder.to_owned(), ..self.clone() })
    }

    /// Opens its platform within this program: for what is loaded before or between measurements.
    ///
    /// # Errors
    /// When the data cannot be opened.
    pub async fn open(&self) -> anyhow::Result<Platform> {
        open_platform(&Config::read(&self.config())?).await
    }

    /// Starts its platform as the program that it is.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(&self) -> anyhow::Result<Program> {
        Program::platform(&self.config(), &self.folder.join("platform.log")).await
    }

    fn config(&self) -> PathBuf {
        self.folder.join(crate::init::CONFIG_FILE)
    }
}

/// Copies a folder with everything in it.
///
/// # Errors
/// When the disk does not do what is asked.
pub fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
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

/// Writes station, people and process.
struct Staffing {
    platform: Platform,
    station: StationRow,
    people: Vec<Member>,
    desks: Vec<(PersonRow, AccountRow)>,
    bundle: BundleRow,
}

impl Desk {
    async fn rows(
        &self,
        platform: &Platform,
        station: &StationRow,
    ) -> anyhow::Result<(PersonRow, AccountRow)> {
        let person = PersonRow {
            person: PersonId::make(platform.clock(), platform.entropy()),
            staff_no: format!("D-{}", self.login),
            name: "李敏".to_owned(),
            mobile: "15400009999".to_owned(),
            station: Some(station.station).filter(|_| self.role == Role::StationHead),
            active: true,
            roles: vec![self.role],
        };
        let memory_kib = platform.limits().password_memory_kib;
        let password = Password::from(self.password.clone());
        let hash = password.hash(platform.entropy(), memory_kib).await;
        let hash = hash.map_err(|problem| anyhow::anyhow!("{}", problem.detail))?;
        let account = AccountRow {
            login: self.login.clone(),
            person: person.person,
            password_hash: hash.as_str().to_owned(),
            failures: 0,
            locked_until: None,
        };
        Ok((person, account))
    }
}

/// A worker and the rows that make him one.
struct Member {
    worker: Worker,
    person: PersonRow,
    grid: GridRow,
    area: AreaRow,
    card: CardRow,
}

impl Staffing {
    fn make(
        platform: &Platform,
        entropy: &Arc<dyn Entropy>,
        folder: &Path,
        count: usize,
    ) -> anyhow::Result<Self> {
        let clock = SystemClock::new();
        let station = StationRow {
            station: StationId::make(&clock, &**entropy),
            code: "S01".to_owned(),
            name: "城关供电所".to_owned(),
            county: "滦南县".to_owned(),
            lon_e7: 1_186_700_000,
            lat_e7: 395_200_000,
            region: "*".to_owned(),
        };
        let cards = folder.join("cards");
        std::fs::create_dir_all(&cards)?;
        let people = (0..count)
            .map(|n| Member::make(&clock, entropy, &cards, &station, n))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let deployed_by = people.first().context("a company has workers")?.person.person;
        let files = read_bundle(&find_bundle(None)?)?;
        let version = compile(platform, files.clone());
        let version = version.map_err(|problem| anyhow::anyhow!("{}", problem.detail))?;
        let bundle = BundleRow {
            hash: version.hash,
            process: version.process().to_owned(),
            version: 1,
            files: json!(files),
            deployed_by,
            deployed_at: clock.now(),
        };
        Ok(Self { platform: platform.clone(), station, people, desks: Vec::new(), bundle })
    }
}

impl Member {
    fn make(
        clock: &SystemClock,
        entropy: &Arc<dyn Entropy>,
        cards: &Path,
        station: &StationRow,
        n: usize,
    ) -> anyhow::Result<Self> {
        let person = PersonRow {
            person: PersonId::make(clock, &**entropy),
            staff_no: format!("T{n:04}"),
            name: "王建国".to_owned(),
            mobile: format!("1540000{n:04}"),
            station: Some(station.station),
            active: true,
            roles: vec![Role::AreaManager, Role::MeterInstaller],
        };
        let grid = GridRow {
            grid: GridId::make(clock, &**entropy),
            station: station.station,
            code: format!("G{n:04}"),
            name: format!("网格{n}"),
            outline: json!([]),
            primary: Some(person.person),
            backup: None,
        };
        let area = AreaRow {
            area: AreaId::make(clock, &**entropy),
            grid: grid.grid,
            code: format!("A{n:04}"),
            name: format!("台区{n}"),
            outline: json!([]),
        };
        let (card, card_file) = issue_card(clock, entropy, cards, &person)?;
        let worker = Worker {
            person: person.person,
            card: card.card,
            card_file,
            area_code: area.code.clone(),
            enrolment_code: format!("BENCH{n:07}"),
            terminal: TerminalId::make(clock, &**entropy),
            token: hex::encode(entropy.key()),
        };
        Ok(Self { worker, person, grid, area, card })
    }

    fn enrolment(&self, station: StationId, at: Instant) -> EnrolmentRow {
        EnrolmentRow {
            code_hash: Digest::of(self.worker.enrolment_code.as_bytes()),
            name: format!("终端-{}", self.person.staff_no),
            station: Some(station),
            made_by: self.person.person,
            expires_at: at.plus(hours(72)),
            terminal: None,
        }
    }

    fn terminal(&self, station: StationId, at: Instant) -> TerminalRow {
        TerminalRow {
            terminal: self.worker.terminal,
            name: format!("随身-{}", self.person.staff_no),
            station: Some(station),
            // Nobody signs in on it with a key: its session is there already.
            public_key: vec![2; 33],
            state: TerminalState::Active,
            enrolled_at: at,
            last_seen: None,
            release_no: "bench".to_owned(),
            tf_card: None,
        }
    }

    fn session(&self, platform: &Platform, at: Instant) -> TerminalSessionRow {
        TerminalSessionRow {
            token_hash: Digest::of(self.worker.token.as_bytes()),
            session: SessionId::make(platform.clock(), platform.entropy()),
            terminal: self.worker.terminal,
            person: Some(self.worker.person),
            card: Some(self.worker.card),
            created_at: at,
            expires_at: at.plus(hours(72)),
        }
    }
}

fn issue_card(
    clock: &SystemClock,
    entropy: &Arc<dyn Entropy>,
    cards: &Path,
    owner: &PersonRow,
) -> anyhow::Result<(CardRow, PathBuf)> {
    let order = NewCard {
        serial: &owner.staff_no,
        kind: CardKind::Operator,
        owner: CardOwner {
            person: owner.person,
            name: owner.name.clone(),
            staff_no: owner.staff_no.clone(),
        },
        pin: &Pin::parse(PIN)?,
        unlock_code: &UnlockCode::make(&**entropy),
        // Typing a PIN is not what is measured.
        cost: PinCost::SIMULATION,
    };
    let card = SoftwareCard::issue(clock, Arc::clone(entropy), cards, order)?;
    let identity = card.identity();
    let row = CardRow {
        card: identity.card,
        serial: identity.serial,
        kind: identity.kind,
        person: owner.person,
        public_key: identity.public_key.bytes().to_vec(),
        puk_sealed: Vec::new(),
        state: CardState::Active,
        issued_at: clock.now(),
    };
    Ok((row, card.path()))
}

#[async_trait]
impl Command for Staffing {
    type Answer = ();
    type Fault = StoreFault;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(), StoreFault> {
        let (org, at) = (self.platform.org(), self.platform.clock().now());
        let station = self.station.station;
        people::put_station(tx, org, &self.station).await?;
        for member in &self.people {
            people::put_person(tx, org, &member.person).await?;
            people::put_grid(tx, org, &member.grid).await?;
            people::put_area(tx, org, &member.area).await?;
            identity::put_card(tx, org, &member.card).await?;
            terminals::insert_enrolment(tx, org, &member.enrolment(station, at)).await?;
            terminals::put_terminal(tx, org, &member.terminal(station, at)).await?;
            terminals::insert_session(tx, org, &member.session(&self.platform, at)).await?;
        }
        for (person, account) in &self.desks {
            people::put_person(tx, org, person).await?;
            identity::put_account(tx, org, account).await?;
        }
        processes::insert(tx, org, &self.bundle).await?;
        processes::activate(tx, org, &self.bundle.process, self.bundle.hash).await
    }
}
