//! Every vector of the reference (dlt645-2007.md, section 10), by its number: what each frame says, and that the same
//! frame comes of saying it.
//!
//! `vectors.txt` holds them: `number | source`, the frame, and what it says; a line of JSON for the message, one for each
//! value behind it, or the fault. `UPDATE=1` writes what the code says today, to be read against the reference.

use dlt645::{FrameView, Message, Response, Says, WriteContent, explain, item};

const TABLE: &str = include_str!("vectors.txt");

struct Vector<'a> {
    number: &'a str,
    head: &'a str,
    frame: &'a str,
    says: Vec<&'a str>,
}

fn vectors() -> Vec<Vector<'static>> {
    let blocks = TABLE.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks
        .filter(|block| !block.starts_with('#'))
        .map(|block| {
            let mut lines = block.lines();
            let head = lines.next().expect("a head");
            let (number, _) = head.split_once(" | ").expect("number | source");
            Vector { number, head, frame: lines.next().expect("a frame"), says: lines.collect() }
        })
        .collect()
}

/// What a frame says, line by line.
fn says(octets: &[u8]) -> Vec<String> {
    let explanation = explain(octets);
    let mut lines = Vec::new();
    if let Some(message) = &explanation.message {
        lines.push(serde_json::to_string(message).expect("a message is JSON"));
        lines.extend(values(message));
    }
    lines.extend(explanation.fault.map(|fault| format!("byte {}: {}", fault.at, fault.told)));
    lines
}

fn values(message: &Message) -> Vec<String> {
    let (identifier, value) = match &message.says {
        Says::Response(Response::Data { identifier, data, has_more: false }) => (identifier, data),
        Says::Request(dlt645::Request::Write {
            identifier,
            content: WriteContent::Password { value, .. } | WriteContent::Mac { value, .. },
        }) => (identifier, value),
        Says::Response(Response::Refused { error, .. }) => return vec![error.to_string()],
        Says::Response(Response::SecurityRefused(error)) => return vec![error.to_string()],
        _ => return Vec::new(),
    };
    let Some(item) = item(*identifier) else { return vec!["not in the catalogue".to_owned()] };
    match item.decode(value) {
        Ok(readings) => {
            readings.iter().map(|r| format!("{} {} = {}", r.name.zh, r.name.en, r.value)).collect()
        }
        Err(fault) => vec![fault.to_string()],
    }
}

#[test]
fn every_vector_says_what_the_reference_says() {
    let vectors = vectors();
    let mut told = String::from(TABLE.split("\n\n").next().expect("a comment"));
    let mut faults = Vec::new();
    for Vector { number, head, frame, says: expect } in &vectors {
        let octets = hex::decode(frame.replace(' ', "")).expect("hexadecimal");
        let says = says(&octets);
        told += &format!("\n\n{head}\n{frame}\n{}", says.join("\n"));
        if says != *expect {
            faults.push(format!("{number}: {says:#?}, expected {expect:#?}"));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors.txt");
        std::fs::write(path, told + "\n").expect("written");
        return;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_vector_is_left_out() {
    let numbers: Vec<_> = vectors().iter().map(|vector| vector.number.to_owned()).collect();
    let expect = [('P', 40), ('N', 5), ('S', 25)]
        .into_iter()
        .flat_map(|(letter, count)| (1..=count).map(move |n| format!("{letter}{n}")));
    assert_eq!(numbers, expect.collect::<Vec<_>>());
}

#[test]
fn the_same_frame_comes_of_what_it_says() {
    let mut count = 0;
    for Vector { number, frame, .. } in vectors() {
        let octets = hex::decode(frame.replace(' ', "")).expect("hexadecimal");
        let Some(message) = explain(&octets).message else { continue };
        let text = serde_json::to_string(&message).expect("a message is JSON");
        let read: Message = serde_json::from_str(&text).expect("JSON is a message");
        assert_eq!(read, message, "{number}");
        assert_eq!(read.frame().expect("a frame").to_octets(), octets, "{number}");
        count += 1;
    }
    assert_eq!(count, 67, "all but N1 and N2, which are no frames, and N5, which is no date");
}

#[test]
fn values_encode_to_the_bytes_that_they_came_from() {
    for Vector { number, frame, .. } in vectors() {
        let octets = hex::decode(frame.replace(' ', "")).expect("hexadecimal");
        let Some(Message { says: Says::Response(Response::Data { identifier, data, .. }), .. }) =
            explain(&octets).message
        else {
            continue;
        };
        let Some(item) = item(identifier) else { continue };
        let Ok(readings) = item.decode(&data) else { continue };
        let values: Vec<_> = readings.into_iter().map(|reading| reading.value).collect();
        assert_eq!(item.encode(&values), Ok(data), "{number}");
    }
}

#[test]
fn an_explanation_names_every_byte_once() {
    for Vector { number, frame, .. } in vectors() {
        let octets = hex::decode(frame.replace(' ', "")).expect("hexadecimal");
        if FrameView::new_checked(&octets).is_err() {
            continue;
        }
        let explanation = explain(&octets);
        let named: String = explanation.parts.iter().map(|part| part.octets.as_str()).collect();
        assert_eq!(named, hex::encode_upper(&octets), "{number}");
        let data = explanation.parts.iter().filter(|part| !part.parts.is_empty());
        for part in data {
            let named: String = part.parts.iter().map(|part| part.octets.as_str()).collect();
            if explanation.fault.is_none() {
                assert_eq!(named, part.octets, "{number}");
            }
        }
    }
}
