//! Takes one frame apart and names every byte of it.

use serde::Serialize;

use crate::authority::{SECRET, VALUE};
use crate::fields::{FieldFault, Fields, Span};
use crate::frame::at;
use crate::request::DATA;
use crate::{
    DataIdentifier, FrameFault, FrameView, FullName, Message, Name, Request, RequestFault,
    Response, ResponseFault, Says, WAKE_UP, WriteContent, item,
};

/// A frame in parts. It writes JSON; `message` alone makes the same frame again ([`Message::frame`]).
///
/// Passwords stand in it, marked as secret: who shows it decides who sees them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// All bytes that belong to a field, in their order.
    pub parts: Vec<Part>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<ExplainedFault>,
}

/// A field of a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    pub name: FullName,
    /// Counted from the first byte that was handed in.
    pub at: usize,
    /// As they travel, in hexadecimal.
    pub octets: String,
    /// Without the 33H, in hexadecimal; in the data field only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// What they say, where that is more than their digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub is_secret: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// What is wrong with a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedFault {
    /// Counted from the first byte that was handed in.
    pub at: usize,
    /// What was expected there and what was found.
    pub told: String,
}

/// Explains the frame that these bytes are; wake-up bytes may stand before it.
///
/// ```
/// let octets = [
///     0xFE, 0xFE, 0x68, 0x61, 0x01, 0, 0, 0, 0, 0x68, 0x91, 0x06, 0x33, 0x34, 0x34, 0x35, 0x34, 0x43, 0x10, 0x16,
/// ];
/// let explanation = dlt645::explain(&octets);
/// let data = explanation.parts.iter().find(|part| part.name.en == "data").expect("there is data");
/// assert_eq!(data.parts[1].parts[0].told.as_deref(), Some("100.1 V"));
///
/// let broken = dlt645::explain(&octets[..19]).fault.expect("the end is missing");
/// assert_eq!(broken.at, 19);
/// ```
#[must_use]
pub fn explain(octets: &[u8]) -> Explanation {
    let offset = octets.iter().take_while(|octet| WAKE_UP.contains(octet)).count();
    let frame = &octets[offset..];
    let mut parts = Vec::new();
    if offset > 0 {
        parts.push(part(Name::new("唤醒符", "wake-up bytes"), 0, &octets[..offset]));
    }
    let view = match FrameView::new_checked(frame) {
        Ok(view) => view,
        Err(fault) => {
            parts.extend(
                head(frame, offset).into_iter().filter(|part| part.at < offset + fault.at()),
            );
            let fault = ExplainedFault { at: offset + fault.at(), told: told_fault(fault, offset) };
            return Explanation { parts, message: None, fault: Some(fault) };
        }
    };
    parts.extend(head(frame, offset));
    let data = view.data();
    let mut fields = Fields::traced(&data);
    let (message, fault) = read(&view, &mut fields);
    let data_at = offset + at::DATA;
    if !data.is_empty() {
        let mut whole = part(DATA, data_at, view.data_on_wire());
        let spans = fields.into_spans();
        whole.parts = spans.iter().map(|span| field(span, &view, &data, data_at)).collect();
        if let Some((identifier, value)) = message.as_ref().and_then(value_of) {
            explain_value(&mut whole.parts, identifier, value);
        }
        parts.push(whole);
    }
    let checksum_at = frame.len() - 2;
    parts.push(part(
        Name::new("校验码", "checksum"),
        offset + checksum_at,
        &frame[checksum_at..][..1],
    ));
    parts.push(part(
        Name::new("结束符", "end"),
        offset + checksum_at + 1,
        &frame[checksum_at + 1..],
    ));
    let fault =
        fault.map(|fault| ExplainedFault { at: data_at + fault.at(), told: fault.to_string() });
    Explanation { parts, message, fault }
}

/// The fields before the data, as far as they are there.
fn head(frame: &[u8], offset: usize) -> Vec<Part> {
    let fields = [
        (Name::new("帧起始符", "start"), at::START..at::START + 1),
        (Name::new("地址域", "address"), at::ADDRESS),
        (Name::new("帧起始符", "start"), at::SECOND_START..at::SECOND_START + 1),
        (Name::new("控制码", "control code"), at::CONTROL..at::CONTROL + 1),
        (Name::new("数据域长度", "length of the data"), at::LENGTH..at::LENGTH + 1),
    ];
    let mut parts = Vec::new();
    for (name, place) in fields {
        let begin = place.start;
        let Some(octets) = frame.get(place) else { break };
        let mut part = part(name, offset + begin, octets);
        part.told = match (begin, octets) {
            (at::CONTROL, [control]) => Some(told_control(*control)),
            (at::LENGTH, [len]) => Some(len.to_string()),
            (_, octets) => octets
                .try_into()
                .ok()
                .map(|octets| crate::MeterAddress::from_wire(octets).to_string()),
        };
        parts.push(part);
    }
    parts
}

