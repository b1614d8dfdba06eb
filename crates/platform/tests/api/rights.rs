//! Every endpoint as nobody and as every role, against the table of rights.

use access::{Action, Actor, Held, Place, Resource};
use serde_json::{Value, json};
use vocabulary::{GridId, OrganisationId, PersonId, Role, StationId};

use crate::support::{Bench, Console, Reply, hand_over, open_stage};

/// Who an endpoint is for.
#[derive(Debug, Clone, Copy)]
enum For {
    /// Whoever comes: it is how one becomes known.
    Anybody,
    /// Whoever is signed in at the console, for his own session.
    HisOwn,
    /// Whoever has the right.
    Right(Action),
    /// Whoever has the right over an order of that grid.
    RightOverOrder(Action),
    /// Whoever has the right over what belongs to an order; the walk names one that does not exist.
    RightOverPart(Action),
    Terminal,
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
    ("listOrders", For::Right(Action::ListOrders)),
    ("readOrder", For::RightOverOrder(Action::ReadOrder)),
    ("unmaskOrder", For::RightOverOrder(Action::UnmaskPersonalData)),
    ("readEvidence", For::RightOverPart(Action::ReadEvidence)),
    ("dispatchOrder", For::RightOverOrder(Action::DispatchOrder)),
    ("performStage", For::RightOverOrder(Action::PerformStage)),
    ("listOfficeItems", For::Right(Action::ListOfficeItems)),
    ("resolveOfficeItem", For::RightOverPart(Action::ResolveOfficeItem)),
    ("listProcesses", For::Right(Action::ReadProcess)),
    ("readProcess", For::Right(Action::ReadProcess)),
    ("deployProcess", For::Right(Action::DeployProcess)),
    ("activateProcess", For::Right(Action::ActivateProcess)),
    ("readOutbox", For::Right(Action::ReadOutbox)),
    ("syncFeed", For::Terminal),
    ("readBundle", For::Terminal),
    ("submitOperations", For::Terminal),
    ("receipts", For::Terminal),
    ("reoffer", For::Terminal),
    ("createFile", For::Terminal),
    ("appendToFile", For::Terminal),
    ("lookAtFile", For::Terminal),
    ("terminateFile", For::Terminal),
    ("tusOptions", For::Anybody),
    ("receiveNeighbourMessage", For::Neighbour),
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
    let order = hand_over(&bench).await;
    let ids = Ids { order: order.order.to_string(), stage: open_stage(&order).stage.to_string() };
    for role in Role::ALL {
        let console = bench.role(role).await;
        for endpoint in endpoints(ids.clone()) {
            let reply = ask(&console, &endpoint).await;
            let place = format!("{} as {role:?}: {}", endpoint.id, reply.body);
            match endpoint.is_for {
                For::Anybody | For::HisOwn => {}
                For::Terminal | For::Neighbour => assert_eq!(reply.status, 401, "{place}"),
                For::Right(action) => {
                    assert_eq!(reply.status == 403, !has(role, action), "{place}");
                    assert_ne!(reply.status, 401, "{place}");
                }
                For::RightOverOrder(action) => {
                    assert_eq!(reply.status == 403, !has_over_order(role, action), "{place}");
                    assert!(![401, 404].contains(&reply.status.as_u16()), "{place}");
                }
                For::RightOverPart(action) => {
                    let denied = [403, 404].contains(&reply.status.as_u16());
                    assert!(denied || has(role, action), "{place}");
                }
            }
        }
    }
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
struct Ids {
    order: String,
    stage: String,
}

impl Ids {
    fn of_nothing() -> Self {
        Self { order: SOME_ID.to_owned(), stage: SOME_ID.to_owned() }
    }
}

struct Endpoint {
    id: &'static str,
    method: String,
    path: String,
    body: Option<Value>,
    is_for: For,
}

/// Every endpoint of the description, with a request that is understood.
fn endpoints(ids: Ids) -> Vec<Endpoint> {
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
        "ResolveRequest" => json!({ "item": SOME_ID, "resolution": "keep", "remark": "已核实" }),
        "DispatchRequest" => json!({ "order": order, "stage": stage, "to": SOME_ID }),
        "PerformRequest" => json!({ "order": order, "stage": stage, "values": {} }),
        "UnmaskRequest" => json!({ "reason": "用户来电核对" }),
        "DeployRequest" => json!({ "files": {} }),
        "OperationBatch" => json!({ "operations": [] }),
        "Reoffer" => json!({ "outbox": SOME_ID, "operations": [], "attachments": [] }),
        "MarketingMessage" => json!({
            "order_no": "1302000100000001", "stage": "acceptance", "version": 1, "kind": "urge",
            "at": 1_780_000_000_000_000_i64, "data": { "reason": "用户催办" },
        }),
        _ => return None,
    })
}
