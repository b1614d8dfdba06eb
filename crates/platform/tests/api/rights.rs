//! Every endpoint as nobody, as every role, as the same role elsewhere, and as a program, against the table of rights.

use access::{Action, Actor, Held, Place, Resource};
use serde_json::{Value, json};
use sync::{Attached, Kind, Operation};
use vocabulary::{AttachmentId, Digest, GridId, OrganisationId, PersonId, Role, StationId};

use crate::support::{
    Bench, Console, NEIGHBOUR_KEY, PASSWORD, Reply, TestTerminal, Worker, hand_over, open_stage,
    record_of, station,
};

/// Who an endpoint is for.
#[derive(Debug, Clone, Copy)]
enum For {
    /// Whoever comes: it is how one becomes known.
    Anybody,
    /// Whoever is signed in at the console, for his own session.
    HisOwn,
    /// Whoever has the right.
    Right(Action),
    /// Whoever has the right over an order of that grid, and over what belongs to it.
    RightOverOrder(Action),
    /// A terminal, for itself.
    Terminal,
    /// A terminal on which a person has signed in, for itself and for him.
    SignedInTerminal,
    Neighbour,
}

/// An endpoint that is not listed here fails the test.
const ENDPOINTS: &[(&str, For)] = &[
    ("signIn", For::Anybody),
    ("readSession", For::HisOwn),
    ("signOut", For::HisOwn),
    ("changePassword", For::HisOwn),
    ("listAccounts", For::Right(Action::ListAccounts)),
    ("createAccount", For::Right(Action::ManageAccounts)),
    ("disableAccount", For::Right(Action::ManageAccounts)),
    ("resetPassword", For::Right(Action::ManageAccounts)),
    ("listCards", For::Right(Action::ListCards)),
    ("issueCard", For::Right(Action::IssueCard)),
    ("revokeCard", For::Right(Action::BlockCard)),
    ("unlockCard", For::Right(Action::UnlockCard)),
    ("importOrganisation", For::Right(Action::ManageOrganisation)),
    ("putStation", For::Right(Action::ManageOrganisation)),
    ("putGrid", For::Right(Action::ManageOrganisation)),
    ("putArea", For::Right(Action::ManageOrganisation)),
    ("putPerson", For::Right(Action::ManageOrganisation)),
    ("listStations", For::Right(Action::ReadOrganisation)),
    ("listGrids", For::Right(Action::ReadOrganisation)),
    ("listAreas", For::Right(Action::ReadOrganisation)),
    ("listPeople", For::Right(Action::ReadOrganisation)),
    ("readMap", For::Right(Action::ReadOrganisation)),
    ("readAuditChain", For::Right(Action::ReadAudit)),
    ("readNewestAuditRoot", For::Right(Action::ReadAudit)),
    ("listTerminals", For::Right(Action::ListTerminals)),
    ("makeEnrolmentCode", For::Right(Action::EnrolTerminal)),
    ("lockTerminal", For::Right(Action::LockTerminal)),
    ("unlockTerminal", For::Right(Action::UnlockTerminal)),
    ("reportTerminalLost", For::Right(Action::LockTerminal)),
    ("enrolTerminal", For::Anybody),
    ("makeChallenge", For::Anybody),
    ("openTerminalSession", For::Anybody),
    ("endTerminalSession", For::Terminal),
    ("handInSealed", For::Terminal),
    ("handInMeterWorks", For::Terminal),
    ("requestAuthorisation", For::SignedInTerminal),
    ("releaseAuthorisation", For::SignedInTerminal),
    ("openPorts", For::SignedInTerminal),
    ("submitMeterWorks", For::SignedInTerminal),
    ("lookBackAtMeter", For::SignedInTerminal),
    ("listAuthorisations", For::Right(Action::ListAuthorisations)),
    ("approveAuthorisation", For::Right(Action::DecideAuthorisation)),
    ("refuseAuthorisation", For::Right(Action::DecideAuthorisation)),
    ("withdrawAuthorisation", For::Right(Action::DecideAuthorisation)),
    ("listMeters", For::Right(Action::ListMeters)),
    ("listMeterWorks", For::Right(Action::ReadMeterWork)),
    ("readMeterWork", For::Right(Action::ReadMeterWork)),
    ("findMeterWorks", For::Right(Action::ReadMeterWork)),
    ("countMeterWorks", For::Right(Action::ReadMeterWork)),
    ("listBrokenChains", For::Right(Action::InspectMeterWork)),
    ("listStopBans", For::Right(Action::AnnounceStopBan)),
    ("announceStopBan", For::Right(Action::AnnounceStopBan)),
    ("liftStopBan", For::Right(Action::AnnounceStopBan)),
    ("receiveMeters", For::Neighbour),
    ("receiveTasks", For::Neighbour),
    ("listOrders", For::Right(Action::ListOrders)),
    ("exportOrders", For::Right(Action::ListOrders)),
    ("readOrderFigures", For::Right(Action::ListOrders)),
    ("readOrder", For::RightOverOrder(Action::ReadOrder)),
    ("unmaskOrder", For::RightOverOrder(Action::UnmaskPersonalData)),
    ("readEvidence", For::RightOverOrder(Action::ReadEvidence)),
    ("dispatchOrder", For::RightOverOrder(Action::DispatchOrder)),
    ("placeOrder", For::RightOverOrder(Action::DispatchOrder)),
    ("handOverStages", For::Right(Action::ReassignOrder)),
    ("addAbsence", For::Right(Action::KeepAbsences)),
    ("cancelAbsence", For::Right(Action::KeepAbsences)),
    ("listAbsences", For::Right(Action::ReadOrganisation)),
    ("listDuties", For::Right(Action::ReadOrganisation)),
    ("addDuty", For::Right(Action::KeepDuties)),
    ("cancelDuty", For::Right(Action::KeepDuties)),
    ("copyDuties", For::Right(Action::KeepDuties)),
    ("listDispatchRules", For::Right(Action::ReadOrganisation)),
    ("putDispatchRules", For::Right(Action::KeepDispatchRules)),
    ("putPersonLimit", For::Right(Action::KeepDispatchRules)),
    ("readLoads", For::Right(Action::ListOrders)),
    ("planCutOver", For::Right(Action::CutOverAreas)),
    ("previewCutOver", For::Right(Action::CutOverAreas)),
    ("cancelCutOver", For::Right(Action::CutOverAreas)),
    ("listCutOvers", For::Right(Action::ReadOrganisation)),
    ("readAreaHistory", For::Right(Action::ReadOrganisation)),
    ("listCertificates", For::Right(Action::ReadOrganisation)),
    ("addCertificate", For::Right(Action::KeepCertificates)),
    ("extendCertificate", For::Right(Action::KeepCertificates)),
    ("withdrawCertificate", For::Right(Action::KeepCertificates)),
    ("putCertificateKind", For::Right(Action::ManageOrganisation)),
    ("previewMigration", For::Right(Action::MigrateOrders)),
    ("migrateOrders", For::Right(Action::MigrateOrders)),
    ("sendBackOrder", For::RightOverOrder(Action::SendBackOrder)),
    ("suspendOrder", For::RightOverOrder(Action::SuspendOrder)),
    ("resumeOrder", For::RightOverOrder(Action::ResumeOrder)),
    ("terminateOrder", For::RightOverOrder(Action::TerminateOrder)),
    ("urgeOrder", For::RightOverOrder(Action::UrgeOrder)),
    ("addSigner", For::RightOverOrder(Action::AddSigner)),
    ("explainOverdue", For::RightOverOrder(Action::ExplainOverdue)),
    ("listLimits", For::Right(Action::ListOfficeItems)),
    ("readCalendar", For::Right(Action::ReadOrganisation)),
    ("putCalendarYear", For::Right(Action::ManageCalendar)),
    ("performStage", For::RightOverOrder(Action::PerformStage)),
    ("previewNext", For::RightOverOrder(Action::PerformStage)),
    ("listOfficeItems", For::Right(Action::ListOfficeItems)),
    ("resolveOfficeItem", For::RightOverOrder(Action::ResolveOfficeItem)),
    ("listProcesses", For::Right(Action::ReadProcess)),
    ("readProcess", For::Right(Action::ReadProcess)),
    ("deployProcess", For::Right(Action::DeployProcess)),
    ("activateProcess", For::Right(Action::ActivateProcess)),
    ("readOutbox", For::Right(Action::ReadOutbox)),
    ("syncFeed", For::SignedInTerminal),
    ("readBundle", For::SignedInTerminal),
    ("fetchFile", For::SignedInTerminal),
    ("submitOperations", For::SignedInTerminal),
    ("receipts", For::Terminal),
    ("reoffer", For::Terminal),
    ("createFile", For::Terminal),
    ("appendToFile", For::Terminal),
    ("lookAtFile", For::Terminal),
    ("terminateFile", For::Terminal),
    ("tusOptions", For::Anybody),
    ("receiveNeighbourMessage", For::Neighbour),
    ("receiveCustomers", For::Neighbour),
    ("listCustomers", For::Right(Action::ReadCustomer)),
    ("readCustomer", For::Right(Action::ReadCustomer)),
    ("unmaskCustomer", For::Right(Action::UnmaskPersonalData)),
    ("listInquiries", For::Right(Action::ListInquiries)),
    ("readCustomerBundle", For::SignedInTerminal),
    ("keepDrafts", For::SignedInTerminal),
    ("submitInquiries", For::SignedInTerminal),
];

