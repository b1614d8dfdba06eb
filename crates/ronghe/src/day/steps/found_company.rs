//! A company is founded: platform, marketing system, people, cards, terminals, process.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::client::Http;
use crate::company::BUSINESS_PROCESS;
use crate::day::report::Report;
use crate::day::scene::Scene;

pub async fn play(scene: &mut Scene, report: &mut Report) -> anyhow::Result<()> {
    report.step("a company is founded through public endpoints and the command line");
    scene.found(&|what| report.note(what)).await?;
    // Better now than when the story comes to it.
    scene.bundle_of(BUSINESS_PROCESS)?;
    let company = scene.company()?;
    let record = &company.record;
    let health = Http::new(&record.platform.url).get("/healthz").send().await?;
    report.check(health.status.is_success(), "the platform is well");

    let people = scene.city.people().count();
    // The administrator is of no city.
    report.check_same(record.accounts.len(), people + 1, "everybody has an account");
    let listed = company.officer.list("/api/v1/terminals").await?;
    report.check_same(listed.len(), record.terminals.len(), "every terminal has enrolled itself");
    let cards = company.officer.list("/api/v1/cards").await?;
    // Each terminal has a business card and a TF card.
    let in_terminals = 2 * record.terminals.len();
    report.check_same(cards.len(), record.cards.len() + in_terminals, "every card is registered");
    let processes: Value = company.monitor.get("/api/v1/processes").await.unwrap_or_default();
    let active =
        processes["items"].as_array().into_iter().flatten().filter(|one| one["active"] == true);
    let hashes: BTreeSet<String> =
        active.filter_map(|one| Some(one["hash"].as_str()?.to_owned())).collect();
    let expected = record.processes.iter().map(|one| one.hash.to_string()).collect();
    report.check_same(
        hashes,
        expected,
        format_args!("{} processes are deployed and active", record.processes.len()),
    );
    Ok(())
}
