//! A route of hundreds of meters counts itself: what the reader's rounds came to decides how many rereads, exceptions
//! and checks open, and no other number is taken.

use forms::{Context, Purpose};
use serde_json::{Map, Value, json};
use shipped::{Shipped, Step, shift};
use vocabulary::{AssetNo, Clock as _, PersonId, StageId};

use super::crew::Crew;

use super::{Story, company, hand_over, open_elements};

const METERS: usize = 200;
/// Every so many meters …
const LOCKED_EVERY: usize = 20;
const FLAGGED_EVERY: usize = 50;
const EXCEPTION_EVERY: usize = 40;
/// … and these of them.
const LOCKED: usize = METERS / LOCKED_EVERY;
const FLAGGED: usize = METERS / FLAGGED_EVERY;
const EXCEPTIONS: usize = METERS / EXCEPTION_EVERY;

#[tokio::test]
async fn a_route_of_hundreds_of_meters_opens_what_its_rounds_came_to() {
    let shipped = Shipped::of("meter_reading").expect("a shipped process");
    let bench = company(&shipped).await;
    let mut crew = Crew::of(&bench).await;
    let order = hand_over(&bench, &shipped, 1).await;
    let place = "a long route".to_owned();
    let mut route =
        Story { bench: &bench, shipped: &shipped, crew: &mut crew, order, told: 1, place };
    route.is_long().await;
    route.take(&of("plan", json!({ "outcome": "as_planned" }))).await;
    route.take(&later("P1D")).await;
    route.take(&of("download", json!({ "outcome": "ready" }))).await;
    route.reads_all().await;
    assert_eq!(open_elements(&route.view().await), ["upload"]);

    for (wrong, rules) in [
        (
            json!({ "read_count": METERS, "no_reading_count": 0 }),
            &["read_as_recorded", "not_read_as_recorded"][..],
        ),
        (json!({ "flagged_count": 0 }), &["flagged_as_recorded"]),
        (json!({ "exception_count": 0 }), &["exceptions_as_recorded"]),
    ] {
        let (outcome, broken) = route.hands_in("upload", wrong).await;
        assert_eq!(outcome, form_invalid(), "{rules:?}");
        assert_eq!(broken, rules);
    }
    route.take(&of("upload", json!({}))).await;
    let opened = |elements: &[(&str, usize)]| -> Vec<String> {
        let each = elements.iter().flat_map(|(element, times)| vec![(*element).to_owned(); *times]);
        each.collect()
    };
    let expect = [("check_route", 1), ("exception_report", EXCEPTIONS), ("reread", LOCKED)];
    assert_eq!(open_elements(&route.view().await), opened(&expect));

    let refused = route.hands_in("check_route", json!({ "check_count": FLAGGED - 1 })).await;
    assert_eq!(refused, (form_invalid(), vec!["every_doubt_is_cleared".to_owned()]));
    route.take(&of("check_route", json!({ "check_count": FLAGGED }))).await;
    let expect = [("check_meter", FLAGGED), ("exception_report", EXCEPTIONS), ("reread", LOCKED)];
    assert_eq!(open_elements(&route.view().await), opened(&expect));

    // An exception that nobody who read has reported is none.
    let other = json!({ "asset_no": asset_no(3) });
    let refused = route.hands_in("exception_report", other).await;
    assert_eq!(refused, (form_invalid(), vec!["reported_meter_has_an_exception".to_owned()]));
    let (taken, broken) = route.hands_in("exception_report", json!({})).await;
    assert_eq!((&taken["result"], broken), (&json!("applied"), Vec::new()));
}

impl Story<'_, '_> {
    /// The route has hundreds of meters instead of those of the examples.
    async fn is_long(&mut self) {
        let examples = self.shipped.examples.order["meters"].as_object().expect("a route");
        let gone = examples.keys().map(|asset_no| (asset_no.clone(), Value::Null));
        let meter = json!({ "rates": false, "previous_total_ckwh": 50_000 });
        let listed = (0..METERS).map(|at| (asset_no(at).to_string(), meter.clone()));
        let meters: Map<String, Value> = gone.chain(listed).collect();
        self.tell(json!({ "meters": meters, "route": { "meters_due": METERS } })).await;
    }