#[tokio::test]
async fn nobody_gets_in_where_somebody_is_asked_for() {
    let bench = Bench::new().await;
    for endpoint in endpoints(Ids::of_nothing()) {
        let reply = bench.send(&endpoint.method, &endpoint.path, &[], endpoint.body.clone()).await;
        let code = reply.body["code"].as_str().unwrap_or_default();
        match endpoint.is_for {
            For::Anybody => assert_ne!(code, "sign-in-needed", "{}", endpoint.id),
            // HEAD has no body to say it in.
            _ if endpoint.method == "HEAD" => assert_eq!(reply.status, 401, "{}", endpoint.id),
            _ => {
                let said = (reply.status.as_u16(), code);
                assert_eq!(said, (401, "sign-in-needed"), "{}", endpoint.id);
            }
        }
    }
}

#[tokio::test]
async fn every_role_may_do_what_the_table_says_and_nothing_else() {
    let bench = Bench::with_everybody().await;
    let ids = Ids::of_worked_order(&bench).await;
    for role in Role::ALL {
        let console = bench.role(role).await;
        for endpoint in endpoints(ids.clone()) {
            let reply = ask(&console, &endpoint).await;
            let place = format!("{} as {role:?}: {}", endpoint.id, reply.body);
            match endpoint.is_for {
                For::Anybody | For::HisOwn => {}
                For::Terminal | For::SignedInTerminal | For::Neighbour => {
                    assert_eq!(reply.status, 401, "{place}");
                }
                For::Right(action) => {
                    assert_eq!(reply.status == 403, !has(role, action), "{place}");
                    assert_ne!(reply.status, 401, "{place}");
                }
                For::RightOverOrder(action) => {
                    assert_eq!(reply.status == 403, !has_over_order(role, action), "{place}");
                    assert!(![401, 404].contains(&reply.status.as_u16()), "{place}");
                }
            }
        }
    }
}

