//! What the configuration fits a terminal with, asked of the program itself.

use std::sync::Arc;

use security_unit::PinCost;
use security_unit::metering::{NewUnit, SoftwareKeyMachine, UnitSecret, UnitSerial};
use serde_json::json;
use vocabulary::{SecurityPart, SeededEntropy};

use crate::page::Page;
use crate::program::Program;

const METERING: &str = "/local/v1/metering";

#[test]
fn without_the_section_a_terminal_does_no_metering_and_says_why() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    let state = page.asks("GET", METERING).send().json();
    assert_eq!((&state["may"], &state["unit"]), (&json!(false), &json!(null)));
    let why = state["why"]["zh"].as_str().expect("a reason");
    assert!(why.contains("安全单元") && why.contains("计量终端"), "{why}");
    let apps = page.asks("GET", "/local/v1/apps").send().json();
    assert_eq!(apps["items"].as_array().map(Vec::len), Some(1), "and has no app for it");
    let run = page.asks("POST", &format!("{METERING}/runs"));
    let run = run.json(&json!({ "command": "read", "link": "head" })).send();
    assert_eq!((run.status, run.code()), (409, "locked".to_owned()));
}

#[test]
fn with_it_the_unit_tells_what_there_is() {
    let mut program = Program::start();
    let folder = program.folder.path().to_owned();
    let machine = SoftwareKeyMachine::in_memory(Arc::new(SeededEntropy::new(1)));
    let secret = UnitSecret::from_passphrase("a long passphrase").expect("long enough");
    let serial = UnitSerial::from_bytes([0x22; 8]);
    let fitted = SecurityPart::ALL.into();
    let order = NewUnit { serial, fitted, secret: &secret, cost: PinCost::SIMULATION };
    machine.issue_unit(&folder.join("unit.json"), order).expect("issued");
    std::fs::write(folder.join("battery"), "83\n").expect("written");
    std::fs::write(folder.join("passphrase"), "a long passphrase\n").expect("written");
    let pages = folder.join("pages/metering");
    std::fs::create_dir_all(&pages).expect("made");
    std::fs::write(pages.join("index.html"), "<!doctype html><title>x</title>").expect("written");
    let config = "platform.url = 'http://127.0.0.1:9'\ndata.folder = 'data'\n\
        cards = { operator = 'operator', second = 'second' }\n\
        pages = { launcher = 0, business = 0, metering = 0 }\n\
        [metering]\nunit_file = 'unit.json'\nunit_passphrase_file = 'passphrase'\n\
        business_card = 'business'\nbattery_file = 'battery'\n\
        [[metering.links]]\nlink = 'head'\ntitle = '红外'\nkind = 'infrared'\npath = '/dev/ttyX'\n\
        [[metering.links]]\nlink = 'bench'\ntitle = '台架'\nkind = 'tcp'\naddress = '127.0.0.1:9'\n\
        [[apps]]\napp = 'weather'\ntitle = '天气'\nport = 0\npages = 'pages/launcher'\n";
    std::fs::write(folder.join("terminal.toml"), config).expect("written");
    program.kill_and_start();

    let page = Page::enter(&program.entry_url);
    let state = page.asks("GET", METERING).send().json();
    assert_eq!((&state["may"], &state["why"]), (&json!(true), &json!(null)));
    assert_eq!(state["unit"]["serial"], "2222222222222222");
    assert_eq!(state["battery_percent"], 83);
    let card = json!({ "is_in": false, "is_open": false, "card": null });
    assert_eq!(state["business_card"], card);
    let links = json!([
        { "link": "head", "kind": "infrared", "title": "红外" },
        { "link": "bench", "kind": "tcp", "title": "台架" },
    ]);
    assert_eq!(state["links"], links);
    let apps = page.asks("GET", "/local/v1/apps").send().json();
    assert_eq!(apps["items"][1]["app"], "metering");
    // An app beside the baseline is let in, and not to the meters.
    for (app, status) in [("metering", 200), ("business", 200), ("weather", 403)] {
        let open = page.asks("POST", &format!("/local/v1/apps/{app}/open"));
        let opened = open.json(&json!({})).send().json();
        let app = Page::enter(opened["url"].as_str().expect("an address"));
        assert_eq!(app.asks("GET", METERING).send().status, status);
        assert_eq!(app.asks("GET", "/local/v1/state").send().status, 200);
    }
}
