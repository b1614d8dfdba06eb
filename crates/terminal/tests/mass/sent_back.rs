//! A stage that comes back filled in: its photos can be handed in again, or replaced, on whatever terminal it comes to.

use serde_json::{Value, json};
use sync::Recipient;
use terminal::agent::PhotoTaken;
use terminal::{Agent, AgentFault};
use vocabulary::{OrderId, Role, StageId};

use super::bench::{Bench, files_in, picture};

const INSTALLER: Option<Recipient> = Some(Recipient::Role(Role::MeterInstaller));

/// The survey is handed in with one photo, and comes back.
async fn sent_back(bench: &Bench, agent: &Agent, order: OrderId) -> (StageId, PhotoTaken) {
    let survey = StageId::derive(order, "survey", 1);
    for (field, value) in [("note", json!("all well")), ("ready", json!(true))] {
        agent.save_field(order, survey, field, value).await.expect("saved");
    }
    let photo = picture(&*bench.entropy);
    let taken = agent.take_photo(order, survey, "photos", photo, None).await.expect("taken");
    agent.submit(agent.correlate(), order, survey, INSTALLER).await.expect("submitted");
    agent.sync_once().await.expect("synced");
    (bench.platform.send_back(order, "survey"), taken)
}

/// The photos of the survey as it was handed in last, and those of them that came with it.
fn handed_in(bench: &Bench, stage: StageId) -> (Value, Vec<String>) {
    let data = bench.platform.state().data.clone();
    let taken = data.operations.values().find(|taken| taken.operation.stage == stage);
    let taken = taken.expect("it was handed in");
    assert!(taken.outcome.was_applied(), "{:?}", taken.outcome);
    let needs = taken.operation.needs.iter().map(|need| need.attachment.to_string());
    (taken.operation.body["photos"].clone(), needs.collect())
}

#[tokio::test]
async fn a_photo_that_was_sent_back_is_replaced_and_stays_in_what_was_handed_in() {
    let bench = Bench::new(41);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let (again, old) = sent_back(&bench, &agent, order).await;
    agent.sync_once().await.expect("synced");

    let photo = picture(&*bench.entropy);
    let new = agent.take_photo(order, again, "photos", photo, None).await.expect("taken");
    agent.discard_file(order, again, old.attachment_id).await.expect("out of the form");
    let detail = agent.order(order).await.expect("the order");
    assert_eq!(detail.now.drafts[&again]["photos"], json!([new]), "also after a reload");
    agent.attachment(old.attachment_id).await.expect("what was handed in stays on the terminal");
    let twice = agent.discard_file(order, again, old.attachment_id).await;
    assert!(matches!(twice, Err(AgentFault::UnknownAttachment)));

    agent.submit(agent.correlate(), order, again, INSTALLER).await.expect("submitted");
    agent.sync_once().await.expect("synced");
    let (photos, needs) = handed_in(&bench, again);
    assert_eq!(photos, json!([new]), "the rejected photo is not handed in again");
    assert_eq!(needs, [new.attachment_id.to_string()]);
    let first = StageId::derive(order, "survey", 1);
    let detail = bench.platform.state().data.orders[&order].clone();
    assert_eq!(
        detail.stages[&first].values["photos"],
        json!([old]),
        "the first round is as it was"
    );
}

#[tokio::test]
async fn a_stage_that_comes_back_to_another_terminal_is_handed_in_with_the_photos_that_the_platform_has()
 {
    let bench = Bench::new(42);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let (again, old) = sent_back(&bench, &agent, order).await;

    let bench = bench.another_terminal();
    let agent = bench.ready().await;
    let detail = agent.order(order).await.expect("the order");
    assert_eq!(detail.elsewhere.into_iter().collect::<Vec<_>>(), [old.attachment_id]);
    let verdict = agent.check(order, again).await.expect("checked");
    assert!(verdict.passes(), "{verdict:?}");
    agent.submit(agent.correlate(), order, again, INSTALLER).await.expect("submitted");
    let report = agent.sync_once().await.expect("synced");
    assert_eq!((report.parked, report.files), (0, 0), "nothing is sent twice");
    assert_eq!(handed_in(&bench, again), (json!([old]), Vec::new()));
}

#[tokio::test]
async fn a_photo_of_another_terminal_is_replaced_here() {
    let bench = Bench::new(43);
    let order = bench.platform.hand_out(1);
    let agent = bench.ready().await;
    let (again, old) = sent_back(&bench, &agent, order).await;

    let bench = bench.another_terminal();
    let agent = bench.ready().await;
    let photo = picture(&*bench.entropy);
    let new = agent.take_photo(order, again, "photos", photo, None).await.expect("taken");
    agent.discard_file(order, again, old.attachment_id).await.expect("out of the form");
    agent.submit(agent.correlate(), order, again, INSTALLER).await.expect("submitted");
    agent.sync_once().await.expect("synced");
    assert_eq!(handed_in(&bench, again), (json!([new]), vec![new.attachment_id.to_string()]));
    // His own, and the one that travelled here with the order.
    assert_eq!(files_in(&bench.store_path().join("evidence")).len(), 2);
}
