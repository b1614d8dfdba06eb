//! At the end everything is looked at from outside: orders, results, evidence to the byte, audit chains.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use http::Method;
use serde_json::{Value, json};
use vocabulary::Digest;

use super::Cases;
use super::at_the_meter::AtTheMeters;
use crate::day::report::Report;
use crate::day::scene::{Case, Scene};
use crate::day::seen::file_of;

pub async fn play(
    scene: &mut Scene,
    report: &mut Report,
    cases: &Cases,
    business: &Case,
    at_the_meters: &AtTheMeters,
) -> anyhow::Result<()> {
    let AtTheMeters { of_marketing, of_acquisition: tasks } = at_the_meters;
    let connections = cases.all().into_iter().chain([business]);
    let all: Vec<&Case> = connections.clone().chain(of_marketing).chain(tasks).collect();
    let finished = cases.finished().into_iter().chain([business]);
    let finished: Vec<&Case> = finished.chain(of_marketing).collect();
    report.step(
        "proof: every operation once, every file to the byte, in the platform and the result",
    );
    for case in &all {
        let file = file_of(scene, case).await?;
        operations_are_there_once(scene, report, case, &file);
        // The customer's papers twice, and what he signed.
        let is_connection = connections.clone().any(|one| one.order == case.order);
        let papers = if is_connection { 3 } else { 0 };
        papers_are_seen_by_who_says_why(scene, report, case, (&file, papers)).await?;
        evidence_is_what_it_was(scene, report, case, &file).await?;
        report.check(
            file["story_verifies"] == true,
            format_args!("the story of order {} is unbroken", case.order_no),
        );
    }
    for case in &finished {
        result_fits(scene, report, case).await?;
    }
    let totals = scene.company()?.control.state().await?;
    let total = |name: &str| totals[name].as_u64();
    // One more came while the manager was away, and was ended.
    let orders = (all.len() - tasks.len()) as u64 + 1;
    report.check_same(total("orders"), Some(orders), "the marketing system's orders");
    let finished = finished.len() as u64;
    report.check_same(total("results_accepted"), Some(finished), "results that it has taken");
    report.check_same(total("messages_waiting"), Some(0), "no message of it waits");
    report.check_same(total("finished_after_cancel"), Some(0), "nothing cancelled was finished");

    report.step("proof: the audit chains");
    chains_are_read_by_the_officer(scene, report, &all).await?;
    scene.count_duplicates().await?;
    for link in scene.links.values() {
        scene.counts.bytes_up += link.bytes_up();
        scene.counts.bytes_down += link.bytes_down();
    }
    scene.programs.stop_all().await?;
    let verdict = crate::audit::verify(&scene.folders.platform_config()).await?;
    scene.counts.audit_chains = verdict.chains;
    scene.counts.audit_entries = verdict.entries;
    report.check(verdict.holds(), format_args!("{} chains hold", verdict.chains));
    Ok(())
}

fn operations_are_there_once(scene: &mut Scene, report: &mut Report, case: &Case, file: &Value) {
    let operations = file["operations"].as_array().cloned().unwrap_or_default();
    let ids: BTreeSet<_> =
        operations.iter().map(|one| one["operation"]["op_id"].to_string()).collect();
    let mut submits: BTreeMap<String, u32> = BTreeMap::new();
    for one in &operations {
        let applied = one["outcome"]["result"] == "applied";
        if one["operation"]["kind"] == "submit" && applied {
            *submits.entry(one["operation"]["stage"].to_string()).or_default() += 1;
        }
    }
    report.check(
        ids.len() == operations.len() && submits.values().all(|count| *count == 1),
        format_args!("order {}: {} operations, no stage done twice", case.order_no, ids.len()),
    );
    scene.counts.operations += ids.len() as u64;
}

async fn papers_are_seen_by_who_says_why(
    scene: &Scene,
    report: &mut Report,
    case: &Case,
    (file, least): (&Value, usize),
) -> anyhow::Result<()> {
    let evidence = file["evidence"].as_array().map_or(&[][..], Vec::as_slice);
    let hidden = |one: &&Value| one["masked"] == true;
    report.check(
        evidence.iter().filter(hidden).count() >= least,
        format_args!("papers and signatures of order {} are told from the rest", case.order_no),
    );
    let hidden = evidence.iter().find(hidden);
    let Some(id) = hidden.and_then(|one| one["attachment"].as_str()) else { return Ok(()) };
    let head = &scene.company()?.head;
    let refused = head.file(&format!("/api/v1/files/{id}")).await.is_err();
    report.check(refused, format_args!("papers of order {} are hidden", case.order_no));
    let reason = json!({ "reason": "归档核对证件" });
    let path = format!("/api/v1/orders/{}/unmask", case.order);
    let _: Value = head.command(Method::POST, &path, &reason).await?;
    Ok(())
}

async fn evidence_is_what_it_was(
    scene: &mut Scene,
    report: &mut Report,
    case: &Case,
    file: &Value,
) -> anyhow::Result<()> {
    let evidence = file["evidence"].as_array().cloned().unwrap_or_default();
    let (mut wrong, mut bytes) = (Vec::new(), 0);
    for one in &evidence {
        let id = one["attachment"].as_str().context("a file has an id")?;
        let path = format!("/api/v1/files/{id}");
        let (_, content) = scene.company()?.head.file(&path).await?;
        bytes += content.len() as u64;
        let same = json!(Digest::of(&content)) == one["sha256"];
        if !same || one["size"] != json!(content.len()) {
            wrong.push(id.to_owned());
        }
    }
    scene.counts.files += evidence.len() as u64;
    scene.counts.file_bytes += bytes;
    if !evidence.is_empty() {
        let what =
            format!("order {}: {} files hash to what was announced", case.order_no, evidence.len());
        report.check_same(wrong, Vec::<String>::new(), what);
    }
    Ok(())
}

/// The result's index of evidence is the platform's.
async fn result_fits(scene: &Scene, report: &mut Report, case: &Case) -> anyhow::Result<()> {
    let file = file_of(scene, case).await?;
    let seen = scene.company()?.control.order(case.order_no.as_str()).await?;
    let index = |list: &Value| -> BTreeSet<(String, String)> {
        let list = list.as_array().into_iter().flatten();
        list.map(|one| (one["attachment"].to_string(), one["sha256"].to_string())).collect()
    };
    let (ours, theirs) = (index(&file["evidence"]), index(&seen["result"]["evidence"]));
    report.check(
        !ours.is_empty() && ours == theirs,
        format_args!("the result of order {} names its {} files", case.order_no, ours.len()),
    );
    Ok(())
}

async fn chains_are_read_by_the_officer(
    scene: &Scene,
    report: &mut Report,
    cases: &[&Case],
) -> anyhow::Result<()> {
    let company = scene.company()?;
    let terminals = company.record.terminals.iter().map(|one| format!("terminal:{}", one.terminal));
    let orders = cases.iter().map(|case| format!("order:{}", case.order));
    let mut broken = Vec::new();
    let mut read = 0;
    for chain in terminals.chain(orders).chain(["organisation".to_owned()]) {
        let page: Value = company.officer.get(&format!("/api/v1/audit/{chain}")).await?;
        let entries = page["items"].as_array().map_or(0, Vec::len);
        if page["verified"] != true || entries == 0 {
            broken.push(chain);
        }
        read += entries;
    }
    report.check_same(
        broken,
        Vec::<String>::new(),
        format_args!("{read} entries follow from each other"),
    );
    Ok(())
}