    /// Every meter is read, or it is said why not.
    async fn reads_all(&mut self) {
        let view = self.view().await;
        let rounds = view.stages_in_order().into_iter().filter(|stage| stage.state.is_open());
        let rounds: Vec<(StageId, Option<PersonId>)> =
            rounds.map(|stage| (stage.stage, stage.assignee)).collect();
        assert_eq!(rounds.len(), METERS, "one round a meter");
        for (at, (stage, reader)) in rounds.into_iter().enumerate() {
            let reader = reader.expect("somebody reads");
            let outcome = self.crew.submits(reader, &view, stage, self.read(at), None).await;
            assert_eq!(outcome["result"], "applied", "meter {at}: {outcome}");
        }
        self.crew.upload_everything().await;
    }

    /// What is recorded of a meter.
    fn read(&self, at: usize) -> Value {
        let no_rates = json!({
            "reading_sharp_ckwh": null, "reading_peak_ckwh": null, "reading_flat_ckwh": null,
            "reading_valley_ckwh": null, "reading_total_ckwh": 51_000,
        });
        let examples = &self.shipped.examples;
        let mut values = examples.valid["read_meter"].clone();
        sync::apply_patch(&mut values, &no_rates);
        if at.is_multiple_of(LOCKED_EVERY) {
            let gone = |values: &&Value| values["reason"] == "demolished";
            let mut told = examples.also_valid.iter().filter_map(|one| one.values.as_ref());
            values = told.find(gone).expect("an example of a meter that is gone").clone();
        } else if at % FLAGGED_EVERY == 1 {
            let zero = json!({
                "reading_total_ckwh": 50_000, "comparison": "zero", "looked_twice": true,
                "comparison_ground": "vacant",
            });
            sync::apply_patch(&mut values, &zero);
        } else if at % EXCEPTION_EVERY == 2 {
            let name = json!({
                "exceptions": ["name"], "exception_found": "户名不符",
                "photo_exception": values["photo_display"],
            });
            sync::apply_patch(&mut values, &name);
        }
        values["asset_no"] = json!(asset_no(at));
        shift(&mut values, self.bench.clock.now().since(examples.now));
        values
    }

    /// Hands a stage in as it should be, but for what `said` says instead; gives the outcome, and which rules its form
    /// breaks.
    async fn hands_in(&mut self, element: &str, said: Value) -> (Value, Vec<String>) {
        let stage = self.open_stage(element).await;
        let person = stage.assignee.expect("somebody has it");
        let form = stage.form.as_deref().expect("it has a form");
        let right = match element {
            "check_route" => json!({ "check_count": FLAGGED }),
            "exception_report" => json!({ "asset_no": asset_no(2) }),
            _ => json!({}),
        };
        let step = of(element, right);
        let mut values = self.filled_in(form, &stage, person, &step).await.values;
        sync::apply_patch(&mut values, &said);
        let view = self.view().await;
        let now = self.bench.clock.now();
        let worker = Some((person, self.crew.name_of(person)));
        let context = Context { order: view.facts_for(&stage, worker, now), now };
        let form = self.shipped.bundle.form(form).expect("the form of a stage");
        let errors = form.check(&values, &context, Purpose::Submit).errors;
        let broken = errors.into_iter().filter_map(|error| error.rule).collect();
        let to = self.next(&view, element, &step).await;
        (self.crew.submits(person, &view, stage.stage, values, to).await, broken)
    }
}

/// Where the worker chooses who goes on, it is somebody for the stage after it.
fn of(element: &str, values: Value) -> Step {
    let Value::Object(values) = values else { panic!("values are an object") };
    let stage = Some(element.to_owned());
    let opens = match element {
        "plan" => "download",
        "upload" => "check_route",
        _ => "check_meter",
    };
    let open = vec![opens.to_owned()];
    Step { stage, values, send_back: None, advance: None, open, reminded: false }
}

fn later(period: &str) -> Step {
    let advance = Some(period.to_owned());
    let (values, open) = (Map::new(), Vec::new());
    Step { stage: None, values, send_back: None, advance, open, reminded: false }
}

fn form_invalid() -> Value {
    json!({ "result": "refused", "reason": "form_invalid" })
}

fn asset_no(at: usize) -> AssetNo {
    let body = format!("31300020{at:013}");
    let check = AssetNo::check_digit(&body).expect("21 digits");
    format!("{body}{check}").parse().expect("an asset number")
}