#[tokio::test]
async fn an_order_is_out_of_reach_from_another_station_and_another_grid() {
    let bench = Bench::with_everybody().await;
    let ids = Ids::of_worked_order(&bench).await;
    for stranger in strangers(&bench).await {
        let console = bench.sign_in(stranger).await;
        for endpoint in endpoints(ids.clone()) {
            if matches!(endpoint.is_for, For::RightOverOrder(_)) {
                let reply = ask(&console, &endpoint).await;
                assert_eq!(reply.status, 403, "{} as {stranger}: {}", endpoint.id, reply.body);
            }
        }
        for list in ["/api/v1/orders", "/api/v1/items?state=all"] {
            let reply = console.get(list).await;
            // Who has no right to a list is told so by the walk over the roles.
            assert!([200, 403].contains(&reply.status.as_u16()), "{list} as {stranger}");
            let text = reply.body.to_string();
            assert!(!text.contains(&ids.order), "{list} as {stranger}: {text}");
        }
    }
    let head = bench.role(Role::StationHead).await;
    for list in ["/api/v1/orders", "/api/v1/items?state=all"] {
        let text = head.get(list).await.ok().to_string();
        assert!(text.contains(&ids.order), "the head of its own station sees it in {list}");
    }
}

/// Whoever gets a stage has its customer's data on his terminal.
#[tokio::test]
async fn a_stage_goes_to_nobody_of_another_station() {
    let bench = Bench::with_everybody().await;
    let order = hand_over(&bench).await;
    strangers(&bench).await;
    let admin = bench.sign_in("admin").await;
    let people = admin.get("/api/v1/people?limit=500").await.ok();
    let head = bench.role(Role::StationHead).await;
    for (staff_no, expect) in [("manager-2", 422), ("manager-1-2", 200)] {
        let mut people = people["items"].as_array().expect("a list").iter();
        let to =
            people.find(|one| one["staff_no"] == staff_no).expect("imported")["person"].clone();
        let stage = open_stage(&order).stage;
        let give = json!({ "order": order.order, "stage": stage, "to": to, "reason": "忙不过来" });
        let given = head.post("/api/v1/orders/dispatch", give).await;
        assert_eq!(given.status, expect, "{staff_no}: {}", given.body);
    }
}

