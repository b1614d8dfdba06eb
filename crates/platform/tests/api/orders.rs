//! The console's work with orders: processes, dispatching, the office's list, messages, evidence, pages.

use serde_json::{Value, json};
use sync::{Attached, Kind, Operation, OrderView};
use vocabulary::{AttachmentId, Digest, PersonId, Role, StageState};

use crate::support::{
    Bench, Console, PROCESS, Worker, accepted, hand_over, hand_over_as, message, open_stage,
    process_files, record_of, tell,
};

#[tokio::test]
async fn a_process_that_cannot_run_is_refused_with_the_element_and_the_line() {
    let bench = Bench::with_everybody().await;
    let admin = bench.role(Role::Administrator).await;
    let refused = async |file: &str, from: &str, to: &str| {
        let mut files = process_files();
        let text = files.get_mut(file).expect("there");
        assert!(text.contains(from), "{from} is in {file}");
        *text = text.replacen(from, to, 1);
        let reply = admin.post("/api/v1/processes", json!({ "files": files })).await;
        let faults = reply.body["more"]["faults"].as_array().cloned();
        let faults = faults.unwrap_or_else(|| panic!("{file}: {}", reply.body));
        assert_eq!(reply.problem(422), "invalid");
        faults
    };
    let drawing = &process_files()["process.bpmn"];
    let line = |of: &str| {
        let before = drawing.split(of).next().expect("a beginning");
        json!(before.lines().count())
    };

    let flow = r#"<bpmn:sequenceFlow id="flow_start" sourceRef="start" targetRef="acceptance""#;
    let broken = flow.replace(r#"targetRef="acceptance""#, r#"targetRef="nowhere""#);
    let faults = refused("process.bpmn", flow, &broken).await;
    let named = |fault: &&Value| fault["element"] == "flow_start" && fault["line"] == line(flow);
    assert!(faults.iter().any(|fault| named(&fault)), "{faults:?}");

    let faults = refused("process.bpmn", "order.stages.acceptance.outcome ==", "1 + ==").await;
    assert!(faults.iter().all(|fault| fault["line"].is_u64()), "{faults:?}");
    assert!(faults.iter().any(|fault| fault["element"].is_string()), "{faults:?}");

    let faults = refused("process.bpmn", r#"ronghe:form="archive""#, r#"ronghe:form="x""#).await;
    assert_eq!(faults[0]["element"], "archive");

    let unknown = r#"ronghe:service="dance""#;
    let faults = refused("process.bpmn", r#"ronghe:service="remind""#, unknown).await;
    assert_eq!(faults[0]["element"], "remind_install", "nobody would do it: {faults:?}");

    let faults = refused("forms/archive.ui.json", r#""satisfaction""#, r#""joy""#).await;
    assert!(faults.iter().all(|fault| fault["file"].is_string()), "{faults:?}");
    assert_eq!(admin.get("/api/v1/processes").await.ok()["items"], json!([]), "none was kept");
}

#[tokio::test]
async fn a_process_is_deployed_once_and_used_when_it_is_activated() {
    let bench = Bench::with_everybody().await;
    let admin = bench.role(Role::Administrator).await;
    let files = json!({ "files": process_files() });
    let first = admin.post("/api/v1/processes", files.clone()).await.ok();
    assert_eq!(
        (&first["process"], &first["version"], &first["new"]),
        (&json!(PROCESS), &json!(1), &json!(true))
    );
    let again = admin.post("/api/v1/processes", files).await.ok();
    assert_eq!(
        (&again["hash"], &again["version"], &again["new"]),
        (&first["hash"], &json!(1), &json!(false))
    );
    let hash = first["hash"].as_str().expect("a hash");
    let activate = format!("/api/v1/processes/{hash}/activate");
    let administrator_only = bench.role(Role::AppAdmin).await;
    administrator_only.post(&activate, json!({})).await.problem(403);
    admin.post(&activate, json!({})).await.ok();
    let order = hand_over(&bench).await;
    assert_eq!(order.bundle_hash.to_string(), hash);
}

#[tokio::test]
async fn an_order_keeps_the_version_that_it_began_under() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let before = hand_over(&bench).await;

    // The new version wants the line, too.
    let mut files = process_files();
    let form = files.get_mut("forms/acceptance.schema.json").expect("there");
    *form = form.replacen(r#""required": ["#, r#""required": ["line_id","#, 1);
    let admin = bench.role(Role::Administrator).await;
    let newer = admin.post("/api/v1/processes", json!({ "files": files })).await.ok();
    let newer = newer["hash"].as_str().expect("a hash");
    admin.post(&format!("/api/v1/processes/{newer}/activate"), json!({})).await.ok();
    let after = hand_over_as(&bench, "1302000100000002", &json!({})).await;
    assert_eq!(after.bundle_hash.to_string(), newer);

    let mut foreign = worker.operation(&before, Kind::Submit, accepted());
    foreign.bundle_hash = after.bundle_hash;
    let outcome = worker.hand_in(&worker.signed(foreign)).await;
    assert_eq!(outcome, json!({ "result": "refused", "reason": "bundle_mismatch" }));

    // The same answers with photos of their own.
    let answers = accepted().to_string().replace("01940000-", "01950000-");
    let mut answers: Value = serde_json::from_str(&answers).expect("JSON");
    answers.as_object_mut().expect("values").remove("line_id");
    let outcome = worker.hand_in(&worker.operation(&after, Kind::Submit, answers.clone())).await;
    assert_eq!(
        outcome,
        json!({ "result": "refused", "reason": "form_invalid" }),
        "by its own form"
    );
    answers["line_id"] = json!("L1");
    let outcome = worker.hand_in(&worker.operation(&after, Kind::Submit, answers)).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
    let mut answers = accepted();
    answers.as_object_mut().expect("values").remove("line_id");
    let outcome = worker.hand_in(&worker.operation(&before, Kind::Submit, answers)).await;
    assert_eq!(outcome["result"], "applied", "{outcome}");
}

#[tokio::test]
async fn work_is_taken_from_somebody_for_a_reason_only() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let before = open_stage(&order);
    let head = bench.role(Role::StationHead).await;
    let clerk = bench.person(Role::CounterClerk).await;
    for reason in [json!(null), json!("  ")] {
        let body =
            json!({ "order": order.order, "stage": before.stage, "to": clerk, "reason": reason });
        let reply = head.post("/api/v1/orders/dispatch", body).await;
        assert_eq!(reply.problem(422), "invalid");
    }
    let installer = bench.person(Role::MeterInstaller).await;
    let reply = head.post("/api/v1/orders/dispatch", give(&order, installer)).await;
    assert_eq!(reply.problem(422), "invalid", "an installer accepts no application");
    assert_eq!(record_of(&bench, order.order).await.view, order);

    let given = head.post("/api/v1/orders/dispatch", give(&order, clerk)).await.ok();
    assert_eq!(given["generation"], before.generation + 1);
    let view = record_of(&bench, order.order).await.view;
    let stage = open_stage(&view);
    assert_eq!((stage.assignee, stage.state), (Some(clerk), StageState::Dispatched));
    let notice = worker.notices().await.pop().expect("he is told");
    assert!(notice["text"]["zh"].as_str().expect("a text").contains("忙不过来"), "{notice}");
    let entry = entry(&head, &order, "reassigned").await;
    assert_eq!(
        (&entry["body"]["to"], &entry["body"]["reason"]),
        (&json!(clerk), &json!("忙不过来"))
    );
}

#[tokio::test]
async fn late_work_that_is_kept_moves_nothing() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let head = bench.role(Role::StationHead).await;
    let (order, work) = late_work(&bench, &worker, &head).await;
    let item = only_item(&head).await;
    assert_eq!((&item["kind"], &item["reason"]), (&json!("late"), &json!("reassigned")));
    assert_eq!(item["op_id"], json!(work.op_id));

    let path = "/api/v1/items/resolve";
    let resolve =
        |remark: &str| json!({ "item": item["item"], "resolution": "keep", "remark": remark });
    assert_eq!(head.post(path, resolve(" ")).await.problem(422), "invalid");
    assert_eq!(head.post(path, resolve("已核实")).await.ok()["state"], "kept");
    assert_eq!(head.post(path, resolve("已核实")).await.problem(410), "gone");
    let view = record_of(&bench, order.order).await.view;
    assert_eq!(view.stages, order.stages, "the stage is still the clerk's");
    assert_eq!(entry(&head, &order, "kept").await["body"]["op_id"], json!(work.op_id));
    assert_eq!(head.get("/api/v1/items").await.ok()["items"], json!([]));
    let settled = head.get("/api/v1/items?state=all").await.ok();
    assert_eq!(
        (&settled["items"][0]["state"], &settled["items"][0]["remark"]),
        (&json!("kept"), &json!("已核实"))
    );
    let notice = worker.notices().await.pop().expect("he is told");
    assert_eq!(notice["about"], "kept");
}

#[tokio::test]
async fn late_work_that_is_merged_completes_the_stage() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let head = bench.role(Role::StationHead).await;
    let (order, work) = late_work(&bench, &worker, &head).await;
    let item = only_item(&head).await;
    let body = json!({ "item": item["item"], "resolution": "merge", "remark": "现场属实" });
    assert_eq!(head.post("/api/v1/items/resolve", body).await.ok()["state"], "merged");
    let view = record_of(&bench, order.order).await.view;
    let stage = view.stage(work.stage).expect("there");
    assert_eq!((stage.state, stage.assignee), (StageState::Submitted, Some(worker.person)));
    assert_eq!(stage.values, work.body);
    assert_eq!(open_stage(&view).element, "install_energise");
    // The terminal that asks again hears what became of it first.
    let again = worker.hand_in(&work).await;
    assert_eq!(again["result"], "duplicate", "{again}");
}

#[tokio::test]
async fn late_work_that_is_returned_is_told_with_the_reason() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let head = bench.role(Role::StationHead).await;
    let (order, work) = late_work(&bench, &worker, &head).await;
    let item = only_item(&head).await;
    let body = json!({ "item": item["item"], "resolution": "return", "remark": "照片不清" });
    assert_eq!(head.post("/api/v1/items/resolve", body).await.ok()["state"], "returned");
    assert_eq!(entry(&head, &order, "returned").await["body"]["op_id"], json!(work.op_id));
    let told = worker.notices().await;
    let told = told.iter().filter(|notice| notice["about"] == "returned");
    let told: Vec<_> = told.map(|notice| notice["text"]["zh"].to_string()).collect();
    assert!(told.len() == 1 && told[0].contains("照片不清"), "{told:?}");
}

