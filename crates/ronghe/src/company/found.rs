//! Founds a company: from an empty folder to people with cards, terminals and a process.

use std::sync::Arc;

use anyhow::Context as _;
use city::{City, Person, Station};
use security_unit::CardOwner;
use vocabulary::{CardKind, Clock as _, Entropy, Role, SystemClock, SystemEntropy};

use super::cards::{CardOrder, issue_card, move_card};
use super::folders::Folders;
use super::meter_keys::{make_machine, make_unit};
use super::pages::Pages;
use super::process::deploy;
use super::record::{self, Account, Card, FORMAT, Record, Terminal};
use super::running::Programs;
use super::secrets::{key, password, pin};
use super::simulated_meters::SimulatedMeter;
use super::staff::{Known, bring_in, give_accounts, works_in_the_field};
use super::terminals::{TerminalPlan, configure, enrolment_code};
use crate::client::{AcquisitionControl, Console};
use crate::init::{AcquisitionSection, FirstPerson, Founding, MarketingSection, found_platform};
use crate::private_file;

/// What is to be founded.
#[derive(Debug, Clone)]
pub struct Plan {
    pub folders: Folders,
    pub seed: u64,
    /// `small` or `demo`.
    pub size: String,
    /// PostgreSQL's address; the embedded database without one.
    pub database: Option<String>,
    pub platform_port: u16,
    pub marketing_port: u16,
    pub acquisition_port: u16,
    /// Files of the bundle of the process that the story is about.
    pub bundle: std::collections::BTreeMap<String, String>,
    /// The other processes of the company.
    pub other_bundles: Vec<std::collections::BTreeMap<String, String>>,
    /// The built pages, if they were built.
    pub pages: Option<Pages>,
    pub terminals: Vec<TerminalPlan>,
    /// Meters that every terminal reaches.
    pub meters: Vec<SimulatedMeter>,
    /// The company's own list of when a supply may be stopped.
    pub stop_policies: Option<String>,
    /// How long the marketing system waits at most before it comes again, milliseconds.
    pub marketing_retry_max_ms: u64,
}

/// The first administrator's name.
const ADMINISTRATOR: &str = "admin";

/// Founds the company and leaves its programs running.
///
/// # Errors
/// When a step does not work; it is named.
pub async fn found(
    plan: &Plan,
    city: &City,
    programs: &mut Programs,
    say: &dyn Fn(&str),
) -> anyhow::Result<Record> {
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    std::fs::create_dir_all(plan.folders.root())
        .with_context(|| format!("cannot make the folder {}", plan.folders.root().display()))?;

    let keys = NeighbourKeys::make(&*entropy);
    let secret = password(&*entropy);
    say("founding the platform");
    found_platform(&founding(plan, city, &keys, &secret)).await?;
    say("making the key machine");
    let machine = make_machine(&plan.folders, &*entropy)?;
    write_neighbours_config(plan, &keys)?;
    for meter in &plan.meters {
        programs.start_meter(&plan.folders, meter).await?;
    }

    say("starting platform, marketing system and acquisition system");
    let platform_url = programs.start_platform(&plan.folders).await?;
    let marketing_url = programs.start_marketing(&plan.folders).await?;

    let administrator = Console::sign_in(&platform_url, ADMINISTRATOR, &secret).await?;
    say("importing stations, grids, areas and people");
    let known = bring_in(&administrator, city).await?;
    say("making accounts");
    let mut accounts = vec![Account {
        login: ADMINISTRATOR.to_owned(),
        password: secret,
        person: administrator.person,
        name: administrator.name.clone(),
        staff_no: "00000001".to_owned(),
        roles: vec![Role::Administrator],
        station: None,
    }];
    accounts.extend(give_accounts(&administrator, &*entropy, city, &known).await?);
    say("deploying the processes");
    let deployed = deploy(&administrator, &plan.bundle).await?;
    let mut processes = vec![deployed_process(&deployed)?];
    for bundle in &plan.other_bundles {
        processes.push(deployed_process(&deploy(&administrator, bundle).await?)?);
    }

    let mut record = Record {
        format: FORMAT,
        seed: plan.seed,
        size: plan.size.clone(),
        platform: record::Platform {
            url: platform_url,
            port: plan.platform_port,
            config: plan.folders.platform_config(),
            database: plan.database.clone().unwrap_or_else(|| "sqlite".to_owned()),
        },
        marketing: record::Marketing {
            url: marketing_url,
            port: plan.marketing_port,
            config: plan.folders.marketing_config(),
            control_key: keys.control,
            platform_key: keys.platform,
            results_key: keys.results,
        },
        acquisition: Some(record::Acquisition {
            url: format!("http://{}", loopback(plan.acquisition_port)),
            port: plan.acquisition_port,
            control_key: keys.acquisition_control,
            platform_key: keys.acquisition_platform,
            authority_key: keys.authority,
            key_machine: plan.folders.key_machine(),
            passphrase_file: plan.folders.key_machine_passphrase(),
        }),
        process: deployed_process(&deployed)?,
        processes,
        stations: known.stations.values().cloned().collect(),
        accounts,
        cards: Vec::new(),
        meters: plan.meters.clone(),
        terminals: Vec::new(),
        orders: Vec::new(),
    };
    let officer = record.account_with(Role::SecurityOfficer, None);
    let officer = officer.context("the city has no security officer")?;
    let officer = Console::sign_in(&record.platform.url, &officer.login, &officer.password).await?;
    say("issuing cards");
    let station = city.stations.first().context("the city has no station")?;
    record.cards = issue_cards(plan, &officer, &entropy, station, &known).await?;
    say("enrolling terminals");
    for terminal in &plan.terminals {
        let unit = make_unit(&plan.folders, &machine, &*entropy, &terminal.name)?;
        tell_of_unit(&record, &unit).await?;
        let carrier = owner(carrier_of(station, &terminal.carried_by)?, &known)?;
        let number = record.terminals.len() + 1;
        give_tf_card(plan, &officer, &entropy, terminal, (number, carrier.clone())).await?;
        let mut enrolled = enrol(plan, &officer, programs, terminal, station, &known).await?;
        enrolled.unit = Some(unit);
        let order = CardOrder {
            serial: format!("B{number:0>12}"),
            kind: CardKind::Business,
            owner: carrier,
            pin: pin(&*entropy),
        };
        let slot = plan.folders.business_slot(&terminal.name);
        let (card, _) = issue_card(&officer, Arc::clone(&entropy), &slot, order).await?;
        let record::Card { card, serial, pin, unlock_code, .. } = card;
        enrolled.business_card = Some(record::BusinessCard { card, serial, pin, unlock_code });
        record.terminals.push(enrolled);
        put_cards(&plan.folders, terminal, &mut record.cards)?;
    }
    Ok(record)
}