#[tokio::test]
async fn another_stations_people_and_places_are_not_shown() {
    let bench = Bench::with_everybody().await;
    TestTerminal::enrol(&bench, "倴城-01").await;
    strangers(&bench).await;
    let admin = bench.sign_in("admin").await;
    let stations = admin.get("/api/v1/stations").await.ok();
    let stations = stations["items"].as_array().expect("a list").iter();
    let mut first = stations.filter(|station| station["code"] == "S1");
    let first = first.next().expect("S1")["station"].as_str().expect("an id").to_owned();
    let head = bench.sign_in("head-2").await;
    for list in ["stations", "grids", "areas", "people", "map", "terminals"] {
        let text = head.get(&format!("/api/v1/{list}")).await.ok().to_string();
        assert!(!text.contains(&first), "{list}: {text}");
        let asked = head.get(&format!("/api/v1/{list}?station={first}")).await;
        assert!(asked.status == 403 || !asked.body.to_string().contains(&first), "{list}");
    }
    head.get(&format!("/api/v1/orders?station={first}")).await.problem(403);
}

/// The same roles elsewhere: at another station, and in another grid of the order's own. Gives their logins.
pub(super) async fn strangers(bench: &Bench) -> Vec<&'static str> {
    let people = [
        ("head-2", Role::StationHead, "S2"),
        ("dispatcher-2", Role::Dispatcher, "S2"),
        ("clerk-2", Role::BackOfficeClerk, "S2"),
        ("counter-2", Role::CounterClerk, "S2"),
        ("manager-2", Role::AreaManager, "S2"),
        ("manager-1-2", Role::AreaManager, "S1"),
        ("installer-1", Role::MeterInstaller, "S1"),
    ];
    let person = |(name, role, station): (&str, Role, &str)| {
        json!({
            "staff_no": name, "name": "李敏", "mobile": "15412340002", "station": station,
            "roles": [role],
        })
    };
    let admin = bench.sign_in("admin").await;
    let elsewhere = json!({
        "stations": [station("S2")],
        "people": people.map(person),
        "grids": [
            { "code": "S2-01", "name": "二所一网格", "station": "S2", "primary": "manager-2" },
            { "code": "S1-02", "name": "二网格", "station": "S1", "primary": "manager-1-2" },
        ],
        "areas": [{ "code": "A2", "name": "西街台区", "grid": "S2-01" }],
    });
    admin.post("/api/v1/organisation/import", elsewhere).await.ok();
    for (name, ..) in people {
        let account = json!({ "login": name, "staff_no": name, "password": PASSWORD });
        admin.post("/api/v1/accounts", account).await.ok();
    }
    people.map(|(name, ..)| name).to_vec()
}

