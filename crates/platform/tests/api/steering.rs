//! What the office does to a running order as a whole: send back, suspend and resume, terminate, urge, add a signer.

use serde_json::{Value, json};
use sync::{Kind, OrderView};
use vocabulary::{Clock as _, OrderId, OrderState, PersonId, Role, StageState, hours};

use crate::support::{
    Bench, Console, Worker, accepted, deploy, hand_over, open_stage, process_files, record_of,
};

/// An order whose acceptance is done; the worker has the installation.
async fn to_install(bench: &Bench, worker: &Worker<'_>) -> OrderView {
    let order = hand_over(bench).await;
    let outcome = worker.hand_in(&worker.operation(&order, Kind::Submit, accepted())).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
    let view = record_of(bench, order.order).await.view;
    assert_eq!(open_stage(&view).element, "install_energise");
    view
}

async fn view(bench: &Bench, order: OrderId) -> OrderView {
    record_of(bench, order).await.view
}

async fn entries(console: &Console<'_>, order: OrderId, kind: &str) -> Vec<Value> {
    let file = console.get(&format!("/api/v1/orders/{order}")).await.ok();
    let story = file["story"].as_array().expect("a story");
    story.iter().filter(|entry| entry["kind"] == kind).cloned().collect()
}

#[tokio::test]
async fn an_order_goes_back_to_whoever_did_the_stage_with_what_is_wrong_in_it() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = to_install(&bench, &worker).await.order;
    let head = bench.role(Role::StationHead).await;
    let wrong = ["box_id", "line_id"].map(str::to_owned);
    let back = |to: &str, reason: &str| json!({ "order": order, "to": to, "reason": reason, "fields": wrong });

    let path = "/api/v1/orders/send-back";
    assert_eq!(head.post(path, back("acceptance", " ")).await.problem(422), "invalid");
    assert_eq!(head.post(path, back("archive", "不对")).await.problem(409), "conflict");
    assert_eq!(head.post(path, back("nowhere", "不对")).await.problem(409), "conflict");
    let file = head.get(&format!("/api/v1/orders/{order}")).await.ok();
    assert_eq!(file["send_back_to"], json!(["acceptance"]), "what the office can choose from");

    let steered = head.post(path, back("acceptance", "表箱写错了")).await.ok();
    assert_eq!(steered["state"], "open");
    let view = view(&bench, order).await;
    let again = open_stage(&view);
    assert_eq!((again.element.as_str(), again.occurrence), ("acceptance", 2));
    assert_eq!(again.assignee, Some(worker.person));
    let why = again.sent_back.clone().expect("he reads why");
    assert_eq!((why.reason.as_str(), why.fields.as_slice()), ("表箱写错了", wrong.as_slice()));
    assert_eq!(again.values["box_id"], accepted()["box_id"], "it is prefilled");
    let left = view.stages_in_order().into_iter().find(|stage| stage.element == "install_energise");
    assert_eq!(left.expect("there").state, StageState::SentBack);
    assert_eq!(entries(&head, order, "sent_back").await.len(), 1);

    // Offline work on the stage that was left is evidence, not a completion.
    let outcome = worker.hand_in(&worker.operation(&view, Kind::Submit, accepted())).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
}

#[tokio::test]
async fn a_suspended_order_stands_still_with_its_timers_and_the_clocks_that_its_reason_excuses() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let before = to_install(&bench, &worker).await;
    let order = before.order;
    let head = bench.role(Role::StationHead).await;
    let suspend =
        |reason: &str, proof: &str| json!({ "order": order, "reason": reason, "proof": proof });

    let path = "/api/v1/orders/suspend";
    assert_eq!(head.post(path, suspend("customer_postponed", "")).await.problem(422), "invalid");
    assert_eq!(
        head.post("/api/v1/orders/resume", json!({ "order": order })).await.problem(409),
        "conflict"
    );
    let steered = head.post(path, suspend("customer_postponed", "客户来电 13:05")).await.ok();
    assert_eq!(steered["state"], "suspended");
    let entry = entries(&head, order, "suspended").await.remove(0);
    assert_eq!(
        entry["body"]["paused"],
        json!(["install_energise", "lv_residential_total"]),
        "{entry}"
    );
    let told = worker.notices().await.pop().expect("he is told");
    assert_eq!(told["about"], "suspended");

    let work = worker.operation(&before, Kind::Begin, json!({}));
    assert_eq!(
        worker.hand_in(&work).await,
        json!({ "result": "accepted_late", "reason": "order_suspended" })
    );
    bench.pass(hours(200));
    // His session has ended meanwhile.
    let head = bench.role(Role::StationHead).await;
    platform::orders::jobs::run_due(&bench.platform).await.expect("it runs");
    assert!(entries(&head, order, "reminded").await.is_empty(), "nobody is reminded meanwhile");

    head.post("/api/v1/orders/resume", json!({ "order": order })).await.ok();
    let view = view(&bench, order).await;
    assert_eq!(view.state, OrderState::Open);
    platform::orders::jobs::run_due(&bench.platform).await.expect("it runs");
    assert_eq!(entries(&head, order, "reminded").await.len(), 1, "what came due is due now");
    let due = view.due_at.expect("the limit runs again");
    let was = before.due_at.expect("it ran before");
    assert!(due > was, "later by the pause: {due:?} after {was:?}");
}

