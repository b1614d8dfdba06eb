//! The company's people: they come in with their stations, and those who work at a desk get accounts.

use std::collections::BTreeMap;

use anyhow::Context as _;
use city::City;
use http::Method;
use serde_json::{Value, json};
use vocabulary::{Entropy, PersonId, Role, StationId};

use super::organisation::organisation;
use super::record::{Account, Station};
use super::secrets::password;
use crate::client::Console;

/// People and places in one request.
const PART_LEN: usize = 2_000;

/// The platform's ids for the city's people and stations, by staff number and by code.
#[derive(Debug, Default)]
pub struct Known {
    pub people: BTreeMap<String, PersonId>,
    pub stations: BTreeMap<String, Station>,
}

/// Brings stations, grids, areas and people in, and reads back the ids that they got.
///
/// # Errors
/// When the platform does not take them.
pub async fn bring_in(administrator: &Console, city: &City) -> anyhow::Result<Known> {
    let whole = organisation(city)?;
    for part in whole.parts(PART_LEN) {
        let _: Value = administrator
            .command(Method::POST, "/api/v1/organisation/import", &part)
            .await
            .context("the organisation was not taken")?;
    }
    let mut known = Known::default();
    for person in administrator.list("/api/v1/people").await? {
        known.people.insert(text(&person, "staff_no"), id(&person, "person")?);
    }
    for station in administrator.list("/api/v1/stations").await? {
        let (code, name) = (text(&station, "code"), text(&station, "name"));
        let id: StationId = id(&station, "station")?;
        known.stations.insert(code.clone(), Station { station: id, code, name });
    }
    Ok(known)
}

/// Gives accounts to everybody who works at a desk, and to those in the field, who look at their orders there too.
///
/// # Errors
/// When the platform does not make one.
pub async fn give_accounts(
    administrator: &Console,
    entropy: &dyn Entropy,
    city: &City,
    known: &Known,
) -> anyhow::Result<Vec<Account>> {
    let of_company = city.company.staff.iter().map(|person| (person, None));
    let of_stations = city.stations.iter().flat_map(|station| {
        let code = station.code.as_str();
        station.staff.iter().map(move |person| (person, Some(code)))
    });
    let mut accounts = Vec::new();
    for (person, station) in of_company.chain(of_stations) {
        let staff_no = person.staff_no.to_string();
        let id = known.people.get(&staff_no).context("a person got lost in the import")?;
        let account = Account {
            login: person.login.clone(),
            password: password(entropy),
            person: *id,
            name: person.name.clone(),
            staff_no,
            roles: person.roles.clone(),
            station: station.map(str::to_owned),
        };
        give_account(administrator, &account).await?;
        accounts.push(account);
    }
    Ok(accounts)
}

/// # Errors
/// When the platform does not make it.
async fn give_account(administrator: &Console, account: &Account) -> anyhow::Result<()> {
    let body = json!({
        "login": account.login,
        "staff_no": account.staff_no,
        "password": account.password,
    });
    let _: Value = administrator
        .command(Method::POST, "/api/v1/accounts", &body)
        .await
        .with_context(|| format!("no account for {}", account.login))?;
    Ok(())
}

/// Whether somebody works in the field and needs a card.
#[must_use]
pub fn works_in_the_field(roles: &[Role]) -> bool {
    let in_the_field = [
        Role::AreaManager,
        Role::MeterInstaller,
        Role::UsageInspector,
        Role::AcqMaintainer,
        Role::CounterClerk,
        // Archiving is a stage like any other, worked on at a terminal.
        Role::BackOfficeClerk,
    ];
    roles.iter().any(|role| in_the_field.contains(role))
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn id<T: std::str::FromStr>(value: &Value, name: &str) -> anyhow::Result<T> {
    let found = value[name].as_str().and_then(|text| text.parse().ok());
    found.with_context(|| format!("the platform's answer has no {name}"))
}