#[tokio::test]
async fn a_result_waits_for_its_evidence_which_can_then_be_read() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(&bench).await;
    let work = withdrawn(&bench, &worker, &order).await;
    let watcher = bench.role(Role::MonitorOperator).await;
    let outbox = async || watcher.get("/api/v1/outbox").await.ok()["items"][0].clone();
    let held = outbox().await;
    assert_eq!((&held["state"], &held["order"]), (&json!("held"), &json!(order.order)));
    assert_eq!(
        (&held["neighbour"], &held["kind"]),
        (&json!("marketing"), &json!("order_finished"))
    );

    let head = bench.role(Role::StationHead).await;
    let file = &work.needs[0];
    let path = format!("/api/v1/files/{}", file.attachment);
    assert_eq!(head.get(&path).await.problem(404), "not-found");
    worker.upload(&work, file, PICTURE).await;
    assert_eq!(
        head.get(&path).await.problem(403),
        "not-allowed",
        "a signature is not for every eye"
    );
    let unmask = format!("/api/v1/orders/{}/unmask", order.order);
    head.post(&unmask, json!({ "reason": "核对签名" })).await.ok();
    let read = head.get(&path).await;
    assert_eq!((read.status.as_u16(), &read.bytes[..]), (200, PICTURE));
    assert_eq!(read.headers["x-ronghe-sha256"], Digest::of(PICTURE).to_string());
    assert_eq!(read.headers["content-type"], "image/png");
    assert_eq!(outbox().await["state"], "pending");
}

