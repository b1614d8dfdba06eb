//! The door of every origin: exact host, own page, known browser, the page's own token.
//!
//! Loopback is no border: every page in the browser and every name that somebody's DNS leads here can send requests to
//! it. What is asked for here, a foreign page cannot send.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use super::At;
use super::problem::{Problem, ProblemKind};
use super::sessions::Browser;

/// Lets a request in or turns it away; in either case the answer says what the browser may do with it.
pub(super) async fn guard(State(at): State<At>, mut request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with(API);
    let mut response = match admit(&at, &request) {
        Ok(browser) => {
            request.extensions_mut().insert(browser);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let cache = if is_api { "no-store" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

/// Whose request it is; nobody's is fine for a page itself, and for the entry.
fn admit(at: &At, request: &Request) -> Result<Option<Browser>, Problem> {
    let headers = request.headers();
    let host = own_host(request, at.port()).ok_or(Problem::plain(ProblemKind::ForeignHost))?;
    if !is_own(headers, host) && !opens_page(request) {
        return Err(Problem::plain(ProblemKind::ForeignOrigin));
    }
    let path = request.uri().path();
    let browser = cookie(headers).and_then(|cookie| at.sessions().browser(cookie));
    if !path.starts_with(API) || path == ENTRY {
        return Ok(browser);
    }
    let known = browser.ok_or(Problem::plain(ProblemKind::EntryNeeded))?;
    // The PIN is worth a token: a page that was loaded again gets its new one for it.
    if is_reading(request.method()) || path == UNLOCK {
        return Ok(browser);
    }
    let token = one(headers, TOKEN).unwrap_or_default();
    if !at.sessions().has_token(at.page, known, token) {
        return Err(Problem::plain(ProblemKind::TokenNeeded));
    }
    Ok(browser)
}

/// The host as it was asked for, if it is exactly one of ours.
fn own_host(request: &Request, port: u16) -> Option<&str> {
    let host = one(request.headers(), header::HOST)?;
    let names_other = |uri: &http::Uri| uri.authority().is_some_and(|named| named != host);
    if names_other(request.uri()) {
        return None;
    }
    let (name, of_port) = host.rsplit_once(':')?;
    let is_ours = HOSTS.contains(&name) && of_port == port.to_string();
    is_ours.then_some(host)
}

/// Whether the origin's own page sends it.
fn is_own(headers: &HeaderMap, host: &str) -> bool {
    let site = one(headers, SEC_FETCH_SITE);
    if site.is_some_and(|site| site != "same-origin") {
        return false;
    }
    if headers.contains_key(header::ORIGIN) {
        let origin = one(headers, header::ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
        return origin == Some(host);
    }
    site.is_some()
}

/// Whether somebody opens a page: that has no effect, and what comes may not be framed.
fn opens_page(request: &Request) -> bool {
    let headers = request.headers();
    let is = |name, wanted| one(headers, name).is_none_or(|value| value == wanted);
    let path = request.uri().path();
    let is_page = !path.starts_with(API) && (path.ends_with('/') || path.ends_with(".html"));
    is_page
        && is_reading(request.method())
        && !headers.contains_key(header::ORIGIN)
        && is(SEC_FETCH_MODE, "navigate")
        && is(SEC_FETCH_DEST, "document")
}

/// A header that stands there once.
fn one(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';'));
    pairs.find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
}

fn is_reading(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

/// Name of the cookie.
pub(super) const COOKIE: &str = "ronghe_local";
const API: &str = "/local/";
const ENTRY: &str = "/local/v1/entry";
const UNLOCK: &str = "/local/v1/unlock";
const HOSTS: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
const TOKEN: HeaderName = HeaderName::from_static("x-ronghe-token");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

const HEADERS: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; \
         frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
];

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> Request {
        let mut request = http::Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).expect("a request")
    }

    #[test]
    fn only_the_exact_host_is_ours() {
        let check = |host: &str, ours: bool| {
            let request = request("GET", "/", &[("host", host)]);
            assert_eq!(own_host(&request, 71).is_some(), ours, "{host}");
        };
        for ours in ["127.0.0.1:71", "localhost:71", "[::1]:71"] {
            check(ours, true);
        }
        for other in
            ["127.0.0.1", "127.0.0.1:72", "127.1:71", "evil.example:71", "localhost.:71", ":71"]
        {
            check(other, false);
        }
        let twice = request("GET", "/", &[("host", "localhost:71"), ("host", "evil:71")]);
        assert_eq!(own_host(&twice, 71), None);
        let absolute = request("GET", "http://evil:71/", &[("host", "localhost:71")]);
        assert_eq!(own_host(&absolute, 71), None);
    }

    #[test]
    fn a_page_is_known_by_its_origin_or_by_the_browsers_word() {
        let check = |headers: &[(&str, &str)], own: bool| {
            let request = request("GET", "/local/v1/state", headers);
            assert_eq!(is_own(request.headers(), "127.0.0.1:71"), own, "{headers:?}");
        };
        check(&[("origin", "http://127.0.0.1:71")], true);
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[], false);
        check(&[("origin", "http://127.0.0.1:72")], false);
        check(&[("origin", "null")], false);
        check(&[("origin", "https://127.0.0.1:71")], false);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "none")], false);
        check(&[("origin", "http://127.0.0.1:71"), ("sec-fetch-site", "cross-site")], false);
        check(&[("origin", "http://evil"), ("sec-fetch-site", "same-origin")], false);
    }

    #[test]
    fn only_pages_are_opened_from_outside() {
        let check = |method: &str, path: &str, headers: &[(&str, &str)], opens: bool| {
            let asked = request(method, path, headers);
            assert_eq!(opens_page(&asked), opens, "{method} {path} {headers:?}");
        };
        let navigates = [("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        check("GET", "/", &navigates, true);
        check("GET", "/", &[], true);
        check("POST", "/", &navigates, false);
        check("GET", "/local/v1/outbox/export", &navigates, false);
        check("GET", "/local/", &navigates, false);
        check("GET", "/assets/index.js", &[], false);
        check("GET", "/", &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")], false);
        check("GET", "/", &[("sec-fetch-mode", "no-cors")], false);
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let request = request("GET", "/", &[("cookie", "ronghe_localx=1; a=b; ronghe_local=yes")]);
        assert_eq!(cookie(request.headers()), Some("yes"));
    }
}
