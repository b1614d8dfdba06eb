//! The shipped processes on the platform: every order of their authors' journeys is handed over by the marketing system
//! (a meter task by the acquisition system) and worked on by those it falls to, each with a card and a terminal of his own, stage by stage, with the forms filled
//! in, the files announced and the second person's own confirmation, to its end or through its exception.

mod acquisition;
mod crew;
mod route;
mod travelling;

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use platform::neighbours::{Answer, NeighbourLink, Outgoing};
use platform::orders::{ProcessVersion, jobs};
use serde_json::{Value, json};
use shipped::{FilledIn, Journey, Shipped, Step, marketing_data};
use sync::{OrderView, Recipient, StageView};
use vocabulary::{Clock as _, Instant, OrderId, OrderState, PersonId, Role};

use self::crew::Crew;
use crate::support::{Bench, activate, message_of, record_of, tell};

#[tokio::test]
async fn low_voltage_residential_new() {
    play("low_voltage_residential_new").await;
}

#[tokio::test]
async fn low_voltage_non_residential() {
    play("low_voltage_non_residential").await;
}

#[tokio::test]
async fn high_voltage_new() {
    play("high_voltage_new").await;
}

#[tokio::test]
async fn temporary_supply() {
    play("temporary_supply").await;
}

#[tokio::test]
async fn meter_reading() {
    play("meter_reading").await;
}

#[tokio::test]
async fn dunning() {
    play("dunning").await;
}

#[tokio::test]
async fn fee_control() {
    play("fee_control").await;
}

#[tokio::test]
async fn meter_replacement() {
    play("meter_replacement").await;
}

#[tokio::test]
async fn meter_task() {
    play("meter_task").await;
}

/// Plays every journey of a process: those that take no time one after another at the same company.
async fn play(process: &str) {
    let shipped = Shipped::of(process).expect("a shipped process");
    let takes_time = |journey: &&Journey| journey.steps.iter().any(|step| step.advance.is_some());
    let (long, short): (Vec<_>, Vec<_>) = shipped.journeys.iter().partition(takes_time);
    let alone = long.into_iter().map(|journey| vec![journey]);
    let mut played = 0;
    for journeys in std::iter::once(short).chain(alone) {
        let bench = company(&shipped).await;
        let mut crew = Crew::of(&bench).await;
        for journey in journeys {
            played += 1;
            let order = hand_over(&bench, &shipped, played).await;
            let place = format!("{process}: {}", journey.title["en"].as_str().unwrap_or_default());
            Story { bench: &bench, shipped: &shipped, crew: &mut crew, order, told: 1, place }
                .play(journey)
                .await;
        }
    }
    assert!(played > 0, "{process} has journeys");
    assert_eq!(played, shipped.journeys.len());
}

/// The hour at which journeys begin: 22 November 2026, 08:30 in Shanghai.
const MORNING: Instant = Instant::from_micros(1_795_307_400_000_000);

/// A company where the process is active, with the areas of the examples.
async fn company(shipped: &Shipped) -> Bench {
    let bench = Bench::with_everybody().await;
    let until = MORNING.since(bench.clock.now());
    bench.pass(Duration::from_micros(until.try_into().expect("later")));
    let admin = bench.sign_in("admin").await;
    let areas = ["T-0103-016", "T-0103-017"]
        .map(|code| json!({ "code": code, "name": code, "grid": "S1-01" }));
    admin.post("/api/v1/organisation/import", json!({ "areas": areas })).await.ok();
    activate(&bench, shipped.files.clone()).await;
    bench
}

/// Hands the order of the examples over under a number of its own.
async fn hand_over(bench: &Bench, shipped: &Shipped, number: usize) -> OrderId {
    if shipped.examples.order.get("task").is_some() {
        return acquisition::hand_over(bench, &shipped.examples.order, number).await;
    }
    let mut data = marketing_data(&shipped.examples.order);
    if data.get("area_code").is_none() {
        data["area_code"] = "T-0103-017".into();
    }
    let order_no = format!("1302000100000{number:03}");
    let taken = tell(bench, message_of(&shipped.name, &order_no, 1, "new", data)).await.ok();
    taken["order"].as_str().expect("an order").parse().expect("an id")
}

struct Story<'s, 'b> {
    bench: &'b Bench,
    shipped: &'s Shipped,
    crew: &'s mut Crew<'b>,
    order: OrderId,
    /// How many messages the marketing system has sent about the order.
    told: u64,
    /// For whoever reads that it failed.
    place: String,
}