#[tokio::test]
async fn a_result_that_waits_is_taken_back_with_its_order() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let head = bench.role(Role::StationHead).await;
    let watcher = bench.role(Role::MonitorOperator).await;
    let back = json!({ "to_stage": "acceptance", "reason": "资料有误" });
    for (order_no, kind, data) in
        [("1302000100000001", "cancel", Value::Null), ("1302000100000002", "roll_back", back)]
    {
        let order = hand_over_as(&bench, order_no, &json!({})).await;
        withdrawn(&bench, &worker, &order).await;
        assert_ne!(watcher.get("/api/v1/outbox").await.ok()["items"], json!([]));
        let taken = tell(&bench, message(order_no, 2, kind, data)).await.ok();
        assert_eq!(taken["outcome"], "applied");
        assert_eq!(watcher.get("/api/v1/outbox").await.ok()["items"], json!([]), "{kind}");
        entry(&head, &order, "result_withdrawn").await;
    }
}

#[tokio::test]
async fn lists_come_in_pages_that_miss_and_repeat_nothing() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let mut handed_over = Vec::new();
    for n in 0..5 {
        let order = hand_over_as(&bench, &format!("13020001000000{n:02}"), &json!({})).await;
        withdrawn(&bench, &worker, &order).await;
        // The stage is over: that comes too late.
        let late = worker.operation(&order, Kind::Submit, accepted());
        assert_eq!(worker.hand_in(&late).await["result"], "conflict");
        handed_over.push(json!(order.order));
        bench.pass(std::time::Duration::from_secs(1));
    }
    handed_over.reverse();
    let head = bench.role(Role::StationHead).await;
    let watcher = bench.role(Role::MonitorOperator).await;
    for limit in [1, 2, 5, 200] {
        assert_eq!(pages(&head, "orders", limit).await, handed_over, "orders by {limit}");
        assert_eq!(pages(&head, "items", limit).await, handed_over, "items by {limit}");
        assert_eq!(pages(&watcher, "outbox", limit).await, handed_over, "outbox by {limit}");
    }
    let malformed = head.get("/api/v1/orders?after=yesterday").await;
    assert_eq!(malformed.problem(400), "malformed");
}

