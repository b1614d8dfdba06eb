//! Where every outcome of every stage leads in the processes that are shipped, by their own conditions: each process
//! is walked along its journeys, `journeys/<process>.json`.

mod drawing;

use bpmn::{Command, Definition, ElementKind, Outcome, Passage, Phase, Report};
use drawing::{HOUR, Order};
use rules::{Cel, Expressions, Variables};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One file of journeys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Journeys {
    /// The variables that its orders start with, where they bring any.
    #[serde(default)]
    start: Variables,
    journeys: Vec<Journey>,
}

/// One order on its way, from the start of the process.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Journey {
    title: Title,
    /// What of the trade it proves.
    shows: String,
    steps: Vec<Step>,
    ends: Ends,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Title {
    zh: String,
    en: String,
}

/// What somebody does or what time brings, and the stages that are open then, sorted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// The stage that is handed in, with those of its values that the conditions read.
    stage: Option<String>,
    #[serde(default)]
    values: Map<String, Value>,
    send_back: Option<SendBack>,
    /// How far the clock goes on: `P30D`, `PT72H`, `PT30M`.
    advance: Option<String>,
    open: Vec<String>,
    /// Whether somebody is reminded at this step.
    #[serde(default)]
    reminded: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SendBack {
    from: String,
    to: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Ends {
    /// The result was reported, and the process is at its end.
    Reported,
    /// Something is still to be done.
    Open,
}

/// A process of `processes/` with its journeys.
struct Shipped {
    name: String,
    folder: PathBuf,
    drawing: String,
    start: Variables,
    definition: Definition,
    journeys: Vec<Journey>,
}

fn all_shipped() -> Vec<Shipped> {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: PathBuf| {
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let mut shipped = Vec::new();
    for entry in std::fs::read_dir(crate_folder.join("../../processes")).expect("the processes") {
        let folder = entry.expect("an entry").path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let drawing = read(folder.join("process.bpmn"));
        let report = Report::of_deployment(&[drawing.as_bytes()], &Cel::new());
        let findings = report.refusals.iter().chain(&report.warnings);
        let findings: Vec<String> = findings.map(ToString::to_string).collect();
        let definition = report.definition.filter(|_| findings.is_empty());
        let definition =
            definition.unwrap_or_else(|| panic!("{name} is refused:\n{}", findings.join("\n")));
        let file = read(crate_folder.join("tests/journeys").join(format!("{name}.json")));
        let file: Journeys =
            serde_json::from_str(&file).unwrap_or_else(|e| panic!("the journeys of {name}: {e}"));
        let Journeys { start, journeys } = file;
        shipped.push(Shipped { name, folder, drawing, start, definition, journeys });
    }
    assert!(!shipped.is_empty());
    shipped
}

impl Shipped {
    /// The stages that have a form, each with the properties of its schema.
    fn forms(&self) -> impl Iterator<Item = (&str, Value)> {
        self.definition.stages().filter_map(|stage| {
            let path = self.folder.join(format!("forms/{}.schema.json", stage.form()?));
            let text = std::fs::read_to_string(&path);
            let text = text.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let schema: Value = serde_json::from_str(&text).expect("JSON");
            Some((stage.id.as_str(), schema["properties"].clone()))
        })
    }

    /// All that is handed in at a stage in any journey.
    fn handed_in<'s>(&'s self, stage: &'s str) -> impl Iterator<Item = &'s Map<String, Value>> {
        let steps = self.journeys.iter().flat_map(|journey| &journey.steps);
        steps.filter(move |step| step.stage.as_deref() == Some(stage)).map(|step| &step.values)
    }
}

#[test]
fn every_journey_leads_where_it_should_and_no_way_is_left_out() {
    for shipped in all_shipped() {
        let mut taken = BTreeSet::new();
        for journey in &shipped.journeys {
            taken.extend(walk(&shipped, journey));
        }
        for flow in shipped.definition.processes().iter().flat_map(|process| process.flows()) {
            let is_walked = taken.contains(&flow.id);
            assert!(is_walked, "{}: no journey goes along {}", shipped.name, flow.id);
        }
    }
}

#[test]
fn no_outcome_of_a_form_is_left_out() {
    for shipped in all_shipped() {
        for (stage, properties) in shipped.forms() {
            let Some(outcomes) = properties["outcome"]["enum"].as_array() else { continue };
            for outcome in outcomes {
                let is_walked =
                    shipped.handed_in(stage).any(|values| values.get("outcome") == Some(outcome));
                assert!(is_walked, "{}: no journey has {stage} end in {outcome}", shipped.name);
            }
        }
    }
}

#[test]
fn journeys_say_what_a_form_can_say_and_a_condition_can_read() {
    for shipped in all_shipped() {
        for (stage, properties) in shipped.forms() {
            for (field, value) in shipped.handed_in(stage).flatten() {
                let place = format!("{}: {stage}.{field} = {value}", shipped.name);
                let property = properties.get(field).unwrap_or_else(|| panic!("{place}: no field"));
                let choices = property["enum"].as_array();
                assert!(
                    choices.is_none_or(|choices| choices.contains(value)),
                    "{place}: no choice"
                );
                assert!(is_seen_by_conditions(value), "{place}: conditions do not see it");
            }
        }
        for Journey { title, shows, .. } in &shipped.journeys {
            assert!(![&title.zh, &title.en, shows].iter().any(|text| text.is_empty()));
        }
    }
}

/// What the platform hands to the process of a stage's values: a yes, a no, a whole number, a code word, a day.
fn is_seen_by_conditions(value: &Value) -> bool {
    let is_word = |text: &str| {
        text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            && text.bytes().any(|b| b.is_ascii_lowercase())
    };
    let is_day =
        |text: &str| text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    value.is_boolean()
        || value.is_i64()
        || value.as_str().is_some_and(|text| is_word(text) || is_day(text))
}

/// Walks a journey; returns the sequence flows that it went along.
fn walk(shipped: &Shipped, journey: &Journey) -> BTreeSet<String> {
    let mut walker = Walker {
        order: Order::started_with(&shipped.drawing, &shipped.start),
        stages: json!({}),
        seen: 0,
        taken: BTreeSet::new(),
        services: Vec::new(),
    };
    walker.answer();
    let title = format!("{}: {} ({})", shipped.name, journey.title.zh, journey.title.en);
    for (index, step) in journey.steps.iter().enumerate() {
        let place = format!("{title}, step {}", index + 1);
        walker.services.clear();
        walker.take(step, &place);
        let mut open: Vec<&str> = walker.order.state.open_stages().map(|(id, _)| id).collect();
        open.sort_unstable();
        assert_eq!(open, step.open, "{place}");
        let reminded = walker.services.iter().any(|service| service == "remind");
        assert_eq!(reminded, step.reminded, "{place}: reminded");
    }
    let ends = match walker.order.state.phase() {
        Phase::Ended(Outcome::Completed) => Ends::Reported,
        _ => Ends::Open,
    };
    assert_eq!(ends, journey.ends, "{title}");
    let reports = ["report_result", "report_task"];
    let is_reported = walker.services.iter().any(|service| reports.contains(&service.as_str()));
    assert_eq!(is_reported, ends == Ends::Reported, "{title}: reported at its end, and only then");
    walker.taken
}

struct Walker {
    order: Order,
    /// The last values of each stage, as conditions see them.
    stages: Value,
    /// How many passages of the order's path were looked at.
    seen: usize,
    taken: BTreeSet<String>,
    /// What the services were asked for in this step.
    services: Vec<String>,
}

impl Walker {
    fn take(&mut self, step: &Step, place: &str) {
        match (&step.stage, &step.send_back, &step.advance) {
            (Some(stage), None, None) => {
                let occurrence = self.open_occurrence(stage, place);
                self.stages[stage] = Value::Object(step.values.clone());
                let variables = drawing::variables(&[("order", json!({ "stages": self.stages }))]);
                let (element, at) = (stage.clone(), self.order.at);
                self.command(&Command::Complete { element, occurrence, variables, at }, place);
            }
            (None, Some(SendBack { from, to }), None) => {
                let from = Some((from.clone(), self.open_occurrence(from, place)));
                self.command(&Command::SendBack { from, to: to.clone(), at: self.order.at }, place);
            }
            (None, None, Some(advance)) => {
                let until = self.order.at + micros(advance).expect(place);
                while let Some((due, timer)) =
                    self.order.state.timers().map(|(id, timer)| (timer.due, id)).min()
                    && due <= until
                {
                    self.order.at = self.order.at.max(due);
                    self.command(&Command::FireTimer { timer, at: self.order.at }, place);
                }
                self.order.at = until;
            }
            _ => panic!("{place}: either a stage, send_back or advance"),
        }
    }

    /// Of several at once the oldest.
    fn open_occurrence(&self, stage: &str, place: &str) -> u32 {
        let open = self.order.state.open_stages().filter(|(id, _)| *id == stage);
        open.map(|(_, occurrence)| occurrence)
            .min()
            .unwrap_or_else(|| panic!("{place}: {stage} is not open, but {}", self.order.open()))
    }

    fn command(&mut self, command: &Command, place: &str) {
        self.order.take(command).unwrap_or_else(|e| panic!("{place}: {e:?}"));
        self.answer();
    }

    /// Answers at once whatever services are asked for.
    fn answer(&mut self) {
        loop {
            self.look_at_the_path();
            let pending = self.order.state.pending_services().next();
            let Some((element, occurrence)) = pending else { return };
            let element = element.to_owned();
            let asked = self.order.definition.element(&element);
            if let Some(ElementKind::Service(service)) = asked.map(|element| &element.kind) {
                self.services.extend(service.extension.get("service").cloned());
            }
            let (variables, at) = (Variables::new(), self.order.at);
            let done = Command::CompleteService { element, occurrence, variables, at };
            self.order.take(&done).expect("a service may always be done");
        }
    }

    fn look_at_the_path(&mut self) {
        let passed: Vec<Passage> = self.order.state.path()[self.seen..].to_vec();
        self.seen += passed.len();
        for passage in passed {
            self.follow(&passage.element);
        }
    }

    /// Goes on from an element that was passed to where tokens wait, as the engine does.
    fn follow(&mut self, id: &str) {
        let order = &self.order;
        let Some(element) = order.definition.element(id) else { return };
        let flow = |id: &String| {
            let mut processes = order.definition.processes().iter();
            processes.find_map(|process| process.flow(id))
        };
        let variables = order.state.variables().cloned().unwrap_or_default();
        let holds = |condition: &String| Cel::new().holds(condition, &variables) == Ok(true);
        let flows = element.outgoing.iter().filter_map(flow);
        let chosen: Vec<_> = match element.kind {
            ElementKind::ExclusiveGateway | ElementKind::InclusiveGateway => {
                let most = if element.kind == ElementKind::ExclusiveGateway { 1 } else { 100 };
                let conditional = flows.filter(|flow| flow.condition.as_ref().is_some_and(holds));
                let mut chosen: Vec<_> = conditional.take(most).collect();
                if chosen.is_empty() {
                    let default = element.default.as_ref().or(element.outgoing.first());
                    chosen.extend(default.and_then(flow));
                }
                chosen
            }
            _ => flows.collect(),
        };
        let next: Vec<(String, String)> =
            chosen.iter().map(|flow| (flow.id.clone(), flow.target.clone())).collect();
        for (flow, target) in next {
            let is_new = self.taken.insert(flow);
            if self.is_passed_through(&target) && (is_new || !self.is_join(&target)) {
                self.follow(&target);
            }
        }
    }

    fn is_passed_through(&self, id: &str) -> bool {
        let element = self.order.definition.element(id);
        element.is_some_and(|element| {
            matches!(
                element.kind,
                ElementKind::ExclusiveGateway
                    | ElementKind::InclusiveGateway
                    | ElementKind::ParallelGateway
                    | ElementKind::EventGateway
                    | ElementKind::Task
                    | ElementKind::Throw { .. }
            )
        })
    }

    fn is_join(&self, id: &str) -> bool {
        let element = self.order.definition.element(id);
        element.is_some_and(|element| element.incoming.len() > 1)
    }
}

/// Reads `P2D`, `PT72H` and `PT30M`.
fn micros(text: &str) -> Option<i64> {
    let (number, unit) = match (text.strip_prefix("PT"), text.strip_prefix('P')) {
        (Some(clock), _) if clock.ends_with('H') => (clock.strip_suffix('H')?, HOUR),
        (Some(clock), _) => (clock.strip_suffix('M')?, HOUR / 60),
        (None, days) => (days?.strip_suffix('D')?, 24 * HOUR),
    };
    Some(number.parse::<i64>().ok()? * unit)
}
