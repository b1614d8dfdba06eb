//! Practice and recordings over HTTP: on a terminal without network, card or enrolment.

use serde_json::{Value, json};

use crate::page::Page;
use crate::program::Program;

const PRACTICE: &str = "/local/v1/practice";

/// The first practice order and the path of its stage, begun.
fn begun(page: &Page) -> (String, String) {
    let orders = page.asks("GET", "/local/v1/orders").send().json();
    let line = &orders["items"][0];
    let text = |value: &Value| value.as_str().expect("an id").to_owned();
    let (order, stage) = (text(&line["order"]), text(&line["stage"]["stage"]));
    let path = format!("/local/v1/orders/{order}/stages/{stage}");
    for kind in ["sign_in", "set_out", "arrive", "begin"] {
        let acted = page.asks("POST", &format!("{path}/actions")).json(&json!({ "kind": kind }));
        assert_eq!(acted.send().status, 200, "{kind}");
    }
    (order, path)
}

#[test]
fn a_locked_terminal_practises_and_is_locked_again() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    let state = || page.asks("GET", "/local/v1/state").send().json();
    assert_eq!((&state()["locked"], &state()["practice"]), (&json!(true), &json!(false)));
    assert_eq!(page.asks("GET", PRACTICE).send().status, 405);
    let stranger = page.asks("POST", PRACTICE).with("X-Ronghe-Token", "0").send();
    assert_eq!((stranger.status, stranger.code()), (401, "token-needed".to_owned()));

    assert_eq!(page.asks("POST", PRACTICE).send().status, 200);
    assert_eq!((&state()["locked"], &state()["practice"]), (&json!(false), &json!(true)));
    let (order, _) = begun(&page);
    let detail = page.asks("GET", &format!("/local/v1/orders/{order}")).send().json();
    assert_eq!(detail["practice"], json!({ "finished": false, "remarks": [] }));
    assert_eq!(detail["pending"], json!([]));
    let outbox = page.asks("GET", "/local/v1/outbox").send().json();
    assert_eq!(outbox, json!({ "items": [] }));

    assert_eq!(page.asks("DELETE", PRACTICE).send().status, 200);
    assert_eq!((&state()["locked"], &state()["practice"]), (&json!(true), &json!(false)));
    assert!(!program.folder.path().join("data/practice").exists());
    let gone = page.asks("GET", &format!("/local/v1/orders/{order}")).send();
    assert_eq!((gone.status, gone.code()), (409, "locked".to_owned()));
}

#[test]
fn a_recording_is_kept_piece_by_piece_and_played_back() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    assert_eq!(page.asks("POST", PRACTICE).send().status, 200);
    let (order, path) = begun(&page);
    let recordings = format!("{path}/recordings");
    let nowhere = page.asks("POST", &format!("{recordings}?field=mobile")).send();
    assert_eq!((nowhere.status, nowhere.code()), (422, "unknown-field".to_owned()));

    let begun = page.asks("POST", &format!("{recordings}?field=customer_signature")).send().json();
    assert_eq!((&begun["mime"], &begun["seconds_max"]), (&json!("video/webm"), &json!(60)));
    let id = begun["attachment_id"].as_str().expect("an id").to_owned();
    let video: &[u8] = include_bytes!("../../../webm/tests/recorded/video.webm");
    let (first, rest) = video.split_at(6_000);
    let piece = |from: usize, bytes: &[u8]| {
        let path = format!("{recordings}/{id}/pieces?first_byte={from}");
        page.asks("POST", &path).body("application/octet-stream", bytes.to_vec()).send()
    };
    assert_eq!(piece(0, first).json(), json!({ "bytes": 6_000 }));
    let gap = piece(7_000, rest);
    assert_eq!((gap.status, gap.code()), (409, "piece-elsewhere".to_owned()));
    assert_eq!(gap.json()["more"]["bytes"], 6_000);
    let detail = page.asks("GET", &format!("/local/v1/orders/{order}")).send().json();
    assert_eq!(
        (&detail["cut_off"][0]["attachment_id"], &detail["cut_off"][0]["bytes"]),
        (&json!(id), &json!(6_000))
    );
    assert_eq!(piece(6_000, rest).json(), json!({ "bytes": video.len() }));
    let too_large = piece(video.len(), &vec![0; 9 * 1024 * 1024]);
    assert_eq!((too_large.status, too_large.code()), (413, "too-large".to_owned()));

    let taken = page.asks("POST", &format!("{recordings}/{id}/finish")).send().json();
    assert_eq!((&taken["size"], &taken["worker"]), (&json!(video.len()), &json!("练习人员")));
    assert_eq!(taken["order_no"], "LX0000000001");
    let played = page.asks("GET", &format!("/local/v1/attachments/{id}")).send();
    assert_eq!((played.status, played.header("content-type")), (200, Some("video/webm")));
    assert_eq!(played.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.asks("DELETE", &format!("{recordings}/{id}")).send().status, 200);
    assert_eq!(page.asks("GET", &format!("/local/v1/attachments/{id}")).send().status, 404);
}