impl Story<'_, '_> {
    async fn play(mut self, journey: &Journey) {
        let title = self.place.clone();
        for (index, step) in journey.steps.iter().enumerate() {
            self.place = format!("{title}, step {}", index + 1);
            let reminded = self.reminders().await;
            self.take(step).await;
            assert_eq!(open_elements(&self.view().await), step.open, "{}", self.place);
            assert_eq!(
                self.reminders().await > reminded,
                step.reminded,
                "{}: reminded",
                self.place
            );
        }
        self.ends(journey, &title).await;
        if journey.ends == "open" {
            self.goes_on_to_its_end(&title).await;
        }
    }

    /// What the exception has led back to is worked on as usual, until the marketing system has its result.
    async fn goes_on_to_its_end(&mut self, title: &str) {
        let steps: Vec<&Step> = {
            let ways = self.shipped.journeys.iter();
            let (reported, others): (Vec<_>, Vec<_>) = ways.partition(|way| way.ends == "reported");
            reported.into_iter().chain(others).flat_map(|way| &way.steps).collect()
        };
        let mut done = BTreeMap::<String, usize>::new();
        loop {
            let open = open_elements(&self.view().await);
            // Of several that which the journeys come to first.
            let stages = steps.iter().filter_map(|step| step.stage.as_ref());
            let Some(element) = stages.into_iter().find(|stage| open.contains(stage)) else {
                assert_eq!(open, Vec::<String>::new(), "{title}: no journey goes on from there");
                break;
            };
            self.place = format!("{title}, then {open:?}");
            let of_it = |at: &usize| steps[*at].stage.as_ref() == Some(element);
            let ways: Vec<usize> = (0..steps.len()).filter(of_it).collect();
            // What leads back to where it was is done otherwise the next time.
            let times = done.entry(element.clone()).or_default();
            assert!(*times < ways.len() + ROUNDS_MAX, "{}: it comes to no end", self.place);
            let at = ways[*times % ways.len()];
            *times += 1;
            // What waits for its day does so here too.
            if let Some(before) = at.checked_sub(1).map(|at| steps[at])
                && before.advance.is_some()
                && before.open.contains(element)
            {
                self.take(before).await;
            }
            let values = self.shipped.said_by_hand(&steps[at].values);
            self.submit(element, &Step { values, ..steps[at].clone() }).await;
        }
        assert_eq!(self.reports().await.taken(), 1, "{title}: its result is taken once");
    }

    async fn take(&mut self, step: &Step) {
        match (&step.stage, &step.send_back, &step.advance) {
            (Some(element), None, None) => self.submit(element, step).await,
            (None, Some(back), None) => {
                let body = json!({ "order": self.order, "to": back.to, "reason": "资料有误" });
                self.crew.head().post("/api/v1/orders/send-back", body).await.ok();
            }
            (None, None, Some(advance)) => {
                self.bench.pass(duration(advance));
                while jobs::run_due(&self.bench.platform).await.expect("it runs") > 0 {}
                self.crew.sign_in_again().await;
            }
            _ => panic!("{}: either a stage, send_back or advance", self.place),
        }
    }

    /// Fills in the form of an open stage, by whoever it falls to. Of several rounds the oldest is taken.
    async fn submit(&mut self, element: &str, step: &Step) {
        if let Some(due) = step.values.get("meters_due").and_then(Value::as_u64) {
            self.list_meters(due).await;
        }
        let stage = self.open_stage(element).await;
        let person =
            stage.assignee.unwrap_or_else(|| panic!("{}: nobody has {element}", self.place));
        let form = stage.form.as_deref().unwrap_or_else(|| panic!("{}: no form", self.place));
        let filled_in = self.filled_in(form, &stage, person, step).await;
        if filled_in.order != json!({}) {
            self.tell(marketing_data(&filled_in.order)).await;
        }
        let view = self.view().await;
        self.looks_up(&view, person).await;
        let to = self.next(&view, element, step).await;
        let outcome = self.crew.submits(person, &view, stage.stage, filled_in.values, to).await;
        assert_eq!(outcome["result"], "applied", "{}: {element}: {outcome}", self.place);
        self.crew.upload_everything().await;
    }

    /// The route has so many meters from now on.
    async fn list_meters(&mut self, due: u64) {
        let all = self.shipped.examples.order["meters"].as_object().expect("the meters of a route");
        let listed = (0..).zip(all).map(|(at, (asset_no, meter))| {
            (asset_no.clone(), if at < due { meter.clone() } else { Value::Null })
        });
        let listed = Value::Object(listed.collect());
        self.tell(json!({ "meters": listed, "route": { "meters_due": due } })).await;
    }

    /// The marketing system says something of the order anew.
    async fn tell(&mut self, data: Value) {
        self.told += 1;
        let number = self.view().await.order_no;
        let change = message_of(&self.shipped.name, number.as_str(), self.told, "change", data);
        assert_eq!(tell(self.bench, change).await.ok()["outcome"], "applied", "{}", self.place);
    }