#[tokio::test]
async fn an_order_is_found_by_what_people_know_of_it() {
    let bench = Bench::with_everybody().await;
    let first = hand_over_as(&bench, "1302000100000001", &json!({})).await;
    bench.pass(std::time::Duration::from_secs(1));
    let second = hand_over_as(&bench, "1302000100000002", &json!({})).await;
    let head = bench.role(Role::StationHead).await;
    let found = async |text: &str| head.get(&format!("/api/v1/orders?{text}")).await.ok();
    let orders = |list: &Value| -> Vec<Value> {
        list["items"].as_array().unwrap().iter().map(|line| line["order"].clone()).collect()
    };
    let both = found("text=1302-0001").await;
    assert_eq!(orders(&both), [json!(second.order), json!(first.order)], "newest first");
    assert_eq!(both["items"][0]["found_by"], "order_no");
    assert_eq!(both["cut"], false);
    let cut = found("text=1302&limit=1").await;
    assert_eq!((orders(&cut).len(), &cut["cut"]), (1, &json!(true)));
    let watcher = bench.role(Role::MonitorOperator).await;
    for hidden in ["15400000099", "%E5%BC%A0"] {
        let list = watcher.get(&format!("/api/v1/orders?text={hidden}")).await.ok();
        assert_eq!(list["items"], json!([]), "he may not see it unmasked");
    }
    assert_eq!(orders(&found("text=1540").await), [Value::Null; 0], "a mobile number is whole");
    for (text, kind) in [("154%200000-0099", "mobile"), ("%E5%BC%A0", "customer_name")] {
        let list = found(&format!("text={text}")).await;
        assert!(orders(&list).contains(&json!(first.order)), "{kind}: {list}");
        assert_eq!(list["items"][0]["found_by"], kind);
    }
    assert_eq!(orders(&found("text=1302&state=archived").await), [Value::Null; 0]);
    assert_eq!(orders(&found("text=nobody").await), [Value::Null; 0]);
    for beside in ["text=1302&due=overdue", "text=1302&sort=due", "text=-"] {
        let refused = head.get(&format!("/api/v1/orders?{beside}")).await;
        assert_eq!(refused.problem(422), "invalid", "{beside}");
    }
    for unread in ["due=today", "sort=size", "colour=red"] {
        let refused = head.get(&format!("/api/v1/orders?{unread}")).await;
        assert_eq!(refused.problem(400), "malformed", "{unread}");
    }
}