fn deployed_process(answer: &serde_json::Value) -> anyhow::Result<record::Process> {
    serde_json::from_value(answer.clone()).context("the platform's answer on a process")
}

/// What the other systems and the platform show each other.
struct NeighbourKeys {
    platform: String,
    results: String,
    control: String,
    acquisition_platform: String,
    authority: String,
    acquisition_control: String,
}

impl NeighbourKeys {
    fn make(entropy: &dyn Entropy) -> Self {
        Self {
            platform: key(entropy),
            results: key(entropy),
            control: key(entropy),
            acquisition_platform: key(entropy),
            authority: key(entropy),
            acquisition_control: key(entropy),
        }
    }
}

fn founding(plan: &Plan, city: &City, keys: &NeighbourKeys, secret: &str) -> Founding {
    Founding {
        folder: plan.folders.platform(),
        database: plan.database.clone(),
        organisation: city.company.name.clone(),
        listen: loopback(plan.platform_port),
        pages: plan.pages.as_ref().map(|pages| pages.console.clone()),
        administrator: FirstPerson::administrator(ADMINISTRATOR.to_owned(), secret.to_owned()),
        // The city has one of its own.
        officer: None,
        marketing: Some(MarketingSection {
            url: format!("http://{}", loopback(plan.marketing_port)),
            key: keys.platform.clone(),
            results_key: keys.results.clone(),
        }),
        acquisition: Some(AcquisitionSection {
            url: format!("http://{}", loopback(plan.acquisition_port)),
            key: keys.acquisition_platform.clone(),
            authority_key: keys.authority.clone(),
        }),
        stop_policies: plan.stop_policies.clone(),
    }
}

