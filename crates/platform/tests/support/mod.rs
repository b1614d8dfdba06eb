//! A platform in a folder of its own, with a station and somebody for every role.

// Each test program uses its part of this.
#![allow(dead_code, unused_imports)]

mod console;
mod operation;
mod order;
mod record;
mod terminal;
mod worker;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::header::SET_COOKIE;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use platform::audit::Act;
use platform::identity::Password;
use platform::identity::operations::FirstAdministrator;
use platform::neighbours::KeyAuthority;
use platform::{Durability, FoundOrganisation, Limits, Platform, PlatformKeys, Setup};
use platform_store::{Location, Options, Store};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use vocabulary::{
    Clock as _, CorrelationId, Epoch, Instant, ManualClock, OrganisationId, PersonId, Role,
    SeededEntropy,
};

pub use console::Console;
pub use operation::{operation, operation_on, sign};
pub use order::{
    ORDER_NO, PROCESS, activate, application, deploy, hand_over, hand_over_as, hand_over_short,
    hand_over_stop, message, message_of, open_stage, process_files, process_files_of, record_of,
    send_tasks, tell, tell_customers, tell_meters,
};
pub use record::record_as_told;
pub use terminal::{TestTerminal, UNLOCK_CODE, card_body, enrolment_code, issue_card};
pub use worker::{Worker, accepted, filled_in};

/// The password of everybody.
pub const PASSWORD: &str = "correct horse battery";

/// A platform and who works with it.
pub struct Bench {
    pub platform: Platform,
    pub clock: Arc<ManualClock>,
    pub entropy: Arc<SeededEntropy>,
    router: Router,
    _folder: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
    pub bytes: bytes::Bytes,
}

impl Reply {
    /// The answer to something that must have worked.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        self.body
    }

    /// The code of a problem of that status.
    #[track_caller]
    pub fn problem(self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        self.body["code"].as_str().expect("a code").to_owned()
    }

    /// The session's cookie, as a browser sends it back.
    pub fn cookie(&self) -> Option<String> {
        let cookie = self.headers.get(SET_COOKIE)?.to_str().ok()?;
        cookie.split(';').next().map(str::to_owned)
    }
}

impl Bench {
    /// An organisation with its first administrator, `admin`.
    pub async fn new() -> Self {
        Self::under(None, false).await
    }

    /// The same, where a key authority makes material.
    async fn under(key_authority: Option<Arc<dyn KeyAuthority>>, on_site_recharge: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(ManualClock::at(Instant::from_micros(1_780_000_000_000_000)));
        let entropy = Arc::new(SeededEntropy::new(7));
        let location = Location::Sqlite(folder.path().join("platform.db"));
        found(&location, &clock, &entropy).await;
        let limits = Limits { password_memory_kib: 64, ..Limits::default() };
        let setup = Setup {
            location,
            files: folder.path().join("files"),
            keys: PlatformKeys::generate(&*entropy),
            neighbour_keys: vec![
                ("marketing".into(), NEIGHBOUR_KEY.into()),
                ("acquisition".into(), ACQUISITION_KEY.into()),
            ],
            key_authority,
            stop_policies: platform::metering::StopPolicies::shipped(),
            on_site_recharge,
            limits,
            clock: clock.clone(),
            entropy: entropy.clone(),
            durability: Durability::Forgetful,
            hazard: None,
        };
        let platform = Platform::open(setup).await.expect("opens");
        let router = platform::router(platform.clone());
        Self { platform, clock, entropy, router, _folder: folder }
    }

    /// And a station `S1` with a grid and an area, and an account for every role, named after it.
    pub async fn with_everybody() -> Self {
        Self::new().await.furnished().await
    }

    /// The same, where a key authority makes material.
    pub async fn with_key_authority(authority: Arc<dyn KeyAuthority>) -> Self {
        Self::under(Some(authority), false).await.furnished().await
    }

    /// The same, where money may be written into meters on site.
    pub async fn with_on_site_recharge() -> Self {
        Self::under(None, true).await.furnished().await
    }