#[tokio::test]
async fn every_figure_opens_the_list_that_it_counts() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    for n in 0..3 {
        hand_over_as(&bench, &format!("13020001000000{n:02}"), &json!({})).await;
    }
    let head = bench.role(Role::StationHead).await;
    let now = head.get("/api/v1/orders/figures").await.ok();
    assert_eq!((&now["open"], &now["overdue"]), (&json!(3), &json!(0)), "{now}");
    let load = &now["load"][0];
    assert_eq!((&load["person"], &load["open"]), (&json!(worker.person), &json!(3)));
    assert_eq!(now["due_days"].as_array().map(Vec::len), Some(7));

    bench.pass(std::time::Duration::from_secs(40 * 86_400));
    let head = bench.role(Role::StationHead).await;
    let later = head.get("/api/v1/orders/figures").await.ok();
    assert_eq!(later["overdue"], 3, "{later}");
    for (figure, list) in [
        ("overdue", "due=overdue"),
        ("due_soon", "due=soon"),
        ("undispatched", "flag=undispatched"),
        ("evidence_missing", "flag=evidence"),
        ("urged", "flag=urged"),
        ("open", "state=open"),
    ] {
        let items = head.get(&format!("/api/v1/orders?{list}")).await.ok()["items"].clone();
        assert_eq!(items.as_array().map(Vec::len), later[figure].as_u64().map(|n| n as usize));
    }
    let mine = format!("/api/v1/orders?worker={}&stage=acceptance", worker.person);
    assert_eq!(head.get(&mine).await.ok()["items"].as_array().map(Vec::len), Some(3));
    let elsewhere = head.get("/api/v1/orders?stage=archive").await.ok();
    assert_eq!(elsewhere["items"], json!([]));
}

