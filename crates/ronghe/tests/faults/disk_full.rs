//! No room on either side: refused cleanly, nothing acknowledged lost, and back at work without a restart.

use anyhow::{Context as _, ensure};
use ronghe::client::{Answer, CallFault};
use ronghe::day::photo;
use serde_json::{Value, json};
use sync::{Kind, Outcome};

use crate::support::{Company, Hand, Room, evidence};

const MIB: u64 = 1 << 20;

#[tokio::test]
async fn a_platform_without_room_refuses_changes_nothing_and_comes_back_by_itself()
-> anyhow::Result<()> {
    let company = Company::with_orders(1).await?;
    let view = company.view(&company.cases[0]).await?;
    let room = Room::at(&company.small.folder.join("data"))?;
    let platform = company.start_platform_behind(&room.of_mib(128)).await?;
    let hand = Hand::of(company.worker(), &company.platform_url())?;
    let content = vec![9; 3 << 20];
    let file = evidence(&content);
    ensure!(hand.announce(&view, &file).await?.status == 201);
    let begun = hand.append(file.attachment, 0, &content[..50_000]).await?;
    ensure!(begun.status == 204, "{begun:?}");

    room.leave(platform.id()?, 0)?;
    let refused = hand.append(file.attachment, 50_000, &content[50_000..]).await?;
    is_full(&refused)?;
    // The log of the database may have pages to spare at first; each announcement takes some.
    let mut acknowledged = Vec::new();
    loop {
        let other = evidence(acknowledged.len().to_string().as_bytes());
        let answer = hand.announce(&view, &other).await?;
        if answer.status == 507 {
            is_full(&answer)?;
            break;
        }
        ensure!(answer.status == 201 && acknowledged.len() < 3_000, "{answer:?}");
        acknowledged.push(other);
    }
    let signed_in = hand.operation(&view, Kind::SignIn)?;
    let put_off = hand.send(std::slice::from_ref(&signed_in)).await?;
    ensure!(matches!(put_off[..], [Outcome::RetryAfter { .. }]), "{put_off:?}");
    ensure!(hand.http.get("/healthz").send().await?.status == 200, "it can still read");
    ensure!(hand.offset(file.attachment).await? == 50_000, "refused bytes left a trace");

    room.leave(platform.id()?, 64 * MIB)?;
    let taken = hand.append(file.attachment, 50_000, &content[50_000..]).await?;
    ensure!(taken.status == 204, "{taken:?}");
    let applied = hand.send(std::slice::from_ref(&signed_in)).await?;
    ensure!(matches!(applied[..], [Outcome::Applied { .. }]), "{applied:?}");
    ensure!(hand.offset(file.attachment).await? == content.len() as u64);
    for other in acknowledged {
        hand.offset(other.attachment).await.context("an acknowledged announcement is lost")?;
    }
    platform.stop().await
}

fn is_full(answer: &Answer) -> anyhow::Result<()> {
    let body: Value = serde_json::from_slice(&answer.body)?;
    ensure!(answer.status == 507 && body["code"] == "disk-full", "{answer:?}");
    Ok(())
}

#[tokio::test]
async fn a_terminal_short_of_storage_warns_before_capture_refuses_cleanly_and_loses_nothing()
-> anyhow::Result<()> {
    let company = Company::with_orders(1).await?;
    let case = &company.cases[0];
    let platform = company.start_platform().await?;
    let terminal = company.lay_terminal_out()?;
    std::fs::create_dir_all(terminal.data())?;
    let room = Room::at(&terminal.data())?;
    let code = company.worker().enrolment_code.clone();
    // Sizes are limits: nothing of it is taken before it is written.
    let agent = terminal.start_behind(&room.of_mib(900), Some(&code)).await?;
    let pid = agent.id()?;
    let mut worker = company.enter(&agent, 3).await?;
    let at = worker.finds(case.order, "acceptance").await?;
    platform.kill().await?;
    worker.goes_there(at, case).await?;
    ensure!(worker.page.state().await?["storage"]["low"] == false, "there is room");

    let (first, second) = (photo::take(&mut worker.rng)?, photo::take(&mut worker.rng)?);
    room.leave(pid, 200 * MIB)?;
    ensure!(worker.page.state().await?["storage"]["low"] == true, "nobody warns");
    let kept = worker.page.photo(at, "id_photos", first, &place()).await?;
    room.leave(pid, 20 * MIB)?;
    let refused = worker.page.photo(at, "id_photos", second.clone(), &place()).await;
    is_short(&refused)?;
    ensure!(photos(&worker.draft(at).await?) == [kept["attachment_id"].clone()]);

    // Numbers still go in where a photo does not, until nothing goes in any more.
    room.leave(pid, MIB / 4)?;
    let mut acknowledged = None;
    loop {
        let next = acknowledged.map_or(0, |n| n + 1);
        let value = json!(format!("{next:05}{}", "x".repeat(4_000)));
        let saved = worker.page.save(at, "service_address", &value).await;
        if saved.is_err() {
            is_short(&saved)?;
            break;
        }
        ensure!(next < 3_000, "a full disk takes everything");
        acknowledged = Some(next);
    }
    let last = acknowledged.context("the log had no page to spare")?;
    let draft = worker.draft(at).await?;
    let address = draft["service_address"].as_str().unwrap_or_default();
    ensure!(address.starts_with(&format!("{last:05}")), "{last} became {:.9}", address);

    room.leave(pid, 600 * MIB)?;
    ensure!(worker.page.state().await?["storage"]["low"] == false, "there is room again");
    worker.page.save(at, "service_address", &case.data["address"]).await?;
    let later = worker.page.photo(at, "id_photos", second, &place()).await?;
    let both = [kept["attachment_id"].clone(), later["attachment_id"].clone()];
    ensure!(photos(&worker.draft(at).await?) == both);
    agent.stop().await
}

fn place() -> Value {
    json!({ "lon": 118.18, "lat": 39.63, "accuracy_m": 5.0, "source": "gnss" })
}

fn photos(draft: &Value) -> Vec<Value> {
    let photos = draft["id_photos"].as_array().cloned().unwrap_or_default();
    photos.into_iter().map(|photo| photo["attachment_id"].clone()).collect()
}

fn is_short(answer: &Result<Value, CallFault>) -> anyhow::Result<()> {
    match answer {
        Err(CallFault::Refused { status, code, .. }) => {
            ensure!(*status == 507 && code == "storage-short", "{status} {code}");
            Ok(())
        }
        other => anyhow::bail!("not refused: {other:?}"),
    }
}
