//! What outlives a kill of the program. That a typed field does is shown with a platform, by `ronghe day`.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;

use crate::page::{Asked, Page};
use crate::program::{Program, write_config};

#[test]
fn a_killed_agent_knows_the_browser_again_and_wants_the_pin_for_a_new_token() {
    let mut program = Program::start();
    let page = Page::enter(&program.entry_url);
    // The same port as before: the browser's page stays where it is.
    write_config(program.folder.path(), page.port);
    let look = json!({ "theme": "night", "language": "zh", "text_percent": 130 });
    assert_eq!(page.asks("PUT", "/local/v1/appearance").json(&look).send().status, 200);

    program.kill_and_start();
    let state = page.asks("GET", "/local/v1/state").send();
    assert_eq!(state.status, 200, "the cookie is still good");
    assert_eq!((&state.json()["appearance"], &state.json()["locked"]), (&look, &json!(true)));
    let acting = page.asks("POST", "/local/v1/sync").send();
    assert_eq!((acting.status, acting.code()), (401, "token-needed".to_owned()));
    let pin = json!({ "pin": "135790" });
    let unlock = Asked::own(page.port, "POST", "/local/v1/unlock").with("Cookie", &page.cookie);
    assert_eq!(unlock.json(&pin).send().code(), "no-card", "the PIN is asked of the card");
    let stranger = Asked::own(page.port, "POST", "/local/v1/unlock").json(&pin).send();
    assert_eq!(stranger.code(), "entry-needed");
}

#[test]
fn the_address_for_the_first_visit_is_for_its_owner_only() {
    let program = Program::start();
    let file = program.folder.path().join("data/entry.url");
    let kept = std::fs::read_to_string(&file).expect("the file");
    assert_eq!(kept.trim(), program.entry_url);
    let mode = std::fs::metadata(&file).expect("the file").permissions().mode();
    assert_eq!(mode & 0o077, 0);
}
