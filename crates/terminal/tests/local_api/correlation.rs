//! The page's correlation id: in the answer, in a problem, and in the log.

use serde_json::{Value, json};

use crate::page::{Asked, Page};
use crate::program::Program;

const ID: &str = "019a0000-0000-7000-8000-00000000c0de";
const HEADER: &str = "x-correlation-id";

#[test]
fn a_problem_and_the_log_name_the_id_that_the_page_sent() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    let asked = page.asks("POST", "/local/v1/unlock").with("X-Correlation-Id", ID);
    let answer = asked.json(&json!({ "pin": "135790" })).send();
    assert_eq!((answer.status, answer.code()), (409, "no-card".to_owned()));
    assert_eq!(answer.header(HEADER), Some(ID));
    assert_eq!(answer.json()["correlation"], ID);

    let log = program.log();
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let mut answered = lines.filter(|line| line["fields"]["message"] == "answered");
    let line = answered.find(|line| line["span"]["correlation"] == ID).expect("a line");
    assert_eq!(
        (&line["fields"]["status"], &line["span"]["name"]),
        (&json!(409), &json!("request"))
    );
    assert!(!log.contains("135790"), "a PIN is in the log");
}

#[test]
fn a_request_without_an_id_gets_one_even_at_the_door() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    for asked in [
        page.asks("GET", "/local/v1/nothing"),
        page.asks("GET", "/local/v1/nothing").with("X-Correlation-Id", "no id"),
        Asked::bare(page.port, "GET", "/local/v1/state"),
    ] {
        let answer = asked.send();
        let given = answer.header(HEADER).expect("an id").to_owned();
        assert!(given.parse::<uuid::Uuid>().is_ok(), "{given}");
        assert_eq!(answer.json()["correlation"], given);
    }
    let fine = page.asks("GET", "/local/v1/state").with("X-Correlation-Id", ID).send();
    assert_eq!((fine.status, fine.header(HEADER)), (200, Some(ID)));
}