    async fn furnished(self) -> Self {
        let bench = self;
        let admin = bench.sign_in("admin").await;
        let organisation = json!({
            "stations": [station("S1"), station("S2")],
            "people": Role::ALL.map(person_of),
            "grids": [{
                "code": "S1-01", "name": "一网格", "station": "S1",
                "primary": staff_no(Role::AreaManager), "backup": staff_no(Role::MeterInstaller),
            }],
            "areas": [{ "code": "A1", "name": "东街台区", "grid": "S1-01" }],
        });
        admin.post("/api/v1/organisation/import", organisation).await.ok();
        for role in Role::ALL {
            let account = json!({
                "login": login(role), "staff_no": staff_no(role), "password": PASSWORD,
            });
            admin.post("/api/v1/accounts", account).await.ok();
        }
        bench
    }

    /// Somebody of that role at the console.
    pub async fn role(&self, role: Role) -> Console<'_> {
        self.sign_in(&login(role)).await
    }

    pub async fn sign_in(&self, login: &str) -> Console<'_> {
        let reply = self.try_sign_in(login, PASSWORD).await;
        let cookie = reply.cookie().expect("a cookie");
        let csrf = reply.ok()["csrf"].as_str().expect("a token").to_owned();
        Console::new(self, cookie, csrf)
    }

    pub async fn try_sign_in(&self, login: &str, password: &str) -> Reply {
        let body = json!({ "login": login, "password": password });
        self.send("POST", "/api/v1/session", &[], Some(body)).await
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = match body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send_request(request.expect("a request")).await
    }

    pub async fn send_request(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::String(text));
        Reply { status: parts.status, headers: parts.headers, body, bytes }
    }

    pub fn pass(&self, time: Duration) {
        self.clock.advance(time);
    }

    /// The id of somebody of that role.
    pub async fn person(&self, role: Role) -> PersonId {
        let admin = self.sign_in("admin").await;
        let people = admin.get("/api/v1/people?limit=500").await.ok();
        let found = people["items"].as_array().expect("a list").iter();
        let mut found = found.filter(|one| one["staff_no"] == staff_no(role).as_str());
        let person = found.next().expect("there is one")["person"].as_str().expect("an id");
        person.parse().expect("an id")
    }
}

/// The bearer key of the marketing system.
pub const NEIGHBOUR_KEY: &str = "a-key-for-the-marketing-system";
/// And that of the acquisition system.
pub const ACQUISITION_KEY: &str = "a-key-for-the-acquisition-system";

async fn found(location: &Location, clock: &ManualClock, entropy: &SeededEntropy) {
    let options = Options { forgetful: true, ..Options::default() };
    let store = Store::open(location, options).await.expect("opens");
    let org = OrganisationId::make(clock, entropy);
    let epoch = Epoch::make(clock, entropy);
    let founding = FoundOrganisation { org, name: "供电公司".into(), epoch, at: clock.now() };
    store.write(founding).await.expect("founded");
    let password = Password::from(PASSWORD.to_owned());
    let password = password.hash(entropy, 64).await.expect("hashed");
    let correlation = CorrelationId::make(clock, entropy);
    let first = FirstAdministrator {
        org,
        act: Act { at: clock.now(), actor: "ronghe init".into(), correlation },
        person: PersonId::make(clock, entropy),
        staff_no: "0000".into(),
        name: "管理员".into(),
        mobile: "15400000000".into(),
        login: "admin".into(),
        password,
    };
    store.write(first).await.expect("made");
    store.close().await;
}

pub fn station(code: &str) -> Value {
    json!({
        "code": code, "name": "倴城供电所", "county": "滦南县",
        "lon_e7": 1_186_700_000, "lat_e7": 395_200_000,
    })
}

/// Somebody of that role, as the organisation is told of him.
pub fn person_of(role: Role) -> Value {
    let at_company = matches!(
        role,
        Role::AppAdmin | Role::SecurityOfficer | Role::MonitorOperator | Role::Administrator
    );
    json!({
        "staff_no": staff_no(role), "name": "王建国", "mobile": "15412341234",
        "station": if at_company { None } else { Some("S1") }, "roles": [role],
    })
}

pub fn staff_no(role: Role) -> String {
    let place = Role::ALL.iter().position(|one| *one == role).expect("listed");
    format!("P{place:02}")
}

pub fn login(role: Role) -> String {
    role.as_str().replace('_', "-")
}
