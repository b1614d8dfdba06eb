//! Reads events and their triggers.

use super::activities::bare;
use super::file::referred;
use super::nodes::{NodeReader, is_event_sub_process};
use super::subset;
use crate::definition::{ElementKind, End, Start, Timer, TimerForm, Trigger};
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
    reader: &mut NodeReader<'_, '_>,
    xml: &XmlElement,
    container: &XmlElement,
) -> Option<ElementKind> {
    let interrupting = !matches!(xml.attribute("isInterrupting"), Some("false" | "0"));
    let is_event_sub_process = is_event_sub_process(container);
    if triggers(xml).next().is_none() {
        check_others(reader, xml);
        if is_event_sub_process {
            reader.findings.refuse(xml, RefusalReason::StartWithoutTrigger);
        }
        return Some(ElementKind::Start(Start { trigger: None, interrupting }));
    }
    let trigger = the_trigger(reader, xml)?;
    let fits = match &trigger {
        Trigger::Error { .. } => is_event_sub_process && interrupting,
        Trigger::Timer { .. } | Trigger::Message { .. } => {
            is_event_sub_process || container.name == "process"
        }
    };
    if !fits {
        reader.findings.refuse(xml, RefusalReason::TriggerHere);
    }
    Some(ElementKind::Start(Start { trigger: Some(trigger), interrupting }))
}

pub(super) fn catch(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) -> Option<ElementKind> {
    let trigger = the_trigger(reader, xml)?;
    if matches!(trigger, Trigger::Error { .. }) {
        reader.findings.refuse(xml, RefusalReason::TriggerHere);
    }
    check_cycle(reader, xml, &trigger);
    Some(ElementKind::Catch { trigger })
}

pub(super) fn boundary(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) -> Option<ElementKind> {
    let host = xml.attribute("attachedToRef").unwrap_or_default().to_owned();
    match reader.constructs.get(host.as_str()).copied() {
        None => reader.findings.refuse(xml, RefusalReason::dangling("attachedToRef", &host)),
        Some(name) if subset::is_activity(name) || subset::is_refused_flow_node(name) => {}
        Some(_) => reader.findings.refuse(xml, RefusalReason::NotAnActivity { host: host.clone() }),
    }
    let interrupting = !matches!(xml.attribute("cancelActivity"), Some("false" | "0"));
    let trigger = the_trigger(reader, xml)?;
    if interrupting {
        check_cycle(reader, xml, &trigger);
    } else if matches!(trigger, Trigger::Error { .. }) {
        reader.findings.refuse(xml, RefusalReason::ErrorInterrupts);
    }
    Some(ElementKind::Boundary { host, interrupting, trigger })
}

pub(super) fn throw(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) -> Option<ElementKind> {
    check_others(reader, xml);
    let definition = at_most_one(reader, xml)?;
    let message = match definition {
        None => None,
        Some(definition) if definition.name == "messageEventDefinition" => {
            sent_message(reader, xml, definition)
        }
        Some(definition) => {
            reader.findings.refuse_construct(xml, definition);
            return None;
        }
    };
    Some(ElementKind::Throw { message })
}

pub(super) fn end(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) -> Option<ElementKind> {
    check_others(reader, xml);
    let end = match at_most_one(reader, xml)? {
        None => End::None,
        Some(definition) => match definition.name.as_str() {
            "terminateEventDefinition" => End::Terminate,
            "messageEventDefinition" => {
                End::Message { message: sent_message(reader, xml, definition) }
            }
            "errorEventDefinition" => End::Error { code: thrown_error(reader, xml, definition) },
            _ => {
                reader.findings.refuse_construct(xml, definition);
                return None;
            }
        },
    };
    Some(ElementKind::End(end))
}

/// The one trigger of an event, if it is of a kind that is supported.
fn the_trigger(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) -> Option<Trigger> {
    check_others(reader, xml);
    let all: Vec<&XmlElement> = triggers(xml).collect();
    let [definition] = all.as_slice() else {
        reader.findings.refuse(xml, RefusalReason::TriggerCount { count: all.len() });
        return None;
    };
    match definition.name.as_str() {
        "timerEventDefinition" => Some(Trigger::Timer { timer: timer(reader, xml, definition) }),
        "messageEventDefinition" => {
            Some(Trigger::Message { message: message(reader, xml, definition) })
        }
        "errorEventDefinition" => {
            Some(Trigger::Error { code: caught_error(reader, xml, definition) })
        }
        _ => {
            reader.findings.refuse_construct(xml, definition);
            None
        }
    }
}

