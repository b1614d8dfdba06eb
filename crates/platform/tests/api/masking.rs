//! Personal data: masked wherever the console shows an order, in full for whoever says why.

use serde_json::{Value, json};
use sync::{Base, Kind, Operation, OrderView};
use vocabulary::{Role, StageId};

use crate::support::{Bench, Worker, accepted, filled_in, hand_over, record_of};

/// What the order and its work say of the customer, of who signed for him, and of who saw it.
const PERSONAL: [&str; 11] = [
    "张伟",
    "11010519491231002X",
    "15400000099",
    "倴城镇东街12号",
    "刘桂兰",
    "赵铁柱",
    "15400000077",
    "孙玉梅",
    "周桂芳",
    "\"x\":31",
    "第一百零一条",
];

#[tokio::test]
async fn personal_data_are_shown_to_whoever_says_why_and_to_nobody_else() {
    let bench = Bench::with_everybody().await;
    let order = worked_on(&bench).await;
    let head = bench.role(Role::StationHead).await;
    let path = format!("/api/v1/orders/{}", order.order);
    let masked = async || {
        for path in ["/api/v1/orders", &path, "/api/v1/items?state=all"] {
            let text = head.get(path).await.ok().to_string();
            assert!(text.contains(order.order_no.as_str()), "{path} lists the order");
            for personal in PERSONAL {
                assert!(!text.contains(personal), "{personal} stands in {path}: {text}");
            }
        }
    };
    masked().await;

    let reason = json!({ "reason": "用户来电核对" });
    let file = head.post(&format!("{path}/unmask"), reason).await.ok();
    assert_eq!(file["unmasked"], true);
    let text = file.to_string();
    for personal in PERSONAL {
        assert!(text.contains(personal), "{personal} is not in {text}");
    }

    masked().await;
    let file = head.get(&path).await.ok();
    let who = head.get("/api/v1/session").await.ok()["person"].clone();
    let unmasked = file["story"].as_array().expect("a story").iter();
    let unmasked: Vec<_> = unmasked.filter(|entry| entry["kind"] == "unmasked").collect();
    assert_eq!(unmasked.len(), 1);
    assert_eq!(unmasked[0]["body"]["reason"], "用户来电核对");
    assert_eq!(unmasked[0]["actor"], format!("person:{}", who.as_str().expect("an id")));
    assert_eq!(file["story_verifies"], true);
}

#[tokio::test]
async fn what_is_nobodys_secret_stays_readable() {
    let bench = Bench::with_everybody().await;
    let order = worked_on(&bench).await;
    let head = bench.role(Role::StationHead).await;
    let file = head.get(&format!("/api/v1/orders/{}", order.order)).await.ok();
    let customer = &file["order"]["facts"]["customer"];
    assert_eq!(customer["customer_name"], "张*");
    assert_eq!(customer["mobile"], "154****0099");
    assert_eq!(customer["service_address"], "倴城镇东街****");
    let operations = file["operations"].as_array().expect("a list");
    let late = operations.iter().find(|one| one["outcome"]["result"] == "accepted_late");
    let late = &late.expect("the late work")["operation"]["body"];
    assert_eq!(late["outcome"], "energised");
    assert_eq!(late["customer_signature"]["reason"], "不愿签字");
    assert_eq!(late["customer_signature"]["witnesses"][0]["name"], "赵*柱");
}

#[tokio::test]
async fn whoever_has_a_stage_reads_what_its_form_asks_for_and_nobody_else_does() {
    let bench = Bench::with_everybody().await;
    let order = hand_over(&bench).await;
    let customer = async |role: Role| {
        let path = format!("/api/v1/orders/{}", order.order);
        let file = bench.role(role).await.get(&path).await.ok();
        assert_eq!(file["unmasked"], false);
        file["order"]["facts"]["customer"].clone()
    };
    let own = customer(Role::AreaManager).await;
    assert_eq!((&own["customer_name"], &own["mobile"]), (&json!("张伟"), &json!("15400000099")));
    let heads = customer(Role::StationHead).await;
    assert_eq!(heads["customer_name"], "张*");
    assert_eq!(heads["mobile"], "154****0099");

    // Handed in, the stage is nobody's to work on.
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let acceptance = worker.operation(&order, Kind::Submit, accepted());
    assert_eq!(worker.hand_in(&acceptance).await["result"], "applied");
    let clerks = customer(Role::BackOfficeClerk).await;
    assert_eq!(clerks["mobile"], "154****0099");
}

/// An order with work that was applied, work that came too late for any stage, and work that was refused.
async fn worked_on(bench: &Bench) -> OrderView {
    let worker = Worker::sign_in(bench, Role::AreaManager, "倴城-01").await;
    let order = hand_over(bench).await;
    let customer = json!({
        "customer_name": "张伟", "mobile": "15400000099", "service_address": "倴城镇东街12号",
    });
    let mut values = accepted();
    sync::apply_patch(&mut values, &customer);
    values["customer_signature"]["signer_name"] = "刘桂兰".into();
    values["customer_signature"]["strokes"][0][0]["x"] = 31.into();
    let acceptance = worker.operation(&order, Kind::Submit, values);
    assert_eq!(worker.hand_in(&acceptance).await["result"], "applied");

    let late = late(&worker, &order, &acceptance);
    assert_eq!(worker.hand_in(&late).await["result"], "accepted_late");

    let order = record_of(bench, order.order).await.view;
    let nonsense = json!({
        "customer_signature": ["周桂芳", { "mobile": "15400000077" }], "clause": "第一百零一条", "outcome": { "name": "周桂芳" },
    });
    let refused = worker.operation(&order, Kind::Submit, nonsense);
    let refused = worker.hand_in(&refused).await;
    assert_eq!(refused["result"], "refused", "{refused}");
    order
}

/// Done in one visit without a network, on a stage that the platform's own step never opened.
fn late(worker: &Worker<'_>, order: &OrderView, before: &Operation) -> Operation {
    let change = json!({ "customer_signature": refusal(), "second_person": null });
    let values = filled_in("install_energise", &change);
    let mut late = worker.operation(order, Kind::Submit, values);
    late.stage = StageId::derive(order.order, "install_energise", 9);
    late.base = Base::After { after: before.op_id };
    late.form = Some("install_energise".to_owned());
    worker.signed(late)
}

fn refusal() -> Value {
    let mut signature = accepted()["customer_signature"].clone();
    signature["signer_name"] = "孙玉梅".into();
    json!({
        "refused": true, "reason": "不愿签字",
        "strokes": null, "image": null, "signer_name": null, "relation": null, "signed_at": null,
        "signed_sha256": null,
        "witnesses": [
            { "name": "赵铁柱", "mobile": "15400000077", "relation": "邻居" },
            { "name": "孙玉梅", "signature": signature },
        ],
    })
}