fn told_control(control: u8) -> String {
    let control = crate::ControlCode::from_octet(control);
    let name = control.function().name();
    let direction = match (control.is_from_meter(), control.is_error()) {
        (false, _) => Name::new("请求", "request"),
        (true, false) => Name::new("应答", "reply"),
        (true, true) => Name::new("异常应答", "error reply"),
    };
    let (more_zh, more_en) =
        if control.has_more() { ("，有后续帧", ", more follows") } else { ("", "") };
    format!("{}{}{more_zh} ({}, {}{more_en})", name.zh, direction.zh, name.en, direction.en)
}

/// What the frame says, or the field that keeps it from saying it.
fn read(view: &FrameView<'_>, fields: &mut Fields<'_>) -> (Option<Message>, Option<FieldFault>) {
    let says = if view.control().is_from_meter() {
        match Response::parse_data(view.control(), fields) {
            Ok(response) => Says::Response(response),
            Err(ResponseFault::Field(fault)) => return (None, Some(fault)),
            Err(_) => return (None, None),
        }
    } else {
        match Request::parse_data(view.control(), fields) {
            Ok(request) => Says::Request(request),
            Err(RequestFault::Field(fault)) => return (None, Some(fault)),
            Err(RequestFault::Direction { .. }) => return (None, None),
        }
    };
    (Some(Message { address: view.address(), says }), None)
}

/// The bytes that the catalogue can tell more of. A part of a long reply is none: it may end within a value.
fn value_of(message: &Message) -> Option<(DataIdentifier, &[u8])> {
    match &message.says {
        Says::Response(Response::Data { identifier, data, has_more: false }) => {
            Some((*identifier, data))
        }
        Says::Request(Request::Write {
            identifier,
            content: WriteContent::Password { value, .. } | WriteContent::Mac { value, .. },
        }) => Some((*identifier, value)),
        _ => None,
    }
}

/// Gives the field that holds an item's bytes a part for each of its values.
fn explain_value(parts: &mut [Part], identifier: DataIdentifier, value: &[u8]) {
    let is_value = |part: &&mut Part| [DATA.en, VALUE.en].contains(&part.name.en.as_str());
    let (Some(whole), Some(item)) = (parts.iter_mut().find(is_value), item(identifier)) else {
        return;
    };
    let readings = match item.decode(value) {
        Ok(readings) => readings,
        Err(fault) => {
            whole.told = Some(fault.to_string());
            return;
        }
    };
    let digits =
        |text: &str, place: std::ops::Range<usize>| text[2 * place.start..2 * place.end].to_owned();
    let parts = readings.into_iter().map(|reading| Part {
        name: reading.name,
        at: whole.at + reading.octets.start,
        octets: digits(&whole.octets, reading.octets.clone()),
        data: whole.data.as_ref().map(|data| digits(data, reading.octets)),
        told: Some(reading.value.to_string()),
        is_secret: false,
        parts: Vec::new(),
    });
    whole.parts = parts.collect();
}

fn field(span: &Span, view: &FrameView<'_>, data: &[u8], data_at: usize) -> Part {
    let place = span.at..span.at + span.len;
    Part {
        data: Some(hex::encode_upper(&data[place.clone()])),
        told: span.told.clone(),
        is_secret: span.name == SECRET,
        ..part(span.name, data_at + span.at, &view.data_on_wire()[place])
    }
}

fn part(name: Name, at: usize, octets: &[u8]) -> Part {
    Part {
        name: name.into(),
        at,
        octets: hex::encode_upper(octets),
        data: None,
        told: None,
        is_secret: false,
        parts: Vec::new(),
    }
}

/// The fault with its byte counted from the first that was handed in.
fn told_fault(fault: FrameFault, offset: usize) -> String {
    let moved = match fault {
        FrameFault::Start { at, found } => FrameFault::Start { at: at + offset, found },
        FrameFault::Short { at, missing } => FrameFault::Short { at: at + offset, missing },
        FrameFault::End { at, found } => FrameFault::End { at: at + offset, found },
        FrameFault::Checksum { at, expected, found } => {
            FrameFault::Checksum { at: at + offset, expected, found }
        }
        FrameFault::Extra { at, extra } => FrameFault::Extra { at: at + offset, extra },
    };
    moved.to_string()
}

const fn is_false(flag: &bool) -> bool {
    !*flag
}