/// None if there are several, which is refused.
fn at_most_one<'x>(
    reader: &mut NodeReader<'_, '_>,
    xml: &'x XmlElement,
) -> Option<Option<&'x XmlElement>> {
    let all: Vec<&XmlElement> = triggers(xml).collect();
    if all.len() > 1 {
        reader.findings.refuse(xml, RefusalReason::TriggerCount { count: all.len() });
        return None;
    }
    Some(all.first().copied())
}

fn check_others(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) {
    for child in &xml.children {
        if !is_trigger(child) && !subset::describes_in_flow_node(&child.name) {
            reader.findings.refuse_construct(xml, child);
        }
    }
}

/// Only what stays where it is can be reminded again and again.
fn check_cycle(reader: &mut NodeReader<'_, '_>, xml: &XmlElement, trigger: &Trigger) {
    let is_cycle = matches!(
        trigger,
        Trigger::Timer {
            timer: Some(Timer::Cycle { .. } | Timer::Asked { form: TimerForm::Cycle, .. })
        }
    );
    if is_cycle {
        reader.findings.unready(xml, RefusalReason::CycleHere);
    }
}

fn timer(
    reader: &mut NodeReader<'_, '_>,
    event: &XmlElement,
    definition: &XmlElement,
) -> Option<Timer> {
    let expressions: Vec<&XmlElement> =
        definition.children.iter().filter(|child| child.name.starts_with("time")).collect();
    let [expression] = expressions.as_slice() else {
        reader.findings.unready_part(event.id(), definition.place, RefusalReason::TimerCount);
        return None;
    };
    let form = match expression.name.as_str() {
        "timeDuration" => TimerForm::Duration,
        "timeDate" => TimerForm::Date,
        "timeCycle" => TimerForm::Cycle,
        _ => {
            reader.findings.refuse_construct(event, expression);
            return None;
        }
    };
    let text = expression.text.trim();
    if text.starts_with("${") {
        let asked = bare(text).to_owned();
        if let Err(e) = reader.expressions.check(&asked) {
            let (expression_text, reason) = (text.to_owned(), e.to_string());
            let reason =
                RefusalReason::ExpressionUnreadable { expression: expression_text, reason };
            reader.findings.unready_part(event.id(), expression.place, reason);
        }
        return Some(Timer::Asked { form, expression: asked });
    }
    match iso8601::parse_timer(form, text) {
        Ok(timer) => Some(timer),
        Err(cause) => {
            reader.findings.unready_part(event.id(), expression.place, unreadable(text, cause));
            None
        }
    }
}

fn unreadable(text: &str, cause: TimerError) -> RefusalReason {
    RefusalReason::TimerUnreadable { text: text.to_owned(), cause }
}

/// The name of the message that `part` of `owner` refers to.
pub(super) fn message(
    reader: &mut NodeReader<'_, '_>,
    owner: &XmlElement,
    part: &XmlElement,
) -> Option<String> {
    let Some(reference) = part.attribute("messageRef") else {
        let reason = RefusalReason::MissingReference { attribute: "messageRef" };
        reader.findings.unready_part(owner.id(), part.place, reason);
        return None;
    };
    let name = referred(&reader.file.messages, reference).map(|(_, name)| (*name).to_owned());
    if name.is_none() {
        let reason = RefusalReason::dangling("messageRef", reference);
        reader.findings.refuse_part(owner.id(), part.place, reason);
    }
    name
}

/// What is thrown without naming a message only passes.
fn sent_message(
    reader: &mut NodeReader<'_, '_>,
    event: &XmlElement,
    definition: &XmlElement,
) -> Option<String> {
    definition.attribute("messageRef").and_then(|_| message(reader, event, definition))
}

/// The code of the error that the event catches; none catches all.
fn caught_error(
    reader: &mut NodeReader<'_, '_>,
    event: &XmlElement,
    definition: &XmlElement,
) -> Option<String> {
    let (_, code) = error(reader, event, definition)?;
    code
}

fn thrown_error(
    reader: &mut NodeReader<'_, '_>,
    event: &XmlElement,
    definition: &XmlElement,
) -> String {
    if definition.attribute("errorRef").is_none() {
        let reason = RefusalReason::MissingReference { attribute: "errorRef" };
        reader.findings.unready_part(event.id(), definition.place, reason);
    }
    let (id, code) = error(reader, event, definition).unwrap_or_default();
    code.unwrap_or(id)
}

/// Id and code of the error that the event refers to.
fn error(
    reader: &mut NodeReader<'_, '_>,
    event: &XmlElement,
    definition: &XmlElement,
) -> Option<(String, Option<String>)> {
    let reference = definition.attribute("errorRef")?;
    let found = referred(&reader.file.errors, reference)
        .map(|(id, code)| (id.to_owned(), code.map(str::to_owned)));
    if found.is_none() {
        let reason = RefusalReason::dangling("errorRef", reference);
        reader.findings.refuse_part(event.id(), definition.place, reason);
    }
    found
}
