//! Reads activities: tasks, sub-processes and calls, and how often each is done.

use super::file::referred;
use super::nodes::{NodeReader, is_event_sub_process};
use super::{calls, documentation, events, extension, subset};
use crate::definition::{
    Contents, ElementKind, Over, Repetition, Service, ServiceKind, Stage, StageKind, SubProcess,
};
use crate::reader::XmlElement;
use crate::refusal::RefusalReason;

pub(super) fn stage(
    reader: &mut NodeReader<'_, '_>,
    xml: &XmlElement,
    kind: StageKind,
) -> Option<ElementKind> {
    check(reader, xml);
    let extension = extension::read(xml);
    extension::check(xml, &extension, reader.findings);
    Some(ElementKind::Stage(Stage {
        id: xml.id()?.to_owned(),
        name: xml.label().map(str::to_owned),
        kind,
        lane: None,
        role: extension.get("role").cloned(),
        documentation: documentation(xml),
        extension,
    }))
}

pub(super) fn service(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) -> Option<ElementKind> {
    check(reader, xml);
    let extension = extension::read(xml);
    extension::check(xml, &extension, reader.findings);
    let kind = match xml.name.as_str() {
        "sendTask" => ServiceKind::Send,
        "businessRuleTask" => ServiceKind::BusinessRule,
        _ => ServiceKind::Service,
    };
    let message = xml.attribute("messageRef").and_then(|_| events::message(reader, xml, xml));
    Some(ElementKind::Service(Service {
        kind,
        message,
        documentation: documentation(xml),
        extension,
    }))
}

pub(super) fn receive(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) -> Option<ElementKind> {
    check(reader, xml);
    let advice = "begin with a start event that waits for the message";
    reader.check_attribute(xml, "instantiate", "false", advice);
    Some(ElementKind::Receive { message: events::message(reader, xml, xml) })
}

pub(super) fn task(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) -> Option<ElementKind> {
    check(reader, xml);
    Some(ElementKind::Task)
}

pub(super) fn sub_process(
    reader: &mut NodeReader<'_, '_>,
    xml: &XmlElement,
) -> Option<ElementKind> {
    check_attributes(reader, xml);
    let begun_by = is_event_sub_process(xml)
        .then(|| xml.children_named("startEvent").find_map(XmlElement::id))
        .flatten()
        .map(str::to_owned);
    Some(ElementKind::SubProcess(SubProcess { contents: Contents::default(), begun_by }))
}

pub(super) fn call(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) -> Option<ElementKind> {
    check(reader, xml);
    Some(ElementKind::Call { process: calls::called(xml).unwrap_or_default().to_owned() })
}

fn check(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) {
    for child in &xml.children {
        if !subset::describes_in_activity(&child.name) {
            reader.findings.refuse_construct(xml, child);
        }
    }
    check_attributes(reader, xml);
}

fn check_attributes(reader: &mut NodeReader<'_, '_>, xml: &XmlElement) {
    for (attribute, usual, advice) in [
        ("isForCompensation", "false", "compensation is not carried out; remove it"),
        ("startQuantity", "1", "one token opens the task; remove it"),
        ("completionQuantity", "1", "one token leaves the task; remove it"),
    ] {
        reader.check_attribute(xml, attribute, usual, advice);
    }
}

/// Reads `multiInstanceLoopCharacteristics` (BPMN 2.0.2, 10.3.8). The list and the name of its item may stand in
/// `ronghe:collection` and `ronghe:item`, or in the standard's `loopDataInputRef` and `inputDataItem`, whose data are
/// variables here.
pub(super) fn repetition(
    reader: &mut NodeReader<'_, '_>,
    activity: &XmlElement,
) -> Option<Repetition> {
    let xml = activity.children_named("multiInstanceLoopCharacteristics").next()?;
    let part = |name: &'static str| {
        xml.children_named(name).next().filter(|part| !part.text.trim().is_empty())
    };
    let extension = extension::read(xml);
    let count = part("loopCardinality").map(|part| expression(reader, activity, part));
    let collection = extension.get("collection").cloned().or_else(|| {
        let reference = part("loopDataInputRef")?.text.trim();
        let name = referred(&reader.file.data, reference).map(|(_, name)| *name);
        Some(name.unwrap_or(reference).to_owned())
    });
    let item = extension.get("item").cloned().or_else(|| {
        let item = xml.children_named("inputDataItem").next()?;
        item.label().or(item.id()).map(str::to_owned)
    });
    let over = match (count, collection) {
        (Some(count), _) => Some(Over::Count(count)),
        (None, Some(list)) => Some(Over::List { list, item }),
        (None, None) => None,
    };
    if over.is_none() {
        reader.findings.unready_part(activity.id(), xml.place, RefusalReason::NoCardinality);
    }
    if is_event_sub_process(activity) {
        reader.findings.refuse_part(
            activity.id(),
            xml.place,
            RefusalReason::RepeatedEventSubProcess,
        );
    }
    let done_when = part("completionCondition").map(|part| expression(reader, activity, part));
    let sequential = matches!(xml.attribute("isSequential"), Some("true" | "1"));
    Some(Repetition { sequential, over, done_when })
}

fn expression(reader: &mut NodeReader<'_, '_>, owner: &XmlElement, part: &XmlElement) -> String {
    let text = part.text.trim();
    let expression = bare(text);
    if let Err(e) = reader.expressions.check(expression) {
        let (expression, reason) = (text.to_owned(), e.to_string());
        let reason = RefusalReason::ExpressionUnreadable { expression, reason };
        reader.findings.unready_part(owner.id(), part.place, reason);
    }
    expression.to_owned()
}

/// An expression without the `${…}` that other engines put around it.
pub(super) fn bare(text: &str) -> &str {
    text.strip_prefix("${").and_then(|text| text.strip_suffix('}')).unwrap_or(text).trim()
}
