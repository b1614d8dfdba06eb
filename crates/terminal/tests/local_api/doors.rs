//! Who is let in, and who is not.

use std::net::TcpListener;

use serde_json::json;

use crate::page::{Asked, Page, enter, port_and_code};
use crate::program::{Program, command, write_config};

const STATE: &str = "/local/v1/state";
const SYNC: &str = "/local/v1/sync";

#[test]
fn other_pages_get_nothing_even_with_cookie_and_token() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    let own = page.asks("GET", STATE).send();
    assert_eq!((own.status, own.header("access-control-allow-origin")), (200, None));
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1"] {
        for (method, path) in [("GET", STATE), ("POST", SYNC), ("OPTIONS", SYNC)] {
            let answer = page.asks(method, path).with("Origin", origin).send();
            assert_eq!((answer.status, answer.code()), (403, "foreign-origin".to_owned()));
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
    }
    let missing = Asked::bare(page.port, "GET", STATE).with("Cookie", &page.cookie);
    assert_eq!(missing.send().status, 403);
    let by_browser = Asked::bare(page.port, "GET", STATE).with("Cookie", &page.cookie);
    assert_eq!(by_browser.with("Sec-Fetch-Site", "same-origin").send().status, 200);
}

#[test]
fn a_name_that_was_rebound_to_loopback_gets_nothing() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    let port = page.port;
    for host in [format!("evil.example:{port}"), "127.0.0.1".to_owned(), "localhost:1".to_owned()] {
        let origin = format!("http://{host}");
        let answer = page.asks("GET", STATE).with("Origin", origin).with("Host", &host).send();
        assert_eq!((answer.status, answer.code()), (421, "foreign-host".to_owned()), "{host}");
        assert_eq!(Asked::bare(port, "GET", "/").with("Host", &host).send().status, 421, "{host}");
    }
}

#[test]
fn a_code_works_once_and_only_at_its_own_page() {
    let program = Program::start();
    let (port, code) = port_and_code(&program.entry_url);
    let launcher = Page::enter(&program.entry_url);
    let again = enter(port, &code);
    assert_eq!((again.status, again.code()), (401, "entry-refused".to_owned()));
    assert_eq!(again.header("set-cookie"), None);

    let renewed = std::fs::read_to_string(program.folder.path().join("data/entry.url"));
    let (port, renewed) = port_and_code(renewed.expect("the file").trim());
    assert_ne!(renewed, code);
    assert_eq!(enter(port, &renewed).status, 200);

    let opened = launcher.asks("POST", "/local/v1/apps/business/open").json(&json!({})).send();
    let opened = opened.json()["url"].as_str().expect("an address").to_owned();
    let (app_port, app_code) = port_and_code(&opened);
    assert_ne!(app_port, port);
    assert_eq!(enter(port, &app_code).status, 401, "the launcher has no use for the app's code");
    assert_eq!(enter(app_port, &app_code).status, 401, "and has used it up");
}

#[test]
fn an_app_leads_back_to_the_launcher() {
    let program = Program::start();
    let launcher = Page::enter(&program.entry_url);
    let opened = launcher.asks("POST", "/local/v1/apps/business/open").json(&json!({})).send();
    let app = Page::enter(opened.json()["url"].as_str().expect("an address"));
    let home = app.asks("POST", "/local/v1/apps/launcher/open").json(&json!({})).send();
    let (port, code) = port_and_code(home.json()["url"].as_str().expect("an address"));
    assert_eq!(port, launcher.port);
    assert_eq!(enter(port, &code).status, 200);
    let nowhere = app.asks("POST", "/local/v1/apps/nowhere/open").json(&json!({})).send();
    assert_eq!((nowhere.status, nowhere.code()), (404, "not-found".to_owned()));
}

#[test]
fn nothing_is_done_without_the_pages_own_token() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    let opened = page.asks("POST", "/local/v1/apps/business/open").json(&json!({})).send();
    let app = Page::enter(opened.json()["url"].as_str().expect("an address"));
    for token in ["", "0", &app.token] {
        let answer = page.asks("POST", SYNC).with("X-Ronghe-Token", token).send();
        assert_eq!((answer.status, answer.code()), (401, "token-needed".to_owned()));
    }
    let stranger = Asked::own(page.port, "GET", STATE).send();
    assert_eq!((stranger.status, stranger.code()), (401, "entry-needed".to_owned()));
    assert_eq!(page.asks("POST", SYNC).send().status, 200);
}

#[test]
fn reading_has_no_effect() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    for path in [SYNC, "/local/v1/lock", "/local/v1/unlock", "/local/v1/apps/business/open"] {
        assert_eq!(page.asks("GET", path).send().status, 405, "{path}");
    }
    let entry = Asked::own(page.port, "GET", "/local/v1/entry").send();
    assert_eq!(entry.status, 405);
}

#[test]
fn bodies_have_a_limit_and_must_be_what_was_asked_for() {
    let program = Program::start();
    let page = Page::enter(&program.entry_url);
    let long = json!({ "theme": "x".repeat(1_100_000) });
    let put = |page: &Page| page.asks("PUT", "/local/v1/appearance");
    let too_long = put(&page).json(&long).send();
    assert_eq!((too_long.status, too_long.code()), (413, "too-large".to_owned()));
    let order = "019a0000-0000-7000-8000-000000000000";
    let photos = format!("/local/v1/orders/{order}/stages/{order}/photos?field=x");
    let picture = page.asks("POST", &photos).body("image/jpeg", vec![0; 21 * 1024 * 1024]).send();
    assert_eq!((picture.status, picture.code()), (413, "too-large".to_owned()));
    let two_megabytes = page.asks("POST", &photos).body("image/jpeg", vec![0; 2_000_000]).send();
    assert_eq!((two_megabytes.status, two_megabytes.code()), (409, "locked".to_owned()));
    assert_eq!(put(&page).body("text/plain", "{}").send().status, 415);
    assert_eq!(put(&page).json(&json!({ "colour": 1 })).send().status, 422);
}

#[test]
fn a_page_may_be_opened_but_not_framed() {
    let program = Program::start();
    let (port, _) = port_and_code(&program.entry_url);
    let opened = Asked::bare(port, "GET", "/").send();
    assert_eq!((opened.status, opened.header("access-control-allow-origin")), (200, None));
    let policy = opened.header("content-security-policy").expect("a policy");
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'self'"));
    assert_eq!(opened.header("cross-origin-resource-policy"), Some("same-origin"));
    let framed = Asked::bare(port, "GET", "/").with("Sec-Fetch-Dest", "iframe");
    assert_eq!(framed.send().status, 403);
    assert_eq!(Asked::bare(port, "GET", "/../terminal.toml").send().status, 403);
}

#[test]
fn a_port_that_is_taken_on_either_address_is_named() {
    for address in ["127.0.0.1:0", "[::1]:0"] {
        let taken = TcpListener::bind(address).expect("a port");
        let port = taken.local_addr().expect("its address").port();
        let folder = tempfile::tempdir().expect("a folder");
        write_config(folder.path(), port);
        let ended = command(folder.path()).output().expect("it ends by itself");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success() && ended.stdout.is_empty());
        assert!(said.contains("pages.launcher") && said.contains(&port.to_string()), "{said}");
    }
}