/// Both stand-ins are one program with one configuration.
fn write_neighbours_config(plan: &Plan, keys: &NeighbourKeys) -> anyhow::Result<()> {
    let path = plan.folders.marketing_config();
    let folder = path.parent().context("the configuration has a folder")?;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let config = serde_json::json!({ "marketing": {
        "listen": loopback(plan.marketing_port),
        "ledger": "marketing.jsonl",
        "platform": format!("http://{}", loopback(plan.platform_port)),
        "platform_key": keys.platform,
        "results_key": keys.results,
        "control_key": keys.control,
        "retry_max_ms": plan.marketing_retry_max_ms,
    }, "acquisition": {
        "listen": loopback(plan.acquisition_port),
        "ledger": "acquisition.jsonl",
        "key_machine": plan.folders.key_machine(),
        "passphrase_file": plan.folders.key_machine_passphrase(),
        "platform": format!("http://{}", loopback(plan.platform_port)),
        "platform_key": keys.acquisition_platform,
        "authority_key": keys.authority,
        "control_key": keys.acquisition_control,
        "retry_max_ms": plan.marketing_retry_max_ms,
    }});
    private_file::replace(&path, &toml::to_string(&config)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Cards for everybody of the station who works in the field; they lie in the drawer.
async fn issue_cards(
    plan: &Plan,
    officer: &Console,
    entropy: &Arc<dyn Entropy>,
    station: &Station,
    known: &Known,
) -> anyhow::Result<Vec<Card>> {
    // The second in which they are made keeps them apart from those of another start.
    let series = SystemClock::new().now().millis() / 1_000;
    let workers = station.staff.iter().filter(|person| works_in_the_field(&person.roles));
    let mut cards = Vec::new();
    for (n, worker) in workers.enumerate() {
        let order = CardOrder {
            serial: format!("{series}{n:04}"),
            kind: CardKind::Operator,
            owner: owner(worker, known)?,
            pin: pin(&**entropy),
        };
        let drawer = plan.folders.drawer();
        cards.push(issue_card(officer, Arc::clone(entropy), &drawer, order).await?.0);
    }
    Ok(cards)
}

/// A terminal is enrolled with the TF card that is in it. The card was handed to whoever carries the terminal.
async fn give_tf_card(
    plan: &Plan,
    officer: &Console,
    entropy: &Arc<dyn Entropy>,
    terminal: &TerminalPlan,
    (number, owner): (usize, CardOwner),
) -> anyhow::Result<()> {
    let serial = format!("TF{number:0>11}");
    let order = CardOrder { serial, kind: CardKind::Tf, owner, pin: pin(&**entropy) };
    let slot = plan.folders.tf_slot(&terminal.name);
    let (card, _) = issue_card(officer, Arc::clone(entropy), &slot, order).await?;
    let file = plan.folders.tf_file(&terminal.name);
    private_file::replace(&file, &format!("{}\n", card.pin))
        .with_context(|| format!("cannot write {}", file.display()))
}

fn carrier_of<'s>(station: &'s Station, staff_no: &str) -> anyhow::Result<&'s Person> {
    let mut staff = station.staff.iter();
    let found = staff.find(|person| person.staff_no.to_string() == staff_no);
    found.with_context(|| format!("nobody has the number {staff_no}"))
}

fn owner(person: &Person, known: &Known) -> anyhow::Result<CardOwner> {
    let staff_no = person.staff_no.to_string();
    let id = known.people.get(&staff_no).context("a person got lost in the import")?;
    Ok(CardOwner { person: *id, name: person.name.clone(), staff_no })
}

async fn enrol(
    plan: &Plan,
    officer: &Console,
    programs: &mut Programs,
    terminal: &TerminalPlan,
    station: &Station,
    known: &Known,
) -> anyhow::Result<Terminal> {
    let name = &terminal.name;
    configure(&plan.folders, terminal, &plan.meters, plan.pages.as_ref())?;
    let station = known.stations.get(station.code.as_str()).context("a station got lost")?.station;
    let code = enrolment_code(officer, name, station).await?;
    let entry_url = programs.start_terminal(&plan.folders, name, Some(&code)).await?;
    let listed = officer.list("/api/v1/terminals").await?;
    let id = listed.iter().find(|one| one["name"] == name.as_str());
    let id = id.and_then(|one| one["terminal"].as_str()?.parse().ok());
    let person = known.people.get(&terminal.carried_by).context("nobody carries the terminal")?;
    Ok(Terminal {
        terminal: id.with_context(|| format!("{name} did not enrol itself"))?,
        name: name.clone(),
        station,
        config: plan.folders.terminal_config(name),
        operator_slot: plan.folders.operator_slot(name),
        second_slot: plan.folders.second_slot(name),
        url: format!("http://{}", loopback(terminal.ports.launcher)),
        ports: terminal.ports,
        entry_url,
        person: *person,
        unit: None,
        business_card: None,
    })
}

/// The key authority makes nothing for units that it does not know.
async fn tell_of_unit(record: &Record, unit: &record::Unit) -> anyhow::Result<()> {
    let acquisition = record.acquisition.as_ref().context("the acquisition system was founded")?;
    let control = AcquisitionControl::new(&acquisition.url, &acquisition.control_key);
    control.unit_issued(unit.serial).await.context("the acquisition system takes no unit")
}

/// Takes the cards of worker and second person out of the drawer. Whose card is in another terminal already has this one as
/// a spare.
fn put_cards(folders: &Folders, terminal: &TerminalPlan, cards: &mut [Card]) -> anyhow::Result<()> {
    let slots = [
        (Some(&terminal.carried_by), folders.operator_slot(&terminal.name)),
        (terminal.second.as_ref(), folders.second_slot(&terminal.name)),
    ];
    for (staff_no, slot) in slots {
        let Some(staff_no) = staff_no else { continue };
        let card = cards.iter_mut().find(|card| card.staff_no == *staff_no);
        let card = card.with_context(|| format!("{staff_no} has no card"))?;
        if card.terminal.is_some() {
            continue;
        }
        move_card(&folders.drawer().join(&card.file), &slot)?;
        card.terminal = Some(terminal.name.clone());
    }
    Ok(())
}

fn loopback(port: u16) -> std::net::SocketAddr {
    (std::net::Ipv4Addr::LOCALHOST, port).into()
}