/// Each door knows its own callers: what proves one of them opens no other.
#[tokio::test]
async fn nobodys_token_opens_another_door() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let console = bench.role(Role::StationHead).await;
    let opened = worker.terminal.open(None).await.ok();
    let unattended = opened["token"].as_str().expect("a token").to_owned();
    let of_console = console.cookie.trim_start_matches("ronghe_session=").to_owned();
    for endpoint in endpoints(Ids::of_nothing()) {
        let Endpoint { id, method, path, .. } = &endpoint;
        let asked = async |headers: &[(&str, &str)]| {
            bench.send(method, path, headers, endpoint.body.clone()).await.status.as_u16()
        };
        let bearer = async |token: &str| {
            asked(&[("authorization", &format!("Bearer {token}")), ("idempotency-key", "k")]).await
        };
        let cookie = format!("ronghe_session={}", worker.token);
        let as_console =
            [("cookie", &*cookie), ("x-ronghe-csrf", &*console.csrf), ("idempotency-key", "k")];
        match endpoint.is_for {
            For::Anybody => {}
            For::HisOwn | For::Right(_) | For::RightOverOrder(_) => {
                assert_eq!(asked(&as_console).await, 401, "{id}, a terminal's token as cookie");
                assert_eq!(bearer(&worker.token).await, 401, "{id}, a terminal's token");
                assert_eq!(bearer(NEIGHBOUR_KEY).await, 401, "{id}, a neighbour's key");
            }
            For::Terminal | For::SignedInTerminal => {
                assert_eq!(bearer(&of_console).await, 401, "{id}, a console's token");
                assert_eq!(bearer(NEIGHBOUR_KEY).await, 401, "{id}, a neighbour's key");
                let signed_in = matches!(endpoint.is_for, For::SignedInTerminal);
                let alone = bearer(&unattended).await;
                assert_eq!(alone == 401, signed_in, "{id}, a terminal without a person: {alone}");
            }
            For::Neighbour => {
                assert_eq!(bearer(&of_console).await, 401, "{id}, a console's token");
                assert_eq!(bearer(&worker.token).await, 401, "{id}, a terminal's token");
                assert_ne!(bearer(NEIGHBOUR_KEY).await, 401, "{id}, its own key");
            }
        }
    }
}

#[tokio::test]
async fn a_terminal_speaks_for_itself_and_for_who_signed_in_on_it() {
    let bench = Bench::with_everybody().await;
    let worker = Worker::sign_in(&bench, Role::AreaManager, "倴城-01").await;
    let other = Worker::sign_in(&bench, Role::MeterInstaller, "倴城-02").await;
    let order = hand_over(&bench).await;
    let work = worker.operation(&order, Kind::SignIn, json!({}));
    let refused = async |by: &Worker<'_>, operation: &Operation| {
        let batch = json!({ "operations": [operation] });
        by.send("POST", "/sync/v1/ops", Some(batch)).await.problem(403);
    };
    // Another person's; his own of another terminal; his own terminal's of another person.
    refused(&other, &work).await;
    let elsewhere = Operation { terminal: terminal_of(&other), ..work.clone() };
    refused(&worker, &worker.signed(elsewhere)).await;
    let somebody_elses = Operation { author: other.person, ..work.clone() };
    refused(&worker, &other.signed(somebody_elses)).await;
    assert_eq!(record_of(&bench, order.order).await.view, order, "nothing was taken");

    let feed = async |of: &Worker<'_>| {
        let page = of.send("GET", "/sync/v1/feed?cursor=0&limit=500", None).await.ok();
        page.to_string().contains(&order.order.to_string())
    };
    assert!(feed(&worker).await && !feed(&other).await);
    assert_eq!(worker.hand_in(&work).await["result"], "applied");
}

fn terminal_of(worker: &Worker<'_>) -> vocabulary::TerminalId {
    worker.terminal.id.parse().expect("an id")
}

async fn ask(console: &Console<'_>, endpoint: &Endpoint) -> Reply {
    // His own session is left alone: the walk goes on with it.
    if matches!(endpoint.is_for, For::HisOwn) {
        return console.get("/api/v1/session").await;
    }
    match endpoint.body.clone() {
        Some(body) => console.command(&endpoint.method, &endpoint.path, body).await,
        None => console.send(&endpoint.method, &endpoint.path, endpoint.id, None).await,
    }
}