#[tokio::test]
async fn a_reason_that_no_policy_knows_stops_no_clock() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let before = to_install(&bench, &worker).await;
    let head = bench.role(Role::StationHead).await;
    let body = json!({ "order": before.order, "reason": "等物资", "proof": "仓库回复" });
    head.post("/api/v1/orders/suspend", body).await.ok();
    let entry = entries(&head, before.order, "suspended").await.remove(0);
    assert_eq!(entry["body"]["paused"], json!([]));
    assert_eq!(view(&bench, before.order).await.due_at, before.due_at);
}

#[tokio::test]
async fn a_terminated_order_is_over_and_offline_work_is_kept_as_evidence() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let work = worker.operation(&order, Kind::Submit, accepted());
    let head = bench.role(Role::StationHead).await;
    let body = json!({ "order": order.order, "reason": "重复报装" });
    let dispatcher = bench.role(Role::Dispatcher).await;
    dispatcher.post("/api/v1/orders/terminate", body.clone()).await.problem(403);
    let steered = head.post("/api/v1/orders/terminate", body.clone()).await.ok();
    assert_eq!(steered["state"], "terminated");
    assert_eq!(head.post("/api/v1/orders/terminate", body).await.problem(410), "gone");
    let outcome = worker.hand_in(&work).await;
    assert_eq!(outcome, json!({ "result": "accepted_late", "reason": "order_over" }));
}

#[tokio::test]
async fn urging_reaches_whoever_has_the_order_and_is_counted() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await.order;
    let clerk = bench.role(Role::CounterClerk).await;
    clerk
        .post("/api/v1/orders/urge", json!({ "order": order, "reason": "客户明天开业" }))
        .await
        .ok();
    assert_eq!(view(&bench, order).await.urged, 1);
    let told = worker.notices().await.pop().expect("he is told");
    assert!(told["text"]["zh"].as_str().expect("a text").ends_with("：客户明天开业"), "{told}");
}

#[tokio::test]
async fn a_stage_that_two_people_sign_is_left_when_both_have() {
    let bench = Bench::with_everybody().await;
    let mut files = process_files();
    let drawing = files.get_mut("process.bpmn").expect("there");
    *drawing = drawing.replacen(
        r#"ronghe:form="acceptance""#,
        r#"ronghe:form="acceptance" ronghe:addSigner="true""#,
        1,
    );
    deploy(&bench).await;
    let admin = bench.role(Role::Administrator).await;
    let newer = admin.post("/api/v1/processes", json!({ "files": files })).await.ok();
    let hash = newer["hash"].as_str().expect("a hash");
    admin.post(&format!("/api/v1/processes/{hash}/activate"), json!({})).await.ok();
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let stage = open_stage(&order).stage;
    let head = bench.role(Role::StationHead).await;
    let clerk = bench.person(Role::CounterClerk).await;
    let installer = bench.person(Role::MeterInstaller).await;
    let add = |person: PersonId| json!({ "order": order.order, "stage": stage, "person": person, "reason": "金额较大" });

    let path = "/api/v1/orders/add-signer";
    assert_eq!(head.post(path, add(installer)).await.problem(422), "invalid", "not his role");
    assert_eq!(
        head.post(path, add(worker.person)).await.problem(409),
        "conflict",
        "he has it already"
    );
    head.post(path, add(clerk)).await.ok();
    let both = view(&bench, order.order).await;
    let open: Vec<_> =
        both.stages_in_order().into_iter().filter(|stage| stage.state.is_open()).collect();
    assert_eq!(open.len(), 2);
    assert_eq!((open[1].assignee, open[1].remark.as_deref()), (Some(clerk), Some("金额较大")));

    // He knows of his own only.
    let mut his = both.clone();
    his.stages.retain(|_, stage| stage.assignee == Some(worker.person));
    let outcome = worker.hand_in(&worker.operation(&his, Kind::Submit, accepted())).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
    let one = view(&bench, order.order).await;
    assert_eq!(open_stage(&one).assignee, Some(clerk), "the other still has to sign");
    assert_eq!(open_stage(&one).element, "acceptance");
}

