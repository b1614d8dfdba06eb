//! The shipped process on its less usual ways: every outcome that a worker or a desk may hand in moves the order.

use serde_json::{Value, json};
use sync::{Kind, OrderView};
use vocabulary::{OrderId, Role};

use crate::support::{Bench, Worker, accepted, filled_in, hand_over, open_stage, record_of};

/// An order under way, with the area manager who works on it.
struct Journey<'b> {
    bench: &'b Bench,
    worker: Worker<'b>,
    order: OrderId,
}

impl<'b> Journey<'b> {
    async fn of(bench: &'b Bench) -> Self {
        let worker = Worker::sign_in(bench, Role::AreaManager, "倴城-01").await;
        let order = hand_over(bench).await.order;
        Self { bench, worker, order }
    }

    async fn view(&self) -> OrderView {
        record_of(self.bench, self.order).await.view
    }

    /// Submits the open stage from the terminal.
    async fn submits(&self, values: Value) -> Value {
        let submit = self.worker.operation(&self.view().await, Kind::Submit, values);
        self.worker.hand_in(&submit).await
    }

    /// As [`Journey::submits`], which must be taken; gives the element that is open then.
    async fn moves(&self, values: Value) -> String {
        let outcome = self.submits(values).await;
        assert_eq!(outcome["result"], "applied", "{outcome}");
        self.open().await
    }

    /// Fills the open stage in at the console.
    async fn desk(&self, values: Value) -> String {
        let dispatcher = self.bench.role(Role::Dispatcher).await;
        let stage = open_stage(&self.view().await).stage;
        let to = json!({ "role": "area_manager" });
        let body = json!({ "order": self.order, "stage": stage, "values": values, "to": to });
        dispatcher.post("/api/v1/orders/perform", body).await.ok();
        self.open().await
    }

    /// The element that is open, and which occurrence of it; nothing when only the result is still under way.
    async fn open(&self) -> String {
        let view = self.view().await;
        let open = view.stages_in_order().into_iter().find(|stage| stage.state.is_open());
        open.map(|stage| format!("{}#{}", stage.element, stage.occurrence)).unwrap_or_default()
    }
}

fn with(mut values: Value, change: &Value) -> Value {
    sync::apply_patch(&mut values, change);
    values
}

/// An acceptance without the fields that its other answers hide.
fn papers_short(box_position_state: &str) -> Value {
    let change = json!({
        "outcome": "papers_short", "papers_complete": false, "papers_missing": ["ownership"],
        "ownership_seen": false, "ownership_photos": null,
        "box_position_state": box_position_state, "box_id": null,
        "overrides": { "box_id_missing": "尚无表箱" },
    });
    with(accepted(), &change)
}

/// A visit that changed nothing at the meter: no second person was there to confirm.
fn visit(bench: &Bench, change: &Value) -> Value {
    use vocabulary::Clock as _;
    let position = json!({
        "lon": 118.18, "lat": 39.63, "accuracy_m": 8.5, "source": "gnss", "at": bench.clock.now(),
    });
    with(json!({ "exception": "none", "position": position }), change)
}

/// A visit that found no room in the box.
fn box_full(bench: &Bench, change: &Value) -> Value {
    let found = json!({
        "outcome": "no_box_position", "exception": "no_free_position", "exception_note": "箱内无空表位",
        "exception_photos": filled_in("install_energise", &json!({}))["photo_meter_face"],
    });
    with(visit(bench, &found), change)
}

#[tokio::test]
async fn who_lacks_papers_and_a_position_gets_both_before_the_meter() {
    let bench = Bench::with_everybody().await;
    let journey = Journey::of(&bench).await;
    assert_eq!(journey.moves(papers_short("none")).await, "missing_papers#1");
    let complete = json!({ "appointment_date": null, "appointment_period": null });
    assert_eq!(journey.moves(filled_in("missing_papers", &complete)).await, "box_order#1");
    // At a desk, where nobody takes photos.
    let ready = json!({ "box_photos": null, "ready_at": 1_779_990_000_000_000_i64 });
    assert_eq!(journey.desk(filled_in("box_order", &ready)).await, "install_energise#1");
}

#[tokio::test]
async fn a_visit_that_comes_to_nothing_is_made_again_until_the_customer_withdraws() {
    let bench = Bench::with_everybody().await;
    let journey = Journey::of(&bench).await;
    assert_eq!(journey.moves(accepted()).await, "install_energise#1");
    let photo = filled_in("install_energise", &json!({}))["photo_meter_face"].clone();
    let locked = json!({
        "outcome": "not_done", "exception": "no_access", "exception_note": "家中无人应门",
        "exception_photos": photo, "appointment_date": "2026-05-30",
    });
    assert_eq!(journey.moves(visit(&bench, &locked)).await, "install_energise#2");
    let due = journey.view().await.due_at;
    assert!(due.is_some(), "the limit for supply that is on still runs");
    let sold = json!({ "outcome": "withdrawn", "withdraw_reason": "房屋已出售" });
    assert_eq!(journey.moves(visit(&bench, &sold)).await, "");
}

#[tokio::test]
async fn a_meter_without_a_position_waits_for_its_box() {
    let bench = Bench::with_everybody().await;
    let journey = Journey::of(&bench).await;
    journey.moves(accepted()).await;
    assert_eq!(journey.moves(box_full(&bench, &json!({}))).await, "box_order#1");
}

#[tokio::test]
async fn supply_is_not_switched_on_without_a_second_person() {
    let bench = Bench::with_everybody().await;
    let journey = Journey::of(&bench).await;
    journey.moves(accepted()).await;
    let alone = filled_in("install_energise", &json!({ "second_person": null }));
    assert_eq!(journey.submits(alone).await["result"], "refused");
    assert_eq!(journey.open().await, "install_energise#1");
}

/// What a page leaves in fields that its other answers hide is not the order's, whichever way it comes.
#[tokio::test]
async fn what_the_form_does_not_ask_for_is_not_kept() {
    let bench = Bench::with_everybody().await;
    let journey = Journey::of(&bench).await;
    journey.moves(accepted()).await;
    let hidden = json!({ "start_reading_total_ckwh": -7, "asset_no": "nonsense" });
    journey.moves(box_full(&bench, &hidden)).await;
    let left = json!({
        "outcome": "withdrawn", "withdraw_reason": "不再报装",
        "box_order_no": "no number at all", "ready_at": -5, "box_position": "x",
    });
    assert_eq!(journey.desk(left).await, "");
    let view = journey.view().await;
    for (element, hidden) in [
        ("install_energise", &["start_reading_total_ckwh", "asset_no"][..]),
        ("box_order", &["box_order_no", "ready_at", "box_position"]),
    ] {
        let values = &view.last_of(element).expect("it was opened").values;
        assert!(values["outcome"].is_string(), "{values}");
        hidden.iter().for_each(|name| assert_eq!(values[name], Value::Null, "{name} of {element}"));
    }
}