/// What the table says of a role that is held where such a role is held.
fn has(role: Role, action: Action) -> bool {
    access::reach(&holder(role), action).is_ok()
}

/// And of an order in his station, in the grid of area manager and meter installer.
fn has_over_order(role: Role, action: Action) -> bool {
    let order = Resource::in_organisation(OrganisationId::from_uuid(NIL))
        .at_station(StationId::from_uuid(NIL))
        .in_grid(GridId::from_uuid(NIL));
    access::permit(&holder(role), action, &order).is_ok()
}

fn holder(role: Role) -> Actor {
    let organisation = OrganisationId::from_uuid(NIL);
    let (station, grids) = (StationId::from_uuid(NIL), vec![GridId::from_uuid(NIL)]);
    let place = Place::Station { organisation, station, grids };
    Actor::Person { person: PersonId::from_uuid(NIL), roles: vec![Held { role, place }] }
}

const NIL: uuid::Uuid = uuid::Uuid::nil();

/// What the requests name.
#[derive(Clone)]
pub struct Ids {
    order: String,
    stage: String,
    attachment: String,
    item: String,
}

impl Ids {
    pub fn of_nothing() -> Self {
        let some = || SOME_ID.to_owned();
        Self { order: some(), stage: some(), attachment: some(), item: some() }
    }

    /// An order with a file of evidence, and work on the office's list.
    async fn of_worked_order(bench: &Bench) -> Self {
        let worker = Worker::sign_in(bench, Role::AreaManager, "倴城-00").await;
        let order = hand_over(bench).await;
        let file = Attached {
            attachment: AttachmentId::make(&*bench.clock, &*bench.entropy),
            sha256: Digest::of(PICTURE),
            size: PICTURE.len() as u64,
            mime: "image/jpeg".to_owned(),
        };
        let mut incomplete = worker.operation(&order, Kind::Submit, json!({ "channel": "door" }));
        incomplete.needs.push(file.clone());
        let incomplete = worker.signed(incomplete);
        assert_eq!(worker.hand_in(&incomplete).await["result"], "refused");
        worker.upload(&incomplete, &file, PICTURE).await;
        let head = bench.role(Role::StationHead).await;
        let items = head.get("/api/v1/items").await.ok();
        Self {
            order: order.order.to_string(),
            stage: open_stage(&order).stage.to_string(),
            attachment: file.attachment.to_string(),
            item: items["items"][0]["item"].as_str().expect("the refused work").to_owned(),
        }
    }
}

const PICTURE: &[u8] = b"a picture of the meter";

pub struct Endpoint {
    pub id: &'static str,
    pub method: String,
    pub path: String,
    pub body: Option<Value>,
    is_for: For,
}

/// Every endpoint of the description, with a request that is understood.
pub fn endpoints(ids: Ids) -> Vec<Endpoint> {
    let api = serde_json::to_value(platform::http::description()).expect("JSON");
    let paths = api["paths"].as_object().expect("paths");
    let mut endpoints = Vec::new();
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().expect("methods") {
            let id = operation["operationId"].as_str().expect("an id");
            let known = ENDPOINTS.iter().find(|(known, _)| *known == id);
            let (id, is_for) = known.unwrap_or_else(|| panic!("who is {id} for?"));
            endpoints.push(Endpoint {
                id,
                method: method.to_uppercase(),
                path: filled(path, operation, &ids),
                body: example(&api, operation, &ids),
                is_for: *is_for,
            });
        }
    }
    assert_eq!(endpoints.len(), ENDPOINTS.len(), "the table lists what is not there");
    endpoints
}