    async fn filled_in(
        &self,
        form: &str,
        stage: &StageView,
        person: PersonId,
        step: &Step,
    ) -> FilledIn {
        let (view, now) = (self.view().await, self.bench.clock.now());
        let order = view.facts_for(stage, Some((person, self.crew.name_of(person))), now);
        let said = &step.values;
        self.shipped.filled_in(form, said, &order, now).unwrap_or_else(|unfit| {
            panic!("{}: no example of {form} fits {said:?}; the nearest: {unfit:#?}", self.place)
        })
    }

    async fn view(&self) -> OrderView {
        record_of(self.bench, self.order).await.view
    }

    async fn open_stage(&self, element: &str) -> StageView {
        let view = self.view().await;
        let mut open = view.stages_in_order().into_iter().filter(|stage| stage.state.is_open());
        let found = open.find(|stage| stage.element == element).cloned();
        found.unwrap_or_else(|| {
            panic!("{}: {element} is not open, but {:?}", self.place, open_elements(&view))
        })
    }

    /// To whom the worker hands on, where the process lets him choose and the step opens a stage for one of them.
    async fn next(&self, view: &OrderView, element: &str, step: &Step) -> Option<Recipient> {
        let version = self.version(view).await;
        let mut roles = version.next_roles_of(element).into_iter();
        let takes =
            |role: &Role| step.open.iter().any(|open| version.roles_of(open).contains(role));
        roles.find(takes).map(Recipient::Role)
    }

    async fn version(&self, view: &OrderView) -> std::sync::Arc<ProcessVersion> {
        let platform = &self.bench.platform;
        let mut snapshot = platform.store().read().await.expect("readable");
        let found =
            platform.versions().find(&mut snapshot.tx(), platform.org(), view.bundle_hash).await;
        found.expect("readable").expect("its version")
    }

    /// How often somebody was reminded.
    async fn reminders(&self) -> usize {
        let read = self.crew.head().get(&format!("/api/v1/orders/{}", self.order)).await.ok();
        let story = read["story"].as_array().expect("a story");
        story.iter().filter(|entry| entry["kind"] == "reminded").count()
    }

    /// What the marketing system is told now.
    async fn reports(&self) -> Results {
        let results = Results::default();
        platform::neighbours::jobs::run_due(&self.bench.platform, &results).await.expect("it runs");
        results
    }

    /// Reported: the marketing system takes the result. Else something is left to do.
    async fn ends(&self, journey: &Journey, title: &str) {
        let results = self.reports().await;
        let state = self.view().await.state;
        match journey.ends.as_str() {
            "reported" => {
                assert_eq!(results.taken(), 1, "{title}: its result is taken once");
                let ends =
                    if results.ran_out() { OrderState::Terminated } else { OrderState::Archived };
                assert_eq!(state, ends, "{title}");
            }
            "open" => {
                assert_eq!(state, OrderState::Open, "{title}");
                assert_eq!(
                    results.taken(),
                    0,
                    "{title}: nothing is reported of what is not at its end"
                );
            }
            other => panic!("{title}: ends {other}"),
        }
    }
}

/// More than any stage has rounds in the journeys.
const ROUNDS_MAX: usize = 10;

/// A marketing system that takes every result.
#[derive(Default)]
struct Results(std::sync::Mutex<Vec<Value>>);

impl Results {
    fn taken(&self) -> usize {
        self.0.lock().expect("nobody panics").len()
    }

    /// Of a task that nobody did while it was valid.
    fn ran_out(&self) -> bool {
        self.0.lock().expect("nobody panics").iter().any(|result| result["outcome"] == "run_out")
    }
}

#[async_trait]
impl NeighbourLink for Results {
    async fn hand_over(&self, message: &Outgoing<'_>) -> Answer {
        // What was done at a meter goes to the acquisition system as soon as it is known.
        if message.kind != platform::metering::METER_WORK {
            self.0.lock().expect("nobody panics").push(message.body.clone());
        }
        Answer::Accepted
    }
}

fn open_elements(view: &OrderView) -> Vec<String> {
    let open = view.stages.values().filter(|stage| stage.state.is_open());
    let mut elements: Vec<String> = open.map(|stage| stage.element.clone()).collect();
    elements.sort_unstable();
    elements
}

/// Reads `P2D`, `PT72H` and `PT30M`.
fn duration(text: &str) -> Duration {
    let hour = Duration::from_secs(3600);
    let (number, unit) = match (text.strip_prefix("PT"), text.strip_prefix('P')) {
        (Some(clock), _) if clock.ends_with('H') => (clock.strip_suffix('H'), hour),
        (Some(clock), _) => (clock.strip_suffix('M'), hour / 60),
        (None, days) => (days.and_then(|days| days.strip_suffix('D')), 24 * hour),
    };
    unit * number.and_then(|number| number.parse().ok()).expect("a duration")
}
