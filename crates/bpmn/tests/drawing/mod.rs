//! Writes small BPMN files for the tests.

#![allow(dead_code, reason = "every test file uses its own part")]

use bpmn::{Definition, Effect, State, Step, StepError, step};
use rules::{Cel, Variables};
use serde_json::Value;

/// 22 November 2026, 08:30 in Shanghai, in microseconds.
pub const MORNING: i64 = 1_795_307_400_000_000;
pub const HOUR: i64 = 3_600_000_000;

/// A file with one executable process `order` around `body`.
pub fn file(body: &str) -> String {
    file_with("", body)
}

/// The same, with more beside the process. The body begins in line 7 if `beside` is one line.
pub fn file_with(beside: &str, body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:ronghe="urn:ronghe:bpmn:1" xmlns:other="urn:other"
  id="file" targetNamespace="urn:test">
{beside}
<process id="order" isExecutable="true">
{body}
</process>
</definitions>"#
    )
}

/// Draws `start → …`: elements as given, then flows as `source>target` separated by blanks, with generated ids.
pub fn process(elements: &str, flows: &str) -> String {
    let mut body = elements.to_owned();
    for flow in flows.split_whitespace() {
        let (source, target) = flow.split_once('>').expect("a flow is written source>target");
        body += &format!(
            "\n<sequenceFlow id=\"{source}_{target}\" sourceRef=\"{source}\" targetRef=\"{target}\"/>"
        );
    }
    file(&body)
}

/// Start, end, and a user task that permits sending back for each name.
pub fn stages(names: &str) -> String {
    let mut elements = r#"<startEvent id="start"/><endEvent id="end"/>"#.to_owned();
    for name in names.split_whitespace() {
        elements += &format!("<userTask id=\"{name}\" ronghe:sendBack=\"true\"/>");
    }
    elements
}

pub fn compile(xml: &str) -> Definition {
    Definition::compile(xml.as_bytes(), &Cel::new()).unwrap_or_else(|refusals| {
        let texts: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        panic!("refused:\n{}\n{xml}", texts.join("\n"))
    })
}

/// The refusals of a file, one a line; empty if it is accepted.
pub fn refusals(xml: &str) -> String {
    match Definition::compile(xml.as_bytes(), &Cel::new()) {
        Ok(_) => String::new(),
        Err(refusals) => refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

pub fn variables(values: &[(&str, Value)]) -> Variables {
    values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// One order that is stepped; after each step it is stored as JSON and restored.
pub struct Order {
    pub definition: Definition,
    pub state: State,
    pub at: i64,
}

impl Order {
    /// Not started yet.
    pub fn of(xml: &str) -> Self {
        Self { definition: compile(xml), state: State::default(), at: MORNING }
    }

    pub fn started(xml: &str) -> Self {
        Self::started_with(xml, &Variables::new())
    }

    pub fn started_with(xml: &str, variables: &Variables) -> Self {
        let mut order = Self::of(xml);
        let variables = variables.clone();
        let command = bpmn::Command::Start { start_element: None, variables, at: order.at };
        order.take(&command).expect("the process starts");
        order
    }

    pub fn take(&mut self, command: &bpmn::Command) -> Result<Vec<Effect>, StepError> {
        let Step { state, effects } = step(&self.definition, &self.state, command, &Cel::new())?;
        let stored = serde_json::to_string(&state).expect("a state is JSON");
        self.state = serde_json::from_str(&stored).expect("a stored state is read back");
        assert_eq!(self.state, state, "restoring changed the state: {stored}");
        Ok(effects)
    }

    pub fn complete(&mut self, element: &str, occurrence: u32) -> Result<Vec<Effect>, StepError> {
        self.complete_with(element, occurrence, &[])
    }

    pub fn complete_with(
        &mut self,
        element: &str,
        occurrence: u32,
        values: &[(&str, Value)],
    ) -> Result<Vec<Effect>, StepError> {
        let (element, variables) = (element.to_owned(), variables(values));
        self.take(&bpmn::Command::Complete { element, occurrence, variables, at: self.at })
    }

    pub fn send_back(
        &mut self,
        from: Option<(&str, u32)>,
        to: &str,
    ) -> Result<Vec<Effect>, StepError> {
        let from = from.map(|(element, occurrence)| (element.to_owned(), occurrence));
        self.take(&bpmn::Command::SendBack { from, to: to.to_owned(), at: self.at })
    }

    /// Fires the first timer that is due `later`, and returns what that did.
    pub fn fire(&mut self, later: i64) -> Result<Vec<Effect>, StepError> {
        self.at += later;
        let (timer, _) =
            self.state.timers().min_by_key(|(_, timer)| timer.due).expect("a timer runs");
        self.take(&bpmn::Command::FireTimer { timer, at: self.at })
    }

    /// The open stages as `id#occurrence`, sorted.
    pub fn open(&self) -> String {
        let mut open: Vec<String> =
            self.state.open_stages().map(|(id, n)| format!("{id}#{n}")).collect();
        open.sort();
        open.join(" ")
    }
}