/// The path with an example for each of its variable parts.
fn filled(path: &str, operation: &Value, ids: &Ids) -> String {
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut filled = path.to_owned();
    for parameter in parameters.iter().filter(|one| one["in"] == "path") {
        let name = parameter["name"].as_str().expect("a name");
        let some = match name {
            "hash" => SOME_DIGEST,
            "order" => &ids.order,
            "stage" => &ids.stage,
            "attachment" => &ids.attachment,
            _ => SOME_ID,
        };
        let example = parameter["example"].as_str().unwrap_or(some);
        filled = filled.replace(&format!("{{{name}}}"), example);
    }
    assert!(!filled.contains('{'), "{filled} has a part that is not described");
    filled
}

const SOME_DIGEST: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const SOME_ID: &str = "019a0000-0000-7000-8000-000000000099";

/// The example of the body that the description gives: so examples are true, too.
fn example(api: &Value, operation: &Value, ids: &Ids) -> Option<Value> {
    let content = &operation["requestBody"]["content"]["application/json"];
    if content.is_null() {
        return None;
    }
    let reference = content["schema"]["$ref"].as_str().expect("a type with a name");
    let schema = api.pointer(reference.trim_start_matches('#')).expect("described");
    let examples = [&content["example"], &schema["example"]];
    let example = examples.into_iter().find(|example| !example.is_null()).cloned();
    let name = reference.rsplit('/').next().expect("a name");
    Some(example.or_else(|| body(name, ids)).unwrap_or_else(|| panic!("{name} has no example")))
}

/// Bodies of types whose description has no example.
fn body(name: &str, ids: &Ids) -> Option<Value> {
    let (order, stage) = (&ids.order, &ids.stage);
    Some(match name {
        "ResolveRequest" => json!({ "item": ids.item, "resolution": "keep", "remark": "已核实" }),
        "DispatchRequest" => json!({ "order": order, "stage": stage, "to": SOME_ID }),
        "PlaceRequest" => json!({ "order": order, "grid": SOME_ID }),
        "SendBackRequest" => json!({ "order": order, "to": "acceptance", "reason": "证件照不清" }),
        "SuspendRequest" => {
            json!({ "order": order, "reason": "customer_postponed", "proof": "客户来电 13:05" })
        }
        "ResumeRequest" => json!({ "order": order }),
        "TerminateRequest" => json!({ "order": order, "reason": "重复报装" }),
        "UrgeRequest" => json!({ "order": order }),
        "AddSignerRequest" => {
            json!({ "order": order, "stage": stage, "person": SOME_ID, "reason": "请会签" })
        }
        "PerformRequest" | "PreviewNextRequest" => {
            json!({ "order": order, "stage": stage, "values": {} })
        }
        "ExplainRequest" => {
            json!({ "order": order, "limits": ["total/"], "code": "materials", "note": "" })
        }
        "UnmaskRequest" => json!({ "reason": "用户来电核对" }),
        "DeployRequest" => json!({ "files": {} }),
        "CustomersMessage" => json!({ "message_id": "m-1", "records": [{
            "customer_no": "1302000101", "revision": 1, "as_of": 1_780_000_000_000_000_i64,
            "area_code": "A1", "customer_name": "王建国", "service_address": "倴城镇东街12号",
            "usage_class": "residential", "tariff": "RES-TIER", "contract_capacity_w": 6000,
            "supply_voltage_v": 220,
        }] }),
        "AuthorisationRequest" => json!({
            "authorisation": SOME_ID, "order": order, "stage": stage,
            "comm_address": "000000000001", "command": "trip",
        }),
        "Release" => json!({ "authorisation": SOME_ID }),
        "MeterWorkBatch" => json!({ "works": [] }),
        "MetersMessage" => json!({ "meters": [{
            "comm_address": "000000000001", "revision": 1, "protocol": "dlt645", "phases": 1,
        }] }),
        "DraftBatch" => json!({ "drafts": [] }),
        "InquiryBatch" => json!({ "inquiries": [] }),
        "OperationBatch" => json!({ "operations": [] }),
        "Reoffer" => json!({ "outbox": SOME_ID, "operations": [], "attachments": [] }),
        "MarketingMessage" => json!({
            "order_no": "1302000100000001", "stage": "acceptance", "version": 1, "kind": "urge",
            "at": 1_780_000_000_000_000_i64, "data": { "reason": "用户催办" },
        }),
        _ => return None,
    })
}