/// The orders of all pages of a list.
async fn pages(console: &Console<'_>, list: &str, limit: usize) -> Vec<Value> {
    let (mut orders, mut after) = (Vec::new(), String::new());
    loop {
        let page = console.get(&format!("/api/v1/{list}?limit={limit}{after}")).await.ok();
        let items = page["items"].as_array().expect("a list");
        assert!(items.len() <= limit);
        orders.extend(items.iter().map(|item| item["order"].clone()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return orders,
        }
    }
}

/// The worker's submit of a stage that was given to the clerk while he had no network.
async fn late_work(
    bench: &Bench,
    worker: &Worker<'_>,
    head: &Console<'_>,
) -> (OrderView, Operation) {
    let order = hand_over(bench).await;
    let work = worker.operation(&order, Kind::Submit, accepted());
    let clerk = bench.person(Role::CounterClerk).await;
    head.post("/api/v1/orders/dispatch", give(&order, clerk)).await.ok();
    let outcome = worker.hand_in(&work).await;
    assert_eq!(outcome, json!({ "result": "accepted_late", "reason": "reassigned" }));
    (record_of(bench, order.order).await.view, work)
}

fn give(order: &OrderView, to: PersonId) -> Value {
    let stage = open_stage(order).stage;
    json!({ "order": order.order, "stage": stage, "to": to, "reason": "忙不过来" })
}

/// The customer withdraws, and signs for it; the file of the signature has yet to come.
async fn withdrawn(bench: &Bench, worker: &Worker<'_>, order: &OrderView) -> Operation {
    let image = Attached {
        attachment: AttachmentId::make(&*bench.clock, &*bench.entropy),
        sha256: Digest::of(PICTURE),
        size: PICTURE.len() as u64,
        mime: "image/png".to_owned(),
    };
    let change = json!({
        "outcome": "withdrawn", "withdraw_reason": "客户改期再办",
        "id_photos": null, "ownership_photos": null,
        "customer_signature": { "image": {
            "attachment_id": image.attachment, "sha256": image.sha256, "size": image.size,
        } },
    });
    let mut values = accepted();
    sync::apply_patch(&mut values, &change);
    let work = worker.operation(order, Kind::Submit, values);
    assert_eq!(work.needs, [image]);
    assert_eq!(worker.hand_in(&work).await["result"], "applied");
    work
}

const PICTURE: &[u8] = b"a picture of the signature";

async fn only_item(console: &Console<'_>) -> Value {
    let items = console.get("/api/v1/items").await.ok()["items"].clone();
    assert_eq!(items.as_array().map(Vec::len), Some(1), "{items}");
    items[0].clone()
}

/// The entry of a kind in an order's story.
async fn entry(console: &Console<'_>, order: &OrderView, kind: &str) -> Value {
    let file = console.get(&format!("/api/v1/orders/{}", order.order)).await.ok();
    let story = file["story"].as_array().expect("a story");
    let mut found = story.iter().filter(|entry| entry["kind"] == kind);
    let entry = found.next().unwrap_or_else(|| panic!("{kind} is not in {story:?}")).clone();
    assert!(found.next().is_none(), "{kind} happened twice");
    entry
}

#[tokio::test]
async fn what_is_declined_goes_to_somebody_else_or_back_to_its_worker() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let head = bench.role(Role::StationHead).await;
    let order = hand_over(&bench).await;
    let decline = async || {
        let view = record_of(&bench, order.order).await.view;
        let declined = json!({ "reason": "客户在外地" });
        let outcome = worker.hand_in(&worker.operation(&view, Kind::Decline, declined)).await;
        assert_eq!(outcome["result"], "applied", "{outcome}");
        only_item(&head).await
    };
    let item = decline().await;
    assert_eq!(item["kind"], "declined");
    let path = "/api/v1/items/resolve";
    let resolve = |item: &Value, resolution: &str| {
        let body =
            json!({ "item": item["item"], "resolution": resolution, "remark": "客户明天回来" });
        head.post(path, body)
    };
    for wrong in ["merge", "keep", "done"] {
        assert_eq!(resolve(&item, wrong).await.problem(422), "invalid", "{wrong}");
    }
    assert_eq!(resolve(&item, "return").await.ok()["state"], "returned");
    let view = record_of(&bench, order.order).await.view;
    let stage = open_stage(&view);
    assert_eq!((stage.assignee, stage.state), (Some(worker.person), StageState::Dispatched));
    assert_eq!(stage.remark.as_deref(), Some("客户明天回来"));
    let told = worker.notices().await.pop().expect("he is told");
    assert_eq!(told["about"], "returned");
    assert_eq!(head.get("/api/v1/items").await.ok()["items"], json!([]));

    // He declines again; given to somebody else it is settled by that.
    let item = decline().await;
    let clerk = bench.person(Role::CounterClerk).await;
    let view = record_of(&bench, order.order).await.view;
    head.post("/api/v1/orders/dispatch", give(&view, clerk)).await.ok();
    assert_eq!(head.get("/api/v1/items").await.ok()["items"], json!([]), "nothing is left to do");
    assert_eq!(resolve(&item, "return").await.problem(410), "gone");
    let settled = head.get("/api/v1/items?state=all").await.ok()["items"].clone();
    let settled =
        settled.as_array().expect("a list").iter().find(|one| one["item"] == item["item"]);
    assert_eq!(settled.expect("listed")["remark"], "已派工 (given to somebody)");
}
