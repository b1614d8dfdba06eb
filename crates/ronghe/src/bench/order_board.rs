//! The office's lists over a million orders, at the API: a page of every kind of list, the figures, and the search.

use serde_json::Value;
use vocabulary::{Clock as _, SystemClock};

use super::figure::{Figure, Unit};
use super::small_company::SmallCompany;
use crate::client::Console;

/// # Errors
/// When the platform does not run, or a list comes up empty that must not.
pub async fn measure(company: &SmallCompany) -> anyhow::Result<Vec<Figure>> {
    let platform = company.start().await?;
    let [head, watcher] = &company.desks;
    let head = Console::sign_in(platform.url(), &head.login, &head.password).await?;
    let watcher = Console::sign_in(platform.url(), &watcher.login, &watcher.password).await?;
    let mut figures = Vec::new();
    for (name, limit, questions) in [
        ("order board over 1,000,000, first page", PAGE_MAX, &FIRST_PAGES[..]),
        ("order board, the slowest filter", PAGE_MAX, &FILTERS[..]),
        ("order figures of the day", PAGE_MAX, &["figures"][..]),
        ("search, the slowest text", SEARCH_MAX, &SEARCHES[..]),
    ] {
        let mut slowest = Vec::new();
        for question in questions {
            for (desk, console) in [("station", &head), ("company", &watcher)] {
                let runs = ask(console, question, may_be_empty(desk, question)).await?;
                println!("  {desk}, {question}: {runs:.1?} ms");
                if middle(&runs) > middle(&slowest) || slowest.is_empty() {
                    slowest = runs;
                }
            }
        }
        figures.push(Figure::within(name, Unit::Millis, limit, slowest));
    }
    platform.stop().await?;
    Ok(figures)
}

/// Nobody has such orders, the station has none, or whoever sees all stations may not ask for persons.
fn may_be_empty(desk: &str, question: &str) -> bool {
    NOBODY_HAS.contains(&question)
        || (desk == "station" && STATION_LACKS.contains(&question))
        || (desk == "company" && OF_PERSONS.contains(&question))
}

/// How long each of some equal requests takes.
async fn ask(console: &Console, question: &str, may_be_empty: bool) -> anyhow::Result<Vec<f64>> {
    let path = match question {
        "figures" => "/api/v1/orders/figures".to_owned(),
        _ => format!("/api/v1/orders?limit=50&{question}"),
    };
    let mut runs = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let clock = SystemClock::new();
        let answer: Value = console.get(&path).await?;
        runs.push(clock.monotonic().as_secs_f64() * 1_000.0);
        let found = answer["items"].as_array().map_or(1, Vec::len);
        anyhow::ensure!(found > 0 || may_be_empty, "{path} finds nothing");
    }
    Ok(runs)
}

fn middle(runs: &[f64]) -> f64 {
    let mut sorted = runs.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

const TIMES: usize = 15;
const PAGE_MAX: f64 = 100.0;
const SEARCH_MAX: f64 = 200.0;

const FIRST_PAGES: [&str; 3] = ["state=open", "state=archived", "sort=newest"];
/// What people narrow and sort by, the common and the rare.
const FILTERS: [&str; 13] = [
    "state=open&sort=due",
    "sort=due",
    "due=overdue&sort=due",
    "due=soon",
    "flag=undispatched",
    "flag=evidence",
    "flag=urged",
    "flag=urged&process=dunning",
    "stage=archive",
    "stage=acceptance",
    "process=dunning&sort=due",
    "state=archived&process=meter_reading",
    "state=archived&process=nothing_of_the_kind",
];
const NOBODY_HAS: [&str; 2] =
    ["state=archived&process=nothing_of_the_kind", "flag=urged&process=dunning"];
const STATION_LACKS: [&str; 2] = ["flag=undispatched", "flag=urged"];
const OF_PERSONS: [&str; 3] =
    ["text=%E5%AE%A2%E6%88%B7", "text=%E5%AE%A2%E6%88%B72000", "text=13900002000"];
/// A number's beginning that many share, a name that many share; and of one order of the station's its number, and the
/// whole name, mobile number, customer number and meter's number.
const SEARCHES: [&str; 7] = [
    "text=9000",
    "text=%E5%AE%A2%E6%88%B7",
    "text=9000000000002000",
    "text=%E5%AE%A2%E6%88%B72000",
    "text=13900002000",
    "text=0300002000",
    "text=1330001000000000002000",
];
