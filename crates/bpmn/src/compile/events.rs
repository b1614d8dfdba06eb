//! Reads events and their triggers.

use super::file::{File, referred};
use super::{Findings, subset};
use crate::definition::{ElementKind, StartTrigger, Timer};
use crate::iso8601::{self, TimerError};
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

/// The event definitions of an event.
pub(super) fn triggers(xml: &XmlElement) -> impl Iterator<Item = &XmlElement> {
    xml.children.iter().filter(|child| is_trigger(child))
}

fn is_trigger(xml: &XmlElement) -> bool {
    xml.name.ends_with("EventDefinition") || xml.name == "eventDefinitionRef"
}

pub(super) fn start(
    xml: &XmlElement,
    file: &File<'_>,
    findings: &mut Findings,
) -> Option<ElementKind> {
    if triggers(xml).next().is_none() {
        check_others(xml, findings);
        return Some(ElementKind::Start(StartTrigger::None));
    }
    let trigger = match the_trigger(xml, findings)? {
        Trigger::Timer(timer) => StartTrigger::Timer { timer },
        Trigger::Message(definition) => {
            StartTrigger::Message { message: message(xml, definition, file, findings)? }
        }
    };
    Some(ElementKind::Start(trigger))
}

pub(super) fn catch(
    xml: &XmlElement,
    file: &File<'_>,
    findings: &mut Findings,
) -> Option<ElementKind> {
    match the_trigger(xml, findings)? {
        Trigger::Timer(timer @ (Timer::Duration { .. } | Timer::Date { .. })) => {
            Some(ElementKind::CatchTimer { timer })
        }
        Trigger::Timer(Timer::Cycle { .. }) => {
            findings.refuse(xml, RefusalReason::CycleHere);
            None
        }
        Trigger::Message(definition) => {
            let message = message(xml, definition, file, findings)?;
            Some(ElementKind::CatchMessage { message })
        }
    }
}

pub(super) fn boundary(
    xml: &XmlElement,
    file: &File<'_>,
    findings: &mut Findings,
) -> Option<ElementKind> {
    let host = xml.attribute("attachedToRef").unwrap_or_default();
    match file.constructs.get(host).copied() {
        None => {
            findings.refuse(xml, RefusalReason::dangling("attachedToRef", host));
        }
        Some("userTask" | "manualTask" | "serviceTask") => {}
        // The host is refused itself; a second refusal would say nothing new.
        Some(name) if subset::is_refused_flow_node(name) => {}
        Some(_) => findings.refuse(xml, RefusalReason::NotAnActivity { host: host.to_owned() }),
    }
    let interrupting = !matches!(xml.attribute("cancelActivity"), Some("false" | "0"));
    let timer = match the_trigger(xml, findings)? {
        Trigger::Timer(timer) => timer,
        Trigger::Message(definition) => {
            findings.refuse_construct(xml, definition);
            return None;
        }
    };
    if interrupting && matches!(timer, Timer::Cycle { .. }) {
        findings.refuse(xml, RefusalReason::CycleHere);
    }
    Some(ElementKind::BoundaryTimer { host: host.to_owned(), interrupting, timer })
}

pub(super) fn end(xml: &XmlElement, findings: &mut Findings) -> Option<ElementKind> {
    check_others(xml, findings);
    for trigger in triggers(xml) {
        findings.refuse_construct(xml, trigger);
    }
    Some(ElementKind::End)
}

/// The one trigger of an event, if it is of a kind that is supported.
enum Trigger<'x> {
    Timer(Timer),
    /// With its event definition.
    Message(&'x XmlElement),
}

fn the_trigger<'x>(xml: &'x XmlElement, findings: &mut Findings) -> Option<Trigger<'x>> {
    check_others(xml, findings);
    let all: Vec<&XmlElement> = triggers(xml).collect();
    let [definition] = all.as_slice() else {
        findings.refuse(xml, RefusalReason::TriggerCount { count: all.len() });
        return None;
    };
    match definition.name.as_str() {
        "timerEventDefinition" => timer(xml, definition, findings).map(Trigger::Timer),
        "messageEventDefinition" => Some(Trigger::Message(definition)),
        _ => {
            findings.refuse_construct(xml, definition);
            None
        }
    }
}

fn check_others(xml: &XmlElement, findings: &mut Findings) {
    for child in &xml.children {
        if !is_trigger(child) && !subset::describes_in_flow_node(&child.name) {
            findings.refuse_construct(xml, child);
        }
    }
}

fn timer(event: &XmlElement, definition: &XmlElement, findings: &mut Findings) -> Option<Timer> {
    let expressions: Vec<&XmlElement> =
        definition.children.iter().filter(|child| child.name.starts_with("time")).collect();
    let [expression] = expressions.as_slice() else {
        findings.refuse_part(event.id(), definition.place, RefusalReason::TimerCount);
        return None;
    };
    let text = expression.text.trim();
    let timer = match expression.name.as_str() {
        "timeDuration" => iso8601::parse_duration(text).map(|micros| Timer::Duration { micros }),
        "timeDate" => iso8601::parse_date(text).map(|at| Timer::Date { at }),
        "timeCycle" => iso8601::parse_cycle(text)
            .map(|(rounds, period_micros)| Timer::Cycle { rounds, period_micros }),
        _ => {
            findings.refuse_construct(event, expression);
            return None;
        }
    };
    match timer {
        Ok(timer) => Some(timer),
        Err(cause) => {
            findings.refuse_part(event.id(), expression.place, unreadable(text, cause));
            None
        }
    }
}

fn unreadable(text: &str, cause: TimerError) -> RefusalReason {
    RefusalReason::TimerUnreadable { text: text.to_owned(), cause }
}

/// The name of the message that the event waits for.
fn message(
    event: &XmlElement,
    definition: &XmlElement,
    file: &File<'_>,
    findings: &mut Findings,
) -> Option<String> {
    let reference = definition.attribute("messageRef").unwrap_or_default();
    let name = referred(&file.messages, reference).map(|(_, name)| *name);
    if name.is_none() {
        let reason = RefusalReason::dangling("messageRef", reference);
        findings.refuse_part(event.id(), definition.place, reason);
    }
    name.map(str::to_owned)
}