#[tokio::test]
async fn where_the_process_does_not_permit_it_nobody_signs_as_well() {
    let bench = Bench::with_everybody().await;
    let order = hand_over(&bench).await;
    let head = bench.role(Role::StationHead).await;
    let clerk = bench.person(Role::CounterClerk).await;
    let stage = open_stage(&order).stage;
    let body = json!({ "order": order.order, "stage": stage, "person": clerk, "reason": "请会签" });
    assert_eq!(head.post("/api/v1/orders/add-signer", body).await.problem(409), "conflict");
    assert_eq!(view(&bench, order.order).await, order);
}

#[tokio::test]
async fn a_suspended_order_can_be_ended_where_it_stands() {
    let bench = Bench::with_everybody().await;
    let order = hand_over(&bench).await.order;
    let head = bench.role(Role::StationHead).await;
    let suspend = json!({ "order": order, "reason": "customer_absent", "proof": "三次上门无人" });
    head.post("/api/v1/orders/suspend", suspend).await.ok();
    let back = json!({ "order": order, "to": "acceptance", "reason": "重填" });
    assert_eq!(head.post("/api/v1/orders/send-back", back).await.problem(409), "conflict");
    let end = json!({ "order": order, "reason": "客户失联" });
    head.post("/api/v1/orders/terminate", end).await.ok();
    assert_eq!(view(&bench, order).await.state, OrderState::Terminated);
}

#[tokio::test]
async fn what_is_wrong_stays_when_the_stage_goes_to_somebody_else() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = to_install(&bench, &worker).await.order;
    let head = bench.role(Role::StationHead).await;
    let back = json!({
        "order": order, "to": "acceptance", "reason": "表箱写错了", "fields": ["box_id"],
    });
    head.post("/api/v1/orders/send-back", back).await.ok();
    let stage = open_stage(&view(&bench, order).await).stage;
    let clerk = bench.person(Role::CounterClerk).await;
    let give = json!({ "order": order, "stage": stage, "to": clerk, "reason": "他在村里" });
    head.post("/api/v1/orders/dispatch", give).await.ok();
    let given = view(&bench, order).await;
    let given = open_stage(&given);
    assert_eq!(given.remark.as_deref(), Some("他在村里"));
    let why = given.sent_back.as_ref().map(|why| (why.reason.as_str(), why.fields.as_slice()));
    assert_eq!(why, Some(("表箱写错了", ["box_id".to_owned()].as_slice())));
}

#[tokio::test]
async fn whoever_is_away_is_passed_over_once_when_the_stage_comes_back() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = to_install(&bench, &worker).await.order;
    let head = bench.role(Role::StationHead).await;
    let from = bench.clock.now();
    let leave = json!({
        "person": worker.person, "kind": "leave", "from": from, "until": from.plus(hours(24)),
        "note": "年休",
    });
    head.post("/api/v1/absences", leave).await.ok();
    let back = json!({ "order": order, "to": "acceptance", "reason": "重填", "fields": [] });
    head.post("/api/v1/orders/send-back", back).await.ok();
    assert_ne!(open_stage(&view(&bench, order).await).assignee, Some(worker.person));
    let passed = entries(&head, order, "passed_over").await;
    let of_him = passed.iter().filter(|entry| entry["body"]["person"] == json!(worker.person));
    assert_eq!(of_him.count(), 1, "he did it before and is the grid's A: {passed:?}");
}
