//! A process of two stages that one visit can do, small enough to be read at once.

use std::collections::BTreeMap;

use serde_json::json;

pub const PROCESS: &str = "two_stages";

/// The folder of the process, path to text.
pub fn files() -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([
        ("process.bpmn".to_owned(), DRAWING.to_owned()),
        ("README.md".to_owned(), "Survey, then install.".to_owned()),
    ]);
    for form in ["survey", "install"] {
        files.insert(format!("forms/{form}.schema.json"), schema());
        files.insert(format!("forms/{form}.ui.json"), ui());
    }
    files
}

fn schema() -> String {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "note": { "type": "string", "minLength": 1, "maxLength": 200 },
            "ready": { "type": "boolean" },
            "photos": { "$ref": "urn:ronghe:values:1#/$defs/photos" },
            "voice": { "$ref": "urn:ronghe:values:1#/$defs/voice_notes" },
            "looked": { "$ref": "urn:ronghe:values:1#/$defs/meter_work" },
            "witness": { "$ref": "urn:ronghe:values:1#/$defs/second_person" },
            "signature": { "$ref": "urn:ronghe:values:1#/$defs/signature" }
        },
        "required": ["note", "ready"],
        "additionalProperties": false
    })
    .to_string()
}

fn ui() -> String {
    let text = |word: &str| json!({ "zh": word, "en": word });
    json!({
        "title": text("form"),
        "groups": [{
            "id": "all",
            "title": text("all"),
            "fields": ["note", "ready", "photos", "voice", "looked", "witness", "signature"]
        }],
        "fields": {
            "note": { "label": text("note"), "widget": "text" },
            "ready": { "label": text("ready"), "widget": "toggle" },
            "photos": {
                "label": text("photos"),
                "widget": "photo",
                "photo": { "min": 0, "max": 3, "what": text("meter"), "travels": true }
            },
            "voice": {
                "label": text("voice"),
                "widget": "voice",
                "recording": { "min": 0, "max": 2, "what": text("what was agreed") }
            },
            "looked": {
                "label": text("what the meter says"),
                "widget": "meter-work",
                "meter_work": { "commands": ["read"] }
            },
            "witness": { "label": text("witness"), "widget": "second-person" },
            "signature": { "label": text("signature"), "widget": "signature" }
        }
    })
    .to_string()
}

const DRAWING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ronghe="urn:ronghe:bpmn:1"
    id="d" targetNamespace="urn:ronghe:process">
  <process id="two_stages" isExecutable="true">
    <startEvent id="start"><outgoing>f1</outgoing></startEvent>
    <userTask id="survey" name="Survey" ronghe:form="survey" ronghe:role="area_manager"
        ronghe:continuable="true" ronghe:next="area_manager,meter_installer">
      <incoming>f1</incoming><outgoing>f2</outgoing>
    </userTask>
    <userTask id="install" name="Install" ronghe:form="install"
        ronghe:role="area_manager,meter_installer">
      <incoming>f2</incoming><outgoing>f3</outgoing>
    </userTask>
    <endEvent id="end"><incoming>f3</incoming></endEvent>
    <sequenceFlow id="f1" sourceRef="start" targetRef="survey"/>
    <sequenceFlow id="f2" sourceRef="survey" targetRef="install"/>
    <sequenceFlow id="f3" sourceRef="install" targetRef="end"/>
  </process>
</definitions>"#;
